#include "config.h"

#include "parvis-known.h"

#include "parvis-database.h"
#include "parvis-prepared-page.h"
#include "parvis-statement.h"

/* Which participants are held as the service lists them again, asked in the threads that read its
 * answers. Each takes a connection of its own for as long as it asks about a page. The others are
 * made ready to be written there as well. */

typedef struct
{
  char        *path;
  GTimeZone   *zone;
  gint64       event;
  gboolean     nobody;
  GAsyncQueue *databases;
} Known;

static void
known_free (gpointer data)
{
  Known *self = data;

  g_async_queue_unref (self->databases);
  g_time_zone_unref (self->zone);
  g_free (self->path);
  g_free (self);
}

static gboolean
find_keys (Known               *self,
           ParvisDatabase      *database,
           const char * const  *ids,
           const gint64        *digests,
           gint64              *keys,
           guint                n_rows,
           GError             **error)
{
  static const char sql[] = "SELECT key FROM participant WHERE id = ?1 AND digest = ?2"
                            " AND ?3 IN (0, event) AND gone = 0 AND missed = 0";
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < n_rows; i++)
    {
      gboolean has_row = FALSE;

      parvis_statement_bind_text (statement, 1, ids[i]);
      parvis_statement_bind_int (statement, 2, digests[i]);
      parvis_statement_bind_int (statement, 3, self->event);
      if (!parvis_statement_step (statement, &has_row, error))
        return FALSE;
      if (has_row)
        keys[i] = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }

  return TRUE;
}

/* What cannot be looked up is read again, which says what the matter is. */
static void
know_cb (const char * const *ids,
         const gint64       *digests,
         gint64             *keys,
         guint               n_rows,
         gpointer            data)
{
  Known *self = data;
  ParvisDatabase *database;

  if (self->nobody)
    return;

  database = g_async_queue_try_pop (self->databases);
  if (database == NULL)
    {
      if (!(database = parvis_database_open (self->path, FALSE, NULL)))
        return;
      /* The rows of a page lie side by side: a large cache would fill for nothing. */
      parvis_database_execute (database, "PRAGMA cache_size = -2000", NULL);
    }

  if (parvis_database_begin_read (database, NULL))
    {
      find_keys (self, database, ids, digests, keys, n_rows, NULL);
      parvis_database_commit (database, NULL);
    }
  g_async_queue_push (self->databases, database);
}

static GObject *
begin_cb (gpointer data)
{
  Known *self = data;

  return G_OBJECT (parvis_prepared_page_new (self->zone));
}

static void
take_cb (GObject         *page,
         const WeezValue *values,
         gint64           digest)
{
  parvis_prepared_page_add (PARVIS_PREPARED_PAGE (page), values, digest);
}

/**
 * parvis_known_new:
 * @store: an open store
 * @event: key of the event whose participants are listed, 0 for several
 * @nobody: whether none of them is held yet
 *
 * Knows the participants of a listing that are held just as the service says, neither gone nor
 * missed, so that there is nothing to write for them. The others become a #ParvisPreparedPage.
 *
 * Returns: (transfer full): for weez_client_list_unknown_participants()
 */
WeezKnown *
parvis_known_new (ParvisStore *store,
                  gint64       event,
                  gboolean     nobody)
{
  Known *self = g_new0 (Known, 1);

  self->path = g_strdup (parvis_store_get_path (store));
  self->zone = g_time_zone_ref (parvis_store_get_zone (store));
  self->event = event;
  self->nobody = nobody;
  self->databases = g_async_queue_new_full ((GDestroyNotify) parvis_database_free);

  return weez_known_new (know_cb, begin_cb, take_cb, self, known_free);
}
