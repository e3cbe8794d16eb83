#include "parvis-change.h"
#include "parvis-news.h"
#include "parvis-store-private.h"
#include "scripted-server.h"
#include "store-test.h"

/* What nobody was told yet, out of the feed of changes. */

typedef struct
{
  ScriptedServer *server;
  WeezClient     *client;
  char           *folder;
  ParvisStore    *store;
} Fixture;

static gboolean
execute (ParvisDatabase  *database,
         gpointer         data,
         GError         **error)
{
  return parvis_database_execute (database, data, error);
}

static void
run (Fixture    *fixture,
     const char *sql)
{
  g_autoptr(GError) error = NULL;

  await_boolean (parvis_store_write (fixture->store, execute, (gpointer) sql, NULL), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = scripted_server_new ();
  fixture->client = weez_client_new (scripted_server_get_url (fixture->server), NULL);
  weez_client_set_credentials (fixture->client, "key", "token");
  fixture->folder = store_test_make_folder ();
  fixture->store = store_test_open (fixture->folder, fixture->client);
  run (fixture,
       "INSERT INTO event (key, position, id, name) VALUES (1, 1, '70', 'A'), (2, 2, '71', 'B')");
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

/* Somebody of an event to whom something happened. */
static void
happen (Fixture          *fixture,
        int               event,
        const char       *participant,
        ParvisChangeKind  kind,
        gboolean          paid)
{
  static int ord = 0;
  g_autofree char *sql =
    g_strdup_printf ("INSERT OR IGNORE INTO participant (event, ord, sort_key, hash, gone, missed,"
                     " first_seen, id, paid) VALUES (%d, %d, x'00', 0, 0, 0, 0, '%s', %d);"
                     "INSERT INTO change (time, event, participant, kind) VALUES (0, %d, '%s', %d)",
                     event, ++ord, participant, paid, event, participant, kind);

  run (fixture, sql);
}

static ParvisNews *
read_news (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  ParvisNews *news = await_object (parvis_news_read (fixture->store), &error);

  g_assert_no_error (error);

  return news;
}

static void
tell (Fixture    *fixture,
      ParvisNews *news,
      gint64      time)
{
  g_assert_true (await_boolean (parvis_news_told (fixture->store, news, time), NULL));
}

static void
assert_item (ParvisNews *news,
             guint       i,
             const char *id_event,
             gint64      sold,
             gint64      cancelled)
{
  const ParvisNewsItem *item;

  g_assert_cmpuint (i, <, news->items->len);
  item = g_ptr_array_index (news->items, i);
  g_assert_cmpstr (item->id_event, ==, id_event);
  g_assert_cmpint (item->sold, ==, sold);
  g_assert_cmpint (item->cancelled, ==, cancelled);
}

/* What was there before anybody could be told is no news. */
static void
test_first (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(ParvisNews) news = NULL;
  g_autoptr(ParvisNews) later = NULL;

  happen (fixture, 1, "a", PARVIS_CHANGE_NEW, TRUE);
  news = read_news (fixture);
  g_assert_false (news->marked);
  g_assert_cmpuint (news->items->len, ==, 0);
  tell (fixture, news, 0);

  happen (fixture, 1, "b", PARVIS_CHANGE_NEW, TRUE);
  later = read_news (fixture);
  g_assert_true (later->marked);
  g_assert_cmpint (later->told_at, ==, 0);
  g_assert_cmpuint (later->items->len, ==, 1);
  assert_item (later, 0, "70", 1, 0);
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(ParvisNews) first = read_news (fixture);
  g_autoptr(ParvisNews) news = NULL;

  tell (fixture, first, 0);
  happen (fixture, 1, "a", PARVIS_CHANGE_NEW, TRUE);
  happen (fixture, 1, "a", PARVIS_CHANGE_PAID, TRUE);
  happen (fixture, 1, "b", PARVIS_CHANGE_NEW, FALSE);
  happen (fixture, 1, "c", PARVIS_CHANGE_CORRECTED, TRUE);
  happen (fixture, 2, "d", PARVIS_CHANGE_NEW, TRUE);
  happen (fixture, 2, "e", PARVIS_CHANGE_REFUNDED, TRUE);
  happen (fixture, 2, "f", PARVIS_CHANGE_DELETED, TRUE);

  /* Who bought and paid is one; who did not pay is none. */
  news = read_news (fixture);
  g_assert_cmpuint (news->items->len, ==, 2);
  assert_item (news, 0, "71", 1, 2);
  assert_item (news, 1, "70", 1, 0);
}

/* Nothing is told twice, and nothing that somebody has seen. */
static void
test_once (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(ParvisNews) first = read_news (fixture);
  g_autoptr(ParvisNews) news = NULL;
  g_autoptr(ParvisNews) seen = NULL;
  g_autoptr(ParvisNews) again = NULL;

  tell (fixture, first, 0);
  happen (fixture, 1, "a", PARVIS_CHANGE_NEW, TRUE);
  news = read_news (fixture);
  g_assert_cmpuint (news->items->len, ==, 1);
  tell (fixture, news, 1781287200);

  happen (fixture, 1, "b", PARVIS_CHANGE_NEW, TRUE);
  happen (fixture, 2, "c", PARVIS_CHANGE_NEW, TRUE);
  run (fixture, "INSERT INTO user_setting (name, value) VALUES ('looked.70', '100')");
  seen = read_news (fixture);
  g_assert_cmpint (seen->told_at, ==, 1781287200);
  g_assert_cmpuint (seen->items->len, ==, 1);
  assert_item (seen, 0, "71", 1, 0);
  tell (fixture, seen, 1781287200);

  again = read_news (fixture);
  g_assert_cmpuint (again->items->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add ("/news/first", Fixture, NULL, set_up, test_first, tear_down);
  g_test_add ("/news/counts", Fixture, NULL, set_up, test_counts, tear_down);
  g_test_add ("/news/once", Fixture, NULL, set_up, test_once, tear_down);

  return g_test_run ();
}
