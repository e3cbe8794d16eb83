#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "parvis-listing.h"

#include "parvis-participant-writer.h"
#include "parvis-statement.h"

/* A listing that misses more than this share of an event's participants is not believed by itself:
 * one in five. */
#define DROP_SHARE 5
/* Who is missed by so many is gone. */
#define N_ACCEPTED 2

static gboolean
read_seen (ParvisDatabase  *database,
           gint64           event,
           ParvisKeySet    *seen,
           GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT keys FROM listing_page WHERE event = ?1", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  while (parvis_statement_step (statement, &has_row, error))
    {
      const guint8 *data;
      int size;

      if (!has_row)
        return TRUE;

      data = sqlite3_column_blob (statement, 0);
      size = sqlite3_column_bytes (statement, 0);
      for (int i = 0; i + (int) sizeof (gint64) <= size; i += sizeof (gint64))
        {
          gint64 key;

          memcpy (&key, data + i, sizeof key);
          parvis_key_set_add (seen, key);
        }
    }

  return FALSE;
}

static const char read_sql[] =
  "SELECT ifnull (s.cursor, 0), ifnull (s.page, 0), ifnull (s.listing_time, 0),"
  " ifnull (s.started_at, 0), ifnull (s.completed_at, 0), ifnull (s.completed_rows, 0),"
  " ifnull (s.last_sync, 0), ifnull (s.dropped, 0), ifnull (s.accepted, 0),"
  " ifnull (s.page_size, 0), ifnull (s.answers, 0),"
  " (SELECT ifnull (sum (participants), 0) FROM daily WHERE event = ?1)"
  " FROM (SELECT 1) LEFT JOIN event_sync AS s ON s.event = ?1";

/**
 * parvis_listing_read:
 * @database: a store
 * @event: key of an event
 * @state: (out caller-allocates): how far it is read
 * @seen: (inout) (nullable): gets the participants of a listing that was begun
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it could be read; an event never read is no error
 */
gboolean
parvis_listing_read (ParvisDatabase      *database,
                     gint64               event,
                     ParvisListingState  *state,
                     ParvisKeySet        *seen,
                     GError             **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, read_sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  if (!parvis_statement_step (statement, NULL, error))
    return FALSE;

  *state = (ParvisListingState) {
    .event = event,
    .cursor = sqlite3_column_int64 (statement, 0),
    .page = sqlite3_column_int64 (statement, 1),
    .listing_time = sqlite3_column_int64 (statement, 2),
    .started_at = sqlite3_column_int64 (statement, 3),
    .completed_at = sqlite3_column_int64 (statement, 4),
    .completed_rows = sqlite3_column_int64 (statement, 5),
    .last_sync = sqlite3_column_int64 (statement, 6),
    .dropped = sqlite3_column_int64 (statement, 7),
    .accepted = sqlite3_column_int64 (statement, 8),
    .page_size = sqlite3_column_int64 (statement, 9),
    .answers = sqlite3_column_int (statement, 10) != 0,
    .held = sqlite3_column_int64 (statement, 11),
  };

  return seen == NULL || state->page == 0 || read_seen (database, event, seen, error);
}

/* Runs SQL whose places are @event and two numbers. */
static gboolean
run (ParvisDatabase  *database,
     const char      *sql,
     gint64           event,
     gint64           second,
     gint64           third,
     GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  if (sqlite3_bind_parameter_count (statement) >= 2)
    parvis_statement_bind_int (statement, 2, second);
  if (sqlite3_bind_parameter_count (statement) >= 3)
    parvis_statement_bind_int (statement, 3, third);

  return parvis_statement_run (statement, error);
}

/**
 * parvis_listing_restart:
 * @database: in a transaction
 * @event: key of an event
 * @page_size: how many rows its pages are asked to have
 * @answers: whether it asks for answers
 * @now: our time
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Begins a complete listing at its first page, whatever was begun before.
 *
 * Returns: whether it was written
 */
gboolean
parvis_listing_restart (ParvisDatabase  *database,
                        gint64           event,
                        guint            page_size,
                        gboolean         answers,
                        gint64           now,
                        GError         **error)
{
  return run (database, "DELETE FROM listing_page WHERE event = ?1", event, 0, 0, error) &&
         run (database, "INSERT INTO event_sync (event, page, listing_time, started_at, page_size)"
              " VALUES (?1, 1, 0, ?2, ?3) ON CONFLICT (event) DO UPDATE"
              " SET page = 1, listing_time = 0, started_at = excluded.started_at,"
              " page_size = excluded.page_size",
              event, now, page_size, error) &&
         run (database, "UPDATE event_sync SET answers = ?2 WHERE event = ?1", event, answers, 0,
              error);
}

/* A page that is read again adds to what it was: rows may have moved to others meanwhile. */
static const char remember_sql[] =
  "INSERT INTO listing_page (event, page, keys) VALUES (?1, ?2, ?3) ON CONFLICT (event, page)"
  " DO UPDATE SET keys = CAST (keys || excluded.keys AS BLOB)";

static gboolean
remember_page (ParvisDatabase     *database,
               ParvisListingPage  *page,
               GArray             *keys,
               GError            **error)
{
  GDateTime *server_time = page->content->server_time;
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, remember_sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, page->event);
  parvis_statement_bind_int (statement, 2, page->page);
  sqlite3_bind_blob (statement, 3, keys->len > 0 ? keys->data : "",
                     (int) (keys->len * sizeof (gint64)), SQLITE_TRANSIENT);
  if (!parvis_statement_run (statement, error))
    return FALSE;

  if (page->page == 1 && server_time != NULL &&
      !run (database, "UPDATE event_sync SET listing_time = ?2 WHERE event = ?1", page->event,
            g_date_time_to_unix (server_time), 0, error))
    return FALSE;

  return run (database, "UPDATE event_sync SET page = ?2 WHERE event = ?1", page->event,
              page->page + 1, 0, error);
}

/**
 * parvis_listing_apply:
 * @database: in a transaction
 * @page: a page that the service sent; gets what became of it
 * @writer: of this transaction, to be finished after its last page
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Writes a page of participants and, of a complete listing, how far it went, so that it goes on
 * there after any cut.
 *
 * Returns: whether it was written
 */
gboolean
parvis_listing_apply (ParvisDatabase           *database,
                      ParvisListingPage        *page,
                      ParvisParticipantWriter  *writer,
                      GError                  **error)
{
  g_auto(ParvisPageOutcome) outcome = { 0 };
  ParvisListingState state = { 0 };
  const GArray *known;

  page->n_fresh = 0;
  if (page->event != 0 && !parvis_listing_read (database, page->event, &state, NULL, error))
    return FALSE;

  if (!parvis_participant_writer_apply (writer, page->content->rows, page->event,
                                        page->event == 0 || state.completed_at != 0, &outcome,
                                        error))
    return FALSE;

  known = page->content->known;
  g_array_append_vals (outcome.keys, known->data, known->len);
  if (page->complete && !remember_page (database, page, outcome.keys, error))
    return FALSE;

  for (guint i = 0; i < outcome.keys->len; i++)
    page->n_fresh += parvis_key_set_add (page->seen, g_array_index (outcome.keys, gint64, i));

  return TRUE;
}

/* Keys of the event's participants that are on none of the pages and were not gone before. */
static GArray *
find_missing (ParvisDatabase  *database,
              gint64           event,
              ParvisKeySet    *seen,
              gint64          *n_there,
              GError         **error)
{
  g_autoptr(GArray) missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT key FROM participant WHERE event = ?1", error);
  g_autoptr(ParvisStatement) gone = NULL;
  gboolean has_row = FALSE;

  if (statement == NULL ||
      (gone = parvis_database_prepare (database, "SELECT gone FROM participant WHERE key = ?1",
                                       error)) == NULL)
    return NULL;

  *n_there = 0;
  parvis_statement_bind_int (statement, 1, event);
  while (parvis_statement_step (statement, &has_row, error))
    {
      gint64 key;

      if (!has_row)
        return g_steal_pointer (&missing);

      key = sqlite3_column_int64 (statement, 0);
      if (!parvis_key_set_has (seen, key))
        {
          parvis_statement_bind_int (gone, 1, key);
          if (!parvis_statement_step (gone, NULL, error))
            return NULL;
          if (sqlite3_column_int64 (gone, 0) == 0)
            g_array_append_val (missing, key);
          else
            (*n_there)--;
          sqlite3_reset (gone);
        }
      (*n_there)++;
    }

  return NULL;
}

static const char complete_sql[] =
  "UPDATE event_sync SET cursor = max (cursor, listing_time), page = 0, completed_at = ?2,"
  " last_sync = ?2, completed_rows = ?3 WHERE event = ?1";

/**
 * parvis_listing_complete:
 * @database: in a transaction
 * @event: key of an event
 * @seen: the participants on all pages of the listing
 * @sure: whether whom it misses is missing: not so where it had rows without an id
 * @zone: the account's
 * @now: our time
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Ends a complete listing. Participants that it misses are marked, and gone after the second time;
 * where it misses more than a fifth of them, they are kept and somebody is asked instead.
 *
 * Returns: whether it was written
 */
gboolean
parvis_listing_complete (ParvisDatabase  *database,
                         gint64           event,
                         ParvisKeySet    *seen,
                         gboolean         sure,
                         GTimeZone       *zone,
                         gint64           now,
                         GError         **error)
{
  g_autoptr(ParvisParticipantWriter) writer = NULL;
  g_autoptr(GArray) missing = NULL;
  ParvisListingState state;
  gint64 n_there = 0;
  gboolean dropped;

  if (!parvis_listing_read (database, event, &state, NULL, error) ||
      (missing = find_missing (database, event, seen, &n_there, error)) == NULL ||
      (writer = parvis_participant_writer_new (database, zone, now, error)) == NULL)
    return FALSE;

  dropped = (gint64) missing->len * DROP_SHARE > n_there;
  if (sure && (!dropped || state.accepted))
    for (guint i = 0; i < missing->len; i++)
      if (!parvis_participant_writer_missed (writer, g_array_index (missing, gint64, i), error))
        return FALSE;

  return parvis_participant_writer_finish (writer, error) &&
         run (database, complete_sql, event, now, (gint64) seen->n_keys, error) &&
         (!sure ||
          run (database, "UPDATE event_sync SET dropped = ?2, accepted = ?3 WHERE event = ?1",
               event, dropped && !state.accepted ? missing->len : 0,
               dropped ? MAX (state.accepted - 1, 0) : 0, error)) &&
         run (database, "DELETE FROM listing_page WHERE event = ?1", event, 0, 0, error);
}

/**
 * parvis_listing_abandon:
 * @database: in a transaction
 * @event: key of an event
 * @n_rows: how many participants the listing had
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Ends a listing that is not believed. What it had is kept, what it had not is not missed.
 *
 * Returns: whether it was written
 */
gboolean
parvis_listing_abandon (ParvisDatabase  *database,
                        gint64           event,
                        gint64           n_rows,
                        GError         **error)
{
  return run (database, "UPDATE event_sync SET page = 0, completed_rows = ?2 WHERE event = ?1",
              event, n_rows, 0, error) &&
         run (database, "DELETE FROM listing_page WHERE event = ?1", event, 0, 0, error);
}

/**
 * parvis_listing_advance:
 * @database: in a transaction
 * @event: key of an event
 * @cursor: what the service called the moment of a reading of what changed, 0 if it did not say
 * @now: our time
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Ends a reading of what changed. To be called only once all of its pages are written.
 *
 * Returns: whether it was written
 */
gboolean
parvis_listing_advance (ParvisDatabase  *database,
                        gint64           event,
                        gint64           cursor,
                        gint64           now,
                        GError         **error)
{
  return run (database, "UPDATE event_sync SET cursor = max (cursor, ?2), last_sync = ?3"
              " WHERE event = ?1", event, cursor, now, error);
}

/**
 * parvis_listing_accept:
 * @database: in a transaction
 * @event: key of an event
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Somebody said that the participants a complete listing misses are gone. The next two complete
 * listings decide which.
 *
 * Returns: whether it was written
 */
gboolean
parvis_listing_accept (ParvisDatabase  *database,
                       gint64           event,
                       GError         **error)
{
  return run (database, "UPDATE event_sync SET dropped = 0, accepted = ?2 WHERE event = ?1",
              event, N_ACCEPTED, 0, error);
}
