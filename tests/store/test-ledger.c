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

static gint64
get_now (void)
{
  return g_get_real_time () / 1000;
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
    times[i] = get_now () - seconds * 1000;

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
  gint64 now = get_now ();
  WeezTurn turn;

  count_others (fixture, WEEZ_LIMITER_PER_MINUTE - 1, 20);
  g_assert_true (parvis_turns_take (turns, now, PATIENCE, 0, &turn, &error));
  g_assert_true (weez_turn_is_free (&turn));
  parvis_turns_give_back (turns);

  g_assert_true (parvis_turns_take (turns, now, PATIENCE, 0, &turn, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (turn.wait, >, 39000);
  g_assert_cmpuint (turn.wait, <=, 40000);
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
  WeezTurn turn;

  g_assert_true (parvis_turns_take (turns, get_now (), PATIENCE, 0, &turn, NULL));
  g_assert_true (weez_turn_is_free (&turn));

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
  WeezTurn turn;

  g_assert_false (parvis_turns_take (other, get_now (), 20, 0, &turn, &error));
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
  WeezTurn turn;

  while (!somebody_waits (fixture))
    g_thread_yield ();
  parvis_turns_give_back (turns);
  g_assert_true (parvis_turns_take (turns, get_now (), PATIENCE, 0, &turn, NULL));
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

/* ---- what became of requests ---- */

/* What the next one of another process is told, who signs as 7. */
static WeezTurn
look (Fixture *fixture,
      gint64   now)
{
  g_autoptr(ParvisTurns) turns = parvis_turns_new (fixture->path);
  g_autoptr(GError) error = NULL;
  WeezTurn turn;

  parvis_turns_take (turns, now, PATIENCE, 7, &turn, &error);
  g_assert_no_error (error);
  parvis_turns_give_back (turns);

  return turn;
}

static WeezClient *
make_other (Fixture    *fixture,
            const char *token)
{
  WeezClient *client = weez_client_new (scripted_server_get_url (fixture->server), NULL);

  weez_client_set_credentials (client, "key", token);
  weez_limiter_set_budget (weez_client_get_limiter (client), WEEZ_LIMITER_PER_MINUTE,
                           WEEZ_LIMITER_PER_DAY, WEEZ_LIMITER_PARALLEL);
  parvis_ledger_share (client, USERNAME);

  return client;
}

static void
ask_other (Fixture    *fixture,
           const char *token,
           int         code,
           guint       n_asked)
{
  Fixture other = *fixture;
  g_autoptr(WeezClient) client = make_other (fixture, token);
  guint before = scripted_server_get_n_asked (fixture->server);

  other.client = client;
  ask (&other, code);
  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, before + n_asked);
}

/* What the service asks of one process, the others do. */
static void
test_banned (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(WeezClient) other = make_other (fixture, "token");
  guint n_asked;
  WeezTurn turn;

  scripted_server_set_header (fixture->server, "Retry-After", "60");
  scripted_server_answer (fixture->server, 429, "{}");
  ask (fixture, WEEZ_ERROR_BUSY);
  n_asked = scripted_server_get_n_asked (fixture->server);
  scripted_server_answer (fixture->server, 200, SETTINGS);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;

      weez_limiter_forgive (weez_client_get_limiter (other));
      g_assert_null (await_object (weez_client_get_scan_settings (other), &error));
      g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_BUSY);
      g_assert_cmpint (weez_error_get_retry_after (error), >, 40);
      g_assert_cmpint (weez_error_get_retry_after (error), <=, 60);
    }
  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, n_asked);
  turn = look (fixture, get_now () + 60 * 1000);
  g_assert_true (weez_turn_is_free (&turn));
}

/* All back off together, ever longer, until one is answered or somebody asks for it now. */
static void
test_backs_off (Fixture       *fixture,
                gconstpointer  data)
{
  WeezTurn turn;

  scripted_server_answer (fixture->server, 500, "{}");
  ask (fixture, WEEZ_ERROR_SERVER);
  ask_other (fixture, "token", WEEZ_ERROR_BUSY, 0);
  turn = look (fixture, get_now ());
  g_assert_cmpuint (turn.failure, >, 5000);
  g_assert_cmpuint (turn.failure, <=, 36000);
  g_assert_cmpuint (turn.n_failures, ==, 1);

  weez_limiter_forgive (weez_client_get_limiter (fixture->client));
  ask_other (fixture, "token", WEEZ_ERROR_SERVER, 1);
  turn = look (fixture, get_now ());
  g_assert_cmpuint (turn.failure, >, 36000);
  g_assert_cmpuint (turn.n_failures, ==, 2);

  weez_limiter_forgive (weez_client_get_limiter (fixture->client));
  scripted_server_answer (fixture->server, 200, SETTINGS);
  ask_other (fixture, "token", -1, 1);
  turn = look (fixture, get_now ());
  g_assert_true (weez_turn_is_free (&turn));
  g_assert_cmpuint (turn.n_failures, ==, 0);
}

/* Who signs with what was refused is not let in before somebody has signed in. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const char signed_in[] = "{\"accessToken\": \"token\"}";
  g_autoptr(WeezClient) other = make_other (fixture, "token");
  g_autoptr(GError) error = NULL;
  g_autofree char *token = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  scripted_server_answer (fixture->server, 403, "{}");
  ask (fixture, WEEZ_ERROR_REFUSED);
  scripted_server_answer (fixture->server, 200, SETTINGS);
  ask_other (fixture, "token", WEEZ_ERROR_REFUSED, 0);
  ask_other (fixture, "another", -1, 1);
  ask_other (fixture, "token", WEEZ_ERROR_REFUSED, 0);
  g_file_get_contents (fixture->path, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_null (g_strstr_len (contents, (gssize) length, "token"));

  /* With the same token as before. */
  scripted_server_answer (fixture->server, 200, signed_in);
  token = await_string (weez_client_sign_in (other, "me", "yes", "key"), &error);
  g_assert_no_error (error);
  scripted_server_answer (fixture->server, 200, SETTINGS);
  ask_other (fixture, "token", -1, 1);
}

/* A clock that is put forward ends a wait, one that is put back makes it no longer than it was. */
static void
test_clock (Fixture       *fixture,
            gconstpointer  data)
{
  static const gint64 day = 24 * 60 * 60 * 1000;
  g_autoptr(ParvisTurns) turns = take_turn (fixture);
  gint64 now = get_now ();
  WeezTurn turn;

  parvis_turns_give_back (turns);
  parvis_turns_fail (turns, now, 60 * 1000, 90 * 1000, 2);
  turn = look (fixture, now + 20 * 1000);
  g_assert_cmpuint (turn.ban, ==, 40 * 1000);
  g_assert_cmpuint (turn.failure, ==, 70 * 1000);
  g_assert_cmpuint (turn.n_failures, ==, 2);

  turn = look (fixture, now - day);
  g_assert_cmpuint (turn.ban, ==, 60 * 1000);
  g_assert_cmpuint (turn.failure, ==, 90 * 1000);
  turn = look (fixture, now - day + 70 * 1000);
  g_assert_cmpuint (turn.ban, ==, 0);
  g_assert_cmpuint (turn.failure, ==, 20 * 1000);
  turn = look (fixture, now - day + 90 * 1000);
  g_assert_true (weez_turn_is_free (&turn));
  g_assert_cmpuint (turn.n_failures, ==, 2);

  /* An old series says nothing. */
  turn = look (fixture, now + day);
  g_assert_true (weez_turn_is_free (&turn));
  g_assert_cmpuint (turn.n_failures, ==, 0);

  /* Nobody waits for longer than an hour, whatever is written. */
  parvis_turns_fail (turns, now, G_MAXINT32, G_MAXINT32, G_MAXUINT);
  turn = look (fixture, now);
  g_assert_cmpuint (turn.ban, ==, 60 * 60 * 1000);
  g_assert_cmpuint (turn.failure, ==, 60 * 60 * 1000);
  g_assert_cmpuint (turn.n_failures, <, 100);
}

/* The counts stay beside a pause, and are alone again after it. */
static void
test_both (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(ParvisTurns) turns = NULL;
  gint64 now = get_now ();
  WeezTurn turn;

  count_others (fixture, WEEZ_LIMITER_PER_DAY, 6 * 60 * 60);
  turns = parvis_turns_new (fixture->path);
  parvis_turns_fail (turns, now, 60 * 1000, 0, 1);
  parvis_turns_refuse (turns, now, 7);
  g_assert_cmpint (count (fixture), >, WEEZ_LIMITER_PER_DAY);
  turn = look (fixture, now);
  g_assert_cmpuint (turn.wait, >, 17 * 60 * 60 * 1000);
  g_assert_cmpuint (turn.ban, ==, 60 * 1000);
  g_assert_true (turn.refused);

  parvis_turns_refuse (turns, now, 0);
  parvis_turns_forgive (turns, now, TRUE);
  turn = look (fixture, now + 60 * 1000);
  g_assert_cmpuint (turn.ban, ==, 0);
  g_assert_cmpuint (turn.wait, >, 17 * 60 * 60 * 1000);
  g_assert_cmpint (count (fixture), ==, WEEZ_LIMITER_PER_DAY);
}

/* A file that was cut, or that holds something else. */
static void
test_nonsense (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(ParvisTurns) turns = take_turn (fixture);
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  parvis_turns_give_back (turns);
  parvis_turns_fail (turns, get_now (), 60 * 1000, 60 * 1000, 3);
  g_file_get_contents (fixture->path, &contents, &length, &error);
  g_assert_no_error (error);

  for (gsize cut = 0; cut < length; cut++)
    {
      WeezTurn turn;

      g_file_set_contents (fixture->path, contents, (gssize) cut, &error);
      g_assert_no_error (error);
      turn = look (fixture, get_now ());
      g_assert_true (weez_turn_is_free (&turn) == (turn.ban == 0));
    }
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *spoilt = g_memdup2 (contents, length);
      WeezTurn turn;

      for (guint j = 0; j < 4; j++)
        spoilt[g_test_rand_int_range (8, (int) length)] = (char) g_test_rand_int_range (0, 256);
      g_file_set_contents (fixture->path, spoilt, (gssize) length, &error);
      g_assert_no_error (error);
      turn = look (fixture, get_now ());
      g_assert_cmpuint (turn.ban, <=, 2 * 60 * 60 * 1000);
      g_assert_cmpuint (turn.failure, <=, 2 * 60 * 60 * 1000);
      g_assert_cmpuint (turn.n_failures, <, 100);
    }
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
  ADD ("/ledger/banned", "budget", test_banned);
  ADD ("/ledger/backs-off", "budget", test_backs_off);
  ADD ("/ledger/refused", "budget", test_refused);
  ADD ("/ledger/clock", "budget", test_clock);
  ADD ("/ledger/both", "budget", test_both);
  ADD ("/ledger/nonsense", "budget", test_nonsense);

  return g_test_run ();
}
