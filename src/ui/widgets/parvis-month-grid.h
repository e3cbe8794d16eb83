#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_MONTH_GRID (parvis_month_grid_get_type ())
G_DECLARE_FINAL_TYPE (ParvisMonthGrid, parvis_month_grid, PARVIS, MONTH_GRID, GtkWidget)

/* The days of a month, with how much is on each of them. Properties: "month" (GDateTime, any time
 * in it), "day" (GDateTime, the chosen one, null for none); both are set with their time and zone
 * left out of account. Arrows go from day to day; Tab leaves the grid. */

#define PARVIS_MONTH_GRID_DAYS 42

ParvisMonthGrid *parvis_month_grid_new       (void);
GDateTime       *parvis_month_grid_get_month (ParvisMonthGrid *self);
void             parvis_month_grid_set_month (ParvisMonthGrid *self,
                                              GDateTime       *month);
GDateTime       *parvis_month_grid_get_day   (ParvisMonthGrid *self);
void             parvis_month_grid_set_day   (ParvisMonthGrid *self,
                                              GDateTime       *day);
guint32          parvis_month_grid_get_first (ParvisMonthGrid *self);
void             parvis_month_grid_set_counts (ParvisMonthGrid *self,
                                               const guint     *counts);
guint32          parvis_julian               (GDateTime       *moment);

G_END_DECLS
