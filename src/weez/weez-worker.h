#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define WEEZ_TYPE_WORKER (weez_worker_get_type ())
G_DECLARE_FINAL_TYPE (WeezWorker, weez_worker, WEEZ, WORKER, GObject)

/**
 * WeezJob:
 * @data: what was handed to weez_worker_run()
 *
 * Runs in a thread of the worker.
 *
 * Returns: (transfer full): a future that is already settled
 */
typedef DexFuture *(*WeezJob) (gpointer data);

WeezWorker *weez_worker_new         (guint           n_threads);
WeezWorker *weez_worker_new_patient (guint           n_threads);
DexFuture  *weez_worker_run         (WeezWorker     *self,
                                     WeezJob         job,
                                     gpointer        data,
                                     GDestroyNotify  destroy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
