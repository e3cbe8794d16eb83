#include "config.h"

#include <sys/resource.h>

#include "weez-worker.h"

/* A third as much of a processor as who does not wait. */
#define PATIENCE 5

struct _WeezWorker
{
  GObject      parent_instance;
  GThreadPool *pool;        /* of one that is not patient */

  /* GLib lends the threads of any pool to others, and patience cannot be taken back. */
  GAsyncQueue *errands;
  guint        n_threads;
  guint        n_started;
};

G_DEFINE_FINAL_TYPE (WeezWorker, weez_worker, G_TYPE_OBJECT)

typedef struct
{
  WeezJob         job;
  gpointer        data;
  GDestroyNotify  destroy;
  DexPromise     *promise;
} Errand;

static void
errand_free (Errand *errand)
{
  if (errand->destroy != NULL)
    errand->destroy (errand->data);
  dex_unref (errand->promise);
  g_free (errand);
}

static void
run_errand (gpointer data,
            gpointer user_data)
{
  Errand *errand = data;
  g_autoptr(DexFuture) result = NULL;
  g_autoptr(GError) error = NULL;
  const GValue *value;

  /* Nobody waits any more. */
  if (!g_cancellable_is_cancelled (dex_promise_get_cancellable (errand->promise)))
    {
      result = errand->job (errand->data);
      value = dex_future_get_value (result, &error);

      if (value != NULL)
        dex_promise_resolve (errand->promise, value);
      else
        dex_promise_reject (errand->promise, g_steal_pointer (&error));
    }

  errand_free (errand);
}

/* After it, a thread ends. */
static Errand last_errand;

static gpointer
run_patiently (gpointer data)
{
  g_autoptr(GAsyncQueue) errands = data;
  Errand *errand;

  /* On Linux, a priority is a thread's. */
  setpriority (PRIO_PROCESS, 0, PATIENCE);
  while ((errand = g_async_queue_pop (errands)) != &last_errand)
    run_errand (errand, NULL);

  return NULL;
}

static void
push_patiently (WeezWorker *self,
                Errand     *errand)
{
  if (self->n_started < self->n_threads)
    {
      self->n_started++;
      g_thread_unref (g_thread_new ("patient", run_patiently,
                                    g_async_queue_ref (self->errands)));
    }
  g_async_queue_push (self->errands, errand);
}

static void
weez_worker_finalize (GObject *object)
{
  WeezWorker *self = WEEZ_WORKER (object);

  /* What waits still runs; nobody waits for it here. */
  if (self->pool != NULL)
    g_thread_pool_free (self->pool, FALSE, FALSE);
  for (guint i = 0; i < self->n_started; i++)
    g_async_queue_push (self->errands, &last_errand);
  g_clear_pointer (&self->errands, g_async_queue_unref);

  G_OBJECT_CLASS (weez_worker_parent_class)->finalize (object);
}

static void
weez_worker_class_init (WeezWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = weez_worker_finalize;
}

static void
weez_worker_init (WeezWorker *self)
{
}

/**
 * weez_worker_new:
 * @n_threads: at most so many jobs run at once; 1 keeps them in order
 *
 * Returns: (transfer full): threads that jobs can be handed to
 */
WeezWorker *
weez_worker_new (guint n_threads)
{
  WeezWorker *self = g_object_new (WEEZ_TYPE_WORKER, NULL);

  self->pool = g_thread_pool_new (run_errand, NULL, n_threads, FALSE, NULL);

  return self;
}

/**
 * weez_worker_new_patient:
 * @n_threads: at most so many jobs run at once; 1 keeps them in order
 *
 * As weez_worker_new(), for much work that nobody waits for: where there are too few processors,
 * its threads let those of the window, and the one that writes, go first. All its jobs are handed
 * to it in one thread.
 *
 * Returns: (transfer full): threads that jobs can be handed to
 */
WeezWorker *
weez_worker_new_patient (guint n_threads)
{
  WeezWorker *self = g_object_new (WEEZ_TYPE_WORKER, NULL);

  self->errands = g_async_queue_new ();
  self->n_threads = n_threads;

  return self;
}

/**
 * weez_worker_run:
 * @self: a worker
 * @job: what to do, in one of its threads
 * @data: (transfer full): for @job
 * @destroy: (nullable): frees @data, in that thread
 *
 * Chain the future: when the chain is dropped before the job's turn comes, the job is left out.
 *
 * Returns: (transfer full): settles as the future that @job returns
 */
DexFuture *
weez_worker_run (WeezWorker     *self,
                 WeezJob         job,
                 gpointer        data,
                 GDestroyNotify  destroy)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  Errand *errand = g_new0 (Errand, 1);

  g_return_val_if_fail (WEEZ_IS_WORKER (self), NULL);

  errand->job = job;
  errand->data = data;
  errand->destroy = destroy;
  errand->promise = dex_ref (promise);

  if (self->errands != NULL)
    push_patiently (self, errand);
  else
    g_thread_pool_push (self->pool, errand, NULL);

  return DEX_FUTURE (promise);
}
