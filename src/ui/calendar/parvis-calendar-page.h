#pragma once

#include <adwaita.h>

#include "parvis-account.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_CALENDAR_PAGE (parvis_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCalendarPage, parvis_calendar_page, PARVIS, CALENDAR_PAGE,
                      AdwNavigationPage)

/* What is on anywhere, of all organizers. Signal: "opened" (ParvisEvent), when a person chooses one
 * of the account's own. */

ParvisCalendarPage *parvis_calendar_page_new (ParvisAccount *account);

G_END_DECLS
