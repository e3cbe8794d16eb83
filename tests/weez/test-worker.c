#include <sys/resource.h>

#include "weez-worker.h"

#include "scripted-server.h"

static DexFuture *
double_job (gpointer data)
{
  return dex_future_new_for_int (*(int *) data * 2);
}

static DexFuture *
fail_job (gpointer data)
{
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
}

static DexFuture *
count_job (gpointer data)
{
  g_usleep (2000);
  g_atomic_int_inc ((int *) data);

  return dex_future_new_true ();
}

static void
test_result (void)
{
  g_autoptr(WeezWorker) worker = weez_worker_new (2);
  int number = 21;
  g_autoptr(DexFuture) future = weez_worker_run (worker, double_job, &number, NULL);
  g_autoptr(GError) error = NULL;
  const GValue *value = await (future, &error);

  g_assert_no_error (error);
  g_assert_cmpint (g_value_get_int (value), ==, 42);
}

static DexFuture *
tell_priority_job (gpointer data)
{
  return dex_future_new_for_int (getpriority (PRIO_PROCESS, 0));
}

static int
get_priority (WeezWorker *worker)
{
  g_autoptr(DexFuture) future = weez_worker_run (worker, tell_priority_job, NULL, NULL);
  g_autoptr(GError) error = NULL;
  const GValue *value = await (future, &error);

  g_assert_no_error (error);

  return g_value_get_int (value);
}

/* Its threads alone, and not those that others are lent. */
static void
test_patient (void)
{
  g_autoptr(WeezWorker) worker = weez_worker_new_patient (1);
  g_autoptr(WeezWorker) other = weez_worker_new (1);
  int own = getpriority (PRIO_PROCESS, 0);

  g_assert_cmpint (get_priority (worker), >, own);
  g_assert_cmpint (get_priority (worker), >, own);
  g_clear_object (&worker);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (get_priority (other), ==, own);
}

static void
test_error (void)
{
  g_autoptr(WeezWorker) worker = weez_worker_new (1);
  g_autoptr(DexFuture) future = weez_worker_run (worker, fail_job, NULL, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (await (future, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static DexFuture *
pass_on (DexFuture *completed,
         gpointer   user_data)
{
  return dex_ref (completed);
}

static void
test_unwanted (void)
{
  g_autoptr(WeezWorker) worker = weez_worker_new (1);
  int n_done = 0;
  DexFuture *dropped[50];
  g_autoptr(DexFuture) last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    dropped[i] = dex_future_finally (weez_worker_run (worker, count_job, &n_done, NULL),
                                     pass_on, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    dex_unref (dropped[i]);

  last = weez_worker_run (worker, count_job, &n_done, NULL);
  g_assert_nonnull (await (last, NULL));
  g_assert_cmpint (g_atomic_int_get (&n_done), <, G_N_ELEMENTS (dropped));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/worker/result", test_result);
  g_test_add_func ("/worker/patient", test_patient);
  g_test_add_func ("/worker/error", test_error);
  g_test_add_func ("/worker/unwanted", test_unwanted);

  return g_test_run ();
}
