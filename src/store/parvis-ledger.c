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

typedef struct
{
  ParvisTurns *turns;
  guint64      signer;
} Question;

static void
question_free (gpointer data)
{
  parvis_turns_unref (((Question *) data)->turns);
  g_free (data);
}

static gint64
get_now (void)
{
  return g_get_real_time () / 1000;
}

static DexFuture *
take_job (gpointer data)
{
  Question *question = data;
  g_autoptr(WeezTurn) turn = g_new0 (WeezTurn, 1);
  GError *error = NULL;

  if (!parvis_turns_take (question->turns, get_now (), PATIENCE, question->signer, turn, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_take_boxed (WEEZ_TYPE_TURN, g_steal_pointer (&turn));
}

static DexFuture *
ask (gpointer data,
     guint64  signer)
{
  Ledger *ledger = data;
  Question *question = g_new0 (Question, 1);

  question->turns = parvis_turns_ref (ledger->turns);
  question->signer = signer;

  return weez_worker_run (ledger->worker, take_job, question, question_free);
}

static void
give_back (gpointer data)
{
  parvis_turns_give_back (((Ledger *) data)->turns);
}

static void
fail (gpointer data,
      gint64   ban,
      gint64   failure,
      guint    n_failures)
{
  parvis_turns_fail (((Ledger *) data)->turns, get_now (), ban, failure, n_failures);
}

static void
forgive (gpointer data,
         gboolean answered)
{
  parvis_turns_forgive (((Ledger *) data)->turns, get_now (), answered);
}

static void
refuse (gpointer data,
        guint64  signer)
{
  parvis_turns_refuse (((Ledger *) data)->turns, get_now (), signer);
}

/**
 * parvis_ledger_share:
 * @client: (transfer none): that asks for an account
 * @username: (nullable): of the account
 *
 * Lets all processes of a person take turns with the requests to an account, and counts these, so
 * that together they keep within its budget, over restarts too. What one of them was told, that the
 * service wants a pause or does not accept the key and the token, the others need not ask for. What
 * is counted lies in the user's own place wherever the store is, for it is the account's. A service
 * on this computer has no budget, and nothing is counted of it.
 */
void
parvis_ledger_share (WeezClient *client,
                     const char *username)
{
  static const WeezLimiterLedger calls = { ask, give_back, fail, forgive, refuse };
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
  weez_limiter_set_ledger (weez_client_get_limiter (client), &calls, ledger, ledger_free);
  g_object_set_data_full (G_OBJECT (client), "parvis-ledger", g_steal_pointer (&path), g_free);
}
