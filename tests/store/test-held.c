#include "demo-server.h"
#include "parvis-check.h"
#include "parvis-eraser.h"
#include "parvis-event-status.h"
#include "parvis-feed-entry.h"
#include "parvis-person.h"
#include "parvis-query.h"
#include "parvis-record-list.h"
#include "parvis-statement.h"
#include "parvis-store-error.h"
#include "parvis-store-private.h"
#include "parvis-sync.h"
#include "parvis-ticket-tree.h"
#include "scripted-server.h"
#include "store-test.h"

/* What a store tells of what it holds, and how it is removed. */

#define EVENT "1130412"

typedef struct
{
  DemoServer  *server;
  WeezClient  *client;
  char        *folder;
  ParvisStore *store;
} Fixture;

static void
sync_store (Fixture *fixture)
{
  g_autoptr(ParvisSync) job = parvis_sync_new (fixture->store, fixture->client);
  g_autoptr(GError) error = NULL;

  parvis_sync_set_complete (job, TRUE);
  await_boolean (parvis_sync_run (job), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *token = NULL;

  fixture->server = demo_server_new (3, 800, 0);
  g_assert_true (demo_server_start (fixture->server, 0, &error));
  fixture->client = weez_client_new (demo_server_get_url (fixture->server), &error);
  token = await_string (weez_client_sign_in (fixture->client, DEMO_USERNAME, DEMO_PASSWORD,
                                             DEMO_API_KEY), &error);
  g_assert_no_error (error);

  fixture->folder = store_test_make_folder ();
  fixture->store = store_test_open (fixture->folder, fixture->client);
  sync_store (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->store != NULL)
    store_test_close (&fixture->store);
  store_test_remove_folder (&fixture->folder);
  g_clear_object (&fixture->client);
  demo_server_stop (fixture->server);
  g_clear_object (&fixture->server);
}

static WeezListing *
list (DexFuture *future)
{
  g_autoptr(GError) error = NULL;
  WeezListing *listing = await_object (future, &error);

  g_assert_no_error (error);

  return listing;
}

static gboolean
execute (ParvisDatabase  *database,
         gpointer         data,
         GError         **error)
{
  return parvis_database_execute (database, data, error);
}

static void
change_store (Fixture    *fixture,
              const char *sql)
{
  g_autoptr(GError) error = NULL;

  await_boolean (parvis_store_write (fixture->store, execute, (gpointer) sql, NULL), &error);
  g_assert_no_error (error);
}

static gint64
count_rows (Fixture    *fixture,
            const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (parvis_store_get_reader (fixture->store), sql, &error);

  g_assert_no_error (error);
  g_assert_true (parvis_statement_step (statement, NULL, &error));

  return sqlite3_column_int64 (statement, 0);
}

static void
test_status (Fixture       *fixture,
             gconstpointer  data)
{
  const char * const ids[] = { EVENT, "nowhere", NULL };
  g_autoptr(WeezListing) all = list (parvis_event_status_list (fixture->store, NULL));
  g_autoptr(WeezListing) one = NULL;
  ParvisEventStatus *status;
  gint64 n_people = 0;

  g_assert_cmpint (all->records->len, ==, count_rows (fixture, "event"));
  for (guint i = 0; i < all->records->len; i++)
    {
      status = g_ptr_array_index (all->records, i);
      n_people += status->participants;
      g_assert_true (status->complete);
      g_assert_cmpint (status->active, <=, status->participants);
    }
  g_assert_cmpint (n_people, ==, count_rows (fixture, "participant"));

  /* A cut listing, then a question. */
  change_store (fixture, "UPDATE event_sync SET page = 2"
                         " WHERE event = (SELECT key FROM event WHERE id = '" EVENT "')");
  one = list (parvis_event_status_list (fixture->store, ids));
  g_assert_cmpuint (one->records->len, ==, 1);
  g_assert_false (PARVIS_EVENT_STATUS (g_ptr_array_index (one->records, 0))->complete);

  change_store (fixture, "UPDATE event_sync SET page = 0, dropped = 9");
  g_clear_object (&one);
  one = list (parvis_event_status_list (fixture->store, ids));
  status = g_ptr_array_index (one->records, 0);
  g_assert_false (status->complete);
  g_assert_cmpint (status->dropped, ==, 9);

  g_assert_true (await_boolean (parvis_event_status_accept (fixture->store, ids), NULL));
  g_clear_object (&one);
  one = list (parvis_event_status_list (fixture->store, ids));
  status = g_ptr_array_index (one->records, 0);
  g_assert_true (status->complete);
  g_assert_cmpint (status->dropped, ==, 0);
  g_assert_cmpint (count_rows (fixture, "event_sync WHERE accepted = 2"), ==, 1);
}

static void
test_feed (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GDateTime) later = g_date_time_new_utc (2100, 1, 1, 0, 0, 0);
  g_autoptr(WeezListing) empty = list (parvis_feed_entry_list (fixture->store, NULL, NULL, 0, 9));
  g_autoptr(WeezListing) first = NULL;
  g_autoptr(WeezListing) second = NULL;
  g_autoptr(WeezListing) none = NULL;
  ParvisFeedEntry *entry;

  g_assert_cmpuint (empty->records->len, ==, 0);

  demo_server_sell (fixture->server, 12);
  sync_store (fixture);

  first = list (parvis_feed_entry_list (fixture->store, NULL, NULL, 0, 4));
  g_assert_cmpuint (first->records->len, ==, 4);
  entry = g_ptr_array_index (first->records, 3);
  g_assert_cmpstr (entry->kind, ==, "new");
  g_assert_nonnull (entry->event);

  second = list (parvis_feed_entry_list (fixture->store, NULL, NULL, entry->place, 1000));
  g_assert_cmpint (second->records->len + 4, ==, count_rows (fixture, "change"));
  g_assert_cmpint (PARVIS_FEED_ENTRY (g_ptr_array_index (second->records, 0))->place, >,
                   entry->place);

  none = list (parvis_feed_entry_list (fixture->store, NULL, later, 0, 1000));
  g_assert_cmpuint (none->records->len, ==, 0);
  g_clear_object (&none);
  none = list (parvis_feed_entry_list (fixture->store, "nowhere", NULL, 0, 1000));
  g_assert_cmpuint (none->records->len, ==, 0);
}

/* The tree as the service gave it. */
static void
test_tickets (Fixture       *fixture,
              gconstpointer  data)
{
  const char * const ids[] = { EVENT, NULL };
  g_autoptr(WeezListing) there = list (weez_client_list_tickets (fixture->client, ids));
  g_autoptr(WeezListing) here = list (parvis_ticket_tree_list (fixture->store, EVENT));
  g_autoptr(WeezListing) nowhere = list (parvis_ticket_tree_list (fixture->store, "nowhere"));
  g_autofree char *expected = weez_listing_to_json (there);
  g_autofree char *seen = weez_listing_to_json (here);

  g_assert_cmpstr (seen, ==, expected);
  g_assert_cmpuint (nowhere->records->len, ==, 0);
}

static gboolean
is_well (Fixture    *fixture,
         const char *name)
{
  g_autoptr(WeezListing) listing = list (parvis_check_list (fixture->store));

  g_assert_cmpuint (listing->records->len, ==, 5);
  for (guint i = 0; i < listing->records->len; i++)
    {
      ParvisCheck *check = g_ptr_array_index (listing->records, i);

      if (g_str_equal (check->name, name))
        return check->well;
    }

  g_assert_not_reached ();
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_true (is_well (fixture, "integrity"));
  g_assert_true (is_well (fixture, "foreign-keys"));
  g_assert_true (is_well (fixture, "counts"));
  g_assert_true (is_well (fixture, "unindexed"));
  g_assert_true (is_well (fixture, "search"));

  change_store (fixture, "UPDATE daily SET participants = participants + 1");
  g_assert_false (is_well (fixture, "counts"));
  change_store (fixture, "INSERT INTO unindexed (key) SELECT key FROM participant LIMIT 1");
  g_assert_false (is_well (fixture, "search"));
  change_store (fixture, "INSERT INTO unindexed (key) VALUES (1000000)");
  change_store (fixture, "DELETE FROM participant WHERE key NOT IN (SELECT key FROM unindexed)");
  g_assert_false (is_well (fixture, "unindexed"));
}

static void
test_erase_event (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char * const tables[] = {
    "participant", "ticket", "category", "daily", "event_sync", "change",
  };
  g_autoptr(WeezListing) status = list (parvis_event_status_list (fixture->store, NULL));
  g_autoptr(GError) error = NULL;
  gint64 n_words = count_rows (fixture, "word");

  change_store (fixture, "INSERT INTO user_note SELECT id, NULL, 'A note', 1 FROM participant");
  change_store (fixture, "INSERT INTO change (time, event, participant, kind)"
                         " SELECT 1, event, id, 1 FROM participant");

  await_boolean (parvis_eraser_erase_event (fixture->store, EVENT), &error);
  g_assert_no_error (error);

  g_assert_cmpint (count_rows (fixture, "event"), ==, status->records->len - 1);
  g_assert_cmpint (count_rows (fixture, "participant"), >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *strays = g_strdup_printf ("%s WHERE event NOT IN (SELECT key FROM event)",
                                                 tables[i]);

      g_assert_cmpint (count_rows (fixture, strays), ==, 0);
    }
  g_assert_cmpint (count_rows (fixture, "user_note"), ==, count_rows (fixture, "participant"));
  g_assert_cmpint (count_rows (fixture, "word"), <, n_words);
  g_assert_cmpint (count_rows (fixture, "word"), >, 0);
  g_assert_cmpint (count_rows (fixture, "code WHERE ord NOT IN (SELECT ord FROM participant)"),
                   ==, 0);
  g_assert_true (is_well (fixture, "search"));
  g_assert_true (is_well (fixture, "counts"));
  g_assert_cmpint (count_rows (fixture, "pragma_freelist_count WHERE freelist_count > 0"), ==, 0);

  /* All of it comes back, and a second time is no error. */
  await_boolean (parvis_eraser_erase_event (fixture->store, EVENT), &error);
  g_assert_no_error (error);
  sync_store (fixture);
  g_assert_cmpint (count_rows (fixture, "event"), ==, status->records->len);
  g_assert_cmpint (count_rows (fixture, "word"), ==, n_words);
}

static char *
read_text (Fixture    *fixture,
           const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (parvis_store_get_reader (fixture->store), sql, &error);

  g_assert_no_error (error);
  g_assert_true (parvis_statement_step (statement, NULL, &error));

  return g_strdup ((const char *) sqlite3_column_text (statement, 0));
}

static ParvisPerson *
read_person (Fixture    *fixture,
             const char *id)
{
  g_autoptr(GError) error = NULL;
  ParvisPerson *person = await_object (parvis_person_read (fixture->store, id), &error);

  g_assert_no_error (error);

  return person;
}

/* By the address, however it is written; by the name only among those without one. */
static void
test_person (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *a = read_text (fixture, "SELECT max (id) FROM participant WHERE"
                                          " email != '' GROUP BY lower (email) HAVING count(*) > 1"
                                          " AND count(DISTINCT event) > 1 LIMIT 1");
  g_autofree char *b = read_text (fixture, "SELECT max (id) FROM participant WHERE"
                                           " ifnull (email, '') = '' AND last_name != ''");
  g_autofree char *sql = NULL;
  g_autofree char *json = NULL;
  g_autoptr(ParvisPerson) person = NULL;
  g_autoptr(ParvisPerson) nameless = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n_alike;

  change_store (fixture, "INSERT INTO user_note SELECT id, 'VIP', 'A note', 1 FROM participant");

  sql = g_strdup_printf ("participant WHERE lower (email) ="
                         " (SELECT lower (email) FROM participant WHERE id = '%s')", a);
  n_alike = count_rows (fixture, sql);
  person = read_person (fixture, a);
  g_assert_cmpstr (person->matched, ==, "email");
  g_assert_cmpint (person->tickets->len, ==, n_alike);
  json = weez_record_to_json (WEEZ_RECORD (person));
  g_assert_nonnull (strstr (json, "A note"));
  g_assert_nonnull (strstr (json, a));

  nameless = read_person (fixture, b);
  g_assert_cmpstr (nameless->matched, ==, "name");
  for (guint i = 0; i < nameless->tickets->len; i++)
    {
      ParvisHeldTicket *ticket = g_ptr_array_index (nameless->tickets, i);

      g_assert_true (ticket->participant->email == NULL || *ticket->participant->email == '\0');
    }

  await_object (parvis_person_read (fixture->store, "nobody"), &error);
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED);
}

static void
test_erase_people (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = read_text (fixture, "SELECT id FROM participant ORDER BY key LIMIT 1");
  const char * const ids[] = { id, "nobody", NULL };
  g_autofree char *note = g_strdup_printf ("INSERT INTO user_note VALUES ('%s', 'A', 'n', 1)", id);
  g_autofree char *change = g_strdup_printf ("INSERT INTO change (time, event, participant, kind)"
                                             " VALUES (1, 1, '%s', 1)", id);
  g_autofree char *strays = g_strdup_printf ("change WHERE participant = '%s'", id);
  gint64 n_people = count_rows (fixture, "participant");
  g_autoptr(ParvisErased) erased = NULL;
  g_autoptr(GError) error = NULL;

  change_store (fixture, note);
  change_store (fixture, change);
  erased = await_object (parvis_eraser_erase_people (fixture->store, ids), &error);
  g_assert_no_error (error);

  g_assert_cmpint (count_rows (fixture, "participant"), ==, n_people - 1);
  g_assert_cmpint (count_rows (fixture, "user_note"), ==, 0);
  g_assert_cmpint (count_rows (fixture, strays), ==, 0);
  g_assert_true (is_well (fixture, "search"));
  g_assert_true (is_well (fixture, "counts"));

  /* What the service still lists comes back. */
  sync_store (fixture);
  g_assert_cmpint (count_rows (fixture, "participant"), ==, n_people);
  g_assert_true (is_well (fixture, "counts"));
}

/* All that a person can see of somebody, whatever our own keys are. */
static char *
dup_all_held (Fixture    *fixture,
              const char *id)
{
  g_autofree char *places =
    g_strdup_printf ("SELECT group_concat (event || ' ' || first_seen || ' ' || gone || ' ' || "
                     "missed || ' ' || digest || ' ' || hash) || (SELECT group_concat (seq || ' ' "
                     "|| time || ' ' || kind || ' ' || was) FROM change WHERE participant = '%s') "
                     "FROM participant WHERE id = '%s'", id, id);
  g_autofree char *text = read_text (fixture, places);
  g_autoptr(ParvisPerson) person = read_person (fixture, id);
  g_autofree char *json = NULL;

  /* When it was read is of no interest. */
  g_clear_pointer (&person->read_at, g_date_time_unref);

  json = weez_record_to_json (WEEZ_RECORD (person));

  return g_strconcat (text, json, NULL);
}

static gboolean
is_found (Fixture    *fixture,
          const char *email)
{
  g_autoptr(ParvisQuery) query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);
  g_autoptr(ParvisRecordList) people = parvis_record_list_new (fixture->store);
  g_autoptr(GError) error = NULL;

  parvis_query_set_text (query, email);
  parvis_record_list_set_query (people, query);
  await_boolean (parvis_record_list_load (people), &error);
  g_assert_no_error (error);

  return g_list_model_get_n_items (G_LIST_MODEL (people)) > 0;
}

/* Of somebody who is gone, which counts otherwise, and of somebody who is not. */
static void
test_restore_people (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *a = read_text (fixture, "SELECT min (id) FROM participant WHERE email != ''"
                                           " GROUP BY email HAVING count(*) = 1 LIMIT 1");
  g_autofree char *b = read_text (fixture, "SELECT max (id) FROM participant WHERE deleted");
  g_autofree char *email = NULL;
  g_autofree char *email_sql = g_strdup_printf ("SELECT email FROM participant WHERE id = '%s'", a);
  g_autofree char *change =
    g_strdup_printf ("INSERT INTO change (time, event, participant, kind, was) SELECT 7, event, id,"
                     " 1, 'x' FROM participant WHERE id IN ('%s', '%s')", a, b);
  g_autofree char *note = g_strdup_printf ("INSERT INTO user_note VALUES ('%s', 'A', 'n', 1)", a);
  const char * const ids[] = { a, b, NULL };
  g_autofree char *before_a = NULL;
  g_autofree char *before_b = NULL;
  g_autofree char *after_a = NULL;
  g_autofree char *after_b = NULL;
  g_autoptr(ParvisErased) erased = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n_words = count_rows (fixture, "word");

  email = read_text (fixture, email_sql);
  change_store (fixture, change);
  change_store (fixture, note);
  change_store (fixture, "UPDATE participant SET first_seen = 5");
  before_a = dup_all_held (fixture, a);
  before_b = dup_all_held (fixture, b);
  g_assert_true (is_found (fixture, email));

  erased = await_object (parvis_eraser_erase_people (fixture->store, ids), &error);
  g_assert_no_error (error);
  g_assert_false (is_found (fixture, email));
  await_boolean (parvis_eraser_restore_people (fixture->store, erased), &error);
  g_assert_no_error (error);

  after_a = dup_all_held (fixture, a);
  after_b = dup_all_held (fixture, b);
  g_assert_cmpstr (after_a, ==, before_a);
  g_assert_cmpstr (after_b, ==, before_b);
  g_assert_true (is_found (fixture, email));
  g_assert_cmpint (count_rows (fixture, "word"), ==, n_words);
  g_assert_true (is_well (fixture, "search"));
  g_assert_true (is_well (fixture, "counts"));
}

/* Somebody gone counts as deleted; somebody read again meanwhile is not there twice. */
static void
test_restore_read_again (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *id = read_text (fixture, "SELECT id FROM participant WHERE NOT deleted"
                                            " ORDER BY key LIMIT 1");
  g_autofree char *note = g_strdup_printf ("INSERT INTO user_note VALUES ('%s', 'A', 'n', 1)", id);
  g_autofree char *gone = g_strdup_printf ("participant WHERE id = '%s' AND gone = 9", id);
  g_autofree char *leave = g_strdup_printf ("UPDATE participant SET gone = 9 WHERE id = '%s'", id);
  const char * const ids[] = { id, NULL };
  g_autoptr(ParvisErased) erased = NULL;
  g_autoptr(ParvisErased) again = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n_people = count_rows (fixture, "participant");

  change_store (fixture, note);
  change_store (fixture, leave);
  erased = await_object (parvis_eraser_erase_people (fixture->store, ids), &error);
  g_assert_no_error (error);
  await_boolean (parvis_eraser_restore_people (fixture->store, erased), &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_rows (fixture, gone), ==, 1);

  again = await_object (parvis_eraser_erase_people (fixture->store, ids), &error);
  sync_store (fixture);
  await_boolean (parvis_eraser_restore_people (fixture->store, again), &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_rows (fixture, "participant"), ==, n_people);
  g_assert_cmpint (count_rows (fixture, gone), ==, 0);
  g_assert_cmpint (count_rows (fixture, "user_note"), ==, 1);
  g_assert_true (is_well (fixture, "search"));
}

static void
test_erase_store (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(ParvisStore) other = store_test_open (fixture->folder, fixture->client);
  g_autofree char *path = g_strdup (parvis_store_get_path (fixture->store));
  g_autoptr(ParvisStore) closed = NULL;
  g_autoptr(GError) error = NULL;
  guint n_files;

  /* Not while it is refreshed. */
  g_assert_true (parvis_store_lock_sync (other, &error));
  store_test_close (&fixture->store);
  closed = parvis_store_new (fixture->folder, weez_client_get_base_url (fixture->client),
                             "somebody", weez_client_get_zone (fixture->client));
  g_assert_cmpstr (parvis_store_get_path (closed), ==, path);
  g_assert_false (parvis_eraser_erase_store (closed, &n_files, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  parvis_store_unlock_sync (other);
  store_test_close (&other);

  g_assert_true (parvis_eraser_erase_store (closed, &n_files, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_files, >=, 2);
  {
    g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);

    g_assert_null (g_dir_read_name (dir));
  }

  g_assert_true (parvis_eraser_erase_store (closed, &n_files, &error));
  g_assert_cmpuint (n_files, ==, 0);
}

#define ADD(path, func) g_test_add ("/held/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("status", test_status);
  ADD ("feed", test_feed);
  ADD ("tickets", test_tickets);
  ADD ("check", test_check);
  ADD ("erase-event", test_erase_event);
  ADD ("person", test_person);
  ADD ("erase-people", test_erase_people);
  ADD ("restore-people", test_restore_people);
  ADD ("restore-read-again", test_restore_read_again);
  ADD ("erase-store", test_erase_store);

  return g_test_run ();
}
