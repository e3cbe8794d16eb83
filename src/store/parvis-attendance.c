#include "config.h"

#include <sqlite3.h>

#include "parvis-attendance.h"

#include "parvis-arrivals-reader.h"
#include "parvis-event-key.h"
#include "parvis-reading.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"

G_DEFINE_FINAL_TYPE (ParvisAttendance, parvis_attendance, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (ParvisAttendance, expected,      "expected"),
  WEEZ_FIELD (ParvisAttendance, scanned,       "scanned"),
  WEEZ_FIELD (ParvisAttendance, in,            "in"),
  WEEZ_FIELD (ParvisAttendance, out,           "out"),
  WEEZ_FIELD (ParvisAttendance, others,        "others"),
  WEEZ_FIELD (ParvisAttendance, rate,          "rate"),
  WEEZ_FIELD (ParvisAttendance, last_scan,     "last_scan"),
  WEEZ_FIELD (ParvisAttendance, listed_at,     "listed_at"),
  WEEZ_FIELD (ParvisAttendance, counted_total, "counted_total"),
  WEEZ_FIELD (ParvisAttendance, counted,       "counted"),
  WEEZ_FIELD (ParvisAttendance, counted_in,    "counted_in"),
  WEEZ_FIELD (ParvisAttendance, counted_out,   "counted_out"),
  WEEZ_FIELD (ParvisAttendance, counted_at,    "counted_at"),
  WEEZ_FIELD (ParvisAttendance, settings_at,   "settings_at"),
  WEEZ_FIELD (ParvisAttendance, day,           "day"),
  WEEZ_FIELD (ParvisAttendance, tickets,       "tickets",  .type = parvis_attendance_line_get_type),
  WEEZ_FIELD (ParvisAttendance, dates,         "dates",    .type = parvis_attendance_line_get_type),
  WEEZ_FIELD (ParvisAttendance, gates,         "gates",    .type = parvis_attendance_line_get_type),
  WEEZ_FIELD (ParvisAttendance, days,          "days",     .type = parvis_attendance_line_get_type),
  WEEZ_FIELD (ParvisAttendance, arrivals,      "arrivals", .type = parvis_arrival_get_type),
};

static void
parvis_attendance_class_init (ParvisAttendanceClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
parvis_attendance_init (ParvisAttendance *self)
{
  self->tickets = g_ptr_array_new_with_free_func (g_object_unref);
  self->dates = g_ptr_array_new_with_free_func (g_object_unref);
  self->gates = g_ptr_array_new_with_free_func (g_object_unref);
}

/* ---- reading ---- */

/* Null for a column that has no time. */
static GDateTime *
read_time (ParvisStatement *statement,
           int              column,
           GTimeZone       *zone)
{
  g_autoptr(GDateTime) time = NULL;

  if (sqlite3_column_type (statement, column) == SQLITE_NULL ||
      sqlite3_column_int64 (statement, column) == 0)
    return NULL;

  time = g_date_time_new_from_unix_utc (sqlite3_column_int64 (statement, column));

  return time != NULL ? g_date_time_to_timezone (time, zone) : NULL;
}

static gint64
read_figure (ParvisStatement *statement,
             int              column)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL
         ? WEEZ_UNKNOWN : sqlite3_column_int64 (statement, column);
}

/* What each statement says of a participant. */
#define EXPECTED "(deleted = 0 AND gone = 0 AND paid != 0)"
#define SCANNED "(ifnull (control_status, '') NOT IN ('', '0'))"

#define SUMS \
  "sum (" EXPECTED ") AS expected, sum (" EXPECTED " AND " SCANNED ") AS scanned," \
  " sum (" EXPECTED " AND ifnull (control_status, '') = '1') AS inside," \
  " sum (" EXPECTED " AND ifnull (control_status, '') = '2') AS outside," \
  " max (CASE WHEN " SCANNED " THEN scan_date END) AS last_scan"

static const char totals_sql[] =
  "WITH read AS MATERIALIZED (SELECT (SELECT max (last_sync, completed_at) FROM event_sync"
  "  WHERE event = ?1) AS time)"
  "SELECT " SUMS ", sum (NOT " EXPECTED " AND " SCANNED "), (SELECT time FROM read),"
  " sum (" SCANNED " AND scan_date > min (?2, (SELECT time FROM read)) - ?3)"
  " FROM participant WHERE event = ?1";

/* A name comes from what the line is about; what was counted, from the newest sample of it. */
static const char tickets_sql[] =
  "SELECT p.id, t.name, NULL, p.expected, p.scanned, p.inside, p.outside,"
  " (SELECT scanned FROM sample WHERE event = ?1 AND id_ticket = p.id AND id_date = ''"
  "  ORDER BY time DESC LIMIT 1), p.last_scan"
  " FROM (SELECT ifnull (id_ticket, '') AS id, " SUMS " FROM participant"
  "  WHERE event = ?1 GROUP BY 1) AS p"
  " LEFT JOIN ticket AS t ON t.event = ?1 AND t.id = p.id"
  " WHERE p.expected > 0 OR p.scanned > 0 ORDER BY t.position IS NULL, t.position, p.id";

static const char dates_sql[] =
  "SELECT p.id, NULL, d.date, p.expected, p.scanned, p.inside, p.outside,"
  " (SELECT sum (scanned) FROM sample AS s WHERE event = ?1 AND id_date = p.id AND time ="
  "  (SELECT max (time) FROM sample WHERE event = ?1 AND id_date = p.id"
  "   AND id_ticket = s.id_ticket)), p.last_scan"
  " FROM (SELECT ifnull (id_date, '') AS id, " SUMS " FROM participant"
  "  WHERE event = ?1 AND ifnull (id_date, '') NOT IN ('', '0') GROUP BY 1) AS p"
  " LEFT JOIN event_date AS d ON d.id = p.id"
  " WHERE p.expected > 0 OR p.scanned > 0 ORDER BY d.date IS NULL, d.date, p.id";

static const char gates_sql[] =
  "SELECT p.id, nullif (p.id, ''), NULL, NULL, p.scanned, p.inside, p.outside, NULL, p.last_scan"
  " FROM (SELECT ifnull (scan_user_name, '') AS id, " SUMS " FROM participant"
  "  WHERE event = ?1 AND " SCANNED " GROUP BY 1) AS p"
  " WHERE p.scanned > 0 ORDER BY p.id = '', p.scanned DESC, p.id";

static gboolean
read_lines (ParvisDatabase  *database,
            ParvisReading   *reading,
            const char      *sql,
            gint64           event,
            GPtrArray       *lines,
            GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  while (parvis_statement_step (statement, &has_row, error))
    {
      ParvisAttendanceLine *line;

      if (!has_row)
        return TRUE;

      line = g_object_new (PARVIS_TYPE_ATTENDANCE_LINE, NULL);
      line->id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      line->name = g_strdup ((const char *) sqlite3_column_text (statement, 1));
      line->time = read_time (statement, 2, reading->zone);
      line->expected = read_figure (statement, 3);
      line->scanned = read_figure (statement, 4);
      line->in = read_figure (statement, 5);
      line->out = read_figure (statement, 6);
      line->counted = read_figure (statement, 7);
      line->last_scan = read_time (statement, 8, reading->zone);
      g_ptr_array_add (lines, line);
    }

  return FALSE;
}

static gboolean
read_totals (ParvisDatabase  *database,
             ParvisReading   *reading,
             gint64           event,
             GError         **error)
{
  ParvisAttendance *self = reading->result;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, totals_sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  parvis_statement_bind_int (statement, 2, g_get_real_time () / G_USEC_PER_SEC);
  parvis_statement_bind_int (statement, 3, PARVIS_ATTENDANCE_RATE_SECONDS);
  if (!parvis_statement_step (statement, NULL, error))
    return FALSE;

  self->expected = sqlite3_column_int64 (statement, 0);
  self->scanned = sqlite3_column_int64 (statement, 1);
  self->in = sqlite3_column_int64 (statement, 2);
  self->out = sqlite3_column_int64 (statement, 3);
  self->last_scan = read_time (statement, 4, reading->zone);
  self->others = sqlite3_column_int64 (statement, 5);
  self->listed_at = read_time (statement, 6, reading->zone);
  self->rate = sqlite3_column_int64 (statement, 7);

  return TRUE;
}

static const char counted_sql[] =
  "SELECT sum (total), sum (scanned), sum (\"in\"), sum (\"out\"), min (until),"
  " (SELECT max (fetched) FROM scan_settings)"
  " FROM sample AS s JOIN ticket AS t ON t.event = s.event AND t.id = s.id_ticket AND t.gone = 0"
  " WHERE s.event = ?1 AND id_date = '' AND time = (SELECT max (time) FROM sample"
  "  WHERE event = ?1 AND id_ticket = s.id_ticket AND id_date = '')";

static gboolean
read_counted (ParvisDatabase  *database,
              ParvisReading   *reading,
              gint64           event,
              GError         **error)
{
  ParvisAttendance *self = reading->result;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, counted_sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  if (!parvis_statement_step (statement, NULL, error))
    return FALSE;

  self->counted_total = read_figure (statement, 0);
  self->counted = read_figure (statement, 1);
  self->counted_in = read_figure (statement, 2);
  self->counted_out = read_figure (statement, 3);
  self->counted_at = read_time (statement, 4, reading->zone);
  self->settings_at = read_time (statement, 5, reading->zone);

  return TRUE;
}

static gboolean
read_attendance (ParvisDatabase  *database,
                 gpointer         data,
                 GError         **error)
{
  ParvisReading *reading = data;
  ParvisAttendance *self = reading->result;
  const char * const *question = reading->question;
  gint64 event;

  if (!parvis_event_key_find (database, question[0], &event, error) ||
      !read_totals (database, reading, event, error) ||
      !read_counted (database, reading, event, error) ||
      !read_lines (database, reading, tickets_sql, event, self->tickets, error) ||
      !read_lines (database, reading, dates_sql, event, self->dates, error) ||
      !read_lines (database, reading, gates_sql, event, self->gates, error) ||
      !(self->days = parvis_arrivals_read_days (database, event, reading->zone, error)))
    return FALSE;

  self->day = g_strdup (parvis_arrivals_choose_day (self->days, question[1]));
  self->arrivals = parvis_arrivals_read (database, event, reading->zone, self->day, error);

  return self->arrivals != NULL;
}

/**
 * parvis_attendance_read:
 * @store: an open store
 * @id_event: the event
 * @day: (nullable): whose arrivals, as in "2027-06-12"; null for the last day with any
 *
 * Returns: (transfer full): resolves to a #ParvisAttendance, with zeros for an event that is not
 *   held; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_attendance_read (ParvisStore *store,
                        const char  *id_event,
                        const char  *day)
{
  const char *question[] = { id_event, day, NULL };

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  return parvis_reading_run (store, read_attendance, g_object_new (PARVIS_TYPE_ATTENDANCE, NULL),
                             g_strdupv ((char **) question), (GDestroyNotify) g_strfreev);
}
