#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_SALES_VIEW (parvis_sales_view_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSalesView, parvis_sales_view, PARVIS, SALES_VIEW, AdwBin)

/* How an event sells, as a chart or a table, beside an edition of it that people choose. Property:
 * "event" (ParvisEvent). */

G_END_DECLS
