#include "file-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

void
file_test_set_up (FileTest      *test,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  test->folder = g_dir_make_tmp ("parvis-file-XXXXXX", &error);
  g_assert_no_error (error);
  test->path = parvis_store_file_dup_path (test->folder, SERVICE, USERNAME);
}

void
file_test_tear_down (FileTest      *test,
                     gconstpointer  data)
{
  file_test_empty (test);
  g_assert_no_errno (g_rmdir (test->folder));
  g_clear_pointer (&test->folder, g_free);
  g_clear_pointer (&test->path, g_free);
}

void
file_test_empty (FileTest *test)
{
  g_autoptr(GDir) dir = g_dir_open (test->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (test->folder, name, NULL);

      g_assert_no_errno (g_remove (path));
    }
}

char *
file_test_dup_name (FileTest   *test,
                    const char *suffix)
{
  return g_strconcat (test->path, suffix, NULL);
}

guint
file_test_count_files (FileTest   *test,
                       const char *part)
{
  g_autoptr(GDir) dir = g_dir_open (test->folder, 0, NULL);
  const char *name;
  guint n_files = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n_files += strstr (name, part) != NULL;

  return n_files;
}

ParvisDatabase *
file_test_try (FileTest            *test,
               ParvisStoreOutcome  *outcome,
               GError             **error)
{
  return parvis_store_file_open (test->path, SERVICE, USERNAME, outcome, error);
}

ParvisDatabase *
file_test_open (FileTest *test)
{
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;
  ParvisDatabase *database = file_test_try (test, &outcome, &error);

  g_assert_no_error (error);
  g_assert_nonnull (database);
  g_assert_null (outcome.set_aside);
  g_assert_false (outcome.read_only);

  return database;
}

/* A store that was closed as it should be. */
void
file_test_make (FileTest *test,
                guint     n_notes)
{
  g_autoptr(ParvisDatabase) database = file_test_open (test);

  for (guint i = 0; i < n_notes; i++)
    {
      g_autoptr(GError) error = NULL;

      file_test_write_note (database, i, &error);
      g_assert_no_error (error);
    }
}

gboolean
file_test_write_note (ParvisDatabase  *database,
                      guint            number,
                      GError         **error)
{
  g_autoptr(ParvisStatement) statement = NULL;
  g_autofree char *id = g_strdup_printf ("%05u", number);
  g_autofree char *note = g_strdup_printf ("Une note d’été no %u", number);

  statement = parvis_database_prepare (database, "INSERT INTO user_note"
                                       " (id_participant, note, changed) VALUES (?1, ?2, ?3)",
                                       error);
  if (statement == NULL || !parvis_database_begin (database, error))
    return FALSE;

  parvis_statement_bind_text (statement, 1, id);
  parvis_statement_bind_text (statement, 2, note);
  parvis_statement_bind_int (statement, 3, 1700000000 + number);
  if (parvis_statement_run (statement, error) && parvis_database_commit (database, error))
    return TRUE;

  parvis_database_rollback (database);

  return FALSE;
}

gint64
file_test_read (ParvisDatabase *database,
                const char     *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 number = -1;

  parvis_database_read_number (database, sql, &number, &error);
  g_assert_no_error (error);

  return number;
}

/* They are whole, and none between is missing. */
gint64
file_test_count_notes (ParvisDatabase *database)
{
  gint64 n_notes = file_test_read (database, "SELECT count(*) FROM user_note");

  g_assert_cmpint (file_test_read (database, "SELECT count(*) FROM user_note"
                                   " WHERE note = 'Une note d’été no ' || (id_participant + 0)"
                                   " AND changed = 1700000000 + id_participant"), ==, n_notes);
  g_assert_cmpint (file_test_read (database, "SELECT coalesce(max(id_participant) + 1, 0)"
                                   " FROM user_note"), ==, n_notes);

  return n_notes;
}

void
file_test_assert_sound (ParvisDatabase *database)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisStatement) statement = NULL;
  gboolean has_row;

  statement = parvis_database_prepare (database, "PRAGMA integrity_check", &error);
  g_assert_no_error (error);
  parvis_statement_step (statement, &has_row, &error);
  g_assert_no_error (error);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
  g_clear_pointer (&statement, parvis_statement_release);

  statement = parvis_database_prepare (database, "PRAGMA foreign_key_check", &error);
  g_assert_no_error (error);
  parvis_statement_step (statement, &has_row, &error);
  g_assert_no_error (error);
  g_assert_false (has_row);
}

GBytes *
file_test_load (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *bytes = NULL;
  gsize length = 0;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (bytes, length);
}

void
file_test_save (const char *path,
                const void *bytes,
                gsize       length)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full (path, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}
