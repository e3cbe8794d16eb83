#include "config.h"

#include <sqlite3.h>

#include "parvis-public-kept.h"

#include "parvis-event-writer.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "parvis-table.h"

static void
clear (gpointer data)
{
  ParvisPublicKept *self = data;

  g_clear_object (&self->store);
  g_clear_object (&self->listing);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_strfreev (self->names);
  g_free (self->query);
}

/**
 * parvis_public_kept_new:
 * @store: (transfer none): an open store
 * @query: (nullable): a question, as weez_search_query_to_text() tells it
 * @listing: (transfer none) (nullable): an answer to be kept
 *
 * Returns: (transfer full): to be written or read
 */
ParvisPublicKept *
parvis_public_kept_new (ParvisStore *store,
                        const char  *query,
                        WeezListing *listing)
{
  ParvisPublicKept *self = g_atomic_rc_box_new0 (ParvisPublicKept);

  self->store = g_object_ref (store);
  self->query = g_strdup (query);
  self->listing = listing != NULL ? g_object_ref (listing) : NULL;

  return self;
}

/**
 * parvis_public_kept_unref:
 * @self: what is kept
 */
void
parvis_public_kept_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static gboolean
run_with_text (ParvisDatabase  *database,
               const char      *sql,
               const char      *text,
               GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, text);

  return parvis_statement_run (statement, error);
}

static gboolean
run_with_int (ParvisDatabase  *database,
              const char      *sql,
              gint64           number,
              GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, number);

  return parvis_statement_run (statement, error);
}

static gboolean
write_search (ParvisDatabase    *database,
              ParvisPublicKept  *self,
              gint64            *key,
              GError           **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "INSERT INTO public_search (query, fetched, last_update)"
                             " VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, self->query);
  parvis_statement_bind_int (statement, 2, g_get_real_time () / G_USEC_PER_SEC);
  if (self->listing->last_update != NULL)
    parvis_statement_bind_int (statement, 3, g_date_time_to_unix (self->listing->last_update));
  if (!parvis_statement_run (statement, error))
    return FALSE;

  *key = sqlite3_last_insert_rowid (parvis_database_get_handle (database));

  return TRUE;
}

static gboolean
write_events (ParvisDatabase  *database,
              GPtrArray       *events,
              gint64           search,
              GError         **error)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_PUBLIC_EVENT);
  g_autofree char *sql = g_strdup_printf ("INSERT INTO public_event (%s, search, position)"
                                          " VALUES (%s, ?%u, ?%u)", table->list, table->places,
                                          table->n_columns + 1, table->n_columns + 2);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, (int) table->n_columns + 1, search);
  for (guint i = 0; i < events->len; i++)
    {
      WeezValue *values = parvis_table_save (table, g_ptr_array_index (events, i));
      gboolean done;

      parvis_table_bind (table, statement, 1, values);
      parvis_statement_bind_int (statement, (int) table->n_columns + 2, i);
      done = parvis_statement_run (statement, error);
      parvis_table_free_values (table, values);
      if (!done)
        return FALSE;
    }

  return TRUE;
}

/* A new answer takes the place of the old one, also an empty one: nothing is on there any more. */
static gboolean
write_answer (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  ParvisPublicKept *self = data;
  gint64 key;

  return run_with_text (database, "DELETE FROM public_event WHERE search ="
                        " (SELECT key FROM public_search WHERE query = ?1)", self->query, error) &&
         run_with_text (database, "DELETE FROM public_search WHERE query = ?1", self->query,
                        error) &&
         write_search (database, self, &key, error) &&
         write_events (database, self->listing->records, key, error) &&
         run_with_int (database, "DELETE FROM public_event WHERE search NOT IN (SELECT key"
                       " FROM public_search ORDER BY key DESC LIMIT ?1)",
                       PARVIS_PUBLIC_MAX_SEARCHES, error) &&
         run_with_int (database, "DELETE FROM public_search WHERE key NOT IN (SELECT key"
                       " FROM public_search ORDER BY key DESC LIMIT ?1)",
                       PARVIS_PUBLIC_MAX_SEARCHES, error);
}

/**
 * parvis_public_kept_write:
 * @self: with an answer
 *
 * Keeps the answer in place of the last one to the same question; of the oldest questions nothing
 * is kept. The lists of the account are as they were, and do not look again.
 *
 * Returns: (transfer full): resolves once it is kept; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_public_kept_write (ParvisPublicKept *self)
{
  g_return_val_if_fail (self->query != NULL && self->listing != NULL, NULL);

  return parvis_store_write_aside (self->store, write_answer, g_atomic_rc_box_acquire (self),
                                   parvis_public_kept_unref);
}

static gboolean
load_records (ParvisPublicKept  *self,
              ParvisStatement   *statement,
              GType              type,
              int                first,
              GPtrArray         *records,
              gint64            *stamp,
              GError           **error)
{
  const ParvisTable *table = parvis_table_get (type);
  gboolean has_row = FALSE;
  gboolean done;

  while ((done = parvis_statement_step (statement, &has_row, error)) && has_row)
    {
      if (stamp != NULL)
        *stamp = sqlite3_column_int64 (statement, 0);
      g_ptr_array_add (records, parvis_table_load (table, statement, first,
                                                   parvis_store_get_zone (self->store)));
    }

  return done;
}

static gboolean
read_answer (ParvisDatabase  *database,
             gpointer         data,
             GError         **error)
{
  ParvisPublicKept *self = data;
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM public_event WHERE search = ?1"
                                          " ORDER BY position",
                                          parvis_table_get (WEEZ_TYPE_PUBLIC_EVENT)->list);
  g_autoptr(ParvisStatement) search =
    parvis_database_prepare (database, "SELECT key, fetched FROM public_search WHERE query = ?1",
                             error);
  g_autoptr(ParvisStatement) rows = NULL;
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean has_row = FALSE;
  gint64 fetched;

  if (search == NULL)
    return FALSE;

  parvis_statement_bind_text (search, 1, self->query);
  if (!parvis_statement_step (search, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  fetched = sqlite3_column_int64 (search, 1);
  if ((rows = parvis_database_prepare (database, sql, error)) == NULL)
    return FALSE;
  parvis_statement_bind_int (rows, 1, sqlite3_column_int64 (search, 0));
  if (!load_records (self, rows, WEEZ_TYPE_PUBLIC_EVENT, 0, events, NULL, error))
    return FALSE;

  self->found = TRUE;
  self->fetched = fetched;
  self->events = g_steal_pointer (&events);

  return TRUE;
}

/**
 * parvis_public_kept_read:
 * @self: with a question
 *
 * Returns: (transfer full): resolves once @self has the last answer, where there is one; rejects
 *   with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_public_kept_read (ParvisPublicKept *self)
{
  g_return_val_if_fail (self->query != NULL, NULL);

  return parvis_store_read (self->store, read_answer, g_atomic_rc_box_acquire (self),
                            parvis_public_kept_unref);
}

static gboolean
write_categories (ParvisDatabase  *database,
                  gpointer         data,
                  GError         **error)
{
  ParvisPublicKept *self = data;

  return parvis_event_writer_categories (database, self->listing,
                                         g_get_real_time () / G_USEC_PER_SEC, error);
}

/**
 * parvis_public_kept_write_categories:
 * @self: with the answer of `GET /event/categories/`
 *
 * Returns: (transfer full): resolves once they are kept; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_public_kept_write_categories (ParvisPublicKept *self)
{
  g_return_val_if_fail (self->listing != NULL, NULL);

  return parvis_store_write (self->store, write_categories, g_atomic_rc_box_acquire (self),
                             parvis_public_kept_unref);
}

static gboolean
read_rest (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  ParvisPublicKept *self = data;
  g_autofree char *sql = g_strdup_printf ("SELECT fetched, %s FROM event_category ORDER BY key",
                                          parvis_table_get (WEEZ_TYPE_EVENT_CATEGORY)->list);
  g_autoptr(ParvisStatement) rows = parvis_database_prepare (database, sql, error);
  g_autoptr(ParvisStatement) settings = NULL;
  g_autoptr(GPtrArray) categories = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  gboolean has_row = FALSE;
  gboolean done;

  if (rows == NULL || !load_records (self, rows, WEEZ_TYPE_EVENT_CATEGORY, 1, categories,
                                     &self->categories_fetched, error))
    return FALSE;

  settings = parvis_database_prepare (database, "SELECT name FROM user_setting WHERE name >= ?1"
                                      " AND name < ?2 ORDER BY name", error);
  if (settings == NULL)
    return FALSE;
  parvis_statement_bind_text (settings, 1, PARVIS_PUBLIC_SETTING_PREFIX);
  parvis_statement_bind_text (settings, 2, "calendar.search/");
  while ((done = parvis_statement_step (settings, &has_row, error)) && has_row)
    g_strv_builder_add (names, (const char *) sqlite3_column_text (settings, 0) +
                               sizeof PARVIS_PUBLIC_SETTING_PREFIX - 1);
  if (!done)
    return FALSE;

  /* It may have been read before. */
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_strfreev);
  self->categories = g_steal_pointer (&categories);
  self->names = g_strv_builder_end (names);

  return TRUE;
}

/**
 * parvis_public_kept_read_rest:
 * @self: what is kept
 *
 * Returns: (transfer full): resolves once @self has the categories and the names of searches;
 *   rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_public_kept_read_rest (ParvisPublicKept *self)
{
  return parvis_store_read (self->store, read_rest, g_atomic_rc_box_acquire (self),
                            parvis_public_kept_unref);
}
