#pragma once

#include "parvis-store.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_SALES (parvis_sales_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSales, parvis_sales, PARVIS, SALES, GObject)

/**
 * ParvisSalesDay:
 * @day: a julian day in the account's zone
 * @sold: tickets ordered on it that are neither deleted nor unpaid
 * @total: of all days until then, with the orders whose day is not known
 */
typedef struct
{
  gint64 day;
  gint64 sold;
  gint64 total;
} ParvisSalesDay;

/* How an event or one of its tickets was sold, day by day. Days without an order are left out. It
 * does not change. */

DexFuture            *parvis_sales_read          (ParvisStore *store,
                                                  const char  *id_event,
                                                  const char  *id_ticket)
                                                  G_GNUC_WARN_UNUSED_RESULT;
const ParvisSalesDay *parvis_sales_get_days      (ParvisSales *self,
                                                  guint       *n_days);
gint64                parvis_sales_get_event_day (ParvisSales *self);
gint64                parvis_sales_get_today     (ParvisSales *self);
gint64                parvis_sales_get_total     (ParvisSales *self);
gint64                parvis_sales_get_sold_on   (ParvisSales *self,
                                                  gint64       day);
gint64                parvis_sales_get_total_at  (ParvisSales *self,
                                                  gint64       day);
gboolean              parvis_sales_forecast      (ParvisSales *self,
                                                  ParvisSales *edition,
                                                  gint64       quota,
                                                  gint64      *low,
                                                  gint64      *high);

gint64                parvis_sales_day_of        (GDateTime   *moment,
                                                  GTimeZone   *zone);

G_END_DECLS
