#include "config.h"

#include <string.h>

#include "console.h"

/* Command lines that are wrong, and outputs that nobody takes. */

static void
test_wrong (Console       *console,
            gconstpointer  data)
{
  static const char * const lines[] = {
    "", "bogus", "--bogus", "events --bogus", "events extra", "events --format xml",
    "events --format", "dates", "tickets", "dates --event", "dates --event ''",
    "dates --event ../events", "tickets --event 1 'two words'", "stats", "stats 1 2", "stats ..",
    "stats 1 --date a/b", "answers", "answers 'é'", "details", "details 1 2", "scan-user",
    "scan-user ''", "scan-settings now", "categories 1", "sign-in", "sign-in --username ''",
    "participants --since yesterday", "participants --since 2026-02-30",
    "participants --until '2026-11-24 25:00:00'", "participants --until 2026-11-24junk",
    "participants --date-ticket 138", "participants --date-ticket 138:", "participants --max 0",
    "participants --max -1", "participants --page many", "search --max 0", "search --date soon",
    "search --category 'a b'",
    "--api-url http://api.example.org events", "--api-url nowhere events",
    "--api-url 'https://u:canary@api.example.org/' events",
    "--api-url 'https://api.example.org/?x=canary' events",
    "sign-in --username demo --password=canary",
  };

  console_sign_in (console);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_test_message ("%s", lines[i]);
      if (*lines[i] == '\0')
        console_run (console, "--format", "json", NULL);
      else
        console_run_line (console, lines[i]);
      console_assert (console, 2, 1);
      g_assert_cmpstr (console->output, ==, "");
    }

  /* None of it reached the service. */
  {
    g_autofree char *asked = console_dup_asked (console);

    g_assert_null (asked);
  }
}

static void
test_help (Console       *console,
           gconstpointer  data)
{
  static const char * const commands[] = {
    "sign-in", "events", "dates", "tickets", "stats", "participants", "answers", "scan-settings",
    "scan-user", "details", "search", "categories", "sync", "status", "find", "list", "changes",
    "check-store", "wipe",
  };

  console_run_line (console, "--help");
  console_assert (console, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_assert_nonnull (strstr (console->output, commands[i]));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *usage = g_strconcat ("parvis-cli ", commands[i], " [", NULL);

      console_run (console, commands[i], "--help", NULL);
      console_assert (console, 0, 0);
      g_assert_nonnull (strstr (console->output, usage));
      g_assert_nonnull (strstr (console->output, "--credentials"));
    }

  console_run_line (console, "--version");
  console_assert (console, 0, 0);
  g_assert_cmpstr (console->output, ==, "parvis-cli " PARVIS_VERSION "\n");
}

/* Global options stand before or after the command. */
static void
test_order (Console       *console,
            gconstpointer  data)
{
  const char *url = demo_server_get_url (console->server);
  char *before[] = {
    (char *) "--format=csv", (char *) "--api-url", (char *) url, (char *) "categories", NULL,
  };
  char *after[] = {
    (char *) "categories", (char *) "--api-url", (char *) url, (char *) "--format", (char *) "csv",
    NULL,
  };
  char *neither[] = { (char *) "categories", (char *) "--format=csv", NULL };
  g_autofree char *first = NULL;

  console_run_with (console, NULL, before);
  console_assert (console, 0, 0);
  first = g_strdup (console->output);

  console_run_with (console, NULL, after);
  console_assert (console, 0, 0);
  g_assert_cmpstr (console->output, ==, first);

  console_set_env (console, "PARVIS_API_URL", url);
  console_run_with (console, NULL, neither);
  console_assert (console, 0, 0);
  g_assert_cmpstr (console->output, ==, first);
}

static int
run_shell (Console    *console,
           const char *format,
           char      **messages)
{
  g_autofree char *line = g_strdup_printf ("\"$PARVIS_CLI\" --api-url %s --credentials %s %s",
                                           demo_server_get_url (console->server),
                                           console->credentials, format);
  g_autoptr(GSubprocess) shell = NULL;
  g_autoptr(GError) error = NULL;

  shell = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, "bash", "-c", line, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (shell, NULL, NULL, NULL, messages, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (shell));
  console_drop_warning (*messages);

  return g_subprocess_get_exit_status (shell);
}

static void
test_output_fails (Console       *console,
                   gconstpointer  data)
{
  static const char * const formats[] = { "table", "json", "csv" };

  console_sign_in (console);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *full = g_strdup_printf ("events --format %s >/dev/full", formats[i]);
      g_autofree char *closed = g_strdup_printf ("events --format %s >&-", formats[i]);
      g_autofree char *gone = g_strdup_printf ("events --format %s | true; exit ${PIPESTATUS[0]}",
                                               formats[i]);
      g_autofree char *none = g_strdup_printf ("events --format %s <&- >&- 2>&-", formats[i]);
      g_autofree char *messages = NULL;

      g_assert_cmpint (run_shell (console, full, &messages), ==, 1);
      g_assert_nonnull (strstr (messages, "no space left"));
      g_clear_pointer (&messages, g_free);

      g_assert_cmpint (run_shell (console, closed, &messages), ==, 1);
      g_clear_pointer (&messages, g_free);

      /* The reader may be gone before the first byte or after the last. */
      g_assert_cmpint (run_shell (console, gone, &messages), <=, 1);
      g_assert_cmpstr (messages, ==, "");
      g_clear_pointer (&messages, g_free);

      g_assert_cmpint (run_shell (console, none, &messages), ==, 1);
    }
}

#define ADD(path, func) \
  g_test_add ("/cli/usage/" path, Console, NULL, console_set_up, func, console_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("wrong", test_wrong);
  ADD ("help", test_help);
  ADD ("order", test_order);
  ADD ("output-fails", test_output_fails);

  return g_test_run ();
}
