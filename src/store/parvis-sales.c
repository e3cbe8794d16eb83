#include "config.h"

#include "parvis-sales.h"

#include <sqlite3.h>

#include "parvis-reading.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"

/* Less is no stage to compare with: one order more or less would say anything. */
#define LEAST_STAGE 10

struct _ParvisSales
{
  GObject  parent_instance;
  GArray  *days;
  gint64   event_day;   /* 0: not known */
  gint64   today;
  gint64   undated;
};

G_DEFINE_FINAL_TYPE (ParvisSales, parvis_sales, G_TYPE_OBJECT)

static void
parvis_sales_finalize (GObject *object)
{
  g_array_unref (PARVIS_SALES (object)->days);

  G_OBJECT_CLASS (parvis_sales_parent_class)->finalize (object);
}

static void
parvis_sales_class_init (ParvisSalesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_sales_finalize;
}

static void
parvis_sales_init (ParvisSales *self)
{
  self->days = g_array_new (FALSE, FALSE, sizeof (ParvisSalesDay));
}

/* ---- reading ---- */

static const char days_sql[] =
  "SELECT day, sum (active) FROM daily WHERE event = (SELECT key FROM event WHERE id = ?1)"
  " AND (?2 IS NULL OR id_ticket = ?2) GROUP BY day HAVING sum (active) != 0 ORDER BY day";

static gboolean
read_event_day (ParvisDatabase  *database,
                ParvisReading   *reading,
                GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT start FROM event WHERE id = ?1 AND start NOT NULL",
                             error);
  g_autoptr(GDateTime) start = NULL;
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, *(const char * const *) reading->question);
  if (!parvis_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    start = g_date_time_new_from_unix_utc (sqlite3_column_int64 (statement, 0));
  if (start != NULL)
    PARVIS_SALES (reading->result)->event_day = parvis_sales_day_of (start, reading->zone);

  return TRUE;
}

static gboolean
read_sales (ParvisDatabase  *database,
            gpointer         data,
            GError         **error)
{
  ParvisReading *reading = data;
  ParvisSales *sales = reading->result;
  const char * const *question = reading->question;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, days_sql, error);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  gboolean has_row = FALSE;
  gint64 total = 0;

  if (statement == NULL || !read_event_day (database, reading, error))
    return FALSE;

  sales->today = parvis_sales_day_of (now, reading->zone);
  parvis_statement_bind_text (statement, 1, question[0]);
  parvis_statement_bind_text (statement, 2, question[1]);

  while (parvis_statement_step (statement, &has_row, error))
    {
      ParvisSalesDay day;

      if (!has_row)
        return TRUE;

      day.day = sqlite3_column_int64 (statement, 0);
      day.sold = sqlite3_column_int64 (statement, 1);
      day.total = total += day.sold;
      if (day.day == 0)
        sales->undated = day.sold;
      else
        g_array_append_val (sales->days, day);
    }

  return FALSE;
}

/**
 * parvis_sales_read:
 * @store: an open store
 * @id_event: the event
 * @id_ticket: (nullable): only this ticket
 *
 * Returns: (transfer full): resolves to a #ParvisSales, of no day where there is no such event;
 *   rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_sales_read (ParvisStore *store,
                   const char  *id_event,
                   const char  *id_ticket)
{
  const char *question[] = { id_event, id_ticket, NULL };

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  return parvis_reading_run (store, read_sales, g_object_new (PARVIS_TYPE_SALES, NULL),
                             g_strdupv ((char **) question), (GDestroyNotify) g_strfreev);
}

/**
 * parvis_sales_get_days:
 * @self: sales
 * @n_days: (out): how many
 *
 * Returns: (transfer none) (array length=n_days): days with orders, the oldest first
 */
const ParvisSalesDay *
parvis_sales_get_days (ParvisSales *self,
                       guint       *n_days)
{
  g_return_val_if_fail (PARVIS_IS_SALES (self), NULL);

  *n_days = self->days->len;

  return (const ParvisSalesDay *) self->days->data;
}

/**
 * parvis_sales_get_event_day:
 * @self: sales
 *
 * Returns: the julian day on which the event begins, 0 where it is not known
 */
gint64
parvis_sales_get_event_day (ParvisSales *self)
{
  g_return_val_if_fail (PARVIS_IS_SALES (self), 0);

  return self->event_day;
}

/**
 * parvis_sales_get_today:
 * @self: sales
 *
 * Returns: the julian day on which they were read
 */
gint64
parvis_sales_get_today (ParvisSales *self)
{
  g_return_val_if_fail (PARVIS_IS_SALES (self), 0);

  return self->today;
}

/**
 * parvis_sales_get_total:
 * @self: sales
 *
 * Returns: how many tickets are sold in all
 */
gint64
parvis_sales_get_total (ParvisSales *self)
{
  g_return_val_if_fail (PARVIS_IS_SALES (self), 0);

  return parvis_sales_get_total_at (self, G_MAXINT64);
}

/* The last day with orders until @day. */
static const ParvisSalesDay *
find_day (ParvisSales *self,
          gint64       day)
{
  guint from = 0;
  guint to = self->days->len;

  while (from < to)
    {
      guint middle = (from + to) / 2;

      if (g_array_index (self->days, ParvisSalesDay, middle).day <= day)
        from = middle + 1;
      else
        to = middle;
    }

  return from > 0 ? &g_array_index (self->days, ParvisSalesDay, from - 1) : NULL;
}

/**
 * parvis_sales_get_sold_on:
 * @self: sales
 * @day: a julian day
 *
 * Returns: how many tickets were ordered on it
 */
gint64
parvis_sales_get_sold_on (ParvisSales *self,
                          gint64       day)
{
  const ParvisSalesDay *found;

  g_return_val_if_fail (PARVIS_IS_SALES (self), 0);

  found = find_day (self, day);

  return found != NULL && found->day == day ? found->sold : 0;
}

/**
 * parvis_sales_get_total_at:
 * @self: sales
 * @day: a julian day
 *
 * Returns: how many tickets were ordered until its end
 */
gint64
parvis_sales_get_total_at (ParvisSales *self,
                           gint64       day)
{
  const ParvisSalesDay *found;

  g_return_val_if_fail (PARVIS_IS_SALES (self), 0);

  found = find_day (self, day);

  return found != NULL ? found->total : self->undated;
}

/**
 * parvis_sales_forecast:
 * @self: sales of an event that is to come
 * @edition: (nullable): those of an edition that is over
 * @quota: how many tickets there are, 0 or %WEEZ_UNKNOWN for no limit
 * @low: (out): as many may be sold
 * @high: (out): or as many
 *
 * Either as many more are sold as were sold of the edition from this stage on, or as many times
 * more. The two rarely agree: both are told, at least a tenth of what is to come apart.
 *
 * Returns: whether there is enough to tell from
 */
gboolean
parvis_sales_forecast (ParvisSales *self,
                       ParvisSales *edition,
                       gint64       quota,
                       gint64      *low,
                       gint64      *high)
{
  gint64 sold, stage, final, more, times, margin;

  g_return_val_if_fail (PARVIS_IS_SALES (self), FALSE);

  if (edition == NULL || self->event_day == 0 || edition->event_day == 0 ||
      self->event_day <= self->today || edition->event_day >= edition->today)
    return FALSE;

  sold = parvis_sales_get_total (self);
  stage = parvis_sales_get_total_at (edition, edition->event_day - self->event_day + self->today);
  final = parvis_sales_get_total (edition);
  if (sold < LEAST_STAGE || stage < LEAST_STAGE || final < stage)
    return FALSE;

  more = sold + final - stage;
  times = (gint64) ((__int128) sold * final / stage);
  margin = MAX (((more + times) / 2 - sold) / 20, 1);
  *low = MAX (sold, MIN (more, times) - margin);
  *high = MAX (more, times) + margin;
  if (quota > 0)
    {
      *low = MIN (*low, MAX (quota, sold));
      *high = MIN (*high, MAX (quota, sold));
    }

  /* One number would look as if it were known. */
  return *low < *high;
}

/**
 * parvis_sales_day_of:
 * @moment: a time
 * @zone: (transfer none): the account's
 *
 * Returns: its julian day in that zone, as the daily counts have it
 */
gint64
parvis_sales_day_of (GDateTime *moment,
                     GTimeZone *zone)
{
  g_autoptr(GDateTime) local = g_date_time_to_timezone (moment, zone);
  int year, month, day;
  GDate date;

  g_date_time_get_ymd (local, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return g_date_get_julian (&date);
}
