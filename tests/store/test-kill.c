#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cut-test.h"
#include "parvis-sync-point.h"
#include "store-test.h"

/* A process that is killed anywhere in a sync leaves a store that the next one completes. */

#define N_POINTS 40
/* At one in so many points, and at more of all visits. */
#ifdef __SANITIZE_ADDRESS__
#define POINTS_A_KILL 5
#define N_MORE_KILLS 2
#else
#define POINTS_A_KILL 1
#define N_MORE_KILLS 10
#endif

/* ---- the child ---- */

static struct
{
  const char *name;   /* null to write all points to the output instead */
  guint       left;
} deadly;

static void
die_there (const char *name,
           gpointer    data)
{
  static GMutex mutex;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (deadly.name == NULL)
    g_print ("at %s\n", name);
  else if (g_str_equal (name, deadly.name) && --deadly.left == 0)
    kill (getpid (), SIGKILL);
}

/* What is new, then everything. */
static int
live (const char *url,
      const char *folder)
{
  g_autoptr(WeezClient) client = weez_client_new (url, NULL);
  ParvisStore *store;

  weez_client_set_credentials (client, "key", "token");
  store = store_test_open (folder, client);
  parvis_sync_set_observer (die_there, NULL);
  cut_test_sync_well (store, client, FALSE);
  cut_test_sync_well (store, client, TRUE);
  store_test_close (&store);

  return 0;
}

/* ---- the parent ---- */

static GSubprocess *
give_birth (CutTest    *test,
            const char *folder,
            const char *name,
            guint       visit)
{
  g_autofree char *number = g_strdup_printf ("%u", visit);
  g_autoptr(GError) error = NULL;
  GSubprocess *child =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "--live",
                      history_server_get_url (test->reader.server), folder, number, name, NULL);

  g_assert_no_error (error);

  return child;
}

/* All points in the order of their visits. */
static char **
dup_points (CutTest *test)
{
  g_autofree char *folder = cut_test_make_folder (test);
  g_autoptr(GSubprocess) child = give_birth (test, folder, NULL, 0);
  g_autoptr(GError) error = NULL;
  g_autofree char *output = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GStrvBuilder) points = g_strv_builder_new ();

  g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (child));
  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "at "))
      g_strv_builder_add (points, lines[i] + strlen ("at "));
  store_test_remove_folder (&folder);

  return g_strv_builder_end (points);
}

static void
kill_at (CutTest    *test,
         const char *name,
         guint       visit)
{
  g_autofree char *folder = cut_test_make_folder (test);
  g_autoptr(GSubprocess) child = give_birth (test, folder, name, visit);
  g_autofree char *where = g_strdup_printf ("visit %u of %s", visit, name);
  ParvisStore *store;

  /* Pages that come together are written together: there may be fewer visits than before. */
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child) || visit > 1);
  if (g_subprocess_get_if_signaled (child))
    g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  else
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);

  store = store_test_open (folder, test->reader.client);
  g_assert_null (parvis_store_get_set_aside (store));
  cut_test_check_left (test, store, where);
  cut_test_check_mended (test, store, where);
  store_test_close (&store);
  store_test_remove_folder (&folder);
}

static guint
count_visits (char  **points,
              guint   at)
{
  guint n = 0;

  for (guint i = 0; i <= at; i++)
    n += g_str_equal (points[i], points[at]);

  return n;
}

/* At every point when it is first come to, and at more of the visits. Returns how many points. */
static guint
kill_everywhere (CutTest *test)
{
  g_auto(GStrv) points = dup_points (test);
  guint n = g_strv_length (points);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gboolean *done = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    if (g_hash_table_add (names, points[i]) && g_hash_table_size (names) % POINTS_A_KILL == 0)
      {
        kill_at (test, points[i], 1);
        done[i] = TRUE;
      }
  g_test_message ("%u points of %u visits", g_hash_table_size (names), n);
  g_assert_cmpuint (n, >, g_hash_table_size (names) + N_MORE_KILLS);

  for (guint i = 0; i < N_MORE_KILLS; i++)
    {
      guint at = i * n / N_MORE_KILLS;

      while (done[at])
        at = (at + 1) % n;
      done[at] = TRUE;
      kill_at (test, points[at], count_visits (points, at));
    }

  return g_hash_table_size (names);
}

static void
test_first (void)
{
  g_auto(CutTest) test = { 0 };

  cut_test_start_first (&test);
  kill_everywhere (&test);
}

static void
test_next (void)
{
  g_auto(CutTest) test = { 0 };

  cut_test_start_next (&test);
  g_assert_cmpuint (kill_everywhere (&test), >=, N_POINTS);
}

int
main (int    argc,
      char **argv)
{
  if (argc >= 5 && g_str_equal (argv[1], "--live"))
    {
      dex_init ();
      deadly.left = (guint) g_ascii_strtoull (argv[4], NULL, 10);
      deadly.name = argv[5];
      return live (argv[2], argv[3]);
    }

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/kill/first", test_first);
  g_test_add_func ("/kill/next", test_next);

  return g_test_run ();
}
