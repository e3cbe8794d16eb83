#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_MONTH_GRID (parvis_month_grid_get_type ())
G_DECLARE_FINAL_TYPE (ParvisMonthGrid, parvis_month_grid, PARVIS, MONTH_GRID, AdwBin)

/* A month at a time, week by week as the reader's country counts them. Days that were marked are
 * buttons with a dot and words of their own, which the arrow keys go through; Page Up and Page Down
 * change the month. Signal: "day-activated" (uint, a julian day). */

void  parvis_month_grid_clear      (ParvisMonthGrid *self);
void  parvis_month_grid_mark       (ParvisMonthGrid *self,
                                    guint32          day,
                                    const char      *words);
void  parvis_month_grid_show       (ParvisMonthGrid *self,
                                    guint32          day);
char *parvis_month_grid_dup_title  (ParvisMonthGrid *self);

G_END_DECLS
