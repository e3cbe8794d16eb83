#include "config.h"

#include "parvis-reading.h"

static void
reading_clear (gpointer data)
{
  ParvisReading *self = data;

  g_time_zone_unref (self->zone);
  if (self->destroy != NULL)
    self->destroy (self->question);
  g_clear_object (&self->result);
}

/* Held by the job as well, which goes on if nobody waits for it any more. */
static void
reading_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, reading_clear);
}

static DexFuture *
give_result (DexFuture *completed,
             gpointer   user_data)
{
  ParvisReading *self = user_data;

  return dex_future_new_take_object (g_steal_pointer (&self->result));
}

/**
 * parvis_reading_run:
 * @store: an open store
 * @func: fills the result of the #ParvisReading that is its data, in a thread, in one state of the
 *   store
 * @result: (transfer full) (type GObject): is filled, and nobody's else until then
 * @question: (transfer full) (nullable): for @func
 * @destroy: (nullable): frees @question
 *
 * Reads what is one object for whoever asks.
 *
 * Returns: (transfer full): resolves to @result; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_reading_run (ParvisStore     *store,
                    ParvisStoreFunc  func,
                    gpointer         result,
                    gpointer         question,
                    GDestroyNotify   destroy)
{
  ParvisReading *self = g_atomic_rc_box_new0 (ParvisReading);

  self->zone = g_time_zone_ref (parvis_store_get_zone (store));
  self->question = question;
  self->destroy = destroy;
  self->result = result;

  return dex_future_then (parvis_store_read (store, func, g_atomic_rc_box_acquire (self),
                                             reading_unref),
                          give_result, self, reading_unref);
}
