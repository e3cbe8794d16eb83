#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>

#include "demo-server.h"

static const char *program;

static GSubprocess *
start_program (const char *first_option,
               ...)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  GSubprocess *process;
  va_list options;

  g_strv_builder_add (builder, program);
  va_start (options, first_option);
  for (const char *option = first_option; option != NULL; option = va_arg (options, const char *))
    g_strv_builder_add (builder, option);
  va_end (options);

  arguments = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char * const *) arguments,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);

  return process;
}

/* Up to and with the API key. */
static char *
read_greeting (GSubprocess *process)
{
  g_autoptr(GDataInputStream) stream =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  GString *greeting = g_string_new (NULL);

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);

      g_assert_nonnull (line);
      g_string_append_printf (greeting, "%s\n", line);
    }

  return g_string_free_and_steal (greeting);
}

static char *
find_url (const char *greeting)
{
  g_autoptr(GRegex) regex =
    g_regex_new ("^Listening on (http://127\\.0\\.0\\.1:[0-9]+/)\n", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;

  g_assert_true (g_regex_match (regex, greeting, 0, &match));

  return g_match_info_fetch (match, 1);
}

static void
test_serves (gconstpointer data)
{
  int signal_number = GPOINTER_TO_INT (data);
  g_autofree char *log_path = g_test_build_filename (G_TEST_BUILT, "demo-requests.log", NULL);
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *greeting = NULL;
  g_autofree char *url = NULL;
  g_autofree char *place = NULL;
  g_autofree char *log = NULL;
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  g_unlink (log_path);
  process = start_program ("--port", "0", "--seed", "3", "--participants", "100", "--speed", "0",
                           "--log", log_path, NULL);
  greeting = read_greeting (process);
  g_assert_nonnull (strstr (greeting, DEMO_USERNAME));
  g_assert_nonnull (strstr (greeting, DEMO_PASSWORD));
  g_assert_nonnull (strstr (greeting, DEMO_API_KEY));

  url = find_url (greeting);
  place = g_strconcat (url, "event/categories/?api_key=secret", NULL);
  message = soup_message_new ("GET", place);
  body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);

  g_subprocess_send_signal (process, signal_number);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);

  g_assert_true (g_file_get_contents (log_path, &log, NULL, NULL));
  g_assert_cmpstr (log, ==, "GET /event/categories/?api_key=…\n");
  g_unlink (log_path);
}

static void
assert_fails (GSubprocess *process,
              int          status,
              const char  *sign)
{
  g_autofree char *errors = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &errors, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, status);
  g_assert_nonnull (strstr (errors, sign));
}

static void
test_usage (void)
{
  const struct { const char *option, *value, *sign; } mistakes[] = {
    { "--port", "70000", "0 to 65535" },
    { "--port", "x", "--port" },
    { "--seed", "-1", "negative" },
    { "--participants", "2000000000", "5000000" },
    { "--speed", "-1", "speed" },
    { "--speed", "nan", "speed" },
    { "--fault", "no-such", "cut-gzip" },
    { "--fault", "html:0", "KIND" },
    { "--unheard-of", "1", "unheard-of" },
    { "stray", "words", "arguments" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr(GSubprocess) process = start_program (mistakes[i].option, mistakes[i].value, NULL);

      assert_fails (process, 2, mistakes[i].sign);
    }
}

static void
test_port_taken (void)
{
  g_autoptr(GSubprocess) first = start_program ("--port", "0", NULL);
  g_autofree char *greeting = read_greeting (first);
  g_autofree char *url = find_url (greeting);
  g_autofree char *port = g_strdup (strrchr (url, ':') + 1);
  g_autoptr(GSubprocess) second = NULL;

  *strchr (port, '/') = '\0';
  second = start_program ("--port", port, NULL);
  assert_fails (second, 1, "is taken by another program.");

  g_subprocess_send_signal (first, SIGTERM);
  g_assert_true (g_subprocess_wait (first, NULL, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];

  g_test_add_data_func ("/program/ends-by-interrupt", GINT_TO_POINTER (SIGINT), test_serves);
  g_test_add_data_func ("/program/ends-by-term", GINT_TO_POINTER (SIGTERM), test_serves);
  g_test_add_func ("/program/usage", test_usage);
  g_test_add_func ("/program/port-taken", test_port_taken);

  return g_test_run ();
}
