#include "config.h"

#include <sqlite3.h>

#include "parvis-sources.h"

#include "parvis-reading.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"

G_DEFINE_FINAL_TYPE (ParvisSources, parvis_sources, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (ParvisSources, event_count,   "event_count"),
  WEEZ_FIELD (ParvisSources, ticket_sum,    "ticket_sum"),
  WEEZ_FIELD (ParvisSources, listed,        "listed"),
  WEEZ_FIELD (ParvisSources, active,        "active"),
  WEEZ_FIELD (ParvisSources, unpaid,        "unpaid"),
  WEEZ_FIELD (ParvisSources, refunded,      "refunded"),
  WEEZ_FIELD (ParvisSources, deleted,       "deleted"),
  WEEZ_FIELD (ParvisSources, scanned,       "scanned"),
  WEEZ_FIELD (ParvisSources, elsewhere,     "elsewhere"),
  WEEZ_FIELD (ParvisSources, stats_total,   "stats_total"),
  WEEZ_FIELD (ParvisSources, stats_scanned, "stats_scanned"),
  WEEZ_FIELD (ParvisSources, stats_time,    "stats_time"),
  WEEZ_FIELD (ParvisSources, last_sync,     "last_sync"),
};

static void
parvis_sources_class_init (ParvisSourcesClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
parvis_sources_init (ParvisSources *self)
{
  self->event_count = self->ticket_sum = WEEZ_UNKNOWN;
  self->stats_total = self->stats_scanned = WEEZ_UNKNOWN;
}

/* Unknown where one ticket does not tell. */
static const char told_sql[] =
  "SELECT e.participants, CASE WHEN count (t.key) = count (t.participants)"
  " THEN sum (t.participants) END, ifnull (s.last_sync, 0)"
  " FROM event AS e LEFT JOIN ticket AS t ON t.event = e.key AND t.gone = 0"
  " LEFT JOIN event_sync AS s ON s.event = e.key WHERE e.id = ?1 GROUP BY e.key";

static const char held_sql[] =
  "SELECT count (*), ifnull (sum (NOT off AND paid), 0), ifnull (sum (NOT off AND NOT paid), 0),"
  " ifnull (sum (NOT off AND refund), 0), ifnull (sum (off), 0),"
  " ifnull (sum (NOT off AND scanned), 0), ifnull (sum (NOT off AND paid AND elsewhere), 0) FROM"
  " (SELECT (p.deleted OR p.gone != 0) AS off, p.paid AS paid, p.refund AS refund,"
  "  p.scan_date NOT NULL AS scanned, t.key IS NULL AS elsewhere"
  "  FROM participant AS p LEFT JOIN ticket AS t"
  "  ON t.event = p.event AND t.id = p.id_ticket AND t.gone = 0"
  "  WHERE p.event = (SELECT key FROM event WHERE id = ?1))";

/* The newest sample of each ticket that is not of one date. */
static const char stats_sql[] =
  "SELECT sum (total), sum (scanned), max (time) FROM"
  " (SELECT total, scanned, max (time) AS time FROM sample"
  "  WHERE event = (SELECT key FROM event WHERE id = ?1) AND id_date IN ('', '0')"
  "  AND id_ticket != '' GROUP BY id_ticket) HAVING count (*) > 0";

static gint64
get_count (ParvisStatement *statement,
           int              column)
{
  return sqlite3_column_type (statement, column) != SQLITE_NULL
         ? sqlite3_column_int64 (statement, column) : WEEZ_UNKNOWN;
}

static GDateTime *
get_time (ParvisStatement *statement,
          int              column,
          GTimeZone       *zone)
{
  gint64 time = sqlite3_column_int64 (statement, column);
  g_autoptr(GDateTime) moment = time != 0 ? g_date_time_new_from_unix_utc (time) : NULL;

  return moment != NULL ? g_date_time_to_timezone (moment, zone) : NULL;
}

static ParvisStatement *
find_row (ParvisDatabase  *database,
          const char      *sql,
          ParvisReading   *reading,
          gboolean        *has_row,
          GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);

  if (statement == NULL)
    return NULL;

  parvis_statement_bind_text (statement, 1, reading->question);

  return parvis_statement_step (statement, has_row, error) ? g_steal_pointer (&statement) : NULL;
}

static gboolean
read_sources (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  ParvisReading *reading = data;
  ParvisSources *sources = reading->result;
  g_autoptr(ParvisStatement) told = NULL;
  g_autoptr(ParvisStatement) held = NULL;
  g_autoptr(ParvisStatement) stats = NULL;
  gboolean has_told, has_held, has_stats;

  if (!(told = find_row (database, told_sql, reading, &has_told, error)) ||
      !(held = find_row (database, held_sql, reading, &has_held, error)) ||
      !(stats = find_row (database, stats_sql, reading, &has_stats, error)))
    return FALSE;

  if (has_told)
    {
      sources->event_count = get_count (told, 0);
      sources->ticket_sum = get_count (told, 1);
      sources->last_sync = get_time (told, 2, reading->zone);
    }
  if (has_held)
    {
      sources->listed = get_count (held, 0);
      sources->active = get_count (held, 1);
      sources->unpaid = get_count (held, 2);
      sources->refunded = get_count (held, 3);
      sources->deleted = get_count (held, 4);
      sources->scanned = get_count (held, 5);
      sources->elsewhere = get_count (held, 6);
    }
  if (has_stats)
    {
      sources->stats_total = get_count (stats, 0);
      sources->stats_scanned = get_count (stats, 1);
      sources->stats_time = get_time (stats, 2, reading->zone);
    }

  return TRUE;
}

/**
 * parvis_sources_read:
 * @store: an open store
 * @id_event: the event
 *
 * Returns: (transfer full): resolves to a #ParvisSources; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_sources_read (ParvisStore *store,
                     const char  *id_event)
{
  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  return parvis_reading_run (store, read_sources, g_object_new (PARVIS_TYPE_SOURCES, NULL),
                             g_strdup (id_event), g_free);
}
