#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "fault-vfs.h"
#include "file-test.h"
#include "parvis-backup.h"
#include "parvis-store-error.h"

static GDateTime *
day (int number)
{
  return g_date_time_new_utc (2026, 3, number, 12, 0, 0);
}

static void
back_up (FileTest       *test,
         ParvisDatabase *database,
         int             number)
{
  g_autoptr(GDateTime) date = day (number);
  g_autoptr(GError) error = NULL;

  parvis_backup_make (database, test->path, date, &error);
  g_assert_no_error (error);
}

static char *
dup_backup (FileTest *test,
            int       number)
{
  return g_strdup_printf ("%s.backup-2026-03-%02d", test->path, number);
}

static void
execute (ParvisDatabase *database,
         const char     *sql)
{
  g_autoptr(GError) error = NULL;

  parvis_database_execute (database, sql, &error);
  g_assert_no_error (error);
}

/* The store with so many notes, each backed up on a day of its own. */
static void
make_with_backups (FileTest *test,
                   guint     n_notes)
{
  g_autoptr(ParvisDatabase) database = file_test_open (test);

  execute (database, "INSERT INTO user_setting VALUES ('view', '\"vue d’été\"')");
  for (guint i = 0; i < n_notes; i++)
    {
      g_assert_true (file_test_write_note (database, i, NULL));
      back_up (test, database, i + 1);
    }
}

static ParvisDatabase *
reopen (FileTest *test,
        guint     n_restored)
{
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;
  ParvisDatabase *database = file_test_try (test, &outcome, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (outcome.n_restored, ==, n_restored);

  return database;
}

static void
test_restored (FileTest      *test,
               gconstpointer  data)
{
  g_autoptr(ParvisDatabase) database = NULL;

  make_with_backups (test, 3);
  g_assert_no_errno (g_unlink (test->path));

  database = reopen (test, 4);
  g_assert_cmpint (file_test_count_notes (database), ==, 3);
  g_assert_cmpint (file_test_read (database, "SELECT count(*) FROM user_setting"
                                   " WHERE name = 'view' AND value = '\"vue d’été\"'"), ==, 1);
  g_clear_pointer (&database, parvis_database_free);

  /* Once is enough: what is taken away after stays away. */
  database = reopen (test, 0);
  execute (database, "DELETE FROM user_note");
  g_clear_pointer (&database, parvis_database_free);
  database = reopen (test, 0);
  g_assert_cmpint (file_test_count_notes (database), ==, 0);
}

static void
test_kept (FileTest      *test,
           gconstpointer  data)
{
  g_autofree char *part = file_test_dup_name (test, ".backup.part");
  g_autoptr(GDateTime) today = day (8);
  g_autoptr(GDateTime) tomorrow = day (9);

  make_with_backups (test, 8);
  g_assert_false (parvis_backup_is_due (test->path, today));
  g_assert_true (parvis_backup_is_due (test->path, tomorrow));

  for (int i = 1; i <= 8; i++)
    {
      g_autofree char *path = dup_backup (test, i);
      GStatBuf status;

      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, i > 3);
      if (i > 3)
        {
          g_assert_no_errno (g_lstat (path, &status));
          g_assert_cmpuint (status.st_mode & 07777, ==, 0600);
        }
    }
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (file_test_count_files (test, ".backup"), ==, 5);
}

/* The same day again: the newer one counts. A part left from a cut try is in nobody's way. */
static void
test_again (FileTest      *test,
            gconstpointer  data)
{
  g_autofree char *part = file_test_dup_name (test, ".backup.part");
  g_autoptr(ParvisDatabase) database = NULL;

  make_with_backups (test, 1);
  file_test_save (part, "half", 4);
  database = file_test_open (test);
  file_test_write_note (database, 1, NULL);
  execute (database, "BEGIN");
  back_up (test, database, 1);
  execute (database, "COMMIT");
  g_clear_pointer (&database, parvis_database_free);
  g_assert_no_errno (g_unlink (test->path));

  database = reopen (test, 3);
  g_assert_cmpint (file_test_count_notes (database), ==, 2);
}

/* Any bit of a backup counts. */
static void
test_damaged_is_passed_over (FileTest      *test,
                             gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (3);
  g_autofree char *newest = NULL;
  g_autoptr(GBytes) good = NULL;
  const char *bytes;
  gsize length;
  guint n_passed_over = 0;

  make_with_backups (test, 2);
  newest = dup_backup (test, 2);
  good = file_test_load (newest);
  bytes = g_bytes_get_data (good, &length);

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr(ParvisDatabase) database = NULL;
      g_auto(ParvisStoreOutcome) outcome = { 0 };
      g_autoptr(GError) error = NULL;
      g_autofree char *bad = g_memdup2 (bytes, length);
      gint64 n_notes;

      if (i % 2 == 0)
        bad[g_rand_int_range (random, 0, length)] ^= 1 << g_rand_int_range (random, 0, 8);
      file_test_save (newest, bad, i % 2 == 0 ? length
                                              : (gsize) g_rand_int_range (random, 0, length));
      g_assert_no_errno (g_unlink (test->path));

      database = file_test_try (test, &outcome, &error);
      g_assert_no_error (error);
      n_notes = file_test_count_notes (database);
      g_assert_cmpuint (outcome.n_restored, ==, n_notes + 1);
      g_assert_cmpint (n_notes, >=, 1);
      if (i % 2 == 1)
        g_assert_cmpint (n_notes, ==, 1);
      n_passed_over += n_notes == 1;
    }

  g_assert_cmpuint (n_passed_over, >, 50);
}

/* A value that is not as it was is found by nothing but the checksum. */
static void
test_checksum (FileTest      *test,
               gconstpointer  data)
{
  g_autofree char *newest = NULL;
  g_autoptr(ParvisDatabase) database = NULL;
  g_autoptr(GError) error = NULL;

  make_with_backups (test, 2);
  newest = dup_backup (test, 2);
  database = parvis_database_open_bare (newest, TRUE, &error);
  g_assert_no_error (error);
  execute (database, "UPDATE user_note SET note = 'Other words' WHERE id_participant = '00001'");
  g_clear_pointer (&database, parvis_database_free);
  g_assert_no_errno (g_unlink (test->path));

  database = reopen (test, 2);
  g_assert_cmpint (file_test_count_notes (database), ==, 1);
}

static void
test_other_account (FileTest      *test,
                    gconstpointer  data)
{
  g_autoptr(ParvisDatabase) database = NULL;
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;

  make_with_backups (test, 2);
  g_assert_no_errno (g_unlink (test->path));

  database = parvis_store_file_open (test->path, SERVICE, "paul@example.org", &outcome, &error);
  g_assert_no_error (error);
  g_assert_true (outcome.created);
  g_assert_cmpuint (outcome.n_restored, ==, 0);
  g_assert_cmpint (file_test_count_notes (database), ==, 0);
}

static void
test_empty (FileTest      *test,
            gconstpointer  data)
{
  g_autoptr(ParvisDatabase) database = NULL;

  file_test_make (test, 0);
  database = file_test_open (test);
  back_up (test, database, 1);
  g_clear_pointer (&database, parvis_database_free);
  g_assert_no_errno (g_unlink (test->path));
  database = reopen (test, 0);
  g_assert_cmpint (file_test_count_notes (database), ==, 0);
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
    { "/backup/restored", test_restored },
    { "/backup/kept", test_kept },
    { "/backup/again", test_again },
    { "/backup/damaged-is-passed-over", test_damaged_is_passed_over },
    { "/backup/checksum", test_checksum },
    { "/backup/other-account", test_other_account },
    { "/backup/empty", test_empty },
  };

  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FileTest, NULL, file_test_set_up, tests[i].test,
                file_test_tear_down);

  return g_test_run ();
}
