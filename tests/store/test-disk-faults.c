#include <gio/gio.h>
#include <glib/gstdio.h>

#include "fault-vfs.h"
#include "file-test.h"
#include "parvis-backup.h"
#include "parvis-store-error.h"

/* With a sanitizer each allocation of SQLite's is some twenty times as slow. */
#ifdef __SANITIZE_ADDRESS__
#define STEP 7
#else
#define STEP 1
#endif

/* A disk that gives up within one of these is tried at its first call, its second, and so on until
 * there is no call left that could fail. */
typedef struct
{
  void     (*prepare) (FileTest *test);
  gboolean (*run)     (FileTest *test, ParvisDatabase *database, GError **error);
  gboolean   open;            /* whether it runs in a store that was opened before */
  gboolean   long_winded;
  gint64     n_notes_before;
  gint64     n_notes_after;
} Operation;

static const struct { int result; ParvisStoreError code; } results[] = {
  { SQLITE_FULL, PARVIS_STORE_ERROR_FULL },
  { SQLITE_IOERR_WRITE, PARVIS_STORE_ERROR_FAILED },
};

static void
prepare_nothing (FileTest *test)
{
}

static void
prepare_store (FileTest *test)
{
  file_test_make (test, 3);
}

static void
prepare_backup (FileTest *test)
{
  g_autoptr(ParvisDatabase) database = NULL;
  g_autoptr(GDateTime) day = g_date_time_new_utc (2026, 3, 1, 12, 0, 0);

  file_test_make (test, 3);
  database = file_test_open (test);
  g_assert_true (parvis_backup_make (database, test->path, day, NULL));
}

/* As in prepare_backup(), which is done once for all tries. */
static void
prepare_damage (FileTest *test)
{
  static GBytes *bytes;
  g_autofree char *path = file_test_dup_name (test, ".backup-2026-03-01");

  if (bytes == NULL)
    {
      prepare_backup (test);
      bytes = file_test_load (path);
    }
  file_test_save (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  file_test_save (test->path, "not a database", 14);
}

static gboolean
run_open (FileTest        *test,
          ParvisDatabase  *database,
          GError         **error)
{
  g_auto(ParvisStoreOutcome) outcome = { 0 };
  g_autoptr(ParvisDatabase) opened = file_test_try (test, &outcome, error);

  return opened != NULL && !outcome.read_only;
}

static gboolean
run_note (FileTest        *test,
          ParvisDatabase  *database,
          GError         **error)
{
  return file_test_write_note (database, 3, error);
}

static gboolean
run_backup (FileTest        *test,
            ParvisDatabase  *database,
            GError         **error)
{
  g_autoptr(GDateTime) day = g_date_time_new_utc (2026, 3, 2, 12, 0, 0);

  return parvis_backup_make (database, test->path, day, error);
}

static gboolean
run_checkpoint (FileTest        *test,
                ParvisDatabase  *database,
                GError         **error)
{
  return file_test_write_note (database, 3, error) &&
         parvis_database_execute (database, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

static const Operation create = { prepare_nothing, run_open, FALSE, TRUE, 0, 0 };
static const Operation again = { prepare_store, run_open, FALSE, FALSE, 3, 3 };
static const Operation rebuild = { prepare_damage, run_open, FALSE, TRUE, 3, 3 };
static const Operation note = { prepare_store, run_note, TRUE, FALSE, 3, 4 };
static const Operation checkpoint = { prepare_store, run_checkpoint, TRUE, FALSE, 3, 4 };
static const Operation backup = { prepare_backup, run_backup, TRUE, FALSE, 3, 3 };

/* Whether anything failed at the call with this number. */
static gboolean
try (FileTest        *test,
     const Operation *operation,
     guint            number,
     int              result,
     gboolean         for_ever,
     int              code)
{
  g_autoptr(ParvisDatabase) database = NULL;
  g_autoptr(GError) error = NULL;
  gboolean damaged = operation == &rebuild;
  gboolean done;
  guint n_failed;
  gint64 n_notes;

  operation->prepare (test);
  if (operation->open)
    database = file_test_open (test);

  fault_vfs_arm (number, result, for_ever);
  done = operation->run (test, database, &error);
  /* To close it may take a write as well. */
  if (!done || number % 2 == 0)
    g_clear_pointer (&database, parvis_database_free);
  n_failed = fault_vfs_disarm ();

  if (!done)
    {
      g_assert_cmpuint (n_failed, >, 0);
      g_assert_error (error, PARVIS_STORE_ERROR, code);
    }
  g_clear_pointer (&database, parvis_database_free);

  /* The disk works again: all is there, and it can be done now. */
  if (damaged)
    {
      g_auto(ParvisStoreOutcome) outcome = { 0 };

      database = file_test_try (test, &outcome, NULL);
      g_assert_nonnull (database);
    }
  else
    database = file_test_open (test);
  file_test_assert_sound (database);
  n_notes = file_test_count_notes (database);
  g_assert_true (n_notes == operation->n_notes_before || n_notes == operation->n_notes_after);
  if (done)
    g_assert_cmpint (n_notes, ==, operation->n_notes_after);
  if (operation->open && n_notes == operation->n_notes_before)
    {
      g_clear_error (&error);
      g_assert_true (operation->run (test, database, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpuint (file_test_count_files (test, ".damaged"), ==, damaged);
  g_assert_cmpuint (file_test_count_files (test, ".part"), ==, 0);

  g_clear_pointer (&database, parvis_database_free);
  file_test_empty (test);

  return n_failed > 0;
}

static void
test_operation (FileTest      *test,
                gconstpointer  data)
{
  const Operation *operation = data;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    for (int for_ever = FALSE; for_ever <= TRUE; for_ever++)
      {
        guint number = 1;

        /* What takes many calls is tried in two of the four ways. */
        if (operation->long_winded && i != (guint) for_ever)
          continue;

        while (try (test, operation, number, results[i].result, for_ever, results[i].code))
          number += operation->long_winded ? STEP : 1;

        g_test_message ("%u calls", number - 1);
        g_assert_cmpuint (number, >, 2);
      }
}

/* Whatever becomes of today's backup, yesterday's is as it was. */
static void
test_backup_before_stays (FileTest      *test,
                          gconstpointer  data)
{
  g_autofree char *yesterday = file_test_dup_name (test, ".backup-2026-03-01");
  g_autoptr(GBytes) was = NULL;
  g_autoptr(GBytes) is = NULL;
  g_autoptr(ParvisDatabase) database = NULL;
  g_autoptr(GError) error = NULL;

  prepare_backup (test);
  was = file_test_load (yesterday);
  database = file_test_open (test);
  fault_vfs_arm (2, SQLITE_FULL, TRUE);
  g_assert_false (run_backup (test, database, &error));
  fault_vfs_disarm ();
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FULL);
  is = file_test_load (yesterday);
  g_assert_true (g_bytes_equal (was, is));
  g_assert_cmpuint (file_test_count_files (test, ".backup"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char      *path;
    const Operation *operation;
  } tests[] = {
    { "/disk-faults/create", &create },
    { "/disk-faults/open-again", &again },
    { "/disk-faults/rebuild", &rebuild },
    { "/disk-faults/note", &note },
    { "/disk-faults/checkpoint", &checkpoint },
    { "/disk-faults/backup", &backup },
  };

  g_test_init (&argc, &argv, NULL);
  /* That a store is set aside is worth a line in the log, and no reason to stop. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  fault_vfs_install ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FileTest, tests[i].operation, file_test_set_up, test_operation,
                file_test_tear_down);
  g_test_add ("/disk-faults/backup-before-stays", FileTest, NULL, file_test_set_up,
              test_backup_before_stays, file_test_tear_down);

  return g_test_run ();
}
