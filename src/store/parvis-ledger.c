#include "config.h"

#include "parvis-ledger.h"

#include "parvis-store-file.h"
#include "parvis-turns.h"
#include "weez-worker.h"

/* A request ends within a minute; whoever has the turn for longer has stopped in the middle. */
#define PATIENCE (90 * 1000)

/* What a client asks before each request. */
typedef struct
{
  ParvisTurns *turns;
  WeezWorker  *worker;
} Ledger;

static void
ledger_free (gpointer data)
{
  Ledger *ledger = data;

  parvis_turns_unref (ledger->turns);
  g_object_unref (ledger->worker);
  g_free (ledger);
}

static DexFuture *
take_job (gpointer data)
{
  GError *error = NULL;
  guint wait;

  if (!parvis_turns_take (data, g_get_real_time () / 1000, PATIENCE, &wait, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_for_uint (wait);
}

static DexFuture *
ask (gpointer data)
{
  Ledger *ledger = data;

  return weez_worker_run (ledger->worker, take_job, parvis_turns_ref (ledger->turns),
                          parvis_turns_unref);
}

static void
give_back (gpointer data)
{
  parvis_turns_give_back (((Ledger *) data)->turns);
}

/**
 * parvis_ledger_share:
 * @client: (transfer none): that asks for an account
 * @username: (nullable): of the account
 *
 * Lets all processes of a person take turns with the requests to an account, and counts these, so
 * that together they keep within its budget, over restarts too. What is counted lies in the user's
 * own place wherever the store is, for it is the account's. A service on this computer has no
 * budget, and nothing is counted of it.
 */
void
parvis_ledger_share (WeezClient *client,
                     const char *username)
{
  g_autofree char *store = NULL;
  g_autofree char *path = NULL;
  Ledger *ledger;

  g_return_if_fail (WEEZ_IS_CLIENT (client));

  store = parvis_store_file_dup_path (NULL, weez_client_get_base_url (client), username);
  path = g_strconcat (store, ".requests", NULL);
  if (g_strcmp0 (g_object_get_data (G_OBJECT (client), "parvis-ledger"), path) == 0)
    return;

  ledger = g_new0 (Ledger, 1);
  ledger->turns = parvis_turns_new (path);
  ledger->worker = weez_worker_new (1);
  weez_limiter_set_ledger (weez_client_get_limiter (client), ask, give_back, ledger, ledger_free);
  g_object_set_data_full (G_OBJECT (client), "parvis-ledger", g_steal_pointer (&path), g_free);
}
