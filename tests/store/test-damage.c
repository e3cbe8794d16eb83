#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "fault-vfs.h"
#include "file-test.h"
#include "parvis-backup.h"
#include "parvis-check.h"
#include "parvis-store-error.h"
#include "parvis-store-private.h"
#include "scripted-server.h"
#include "stale-index.h"

#define N_NOTES 40
#define PAGE 8192

/* A store with a few pages, its notes in a backup, and its bytes. */
static GBytes *
make (FileTest *test)
{
  g_autoptr(ParvisDatabase) database = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GError) error = NULL;

  file_test_make (test, N_NOTES);
  database = file_test_open (test);
  parvis_database_execute (database,
                           "INSERT INTO event (key, position, id) VALUES (1, 0, '1');"
                           " WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n"
                           " WHERE x < 500) INSERT INTO participant (key, event, ord, sort_key,"
                           " hash, gone, missed, first_seen, id, first_name, email) SELECT x, 1, x,"
                           " zeroblob(20), x, 0, 0, 1, 'p' || x, 'Prénom', 'a@example.org'"
                           " FROM n",
                           &error);
  g_assert_no_error (error);
  parvis_backup_make (database, test->path, now, &error);
  g_assert_no_error (error);
  g_clear_pointer (&database, parvis_database_free);

  return file_test_load (test->path);
}

/* The store as @bytes make it, and nothing else but the backup. */
static void
put (FileTest   *test,
     const void *bytes,
     gsize       length,
     gboolean    suspect)
{
  const char * const suffixes[] = { "-wal", "-shm", "-journal", ".suspect" };
  g_autofree char *mark = file_test_dup_name (test, ".suspect");

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = file_test_dup_name (test, suffixes[i]);

      g_remove (path);
    }
  file_test_save (test->path, bytes, length);
  if (suspect)
    file_test_save (mark, "", 0);
}

static void
assert_set_aside (FileTest   *test,
                  const void *bytes,
                  gsize       length)
{
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisDatabase) database = NULL;
  g_autoptr(GBytes) kept = NULL;
  g_autoptr(GBytes) was = g_bytes_new (bytes, length);

  database = file_test_try (test, &outcome, &error);
  g_assert_no_error (error);
  g_assert_nonnull (outcome.set_aside);
  g_assert_false (outcome.created);
  g_assert_cmpuint (outcome.n_restored, ==, N_NOTES);
  g_assert_cmpint (file_test_count_notes (database), ==, N_NOTES);
  g_assert_cmpint (file_test_read (database, "SELECT count(*) FROM participant"), ==, 0);
  file_test_assert_sound (database);

  /* Nothing of it is lost to whoever wants to look. */
  kept = file_test_load (outcome.set_aside);
  g_assert_true (g_bytes_equal (kept, was));
}

static void
test_no_store (FileTest      *test,
               gconstpointer  data)
{
  g_autoptr(GBytes) good = make (test);
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autofree char *other = g_memdup2 (g_bytes_get_data (good, NULL), g_bytes_get_size (good));

  put (test, text, 20000, FALSE);
  assert_set_aside (test, text, 20000);

  put (test, "not a database", 14, FALSE);
  assert_set_aside (test, "not a database", 14);

  /* The application that it says is at 68, the version of its schema at 60. */
  other[68] ^= 1;
  put (test, other, g_bytes_get_size (good), FALSE);
  assert_set_aside (test, other, g_bytes_get_size (good));
  other[68] ^= 1;
  other[63] = 0;
  put (test, other, g_bytes_get_size (good), FALSE);
  assert_set_aside (test, other, g_bytes_get_size (good));
  g_assert_cmpuint (file_test_count_files (test, ".damaged"), ==, 4);
}

static void
test_truncated (FileTest      *test,
                gconstpointer  data)
{
  g_autoptr(GBytes) good = make (test);
  g_autoptr(GRand) random = g_rand_new_with_seed (5);

  for (guint i = 0; i < 60; i++)
    {
      gsize length = g_rand_int_range (random, 1, g_bytes_get_size (good) - PAGE);

      put (test, g_bytes_get_data (good, NULL), length, i % 2 == 0);
      assert_set_aside (test, g_bytes_get_data (good, NULL), length);
    }
}

/* Cut to nothing it is as good as new; what people wrote is not lost even so. */
static void
test_empty (FileTest      *test,
            gconstpointer  data)
{
  g_autoptr(GBytes) good = make (test);
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisDatabase) database = NULL;

  put (test, "", 0, TRUE);
  database = file_test_try (test, &outcome, &error);
  g_assert_no_error (error);
  g_assert_true (outcome.created);
  g_assert_cmpint (file_test_count_notes (database), ==, N_NOTES);
}

static void
test_flipped (FileTest      *test,
              gconstpointer  data)
{
  g_autoptr(GBytes) good = make (test);
  g_autoptr(GRand) random = g_rand_new_with_seed (7);
  gsize length = g_bytes_get_size (good);
  guint n_set_aside = 0;

  for (guint i = 0; i < 250; i++)
    {
      g_autofree char *bad = g_memdup2 (g_bytes_get_data (good, NULL), length);
      g_auto(ParvisStoreOutcome) outcome = { 0 };
      g_autoptr(GError) error = NULL;
      g_autoptr(ParvisDatabase) database = NULL;
      /* Each byte of the header; then the schema more often than the rest. */
      guint place = i < 100 ? i : (guint) g_rand_int_range (random, 0,
                                                                 i % 3 == 0 ? PAGE : length);

      bad[place] ^= 1 << g_rand_int_range (random, 0, 8);
      put (test, bad, length, TRUE);
      database = file_test_try (test, &outcome, &error);

      if (database == NULL)
        {
          /* One letter of the account's name, or a number that makes it the future's. */
          g_test_message ("%u at %u: %s", i, place, error->message);
          g_assert_true (g_error_matches (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FOREIGN) ||
                         g_error_matches (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_NEWER));
          continue;
        }

      if (outcome.set_aside != NULL)
        {
          n_set_aside++;
          g_assert_cmpint (file_test_count_notes (database), ==, N_NOTES);
        }
      if (!outcome.newer)
        file_test_assert_sound (database);
    }

  g_assert_cmpuint (n_set_aside, >, 30);
  g_assert_cmpuint (file_test_count_files (test, ".damaged"), >=, n_set_aside);
}

/* What is found while it is in use is looked into when it is opened the next time. */
static void
test_found_later (FileTest      *test,
                  gconstpointer  data)
{
  g_autoptr(GBytes) good = make (test);
  gsize length = g_bytes_get_size (good);
  g_autofree char *bad = g_memdup2 (g_bytes_get_data (good, NULL), length);
  g_autoptr(ParvisDatabase) database = NULL;
  g_autoptr(GError) error = NULL;
  gint64 number;
  gint64 root;

  database = file_test_open (test);
  root = file_test_read (database, "SELECT rootpage FROM sqlite_schema"
                         " WHERE name = 'participant'");
  g_clear_pointer (&database, parvis_database_free);
  memset (bad + (root - 1) * PAGE, 0xee, PAGE);
  put (test, bad, length, FALSE);

  database = file_test_open (test);
  g_assert_false (parvis_database_read_number (database, "SELECT sum(length(email))"
                                               " FROM participant", &number, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_DAMAGED);
  g_clear_pointer (&database, parvis_database_free);

  assert_set_aside (test, bad, length);
}

static void
test_in_use (FileTest      *test,
             gconstpointer  data)
{
  g_autoptr(GBytes) good = make (test);
  g_autofree char *name = file_test_dup_name (test, ".use");
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofd int other = open (name, O_RDWR);

  g_assert_no_errno (flock (other, LOCK_SH));
  put (test, "not a database", 14, FALSE);
  g_assert_null (file_test_try (test, &outcome, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_DAMAGED);
  g_assert_cmpuint (file_test_count_files (test, ".damaged"), ==, 0);

  g_assert_no_errno (flock (other, LOCK_UN));
  assert_set_aside (test, "not a database", 14);
}

/* ---- the log ---- */

/* A store and its log, as a power cut leaves them. */
static void
make_cut (FileTest  *test,
          GBytes   **file,
          GBytes   **log)
{
  g_autofree char *name = file_test_dup_name (test, "-wal");
  g_autoptr(ParvisDatabase) database = NULL;

  file_test_make (test, 0);
  database = file_test_open (test);
  for (guint i = 0; i < N_NOTES; i++)
    g_assert_true (file_test_write_note (database, i, NULL));

  *file = file_test_load (test->path);
  *log = file_test_load (name);
  g_assert_cmpuint (g_bytes_get_size (*log), >, PAGE * N_NOTES);
}

static gint64
open_cut (FileTest   *test,
          GBytes     *file,
          const void *log,
          gsize       length)
{
  g_autofree char *name = file_test_dup_name (test, "-wal");
  g_autoptr(ParvisDatabase) database = NULL;

  put (test, g_bytes_get_data (file, NULL), g_bytes_get_size (file), FALSE);
  file_test_save (name, log, length);
  database = file_test_open (test);
  file_test_assert_sound (database);

  return file_test_count_notes (database);
}

static void
test_log_cut (FileTest      *test,
              gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (11);
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GBytes) log = NULL;
  gsize length;
  gsize cuts[60];
  gint64 before = 0;

  make_cut (test, &file, &log);
  length = g_bytes_get_size (log);
  g_assert_cmpint (open_cut (test, file, g_bytes_get_data (log, NULL), length), ==, N_NOTES);

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    cuts[i] = (i * length + g_rand_int_range (random, 0, length)) / G_N_ELEMENTS (cuts);

  /* The more of the log, the more of what was written, and never anything else. */
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      gint64 n_notes = open_cut (test, file, g_bytes_get_data (log, NULL), cuts[i]);

      g_assert_cmpint (n_notes, >=, before);
      before = n_notes;
    }
  g_assert_cmpint (before, >, N_NOTES / 2);
}

static void
test_log_flipped (FileTest      *test,
                  gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (13);
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GBytes) log = NULL;
  gsize length;

  make_cut (test, &file, &log);
  length = g_bytes_get_size (log);

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *bad = g_memdup2 (g_bytes_get_data (log, NULL), length);

      bad[g_rand_int_range (random, 0, length)] ^= 1 << g_rand_int_range (random, 0, 8);
      g_assert_cmpint (open_cut (test, file, bad, length), <=, N_NOTES);
    }
}

static ParvisStore *
open_store (FileTest *test)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  ParvisStore *store = parvis_store_new (test->folder, SERVICE, USERNAME, zone);
  g_autoptr(GError) error = NULL;

  g_assert_true (await_boolean (parvis_store_open (store), &error));
  g_assert_no_error (error);

  return store;
}

static void
close_store (ParvisStore **store)
{
  g_assert_true (await_boolean (parvis_store_close (*store), NULL));
  g_clear_object (store);
}

static gint64
read_checked (ParvisStore *store)
{
  gint64 checked = -1;

  parvis_database_read_number (parvis_store_get_reader (store),
                               "SELECT value FROM meta WHERE name = 'checked'", &checked, NULL);

  return checked;
}

static gboolean
check_at (ParvisStore  *store,
          gint64        now,
          GError      **error)
{
  return await_boolean (parvis_check_weekly (store, now), error);
}

#define WEEK (7 * 24 * 60 * 60)

static void
begin_week (FileTest *test)
{
  g_autoptr(ParvisDatabase) database = file_test_open (test);
  g_autoptr(GError) error = NULL;

  g_assert_true (parvis_check_begin (database, WEEK, &error));
  /* A second sync does not begin it anew. */
  g_assert_true (parvis_check_begin (database, 2 * WEEK, &error));
  g_assert_no_error (error);
}

/* Nothing came upon it: it is found by looking, once a week. */
static void
test_weekly (FileTest      *test,
             gconstpointer  data)
{
  g_autoptr(ParvisStore) store = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *mark = file_test_dup_name (test, ".suspect");
  g_autofree char *spoilt = NULL;
  gsize length;

  g_bytes_unref (make (test));
  begin_week (test);
  store = open_store (test);
  g_assert_true (check_at (store, 2 * WEEK - 1, &error));
  g_assert_cmpint (read_checked (store), ==, WEEK);
  g_assert_true (check_at (store, 2 * WEEK, &error));
  g_assert_cmpint (read_checked (store), ==, 2 * WEEK);
  /* Our clock was wrong. */
  g_assert_true (check_at (store, WEEK, &error));
  g_assert_cmpint (read_checked (store), ==, WEEK);
  g_assert_true (check_at (store, 2 * WEEK, &error));
  close_store (&store);

  bytes = file_test_load (test->path);
  length = g_bytes_get_size (bytes);
  spoilt = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
  memset (spoilt + length - PAGE, 0xff, PAGE);
  put (test, spoilt, length, FALSE);
  store = open_store (test);
  g_assert_null (parvis_store_get_set_aside (store));
  g_assert_true (check_at (store, 3 * WEEK - 1, &error));
  g_assert_no_error (error);

  g_assert_false (check_at (store, 3 * WEEK, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_DAMAGED);
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));
  g_assert_cmpint (read_checked (store), ==, 2 * WEEK);
  close_store (&store);
  assert_set_aside (test, spoilt, length);
}

/* Every page is well, and yet an index lacks a row: quick_check sees nothing. */
static void
test_weekly_index (FileTest      *test,
                   gconstpointer  data)
{
  g_autoptr(ParvisStore) store = NULL;
  g_autoptr(GError) error = NULL;

  g_bytes_unref (make (test));
  begin_week (test);
  stale_index_make (test->path);

  store = open_store (test);
  g_assert_null (parvis_store_get_set_aside (store));
  g_assert_false (check_at (store, 2 * WEEK, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_DAMAGED);
  close_store (&store);

  store = open_store (test);
  g_assert_nonnull (parvis_store_get_set_aside (store));
  close_store (&store);
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
    { "/damage/no-store", test_no_store },
    { "/damage/truncated", test_truncated },
    { "/damage/empty", test_empty },
    { "/damage/flipped", test_flipped },
    { "/damage/found-later", test_found_later },
    { "/damage/in-use", test_in_use },
    { "/damage/log-cut", test_log_cut },
    { "/damage/log-flipped", test_log_flipped },
    { "/damage/weekly", test_weekly },
    { "/damage/weekly-index", test_weekly_index },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  /* That a store is set aside is worth a line in the log, and no reason to stop. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  fault_vfs_install ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FileTest, NULL, file_test_set_up, tests[i].test,
                file_test_tear_down);

  return g_test_run ();
}
