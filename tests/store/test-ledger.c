#define _GNU_SOURCE /* locks of an open file, which end with it */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "parvis-ledger.h"
#include "parvis-store-error.h"
#include "parvis-store-file.h"
#include "parvis-turns.h"
#include "scripted-server.h"

/* All processes of an account keep within one budget, and ask one at a time. */

#define SETTINGS "{\"settings\": {\"sync_interval\": \"120\"}}"
#define USERNAME "somebody"
#define PATIENCE 60000

typedef struct
{
  ScriptedServer *server;
  WeezClient     *client;
  char           *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *store = NULL;

  fixture->server = scripted_server_new ();
  fixture->client = weez_client_new (scripted_server_get_url (fixture->server), NULL);
  weez_client_set_credentials (fixture->client, "key", "token");
  scripted_server_answer (fixture->server, 200, SETTINGS);
  store = parvis_store_file_dup_path (NULL, scripted_server_get_url (fixture->server), USERNAME);
  fixture->path = g_strconcat (store, ".requests", NULL);
  parvis_ledger_share (fixture->client, USERNAME);
  if (data != NULL)
    weez_limiter_set_budget (weez_client_get_limiter (fixture->client), WEEZ_LIMITER_PER_MINUTE,
                             WEEZ_LIMITER_PER_DAY, WEEZ_LIMITER_PARALLEL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
  g_clear_pointer (&fixture->path, g_free);
}

/* As another process would count, @seconds before now. */
static void
count_others (Fixture *fixture,
              guint    n_requests,
              gint64   seconds)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree gint64 *times = g_new (gint64, n_requests);
  int descriptor;

  for (guint i = 0; i < n_requests; i++)
    times[i] = g_get_real_time () / 1000 - seconds * 1000;

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  descriptor = open (fixture->path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  g_assert_cmpint (descriptor, >=, 0);
  g_assert_cmpint (write (descriptor, times, n_requests * sizeof (gint64)), ==,
                   n_requests * sizeof (gint64));
  close (descriptor);
}

static gint64
count (Fixture *fixture)
{
  struct stat status;

  return stat (fixture->path, &status) == 0 ? status.st_size / (gint64) sizeof (gint64) : -1;
}

static void
ask (Fixture *fixture,
     int      code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GObject) settings =
    await_object (weez_client_get_scan_settings (fixture->client), &error);

  if (code >= 0)
    g_assert_error (error, WEEZ_ERROR, code);
  else
    g_assert_no_error (error);
}

/* ---- the budget ---- */

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  struct stat status;

  ask (fixture, -1);
  ask (fixture, -1);
  g_assert_cmpint (count (fixture), ==, 2);
  g_assert_no_errno (stat (fixture->path, &status));
  g_assert_cmpuint (status.st_mode & 07777, ==, 0600);
  g_assert_no_errno (stat (folder, &status));
  g_assert_cmpuint (status.st_mode & 07777, ==, 0700);
}

static void
test_day_is_full (Fixture       *fixture,
                  gconstpointer  data)
{
  guint n_asked = scripted_server_get_n_asked (fixture->server);

  count_others (fixture, WEEZ_LIMITER_PER_DAY, 6 * 60 * 60);
  ask (fixture, WEEZ_ERROR_BUSY);
  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, n_asked);
  g_assert_cmpint (count (fixture), ==, WEEZ_LIMITER_PER_DAY);
}

/* The minute of all together. */
static void
test_minute_is_full (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(ParvisTurns) turns = parvis_turns_new (fixture->path);
  g_autoptr(GError) error = NULL;
  gint64 now = g_get_real_time () / 1000;
  guint wait = 0;

  count_others (fixture, WEEZ_LIMITER_PER_MINUTE - 1, 20);
  g_assert_true (parvis_turns_take (turns, now, PATIENCE, &wait, &error));
  g_assert_cmpuint (wait, ==, 0);
  parvis_turns_give_back (turns);

  g_assert_true (parvis_turns_take (turns, now, PATIENCE, &wait, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (wait, >, 39000);
  g_assert_cmpuint (wait, <=, 40000);
  g_assert_cmpint (count (fixture), ==, WEEZ_LIMITER_PER_MINUTE);
}

/* What is a day old counts no more, and neither does what a wrong clock counted. */
static void
test_forgets (Fixture       *fixture,
              gconstpointer  data)
{
  count_others (fixture, WEEZ_LIMITER_PER_DAY, 25 * 60 * 60);
  count_others (fixture, WEEZ_LIMITER_PER_DAY, -3 * 60 * 60);
  ask (fixture, -1);
  g_assert_cmpint (count (fixture), ==, 1);
}

static void
test_none_on_loopback (Fixture       *fixture,
                       gconstpointer  data)
{
  ask (fixture, -1);
  g_assert_cmpint (count (fixture), ==, -1);
}

/* The file goes with the account, and comes back with the next request. */
static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  ask (fixture, -1);
  ask (fixture, -1);
  g_assert_no_errno (g_unlink (fixture->path));
  ask (fixture, -1);
  g_assert_cmpint (count (fixture), ==, 1);
}

/* Where nothing can be kept, each process has its own budget. */
static void
test_no_file (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_no_errno (g_mkdir_with_parents (fixture->path, 0700));
  ask (fixture, -1);
  ask (fixture, -1);
  g_assert_no_errno (g_rmdir (fixture->path));
}

/* ---- one at a time ---- */

static ParvisTurns *
take_turn (Fixture *fixture)
{
  ParvisTurns *turns = parvis_turns_new (fixture->path);
  guint wait = 1;

  g_assert_true (parvis_turns_take (turns, g_get_real_time () / 1000, PATIENCE, &wait, NULL));
  g_assert_cmpuint (wait, ==, 0);

  return turns;
}

/* The first byte of the file is locked by who is next. */
static gboolean
somebody_waits (Fixture *fixture)
{
  struct flock range = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1 };
  g_autofd int descriptor = open (fixture->path, O_RDWR | O_CLOEXEC);

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_no_errno (fcntl (descriptor, F_OFD_GETLK, &range));

  return range.l_type != F_UNLCK;
}

static void
test_waits (Fixture       *fixture,
            gconstpointer  data)
{
  guint n_asked = scripted_server_get_n_asked (fixture->server);
  g_autoptr(ParvisTurns) turns = take_turn (fixture);
  g_autoptr(DexFuture) future = weez_client_get_scan_settings (fixture->client);

  while (!somebody_waits (fixture) && dex_future_is_pending (future))
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (dex_future_is_pending (future));
  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, n_asked);

  parvis_turns_give_back (turns);
  g_object_unref (await_object (dex_ref (future), NULL));
  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, n_asked + 1);
  g_assert_cmpint (count (fixture), ==, 2);
}

static void
test_patience (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(ParvisTurns) turns = take_turn (fixture);
  g_autoptr(ParvisTurns) other = parvis_turns_new (fixture->path);
  g_autoptr(GError) error = NULL;
  guint wait;

  g_assert_false (parvis_turns_take (other, g_get_real_time () / 1000, 20, &wait, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_TAKEN);
  g_assert_false (somebody_waits (fixture));
  g_assert_cmpint (count (fixture), ==, 1);
}

typedef struct
{
  Fixture *fixture;
  gboolean other_was_first;
  gboolean taken;
} Rival;

static gpointer
take_after (gpointer data)
{
  Rival *rival = data;
  g_autoptr(ParvisTurns) turns = take_turn (rival->fixture);

  rival->other_was_first = g_atomic_int_get (&rival->taken);

  return NULL;
}

/* Who has just had a turn comes after who waits. */
static void
test_fair (Fixture       *fixture,
           gconstpointer  data)
{
  Rival rival = { .fixture = fixture };
  g_autoptr(ParvisTurns) turns = take_turn (fixture);
  GThread *thread = g_thread_new ("rival", take_after, &rival);
  guint wait;

  while (!somebody_waits (fixture))
    g_thread_yield ();
  parvis_turns_give_back (turns);
  g_assert_true (parvis_turns_take (turns, g_get_real_time () / 1000, PATIENCE, &wait, NULL));
  g_atomic_int_set (&rival.taken, TRUE);
  g_thread_join (thread);
  g_assert_false (rival.other_was_first);
}

/* A process that ends in the middle of a request keeps nothing. */
static void
test_killed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(ParvisTurns) turns = NULL;
  int ends[2];
  char sign;
  pid_t child;

  g_assert_no_errno (pipe (ends));
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      take_turn (fixture);
      if (write (ends[1], "t", 1) == 1)
        pause ();
      _exit (1);
    }

  g_assert_cmpint (read (ends[0], &sign, 1), ==, 1);
  g_assert_no_errno (kill (child, SIGKILL));
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  turns = take_turn (fixture);
  g_assert_cmpint (count (fixture), ==, 2);
  close (ends[0]);
  close (ends[1]);
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  dex_init ();

  ADD ("/ledger/counts", "budget", test_counts);
  ADD ("/ledger/day-is-full", "budget", test_day_is_full);
  ADD ("/ledger/minute-is-full", "budget", test_minute_is_full);
  ADD ("/ledger/forgets", "budget", test_forgets);
  ADD ("/ledger/none-on-loopback", NULL, test_none_on_loopback);
  ADD ("/ledger/removed", "budget", test_removed);
  ADD ("/ledger/no-file", "budget", test_no_file);
  ADD ("/ledger/waits", "budget", test_waits);
  ADD ("/ledger/patience", "budget", test_patience);
  ADD ("/ledger/fair", "budget", test_fair);
  ADD ("/ledger/killed", "budget", test_killed);

  return g_test_run ();
}
