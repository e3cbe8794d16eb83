#include "weez-error.h"
#include "weez-limiter.h"

/* The budget of requests, on a clock that only moves when a test says so. */

#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY

typedef struct
{
  WeezLimiter *limiter;
  gint64       now;
  double       random;
  GArray      *sent;
} Fixture;

static gint64
tell_time (gpointer data)
{
  return ((Fixture *) data)->now;
}

static double
tell_random (gpointer data)
{
  return ((Fixture *) data)->random;
}

static double
any_number (gpointer data)
{
  return g_test_rand_double ();
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->now = 5 * HOUR;
  fixture->random = 0.5;
  fixture->sent = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->limiter = weez_limiter_new ();
  weez_limiter_set_clock (fixture->limiter, tell_time, fixture);
  weez_limiter_set_random (fixture->limiter, tell_random, fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->limiter));
  g_clear_pointer (&fixture->sent, g_array_unref);
}

static void
move_on (Fixture *fixture,
         gint64   time)
{
  fixture->now += time;
  weez_limiter_wake (fixture->limiter);
}

static DexFuture *
pass_on (DexFuture *completed,
         gpointer   user_data)
{
  return dex_ref (completed);
}

static void
drop (DexFuture *future)
{
  dex_unref (dex_future_finally (future, pass_on, NULL, NULL));
}

/* What a request that is not let through is told; -1 if it is let through or waits. */
static gint64
get_wait (Fixture *fixture)
{
  g_autoptr(DexFuture) future = weez_limiter_enter (fixture->limiter, TRUE);
  g_autoptr(GError) error = NULL;

  if (dex_future_is_resolved (future))
    weez_limiter_leave (fixture->limiter, NULL);
  else if (dex_future_is_pending (future))
    drop (g_steal_pointer (&future));
  if (future == NULL || dex_future_is_resolved (future))
    return -1;

  dex_future_get_value (future, &error);
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_BUSY);

  return weez_error_get_retry_after (error);
}

static void
send_one (Fixture *fixture)
{
  g_autoptr(DexFuture) future = weez_limiter_enter (fixture->limiter, TRUE);

  g_assert_true (dex_future_is_resolved (future));
  g_array_append_val (fixture->sent, fixture->now);
  weez_limiter_leave (fixture->limiter, NULL);
  weez_limiter_settle (fixture->limiter, NULL);
}

static void
fail (Fixture   *fixture,
      WeezError  code,
      guint      status,
      gint64     retry_after)
{
  g_autoptr(DexFuture) future = weez_limiter_enter (fixture->limiter, TRUE);
  g_autoptr(GError) error = weez_error_new (code, status, NULL, retry_after, "failed");

  g_assert_true (dex_future_is_resolved (future));
  weez_limiter_leave (fixture->limiter, error);
}

static void
assert_never_more (GArray *sent,
                   guint   limit,
                   gint64  period)
{
  for (guint i = limit; i < sent->len; i++)
    g_assert_cmpint (g_array_index (sent, gint64, i) - g_array_index (sent, gint64, i - limit),
                     >=, period);
}

/* Bursts and pauses of any length, never more than allowed, and as many as allowed. */
static void
test_minute (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 start = fixture->now;
  DexFuture *waiting = NULL;

  weez_limiter_set_budget (fixture->limiter, WEEZ_LIMITER_PER_MINUTE, 0, 1);

  while (fixture->sent->len < 6000)
    {
      if (waiting == NULL)
        waiting = weez_limiter_enter (fixture->limiter, TRUE);

      if (dex_future_is_resolved (waiting))
        {
          g_array_append_val (fixture->sent, fixture->now);
          weez_limiter_leave (fixture->limiter, NULL);
          dex_clear (&waiting);
          move_on (fixture, g_test_rand_int_range (0, 30000));
        }
      else
        {
          g_assert_true (dex_future_is_pending (waiting));
          move_on (fixture, g_test_rand_int_range (1, 700000));
        }

      /* Who was let through a moment ago has sent its request before. */
      if (g_test_rand_int_range (0, 2000) == 0 &&
          (waiting == NULL || dex_future_is_pending (waiting)))
        move_on (fixture, g_test_rand_int_range (0, 200) * SECOND);
    }

  assert_never_more (fixture->sent, 120, MINUTE);
  g_assert_cmpint (fixture->now - start, <, 90 * MINUTE);
}

static void
test_day (Fixture       *fixture,
          gconstpointer  data)
{
  gint64 first = fixture->now;

  for (guint i = 0; i < 4000; i++)
    {
      send_one (fixture);
      move_on (fixture, SECOND);
    }
  g_assert_cmpint (get_wait (fixture), ==, (first + DAY - fixture->now) / SECOND);

  /* What is left of the wait is short enough to be waited for. */
  move_on (fixture, first + DAY - MINUTE - fixture->now);
  g_assert_cmpint (get_wait (fixture), ==, -1);
  move_on (fixture, MINUTE);

  for (guint i = 0; i < 4000; i++)
    {
      send_one (fixture);
      move_on (fixture, SECOND);
    }
  assert_never_more (fixture->sent, 4000, DAY);
  assert_never_more (fixture->sent, 120, MINUTE);
}

static void
test_suspend (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < 120; i++)
    send_one (fixture);

  {
    g_autoptr(DexFuture) waiting = weez_limiter_enter (fixture->limiter, TRUE);

    g_assert_true (dex_future_is_pending (waiting));
    move_on (fixture, 8 * HOUR);
    g_assert_true (dex_future_is_resolved (waiting));
    weez_limiter_leave (fixture->limiter, NULL);
  }

  fail (fixture, WEEZ_ERROR_BUSY, 429, 1800);
  g_assert_cmpint (get_wait (fixture), ==, 1800);
  move_on (fixture, 8 * HOUR);
  send_one (fixture);

  /* A clock that went back neither opens nor closes anything. */
  fail (fixture, WEEZ_ERROR_BUSY, 429, 1800);
  fixture->now -= 3 * HOUR;
  g_assert_cmpint (get_wait (fixture), ==, 1800);
  fixture->now += 3 * HOUR;
  move_on (fixture, 1800 * SECOND);
  send_one (fixture);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  DexFuture *places[20];

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    places[i] = weez_limiter_enter (fixture->limiter, i % 2 == 0);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (places); j++)
        if (places[j] != NULL)
          g_assert_cmpint (dex_future_is_resolved (places[j]), ==, j == i);
      dex_clear (&places[i]);
      weez_limiter_leave (fixture->limiter, NULL);
    }
}

static void
test_parallel (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(DexFuture) first = NULL, second = NULL, third = NULL;

  weez_limiter_set_budget (fixture->limiter, 120, 4000, 2);
  first = weez_limiter_enter (fixture->limiter, TRUE);
  second = weez_limiter_enter (fixture->limiter, TRUE);
  third = weez_limiter_enter (fixture->limiter, TRUE);
  g_assert_true (dex_future_is_resolved (first));
  g_assert_true (dex_future_is_resolved (second));
  g_assert_true (dex_future_is_pending (third));
  weez_limiter_leave (fixture->limiter, NULL);
  g_assert_true (dex_future_is_resolved (third));
  weez_limiter_leave (fixture->limiter, NULL);
  weez_limiter_leave (fixture->limiter, NULL);
}

static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(DexFuture) first = weez_limiter_enter (fixture->limiter, TRUE);
  DexFuture *dropped = weez_limiter_enter (fixture->limiter, TRUE);
  g_autoptr(DexFuture) third = weez_limiter_enter (fixture->limiter, TRUE);

  g_assert_true (dex_future_is_pending (dropped));
  drop (dropped);
  weez_limiter_leave (fixture->limiter, NULL);
  g_assert_true (dex_future_is_resolved (third));
  weez_limiter_leave (fixture->limiter, NULL);
}

/* 30 s, twice as long each time, 30 min at most; a fifth more or less. */
static void
test_back_off (Fixture       *fixture,
               gconstpointer  data)
{
  static const gint64 seconds[] = { 30, 60, 120, 240, 480, 960, 1800, 1800, 1800 };
  static const WeezError codes[] = {
    WEEZ_ERROR_OFFLINE, WEEZ_ERROR_UNREACHABLE, WEEZ_ERROR_SERVER, WEEZ_ERROR_BUSY,
  };

  for (guint round = 0; round <= 4; round++)
    {
      fixture->random = round / 4.0;

      for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
        {
          gint64 expected = seconds[i] * (8 + round) / 10;

          fail (fixture, codes[i % G_N_ELEMENTS (codes)], 0, -1);
          g_assert_cmpint (get_wait (fixture), ==, expected);
          move_on (fixture, expected * SECOND - 1);
          g_assert_cmpint (get_wait (fixture), ==, 1);
          move_on (fixture, 1);
        }

      /* One answer ends the series. */
      send_one (fixture);
      g_assert_cmpint (get_wait (fixture), ==, -1);
    }

  /* And without our own numbers it differs, within the same bounds. */
  weez_limiter_set_random (fixture->limiter, any_number, NULL);
  for (guint i = 0; i < 200; i++)
    {
      fail (fixture, WEEZ_ERROR_SERVER, 500, -1);
      g_assert_cmpint (get_wait (fixture), >=, 24);
      g_assert_cmpint (get_wait (fixture), <=, 36);
      move_on (fixture, HOUR);
      send_one (fixture);
    }
}

static void
test_retry_after (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct { gint64 said; gint64 expected; } cases[] = {
    { 0, 1 }, { 1, 1 }, { 7, 7 }, { 1800, 1800 }, { 3600, 3600 }, { 3601, 3600 },
    { G_MAXINT32, 3600 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fail (fixture, WEEZ_ERROR_BUSY, i % 2 == 0 ? 429 : 503, cases[i].said);
      g_assert_cmpint (get_wait (fixture), ==, cases[i].expected);
      weez_limiter_forgive (fixture->limiter);
      g_assert_cmpint (get_wait (fixture), ==, cases[i].expected);
      move_on (fixture, cases[i].expected * SECOND);
      g_assert_cmpint (get_wait (fixture), ==, -1);
    }
}

static void
test_forgiven (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { WeezError code; guint status; gboolean forgiven; } cases[] = {
    { WEEZ_ERROR_OFFLINE, 0, TRUE }, { WEEZ_ERROR_UNREACHABLE, 0, TRUE },
    { WEEZ_ERROR_SERVER, 500, TRUE }, { WEEZ_ERROR_BUSY, 503, TRUE },
    { WEEZ_ERROR_BUSY, 429, FALSE }, { WEEZ_ERROR_BUSY, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fail (fixture, cases[i].code, cases[i].status, -1);
      g_assert_cmpint (get_wait (fixture), >, 0);
      weez_limiter_forgive (fixture->limiter);
      g_assert_cmpint (get_wait (fixture) == -1, ==, cases[i].forgiven);
      move_on (fixture, HOUR);
      send_one (fixture);
    }

  /* These are about one request, not about the service. */
  fail (fixture, WEEZ_ERROR_NOT_FOUND, 404, -1);
  fail (fixture, WEEZ_ERROR_NOT_UNDERSTOOD, 0, -1);
  fail (fixture, WEEZ_ERROR_CANCELLED, 0, -1);
  g_assert_cmpint (get_wait (fixture), ==, -1);
}

/* Those who wait in the queue are told too. */
static void
test_queue_fails (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(DexFuture) first = weez_limiter_enter (fixture->limiter, TRUE);
  g_autoptr(DexFuture) second = weez_limiter_enter (fixture->limiter, TRUE);
  g_autoptr(DexFuture) third = weez_limiter_enter (fixture->limiter, FALSE);
  g_autoptr(GError) refused = weez_error_new (WEEZ_ERROR_REFUSED, 403, "No", -1, "refused");
  g_autoptr(GError) broken = weez_error_new (WEEZ_ERROR_SERVER, 500, NULL, -1, "broken");
  g_autoptr(GError) error = NULL;

  weez_limiter_stop (fixture->limiter, refused);
  dex_future_get_value (second, &error);
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_REFUSED);
  g_assert_cmpstr (weez_error_get_detail (error), ==, "No");
  g_assert_true (dex_future_is_pending (third));

  g_clear_error (&error);
  weez_limiter_leave (fixture->limiter, broken);
  dex_future_get_value (third, &error);
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_BUSY);
  g_assert_cmpint (weez_error_get_retry_after (error), ==, 30);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("/limiter/minute", test_minute);
  ADD ("/limiter/day", test_day);
  ADD ("/limiter/suspend", test_suspend);
  ADD ("/limiter/order", test_order);
  ADD ("/limiter/parallel", test_parallel);
  ADD ("/limiter/dropped", test_dropped);
  ADD ("/limiter/back-off", test_back_off);
  ADD ("/limiter/retry-after", test_retry_after);
  ADD ("/limiter/forgiven", test_forgiven);
  ADD ("/limiter/queue-fails", test_queue_fails);

  return g_test_run ();
}
