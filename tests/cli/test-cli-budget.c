#include <gio/gio.h>
#include <string.h>

#include "console.h"

/* Two programs in front of one service, which is on this computer and yet has the budget of the
 * real one. */

#define EVENT "1130412"

static GSubprocess *
start (Console    *console,
       const char *line)
{
  g_autofree char *whole = g_strdup_printf ("%s --api-url %s --credentials %s %s",
                                            g_getenv ("PARVIS_CLI"),
                                            demo_server_get_url (console->server),
                                            console->credentials, line);
  g_auto(GStrv) words = NULL;
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  g_assert_true (g_shell_parse_argv (whole, NULL, &words, NULL));
  g_subprocess_launcher_set_environ (launcher, console->environment);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) words, &error);
  g_assert_no_error (error);

  return process;
}

static void
finish (GSubprocess *process)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

static guint
count_asked (Console *console)
{
  g_auto(GStrv) log = demo_server_dup_log (console->server);

  return g_strv_length (log);
}

/* A sync, and a command that asks the service directly, take turns. */
static void
test_together (Console       *console,
               gconstpointer  data)
{
  g_autoptr(GSubprocess) sync = NULL;

  console_sign_in (console);
  console_set_env (console, "PARVIS_BUDGET", "1");
  demo_server_set_fault (console->server, "late");

  sync = start (console, "sync");
  while (count_asked (console) == 0)
    g_thread_yield ();
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GSubprocess) events = start (console, "events");
      g_autoptr(GSubprocess) people = start (console, "participants --event " EVENT);

      finish (events);
      finish (people);
    }
  finish (sync);

  g_assert_cmpuint (count_asked (console), >, 10);
  g_assert_cmpint (demo_server_get_at_once (console->server), ==, 1);
}

/* The day of both is one day: what the first has used up the second has not. */
static void
test_counted (Console       *console,
              gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (console->folder, "parvis", NULL);
  g_autofree char *path = NULL;
  g_autoptr(GDir) dir = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree gint64 *times = g_new (gint64, 4000);
  const char *name;

  console_sign_in (console);
  console_set_env (console, "PARVIS_BUDGET", "1");
  console_run_well (console, "events");

  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  name = g_dir_read_name (dir);
  g_assert_true (g_str_has_suffix (name, ".requests"));
  path = g_build_filename (folder, name, NULL);
  for (guint i = 0; i < 4000; i++)
    times[i] = g_get_real_time () / 1000 - 6 * 60 * 60 * 1000;
  g_file_set_contents (path, (const char *) times, 4000 * sizeof (gint64), &error);
  g_assert_no_error (error);

  demo_server_clear_log (console->server);
  console_run_line (console, "events");
  console_assert (console, 1, 1);
  g_assert_nonnull (strstr (console->messages, "Try again at"));
  g_assert_cmpuint (count_asked (console), ==, 0);
}

/* Somebody kills a program whose request is never answered. */
static void
test_killed (Console       *console,
             gconstpointer  data)
{
  g_autoptr(GSubprocess) process = NULL;

  console_sign_in (console);
  console_set_env (console, "PARVIS_BUDGET", "1");
  demo_server_set_fault (console->server, "slow");
  process = start (console, "events");
  while (count_asked (console) == 0)
    g_thread_yield ();

  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  demo_server_set_fault (console->server, NULL);
  console_run_well (console, "events");
}

/* A program that is started later waits for what the service told another one. */
static void
test_pause (Console       *console,
            gconstpointer  data)
{
  static const char * const faults[] = { "http-500", "http-429" };

  console_set_env (console, "PARVIS_BUDGET", "1");
  console_sign_in (console);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      demo_server_set_fault (console->server, faults[i]);
      console_run_line (console, "events");
      console_assert (console, 1, 2);
      g_assert_cmpuint (count_asked (console), ==, 1);

      demo_server_set_fault (console->server, NULL);
      console_run_line (console, "events");
      console_assert (console, 1, 1);
      g_assert_nonnull (strstr (console->messages, "Try again at"));
      g_assert_cmpuint (count_asked (console), ==, 1);

      /* Signing in is a person's wish, which only the service's own word keeps waiting. */
      if (i == 0)
        console_sign_in (console);
    }
}

/* After a refusal no program asks before somebody has signed in. */
static void
test_refused (Console       *console,
              gconstpointer  data)
{
  console_set_env (console, "PARVIS_BUDGET", "1");
  console_sign_in (console);
  demo_server_set_fault (console->server, "http-403");
  console_run_line (console, "events");
  console_assert (console, 3, 2);
  g_assert_cmpuint (count_asked (console), ==, 1);

  demo_server_set_fault (console->server, NULL);
  for (guint i = 0; i < 2; i++)
    {
      console_run_line (console, "events");
      console_assert (console, 3, 1);
      g_assert_cmpuint (count_asked (console), ==, 1);
    }

  console_sign_in (console);
  console_run_well (console, "events");
}

#define ADD(path, func) \
  g_test_add ("/cli/budget/" path, Console, NULL, console_set_up, func, console_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("together", test_together);
  ADD ("counted", test_counted);
  ADD ("killed", test_killed);
  ADD ("pause", test_pause);
  ADD ("refused", test_refused);

  return g_test_run ();
}
