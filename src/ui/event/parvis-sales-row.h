#pragma once

#include "parvis-sales-curve.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_SALES_ROW (parvis_sales_row_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSalesRow, parvis_sales_row, PARVIS, SALES_ROW, GObject)

/* A day of a curve as a row of its table. Properties, all strings: "day", "brief" for the same,
 * "stage", "sold", "total", "edition". */

ParvisSalesRow *parvis_sales_row_new       (ParvisSalesCurve *curve,
                                            guint             place);
gint64          parvis_sales_row_get_day   (ParvisSalesRow   *self);
void            parvis_sales_row_set_curve (ParvisSalesRow   *self,
                                            ParvisSalesCurve *curve,
                                            guint             place);

G_END_DECLS
