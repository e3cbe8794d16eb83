#pragma once

#include <adwaita.h>

#include "parvis-public-row.h"
#include "parvis-public-search.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_CALENDAR_DETAILS (parvis_calendar_details_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCalendarDetails, parvis_calendar_details, PARVIS, CALENDAR_DETAILS,
                      AdwNavigationPage)

/* One event of the public calendar: first what the search told, then all that its page tells. */

ParvisCalendarDetails *parvis_calendar_details_new (ParvisPublicSearch *search,
                                                    WeezPublicEvent    *record);

G_END_DECLS
