#include <glib/gstdio.h>
#include <sqlite3.h>

#include "demo-server.h"
#include "parvis-database.h"
#include "parvis-indexer.h"
#include "parvis-record-list.h"
#include "parvis-search.h"
#include "parvis-statement.h"
#include "parvis-sync.h"
#include "scripted-server.h"
#include "store-test.h"

/* A sync of the demo organizer. */

typedef struct
{
  DemoServer  *server;
  WeezClient  *client;
  char        *folder;
  ParvisStore *store;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *token = NULL;

  fixture->server = demo_server_new (1, GPOINTER_TO_UINT (data), 0);
  demo_server_start (fixture->server, 0, &error);
  g_assert_no_error (error);
  fixture->client = weez_client_new (demo_server_get_url (fixture->server), &error);
  g_assert_no_error (error);
  token = await_string (weez_client_sign_in (fixture->client, DEMO_USERNAME, DEMO_PASSWORD,
                                             DEMO_API_KEY), &error);
  g_assert_no_error (error);

  fixture->folder = store_test_make_folder ();
  fixture->store = store_test_open (fixture->folder, fixture->client);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  store_test_close (&fixture->store);
  store_test_remove_folder (&fixture->folder);
  g_clear_object (&fixture->client);
  demo_server_stop (fixture->server);
  g_clear_object (&fixture->server);
}

static gboolean
sync_store (Fixture *fixture)
{
  g_autoptr(ParvisSync) job = parvis_sync_new (fixture->store, fixture->client);
  g_autoptr(GError) error = NULL;
  gboolean whole = await_boolean (parvis_sync_run (job), &error);

  g_assert_no_error (error);
  g_assert_null (parvis_sync_get_sentence (job));

  return whole;
}

static guint
count_requests (Fixture    *fixture,
                const char *path)
{
  g_auto(GStrv) log = demo_server_dup_log (fixture->server);
  guint n = 0;

  for (guint i = 0; log[i] != NULL; i++)
    n += strstr (log[i], path) != NULL;

  return n;
}

static char *
dup_sql_text (Fixture    *fixture,
              const char *sql)
{
  g_autoptr(ParvisDatabase) database = parvis_database_open (parvis_store_get_path (fixture->store),
                                                             FALSE, NULL);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, NULL);

  parvis_statement_step (statement, NULL, NULL);

  return g_strdup ((const char *) sqlite3_column_text (statement, 0));
}

/* Everybody comes in the exact order, though it is read in a rough one. */
static void
check_order (Fixture          *fixture,
             ParvisRecordList *list)
{
  g_autofree char *order = dup_sql_text (fixture, "SELECT group_concat (key, ' ') FROM (SELECT key"
                                         " FROM participant ORDER BY sort_key, key)");
  g_autoptr(GString) keys = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_string_append_printf (keys, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            parvis_record_list_get_key (list, i));
  g_assert_cmpstr (keys->str, ==, order);
}

static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(ParvisRecordList) list = parvis_record_list_new (fixture->store);
  g_autoptr(ParvisQuery) query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);
  g_autoptr(WeezParticipantsQuery) everybody = weez_participants_query_new ();
  g_autoptr(WeezListing) listing = NULL;
  guint n_first;

  g_assert_true (sync_store (fixture));
  everybody->include_deleted = everybody->include_unpaid = TRUE;
  listing = await_object (weez_client_list_participants (fixture->client, everybody), NULL);

  parvis_record_list_set_query (list, query);
  await_boolean (parvis_record_list_load (list), NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, listing->records->len);
  check_order (fixture, list);

  /* Nothing changed: one request for all events together. */
  n_first = count_requests (fixture, "/participant/list");
  demo_server_clear_log (fixture->server);
  g_assert_true (sync_store (fixture));
  g_test_message ("%u requests at first, then %u", n_first,
                  count_requests (fixture, "/participant/list"));
  g_assert_cmpuint (count_requests (fixture, "/participant/list"), <, n_first);
}

static gint64
run_sql (Fixture    *fixture,
         const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisDatabase) database = parvis_database_open (parvis_store_get_path (fixture->store),
                                                             TRUE, &error);
  g_autoptr(ParvisStatement) statement = NULL;
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  statement = parvis_database_prepare (database, sql, &error);
  parvis_statement_step (statement, &has_row, &error);
  g_assert_no_error (error);

  return has_row ? sqlite3_column_int64 (statement, 0) : 0;
}

/* A row that the service tells as it did before is not read: nothing sets its hash right. */
static void
test_known (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(ParvisSync) job = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n_people, n_missed;

  g_assert_true (sync_store (fixture));
  n_people = run_sql (fixture, "SELECT count(*) FROM participant");
  run_sql (fixture, "UPDATE participant SET hash = 1");
  run_sql (fixture, "UPDATE participant SET digest = 1 WHERE key % 10 = 0");
  run_sql (fixture, "UPDATE participant SET missed = 1 WHERE key % 10 = 1");
  n_missed = run_sql (fixture, "SELECT count(*) FROM participant WHERE key % 10 < 2");

  job = parvis_sync_new (fixture->store, fixture->client);
  parvis_sync_set_complete (job, TRUE);
  g_assert_true (await_boolean (parvis_sync_run (job), &error));
  g_assert_no_error (error);

  g_assert_cmpint (run_sql (fixture, "SELECT count(*) FROM participant"), ==, n_people);
  g_assert_cmpint (run_sql (fixture, "SELECT count(*) FROM participant WHERE hash = 1"), ==,
                   n_people - n_missed);
  g_assert_cmpint (run_sql (fixture, "SELECT count(*) FROM participant"
                            " WHERE digest = 1 OR missed != 0 OR gone != 0"), ==, 0);
}

/* Whoever is found by this, in name order. */
static char *
dup_found (Fixture    *fixture,
           const char *text)
{
  g_autoptr(ParvisDatabase) database = parvis_database_open (parvis_store_get_path (fixture->store),
                                                             FALSE, NULL);
  g_autoptr(ParvisSearch) search = parvis_search_new (text);
  g_autoptr(GString) found = g_string_new (NULL);
  g_autoptr(GArray) keys = NULL;
  gboolean more;

  keys = parvis_search_run (search, database, 0, 100, &more, NULL);
  for (guint i = 0; i < keys->len; i++)
    g_string_append_printf (found, "%" G_GINT64_FORMAT " ", g_array_index (keys, gint64, i));

  return g_string_free_and_steal (g_steal_pointer (&found));
}

/* Of the index, in place of the usual thousands. */
#define BATCH 2000

typedef struct
{
  Fixture    *fixture;
  ParvisSync *job;
  gint64      n_people;
  gint64      n_waiting;       /* at most */
  gint64      n_left;          /* when all were read */
  guint       n_said;
  guint       n_looked;
  guint       n_not_found;
} Watch;

/* Who came last is not in the index yet. */
static gboolean
finds_last (Fixture *fixture)
{
  static const char sql[] = "SELECT %s FROM participant WHERE barcode != ''"
                            " ORDER BY participant.key DESC LIMIT 1";
  g_autofree char *key_sql = g_strdup_printf (sql, "key");
  g_autofree char *barcode_sql = g_strdup_printf (sql, "barcode");
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " ", run_sql (fixture, key_sql));
  g_autofree char *barcode = dup_sql_text (fixture, barcode_sql);
  g_autofree char *found = dup_found (fixture, barcode);

  return g_str_equal (found, key);
}

static void
said_cb (Watch *watch)
{
  gint64 n_people = run_sql (watch->fixture, "SELECT count(*) FROM participant");
  gint64 n_waiting = run_sql (watch->fixture, "SELECT count(*) FROM " PARVIS_INDEXER_WAITING);
  gboolean all_read = parvis_sync_get_step (watch->job) == PARVIS_SYNC_INDEX;

  watch->n_people = MAX (watch->n_people, n_people);
  watch->n_waiting = MAX (watch->n_waiting, n_waiting);
  if (all_read)
    watch->n_left = MAX (watch->n_left, n_waiting);

  /* Looking at each takes its time. */
  if (n_people > 0 && (all_read || watch->n_said++ % 8 == 0))
    {
      watch->n_looked++;
      watch->n_not_found += !finds_last (watch->fixture);
    }
}

static void
watch_sync (Fixture *fixture,
            Watch   *watch)
{
  g_autoptr(ParvisSync) job = parvis_sync_new (fixture->store, fixture->client);
  g_autoptr(GError) error = NULL;

  *watch = (Watch) { .fixture = fixture, .job = job };
  parvis_sync_set_page_size (job, BATCH / 10);
  parvis_sync_set_batch_size (job, BATCH);
  g_signal_connect_swapped (job, "notify::sentence", G_CALLBACK (said_cb), watch);
  g_assert_true (await_boolean (parvis_sync_run (job), &error));
  g_assert_no_error (error);

  g_assert_cmpint (watch->n_people, >, 7500);
  g_assert_cmpint (watch->n_waiting, >, 0);
  g_assert_cmpuint (watch->n_looked, >, 1);
  g_assert_cmpuint (watch->n_not_found, ==, 0);
  g_assert_cmpint (run_sql (fixture, "SELECT count(*) FROM " PARVIS_INDEXER_WAITING), ==, 0);
}

/* People come as fast as they can be written, and batches of the index between them. */
static void
test_findable_meanwhile (Fixture       *fixture,
                         gconstpointer  data)
{
  Watch watch;

  watch_sync (fixture, &watch);
  g_assert_cmpint (watch.n_waiting, >, BATCH);
  g_assert_cmpint (watch.n_left, <, watch.n_people - BATCH);
}

/* A service that takes its time leaves some for the index, which does not lag behind. */
static void
test_findable_between (Fixture       *fixture,
                       gconstpointer  data)
{
  Watch watch;

  demo_server_set_fault (fixture->server, "late");
  watch_sync (fixture, &watch);
  g_assert_cmpint (watch.n_left, <, 3 * BATCH);
}

/* A first sync was cut before the index, and now there is no network. */
static void
test_findable_offline (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(ParvisSync) job = parvis_sync_new (fixture->store, fixture->client);
  g_autoptr(GError) error = NULL;

  g_assert_true (sync_store (fixture));
  run_sql (fixture, "DELETE FROM search WHERE rowid IN (SELECT ord FROM participant)");
  run_sql (fixture, "DELETE FROM code");
  run_sql (fixture, "UPDATE meta SET value = 0 WHERE name = 'indexed'");
  g_assert_true (finds_last (fixture));

  demo_server_stop (fixture->server);
  g_assert_false (await_boolean (parvis_sync_run (job), &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_UNREACHABLE);
  g_assert_cmpint (run_sql (fixture, "SELECT count(*) FROM " PARVIS_INDEXER_WAITING), ==, 0);
  g_assert_true (finds_last (fixture));
}

/* What the file has no use for any more is not kept for ever. */
static void
test_room (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_true (sync_store (fixture));
  run_sql (fixture, "CREATE TABLE junk AS SELECT zeroblob (8000) FROM participant LIMIT 500");
  run_sql (fixture, "DROP TABLE junk");
  g_assert_cmpint (run_sql (fixture, "PRAGMA freelist_count"), >=, 500);
  g_assert_true (sync_store (fixture));
  g_assert_cmpint (run_sql (fixture, "PRAGMA freelist_count"), <, 100);
}

/* A store that was sorted by other rules: everybody in the reverse order. */
static void
test_other_rules (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char order_sql[] = "SELECT group_concat (id) FROM"
                                  " (SELECT id FROM participant ORDER BY sort_key, key)";
  /* Those of names that begin alike stand in any order. */
  static const char places_sql[] = "SELECT group_concat (id) FROM"
                                   " (SELECT id FROM participant ORDER BY ord >> 14, key)";
  g_autofree char *order = NULL, *places = NULL, *found = NULL;
  g_autofree char *new_order = NULL, *new_places = NULL, *new_found = NULL;

  g_assert_true (sync_store (fixture));
  order = dup_sql_text (fixture, order_sql);
  places = dup_sql_text (fixture, places_sql);
  found = dup_found (fixture, "mar");
  g_assert_cmpuint (strlen (found), >, 0);

  run_sql (fixture, "DELETE FROM search WHERE rowid IN (SELECT ord FROM participant)");
  run_sql (fixture, "DELETE FROM code");
  run_sql (fixture, "UPDATE participant SET ord = 1000000 - key, sort_key = CAST (ord AS BLOB)");
  run_sql (fixture, "INSERT INTO unindexed (key) SELECT key FROM participant");
  g_assert_true (sync_store (fixture));
  new_order = dup_sql_text (fixture, order_sql);
  g_assert_cmpstr (new_order, !=, order);
  g_clear_pointer (&new_order, g_free);

  run_sql (fixture, "UPDATE meta SET value = '0.1' WHERE name = 'collation'");
  g_assert_true (sync_store (fixture));
  new_order = dup_sql_text (fixture, order_sql);
  new_places = dup_sql_text (fixture, places_sql);
  new_found = dup_found (fixture, "mar");
  g_assert_cmpstr (new_order, ==, order);
  g_assert_cmpstr (new_places, ==, places);
  g_assert_cmpstr (new_found, ==, found);
  g_assert_cmpint (run_sql (fixture, "SELECT value = '0.1' FROM meta WHERE name = 'collation'"),
                   ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add ("/sync/whole", Fixture, GUINT_TO_POINTER (2000), set_up, test_whole, tear_down);
  g_test_add ("/sync/known", Fixture, GUINT_TO_POINTER (2000), set_up, test_known, tear_down);
  g_test_add ("/sync/other-rules", Fixture, GUINT_TO_POINTER (2000), set_up, test_other_rules,
              tear_down);
  g_test_add ("/sync/room", Fixture, GUINT_TO_POINTER (2000), set_up, test_room, tear_down);
  g_test_add ("/sync/findable-meanwhile", Fixture, GUINT_TO_POINTER (8500), set_up,
              test_findable_meanwhile, tear_down);
  g_test_add ("/sync/findable-offline", Fixture, GUINT_TO_POINTER (2000), set_up,
              test_findable_offline, tear_down);
  g_test_add ("/sync/findable-between", Fixture, GUINT_TO_POINTER (8500), set_up,
              test_findable_between, tear_down);

  return g_test_run ();
}
