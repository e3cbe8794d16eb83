#include "config.h"

#include "parvis-sales-curve.h"

#include <glib/gi18n-lib.h>

#include "parvis-format.h"

/* More than two years before the event, one day more says nothing. */
#define MOST_DAYS 800

G_DEFINE_FINAL_TYPE (ParvisSalesCurve, parvis_sales_curve, G_TYPE_OBJECT)

static void
parvis_sales_curve_finalize (GObject *object)
{
  ParvisSalesCurve *self = PARVIS_SALES_CURVE (object);

  g_free (self->sold);
  g_free (self->total);
  g_free (self->edition_sold);
  g_free (self->edition_total);

  G_OBJECT_CLASS (parvis_sales_curve_parent_class)->finalize (object);
}

static void
parvis_sales_curve_class_init (ParvisSalesCurveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_sales_curve_finalize;
}

static void
parvis_sales_curve_init (ParvisSalesCurve *self)
{
}

/* The days with orders, as days of the event that is drawn; FALSE where there is none. */
static gboolean
get_span (ParvisSales *sales,
          gint64       shift,
          gint64      *first,
          gint64      *last)
{
  guint n_days;
  const ParvisSalesDay *days = parvis_sales_get_days (sales, &n_days);

  if (n_days == 0)
    return FALSE;

  *first = MIN (*first, days[0].day + shift);
  *last = MAX (*last, days[n_days - 1].day + shift);

  return TRUE;
}

static void
fill (ParvisSalesCurve *self,
      ParvisSales      *sales,
      gint64            shift,
      gint64            until,
      gint64          **sold,
      gint64          **total)
{
  *sold = g_new (gint64, self->n_days);
  *total = g_new (gint64, self->n_days);

  for (guint i = 0; i < self->n_days; i++)
    {
      gint64 day = self->first_day + i - shift;

      (*sold)[i] = day <= until ? parvis_sales_get_sold_on (sales, day) : G_MININT64;
      (*total)[i] = day <= until ? parvis_sales_get_total_at (sales, day) : G_MININT64;
    }
}

/**
 * parvis_sales_curve_new:
 * @sales: how it is sold
 * @edition: (nullable): how another one was
 * @quota: how many tickets there are, 0 or %WEEZ_UNKNOWN for no limit
 *
 * Returns: (transfer full): both, from the first order of either; of no day where nothing is sold
 */
ParvisSalesCurve *
parvis_sales_curve_new (ParvisSales *sales,
                        ParvisSales *edition,
                        gint64       quota)
{
  ParvisSalesCurve *self = g_object_new (PARVIS_TYPE_SALES_CURVE, NULL);
  gint64 today = parvis_sales_get_today (sales);
  gint64 first = G_MAXINT64;
  gint64 last = G_MININT64;
  gint64 shift = 0;
  gboolean any = get_span (sales, 0, &first, &last);

  self->event_day = parvis_sales_get_event_day (sales);
  self->today = self->event_place = G_MAXUINT;
  if (edition != NULL && (self->event_day == 0 || parvis_sales_get_event_day (edition) == 0))
    edition = NULL;
  if (edition != NULL)
    {
      shift = self->event_day - parvis_sales_get_event_day (edition);
      any |= get_span (edition, shift, &first, &last);
    }
  if (!any)
    return self;

  /* Until now, or until the doors; beside an edition, the days that are to come as well. */
  if (self->event_day > 0 && (edition != NULL || self->event_day < today))
    last = MAX (last, self->event_day);
  else
    last = MAX (last, today);
  first = MAX (first, last - MOST_DAYS);

  self->first_day = first;
  self->n_days = (guint) (last - first + 1);
  if (today >= first && today < last)
    self->today = (guint) (today - first);
  if (self->event_day >= first && self->event_day <= last)
    self->event_place = (guint) (self->event_day - first);

  fill (self, sales, 0, today, &self->sold, &self->total);
  if (edition != NULL)
    fill (self, edition, shift, parvis_sales_get_today (edition),
          &self->edition_sold, &self->edition_total);
  self->has_forecast = parvis_sales_forecast (sales, edition, quota, &self->low, &self->high);

  return self;
}

/**
 * parvis_sales_curve_dup_day:
 * @self: a curve
 * @place: one of its days
 * @brief: as short as can be
 *
 * Returns: (transfer full): its date
 */
char *
parvis_sales_curve_dup_day (ParvisSalesCurve *self,
                            guint             place,
                            gboolean          brief)
{
  g_autoptr(GDateTime) day = NULL;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (self->first_day + place));
  day = g_date_time_new_local (g_date_get_year (&date), g_date_get_month (&date),
                               g_date_get_day (&date), 0, 0, 0);

  return brief ? parvis_format_day (day) : parvis_format_moment (day);
}

/**
 * parvis_sales_curve_dup_stage:
 * @self: a curve
 * @place: one of its days
 *
 * Returns: (transfer full): how many days it is before the event; "" where that is not known
 */
char *
parvis_sales_curve_dup_stage (ParvisSalesCurve *self,
                              guint             place)
{
  gint64 before = self->event_day - self->first_day - place;

  if (self->event_day == 0)
    return g_strdup ("");
  if (before == 0)
    return g_strdup (_("Day of the event"));
  if (before < 0)
    return g_strdup_printf (ngettext ("%d day after", "%d days after", (gulong) -before),
                            (int) -before);

  /* Translators: that many days before an event. */
  return g_strdup_printf (ngettext ("%d day before", "%d days before", (gulong) before),
                          (int) before);
}

/**
 * parvis_sales_curve_dup_words:
 * @place: one of its days
 * @brief: for an axis
 * @curve: a curve
 *
 * Returns: (transfer full): what that day is called
 */
char *
parvis_sales_curve_dup_words (guint    place,
                              gboolean brief,
                              gpointer curve)
{
  ParvisSalesCurve *self = curve;
  gint64 before = self->event_day - self->first_day - place;
  g_autofree char *day = NULL;
  g_autofree char *stage = NULL;

  if (brief && self->edition_total != NULL)
    {
      if (before == 0)
        /* Translators: the day of the event on an axis of days before it. */
        return g_strdup (C_("days before", "D"));

      /* Translators: an axis of days before an event: D−30 is 30 days before it. */
      return g_strdup_printf (before > 0 ? C_("days before", "D−%d") : C_("days before", "D+%d"),
                              (int) ABS (before));
    }

  day = parvis_sales_curve_dup_day (self, place, brief);
  stage = brief ? NULL : parvis_sales_curve_dup_stage (self, place);
  if (stage == NULL || *stage == '\0')
    return g_steal_pointer (&day);

  /* Translators: a date and how many days it is before an event. */
  return g_strdup_printf (C_("date and stage", "%s, %s"), day, stage);
}
