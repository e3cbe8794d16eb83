#pragma once
#include <glib.h>
#include "demo-rows.h"

G_BEGIN_DECLS
/* Who buys what and when: fills rows, whose order numbers are still those of the planning. */
void demo_sales_plan (DemoSeason *season, guint64 seed, GArray *rows);
/* One more order now; FALSE when nothing is on sale. */
gboolean demo_sales_order_now (DemoSeason *season, guint64 seed, guint order, guint seats,
                               const guint *sold, gint64 now, GArray *rows);
G_END_DECLS
