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

static void
apply_real (ParvisDatabase *database,
            const char     *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) sql = NULL;

  /* The resources come along with a use of them. */
  g_assert_cmpint (parvis_migration_get_newest (PARVIS_MIGRATION_FOLDER), >=, 3);
  sql = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_assert_no_error (error);
  execute (database, g_bytes_get_data (sql, NULL));
}

/* Who was in the two indexes of an older store waits to be told to the one. */
static void
test_one_search (FileTest      *test,
                 gconstpointer  data)
{
  g_autoptr(ParvisDatabase) database = open_bare (test);
  g_autoptr(GError) error = NULL;

  apply_real (database, PARVIS_MIGRATION_FOLDER "/001.sql");
  apply_real (database, PARVIS_MIGRATION_FOLDER "/002.sql");
  execute (database, "PRAGMA user_version = 2;"
                     "INSERT INTO word_search (rowid, words) VALUES (5, 'd du dupont');"
                     "INSERT INTO mail_search (rowid, mails) VALUES (5, 'dupont@ex');"
                     "INSERT INTO code (value, ord) VALUES ('7123', 5);"
                     "INSERT INTO unindexed (key) VALUES (3);"
                     "REPLACE INTO meta (name, value) VALUES ('merged', 7);"
                     "UPDATE meta SET value = 7 WHERE name = 'indexed'");

  parvis_migration_run (database, PARVIS_MIGRATION_FOLDER, &error);
  g_assert_no_error (error);
  g_assert_cmpint (file_test_read (database, "SELECT count(*) FROM sqlite_schema"
                                   " WHERE name GLOB 'word_search*'"
                                   " OR name GLOB 'mail_search*'"), ==, 0);
  g_assert_cmpint (file_test_read (database, "SELECT count(*) FROM search"), ==, 0);
  g_assert_cmpint (file_test_read (database, "SELECT count(*) FROM unindexed"), ==, 0);
  g_assert_cmpint (file_test_read (database, "SELECT count(*) FROM code"), ==, 0);
  g_assert_cmpint (file_test_read (database, "SELECT value FROM meta WHERE name = 'indexed'"),
                   ==, 0);
  g_assert_cmpint (file_test_read (database, "SELECT count(*) FROM meta WHERE name = 'merged'"),
                   ==, 0);
  file_test_assert_sound (database);
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
    { "/migration/one-search", test_one_search },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FileTest, NULL, file_test_set_up, tests[i].test,
                file_test_tear_down);

  return g_test_run ();
}
