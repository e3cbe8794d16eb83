#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_DATES_VIEW (parvis_dates_view_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDatesView, parvis_dates_view, PARVIS, DATES_VIEW, AdwBin)

/* The dates of an event, as a list or month by month; each activates "event.show-date" with its id.
 * Properties: "event" (ParvisEvent), "n-dates" (uint). */

char *parvis_dates_view_dup_people (gint64 people,
                                    gint64 scanned);

G_END_DECLS
