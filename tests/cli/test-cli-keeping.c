#include <fcntl.h>
#include <glib/gstdio.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "console.h"
#include "stale-index.h"

/* A sync that is stopped, a terminal, and the files that are kept and removed. */

#define EVENT "1130412"

/* ---- a signal ---- */

static GSubprocess *
start_sync (Console *console)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                        G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_environ (launcher, console->environment);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("PARVIS_CLI"), "sync",
                                         "--credentials", console->credentials, "--api-url",
                                         demo_server_get_url (console->server), NULL);
  g_assert_no_error (error);

  return process;
}

static void
wait_for_participants (Console *console)
{
  gint64 patience = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  for (gboolean asked = FALSE; !asked;)
    {
      g_autofree char *last = console_dup_asked (console);

      asked = last != NULL && strstr (last, "/participant/list") != NULL;
      g_assert_cmpint (g_get_monotonic_time (), <, patience);
      g_usleep (2000);
    }
}

static void
test_interrupt (Console       *console,
                gconstpointer  data)
{
  static const int signals[] = { SIGINT, SIGTERM };

  console_sign_in (console);
  console_set_env (console, "G_MESSAGES_DEBUG", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autoptr(GSubprocess) process = NULL;
      g_autofree char *messages = NULL;

      demo_server_set_fault (console->server, "slow@/participant/list");
      demo_server_clear_log (console->server);
      process = start_sync (console);
      wait_for_participants (console);
      g_subprocess_send_signal (process, signals[i]);
      g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &messages, NULL);
      console_drop_warning (messages);

      g_assert_true (g_subprocess_get_if_exited (process));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
      g_assert_cmpstr (messages, ==, "The request was stopped before its end.\n");
    }

  demo_server_set_fault (console->server, NULL);
  console_run_well (console, "list events");
  console_run_well (console, "sync");
  console_run_well (console, "check-store");
}

/* ---- a terminal ---- */

/* parvis-cli with a terminal for what it reads and what it tells; answers with @typed, if it is not
 * NULL, once it is asked. */
static char *
run_on_terminal (Console    *console,
                 const char *command,
                 const char *option,
                 const char *typed,
                 int         status)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  GString *said = g_string_new (NULL);
  gboolean answered = typed == NULL;
  char byte;
  int master;
  int slave;

  g_assert_no_errno (openpty (&master, &slave, NULL, NULL, NULL));
  g_subprocess_launcher_set_environ (launcher, console->environment);
  g_subprocess_launcher_take_stderr_fd (launcher, dup (slave));
  g_subprocess_launcher_take_stdin_fd (launcher, slave);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("PARVIS_CLI"), command, option,
                                         "--credentials", console->credentials, "--api-url",
                                         demo_server_get_url (console->server), NULL);
  g_assert_no_error (error);
  g_clear_object (&launcher);

  while (read (master, &byte, 1) == 1)
    {
      g_string_append_c (said, byte);
      if (!answered && strstr (said->str, "[y/N] ") != NULL)
        {
          g_assert_cmpint (write (master, typed, strlen (typed)), ==, strlen (typed));
          answered = TRUE;
        }
    }
  close (master);

  g_assert_true (answered);
  g_assert_true (g_subprocess_wait (process, NULL, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, status);

  return g_string_free_and_steal (said);
}

static char *
dup_store_folder (Console *console)
{
  return g_build_filename (console->folder, "parvis", NULL);
}

/* The names of the files, sorted, with what is in them. */
static GPtrArray *
read_files (Console *console)
{
  g_autofree char *folder = dup_store_folder (console);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *content;
      gsize size;

      g_assert_true (g_file_get_contents (path, &content, &size, NULL));
      g_ptr_array_add (files, g_bytes_new_take (content, size));
    }

  return files;
}

static guint
count_files (Console *console)
{
  g_autoptr(GPtrArray) files = read_files (console);

  return files->len;
}

static gboolean
is_in_files (Console    *console,
             const char *text)
{
  g_autoptr(GPtrArray) files = read_files (console);
  gboolean found = FALSE;

  for (guint i = 0; i < files->len; i++)
    {
      gsize size;
      gconstpointer content = g_bytes_get_data (g_ptr_array_index (files, i), &size);

      found |= size > 0 && memmem (content, size, text, strlen (text)) != NULL;
    }

  return found;
}

static void
test_terminal (Console       *console,
               gconstpointer  data)
{
  g_autofree char *progress = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *meant = NULL;

  console_set_env (console, "G_MESSAGES_DEBUG", NULL);
  console_sign_in (console);
  progress = run_on_terminal (console, "sync", "--full", NULL, 0);
  g_assert_nonnull (strstr (progress, "Reading the events…"));
  g_assert_nonnull (strstr (progress, "Reading the participants of “"));

  refused = run_on_terminal (console, "wipe", "--format=table", "n\n", 1);
  g_assert_nonnull (strstr (refused, "Nothing was removed."));
  g_assert_cmpuint (count_files (console), >, 0);

  meant = run_on_terminal (console, "wipe", "--format=table", "y\n", 0);
  g_assert_null (strstr (meant, "Nothing was removed."));
  g_assert_cmpuint (count_files (console), ==, 0);
}

/* ---- removing ---- */

static void
test_wipe_event (Console       *console,
                 gconstpointer  data)
{
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(JsonNode) other = NULL;
  g_autoptr(GPtrArray) marks = g_ptr_array_new_with_free_func (g_free);
  JsonArray *rows;
  guint n_events;

  console_sign_in (console);
  console_run_well (console, "sync");
  n_events = json_array_get_length (console_run_json (console, &root, "status"));

  rows = console_run_json (console, &root, "list participants --event " EVENT);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      g_ptr_array_add (marks, g_strdup (json_object_get_string_member (row, "barcode")));
      g_ptr_array_add (marks, g_strdup (json_object_get_string_member (row, "id_participant")));
    }
  g_assert_cmpuint (marks->len, >, 100);
  for (guint i = 0; i < marks->len; i++)
    g_assert_true (is_in_files (console, g_ptr_array_index (marks, i)));

  demo_server_stop (console->server);
  console_run_well (console, "wipe --yes --event " EVENT);
  g_assert_cmpstr (console->output, ==, "");

  for (guint i = 0; i < marks->len; i++)
    g_assert_false (is_in_files (console, g_ptr_array_index (marks, i)));
  g_assert_false (is_in_files (console, "Nuits de l'Estuaire 2026"));

  g_assert_cmpuint (json_array_get_length (console_run_json (console, &other, "status")), ==,
                    n_events - 1);
  console_run_well (console, "check-store");
  console_run_line (console, "list participants --event " EVENT);
  console_assert (console, 1, 1);
  console_run_line (console, "wipe --yes --event " EVENT);
  console_assert (console, 1, 1);
}

/* Another account with the same ids is not touched by anything. */
static void
test_two_accounts (Console       *console,
                   gconstpointer  data)
{
  g_autofree char *token = NULL;
  g_autofree char *text = NULL;
  g_autofree char *first = NULL;
  g_autofree char *folder = dup_store_folder (console);
  g_autofree char *damaged = NULL;
  g_autoptr(GDir) dir = NULL;

  console_sign_in (console);
  console_run_well (console, "sync");
  console_run_well (console, "status --format json");
  first = g_strdup (console->output);

  /* What a damaged store and a backup leave behind is this account's too. */
  dir = g_dir_open (folder, 0, NULL);
  damaged = g_strdup_printf ("%s/%.35s.damaged-2026-11-01", folder, g_dir_read_name (dir));
  g_assert_nonnull (strstr (damaged, ".db.damaged"));
  g_assert_true (g_file_set_contents (damaged, "x", 1, NULL));

  token = console_dup_token (console);
  text = g_strdup_printf ("[weezevent]\nusername=other\napi_key=%s\naccess_token=%s\n",
                          DEMO_API_KEY, token);
  console_write (console, text, 0600);
  console_run_line (console, "status");
  console_assert (console, 0, 1);
  console_run_well (console, "sync --event " EVENT);
  console_run_well (console, "wipe --yes");

  g_clear_pointer (&text, g_free);
  text = g_strdup_printf ("[weezevent]\nusername=" DEMO_USERNAME "\napi_key=%s\n", DEMO_API_KEY);
  console_write (console, text, 0600);
  g_assert_true (g_file_test (damaged, G_FILE_TEST_EXISTS));
  console_run_well (console, "status --format json");
  g_assert_cmpstr (console->output, ==, first);

  console_run_well (console, "wipe --yes");
  g_assert_cmpuint (count_files (console), ==, 0);
  console_run_well (console, "wipe --yes");
}

/* Where a file of SQLite tells the version of its schema. */
#define VERSION_OFFSET 60

static void
make_newer (Console *console)
{
  g_autofree char *folder = g_build_filename (console->folder, "parvis", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const guint32 version = GUINT32_TO_BE (1000);
  guint n_changed = 0;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".db"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);
        int file = g_open (path, O_WRONLY | O_CLOEXEC, 0);

        g_assert_cmpint (pwrite (file, &version, sizeof version, VERSION_OFFSET), ==,
                         sizeof version);
        g_assert_true (g_close (file, NULL));
        n_changed++;
      }
  g_assert_cmpuint (n_changed, ==, 1);
}

/* What a newer Parvis wrote is shown and left as it is; why is said once. */
static void
test_newer (Console       *console,
            gconstpointer  data)
{
  static const struct
  {
    const char *line;
    int         status;
  } cases[] = {
    { "status", 0 }, { "find martin", 0 }, { "list participants --event " EVENT, 0 },
    { "check-store", 0 }, { "sync", 1 }, { "wipe --yes --event " EVENT, 1 }, { "status", 0 },
  };
  g_autofree char *counts = NULL;
  g_autofree char *asked = NULL;

  console_sign_in (console);
  console_run_well (console, "sync");
  console_run_well (console, "status");
  counts = g_strdup (console->output);
  make_newer (console);
  demo_server_clear_log (console->server);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      console_run_line (console, cases[i].line);
      console_assert (console, cases[i].status, 1);
      g_assert_nonnull (strstr (console->messages, "A newer version of Parvis made this store."));
    }
  g_assert_cmpstr (console->output, ==, counts);
  asked = console_dup_asked (console);
  g_assert_null (asked);
}

static void
test_folder (Console       *console,
             gconstpointer  data)
{
  g_autofree char *place = g_build_filename (console->folder, "elsewhere", NULL);
  g_autofree char *sync = g_strdup_printf ("sync --event " EVENT " --store '%s'", place);
  g_autofree char *status = g_strdup_printf ("--store '%s' list participants --event " EVENT,
                                             place);
  GStatBuf state;

  console_sign_in (console);
  console_run_well (console, sync);
  console_run_well (console, status);
  g_assert_cmpuint (console_count_lines (console->output), >, 100);
  g_assert_cmpuint (count_files (console), ==, 0);
  g_assert_no_errno (g_stat (place, &state));
  g_assert_cmpuint (state.st_mode & 07777, ==, 0700);

  /* A file is no folder. */
  console_run_line (console, "status --store /dev/null");
  console_assert (console, 1, 1);
}

/* ---- damage ---- */

static char *
dup_store (Console *console)
{
  g_autofree char *place = g_build_filename (console->folder, "parvis", NULL);
  g_autoptr(GDir) dir = g_dir_open (place, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".db"))
      return g_build_filename (place, name, NULL);

  g_assert_not_reached ();
}

/* Once a week a sync looks through all, and has answered before. */
static void
test_weekly_look (Console       *console,
                  gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autofree char *mark = NULL;

  console_sign_in (console);
  console_run_well (console, "sync");
  path = dup_store (console);
  stale_index_due (path);
  console_run_well (console, "sync");

  stale_index_make (path);
  console_run_well (console, "sync");
  stale_index_due (path);
  console_run_line (console, "sync --format json");
  console_assert (console, 1, 1);
  g_assert_nonnull (strstr (console->messages, "damaged"));
  g_assert_true (g_str_has_prefix (console->output, "["));
  mark = g_strconcat (path, ".suspect", NULL);
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));
}

#define ADD(path, func) \
  g_test_add ("/cli/keeping/" path, Console, NULL, console_set_up, func, console_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("stop", test_interrupt);
  ADD ("ask", test_terminal);
  ADD ("wipe-event", test_wipe_event);
  ADD ("two-accounts", test_two_accounts);
  ADD ("newer", test_newer);
  ADD ("weekly-look", test_weekly_look);
  ADD ("folder", test_folder);

  return g_test_run ();
}
