#include "console.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SECRETS "api_key=…&access_token=…"

void
console_set_up (Console       *self,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  self->server = demo_server_new (7, 600, 0);
  g_assert_true (demo_server_start (self->server, 0, &error));
  g_assert_no_error (error);

  self->folder = g_dir_make_tmp ("parvis-console-XXXXXX", &error);
  g_assert_no_error (error);
  self->credentials = g_build_filename (self->folder, "account", NULL);

  self->environment = g_get_environ ();
  console_set_env (self, "XDG_DATA_HOME", self->folder);
  console_set_env (self, "G_MESSAGES_DEBUG", "all");
}

void
console_tear_down (Console       *self,
                   gconstpointer  data)
{
  demo_server_stop (self->server);
  g_clear_object (&self->server);
  console_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->credentials, g_free);
  g_clear_pointer (&self->environment, g_strfreev);
  g_clear_pointer (&self->output, g_free);
  g_clear_pointer (&self->messages, g_free);
}

void
console_remove (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR) && !g_file_test (inner, G_FILE_TEST_IS_SYMLINK))
        console_remove (inner);
      else
        g_unlink (inner);
    }

  g_rmdir (path);
}

void
console_set_env (Console    *self,
                 const char *name,
                 const char *value)
{
  self->environment = value != NULL
                      ? g_environ_setenv (self->environment, name, value, TRUE)
                      : g_environ_unsetenv (self->environment, name);
}

/* What people were told, without the lines for developers that G_MESSAGES_DEBUG asks for. */
static guint
count_messages (Console *self)
{
  g_auto(GStrv) lines = g_strsplit (self->messages, "\n", -1);
  guint n_lines = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n_lines += *lines[i] != '\0' && strstr (lines[i], "-DEBUG") == NULL &&
               strstr (lines[i], "-INFO") == NULL;

  return n_lines;
}

/* No run, however it ends, shows a secret or a message of a developer's mistake. */
static void
assert_discreet (Console *self)
{
  static const char * const forbidden[] = {
    "canary", DEMO_API_KEY, "access_token=", "CRITICAL", "WARNING", "Sanitizer",
    "runtime error",
  };
  g_autofree char *token = console_dup_token (self);

  g_assert_true (g_utf8_validate (self->output, -1, NULL));
  /* The organizer's web site has the same name. */
  g_assert_null (strstr (self->messages, DEMO_PASSWORD));

  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    {
      g_assert_null (strstr (self->output, forbidden[i]));
      g_assert_null (strstr (self->messages, forbidden[i]));
    }

  if (token != NULL)
    {
      g_assert_null (strstr (self->output, token));
      g_assert_null (strstr (self->messages, token));
    }
}

static void
drop_line (char       *text,
           const char *words)
{
  char *found = strstr (text, words);
  char *end = found != NULL ? strchr (found, '\n') : NULL;

  if (end == NULL)
    return;

  while (found > text && found[-1] != '\n')
    found--;
  memmove (found, end + 1, strlen (end + 1) + 1);
}

/* What the sanitizer says of every program with fibres. */
void
console_drop_warning (char *messages)
{
  drop_line (messages, "WARNING: ASan doesn't fully support makecontext");
}

/* Written before the program starts: it may end without reading any of it. */
static int
open_input (const char *input)
{
  int fds[2];

  g_assert_true (g_unix_open_pipe (fds, O_CLOEXEC, NULL));
  if (input != NULL)
    g_assert_cmpint (write (fds[1], input, strlen (input)), ==, strlen (input));
  close (fds[1]);

  return fds[0];
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Console *self = user_data;
  g_autoptr(GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &self->output,
                                        &self->messages, &error);
  g_assert_no_error (error);
}

void
console_run_with (Console     *self,
                  const char  *input,
                  char       **arguments)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GStrvBuilder) command = g_strv_builder_new ();
  g_auto(GStrv) line = NULL;
  g_autoptr(GError) error = NULL;

  g_strv_builder_add (command, g_getenv ("PARVIS_CLI"));
  g_strv_builder_addv (command, (const char **) arguments);
  line = g_strv_builder_end (command);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_environ (launcher, self->environment);
  g_subprocess_launcher_take_stdin_fd (launcher, open_input (input));

  g_clear_pointer (&self->output, g_free);
  g_clear_pointer (&self->messages, g_free);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) line, &error);
  g_assert_no_error (error);
  /* A service of this thread answers meanwhile. */
  g_subprocess_communicate_utf8_async (process, NULL, NULL, ended_cb, self);
  while (self->messages == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_true (g_subprocess_get_if_exited (process));
  self->status = g_subprocess_get_exit_status (process);
  /* libdex says which backend it has before main() could send that elsewhere. */
  drop_line (self->output, ": Dex-DEBUG: ");
  console_drop_warning (self->messages);
  assert_discreet (self);
}

/* With the account's file and the demo organizer's address before the words. */
static void
run_words (Console     *self,
           char       **words)
{
  g_autoptr(GStrvBuilder) arguments = g_strv_builder_new ();
  g_auto(GStrv) whole = NULL;

  g_strv_builder_add_many (arguments, "--api-url", demo_server_get_url (self->server),
                           "--credentials", self->credentials, NULL);
  g_strv_builder_addv (arguments, (const char **) words);
  whole = g_strv_builder_end (arguments);

  console_run_with (self, NULL, whole);
}

void
console_run (Console    *self,
             const char *first,
             ...)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_auto(GStrv) whole = NULL;
  va_list list;

  va_start (list, first);
  for (const char *word = first; word != NULL; word = va_arg (list, const char *))
    g_strv_builder_add (words, word);
  va_end (list);
  whole = g_strv_builder_end (words);

  run_words (self, whole);
}

/* As a shell would read it. */
void
console_run_line (Console    *self,
                  const char *line)
{
  g_auto(GStrv) words = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &words, NULL));
  run_words (self, words);
}

void
console_sign_in (Console *self)
{
  char *arguments[] = {
    (char *) "--api-url", (char *) demo_server_get_url (self->server),
    (char *) "--credentials", self->credentials,
    (char *) "sign-in", (char *) "--username", (char *) DEMO_USERNAME, NULL,
  };

  console_run_with (self, DEMO_PASSWORD "\n" DEMO_API_KEY "\n", arguments);
  console_assert (self, 0, 1);
  g_assert_cmpstr (self->output, ==, "");
  demo_server_clear_log (self->server);
}

/* What the file of the account holds. */
char *
console_dup_token (Console *self)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, self->credentials, G_KEY_FILE_NONE, NULL))
    return NULL;

  return g_key_file_get_string (file, "weezevent", "access_token", NULL);
}

void
console_write (Console    *self,
               const char *text,
               int         mode)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (self->credentials, text, -1, &error);
  g_assert_no_error (error);
  g_assert_no_errno (g_chmod (self->credentials, mode));
}

/* The last request that the service saw. */
char *
console_dup_asked (Console *self)
{
  g_auto(GStrv) log = demo_server_dup_log (self->server);
  guint n_lines = g_strv_length (log);

  return n_lines > 0 ? g_strdup (log[n_lines - 1]) : NULL;
}

JsonNode *
console_parse (Console *self)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_set_strict (parser, TRUE);
  json_parser_load_from_data (parser, self->output, -1, &error);
  g_assert_no_error (error);

  return json_parser_steal_root (parser);
}

void
console_assert (Console *self,
                int      status,
                guint    n_messages)
{
  if (self->status != status || count_messages (self) != n_messages)
    g_test_message ("status %d, messages: %s", self->status, self->messages);

  g_assert_cmpint (self->status, ==, status);
  g_assert_cmpuint (count_messages (self), ==, n_messages);
}

/* Runs @line and looks at what came over the wire; "~" in @asked is the key and the token. */
void
console_assert_asked (Console    *self,
                      const char *line,
                      const char *asked)
{
  g_auto(GStrv) halves = g_strsplit (asked, "~", 2);
  g_autofree char *expected = g_strjoinv (SECRETS, halves);
  g_autofree char *seen = NULL;

  demo_server_clear_log (self->server);
  console_run_line (self, line);
  seen = console_dup_asked (self);

  g_assert_cmpstr (seen, ==, expected);
}

/* A command that says nothing beside its answer. */
void
console_run_well (Console    *self,
                  const char *line)
{
  console_run_line (self, line);
  console_assert (self, 0, 0);
}

/* The rows that a command lists, which live as long as @root. */
JsonArray *
console_run_json (Console     *self,
                  JsonNode   **root,
                  const char  *line)
{
  g_autofree char *whole = g_strconcat (line, " --format json", NULL);

  g_clear_pointer (root, json_node_unref);
  console_run_well (self, whole);
  *root = console_parse (self);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (*root));

  return json_node_get_array (*root);
}

guint
console_count_lines (const char *text)
{
  guint n_lines = 0;

  for (const char *p = text; *p != '\0'; p++)
    n_lines += *p == '\n';

  return n_lines;
}
