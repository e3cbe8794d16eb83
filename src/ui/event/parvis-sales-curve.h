#pragma once

#include "parvis-sales.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_SALES_CURVE (parvis_sales_curve_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSalesCurve, parvis_sales_curve, PARVIS, SALES_CURVE, GObject)

/**
 * ParvisSalesCurve:
 *
 * The sales of an event, day after day without a gap, beside those of an edition of it as many days
 * before its own beginning. `first_day` is the julian day of the first place, `event_day` that of
 * the event, 0 where it is not known; `today` and `event_place` are places, G_MAXUINT where there
 * are none. Values are G_MININT64 where nothing can be known yet; `edition_` members are null
 * without an edition. It does not change.
 */
struct _ParvisSalesCurve
{
  GObject   parent_instance;
  guint     n_days;
  gint64    first_day;
  gint64    event_day;
  guint     today;
  guint     event_place;
  gint64   *sold;
  gint64   *total;
  gint64   *edition_sold;
  gint64   *edition_total;
  gboolean  has_forecast;
  gint64    low;
  gint64    high;
};

ParvisSalesCurve *parvis_sales_curve_new       (ParvisSales      *sales,
                                                ParvisSales      *edition,
                                                gint64            quota);
char             *parvis_sales_curve_dup_day   (ParvisSalesCurve *self,
                                                guint             place,
                                                gboolean          brief);
char             *parvis_sales_curve_dup_stage (ParvisSalesCurve *self,
                                                guint             place);
char             *parvis_sales_curve_dup_words (guint             place,
                                                gboolean          brief,
                                                gpointer          curve);

G_END_DECLS
