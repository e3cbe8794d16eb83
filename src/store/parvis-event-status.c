#include "config.h"

#include <sqlite3.h>

#include "parvis-event-status.h"

#include "parvis-listing.h"
#include "parvis-reading.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "weez-listing.h"

G_DEFINE_FINAL_TYPE (ParvisEventStatus, parvis_event_status, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (ParvisEventStatus, id,           "id"),
  WEEZ_FIELD (ParvisEventStatus, name,         "name"),
  WEEZ_FIELD (ParvisEventStatus, participants, "participants"),
  WEEZ_FIELD (ParvisEventStatus, active,       "active"),
  WEEZ_FIELD (ParvisEventStatus, deleted,      "deleted"),
  WEEZ_FIELD (ParvisEventStatus, unpaid,       "unpaid"),
  WEEZ_FIELD (ParvisEventStatus, refunded,     "refunded"),
  WEEZ_FIELD (ParvisEventStatus, scanned,      "scanned"),
  WEEZ_FIELD (ParvisEventStatus, last_sync,    "last_sync"),
  WEEZ_FIELD (ParvisEventStatus, complete,     "complete"),
};

static void
parvis_event_status_class_init (ParvisEventStatusClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
parvis_event_status_init (ParvisEventStatus *self)
{
}

/* ---- the list ---- */

static const char list_sql[] =
  "SELECT event.id, event.name, ifnull (sum (d.participants), 0), ifnull (sum (d.active), 0),"
  " ifnull (sum (d.deleted), 0), ifnull (sum (d.unpaid), 0), ifnull (sum (d.refunded), 0),"
  " ifnull (sum (d.scanned), 0), ifnull (s.last_sync, 0),"
  " ifnull (s.completed_at != 0 AND s.page = 0 AND s.dropped = 0, 0), ifnull (s.dropped, 0)"
  " FROM event LEFT JOIN daily AS d ON d.event = event.key"
  " LEFT JOIN event_sync AS s ON s.event = event.key"
  " GROUP BY event.key ORDER BY event.gone != 0, event.position, event.key";

static ParvisEventStatus *
new_status (ParvisStatement *statement,
            GTimeZone       *zone)
{
  ParvisEventStatus *status = g_object_new (PARVIS_TYPE_EVENT_STATUS, NULL);
  gint64 last_sync = sqlite3_column_int64 (statement, 8);

  status->id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  status->name = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  status->participants = sqlite3_column_int64 (statement, 2);
  status->active = sqlite3_column_int64 (statement, 3);
  status->deleted = sqlite3_column_int64 (statement, 4);
  status->unpaid = sqlite3_column_int64 (statement, 5);
  status->refunded = sqlite3_column_int64 (statement, 6);
  status->scanned = sqlite3_column_int64 (statement, 7);
  if (last_sync != 0)
    {
      g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (last_sync);

      status->last_sync = time != NULL ? g_date_time_to_timezone (time, zone) : NULL;
    }
  status->complete = sqlite3_column_int (statement, 9) != 0;
  status->dropped = sqlite3_column_int64 (statement, 10);

  return status;
}

static gboolean
read_list (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  ParvisReading *reading = data;
  WeezListing *listing = reading->result;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, list_sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  while (parvis_statement_step (statement, &has_row, error))
    {
      g_autoptr(ParvisEventStatus) status = NULL;

      if (!has_row)
        return TRUE;

      status = new_status (statement, reading->zone);
      if (reading->question == NULL ||
          g_strv_contains ((const char * const *) reading->question, status->id))
        g_ptr_array_add (listing->records, g_steal_pointer (&status));
    }

  return FALSE;
}

/**
 * parvis_event_status_list:
 * @store: an open store
 * @id_events: (nullable): only of these events; null for all
 *
 * Returns: (transfer full): resolves to a #WeezListing of #ParvisEventStatus, one for each event
 *   that is held, in the service's order; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_event_status_list (ParvisStore        *store,
                          const char * const *id_events)
{
  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);

  return parvis_reading_run (store, read_list, weez_listing_new_empty (PARVIS_TYPE_EVENT_STATUS),
                             g_strdupv ((char **) id_events), (GDestroyNotify) g_strfreev);
}

/* ---- the answer ---- */

static gboolean
write_answer (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  const char * const *id_events = data;
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT event FROM event_sync JOIN event"
                             " ON event.key = event_sync.event WHERE id = ?1 AND dropped != 0",
                             error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; id_events[i] != NULL; i++)
    {
      gboolean has_row = FALSE;
      gint64 event;

      parvis_statement_bind_text (statement, 1, id_events[i]);
      if (!parvis_statement_step (statement, &has_row, error))
        return FALSE;

      event = has_row ? sqlite3_column_int64 (statement, 0) : 0;
      sqlite3_reset (statement);
      if (has_row && !parvis_listing_accept (database, event, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * parvis_event_status_accept:
 * @store: an open store
 * @id_events: events with participants that a listing misses
 *
 * Somebody says that those participants are gone. They are once two more complete listings miss
 * them. An event that nobody is asked about stays as it is.
 *
 * Returns: (transfer full): resolves once that is written; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_event_status_accept (ParvisStore        *store,
                            const char * const *id_events)
{
  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_events != NULL, NULL);

  return parvis_store_write (store, write_answer, g_strdupv ((char **) id_events),
                             (GDestroyNotify) g_strfreev);
}
