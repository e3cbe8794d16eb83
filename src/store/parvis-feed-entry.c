#include "config.h"

#include <sqlite3.h>

#include "parvis-feed-entry.h"

#include "parvis-change.h"
#include "parvis-reading.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "weez-listing.h"

G_DEFINE_FINAL_TYPE (ParvisFeedEntry, parvis_feed_entry, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (ParvisFeedEntry, time,           "time"),
  WEEZ_FIELD (ParvisFeedEntry, id_event,       "id_event"),
  WEEZ_FIELD (ParvisFeedEntry, event,          "event"),
  WEEZ_FIELD (ParvisFeedEntry, id_participant, "id_participant"),
  WEEZ_FIELD (ParvisFeedEntry, kind,           "kind"),
  WEEZ_FIELD (ParvisFeedEntry, was,            "was"),
  WEEZ_FIELD (ParvisFeedEntry, now,            "now"),
};

static void
parvis_feed_entry_class_init (ParvisFeedEntryClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
parvis_feed_entry_init (ParvisFeedEntry *self)
{
}

static const char list_sql[] =
  "SELECT seq, time, event.id, event.name, participant, kind, was, now"
  " FROM change JOIN event ON event.key = change.event"
  " WHERE seq > ?1 AND time >= ?2 AND (?3 IS NULL OR event.id = ?3) ORDER BY seq LIMIT ?4";

static char *
dup_text (ParvisStatement *statement,
          int              column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static ParvisFeedEntry *
new_entry (ParvisStatement *statement,
           GTimeZone       *zone)
{
  ParvisFeedEntry *entry = g_object_new (PARVIS_TYPE_FEED_ENTRY, NULL);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (sqlite3_column_int64 (statement, 1));

  entry->place = sqlite3_column_int64 (statement, 0);
  entry->time = time != NULL ? g_date_time_to_timezone (time, zone) : NULL;
  entry->id_event = dup_text (statement, 2);
  entry->event = dup_text (statement, 3);
  entry->id_participant = dup_text (statement, 4);
  entry->kind = g_strdup (parvis_change_kind_to_text (sqlite3_column_int (statement, 5)));
  entry->was = dup_text (statement, 6);
  entry->now = dup_text (statement, 7);

  return entry;
}

typedef struct
{
  char   *id_event;
  gint64  since;
  gint64  after;
  guint   limit;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->id_event);
  g_free (question);
}

static gboolean
read_list (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  ParvisReading *reading = data;
  const Question *question = reading->question;
  WeezListing *listing = reading->result;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, list_sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, question->after);
  parvis_statement_bind_int (statement, 2, question->since);
  parvis_statement_bind_text (statement, 3, question->id_event);
  parvis_statement_bind_int (statement, 4, question->limit);

  while (parvis_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_ptr_array_add (listing->records, new_entry (statement, reading->zone));
    }

  return FALSE;
}

static const char participant_sql[] =
  "SELECT seq, time, event.id, event.name, participant, kind, was, now"
  " FROM change JOIN event ON event.key = change.event"
  " WHERE change.event = (SELECT event FROM participant WHERE key = ?1)"
  " AND participant = (SELECT id FROM participant WHERE key = ?1) ORDER BY seq DESC LIMIT ?2";

/**
 * parvis_feed_entry_read:
 * @database: a connection of this thread
 * @participant: key of a participant
 * @limit: at most so many, the newest first
 * @zone: of the times
 * @entries: (element-type ParvisFeedEntry): where to append them
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether they could be read
 */
gboolean
parvis_feed_entry_read (ParvisDatabase  *database,
                        gint64           participant,
                        guint            limit,
                        GTimeZone       *zone,
                        GPtrArray       *entries,
                        GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, participant_sql,
                                                                  error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, participant);
  parvis_statement_bind_int (statement, 2, limit);

  while (parvis_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_ptr_array_add (entries, new_entry (statement, zone));
    }

  return FALSE;
}

/**
 * parvis_feed_entry_list:
 * @store: an open store
 * @id_event: (nullable): only of this event
 * @since: (nullable): only what was seen at this time or later
 * @after: the `place` of the last entry that is known, 0 for the first ones
 * @limit: at most so many
 *
 * Returns: (transfer full): resolves to a #WeezListing of #ParvisFeedEntry, the newest last;
 *   rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_feed_entry_list (ParvisStore *store,
                        const char  *id_event,
                        GDateTime   *since,
                        gint64       after,
                        guint        limit)
{
  Question *question;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);

  question = g_new0 (Question, 1);
  question->id_event = g_strdup (id_event);
  question->since = since != NULL ? g_date_time_to_unix (since) : G_MININT64;
  question->after = after;
  question->limit = limit;

  return parvis_reading_run (store, read_list, weez_listing_new_empty (PARVIS_TYPE_FEED_ENTRY),
                             question, question_free);
}
