#include "config.h"

#include "weez-fiber.h"

/* libdex 0.10 puts a fibre that is dropped into its queue once, and once more if what it waits for
 * is settled before its turn: it then runs again after its end. So no fibre is ever dropped here;
 * it is told by a cancellable, and ends by itself. */

typedef struct
{
  WeezFiberFunc   func;
  gpointer        data;
  GDestroyNotify  destroy;
  DexPromise     *promise;
} Fiber;

static void
fiber_free (gpointer data)
{
  Fiber *fiber = data;

  if (fiber->destroy != NULL)
    fiber->destroy (fiber->data);
  dex_unref (fiber->promise);
  g_free (fiber);
}

static DexFuture *
run_fiber (gpointer data)
{
  Fiber *fiber = data;

  return fiber->func (fiber->data, dex_promise_get_cancellable (fiber->promise));
}

static DexFuture *
ended (DexFuture *completed,
       gpointer   user_data)
{
  DexPromise *promise = user_data;
  GError *error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  if (value != NULL)
    dex_promise_resolve (promise, value);
  else
    dex_promise_reject (promise, error);

  return dex_ref (completed);
}

/**
 * weez_fiber_spawn:
 * @func: the fibre, run in the main loop of this thread
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data after the fibre's end
 *
 * Chain the future: when the chain is dropped, the fibre's cancellable is cancelled.
 *
 * Returns: (transfer full): settles as the future that @func returns
 */
DexFuture *
weez_fiber_spawn (WeezFiberFunc  func,
                  gpointer       data,
                  GDestroyNotify destroy)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  Fiber *fiber = g_new0 (Fiber, 1);

  fiber->func = func;
  fiber->data = data;
  fiber->destroy = destroy;
  fiber->promise = dex_ref (promise);

  /* Kept to its end; whoever cares has the promise. */
  dex_future_disown (dex_future_finally (dex_scheduler_spawn (NULL, 0, run_fiber,
                                                              fiber, fiber_free),
                                         ended, dex_ref (promise), dex_unref));

  return DEX_FUTURE (promise);
}

/**
 * weez_unless_cancelled:
 * @future: (transfer full): what a fibre is about to wait for
 * @cancellable: that of the fibre
 *
 * Returns: (transfer full): settles as @future, or rejects and drops it on cancellation
 */
DexFuture *
weez_unless_cancelled (DexFuture    *future,
                       GCancellable *cancellable)
{
  return dex_future_first (future, dex_cancellable_new_from_cancellable (cancellable), NULL);
}
