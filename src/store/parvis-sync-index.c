#include "config.h"

#include "parvis-sync-steps.h"

#include "parvis-backup.h"
#include "parvis-check.h"
#include "parvis-collation.h"
#include "parvis-indexer.h"
#include "parvis-merging.h"
#include "parvis-sync-point.h"

/* What a sync does on this computer alone: name order, the search, the backup. */

/* Batches that wait before the first one is read, so that there is always one to write while pages
 * come; fewer where the service is waited for so long. */
#define BATCHES_BEFORE 2
#define TIME_ENOUGH (80 * G_TIME_SPAN_MILLISECOND)
/* A search finds people in fewer parts as fast as in one: these are merged by the next sync. */
#define MANY_UNMERGED 200000
/* Free pages of the file that are not worth moving others for. */
#define MANY_FREE 100

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

/* Where a thread of its own reads who waits; counted, since a job may outlive the wait for it. */
typedef struct
{
  char           *path;
  ParvisDatabase *database;
} Source;

struct _ParvisSyncReading
{
  Source    *source;
  DexFuture *batch;   /* that is being worked out, if any */
  gint64     after;   /* who was read */
};

typedef struct
{
  Source *source;
  gint64  after;
  guint   max_rows;
} ReadJob;

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

static void
read_job_free (gpointer data)
{
  ReadJob *self = data;

  source_unref (self->source);
  g_free (self);
}

static DexFuture *
read_job (gpointer data)
{
  const ReadJob *self = data;
  Source *source = self->source;
  g_autoptr(GError) error = NULL;
  ParvisIndexBatch *batch;

  /* Rows that lie side by side, each read once, would fill a large cache for nothing. */
  if (source->database == NULL &&
      (!(source->database = parvis_database_open (source->path, FALSE, &error)) ||
       !parvis_database_execute (source->database, "PRAGMA cache_size = -2000", &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  batch = parvis_indexer_read (source->database, self->after, self->max_rows, &error);
  if (batch == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (batch->entries->len == 0)
    parvis_database_trim (source->database);

  return dex_future_new_take_boxed (PARVIS_TYPE_INDEX_BATCH, batch);
}

/* Begins to work out the next batch, unless one is under way. */
static void
read_ahead (ParvisSync *self)
{
  ParvisSyncReading *reading = self->reading;
  ReadJob *job;

  if (reading == NULL)
    {
      reading = self->reading = g_new0 (ParvisSyncReading, 1);
      reading->source = g_atomic_rc_box_new0 (Source);
      reading->source->path = g_strdup (parvis_store_get_path (self->store));
      reading->after = -1;
    }
  if (reading->batch != NULL)
    return;

  job = g_new0 (ReadJob, 1);
  job->source = g_atomic_rc_box_acquire (reading->source);
  job->after = reading->after;
  job->max_rows = self->batch_size;
  reading->batch = weez_worker_run (self->indexer, read_job, job, read_job_free);
}

/* Its connection would keep the file open. */
void
parvis_sync_stop_reading (ParvisSync *self)
{
  ParvisSyncReading *reading = g_steal_pointer (&self->reading);

  if (reading == NULL)
    return;

  dex_clear (&reading->batch);
  source_unref (reading->source);
  g_free (reading);
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

/* Writes the batch that is under way, and meanwhile reads the next one if @least wait for it. */
static gboolean
index_batch (ParvisSync  *self,
             gint64       least,
             gboolean    *any,
             GError     **error)
{
  g_autoptr(ParvisIndexBatch) batch = dex_await_boxed (g_steal_pointer (&self->reading->batch),
                                                       error);

  if (batch == NULL)
    return FALSE;
  *any = batch->entries->len > 0;
  if (!*any)
    return TRUE;

  self->reading->after = batch->last;
  self->n_waiting -= batch->entries->len;
  if (self->n_waiting >= least)
    read_ahead (self);

  return write_aside (self, write_batch, batch, error);
}

/* Makes all new participants findable. */
static gboolean
index_new (ParvisSync  *self,
           GError     **error)
{
  gboolean any = TRUE;

  while (any)
    {
      read_ahead (self);
      if (!index_batch (self, G_MININT64, &any, error))
        return FALSE;
    }

  return TRUE;
}

/* Between pages, of which the last came after @waited microseconds, makes some of those findable
 * who were read so far. */
gboolean
parvis_sync_index_meanwhile (ParvisSync  *self,
                             gint64       waited,
                             GError     **error)
{
  guint n_batches = waited < TIME_ENOUGH ? BATCHES_BEFORE : 1;
  gboolean any;

  if (self->reading != NULL && self->reading->batch != NULL)
    return !dex_future_is_resolved (self->reading->batch) ||
           index_batch (self, self->batch_size, &any, error);

  if (self->n_waiting >= n_batches * self->batch_size)
    read_ahead (self);

  return TRUE;
}

typedef struct
{
  guint max_rows;
  guint n_done;
} ChangedBatch;

static gboolean
index_changed (ParvisDatabase  *database,
               gpointer         data,
               GError         **error)
{
  ChangedBatch *batch = data;
  gboolean done = parvis_indexer_run (database, batch->max_rows, &batch->n_done, error);

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

  return index_new (self, error);
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

static gboolean
merge (ParvisSync  *self,
       gint64       least,
       GError     **error)
{
  ParvisMerging merging = { .least = least };

  while (!merging.ended)
    {
      if (!write_aside (self, merge_some, &merging, error))
        return FALSE;
      if (!merging.ended)
        parvis_sync_say (self, PARVIS_SYNC_INDEX, NULL, 0, 0);
    }

  return TRUE;
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

  return index_left (self, error) && merge (self, 1, error);
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
  ChangedBatch batch = { .max_rows = self->batch_size };

  parvis_sync_say (self, PARVIS_SYNC_INDEX, NULL, 0, 0);
  if (!index_new (self, error))
    return FALSE;

  do
    if (!write_aside (self, index_changed, &batch, error))
      return FALSE;
  while (batch.n_done > 0);

  return merge (self, MANY_UNMERGED, error) &&
         write_aside (self, give_room_back, NULL, error) &&
         dex_await (parvis_store_read (self->store, back_up, self, NULL), error) &&
         parvis_sync_write (self, begin_checks, self, error);
}
