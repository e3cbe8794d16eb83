#pragma once

#include <adwaita.h>

#include "weez-search-query.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_CALENDAR_FILTERS (parvis_calendar_filters_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCalendarFilters, parvis_calendar_filters, PARVIS, CALENDAR_FILTERS,
                      AdwDialog)

/* All filters of the public calendar that are not on its page. Signal: "applied", when a person
 * wants to search with them. */

ParvisCalendarFilters *parvis_calendar_filters_new  (GListModel            *categories,
                                                     WeezSearchQuery       *query);
void                   parvis_calendar_filters_fill (ParvisCalendarFilters *self,
                                                     WeezSearchQuery       *query);
char                  *parvis_calendar_filters_tell (WeezSearchQuery       *query,
                                                     gboolean               days_chosen,
                                                     GListModel            *categories);

G_END_DECLS
