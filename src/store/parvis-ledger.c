#include "config.h"

#include "parvis-ledger.h"

#include "parvis-store-file.h"
#include "parvis-turns.h"
#include "weez-worker.h"

/* A request ends within a minute; whoever has the turn for longer has stopped in the middle. */
#define PATIENCE (90 * 1000)

/* What a client asks before each request, in a thread that may wait for long, and what it tells
 * after some, in another. */
typedef struct
{
  ParvisTurns *turns;
  WeezWorker  *asker;
  WeezWorker  *teller;
  DexFuture   *told;    /* the last report, null before the first */
} Ledger;

static void
ledger_free (gpointer data)
{
  Ledger *ledger = data;

  /* A process that ends has told the others. */
  weez_worker_finish (ledger->teller);
  dex_clear (&ledger->told);
  parvis_turns_unref (ledger->turns);
  g_object_unref (ledger->asker);
  g_object_unref (ledger->teller);
  g_free (ledger);
}

typedef struct
{
  ParvisTurns *turns;
  WeezWorker  *asker;
  guint64      signer;
} Question;

static void
question_clear (gpointer data)
{
  Question *question = data;

  parvis_turns_unref (question->turns);
  g_object_unref (question->asker);
}

static void
question_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, question_clear);
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
ask_now (DexFuture *completed,
         gpointer   data)
{
  Question *question = data;

  return weez_worker_run (question->asker, take_job, g_atomic_rc_box_acquire (question),
                          question_unref);
}

/* Whoever was just forgiven is not held to what was told before. */
static DexFuture *
ask (gpointer data,
     guint64  signer)
{
  Ledger *ledger = data;
  Question *question = g_atomic_rc_box_new0 (Question);
  DexFuture *told = ledger->told != NULL ? dex_ref (ledger->told)
                                         : dex_future_new_for_boolean (TRUE);

  question->turns = parvis_turns_ref (ledger->turns);
  question->asker = g_object_ref (ledger->asker);
  question->signer = signer;

  return dex_future_finally (told, ask_now, question, question_unref);
}

static void
give_back (gpointer data)
{
  parvis_turns_give_back (((Ledger *) data)->turns);
}

/* What became of a request. */
typedef struct
{
  ParvisTurns *turns;
  gint64       now;
  gint64       ban;
  gint64       failure;
  guint        n_failures;
  gboolean     answered;
  guint64      signer;
} Report;

static void
report_free (gpointer data)
{
  parvis_turns_unref (((Report *) data)->turns);
  g_free (data);
}

static void
tell (Ledger       *ledger,
      WeezJob       job,
      const Report *report)
{
  Report *copy = g_memdup2 (report, sizeof *report);

  copy->turns = parvis_turns_ref (ledger->turns);
  copy->now = get_now ();
  dex_clear (&ledger->told);
  ledger->told = weez_worker_run (ledger->teller, job, copy, report_free);
}

static DexFuture *
fail_job (gpointer data)
{
  const Report *report = data;

  parvis_turns_fail (report->turns, report->now, report->ban, report->failure, report->n_failures);

  return dex_future_new_for_boolean (TRUE);
}

static void
fail (gpointer data,
      gint64   ban,
      gint64   failure,
      guint    n_failures)
{
  tell (data, fail_job, &(Report) { .ban = ban, .failure = failure, .n_failures = n_failures });
}

static DexFuture *
forgive_job (gpointer data)
{
  const Report *report = data;

  parvis_turns_forgive (report->turns, report->now, report->answered);

  return dex_future_new_for_boolean (TRUE);
}

static void
forgive (gpointer data,
         gboolean answered)
{
  tell (data, forgive_job, &(Report) { .answered = answered });
}

static DexFuture *
refuse_job (gpointer data)
{
  const Report *report = data;

  parvis_turns_refuse (report->turns, report->now, report->signer);

  return dex_future_new_for_boolean (TRUE);
}

static void
refuse (gpointer data,
        guint64  signer)
{
  tell (data, refuse_job, &(Report) { .signer = signer });
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
  ledger->asker = weez_worker_new (1);
  ledger->teller = weez_worker_new (1);
  weez_limiter_set_ledger (weez_client_get_limiter (client), &calls, ledger, ledger_free);
  g_object_set_data_full (G_OBJECT (client), "parvis-ledger", g_steal_pointer (&path), g_free);
}
