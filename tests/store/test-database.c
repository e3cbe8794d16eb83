#define _GNU_SOURCE

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file-test.h"
#include "parvis-store-error.h"

#define SKIPPED 77

static guint
mode_of (const char *path)
{
  GStatBuf status;

  g_assert_no_errno (g_lstat (path, &status));

  return status.st_mode & 07777;
}

static void
assert_settings (ParvisDatabase *database)
{
  const struct { const char *sql; gint64 value; } settings[] = {
    { "PRAGMA synchronous", 2 },
    { "PRAGMA foreign_keys", 1 },
    { "PRAGMA secure_delete", 1 },
    { "PRAGMA trusted_schema", 0 },
    { "PRAGMA cell_size_check", 1 },
    { "PRAGMA mmap_size", 0 },
    { "PRAGMA busy_timeout", 5000 },
    { "PRAGMA page_size", 8192 },
    { "PRAGMA cache_size", -16000 },
    { "PRAGMA auto_vacuum", 2 },
    { "PRAGMA application_id", 0x50617276 },
    { "SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1 },
  };
  const struct { int limit; int value; } limits[] = {
    { SQLITE_LIMIT_LENGTH, 4000000 },
    { SQLITE_LIMIT_SQL_LENGTH, 100000 },
    { SQLITE_LIMIT_COLUMN, 100 },
    { SQLITE_LIMIT_EXPR_DEPTH, 50 },
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200 },
  };
  const struct { int option; int value; } options[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
    { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_test_message ("%s", settings[i].sql);
      g_assert_cmpint (file_test_read (database, settings[i].sql), ==, settings[i].value);
    }

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    g_assert_cmpint (sqlite3_limit (parvis_database_get_handle (database), limits[i].limit, -1),
                     ==, limits[i].value);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      int value = -1;

      sqlite3_db_config (parvis_database_get_handle (database), options[i].option, -1, &value);
      g_assert_cmpint (value, ==, options[i].value);
    }
}

static void
test_settings (FileTest      *test,
               gconstpointer  data)
{
  g_autoptr(ParvisDatabase) writer = file_test_open (test);
  g_autoptr(ParvisDatabase) reader = NULL;
  g_autoptr(GError) error = NULL;

  reader = parvis_database_open (test->path, FALSE, &error);
  g_assert_no_error (error);
  assert_settings (writer);
  assert_settings (reader);
  file_test_assert_sound (writer);

  g_assert_false (file_test_write_note (reader, 0, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);

  file_test_write_note (writer, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (file_test_count_notes (reader), ==, 1);

  /* No other file can be reached from a statement. */
  g_assert_false (parvis_database_execute (writer, "ATTACH ':memory:' AS other", &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED);
}

/* A file that was begun with smaller pages keeps them. */
static void
test_older_pages (FileTest      *test,
                  gconstpointer  data)
{
  g_autoptr(ParvisDatabase) database = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3 *older;

  file_test_empty (test);
  g_assert_cmpint (sqlite3_open (test->path, &older), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (older, "PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL;"
                                 "PRAGMA journal_mode = WAL", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (older);

  database = file_test_open (test);
  g_assert_true (file_test_write_note (database, 0, &error));
  g_assert_no_error (error);
  /* It copies the pages through a file of its own. */
  sqlite3_limit (parvis_database_get_handle (database), SQLITE_LIMIT_ATTACHED, 1);
  g_assert_true (parvis_database_execute (database, "VACUUM", &error));
  g_assert_no_error (error);
  g_assert_cmpint (file_test_read (database, "PRAGMA page_size"), ==, 4096);
  g_assert_cmpint (file_test_read (database, "PRAGMA auto_vacuum"), ==, 2);
  g_assert_cmpint (file_test_count_notes (database), ==, 1);
  file_test_assert_sound (database);
}

static void
test_statements (FileTest      *test,
                 gconstpointer  data)
{
  g_autoptr(ParvisDatabase) database = file_test_open (test);
  g_autoptr(GError) error = NULL;
  ParvisStatement *first;

  first = parvis_database_prepare (database, "SELECT 1", &error);
  g_assert_no_error (error);
  g_assert_true (parvis_database_prepare (database, "SELECT 1", &error) == first);

  /* The one that is used stays; of the others not all do. */
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %u", i + 2);

      g_assert_cmpint (file_test_read (database, sql), ==, i + 2);
      g_assert_true (parvis_database_prepare (database, "SELECT 1", &error) == first);
    }
  {
    guint n_statements = 0;

    for (sqlite3_stmt *statement = NULL;
         (statement = sqlite3_next_stmt (parvis_database_get_handle (database), statement));)
      n_statements++;
    g_assert_cmpuint (n_statements, <, 300);
  }

  g_assert_null (parvis_database_prepare (database, "SELECT secret FROM meta", &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED);
  g_assert_null (strstr (error->message, "secret"));
  g_clear_error (&error);

  /* Nor does a value come into a message. */
  file_test_write_note (database, 12345, &error);
  g_assert_no_error (error);
  g_assert_false (file_test_write_note (database, 12345, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED);
  g_assert_null (strstr (error->message, "user_note"));
  g_assert_null (strstr (error->message, "12345"));
}

static void
test_french_order (FileTest      *test,
                   gconstpointer  data)
{
  g_autoptr(ParvisDatabase) database = file_test_open (test);
  g_autoptr(ParvisStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  gboolean has_row;

  statement = parvis_database_prepare (database,
                                       "SELECT group_concat(column1, ' ') FROM (SELECT column1"
                                       " FROM (VALUES ('zoé'), ('Élan'), ('eau'), ('Œuvre'),"
                                       " ('cote'), ('été'), ('Côté'), ('oiseau'), ('odeur'))"
                                       " ORDER BY column1 COLLATE french)", &error);
  g_assert_no_error (error);
  parvis_statement_step (statement, &has_row, &error);
  g_assert_no_error (error);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==,
                   "cote Côté eau Élan été odeur Œuvre oiseau zoé");
}

static void
test_private (FileTest      *test,
              gconstpointer  data)
{
  const char * const suffixes[] = { "", "-wal", "-shm" };
  mode_t mask = umask (0);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(ParvisDatabase) database = NULL;

      g_assert_no_errno (g_chmod (test->folder, 0755));
      if (i > 0)
        g_assert_no_errno (g_chmod (test->path, 0644));
      database = file_test_open (test);
      file_test_write_note (database, i, NULL);

      g_assert_cmpuint (mode_of (test->folder), ==, 0700);
      for (guint j = 0; j < G_N_ELEMENTS (suffixes); j++)
        {
          g_autofree char *path = file_test_dup_name (test, suffixes[j]);

          g_assert_cmpuint (mode_of (path), ==, 0600);
        }
    }

  umask (mask);
}

static void
assert_refused (FileTest *test)
{
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_null (file_test_try (test, &outcome, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_READ_ONLY);
  g_assert_null (outcome.set_aside);
  g_clear_error (&error);
  g_assert_null (parvis_database_open (test->path, FALSE, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_READ_ONLY);
}

static void
test_no_ordinary_file (FileTest      *test,
                       gconstpointer  data)
{
  g_autofree char *elsewhere = file_test_dup_name (test, ".elsewhere");
  g_autofree char *log = file_test_dup_name (test, "-wal");
  g_autofree char *text = NULL;

  file_test_save (elsewhere, "mine", 4);
  g_assert_no_errno (symlink (elsewhere, test->path));
  assert_refused (test);
  g_assert_no_errno (g_unlink (test->path));
  g_assert_true (g_file_get_contents (elsewhere, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");

  g_assert_no_errno (symlink ("nowhere", test->path));
  assert_refused (test);
  g_assert_no_errno (g_unlink (test->path));

  g_assert_no_errno (mkfifo (test->path, 0600));
  assert_refused (test);
  g_assert_no_errno (g_unlink (test->path));

  g_assert_no_errno (g_mkdir (test->path, 0700));
  assert_refused (test);
  g_assert_no_errno (g_rmdir (test->path));

  /* What lies beside it counts as much. */
  g_assert_no_errno (symlink (elsewhere, log));
  {
    g_auto(ParvisStoreOutcome) outcome = { 0 };
    g_autoptr(GError) error = NULL;

    g_assert_null (file_test_try (test, &outcome, &error));
    g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_READ_ONLY);
  }
}

/* A folder that cannot be written, as for somebody who is not root. */
static void
test_read_only_folder (FileTest      *test,
                       gconstpointer  data)
{
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(ParvisDatabase) database = NULL;
  g_autoptr(GError) error = NULL;
  gboolean root = geteuid () == 0;

  file_test_make (test, 3);
  g_assert_no_errno (g_chmod (test->folder, 0500));
  g_assert_no_errno (g_chmod (test->path, 0400));
  if (root && (chown (test->folder, 65534, -1) != 0 || chown (test->path, 65534, -1) != 0 ||
               seteuid (65534) != 0))
    {
      g_test_skip ("cannot become another user");
      return;
    }

  /* It is its owner's, so it could be repaired; a read-only disk could not. */
  database = parvis_database_open (test->path, FALSE, &error);
  if (root)
    g_assert_no_errno (seteuid (0));
  g_assert_no_error (error);
  g_assert_cmpint (file_test_count_notes (database), ==, 3);
  g_assert_cmpuint (mode_of (test->folder), ==, 0500);
  g_assert_no_errno (g_chmod (test->folder, 0700));
}

/* Whether @folder is on a read-only disk now. */
static gboolean
make_disk_read_only (const char *folder)
{
  return (unshare (CLONE_NEWNS) == 0 || unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0) &&
         mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
         mount (folder, folder, NULL, MS_BIND, NULL) == 0 &&
         mount (NULL, folder, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) == 0;
}

/* What is held is shown, and that it cannot be written is no damage. */
static int
read_from_disk (FileTest *test)
{
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(ParvisDatabase) database = NULL;
  g_autoptr(ParvisDatabase) reader = NULL;
  g_autoptr(GError) error = NULL;

  if (!make_disk_read_only (test->folder))
    return SKIPPED;

  database = file_test_try (test, &outcome, &error);
  g_assert_no_error (error);
  g_assert_true (outcome.read_only);
  g_assert_false (outcome.newer);
  g_assert_null (outcome.set_aside);
  g_assert_cmpint (file_test_count_notes (database), ==, 3);
  g_assert_false (file_test_write_note (database, 4, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);

  reader = parvis_database_open (test->path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (file_test_count_notes (reader), ==, 3);

  return 0;
}

static void
test_read_only_disk (FileTest      *test,
                     gconstpointer  data)
{
  pid_t child;
  int status = 0;

  file_test_make (test, 3);
  /* What happens to its disks concerns the child alone. */
  if ((child = fork ()) == 0)
    _exit (read_from_disk (test));

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == SKIPPED)
    g_test_skip ("cannot make a disk read-only here");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_account (FileTest      *test,
              gconstpointer  data)
{
  const struct { const char *service; const char *username; } others[] = {
    { SERVICE, "paul@example.org" },
    { "https://api.example.com/", USERNAME },
    { SERVICE, "" },
  };

  file_test_make (test, 2);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_auto(ParvisStoreOutcome) outcome = { 0 };
      g_autoptr(GError) error = NULL;

      g_assert_null (parvis_store_file_open (test->path, others[i].service, others[i].username,
                                             &outcome, &error));
      g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FOREIGN);
      g_assert_null (strstr (error->message, "example"));
      g_assert_null (outcome.set_aside);
    }

  {
    g_autoptr(ParvisDatabase) database = file_test_open (test);

    g_assert_cmpint (file_test_count_notes (database), ==, 2);
  }
}

static void
assert_same_name (const char *service_a,
                  const char *service_b,
                  gboolean    same)
{
  g_autofree char *a = parvis_store_file_dup_path ("/folder", service_a, USERNAME);
  g_autofree char *b = parvis_store_file_dup_path ("/folder", service_b, USERNAME);

  g_assert_cmpint (g_str_equal (a, b), ==, same);
}

static void
test_names (void)
{
  g_autofree char *path = parvis_store_file_dup_path ("/folder", SERVICE, USERNAME);
  g_autofree char *other = parvis_store_file_dup_path ("/folder", SERVICE, "paul@example.org");
  g_autofree char *own = parvis_store_file_dup_path (NULL, SERVICE, NULL);
  g_autofree char *place = g_build_filename (g_get_user_data_dir (), "parvis", NULL);

  g_assert_true (g_regex_match_simple ("^/folder/[0-9a-f]{32}\\.db$", path, 0, 0));
  g_assert_cmpstr (path, !=, other);
  g_assert_true (g_str_has_prefix (own, place));

  assert_same_name ("http://127.0.0.1:4000/", "http://127.0.0.1:5000/", TRUE);
  assert_same_name ("http://localhost:4000/", "http://localhost:5000/", TRUE);
  assert_same_name ("http://[::1]:4000/", "http://[::1]:5000/", TRUE);
  assert_same_name ("http://127.0.0.1:4000/", "http://127.0.0.1:4000/other/", FALSE);
  assert_same_name ("https://127.0.0.1:4000/", "https://127.0.0.1:5000/", FALSE);
  assert_same_name ("http://192.168.0.1:4000/", "http://192.168.0.1:5000/", FALSE);
  assert_same_name ("https://api.example.org/", "https://api.example.com/", FALSE);
}

static gpointer
open_thread (gpointer data)
{
  FileTest *test = data;
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisDatabase) database = file_test_try (test, &outcome, &error);

  g_assert_no_error (error);
  g_assert_null (outcome.set_aside);

  return GINT_TO_POINTER (outcome.created);
}

static void
test_opened_at_once (FileTest      *test,
                     gconstpointer  data)
{
  for (guint round = 0; round < 5; round++)
    {
      GThread *threads[8];
      guint n_created = 0;

      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("open", open_thread, test);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        n_created += GPOINTER_TO_INT (g_thread_join (threads[i]));

      g_assert_cmpuint (n_created, ==, 1);
      {
        g_autoptr(ParvisDatabase) database = file_test_open (test);

        file_test_assert_sound (database);
      }
      file_test_empty (test);
    }
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (FileTest *, gconstpointer);
  } tests[] = {
    { "/database/settings", test_settings },
    { "/database/older-pages", test_older_pages },
    { "/database/statements", test_statements },
    { "/database/french-order", test_french_order },
    { "/database/private", test_private },
    { "/database/no-ordinary-file", test_no_ordinary_file },
    { "/database/read-only-folder", test_read_only_folder },
    { "/database/read-only-disk", test_read_only_disk },
    { "/database/account", test_account },
    { "/database/opened-at-once", test_opened_at_once },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FileTest, NULL, file_test_set_up, tests[i].test,
                file_test_tear_down);
  g_test_add_func ("/database/names", test_names);

  return g_test_run ();
}
