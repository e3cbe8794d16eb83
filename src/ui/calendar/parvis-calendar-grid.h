#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_CALENDAR_GRID (parvis_calendar_grid_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCalendarGrid, parvis_calendar_grid, PARVIS, CALENDAR_GRID, GtkWidget)

/* The days of a month, with how much is on each of them. Properties: "month" (GDateTime, any time
 * in it), "day" (GDateTime, the chosen one, null for none); both are set with their time and zone
 * left out of account. Arrows go from day to day; Tab leaves the grid. */

#define PARVIS_CALENDAR_GRID_DAYS 42

GDateTime *parvis_calendar_grid_get_month  (ParvisCalendarGrid *self);
void       parvis_calendar_grid_set_month  (ParvisCalendarGrid *self,
                                            GDateTime          *month);
GDateTime *parvis_calendar_grid_get_day    (ParvisCalendarGrid *self);
void       parvis_calendar_grid_set_day    (ParvisCalendarGrid *self,
                                            GDateTime          *day);
guint32    parvis_calendar_grid_get_first  (ParvisCalendarGrid *self);
void       parvis_calendar_grid_set_counts (ParvisCalendarGrid *self,
                                            const guint        *counts);
guint32    parvis_julian                   (GDateTime          *moment);

G_END_DECLS
