#include "config.h"

#include "parvis-sync-steps.h"

#include "parvis-backup.h"
#include "parvis-check.h"
#include "parvis-collation.h"
#include "parvis-index-entry.h"
#include "parvis-indexer.h"
#include "parvis-merging.h"
#include "parvis-sync-point.h"

/* What a sync does on this computer alone: name order, the search, the backup. */

/* Rows indexed in one transaction. */
#define ROWS_A_BATCH 5000
/* A service that is waited for so long leaves time for them. */
#define TIME_ENOUGH (80 * G_TIME_SPAN_MILLISECOND)
/* Free pages of the file that are not worth moving others for. */
#define MANY_FREE 200

/* As parvis_sync_write(), for what no list shows: a search finds who waits and who does not. */
static gboolean
write_aside (ParvisSync       *self,
             ParvisStoreFunc   func,
             gpointer          data,
             GError          **error)
{
  return dex_await (parvis_store_write_aside (self->store, func, data, NULL), error) &&
         !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* ---- the search ---- */

/* Where the preparing thread reads who waits; counted, since a job may outlive the wait for it. */
typedef struct
{
  char           *path;
  ParvisDatabase *database;
} Source;

typedef struct
{
  Source *source;
  gint64  after;
} Reading;

static void
source_clear (gpointer data)
{
  Source *self = data;

  g_clear_pointer (&self->database, parvis_database_free);
  g_free (self->path);
}

static void
source_unref (Source *self)
{
  g_atomic_rc_box_release_full (self, source_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Source, source_unref)

static void
reading_free (gpointer data)
{
  Reading *self = data;

  source_unref (self->source);
  g_free (self);
}

static DexFuture *
read_job (gpointer data)
{
  const Reading *self = data;
  Source *source = self->source;
  g_autoptr(GError) error = NULL;
  GPtrArray *entries;

  /* Rows that lie side by side, each read once, would fill a large cache for nothing. */
  if (source->database == NULL &&
      (!(source->database = parvis_database_open (source->path, FALSE, &error)) ||
       !parvis_database_execute (source->database, "PRAGMA cache_size = -2000", &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  entries = parvis_indexer_read (source->database, self->after, ROWS_A_BATCH, &error);
  if (entries == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (entries->len == 0)
    parvis_database_trim (source->database);

  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, entries);
}

static DexFuture *
read_batch (ParvisSync *self,
            Source     *source,
            gint64      after)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->source = g_atomic_rc_box_acquire (source);
  reading->after = after;

  return weez_worker_run (self->preparer, read_job, reading, reading_free);
}

static gboolean
write_batch (ParvisDatabase  *database,
             gpointer         data,
             GError         **error)
{
  gboolean done = parvis_indexer_add (database, data, error) &&
                  parvis_merging_put_off (database, error);

  parvis_sync_point ("index", "applied");

  return done;
}

/* Makes new participants findable until no more than @n_left wait: while a batch is written, the
 * next one is read. */
static gboolean
index_new (ParvisSync  *self,
           gint64       n_left,
           GError     **error)
{
  g_autoptr(Source) source = g_atomic_rc_box_new0 (Source);
  DexFuture *next;

  source->path = g_strdup (parvis_store_get_path (self->store));
  next = read_batch (self, source, -1);
  while (next != NULL)
    {
      g_autoptr(GPtrArray) entries = dex_await_boxed (g_steal_pointer (&next), error);

      if (entries == NULL)
        return FALSE;
      if (entries->len == 0)
        break;

      self->n_waiting -= entries->len;
      if (n_left == 0 || self->n_waiting > n_left)
        {
          const ParvisIndexEntry *last = g_ptr_array_index (entries, entries->len - 1);

          next = read_batch (self, source, last->key);
        }
      if (!write_aside (self, write_batch, entries, error))
        {
          dex_clear (&next);
          return FALSE;
        }
    }

  return TRUE;
}

/* Between pages, makes those findable who were read so far: where the service leaves time for it,
 * after @waited microseconds, or where so many wait that searches take long. */
gboolean
parvis_sync_index_meanwhile (ParvisSync  *self,
                             gint64       waited,
                             GError     **error)
{
  if (self->n_waiting > PARVIS_INDEXER_MAX_WAITING)
    return index_new (self, 0, error);

  return waited < TIME_ENOUGH || self->n_waiting < ROWS_A_BATCH ||
         index_new (self, self->n_waiting - 1, error);
}

static gboolean
index_changed (ParvisDatabase  *database,
               gpointer         data,
               GError         **error)
{
  gboolean done = parvis_indexer_run (database, ROWS_A_BATCH, data, error);

  parvis_sync_point ("index", "applied");

  return done;
}

static gboolean
count_new (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  return parvis_indexer_count (database, data, error);
}

/* Who is left of a sync that was cut: this needs no network, which may be why it was cut. */
static gboolean
index_left (ParvisSync  *self,
            GError     **error)
{
  if (!dex_await (parvis_store_read (self->store, count_new, &self->n_waiting, NULL), error))
    return FALSE;
  if (self->n_waiting == 0)
    return TRUE;

  parvis_sync_say (self, PARVIS_SYNC_INDEX, NULL, 0, 0);

  return index_new (self, 0, error);
}

/* ---- the steps ---- */

static gboolean
sort_some (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  gboolean done = parvis_collation_renew (database, data, error);

  parvis_sync_point ("order", "applied");

  return done;
}

gboolean
parvis_sync_step_order (ParvisSync  *self,
                        GError     **error)
{
  ParvisCollation collation = { 0 };

  while (!collation.ended)
    {
      if (!parvis_sync_write (self, sort_some, &collation, error))
        return FALSE;
      if (!collation.ended)
        parvis_sync_say (self, PARVIS_SYNC_INDEX, NULL, 0, 0);
    }

  return index_left (self, error);
}

static gboolean
merge_some (ParvisDatabase  *database,
            gpointer         data,
            GError         **error)
{
  gboolean done = parvis_merging_run (database, data, error);

  parvis_sync_point ("merge", "applied");

  return done;
}

/* What people wrote is saved before it could be needed: once a day, and never a reason to stop. */
static gboolean
back_up (ParvisDatabase  *database,
         gpointer         data,
         GError         **error)
{
  ParvisSync *self = data;
  const char *path = parvis_store_get_path (self->store);
  g_autoptr(GDateTime) day = g_date_time_new_from_unix_local (self->now);
  g_autoptr(GError) problem = NULL;

  if (parvis_backup_is_due (path, day) && !parvis_backup_make (database, path, day, &problem))
    g_warning ("No backup: %s", problem->message);

  return TRUE;
}

/* Merging the index leaves pages free that no later sync needs. */
static gboolean
give_room_back (ParvisDatabase  *database,
                gpointer         data,
                GError         **error)
{
  gint64 n_free;

  return parvis_database_read_number (database, "PRAGMA freelist_count", &n_free, error) &&
         (n_free < MANY_FREE ||
          parvis_database_execute (database, "PRAGMA incremental_vacuum", error));
}

static gboolean
begin_checks (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  return parvis_check_begin (database, ((ParvisSync *) data)->now, error);
}

gboolean
parvis_sync_step_index (ParvisSync  *self,
                        GError     **error)
{
  ParvisMerging merging = { 0 };
  guint n_done = 0;

  parvis_sync_say (self, PARVIS_SYNC_INDEX, NULL, 0, 0);
  if (!index_new (self, 0, error))
    return FALSE;

  do
    if (!write_aside (self, index_changed, &n_done, error))
      return FALSE;
  while (n_done > 0);

  while (!merging.ended)
    if (!write_aside (self, merge_some, &merging, error))
      return FALSE;

  return write_aside (self, give_room_back, NULL, error) &&
         dex_await (parvis_store_read (self->store, back_up, self, NULL), error) &&
         parvis_sync_write (self, begin_checks, self, error);
}
