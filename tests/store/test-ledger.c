#include <sqlite3.h>

#include "parvis-database.h"
#include "parvis-ledger.h"
#include "parvis-store-private.h"
#include "scripted-server.h"
#include "store-test.h"

/* All processes of an account keep within one budget. */

#define SETTINGS "{\"settings\": {\"sync_interval\": \"120\"}}"

typedef struct
{
  ScriptedServer *server;
  WeezClient     *client;
  char           *folder;
  ParvisStore    *store;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = scripted_server_new ();
  fixture->client = weez_client_new (scripted_server_get_url (fixture->server), NULL);
  weez_client_set_credentials (fixture->client, "key", "token");
  scripted_server_answer (fixture->server, 200, SETTINGS);
  fixture->folder = store_test_make_folder ();
  fixture->store = store_test_open (fixture->folder, fixture->client);
  parvis_ledger_share (fixture->store, fixture->client);
  if (data != NULL)
    weez_limiter_set_budget (weez_client_get_limiter (fixture->client), WEEZ_LIMITER_PER_MINUTE,
                             WEEZ_LIMITER_PER_DAY, WEEZ_LIMITER_PARALLEL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  store_test_close (&fixture->store);
  store_test_remove_folder (&fixture->folder);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
}

/* As another process would count, @seconds before now. */
static void
count_others (Fixture *fixture,
              guint    n_requests,
              gint64   seconds)
{
  g_autoptr(ParvisDatabase) other = parvis_database_open (parvis_store_get_path (fixture->store),
                                                          TRUE, NULL);
  g_autofree char *sql =
    g_strdup_printf ("WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < %u)"
                     " INSERT INTO request (time) SELECT %" G_GINT64_FORMAT " FROM n", n_requests,
                     g_get_real_time () / 1000 - seconds * 1000);
  g_autoptr(GError) error = NULL;

  g_assert_true (parvis_database_execute (other, sql, &error));
  g_assert_no_error (error);
}

static gint64
count (Fixture *fixture)
{
  g_autoptr(ParvisDatabase) other = parvis_database_open (parvis_store_get_path (fixture->store),
                                                          FALSE, NULL);
  gint64 number = -1;

  parvis_database_read_number (other, "SELECT count(*) FROM request", &number, NULL);

  return number;
}

static void
ask (Fixture *fixture,
     int      code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GObject) settings =
    await_object (weez_client_get_scan_settings (fixture->client), &error);

  if (code >= 0)
    g_assert_error (error, WEEZ_ERROR, code);
  else
    g_assert_no_error (error);
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  ask (fixture, -1);
  ask (fixture, -1);
  g_assert_cmpint (count (fixture), ==, 2);
}

static void
changed_cb (guint *n_changed)
{
  (*n_changed)++;
}

static gboolean
write_nothing (ParvisDatabase  *database,
               gpointer         data,
               GError         **error)
{
  return TRUE;
}

static gboolean
write_setting (ParvisDatabase  *database,
               gpointer         data,
               GError         **error)
{
  return parvis_database_write_fact (database, "user_setting", "name", "value", error);
}

/* Lists of a million people do not look again because a request was counted. */
static void
test_unseen (Fixture       *fixture,
             gconstpointer  data)
{
  guint n_changed = 0;

  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (changed_cb), &n_changed);
  ask (fixture, -1);
  g_assert_true (await_boolean (parvis_store_write (fixture->store, write_nothing, NULL, NULL),
                                NULL));
  g_assert_cmpint (count (fixture), ==, 1);
  g_assert_cmpuint (n_changed, ==, 0);

  g_assert_true (await_boolean (parvis_store_write (fixture->store, write_setting, NULL, NULL),
                                NULL));
  g_assert_cmpuint (n_changed, ==, 1);
}

static void
test_day_is_full (Fixture       *fixture,
                  gconstpointer  data)
{
  guint n_asked = scripted_server_get_n_asked (fixture->server);

  count_others (fixture, WEEZ_LIMITER_PER_DAY, 6 * 60 * 60);
  ask (fixture, WEEZ_ERROR_BUSY);
  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, n_asked);
  g_assert_cmpint (count (fixture), ==, WEEZ_LIMITER_PER_DAY);
}

/* What is a day old counts no more, and neither does what a wrong clock counted. */
static void
test_forgets (Fixture       *fixture,
              gconstpointer  data)
{
  count_others (fixture, WEEZ_LIMITER_PER_DAY, 25 * 60 * 60);
  count_others (fixture, WEEZ_LIMITER_PER_DAY, -3 * 60 * 60);
  ask (fixture, -1);
  g_assert_cmpint (count (fixture), ==, 1);
}

static void
test_none_on_loopback (Fixture       *fixture,
                       gconstpointer  data)
{
  ask (fixture, -1);
  g_assert_cmpint (count (fixture), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add ("/ledger/counts", Fixture, "budget", set_up, test_counts, tear_down);
  g_test_add ("/ledger/unseen", Fixture, "budget", set_up, test_unseen, tear_down);
  g_test_add ("/ledger/day-is-full", Fixture, "budget", set_up, test_day_is_full, tear_down);
  g_test_add ("/ledger/forgets", Fixture, "budget", set_up, test_forgets, tear_down);
  g_test_add ("/ledger/none-on-loopback", Fixture, NULL, set_up, test_none_on_loopback, tear_down);

  return g_test_run ();
}
