#include <fcntl.h>
#include <glib/gstdio.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "console.h"

/* Signing in, and where the account is kept. */

static void
sign_in (Console    *console,
         const char *username,
         const char *input)
{
  char *arguments[] = {
    (char *) "sign-in", (char *) "--username", (char *) username,
    (char *) "--credentials", console->credentials,
    (char *) "--api-url", (char *) demo_server_get_url (console->server), NULL,
  };

  console_run_with (console, input, arguments);
}

static void
run_with_keyring (Console    *console,
                  const char *line,
                  const char *input)
{
  g_autofree char *whole = g_strconcat (line, " --api-url ",
                                        demo_server_get_url (console->server), NULL);
  g_auto(GStrv) words = NULL;

  g_assert_true (g_shell_parse_argv (whole, NULL, &words, NULL));
  console_run_with (console, input, words);
}

static guint
count_asked (Console *console)
{
  g_auto(GStrv) log = demo_server_dup_log (console->server);

  return g_strv_length (log);
}

static void
test_file (Console       *console,
           gconstpointer  data)
{
  g_autofree char *token = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *text = NULL;
  GStatBuf status;

  sign_in (console, DEMO_USERNAME, DEMO_PASSWORD "\n" DEMO_API_KEY "\n");
  console_assert (console, 0, 1);
  g_assert_cmpstr (console->output, ==, "");

  asked = console_dup_asked (console);
  g_assert_cmpstr (asked, ==, "POST /auth/access_token?username=…&password=…&api_key=…");

  g_assert_no_errno (g_stat (console->credentials, &status));
  g_assert_cmpuint (status.st_mode & 07777, ==, 0600);
  token = console_dup_token (console);
  g_assert_cmpuint (strlen (token), ==, 32);
  g_file_get_contents (console->credentials, &text, NULL, NULL);
  g_assert_nonnull (strstr (text, "api_key=" DEMO_API_KEY "\n"));
  g_assert_null (strstr (text, DEMO_PASSWORD));

  /* A file with the key alone asks for the password alone. */
  console_write (console, "[weezevent]\napi_key=" DEMO_API_KEY "\n", 0600);
  sign_in (console, DEMO_USERNAME, DEMO_PASSWORD "\n");
  console_assert (console, 0, 1);

  console_run_line (console, "events");
  console_assert (console, 0, 0);

  /* What the issue of the token wrote by hand would be: no address in it. */
  g_clear_pointer (&token, g_free);
  token = console_dup_token (console);
  g_clear_pointer (&text, g_free);
  text = g_strdup_printf ("[weezevent]\napi_key=%s\naccess_token=%s\n", DEMO_API_KEY, token);
  console_write (console, text, 0400);
  console_run_line (console, "events");
  console_assert (console, 0, 0);
}

static void
test_wrong (Console       *console,
            gconstpointer  data)
{
  static const struct { const char *username; const char *input; const char *words; } cases[] = {
    { DEMO_USERNAME, CANARY_PASSWORD "\n" DEMO_API_KEY "\n", "this username and password" },
    { "nobody", DEMO_PASSWORD "\n" DEMO_API_KEY "\n", "this username and password" },
    { DEMO_USERNAME, DEMO_PASSWORD "\n" CANARY_KEY "\n", "does not accept this API key" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      sign_in (console, cases[i].username, cases[i].input);
      console_assert (console, 3, 2);
      g_assert_nonnull (strstr (console->messages, cases[i].words));
      g_assert_false (g_file_test (console->credentials, G_FILE_TEST_EXISTS));
    }

  /* Nothing is sent without both. */
  demo_server_clear_log (console->server);
  sign_in (console, DEMO_USERNAME, "");
  console_assert (console, 2, 1);
  sign_in (console, DEMO_USERNAME, "\n" CANARY_KEY "\n");
  console_assert (console, 2, 1);
  sign_in (console, DEMO_USERNAME, CANARY_PASSWORD "\n");
  console_assert (console, 2, 1);
  g_assert_cmpuint (count_asked (console), ==, 0);

  /* The service closes after five wrong ones. */
  sign_in (console, "nobody", DEMO_PASSWORD "\n" DEMO_API_KEY "\n");
  sign_in (console, "nobody", DEMO_PASSWORD "\n" DEMO_API_KEY "\n");
  sign_in (console, DEMO_USERNAME, DEMO_PASSWORD "\n" DEMO_API_KEY "\n");
  console_assert (console, 1, 2);
  g_assert_nonnull (strstr (console->messages, "Try again at "));
}

static void
test_file_refused (Console       *console,
                   gconstpointer  data)
{
  static const int modes[] = { 0640, 0604, 0644, 0660 };
  g_autofree char *link = g_strconcat (console->credentials, ".link", NULL);
  g_autofree char *line = g_strdup_printf ("--credentials '%s' events", link);
  const char *whole = "[weezevent]\napi_key=" CANARY_KEY "\naccess_token=" CANARY_TOKEN "\n";

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      console_write (console, whole, modes[i]);
      console_run_line (console, "events");
      console_assert (console, 3, 1);
      g_assert_nonnull (strstr (console->messages, "chmod 600"));

      sign_in (console, DEMO_USERNAME, DEMO_PASSWORD "\n" DEMO_API_KEY "\n");
      console_assert (console, 3, 1);
    }

  g_assert_no_errno (g_chmod (console->credentials, 0600));
  g_assert_no_errno (symlink (console->credentials, link));
  console_run_line (console, line);
  console_assert (console, 3, 1);

  console_write (console, "[weezevent]\napi_key=" CANARY_KEY "\n", 0600);
  console_run_line (console, "events");
  console_assert (console, 3, 1);

  console_write (console, "nothing", 0600);
  console_run_line (console, "events");
  console_assert (console, 3, 1);

  g_unlink (console->credentials);
  console_run_line (console, "events");
  console_assert (console, 3, 1);
  g_assert_nonnull (strstr (console->messages, "sign in first"));

  console_run_line (console, "--credentials /nonexistent/file sign-in --username demo");
  console_assert (console, 1, 1);

  g_assert_cmpuint (count_asked (console), ==, 0);
}

/* Credentials are for one service. */
static void
test_other_service (Console       *console,
                    gconstpointer  data)
{
  console_write (console, "[weezevent]\napi_url=https://api.weezevent.com/\n"
                          "api_key=" CANARY_KEY "\naccess_token=" CANARY_TOKEN "\n", 0600);
  console_run_line (console, "events");
  console_assert (console, 3, 1);
  g_assert_nonnull (strstr (console->messages, "another service"));

  sign_in (console, DEMO_USERNAME, DEMO_PASSWORD "\n" DEMO_API_KEY "\n");
  console_assert (console, 3, 1);
  g_assert_cmpuint (count_asked (console), ==, 0);
}

/* A service on this computer keeps its account though its port is another one. */
static void
test_other_port (Console       *console,
                 gconstpointer  data)
{
  console_write (console, "[weezevent]\napi_url=http://127.0.0.1:1/\n"
                          "api_key=" DEMO_API_KEY "\n", 0600);
  sign_in (console, DEMO_USERNAME, DEMO_PASSWORD "\n");
  console_assert (console, 0, 1);
  console_run_line (console, "events");
  console_assert (console, 0, 0);
}

static void
test_keyring (Console       *console,
              gconstpointer  data)
{
  run_with_keyring (console, "events", NULL);
  console_assert (console, 3, 1);
  g_assert_nonnull (strstr (console->messages, "Sign in first"));

  run_with_keyring (console, "sign-in --username demo", DEMO_PASSWORD "\n" DEMO_API_KEY "\n");
  console_assert (console, 0, 1);

  run_with_keyring (console, "events --format csv", NULL);
  console_assert (console, 0, 0);
  g_assert_true (g_str_has_prefix (console->output, "id,name"));
}

/* Several accounts are kept side by side; the one kept last is used unless another is named. */
static void
test_accounts (Console       *console,
               gconstpointer  data)
{
  const char *people = "participants --event 1130412 --format csv";
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  run_with_keyring (console, "sign-in --username " DEMO_USERNAME,
                    DEMO_PASSWORD "\n" DEMO_API_KEY "\n");
  console_assert (console, 0, 1);
  run_with_keyring (console, "sign-in --username " DEMO_OTHER_USERNAME,
                    DEMO_PASSWORD "\n" DEMO_OTHER_API_KEY "\n");
  console_assert (console, 0, 1);

  /* The same events, and other people. */
  one = g_strconcat ("--account " DEMO_USERNAME " ", people, NULL);
  run_with_keyring (console, one, NULL);
  console_assert (console, 0, 0);
  g_free (one);
  one = g_strdup (console->output);
  other = g_strconcat (people, " --account=" DEMO_OTHER_USERNAME, NULL);
  run_with_keyring (console, other, NULL);
  console_assert (console, 0, 0);
  g_assert_true (g_str_has_prefix (console->output, "id_participant"));
  g_assert_cmpstr (console->output, !=, one);

  run_with_keyring (console, "--account nobody events", NULL);
  console_assert (console, 3, 4);
  g_assert_nonnull (strstr (console->messages, DEMO_USERNAME));
  g_assert_nonnull (strstr (console->messages, DEMO_OTHER_USERNAME));

  run_with_keyring (console, "--account other sign-in --username " DEMO_USERNAME,
                    DEMO_PASSWORD "\n" DEMO_API_KEY "\n");
  console_assert (console, 2, 1);
}

/* A file holds one account. */
static void
test_account_of_file (Console       *console,
                      gconstpointer  data)
{
  sign_in (console, DEMO_USERNAME, DEMO_PASSWORD "\n" DEMO_API_KEY "\n");
  console_assert (console, 0, 1);
  console_run_line (console, "--account " DEMO_USERNAME " events");
  console_assert (console, 0, 0);
  console_run_line (console, "--account nobody events");
  console_assert (console, 3, 1);
  g_assert_nonnull (strstr (console->messages, "holds another account"));
}

static void
test_no_keyring (Console       *console,
                 gconstpointer  data)
{
  console_set_env (console, "SECRET_BACKEND", "service");
  console_set_env (console, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");

  run_with_keyring (console, "events", NULL);
  console_assert (console, 3, 1);
  g_assert_nonnull (strstr (console->messages, "--credentials FILE"));

  run_with_keyring (console, "sign-in --username demo", DEMO_PASSWORD "\n" DEMO_API_KEY "\n");
  console_assert (console, 1, 1);

  run_with_keyring (console, "categories", NULL);
  console_assert (console, 0, 0);
  g_assert_cmpuint (count_asked (console), ==, 1);
}

/* ---- a terminal ---- */

typedef struct
{
  int          master;
  GSubprocess *process;
} Terminal;

static gboolean
shows_typing (Terminal *terminal)
{
  struct termios state;

  g_assert_no_errno (tcgetattr (terminal->master, &state));

  return (state.c_lflag & ECHO) != 0;
}

static void
wait_for_question (Terminal *terminal)
{
  gint64 patience = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (shows_typing (terminal))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, patience);
      g_usleep (2000);
    }
}

static void
type (Terminal   *terminal,
      const char *text)
{
  g_assert_cmpint (write (terminal->master, text, strlen (text)), ==, strlen (text));
}

/* parvis-cli with a terminal for its standard input. */
static void
start (Console  *console,
       Terminal *terminal)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GError) error = NULL;
  int slave;

  g_assert_no_errno (openpty (&terminal->master, &slave, NULL, NULL, NULL));

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_environ (launcher, console->environment);
  g_subprocess_launcher_take_stdin_fd (launcher, slave);
  terminal->process =
    g_subprocess_launcher_spawn (launcher, &error, g_getenv ("PARVIS_CLI"), "sign-in",
                                 "--username", DEMO_USERNAME,
                                 "--credentials", console->credentials,
                                 "--api-url", demo_server_get_url (console->server), NULL);
  g_assert_no_error (error);
}

static void
stop (Terminal *terminal)
{
  g_object_unref (terminal->process);
  close (terminal->master);
}

static void
test_terminal (Console       *console,
               gconstpointer  data)
{
  Terminal terminal;
  g_autofree char *messages = NULL;
  char shown[4096];
  gssize n;

  start (console, &terminal);
  wait_for_question (&terminal);
  type (&terminal, DEMO_PASSWORD "\n");
  /* The terminal forgets what was typed before a question, so the next one comes first. */
  {
    gint64 patience = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
    GInputStream *stream = g_subprocess_get_stderr_pipe (terminal.process);
    g_autoptr(GString) said = g_string_new (NULL);

    while (strstr (said->str, "API key: ") == NULL)
      {
        char byte;

        g_assert_cmpint (g_get_monotonic_time (), <, patience);
        g_assert_cmpint (g_input_stream_read (stream, &byte, 1, NULL, NULL), ==, 1);
        g_string_append_c (said, byte);
      }
    g_assert_nonnull (strstr (said->str, "Password: "));
  }
  wait_for_question (&terminal);
  type (&terminal, DEMO_API_KEY "\n");

  g_subprocess_communicate_utf8 (terminal.process, NULL, NULL, NULL, &messages, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (terminal.process), ==, 0);
  g_assert_true (g_file_test (console->credentials, G_FILE_TEST_EXISTS));
  g_assert_true (shows_typing (&terminal));

  /* Nothing of what was typed came back on the screen. */
  g_assert_no_errno (fcntl (terminal.master, F_SETFL, O_NONBLOCK));
  n = read (terminal.master, shown, sizeof shown - 1);
  shown[MAX (n, 0)] = '\0';
  g_assert_null (strstr (shown, DEMO_PASSWORD));
  g_assert_null (strstr (shown, DEMO_API_KEY));

  stop (&terminal);
}

static void
test_interrupt (Console       *console,
                gconstpointer  data)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      Terminal terminal;

      start (console, &terminal);
      wait_for_question (&terminal);
      g_subprocess_send_signal (terminal.process, signals[i]);
      g_assert_true (g_subprocess_wait (terminal.process, NULL, NULL));

      g_assert_true (g_subprocess_get_if_signaled (terminal.process));
      g_assert_cmpint (g_subprocess_get_term_sig (terminal.process), ==, signals[i]);
      g_assert_true (shows_typing (&terminal));
      stop (&terminal);
    }

  g_assert_cmpuint (count_asked (console), ==, 0);
}

#define ADD(path, func) \
  g_test_add ("/cli/account/" path, Console, NULL, console_set_up, func, console_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("file", test_file);
  ADD ("wrong", test_wrong);
  ADD ("file-refused", test_file_refused);
  ADD ("other-service", test_other_service);
  ADD ("other-port", test_other_port);
  ADD ("keyring", test_keyring);
  ADD ("accounts", test_accounts);
  ADD ("account-of-file", test_account_of_file);
  ADD ("no-keyring", test_no_keyring);
  ADD ("terminal", test_terminal);
  ADD ("interrupt", test_interrupt);

  return g_test_run ();
}
