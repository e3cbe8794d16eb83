#include "config.h"

#include <sqlite3.h>

#include "parvis-change-entry.h"

#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "weez-listing.h"

G_DEFINE_FINAL_TYPE (ParvisChangeEntry, parvis_change_entry, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (ParvisChangeEntry, time,           "time"),
  WEEZ_FIELD (ParvisChangeEntry, kind,           "kind"),
  WEEZ_FIELD (ParvisChangeEntry, id_participant, "id_participant"),
  WEEZ_FIELD (ParvisChangeEntry, name,           "name"),
  WEEZ_FIELD (ParvisChangeEntry, was,            "was"),
  WEEZ_FIELD (ParvisChangeEntry, now,            "now"),
};

static void
parvis_change_entry_class_init (ParvisChangeEntryClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
parvis_change_entry_init (ParvisChangeEntry *self)
{
}

typedef struct
{
  GTimeZone        *zone;
  char             *id_event;
  ParvisChangeKind  kind;
  gint64            after;
  guint             limit;
  WeezListing      *listing;
} Reading;

static void
reading_clear (gpointer data)
{
  Reading *reading = data;

  g_time_zone_unref (reading->zone);
  g_free (reading->id_event);
  g_clear_object (&reading->listing);
}

/* Held by the job as well, which goes on if nobody waits for it any more. */
static void
reading_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, reading_clear);
}

static const char list_sql[] =
  "SELECT c.time, c.kind, c.participant,"
  " trim (ifnull (p.first_name, '') || ' ' || ifnull (p.last_name, '')),"
  " (SELECT name FROM ticket WHERE event = c.event AND id = c.was),"
  " (SELECT name FROM ticket WHERE event = c.event AND id = c.now)"
  " FROM change AS c LEFT JOIN participant AS p ON p.id = c.participant"
  " WHERE c.event = (SELECT key FROM event WHERE id = ?1) AND c.kind = ?2 AND c.seq > ?3"
  " ORDER BY c.seq DESC LIMIT ?4";

static char *
dup_text (ParvisStatement *statement,
          int              column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static gboolean
read_list (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  Reading *reading = data;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, list_sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, reading->id_event);
  parvis_statement_bind_int (statement, 2, reading->kind);
  parvis_statement_bind_int (statement, 3, reading->after);
  parvis_statement_bind_int (statement, 4, reading->limit);

  while (parvis_statement_step (statement, &has_row, error))
    {
      g_autoptr(GDateTime) time = NULL;
      ParvisChangeEntry *entry;

      if (!has_row)
        return TRUE;

      entry = g_object_new (PARVIS_TYPE_CHANGE_ENTRY, NULL);
      time = g_date_time_new_from_unix_utc (sqlite3_column_int64 (statement, 0));
      entry->time = time != NULL ? g_date_time_to_timezone (time, reading->zone) : NULL;
      entry->kind = sqlite3_column_int64 (statement, 1);
      entry->id_participant = dup_text (statement, 2);
      entry->name = dup_text (statement, 3);
      entry->was = dup_text (statement, 4);
      entry->now = dup_text (statement, 5);
      g_ptr_array_add (reading->listing->records, entry);
    }

  return FALSE;
}

static DexFuture *
give_list (DexFuture *completed,
           gpointer   user_data)
{
  Reading *reading = user_data;

  return dex_future_new_take_object (g_steal_pointer (&reading->listing));
}

/**
 * parvis_change_entry_list:
 * @store: an open store
 * @id_event: the event
 * @kind: only changes of this kind
 * @after: a place in the feed, 0 for its beginning
 * @limit: at most so many
 *
 * Returns: (transfer full): resolves to a #WeezListing of #ParvisChangeEntry, the newest first;
 *   rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_change_entry_list (ParvisStore      *store,
                          const char       *id_event,
                          ParvisChangeKind  kind,
                          gint64            after,
                          guint             limit)
{
  Reading *reading;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  reading = g_atomic_rc_box_new0 (Reading);
  reading->zone = g_time_zone_ref (parvis_store_get_zone (store));
  reading->id_event = g_strdup (id_event);
  reading->kind = kind;
  reading->after = after;
  reading->limit = limit;
  reading->listing = weez_listing_new_empty (PARVIS_TYPE_CHANGE_ENTRY);

  return dex_future_then (parvis_store_read (store, read_list, g_atomic_rc_box_acquire (reading),
                                             reading_unref),
                          give_list, reading, reading_unref);
}
