#include "config.h"

#include "parvis-account-private.h"

#include "parvis-account-kept.h"
#include "parvis-check.h"
#include "parvis-store-error.h"
#include "parvis-sync-private.h"
#include "parvis-weak.h"
#include "weez-fiber.h"

/* What a refresh holds: it must not keep the account alive. */
typedef struct
{
  GWeakRef      account;
  ParvisStore  *store;
  ParvisSync   *sync;
  GCancellable *cancellable;
  gboolean      whole;
} Refresh;

static void
refresh_free (gpointer data)
{
  Refresh *refresh = data;

  g_weak_ref_clear (&refresh->account);
  g_object_unref (refresh->store);
  g_object_unref (refresh->sync);
  g_object_unref (refresh->cancellable);
  g_free (refresh);
}

static DexFuture *
open_again (Refresh *refresh)
{
  g_autoptr(ParvisAccount) self = g_weak_ref_get (&refresh->account);

  return self != NULL ? parvis_account_open (self) : dex_future_new_true ();
}

static DexFuture *
load_again (Refresh *refresh)
{
  g_autoptr(ParvisAccount) self = g_weak_ref_get (&refresh->account);

  return self != NULL ? parvis_account_load (self) : dex_future_new_true ();
}

static void
step_cb (ParvisSync *sync,
         GParamSpec *pspec,
         DexPromise *ended)
{
  if (!sync->running && dex_future_is_pending (DEX_FUTURE (ended)))
    dex_promise_resolve_boolean (ended, TRUE);
}

/* A sync that is cancelled first writes the page that it has; until then there is no other. */
static void
await_end (ParvisSync *sync)
{
  g_autoptr(DexPromise) ended = dex_promise_new ();
  gulong handler;

  if (!sync->running)
    return;

  handler = g_signal_connect_data (sync, "notify::step", G_CALLBACK (step_cb), dex_ref (ended),
                                   (GClosureNotify) dex_unref, 0);
  dex_await (dex_ref (DEX_FUTURE (ended)), NULL);
  g_signal_handler_disconnect (sync, handler);
}

static DexFuture *
looked_through (DexFuture *completed,
                gpointer   user_data)
{
  g_autoptr(ParvisAccount) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  /* What only kept it from looking is no news: it looks again after the next refresh. */
  if (self != NULL && g_error_matches (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_DAMAGED))
    parvis_account_set_failure (self, error);

  return dex_ref (completed);
}

/* After a refresh nobody waits for a while. */
static void
look_through (Refresh *refresh)
{
  g_autoptr(ParvisAccount) self = g_weak_ref_get (&refresh->account);

  if (self == NULL || !parvis_store_is_open (refresh->store))
    return;

  dex_future_disown (dex_future_finally (parvis_check_weekly (refresh->store,
                                                              g_get_real_time () / G_USEC_PER_SEC),
                                         looked_through, parvis_weak_new (self),
                                         parvis_weak_free));
}

static DexFuture *
refresh_fiber (gpointer      data,
               GCancellable *cancellable)
{
  Refresh *refresh = data;
  g_autoptr(GError) error = NULL;
  gboolean done;

  if (!dex_await (open_again (refresh), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (g_cancellable_set_error_if_cancelled (refresh->cancellable, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  /* The service is not asked for what cannot be kept. */
  if (!parvis_store_is_writable (refresh->store, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  done = dex_await (weez_unless_cancelled (parvis_sync_run (refresh->sync), refresh->cancellable),
                    &error);
  await_end (refresh->sync);
  if (done && parvis_sync_get_problem (refresh->sync) != NULL)
    error = g_error_copy (parvis_sync_get_problem (refresh->sync));
  else if (done && refresh->whole)
    dex_await (parvis_account_kept_stamp (refresh->store), &error);

  /* Also after a failure: what was read before it is kept. */
  dex_await (load_again (refresh), error == NULL ? &error : NULL);
  if (error == NULL)
    look_through (refresh);

  return error != NULL ? dex_future_new_for_error (g_steal_pointer (&error))
                       : dex_future_new_true ();
}

static void
sentence_cb (ParvisAccount *account,
             GParamSpec    *pspec,
             ParvisSync    *sync)
{
  parvis_account_say (account, parvis_sync_get_sentence (sync));
}

/**
 * parvis_account_read:
 * @self: an account
 * @id_event: (nullable): only this event; null for all
 * @cancellable: ends it after what is being written
 *
 * Opens the store where it is not open, reads the account into it, and then its events from it.
 *
 * Returns: (transfer full): resolves once all is read, and settles once nothing is under way;
 *   rejects with %WEEZ_ERROR or %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_account_read (ParvisAccount *self,
                     const char    *id_event,
                     GCancellable  *cancellable)
{
  const char *ids[] = { id_event, NULL };
  Refresh *refresh = g_new0 (Refresh, 1);

  g_weak_ref_init (&refresh->account, self);
  refresh->store = g_object_ref (parvis_account_get_store (self));
  refresh->sync = parvis_sync_new (refresh->store, parvis_account_get_client (self));
  refresh->cancellable = g_object_ref (cancellable);
  refresh->whole = id_event == NULL;
  if (id_event != NULL)
    parvis_sync_set_events (refresh->sync, ids);
  g_signal_connect_object (refresh->sync, "notify::sentence", G_CALLBACK (sentence_cb), self,
                           G_CONNECT_SWAPPED);

  return weez_fiber_spawn (refresh_fiber, refresh, refresh_free);
}

/**
 * parvis_account_find_event:
 * @self: an account
 * @id_event: (nullable): an event's id
 *
 * Returns: (transfer none) (nullable): that event
 */
ParvisEvent *
parvis_account_find_event (ParvisAccount *self,
                           const char    *id_event)
{
  GListModel *events;

  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  events = parvis_account_get_events (self);
  for (guint i = 0; id_event != NULL && i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (events, i);

      if (g_strcmp0 (parvis_event_get_record (event)->id, id_event) == 0)
        /* The list keeps it. */
        return event;
    }

  return NULL;
}
