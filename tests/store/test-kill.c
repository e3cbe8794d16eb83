#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "history-reader.h"
#include "parvis-sync-point.h"
#include "parvis-sync.h"
#include "store-check.h"
#include "store-test.h"

/* A process that is killed anywhere in a sync leaves a store that the next one completes. */

#define PAGE_SIZE 8
/* As many in the first event, where others have several dates. */
#define EVENT_ROWS 50
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

/* @event: the only one to read; null for all */
static void
sync_some (ParvisStore *store,
           WeezClient  *client,
           const char  *event,
           gboolean     complete)
{
  const char *events[] = { event, NULL };
  g_autoptr(ParvisSync) sync = parvis_sync_new (store, client);
  g_autoptr(DexFuture) future = NULL;
  g_autoptr(GError) error = NULL;
  const GValue *value;

  parvis_sync_set_page_size (sync, PAGE_SIZE);
  parvis_sync_set_complete (sync, complete);
  if (event != NULL)
    parvis_sync_set_events (sync, events);
  value = await (future = parvis_sync_run (sync), &error);
  g_assert_no_error (error);
  g_assert_true (g_value_get_boolean (value));
}

static void
sync_once (ParvisStore *store,
           WeezClient  *client,
           gboolean     complete)
{
  sync_some (store, client, NULL, complete);
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
  sync_once (store, client, FALSE);
  sync_once (store, client, TRUE);
  store_test_close (&store);

  return 0;
}

/* ---- the parent ---- */

typedef struct
{
  HistoryReader  reader;
  char          *before;   /* a folder whose store is some steps behind; null for none */
  char          *truth;    /* then and now */
} Fixture;

static void
fixture_clear (Fixture *fixture)
{
  history_reader_clear (&fixture->reader);
  g_free (fixture->truth);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static GSubprocess *
give_birth (Fixture    *fixture,
            const char *folder,
            const char *name,
            guint       visit)
{
  g_autofree char *number = g_strdup_printf ("%u", visit);
  g_autoptr(GError) error = NULL;
  GSubprocess *child =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "--live",
                      history_server_get_url (fixture->reader.server), folder, number, name, NULL);

  g_assert_no_error (error);

  return child;
}

static char *
make_folder (Fixture *fixture)
{
  char *folder = store_test_make_folder ();
  g_autoptr(GDir) dir = NULL;
  const char *name;

  if (fixture->before == NULL)
    return folder;

  dir = g_dir_open (fixture->before, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr(GFile) from = g_file_new_build_filename (fixture->before, name, NULL);
      g_autoptr(GFile) to = g_file_new_build_filename (folder, name, NULL);
      g_autoptr(GError) error = NULL;

      g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }

  return folder;
}

/* All points in the order of their visits. */
static char **
dup_points (Fixture *fixture)
{
  g_autofree char *folder = make_folder (fixture);
  g_autoptr(GSubprocess) child = give_birth (fixture, folder, NULL, 0);
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
check (const char *name,
       guint       visit,
       char       *problem)
{
  g_autofree char *owned = problem;

  if (owned != NULL)
    g_error ("killed at visit %u of %s: %s", visit, name, owned);
}

static void
check_rows (Fixture    *fixture,
            const char *path,
            const char *name,
            guint       visit)
{
  g_auto(GStrv) rows = store_check_dup_lines (path, STORE_CHECK_ROWS);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_autofree char *line = g_strconcat ("\n", rows[i], "\n", NULL);

      if (strstr (fixture->truth, line) == NULL)
        check (name, visit, g_strdup_printf ("\"%s\" never was", rows[i]));
    }
}

static void
kill_at (Fixture    *fixture,
         const char *name,
         guint       visit)
{
  g_autofree char *folder = make_folder (fixture);
  g_autoptr(GSubprocess) child = give_birth (fixture, folder, name, visit);
  g_autoptr(GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  ParvisStore *store;
  const char *path;

  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);

  store = store_test_open (folder, fixture->reader.client);
  g_assert_null (parvis_store_get_set_aside (store));
  path = parvis_store_get_path (store);
  check (name, visit, store_check_soundness (path));
  check_rows (fixture, path, name, visit);

  sync_once (store, fixture->reader.client, FALSE);
  check (name, visit, store_check_changes (path, fixture->reader.server, none));
  sync_once (store, fixture->reader.client, TRUE);
  sync_once (store, fixture->reader.client, TRUE);
  check (name, visit, store_check_truth (path, fixture->reader.server));
  check (name, visit, store_check_soundness (path));

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
kill_everywhere (Fixture *fixture)
{
  g_auto(GStrv) points = dup_points (fixture);
  guint n = g_strv_length (points);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gboolean *done = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    if (g_hash_table_add (names, points[i]) && g_hash_table_size (names) % POINTS_A_KILL == 0)
      {
        kill_at (fixture, points[i], 1);
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
      kill_at (fixture, points[at], count_visits (points, at));
    }

  return g_hash_table_size (names);
}

static void
test_first (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autofree char *id = history_reader_start_with (&fixture.reader, EVENT_ROWS);
  g_autofree char *truth = history_server_dup_truth (fixture.reader.server);

  fixture.truth = g_strconcat ("\n", truth, NULL);
  kill_everywhere (&fixture);
}

static void
test_next (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autofree char *id = history_reader_start_with (&fixture.reader, EVENT_ROWS);
  g_autofree char *then = history_server_dup_truth (fixture.reader.server);
  g_autofree char *now = NULL;
  ParvisStore *store;

  /* One event has been read, the others not yet: a sync that goes everywhere. */
  fixture.before = store_test_make_folder ();
  store = store_test_open (fixture.before, fixture.reader.client);
  sync_some (store, fixture.reader.client, id, FALSE);
  store_test_close (&store);
  for (guint i = 0; i < 4; i++)
    history_server_step (fixture.reader.server);

  now = history_server_dup_truth (fixture.reader.server);
  g_assert_cmpstr (then, !=, now);
  fixture.truth = g_strconcat ("\n", then, now, NULL);
  g_assert_cmpuint (kill_everywhere (&fixture), >=, N_POINTS);
  store_test_remove_folder (&fixture.before);
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
