#include "config.h"

#include <sqlite3.h>

#include "parvis-look.h"

#include "weez-worker.h"

/* Steps of SQLite between two looks at who waits: a millisecond or so. */
#define STEPS 500

/* A long look at a store, that is in nobody's way. */
struct _ParvisLook
{
  GObject       parent_instance;
  char         *path;
  WeezWorker   *worker;
  GCancellable *ended;
  GMutex        mutex;
  GCond         rest;
  guint         n_busy;   /* jobs of others, guarded by the mutex */
};

G_DEFINE_FINAL_TYPE (ParvisLook, parvis_look, G_TYPE_OBJECT)

static void
parvis_look_finalize (GObject *object)
{
  ParvisLook *self = PARVIS_LOOK (object);

  g_clear_object (&self->worker);
  g_clear_object (&self->ended);
  g_clear_pointer (&self->path, g_free);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->rest);

  G_OBJECT_CLASS (parvis_look_parent_class)->finalize (object);
}

static void
parvis_look_class_init (ParvisLookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_look_finalize;
}

static void
parvis_look_init (ParvisLook *self)
{
  self->worker = weez_worker_new (1);
  self->ended = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->rest);
}

/**
 * parvis_look_new:
 * @path: the file of a store
 *
 * Returns: (transfer full): what looks at the file while nobody waits for it
 */
ParvisLook *
parvis_look_new (const char *path)
{
  ParvisLook *self = g_object_new (PARVIS_TYPE_LOOK, NULL);

  self->path = g_strdup (path);

  return self;
}

/**
 * parvis_look_enter:
 * @self: a look
 *
 * Somebody waits for the store: the look stands still until parvis_look_leave().
 */
void
parvis_look_enter (ParvisLook *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->n_busy++;
}

/**
 * parvis_look_leave:
 * @self: a look, in any thread
 *
 * What was waited for is done.
 */
void
parvis_look_leave (ParvisLook *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (--self->n_busy == 0)
    g_cond_broadcast (&self->rest);
}

typedef struct
{
  ParvisLook      *look;
  ParvisStoreFunc  func;
  gpointer         data;
  GDestroyNotify   destroy;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->destroy != NULL)
    job->destroy (job->data);
  g_object_unref (job->look);
  g_free (job);
}

/* In the middle of a statement, where it only keeps its view of the file. */
static int
stand_back (void *data)
{
  ParvisLook *self = data;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (self->n_busy > 0 && !g_cancellable_is_cancelled (self->ended))
    g_cond_wait (&self->rest, &self->mutex);

  return g_cancellable_is_cancelled (self->ended);
}

static gboolean
run (Job     *job,
     GError **error)
{
  g_autoptr(ParvisDatabase) database = NULL;

  if (g_cancellable_is_cancelled (job->look->ended) ||
      (database = parvis_database_open (job->look->path, FALSE, error)) == NULL)
    return FALSE;

  sqlite3_progress_handler (parvis_database_get_handle (database), STEPS, stand_back, job->look);

  return job->func (database, job->data, error);
}

/* What was interrupted says nothing, whatever it said. */
static DexFuture *
run_job (gpointer data)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;
  gboolean done = run (job, &error);

  if (g_cancellable_is_cancelled (job->look->ended))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the store is closed");

  return done ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * parvis_look_run:
 * @self: a look
 * @func: runs in a thread of its own, with a connection of its own that only reads
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data, in that thread
 *
 * Returns: (transfer full): resolves once @func has run; rejects with %PARVIS_STORE_ERROR, or with
 *   %G_IO_ERROR_CANCELLED where parvis_look_end() ended it
 */
DexFuture *
parvis_look_run (ParvisLook      *self,
                 ParvisStoreFunc  func,
                 gpointer         data,
                 GDestroyNotify   destroy)
{
  Job *job = g_new0 (Job, 1);

  g_return_val_if_fail (PARVIS_IS_LOOK (self), NULL);

  job->look = g_object_ref (self);
  job->func = func;
  job->data = data;
  job->destroy = destroy;

  return weez_worker_run (self->worker, run_job, job, job_free);
}

static DexFuture *
end_job (gpointer data)
{
  return dex_future_new_true ();
}

/**
 * parvis_look_end:
 * @self: a look
 *
 * Interrupts what is under way, and lets nothing more begin.
 *
 * Returns: (transfer full): resolves once its connection is closed
 */
DexFuture *
parvis_look_end (ParvisLook *self)
{
  g_return_val_if_fail (PARVIS_IS_LOOK (self), NULL);

  g_mutex_lock (&self->mutex);
  g_cancellable_cancel (self->ended);
  g_cond_broadcast (&self->rest);
  g_mutex_unlock (&self->mutex);

  return weez_worker_run (self->worker, end_job, NULL, NULL);
}
