#include "weez-error.h"
#include "weez-limiter.h"

/* What processes share: the budget, and what became of each other's requests. */

#define SECOND G_TIME_SPAN_SECOND
#define HOUR G_TIME_SPAN_HOUR

typedef struct
{
  WeezLimiter *limiter;
  gint64       now;
  DexPromise  *ledger;
  guint        n_ledger;
  guint        n_given_back;
  guint64      signer;
  /* What the ledger was told. */
  gint64       ban;
  gint64       failure;
  guint        n_failures;
  guint        n_forgiven;
  gboolean     answered;
  guint64      refused;
} Fixture;

static gint64
tell_time (gpointer data)
{
  return ((Fixture *) data)->now;
}

static double
tell_random (gpointer data)
{
  return 0.5;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->now = 5 * HOUR;
  fixture->limiter = weez_limiter_new ();
  weez_limiter_set_clock (fixture->limiter, tell_time, fixture);
  weez_limiter_set_random (fixture->limiter, tell_random, fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->limiter));
  dex_clear (&fixture->ledger);
}

static void
move_on (Fixture *fixture,
         gint64   time)
{
  fixture->now += time;
  weez_limiter_wake (fixture->limiter);
}

static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE));
}

static DexFuture *
ask_ledger (gpointer data,
            guint64  signer)
{
  Fixture *fixture = data;

  fixture->n_ledger++;
  fixture->signer = signer;
  dex_clear (&fixture->ledger);
  fixture->ledger = dex_promise_new ();

  return dex_ref (DEX_FUTURE (fixture->ledger));
}

static void
say (Fixture        *fixture,
     const WeezTurn *answer)
{
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, WEEZ_TYPE_TURN);
  g_value_set_boxed (&value, answer);
  dex_promise_resolve (fixture->ledger, &value);
  turn ();
}

static void
answer_ledger (Fixture *fixture,
               guint    wait)
{
  say (fixture, &(WeezTurn) { .wait = wait });
}

static void
take_back (gpointer data)
{
  ((Fixture *) data)->n_given_back++;
}

/* Before others are let in. */
static void
take_failure (gpointer data,
              gint64   ban,
              gint64   failure,
              guint    n_failures)
{
  Fixture *fixture = data;

  g_assert_cmpuint (fixture->n_given_back, <, fixture->n_ledger);
  fixture->ban = ban;
  fixture->failure = failure;
  fixture->n_failures = n_failures;
}

static void
take_pardon (gpointer data,
             gboolean answered)
{
  Fixture *fixture = data;

  fixture->n_forgiven++;
  fixture->answered = answered;
}

static void
take_refusal (gpointer data,
              guint64  signer)
{
  ((Fixture *) data)->refused = signer;
}

static const WeezLimiterLedger calls = {
  ask_ledger, take_back, take_failure, take_pardon, take_refusal,
};

static void
forget_ledger (gpointer data)
{
  ((Fixture *) data)->n_ledger = 1000;
}

static void
assert_told (DexFuture *future,
             WeezError  code,
             gint64     seconds)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (future, &error);
  g_assert_error (error, WEEZ_ERROR, (int) code);
  g_assert_cmpint (weez_error_get_retry_after (error), ==, seconds);
}

static void
test_ledger (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DexFuture) first = NULL, second = NULL, third = NULL, again = NULL, fourth = NULL;
  g_autoptr(DexFuture) last = NULL;
  g_autoptr(GError) error = NULL;

  weez_limiter_set_ledger (fixture->limiter, &calls, fixture, forget_ledger);
  first = weez_limiter_enter (fixture->limiter, TRUE);
  second = weez_limiter_enter (fixture->limiter, TRUE);
  g_assert_cmpuint (fixture->n_ledger, ==, 1);
  g_assert_true (dex_future_is_pending (first));
  answer_ledger (fixture, 0);
  g_assert_true (dex_future_is_resolved (first));
  g_assert_cmpuint (fixture->n_ledger, ==, 1);

  /* Another process was faster: wait, ask again. */
  g_assert_cmpuint (fixture->n_given_back, ==, 0);
  weez_limiter_leave (fixture->limiter, NULL);
  g_assert_cmpuint (fixture->n_given_back, ==, 1);
  g_assert_cmpuint (fixture->n_ledger, ==, 2);
  answer_ledger (fixture, 20000);
  g_assert_cmpuint (fixture->n_ledger, ==, 2);
  move_on (fixture, 20 * SECOND - 1);
  g_assert_cmpuint (fixture->n_ledger, ==, 2);
  move_on (fixture, 1);
  g_assert_cmpuint (fixture->n_ledger, ==, 3);
  answer_ledger (fixture, 0);
  g_assert_true (dex_future_is_resolved (second));
  weez_limiter_leave (fixture->limiter, NULL);
  g_assert_cmpuint (fixture->n_given_back, ==, 2);

  /* The day is used up: nobody waits for that long. */
  third = weez_limiter_enter (fixture->limiter, TRUE);
  answer_ledger (fixture, 3 * 60 * 60 * 1000);
  dex_future_get_value (third, &error);
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_BUSY);
  g_assert_cmpint (weez_error_get_retry_after (error), ==, 3 * 60 * 60);
  again = weez_limiter_enter (fixture->limiter, TRUE);
  assert_told (again, WEEZ_ERROR_BUSY, 3 * 60 * 60);
  g_assert_cmpuint (fixture->n_ledger, ==, 4);

  /* Others do not let go: whoever waits is told so, and may ask again. */
  move_on (fixture, 3 * HOUR);
  fourth = weez_limiter_enter (fixture->limiter, TRUE);
  g_assert_cmpuint (fixture->n_ledger, ==, 5);
  dex_promise_reject (fixture->ledger, g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "taken"));
  turn ();
  g_clear_error (&error);
  dex_future_get_value (fourth, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpuint (fixture->n_given_back, ==, 2);

  weez_limiter_set_ledger (fixture->limiter, NULL, NULL, NULL);
  g_assert_cmpuint (fixture->n_ledger, ==, 1000);
  last = weez_limiter_enter (fixture->limiter, TRUE);
  g_assert_true (dex_future_is_resolved (last));
  weez_limiter_leave (fixture->limiter, NULL);
}

/* Who asked is gone when the turn comes: it is given back at once. With a ledger there is one
 * request at a time, whatever the budget says. */
static void
test_turns (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DexFuture) first = NULL, second = NULL, third = NULL;

  weez_limiter_set_budget (fixture->limiter, 120, 4000, 2);
  weez_limiter_set_ledger (fixture->limiter, &calls, fixture, NULL);
  first = dex_future_first (weez_limiter_enter (fixture->limiter, TRUE),
                            dex_future_new_infinite (), NULL);
  dex_clear (&first);
  answer_ledger (fixture, 0);
  g_assert_cmpuint (fixture->n_given_back, ==, 1);

  second = weez_limiter_enter (fixture->limiter, TRUE);
  third = weez_limiter_enter (fixture->limiter, TRUE);
  answer_ledger (fixture, 0);
  g_assert_true (dex_future_is_resolved (second));
  g_assert_true (dex_future_is_pending (third));
  g_assert_cmpuint (fixture->n_ledger, ==, 2);

  /* A ledger that is no longer asked has no say. */
  weez_limiter_leave (fixture->limiter, NULL);
  g_assert_cmpuint (fixture->n_given_back, ==, 2);
  g_assert_cmpuint (fixture->n_ledger, ==, 3);
  weez_limiter_set_ledger (fixture->limiter, NULL, NULL, NULL);
  g_assert_true (dex_future_is_resolved (third));
  answer_ledger (fixture, 0);
  weez_limiter_leave (fixture->limiter, NULL);
  g_assert_cmpuint (fixture->n_given_back, ==, 2);
}

static DexFuture *
enter (Fixture        *fixture,
       gboolean        is_signed,
       const WeezTurn *answer)
{
  DexFuture *future = weez_limiter_enter (fixture->limiter, is_signed);

  say (fixture, answer);

  return future;
}

static void
end_with (Fixture   *fixture,
          WeezError  code,
          gint64     retry_after)
{
  g_autoptr(GError) error = weez_error_new (code, 0, NULL, retry_after, "failed");

  weez_limiter_leave (fixture->limiter, error);
}

/* What another process was told holds as if we had been told. */
static void
test_others_failed (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(DexFuture) banned = NULL, again = NULL, failed = NULL, sent = NULL, last = NULL;

  weez_limiter_set_ledger (fixture->limiter, &calls, fixture, NULL);
  banned = enter (fixture, TRUE, &(WeezTurn) { .ban = 45000 });
  assert_told (banned, WEEZ_ERROR_BUSY, 45);
  weez_limiter_forgive (fixture->limiter);
  again = weez_limiter_enter (fixture->limiter, TRUE);
  assert_told (again, WEEZ_ERROR_BUSY, 45);
  g_assert_cmpuint (fixture->n_ledger, ==, 1);

  move_on (fixture, 45 * SECOND);
  failed = enter (fixture, TRUE, &(WeezTurn) { .failure = 240000, .n_failures = 3 });
  assert_told (failed, WEEZ_ERROR_BUSY, 240);
  weez_limiter_forgive (fixture->limiter);
  g_assert_cmpuint (fixture->n_forgiven, ==, 2);
  g_assert_false (fixture->answered);

  /* The series goes on where others left it. */
  sent = enter (fixture, TRUE, &(WeezTurn) { .n_failures = 4 });
  g_assert_true (dex_future_is_resolved (sent));
  end_with (fixture, WEEZ_ERROR_SERVER, -1);
  g_assert_cmpint (fixture->ban, <=, 0);
  g_assert_cmpint (fixture->failure, ==, 480000);
  g_assert_cmpuint (fixture->n_failures, ==, 5);

  move_on (fixture, 480 * SECOND);
  last = enter (fixture, TRUE, &(WeezTurn) { .n_failures = 5 });
  g_assert_true (dex_future_is_resolved (last));
  weez_limiter_leave (fixture->limiter, NULL);
  g_assert_cmpuint (fixture->n_forgiven, ==, 2);
  weez_limiter_settle (fixture->limiter, NULL);
  g_assert_cmpuint (fixture->n_forgiven, ==, 3);
  g_assert_true (fixture->answered);
}

/* And they hear what we are told, unless nothing was sent. */
static void
test_tells_others (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct { WeezError code; gint64 said; gint64 ban; gint64 failure; } cases[] = {
    { WEEZ_ERROR_BUSY, 60, 60000, 0 }, { WEEZ_ERROR_BUSY, 7200, 3600000, 0 },
    { WEEZ_ERROR_BUSY, -1, 30000, 0 }, { WEEZ_ERROR_SERVER, -1, 0, 30000 },
    { WEEZ_ERROR_UNREACHABLE, -1, 0, 30000 }, { WEEZ_ERROR_OFFLINE, -1, 0, 0 },
    { WEEZ_ERROR_NOT_FOUND, -1, 0, 0 },
  };

  weez_limiter_set_ledger (fixture->limiter, &calls, fixture, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(DexFuture) first = enter (fixture, TRUE, &(WeezTurn) { 0 });
      g_autoptr(DexFuture) second = NULL;

      fixture->ban = fixture->failure = 0;
      end_with (fixture, cases[i].code, cases[i].said);
      g_assert_cmpint (MAX (fixture->ban, 0), ==, cases[i].ban);
      g_assert_cmpint (MAX (fixture->failure, 0), ==, cases[i].failure);

      move_on (fixture, HOUR);
      second = enter (fixture, TRUE, &(WeezTurn) { 0 });
      g_assert_true (dex_future_is_resolved (second));
      weez_limiter_leave (fixture->limiter, NULL);
      weez_limiter_settle (fixture->limiter, NULL);
    }
}

/* A refused key and token stop who signs with them, everywhere. */
static void
test_others_refused (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GError) refusal = weez_error_new (WEEZ_ERROR_REFUSED, 403, NULL, -1, "refused");
  g_autoptr(DexFuture) refused = NULL, free = NULL, late = NULL;

  weez_limiter_set_ledger (fixture->limiter, &calls, fixture, NULL);
  weez_limiter_resume (fixture->limiter, 7);
  refused = enter (fixture, TRUE, &(WeezTurn) { .refused = TRUE });
  g_assert_cmpuint (fixture->signer, ==, 7);
  assert_told (refused, WEEZ_ERROR_REFUSED, -1);
  g_assert_cmpint (fixture->refused, ==, 0);

  free = enter (fixture, FALSE, &(WeezTurn) { 0 });
  g_assert_cmpuint (fixture->signer, ==, 0);
  g_assert_true (dex_future_is_resolved (free));
  weez_limiter_leave (fixture->limiter, NULL);

  /* The answer is about what was there when it was asked for. */
  weez_limiter_resume (fixture->limiter, 8);
  late = weez_limiter_enter (fixture->limiter, TRUE);
  weez_limiter_resume (fixture->limiter, 9);
  say (fixture, &(WeezTurn) { .refused = TRUE });
  g_assert_true (dex_future_is_pending (late));
  g_assert_cmpuint (fixture->signer, ==, 9);
  say (fixture, &(WeezTurn) { 0 });
  g_assert_true (dex_future_is_resolved (late));

  weez_limiter_stop (fixture->limiter, refusal);
  g_assert_cmpuint (fixture->refused, ==, 9);
  weez_limiter_leave (fixture->limiter, refusal);
  weez_limiter_readmit (fixture->limiter);
  g_assert_cmpuint (fixture->refused, ==, 0);
}

/* Without a test's clock: the timer itself ends the wait. */
static void
test_timer (void)
{
  g_autoptr(WeezLimiter) limiter = weez_limiter_new ();
  g_autoptr(DexFuture) future = NULL;
  Fixture fixture = { 0 };
  gint64 start = g_get_monotonic_time ();

  weez_limiter_set_ledger (limiter, &calls, &fixture, NULL);
  future = weez_limiter_enter (limiter, TRUE);
  answer_ledger (&fixture, 300);
  while (fixture.n_ledger < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 300000);
  answer_ledger (&fixture, 0);
  g_assert_true (dex_future_is_resolved (future));
  weez_limiter_leave (limiter, NULL);
  dex_clear (&fixture.ledger);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("/limiter-ledger/budget", test_ledger);
  ADD ("/limiter-ledger/turns", test_turns);
  ADD ("/limiter-ledger/others-failed", test_others_failed);
  ADD ("/limiter-ledger/tells-others", test_tells_others);
  ADD ("/limiter-ledger/others-refused", test_others_refused);
  g_test_add_func ("/limiter-ledger/timer", test_timer);

  return g_test_run ();
}
