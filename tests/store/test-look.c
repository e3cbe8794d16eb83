#include <gio/gio.h>
#include <sqlite3.h>

#include "file-test.h"
#include "parvis-store-error.h"
#include "parvis-store-private.h"
#include "scripted-server.h"

/* A look at all of a store is in nobody's way. */

#define ENDLESS "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)" \
  " SELECT count(*) FROM n"

typedef struct
{
  FileTest     file;
  ParvisStore *store;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GError) error = NULL;

  file_test_set_up (&fixture->file, NULL);
  fixture->store = parvis_store_new (fixture->file.folder, SERVICE, USERNAME, zone);
  g_assert_true (await_boolean (parvis_store_open (fixture->store), &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_true (await_boolean (parvis_store_close (fixture->store), NULL));
  g_clear_object (&fixture->store);
  file_test_tear_down (&fixture->file, NULL);
}

/* What the threads of a test tell each other. */
typedef struct
{
  GMutex   mutex;
  GCond    cond;
  gboolean looking;
  gboolean written;
  gboolean looked;
} Talk;

static void
tell (Talk     *talk,
      gboolean *what)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&talk->mutex);

  *what = TRUE;
  g_cond_broadcast (&talk->cond);
}

static void
wait_until (Talk     *talk,
            gboolean *what)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&talk->mutex);

  while (!*what)
    g_cond_wait (&talk->cond, &talk->mutex);
}

static gboolean
look_without_end (ParvisDatabase  *database,
                  gpointer         data,
                  GError         **error)
{
  gint64 count;

  tell (data, &((Talk *) data)->looking);

  return parvis_database_read_number (database, ENDLESS, &count, error);
}

static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  Talk talk = { 0 };
  g_autoptr(DexFuture) look = NULL;
  g_autoptr(DexFuture) late = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) refused = NULL;

  look = parvis_store_look (fixture->store, look_without_end, &talk, NULL);
  wait_until (&talk, &talk.looking);
  g_assert_true (await_boolean (parvis_store_close (fixture->store), NULL));

  g_assert_false (await_boolean (dex_ref (look), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  late = parvis_store_look (fixture->store, look_without_end, &talk, NULL);
  g_assert_false (await_boolean (dex_ref (late), &refused));
  g_assert_error (refused, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED);

  /* What is opened again can be looked at again, and is closed with the test. */
  g_assert_true (await_boolean (parvis_store_open (fixture->store), NULL));
  talk.looking = FALSE;
  dex_future_disown (parvis_store_look (fixture->store, look_without_end, &talk, NULL));
  wait_until (&talk, &talk.looking);
}

static gboolean
look_a_while (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  Talk *talk = data;
  gint64 count;
  gboolean done;

  tell (talk, &talk->looking);
  done = parvis_database_read_number (database, "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL"
                                      " SELECT x + 1 FROM n WHERE x < 20000)"
                                      " SELECT count(*) FROM n", &count, error);
  tell (talk, &talk->looked);

  return done;
}

/* A look that did not stand back would have ended long before. */
static gboolean
write_slowly (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  Talk *talk = data;
  gint64 count;

  wait_until (talk, &talk->looking);
  if (!parvis_database_read_number (database, "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL"
                                    " SELECT x + 1 FROM n WHERE x < 3000000)"
                                    " SELECT count(*) FROM n", &count, error) ||
      !parvis_database_write_fact (database, "user_setting", "name", "value", error))
    return FALSE;

  g_assert_false (talk->looked);
  talk->written = TRUE;

  return TRUE;
}

static void
test_stands_back (Fixture       *fixture,
                  gconstpointer  data)
{
  Talk talk = { 0 };
  g_autoptr(DexFuture) writing = parvis_store_write (fixture->store, write_slowly, &talk, NULL);
  g_autoptr(DexFuture) look = parvis_store_look (fixture->store, look_a_while, &talk, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (await_boolean (dex_ref (writing), &error));
  g_assert_no_error (error);
  g_assert_true (talk.written);
  g_assert_true (await_boolean (dex_ref (look), &error));
  g_assert_no_error (error);
  g_assert_true (talk.looked);
}

/* It has a connection that cannot write, and a view of the file that keeps nobody from writing. */
static gboolean
look_at_writer (ParvisDatabase  *database,
                gpointer         data,
                GError         **error)
{
  Talk *talk = data;
  g_autoptr(GError) refused = NULL;
  gint64 before;
  gint64 after;

  g_assert_false (parvis_database_write_fact (database, "user_setting", "name", "value", &refused));
  g_assert_error (refused, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_READ_ONLY);

  if (!parvis_database_begin_read (database, error) ||
      !parvis_database_read_number (database, "SELECT count(*) FROM user_setting", &before, error))
    return FALSE;

  tell (talk, &talk->looking);
  wait_until (talk, &talk->written);

  if (!parvis_database_read_number (database, "SELECT count(*) FROM user_setting", &after, error))
    return FALSE;
  g_assert_cmpint (after, ==, before);

  return parvis_database_commit (database, error);
}

static gboolean
write_setting (ParvisDatabase  *database,
               gpointer         data,
               GError         **error)
{
  return parvis_database_write_fact (database, "user_setting", "name", "value", error);
}

static void
test_writer (Fixture       *fixture,
             gconstpointer  data)
{
  Talk talk = { 0 };
  g_autoptr(DexFuture) look = parvis_store_look (fixture->store, look_at_writer, &talk, NULL);
  g_autoptr(GError) error = NULL;

  wait_until (&talk, &talk.looking);
  g_assert_true (await_boolean (parvis_store_write (fixture->store, write_setting, NULL, NULL),
                                &error));
  g_assert_no_error (error);
  tell (&talk, &talk.written);
  g_assert_true (await_boolean (dex_ref (look), &error));
  g_assert_no_error (error);
}

static gboolean
write_nothing (ParvisDatabase  *database,
               gpointer         data,
               GError         **error)
{
  return TRUE;
}

static void
changed_cb (guint *n_changed)
{
  (*n_changed)++;
}

/* Lists of a million people do not look again because nothing was written. */
static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  guint n_changed = 0;

  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (changed_cb), &n_changed);
  g_assert_true (await_boolean (parvis_store_write (fixture->store, write_nothing, NULL, NULL),
                                NULL));
  g_assert_cmpuint (n_changed, ==, 0);
  g_assert_true (await_boolean (parvis_store_write (fixture->store, write_setting, NULL, NULL),
                                NULL));
  g_assert_cmpuint (n_changed, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add ("/look/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add ("/look/stands-back", Fixture, NULL, set_up, test_stands_back, tear_down);
  g_test_add ("/look/writer", Fixture, NULL, set_up, test_writer, tear_down);
  g_test_add ("/look/changed", Fixture, NULL, set_up, test_changed, tear_down);

  return g_test_run ();
}
