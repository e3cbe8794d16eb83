#include <sqlite3.h>

#include "cut-test.h"
#include "fault-vfs.h"
#include "parvis-event-status.h"
#include "parvis-store-error.h"
#include "store-check.h"
#include "store-test.h"

/* A disk that gives up within a sync: what was held is shown meanwhile, and the next sync completes
 * it. PARVIS_EVERY_CALL=1 fails each call in turn, and not only more and more distant ones. */

#ifdef __SANITIZE_ADDRESS__
#define DENSITY 1
#define ALL_WAYS FALSE
#else
#define DENSITY 4
#define ALL_WAYS TRUE
#endif

static const struct { int result; int code; } results[] = {
  { SQLITE_FULL, PARVIS_STORE_ERROR_FULL },
  { SQLITE_IOERR_WRITE, PARVIS_STORE_ERROR_FAILED },
};

/* As a window would show it. */
static gint64
count_shown (ParvisStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezListing) listing = await_object (parvis_event_status_list (store, NULL), &error);
  gint64 n_shown = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < listing->records->len; i++)
    n_shown += PARVIS_EVENT_STATUS (g_ptr_array_index (listing->records, i))->participants;

  return n_shown;
}

/* Whether anything failed at the call with this number. */
static gboolean
try_call (CutTest  *test,
          guint     number,
          guint     kind,
          gboolean  for_ever)
{
  g_autofree char *folder = cut_test_make_folder (test);
  g_autofree char *where = g_strdup_printf ("call %u", number);
  g_autoptr(GError) error = NULL;
  ParvisStore *store = store_test_open (folder, test->reader.client);
  gint64 n_before = count_shown (store);
  guint n_failed;

  fault_vfs_arm (number, results[kind].result, for_ever);
  cut_test_sync (store, test->reader.client, FALSE, &error);
  g_assert_cmpint (count_shown (store), >=, n_before);
  n_failed = fault_vfs_disarm ();

  if (error != NULL)
    {
      g_assert_error (error, PARVIS_STORE_ERROR, results[kind].code);
      g_assert_cmpuint (n_failed, >, 0);
    }

  if (number % 2 == 0)
    {
      store_test_close (&store);
      store = store_test_open (folder, test->reader.client);
      g_assert_null (parvis_store_get_set_aside (store));
    }
  cut_test_check_left (test, store, where);
  cut_test_check_mended (test, store, where);
  store_test_close (&store);
  store_test_remove_folder (&folder);

  return n_failed > 0;
}

static void
fail_everywhere (CutTest *test)
{
  guint every = g_getenv ("PARVIS_EVERY_CALL") != NULL ? G_MAXUINT : DENSITY;

  for (guint kind = 0; kind < G_N_ELEMENTS (results); kind++)
    for (int for_ever = FALSE; for_ever <= TRUE; for_ever++)
      {
        guint number = 1 + kind + (guint) for_ever;
        guint n_tries = 0;

        if (!ALL_WAYS && kind != (guint) for_ever)
          continue;

        for (; try_call (test, number, kind, for_ever); n_tries++)
          number += 1 + number / every;

        g_test_message ("%u of %u calls", n_tries, number);
        g_assert_cmpuint (n_tries, >, 5);
      }
}

static void
test_first (void)
{
  g_auto(CutTest) test = { 0 };

  cut_test_start_first (&test);
  fail_everywhere (&test);
}

static void
test_next (void)
{
  g_auto(CutTest) test = { 0 };

  cut_test_start_next (&test);
  fail_everywhere (&test);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  /* That there is no backup is worth a line in the log, and no reason to stop. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  fault_vfs_install ();

  g_test_add_func ("/sync-faults/first", test_first);
  g_test_add_func ("/sync-faults/next", test_next);

  return g_test_run ();
}
