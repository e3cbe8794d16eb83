#include <gio/gio.h>

#include "file-test.h"
#include "parvis-migration.h"
#include "parvis-private-file.h"
#include "parvis-store-error.h"

#define SCHEMAS "/io/github/parvis/Parvis/test/"

static ParvisDatabase *
open_bare (FileTest *test)
{
  g_autoptr(GError) error = NULL;
  ParvisDatabase *database;

  parvis_private_file_make (test->path, &error);
  g_assert_no_error (error);
  database = parvis_database_open_bare (test->path, TRUE, &error);
  g_assert_no_error (error);

  return database;
}

static void
execute (ParvisDatabase *database,
         const char     *sql)
{
  g_autoptr(GError) error = NULL;

  parvis_database_execute (database, sql, &error);
  g_assert_no_error (error);
}

static void
test_older (FileTest      *test,
            gconstpointer  data)
{
  g_autoptr(ParvisDatabase) database = open_bare (test);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (parvis_migration_get_newest (SCHEMAS "first"), ==, 1);
  g_assert_cmpint (parvis_migration_get_newest (SCHEMAS "second"), ==, 2);

  parvis_migration_run (database, SCHEMAS "first", &error);
  g_assert_no_error (error);
  g_assert_cmpint (file_test_read (database, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (file_test_read (database, "PRAGMA application_id"), ==,
                   PARVIS_DATABASE_APPLICATION);
  execute (database, "INSERT INTO note VALUES ('a', 'kept')");

  for (guint i = 0; i < 2; i++)
    {
      parvis_migration_run (database, SCHEMAS "second", &error);
      g_assert_no_error (error);
      g_assert_cmpint (file_test_read (database, "PRAGMA user_version"), ==, 2);
      g_assert_cmpint (file_test_read (database, "SELECT count(*) FROM note WHERE id = 'a' AND"
                                       " words = 'kept' AND label = 'old'"), ==, 1);
    }

  /* A schema that is newer than the files stays what it is. */
  parvis_migration_run (database, SCHEMAS "first", &error);
  g_assert_no_error (error);
  g_assert_cmpint (file_test_read (database, "PRAGMA user_version"), ==, 2);
}

static void
test_fails_halfway (FileTest      *test,
                    gconstpointer  data)
{
  g_autoptr(ParvisDatabase) database = open_bare (test);
  g_autoptr(GError) error = NULL;

  parvis_migration_run (database, SCHEMAS "first", &error);
  g_assert_no_error (error);
  execute (database, "INSERT INTO note VALUES ('a', 'kept')");

  g_assert_false (parvis_migration_run (database, SCHEMAS "broken", &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED);
  g_assert_cmpint (file_test_read (database, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (file_test_read (database, "SELECT count(*) FROM sqlite_schema"
                                   " WHERE name = 'half'"), ==, 0);
  g_assert_cmpint (file_test_read (database, "SELECT count(*) FROM note WHERE words = 'kept'"),
                   ==, 1);
  file_test_assert_sound (database);
}

static void
test_first_is_made (FileTest      *test,
                    gconstpointer  data)
{
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisDatabase) database = file_test_try (test, &outcome, &error);

  g_assert_no_error (error);
  g_assert_true (outcome.created);
  g_assert_false (outcome.newer);
  g_assert_cmpint (file_test_read (database, "PRAGMA user_version"), ==,
                   parvis_migration_get_newest (PARVIS_MIGRATION_FOLDER));
  g_assert_cmpint (file_test_read (database, "SELECT count(*) FROM user_note"), ==, 0);
  g_clear_pointer (&database, parvis_database_free);

  database = file_test_try (test, &outcome, &error);
  g_assert_no_error (error);
  g_assert_false (outcome.created);
}

/* What a newer Parvis keeps may be made of things that this one has never heard of. */
static void
test_newer (FileTest      *test,
            gconstpointer  data)
{
  g_autofree char *mark = file_test_dup_name (test, ".suspect");

  file_test_make (test, 4);
  {
    g_autoptr(ParvisDatabase) bare = open_bare (test);

    execute (bare, "CREATE TABLE made_by_a_newer_one (x); PRAGMA user_version = 999");
  }
  file_test_save (mark, "", 0);

  for (guint i = 0; i < 2; i++)
    {
      g_auto(ParvisStoreOutcome) outcome = { 0 };
      g_autoptr(GError) error = NULL;
      g_autoptr(ParvisDatabase) database = file_test_try (test, &outcome, &error);

      g_assert_no_error (error);
      g_assert_true (parvis_database_get_newer (database));
      g_assert_true (outcome.newer);
      g_assert_true (outcome.read_only);
      g_assert_null (outcome.set_aside);
      g_assert_cmpint (file_test_count_notes (database), ==, 4);
      g_assert_cmpint (file_test_read (database, "PRAGMA user_version"), ==, 999);
      g_assert_false (file_test_write_note (database, 4, &error));
      g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_READ_ONLY);
    }
}

static void
test_newer_not_understood (FileTest      *test,
                           gconstpointer  data)
{
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;
  guint n_files;

  file_test_make (test, 1);
  {
    g_autoptr(ParvisDatabase) bare = open_bare (test);

    sqlite3_db_config (parvis_database_get_handle (bare), SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    execute (bare, "PRAGMA writable_schema = ON; PRAGMA user_version = 999;"
             " UPDATE sqlite_schema SET sql = 'CREATE TABLE meta TO THE MOON' WHERE name = 'meta'");
  }

  n_files = file_test_count_files (test, "");
  g_assert_null (file_test_try (test, &outcome, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_NEWER);
  g_assert_null (outcome.set_aside);
  g_assert_cmpuint (file_test_count_files (test, ".damaged"), ==, 0);
  g_assert_cmpuint (file_test_count_files (test, ""), >=, n_files);
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
    { "/migration/older", test_older },
    { "/migration/fails-halfway", test_fails_halfway },
    { "/migration/first-is-made", test_first_is_made },
    { "/migration/newer", test_newer },
    { "/migration/newer-not-understood", test_newer_not_understood },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FileTest, NULL, file_test_set_up, tests[i].test,
                file_test_tear_down);

  return g_test_run ();
}
