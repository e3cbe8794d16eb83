#pragma once

#include <adwaita.h>

#include "parvis-month-layout.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_MONTH_GRID (parvis_month_grid_get_type ())
G_DECLARE_FINAL_TYPE (ParvisMonthGrid, parvis_month_grid, PARVIS, MONTH_GRID, AdwBin)

/* A month at a time, week by week as the reader's country counts them. What is on for several days
 * is a bar across them, the rest is told by dots, and each day has its words. Tab comes to one day
 * and leaves from there; arrows, Home and End go from day to day, Page Up and Page Down from month
 * to month. Property: "day" (uint, the chosen julian day, 0 for none).
 *
 * Signals: "drag", what to give where a day is dropped, a GdkContentProvider for a julian day;
 * "turned", another month is shown. */

void     parvis_month_grid_set_spans (ParvisMonthGrid       *self,
                                      const ParvisMonthSpan *spans,
                                      guint                  n_spans);
guint32  parvis_month_grid_get_day   (ParvisMonthGrid       *self);
void     parvis_month_grid_set_day   (ParvisMonthGrid       *self,
                                      guint32                day);
guint32  parvis_month_grid_get_first (ParvisMonthGrid       *self);
void     parvis_month_grid_show      (ParvisMonthGrid       *self,
                                      guint32                day);
char    *parvis_month_grid_dup_title (ParvisMonthGrid       *self);
guint32  parvis_month_grid_day_of    (GDateTime             *moment);

G_END_DECLS
