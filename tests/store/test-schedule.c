#include "parvis-schedule.h"

#define NOON 1780000000

/* A schedule whose hours pass at once. */
typedef struct
{
  ParvisSchedule *schedule;
  gint64          elapsed;
  gint64          now;
  guint           n_due;
} Fixture;

static gint64
get_elapsed (gpointer data)
{
  return ((Fixture *) data)->elapsed;
}

static gint64
get_now (gpointer data)
{
  return ((Fixture *) data)->now;
}

static void
due_cb (Fixture *fixture)
{
  fixture->n_due++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  ParvisClock clock = { get_elapsed, get_now, fixture };

  fixture->elapsed = 1000;
  fixture->now = NOON;
  fixture->schedule = parvis_schedule_new ();
  parvis_schedule_set_clock (fixture->schedule, &clock);
  g_signal_connect_swapped (fixture->schedule, "due", G_CALLBACK (due_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->schedule);
}

/* As often as the timer would, and tells how often a refresh was due. */
static guint
pass (Fixture *fixture,
      gint64   seconds)
{
  guint before = fixture->n_due;

  for (gint64 i = 0; i < seconds; i += 10)
    {
      fixture->elapsed += 10;
      fixture->now += 10;
      parvis_schedule_check (fixture->schedule);
    }

  return fixture->n_due - before;
}

static void
refresh (Fixture  *fixture,
         gboolean  succeeds)
{
  parvis_schedule_started (fixture->schedule);
  parvis_schedule_ended (fixture->schedule, succeeds);
}

static void
test_interval (Fixture       *fixture,
               gconstpointer  data)
{
  parvis_schedule_set_watched (fixture->schedule, TRUE);
  g_assert_cmpuint (fixture->n_due, ==, 1);
  refresh (fixture, TRUE);

  g_assert_cmpint (parvis_schedule_get_remaining (fixture->schedule), ==, 15 * 60);
  g_assert_cmpuint (pass (fixture, 15 * 60 - 10), ==, 0);
  g_assert_cmpuint (pass (fixture, 10), ==, 1);
  refresh (fixture, TRUE);

  /* Whoever does not answer is asked at the same pace. */
  g_assert_cmpuint (pass (fixture, 60 * 60), ==, 4);
}

static void
test_last_sync (Fixture       *fixture,
                gconstpointer  data)
{
  parvis_schedule_set_last_sync (fixture->schedule, NOON - 10 * 60);
  parvis_schedule_set_watched (fixture->schedule, TRUE);
  g_assert_cmpuint (fixture->n_due, ==, 0);
  g_assert_cmpint (parvis_schedule_get_remaining (fixture->schedule), ==, 5 * 60);
  g_assert_cmpuint (pass (fixture, 5 * 60), ==, 1);
}

/* Kept by a computer whose clock was ahead. */
static void
test_last_sync_in_the_future (Fixture       *fixture,
                              gconstpointer  data)
{
  parvis_schedule_set_last_sync (fixture->schedule, NOON + 10 * 60 * 60);
  parvis_schedule_set_watched (fixture->schedule, TRUE);
  g_assert_cmpuint (fixture->n_due, ==, 1);
  g_assert_cmpuint (pass (fixture, 14 * 60), ==, 0);
}

static void
test_day_of_an_event (Fixture       *fixture,
                      gconstpointer  data)
{
  parvis_schedule_add_day (fixture->schedule, NOON + 60 * 60, NOON + 2 * 60 * 60);
  parvis_schedule_set_watched (fixture->schedule, TRUE);
  refresh (fixture, TRUE);

  /* Every 15 minutes, then every 2, then every 15 again. */
  g_assert_cmpuint (pass (fixture, 60 * 60 - 10), ==, 3);
  g_assert_cmpuint (pass (fixture, 60 * 60), ==, 30);
  g_assert_cmpuint (pass (fixture, 60 * 60), ==, 4);

  parvis_schedule_clear_days (fixture->schedule);
  parvis_schedule_add_day (fixture->schedule, fixture->now - 60, fixture->now + 24 * 60 * 60);
  refresh (fixture, TRUE);
  g_assert_cmpint (parvis_schedule_get_remaining (fixture->schedule), ==, 2 * 60);
}

static void
test_metered (Fixture       *fixture,
              gconstpointer  data)
{
  parvis_schedule_set_metered (fixture->schedule, TRUE);
  parvis_schedule_set_watched (fixture->schedule, TRUE);
  g_assert_cmpint (parvis_schedule_get_remaining (fixture->schedule), ==, -1);
  g_assert_cmpuint (pass (fixture, 24 * 60 * 60), ==, 0);

  parvis_schedule_set_metered (fixture->schedule, FALSE);
  g_assert_cmpuint (fixture->n_due, ==, 1);
}

static void
test_no_window (Fixture       *fixture,
                gconstpointer  data)
{
  g_assert_cmpuint (pass (fixture, 60 * 60), ==, 0);
  parvis_schedule_set_watched (fixture->schedule, TRUE);
  g_assert_cmpuint (fixture->n_due, ==, 1);
  refresh (fixture, TRUE);

  parvis_schedule_set_watched (fixture->schedule, FALSE);
  g_assert_cmpuint (pass (fixture, 24 * 60 * 60), ==, 0);
  parvis_schedule_set_watched (fixture->schedule, TRUE);
  g_assert_cmpuint (fixture->n_due, ==, 2);
}

static void
test_running (Fixture       *fixture,
              gconstpointer  data)
{
  parvis_schedule_set_watched (fixture->schedule, TRUE);
  parvis_schedule_started (fixture->schedule);
  g_assert_cmpuint (pass (fixture, 2 * 60 * 60), ==, 0);
  parvis_schedule_ended (fixture->schedule, TRUE);
  g_assert_cmpuint (fixture->n_due, ==, 2);
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  parvis_schedule_set_watched (fixture->schedule, TRUE);
  refresh (fixture, FALSE);
  g_assert_cmpuint (pass (fixture, 50), ==, 0);
  g_assert_cmpuint (pass (fixture, 10), ==, 1);

  /* Ever later, but no later than without a failure. */
  refresh (fixture, FALSE);
  g_assert_cmpint (parvis_schedule_get_remaining (fixture->schedule), ==, 2 * 60);
  refresh (fixture, FALSE);
  g_assert_cmpint (parvis_schedule_get_remaining (fixture->schedule), ==, 4 * 60);
  for (guint i = 0; i < 100; i++)
    refresh (fixture, FALSE);
  g_assert_cmpint (parvis_schedule_get_remaining (fixture->schedule), ==, 15 * 60);

  refresh (fixture, TRUE);
  g_assert_cmpint (parvis_schedule_get_remaining (fixture->schedule), ==, 15 * 60);
  refresh (fixture, FALSE);
  g_assert_cmpint (parvis_schedule_get_remaining (fixture->schedule), ==, 60);
}

/* A night's sleep passes at once; one refresh makes up for it. */
static void
test_suspend (Fixture       *fixture,
              gconstpointer  data)
{
  parvis_schedule_set_watched (fixture->schedule, TRUE);
  refresh (fixture, TRUE);
  fixture->elapsed += 9 * 60 * 60;
  fixture->now += 9 * 60 * 60;
  g_assert_cmpuint (pass (fixture, 10), ==, 1);
  refresh (fixture, TRUE);
  g_assert_cmpuint (pass (fixture, 15 * 60 - 10), ==, 0);
}

/* Somebody sets the clock: our own time does not care. */
static void
test_clock_changes (Fixture       *fixture,
                    gconstpointer  data)
{
  static const gint64 jumps[] = { 3600, -3600, 400 * 24 * 3600, -800 * 24 * 3600, 7 };

  parvis_schedule_set_watched (fixture->schedule, TRUE);
  refresh (fixture, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (jumps); i++)
    {
      fixture->now += jumps[i];
      g_assert_cmpuint (pass (fixture, 60), ==, 0);
    }
  g_assert_cmpuint (pass (fixture, 10 * 60), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/schedule/interval", test_interval },
    { "/schedule/last-sync", test_last_sync },
    { "/schedule/last-sync-in-the-future", test_last_sync_in_the_future },
    { "/schedule/day-of-an-event", test_day_of_an_event },
    { "/schedule/metered", test_metered },
    { "/schedule/no-window", test_no_window },
    { "/schedule/running", test_running },
    { "/schedule/failure", test_failure },
    { "/schedule/suspend", test_suspend },
    { "/schedule/clock-changes", test_clock_changes },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
