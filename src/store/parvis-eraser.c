#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "parvis-eraser.h"

#include "parvis-daily-count.h"
#include "parvis-event-key.h"
#include "parvis-indexer.h"
#include "parvis-labels.h"
#include "parvis-participant-values.h"
#include "parvis-statement.h"
#include "parvis-store-error.h"
#include "parvis-store-private.h"
#include "parvis-table.h"
#include "weez-participant.h"

/* ---- an event ---- */

typedef struct
{
  char          *path;
  char          *id_event;
  char         **ids;
  GTimeZone     *zone;
  ParvisErased  *erased;     /* where it can be undone */
} Erasing;

static void
erasing_free (gpointer data)
{
  Erasing *erasing = data;

  g_free (erasing->path);
  g_free (erasing->id_event);
  g_strfreev (erasing->ids);
  g_time_zone_unref (erasing->zone);
  g_clear_object (&erasing->erased);
  g_free (erasing);
}

static gboolean
run_with_event (ParvisDatabase  *database,
                const char      *sql,
                gint64           event,
                GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);

  return parvis_statement_run (statement, error);
}

/* The index knows by the row what it holds of it, so this comes first. */
static gboolean
erase_from_search (ParvisDatabase  *database,
                   gint64           event,
                   GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT key FROM participant WHERE event = ?1", error);
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  while (has_row)
    {
      gint64 key;

      if (!parvis_statement_step (statement, &has_row, error))
        return FALSE;

      key = has_row ? sqlite3_column_int64 (statement, 0) : 0;
      if (has_row)
        g_array_append_val (keys, key);
    }

  for (guint i = 0; i < keys->len; i++)
    if (!parvis_indexer_remove (database, g_array_index (keys, gint64, i), error))
      return FALSE;

  return TRUE;
}

/* Words outlive what they were taken from until all parts of the index are one. */
static const char words_sql[] =
  "INSERT INTO search (search) VALUES ('optimize');"
  "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab ('main', 'search', 'row');"
  "DELETE FROM word WHERE word NOT IN (SELECT term FROM temp.vocabulary);"
  "DROP TABLE temp.vocabulary;"
  PARVIS_LABELS_FORGET;

static gboolean
erase_event (ParvisDatabase  *database,
             gpointer         data,
             GError         **error)
{
  static const char * const statements[] = {
    "DELETE FROM user_note WHERE id_participant IN"
    " (SELECT id FROM participant WHERE event = ?1)",
    "DELETE FROM unindexed WHERE key IN (SELECT key FROM participant WHERE event = ?1)",
    "DELETE FROM participant WHERE event = ?1",
    "DELETE FROM change WHERE event = ?1",
    "DELETE FROM daily WHERE event = ?1",
    "DELETE FROM sample WHERE event = ?1",
    "DELETE FROM listing_page WHERE event = ?1",
    "DELETE FROM event_sync WHERE event = ?1",
    "DELETE FROM ticket WHERE event = ?1",
    "DELETE FROM category WHERE event = ?1",
    "DELETE FROM event_date WHERE id_event = (SELECT id FROM event WHERE key = ?1)",
    "DELETE FROM event_details WHERE key = ?1",
    "DELETE FROM event WHERE key = ?1",
  };
  Erasing *erasing = data;
  gint64 event;

  if (!parvis_event_key_find (database, erasing->id_event, &event, error))
    return FALSE;

  if (event == 0)
    return TRUE;

  if (!erase_from_search (database, event, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!run_with_event (database, statements[i], event, error))
      return FALSE;

  return parvis_database_execute (database, words_sql, error);
}

/* SQLite clears what is deleted, and not what it has moved from page to page before: of that, only
 * a file that is written anew is free. Not in memory, which it may not fit into. */
static gboolean
write_anew (ParvisDatabase  *writer,
            GError         **error)
{
  sqlite3_limit (parvis_database_get_handle (writer), SQLITE_LIMIT_ATTACHED, 1);

  return parvis_database_execute (writer, "PRAGMA temp_store = FILE; VACUUM", error);
}

/* What was removed stands in the log until the log is emptied, which no transaction can do; the
 * connections that read cannot either. */
static gboolean
empty_log (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  Erasing *erasing = data;
  g_autoptr(ParvisDatabase) writer = parvis_database_open (erasing->path, TRUE, error);
  g_autoptr(ParvisStatement) statement = NULL;

  if (writer == NULL || !write_anew (writer, error) ||
      !(statement = parvis_database_prepare (writer, "PRAGMA wal_checkpoint (TRUNCATE)", error)) ||
      !parvis_statement_step (statement, NULL, error))
    return FALSE;

  if (sqlite3_column_int (statement, 0) != 0)
    {
      g_set_error_literal (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_BUSY,
                           "the log cannot be emptied");
      return FALSE;
    }

  return TRUE;
}

static DexFuture *
emptied (DexFuture *completed,
         gpointer   user_data)
{
  gpointer *pair = user_data;

  return parvis_store_read (pair[0], empty_log, g_steal_pointer (&pair[1]), erasing_free);
}

static void
pair_free (gpointer data)
{
  gpointer *pair = data;

  g_object_unref (pair[0]);
  g_clear_pointer (&pair[1], erasing_free);
  g_free (pair);
}

static Erasing *
erasing_new (ParvisStore        *store,
             const char         *id_event,
             const char * const *ids,
             ParvisErased       *erased)
{
  Erasing *erasing = g_new0 (Erasing, 1);

  erasing->path = g_strdup (parvis_store_get_path (store));
  erasing->id_event = g_strdup (id_event);
  erasing->ids = g_strdupv ((char **) ids);
  erasing->zone = g_time_zone_ref (parvis_store_get_zone (store));
  erasing->erased = erased != NULL ? g_object_ref (erased) : NULL;

  return erasing;
}

static DexFuture *
erase (ParvisStore        *store,
       ParvisStoreFunc     func,
       const char         *id_event,
       const char * const *ids,
       ParvisErased       *taken)
{
  gpointer *pair = g_new0 (gpointer, 2);

  pair[0] = g_object_ref (store);
  pair[1] = erasing_new (store, id_event, ids, NULL);

  return dex_future_then (parvis_store_write (store, func,
                                              erasing_new (store, id_event, ids, taken),
                                              erasing_free),
                          emptied, pair, pair_free);
}

/**
 * parvis_eraser_erase_event:
 * @store: an open store
 * @id_event: the event
 *
 * Removes all that is held of an event: its participants with the notes on them, what the search
 * and the feed of changes know of them, its tickets, dates and figures. An event that is not held
 * is no error.
 *
 * Returns: (transfer full): resolves once nothing of it is in the file or its log; rejects with
 *   %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_eraser_erase_event (ParvisStore *store,
                           const char  *id_event)
{
  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  return erase (store, erase_event, id_event, NULL, NULL);
}

/* ---- people ---- */

/* What a person counted for is taken from the sums, and what can be found from the index. */
static gboolean
forget_person (ParvisDatabase  *database,
               Erasing         *erasing,
               ParvisDaily     *daily,
               const char      *id,
               GError         **error)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_PARTICIPANT);
  g_autofree char *sql = g_strdup_printf ("SELECT key, event, gone, %s FROM participant"
                                          " WHERE id = ?1", table->sources);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);
  gboolean has_row = FALSE;
  WeezValue *values;
  gint64 key;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, id);
  if (!parvis_statement_step (statement, &has_row, error) || !has_row)
    return !has_row;

  key = sqlite3_column_int64 (statement, 0);
  values = parvis_table_read (table, statement, 3);
  parvis_daily_count (daily, sqlite3_column_int64 (statement, 1), values,
                      parvis_participant_get_day (values, erasing->zone),
                      sqlite3_column_int (statement, 2) != 0, -1);
  parvis_table_free_values (table, values);

  return parvis_indexer_remove (database, key, error);
}

static gboolean
erase_person (ParvisDatabase  *database,
              const char      *id,
              GError         **error)
{
  static const char * const statements[] = {
    "DELETE FROM user_note WHERE id_participant = ?1",
    "DELETE FROM unindexed WHERE key = (SELECT key FROM participant WHERE id = ?1)",
    "DELETE FROM change WHERE participant = ?1",
    "DELETE FROM participant WHERE id = ?1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, statements[i],
                                                                      error);

      if (statement == NULL)
        return FALSE;
      parvis_statement_bind_text (statement, 1, id);
      if (!parvis_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
erase_people (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  Erasing *erasing = data;
  g_autoptr(ParvisDaily) daily = parvis_daily_new ();

  for (guint i = 0; erasing->ids[i] != NULL; i++)
    if (!parvis_erased_add (erasing->erased, database, erasing->ids[i], error) ||
        !forget_person (database, erasing, daily, erasing->ids[i], error) ||
        !erase_person (database, erasing->ids[i], error))
      return FALSE;

  return parvis_daily_write (daily, database, error) &&
         parvis_database_execute (database, words_sql, error);
}

static DexFuture *
give_erased (DexFuture *completed,
             gpointer   user_data)
{
  return dex_future_new_take_object (g_object_ref (user_data));
}

/**
 * parvis_eraser_erase_people:
 * @store: an open store
 * @ids: of participants
 *
 * Removes all that is held of these participants, with the notes on them and what the search and
 * the feed of changes know of them. What the service still lists is read again by the next complete
 * listing. Who is not held is no error.
 *
 * Returns: (transfer full): resolves to a #ParvisErased, which has them in memory, once nothing of
 *   them is in the file or its log; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_eraser_erase_people (ParvisStore        *store,
                            const char * const *ids)
{
  g_autoptr(ParvisErased) taken = NULL;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  taken = parvis_erased_new (parvis_store_get_zone (store));

  return dex_future_then (erase (store, erase_people, NULL, ids, taken), give_erased,
                          g_object_ref (taken), g_object_unref);
}

static gboolean
restore_people (ParvisDatabase  *database,
                gpointer         data,
                GError         **error)
{
  return parvis_erased_put_back (data, database, error);
}

/**
 * parvis_eraser_restore_people:
 * @store: an open store
 * @erased: (transfer none): what parvis_eraser_erase_people() took from it
 *
 * Puts all of that back. Whoever was read again since stays as the service tells them now, and has
 * the notes again.
 *
 * Returns: (transfer full): resolves once they are there and can be found; rejects with
 *   %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_eraser_restore_people (ParvisStore  *store,
                              ParvisErased *erased)
{
  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (PARVIS_IS_ERASED (erased), NULL);

  return parvis_store_write (store, restore_people, g_object_ref (erased), g_object_unref);
}

/* ---- all of it ---- */

static gboolean
remove_file (const char  *folder,
             const char  *name,
             guint       *n_files,
             GError     **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_unlink (path) != 0 && errno != ENOENT)
    {
      g_set_error_literal (error, PARVIS_STORE_ERROR,
                           errno == EACCES || errno == EPERM || errno == EROFS
                           ? PARVIS_STORE_ERROR_READ_ONLY : PARVIS_STORE_ERROR_FAILED,
                           "a file cannot be removed");
      return FALSE;
    }

  (*n_files)++;

  return TRUE;
}

static GPtrArray *
list_files (const char *folder,
            const char *start)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, start))
      g_ptr_array_add (names, g_strdup (name));

  /* The store itself before its log, which alone is nothing. */
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);

  return names;
}

/**
 * parvis_eraser_erase_store:
 * @store: a store that is not open
 * @n_files: (out): how many files there were
 * @error: return location for a %PARVIS_STORE_ERROR; %PARVIS_STORE_ERROR_BUSY while it is refreshed
 *
 * Removes the files of an account with its backups and those that were set aside, all of which
 * begin with the same name, and no other.
 *
 * Returns: whether nothing is left
 */
gboolean
parvis_eraser_erase_store (ParvisStore  *store,
                           guint        *n_files,
                           GError      **error)
{
  g_autofree char *folder = g_path_get_dirname (parvis_store_get_path (store));
  g_autofree char *start = g_path_get_basename (parvis_store_get_path (store));
  g_autoptr(GPtrArray) names = NULL;
  gboolean done = TRUE;

  g_return_val_if_fail (!parvis_store_is_open (store), FALSE);

  *n_files = 0;
  names = list_files (folder, start);
  if (names->len == 0)
    return TRUE;

  if (!parvis_store_lock_sync (store, error))
    return FALSE;

  g_ptr_array_unref (names);
  names = list_files (folder, start);
  for (guint i = 0; done && i < names->len; i++)
    done = remove_file (folder, g_ptr_array_index (names, i), n_files, error);
  parvis_store_unlock_sync (store);

  return done;
}
