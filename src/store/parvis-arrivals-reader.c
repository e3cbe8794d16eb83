#include "config.h"

#include <sqlite3.h>

#include "parvis-arrivals-reader.h"

#include "parvis-arrival.h"
#include "parvis-attendance-line.h"
#include "parvis-samples.h"

#define MINUTE 60
/* More bars than that cannot be told apart. */
#define MAX_BARS 60
/* An event may go on after midnight: its day ends when nobody comes any more. */
#define DAY_BEGINS_AT 5

static const char minutes_sql[] =
  "SELECT scan_date / 60 * 60, count(*) FROM participant WHERE event = ?1"
  " AND ifnull (control_status, '') NOT IN ('', '0') AND scan_date >= ?2 AND scan_date < ?3"
  " GROUP BY 1 ORDER BY 1";

/* The day that somebody means who stays until the morning. */
static GDateTime *
day_of (gint64     time,
        GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time - DAY_BEGINS_AT * 60 * MINUTE);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  if (local == NULL)
    return NULL;

  return g_date_time_new (zone, g_date_time_get_year (local), g_date_time_get_month (local),
                          g_date_time_get_day_of_month (local), DAY_BEGINS_AT, 0, 0);
}

/**
 * parvis_arrivals_read_days:
 * @database: a connection of this thread
 * @event: key of the event
 * @zone: of its days
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): an array of #ParvisAttendanceLine, a day on which somebody
 *   was last scanned each, in order
 */
GPtrArray *
parvis_arrivals_read_days (ParvisDatabase  *database,
                           gint64           event,
                           GTimeZone       *zone,
                           GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, minutes_sql, error);
  g_autoptr(GPtrArray) days = g_ptr_array_new_with_free_func (g_object_unref);
  ParvisAttendanceLine *day = NULL;
  gint64 end = 0;
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;

  parvis_statement_bind_int (statement, 1, event);
  parvis_statement_bind_int (statement, 2, 1);
  parvis_statement_bind_int (statement, 3, G_MAXINT64);
  while (parvis_statement_step (statement, &has_row, error))
    {
      gint64 time;

      if (!has_row)
        return g_steal_pointer (&days);

      time = sqlite3_column_int64 (statement, 0);
      if (day == NULL || time >= end)
        {
          g_autoptr(GDateTime) start = day_of (time, zone);
          g_autoptr(GDateTime) next = start != NULL ? g_date_time_add_days (start, 1) : NULL;

          if (next == NULL)
            continue;
          day = g_object_new (PARVIS_TYPE_ATTENDANCE_LINE, NULL);
          day->id = g_date_time_format (start, "%F");
          day->time = g_steal_pointer (&start);
          day->scanned = 0;
          g_ptr_array_add (days, day);
          end = g_date_time_to_unix (next);
        }
      day->scanned += sqlite3_column_int64 (statement, 1);
    }

  return NULL;
}

/**
 * parvis_arrivals_choose_day:
 * @days: (element-type ParvisAttendanceLine): days with arrivals
 * @wanted: (nullable): the id of one of them
 *
 * Returns: (transfer none) (nullable): the id of that day, or of the last one
 */
const char *
parvis_arrivals_choose_day (GPtrArray  *days,
                            const char *wanted)
{
  ParvisAttendanceLine *day = NULL;

  for (guint i = 0; i < days->len; i++)
    {
      day = g_ptr_array_index (days, i);
      if (g_strcmp0 (day->id, wanted) == 0)
        break;
    }

  return day != NULL ? day->id : NULL;
}

static gint64
choose_width (gint64 seconds)
{
  static const int minutes[] = { 1, 2, 5, 10, 15, 30 };

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    if (seconds / (minutes[i] * MINUTE) < MAX_BARS)
      return minutes[i] * MINUTE;

  return 60 * MINUTE;
}

/* By how much a figure grew, where both its ends are known. */
static gint64
grow (const ParvisSamples *samples,
      gint64               start,
      gint64               end,
      gint64               last)
{
  gint64 before = parvis_samples_get_at (samples, start);
  gint64 after = parvis_samples_get_at (samples, CLAMP (last, start, end));

  return before < 0 || after < 0 || last <= start ? WEEZ_UNKNOWN : MAX (after - before, 0);
}

static GPtrArray *
make_bars (gint64               first,
           gint64               last,
           const ParvisSamples *samples,
           GTimeZone           *zone)
{
  GPtrArray *bars = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 width = choose_width (last - first);
  gint64 last_sample;
  gint64 unused;

  parvis_samples_get_extent (samples, &unused, &last_sample);
  for (gint64 time = first - first % width; time <= last; time += width)
    {
      g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time);
      ParvisArrival *bar = g_object_new (PARVIS_TYPE_ARRIVAL, NULL);

      bar->start = g_date_time_to_timezone (utc, zone);
      bar->seconds = width;
      bar->scans = 0;
      bar->sampled = grow (samples, time, time + width, last_sample);
      g_ptr_array_add (bars, bar);
    }

  return bars;
}

typedef struct
{
  gint64 time;
  gint64 scans;
} Minute;

static GArray *
read_minutes (ParvisDatabase  *database,
              gint64           event,
              gint64           from,
              gint64           to,
              GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, minutes_sql, error);
  g_autoptr(GArray) minutes = g_array_new (FALSE, FALSE, sizeof (Minute));
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;

  parvis_statement_bind_int (statement, 1, event);
  parvis_statement_bind_int (statement, 2, from);
  parvis_statement_bind_int (statement, 3, to);
  while (parvis_statement_step (statement, &has_row, error))
    {
      Minute minute;

      if (!has_row)
        return g_steal_pointer (&minutes);

      minute.time = sqlite3_column_int64 (statement, 0);
      minute.scans = sqlite3_column_int64 (statement, 1);
      g_array_append_val (minutes, minute);
    }

  return NULL;
}

/**
 * parvis_arrivals_read:
 * @database: a connection of this thread
 * @event: key of the event
 * @zone: of its days
 * @day: (nullable): as in "2027-06-12"; it ends in the morning of the next
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): an array of #ParvisArrival, without holes, from the first
 *   scan of that day to the last; empty where nobody was scanned
 */
GPtrArray *
parvis_arrivals_read (ParvisDatabase  *database,
                      gint64           event,
                      GTimeZone       *zone,
                      const char      *day,
                      GError         **error)
{
  g_autofree char *text = g_strdup_printf ("%sT%02d:00:00", day != NULL ? day : "",
                                           DAY_BEGINS_AT);
  g_autoptr(GDateTime) start = g_date_time_new_from_iso8601 (text, zone);
  g_autoptr(GDateTime) end = start != NULL ? g_date_time_add_days (start, 1) : NULL;
  g_autoptr(ParvisSamples) samples = NULL;
  g_autoptr(GArray) minutes = NULL;
  g_autoptr(GPtrArray) bars = NULL;
  gint64 first;
  gint64 width;

  if (end == NULL)
    return g_ptr_array_new_with_free_func (g_object_unref);

  if (!(minutes = read_minutes (database, event, g_date_time_to_unix (start),
                                g_date_time_to_unix (end), error)) ||
      !(samples = parvis_samples_read (database, event, g_date_time_to_unix (start),
                                       g_date_time_to_unix (end), error)))
    return NULL;

  if (minutes->len == 0)
    return g_ptr_array_new_with_free_func (g_object_unref);

  bars = make_bars (g_array_index (minutes, Minute, 0).time,
                    g_array_index (minutes, Minute, minutes->len - 1).time, samples, zone);
  first = g_date_time_to_unix (((ParvisArrival *) g_ptr_array_index (bars, 0))->start);
  width = ((ParvisArrival *) g_ptr_array_index (bars, 0))->seconds;
  for (guint i = 0; i < minutes->len; i++)
    {
      const Minute *minute = &g_array_index (minutes, Minute, i);
      ParvisArrival *bar = g_ptr_array_index (bars, (guint) ((minute->time - first) / width));

      bar->scans += minute->scans;
    }

  return g_steal_pointer (&bars);
}
