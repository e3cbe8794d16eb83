#include <string.h>

#include "console.h"

/* What can come instead of an answer: one clear sentence, the right end, no secret, no crash. */

typedef struct
{
  const char *fault;
  int         status;
  const char *words;  /* of the sentence */
} Fault;

static const Fault faults[] = {
  { "http-400", 1, "failure of its own" },
  { "http-401", 3, "Sign in again" },
  { "http-403", 3, "Sign in again" },
  { "http-404", 1, "has nothing under this" },
  { "http-429", 1, "Try again at" },
  { "http-429-date", 1, "Try again at" },
  { "http-500", 1, "failure of its own" },
  { "http-502", 1, "failure of its own" },
  { "http-503", 1, "Try again" },
  { "proxy-407", 4, "proxy" },
  { "error-200", 1, "." },
  { "html", 1, "web page" },
  { "empty", 1, "cut or is not of the expected form" },
  { "malformed", 1, "cut or is not of the expected form" },
  { "wrong-shape", 1, "cut or is not of the expected form" },
  { "cut", 1, "cut or is not of the expected form" },
  { "cut-gzip", 1, "cut or is not of the expected form" },
  { "cut-close", 1, "cut or is not of the expected form" },
  { "deep", 1, "cut or is not of the expected form" },
  { "overflow", 1, "cut or is not of the expected form" },
  { "redirect", 1, "another address" },
  { "redirect-same", 1, "another address" },
  { "endless", 1, "larger than Parvis reads" },
  { "bomb", 1, "larger than Parvis reads" },
  { "reset", 4, "did not answer" },
  { "invalid-utf8", 1, "cut or is not of the expected form" },
};

static const char * const commands[] = {
  "dates --event 1121907", "tickets --event 1130412", "stats 5211401",
  "participants --event 1130412", "answers", "scan-settings", "scan-user foo", "details 1130412",
  "search", "categories",
};

/* The sentence, and below it at most what the service itself said. */
static void
assert_failed (Console     *console,
               const Fault *fault)
{
  gboolean detailed = strstr (console->messages, "The service says: ") != NULL;

  if (strstr (console->messages, fault->words) == NULL)
    g_test_message ("%s: %s", fault->fault, console->messages);

  console_assert (console, fault->status, detailed ? 2 : 1);
  g_assert_cmpstr (console->output, ==, "");
  g_assert_nonnull (strstr (console->messages, fault->words));
}

static void
test_events (Console       *console,
             gconstpointer  data)
{
  console_sign_in (console);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_test_message ("%s", faults[i].fault);
      demo_server_set_fault (console->server, faults[i].fault);
      console_run_line (console, i % 2 == 0 ? "events" : "events --format json");
      assert_failed (console, &faults[i]);
    }
}

/* A row to ask about: a fault is put into an answer that would have been one. */
static char *
dup_answers_command (Console *console)
{
  const char *row;

  console_run_line (console, "participants --event 1130412 --max 1 --format csv");
  row = strchr (console->output, '\n') + 1;

  return g_strdup_printf ("answers %.*s", (int) strcspn (row, ","), row);
}

static void
test_every_command (Console       *console,
                    gconstpointer  data)
{
  static const Fault some[] = {
    { "html", 1, "web page" },
    { "cut", 1, "cut or is not of the expected form" },
    { "deep", 1, "cut or is not of the expected form" },
    { "redirect", 1, "another address" },
    { "malformed", 1, "cut or is not of the expected form" },
    { "http-403", 3, "Sign in again" },
    { "reset", 4, "did not answer" },
  };

  g_autofree char *answers = NULL;

  console_sign_in (console);
  answers = dup_answers_command (console);

  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    {
      demo_server_set_fault (console->server, some[i].fault);
      for (guint j = 0; j < G_N_ELEMENTS (commands); j++)
        {
          const char *command = g_str_equal (commands[j], "answers") ? answers : commands[j];

          g_test_message ("%s: %s", some[i].fault, command);
          console_run_line (console, command);
          assert_failed (console, &some[i]);
        }
    }
}

static void
test_sign_in (Console       *console,
              gconstpointer  data)
{
  static const Fault some[] = {
    { "html", 1, "web page" },
    { "cut", 1, "cut or is not of the expected form" },
    { "deep", 1, "cut or is not of the expected form" },
    { "redirect", 1, "another address" },
    { "endless", 1, "larger than Parvis reads" },
    { "http-403", 3, "does not accept this username and password" },
    { "http-429", 1, "closed sign-in for a while. Try again at" },
    { "http-500", 1, "failure of its own" },
    { "reset", 4, "did not answer" },
  };
  char *arguments[] = {
    (char *) "--api-url", (char *) demo_server_get_url (console->server),
    (char *) "--credentials", console->credentials,
    (char *) "sign-in", (char *) "--username", (char *) DEMO_USERNAME, NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    {
      g_test_message ("%s", some[i].fault);
      demo_server_set_fault (console->server, some[i].fault);
      console_run_with (console, DEMO_PASSWORD "\n" DEMO_API_KEY "\n", arguments);
      assert_failed (console, &some[i]);
      g_assert_false (g_file_test (console->credentials, G_FILE_TEST_EXISTS));
    }
}

static void
test_dead_token (Console       *console,
                 gconstpointer  data)
{
  static const Fault dead = { "dead token", 3, "Sign in again" };

  console_sign_in (console);
  demo_server_revoke (console->server);
  console_run_line (console, "events");
  assert_failed (console, &dead);
}

static void
test_nobody_there (Console       *console,
                   gconstpointer  data)
{
  static const Fault nobody = { "nobody", 4, "did not answer" };

  console_sign_in (console);
  demo_server_stop (console->server);
  console_run_line (console, "events");
  assert_failed (console, &nobody);
}

#define ADD(path, func) \
  g_test_add ("/cli/faults/" path, Console, NULL, console_set_up, func, console_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("events", test_events);
  ADD ("every-command", test_every_command);
  ADD ("sign-in", test_sign_in);
  ADD ("dead-token", test_dead_token);
  ADD ("nobody-there", test_nobody_there);

  return g_test_run ();
}
