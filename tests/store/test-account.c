#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libdex.h>

#include "demo-server.h"
#include "parvis-event-private.h"
#include "parvis-listing.h"
#include "parvis-store-error.h"
#include "parvis-store-private.h"
#include "stale-index.h"
#include "store-test.h"
#include "weez-column.h"

typedef struct
{
  DemoServer    *server;
  WeezClient    *client;
  char          *folder;
  ParvisAccount *account;
} Fixture;

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
settle (DexFuture  *future,
        GError    **error)
{
  g_autoptr(DexFuture) owned = future;
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  /* A future may settle in another thread, which wakes nobody here. */
  guint tick = g_timeout_add (5, tick_cb, NULL);

  while (dex_future_is_pending (owned))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);

  return dex_future_get_value (owned, error) != NULL;
}

static void
sign_in (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  settle (weez_client_sign_in (fixture->client, DEMO_USERNAME, DEMO_PASSWORD, DEMO_API_KEY),
          &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->server = demo_server_new (1, 300, 0);
  demo_server_start (fixture->server, 0, &error);
  g_assert_no_error (error);
  fixture->client = weez_client_new (demo_server_get_url (fixture->server), &error);
  g_assert_no_error (error);
  sign_in (fixture);
  fixture->folder = store_test_make_folder ();
  fixture->account = parvis_account_new (fixture->client, DEMO_USERNAME, fixture->folder);
}

static void
close_account (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  settle (parvis_account_close (fixture->account), &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->account);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->account != NULL)
    close_account (fixture);
  store_test_remove_folder (&fixture->folder);
  g_clear_object (&fixture->client);
  if (fixture->server != NULL)
    demo_server_stop (fixture->server);
  g_clear_object (&fixture->server);
}

static void
refresh (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  settle (parvis_account_refresh (fixture->account), &error);
  g_assert_no_error (error);
}

static guint
count_events (Fixture *fixture)
{
  return g_list_model_get_n_items (parvis_account_get_events (fixture->account));
}

static gint64
sum_sold (Fixture *fixture)
{
  gint64 sold = 0;

  for (guint i = 0; i < count_events (fixture); i++)
    {
      g_autoptr(ParvisEvent) event =
        g_list_model_get_item (parvis_account_get_events (fixture->account), i);

      g_assert_cmpint (parvis_event_get_sold (event), >=, 0);
      sold += parvis_event_get_sold (event);
    }

  return sold;
}

static void
test_lists_every_event (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(WeezEventsQuery) query = weez_events_query_new ();
  g_autoptr(DexFuture) future = NULL;
  WeezListing *listing;
  guint n_with_quota = 0;
  guint n_passed = 0;

  query->include_not_published = query->include_closed = query->include_without_sales = TRUE;
  future = weez_client_list_events (fixture->client, query);
  settle (dex_ref (future), NULL);
  listing = g_value_get_object (dex_future_get_value (future, NULL));

  g_assert_null (parvis_account_get_updated_at (fixture->account));
  refresh (fixture);
  g_assert_nonnull (parvis_account_get_updated_at (fixture->account));
  g_assert_false (parvis_account_get_refreshing (fixture->account));
  g_assert_cmpuint (count_events (fixture), ==, listing->records->len);

  for (guint i = 0; i < listing->records->len; i++)
    {
      WeezEvent *record = g_ptr_array_index (listing->records, i);
      g_autoptr(ParvisEvent) event =
        g_list_model_get_item (parvis_account_get_events (fixture->account), i);

      g_assert_cmpstr (parvis_event_get_record (event)->id, ==, record->id);
      g_assert_cmpint (parvis_event_get_sold (event), ==, record->participants);
      n_with_quota += parvis_event_get_quota (event) > 0;
      n_passed += parvis_event_get_passed (event);
    }
  g_assert_cmpuint (n_with_quota, >, 3);
  g_assert_cmpuint (n_passed, >, 0);
  g_assert_cmpuint (n_passed, <, listing->records->len);
}

/* The tables give back the tree that the service gave, at every depth. */
static void
assert_same_tickets (WeezTicketCategory *told,
                     GListModel         *kept)
{
  guint n_categories = told->categories != NULL ? told->categories->len : 0;
  guint n_tickets = told->tickets != NULL ? told->tickets->len : 0;

  g_assert_cmpuint (g_list_model_get_n_items (kept), ==, n_categories + n_tickets);
  for (guint i = 0; i < n_categories; i++)
    {
      WeezTicketCategory *category = g_ptr_array_index (told->categories, i);
      g_autoptr(WeezTicketCategory) other = g_list_model_get_item (kept, i);
      g_autoptr(GListStore) below = g_list_store_new (WEEZ_TYPE_RECORD);

      g_assert_cmpstr (category->id, ==, other->id);
      g_assert_cmpstr (category->name, ==, other->name);
      for (guint j = 0; other->categories != NULL && j < other->categories->len; j++)
        g_list_store_append (below, g_ptr_array_index (other->categories, j));
      for (guint j = 0; other->tickets != NULL && j < other->tickets->len; j++)
        g_list_store_append (below, g_ptr_array_index (other->tickets, j));
      assert_same_tickets (category, G_LIST_MODEL (below));
    }
  for (guint i = 0; i < n_tickets; i++)
    {
      g_autoptr(WeezRecord) other = g_list_model_get_item (kept, n_categories + i);

      g_assert_true (weez_record_equal (g_ptr_array_index (told->tickets, i), other));
    }
}

static void
test_ticket_tree (Fixture       *fixture,
                  gconstpointer  data)
{
  guint n_categories = 0;

  refresh (fixture);
  for (guint i = 0; i < count_events (fixture); i++)
    {
      g_autoptr(ParvisEvent) event =
        g_list_model_get_item (parvis_account_get_events (fixture->account), i);
      const char *ids[] = { parvis_event_get_record (event)->id, NULL };
      g_autoptr(DexFuture) future = weez_client_list_tickets (fixture->client, ids);
      WeezListing *listing;
      WeezTicketCategory *tree;

      g_assert_true (settle (dex_ref (future), NULL));
      listing = g_value_get_object (dex_future_get_value (future, NULL));
      g_assert_cmpuint (listing->records->len, ==, 1);
      tree = g_ptr_array_index (listing->records, 0);
      n_categories += tree->categories != NULL ? tree->categories->len : 0;
      assert_same_tickets (tree, parvis_event_get_tickets (event));
    }
  g_assert_cmpuint (n_categories, >, 0);
}

static void
count_cb (guint *n_changes)
{
  (*n_changes)++;
}

static void
test_keeps_objects (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(ParvisEvent) before = NULL;
  g_autoptr(ParvisEvent) after = NULL;
  guint n_changes = 0;
  gint64 sold;

  refresh (fixture);
  sold = sum_sold (fixture);
  before = g_list_model_get_item (parvis_account_get_events (fixture->account), 0);
  g_signal_connect_swapped (parvis_account_get_events (fixture->account), "items-changed",
                            G_CALLBACK (count_cb), &n_changes);

  demo_server_sell (fixture->server, 20);
  refresh (fixture);
  after = g_list_model_get_item (parvis_account_get_events (fixture->account), 0);
  g_assert_true (before == after);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpint (sum_sold (fixture), ==, sold + 20);
}

static void
test_failure_keeps_content (Fixture       *fixture,
                            gconstpointer  data)
{
  static const char * const faults[] = {
    "http-404", "http-500", "error-200", "html", "malformed", "cut", "wrong-shape",
    "http-403",
  };
  g_autoptr(GDateTime) updated_at = NULL;
  guint n_events;

  refresh (fixture);
  updated_at = g_date_time_ref (parvis_account_get_updated_at (fixture->account));
  n_events = count_events (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(GError) error = NULL;

      demo_server_set_fault (fixture->server, faults[i]);
      g_assert_false (settle (parvis_account_refresh (fixture->account), &error));
      g_assert_true (error->domain == WEEZ_ERROR);
      g_assert_nonnull (parvis_account_get_failure (fixture->account));
      g_assert_null (parvis_account_get_sentence (fixture->account));
      g_assert_false (parvis_account_get_refreshing (fixture->account));
      g_assert_cmpuint (count_events (fixture), ==, n_events);
      g_assert_true (parvis_account_get_updated_at (fixture->account) == updated_at);
    }

  /* The last of them was a refusal. */
  demo_server_set_fault (fixture->server, NULL);
  sign_in (fixture);
  refresh (fixture);
  g_assert_null (parvis_account_get_failure (fixture->account));
  g_assert_cmpint (g_date_time_compare (parvis_account_get_updated_at (fixture->account),
                                        updated_at), >=, 0);
}

/* What one answer lacks is told, and the rest is read. */
static void
test_part_fails (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  demo_server_set_fault (fixture->server, "http-500@/tickets");
  g_assert_false (settle (parvis_account_refresh (fixture->account), &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_SERVER);
  g_assert_nonnull (parvis_account_get_failure (fixture->account));
  g_assert_cmpuint (count_events (fixture), >, 3);
  g_assert_cmpint (sum_sold (fixture), >, 0);
}

/* The same folder, a Parvis later, with nobody there to ask. */
static void
test_offline (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GDateTime) updated_at = NULL;
  g_autoptr(GError) error = NULL;
  guint n_events;
  guint n_details = 0;
  gint64 sold;

  refresh (fixture);
  n_events = count_events (fixture);
  sold = sum_sold (fixture);
  updated_at = g_date_time_ref (parvis_account_get_updated_at (fixture->account));
  close_account (fixture);
  demo_server_stop (fixture->server);
  g_clear_object (&fixture->server);

  fixture->account = parvis_account_new (fixture->client, DEMO_USERNAME, fixture->folder);
  g_assert_cmpint (parvis_account_get_state (fixture->account), ==, PARVIS_ACCOUNT_OPENING);
  settle (parvis_account_open (fixture->account), &error);
  g_assert_no_error (error);
  g_assert_cmpint (parvis_account_get_state (fixture->account), ==, PARVIS_ACCOUNT_OPEN);
  g_assert_cmpuint (count_events (fixture), ==, n_events);
  g_assert_cmpint (sum_sold (fixture), ==, sold);
  g_assert_true (g_date_time_equal (parvis_account_get_updated_at (fixture->account), updated_at));

  g_assert_false (settle (parvis_account_refresh (fixture->account), &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_UNREACHABLE);
  g_assert_nonnull (parvis_account_get_failure (fixture->account));
  g_assert_cmpuint (count_events (fixture), ==, n_events);
  g_assert_cmpint (sum_sold (fixture), ==, sold);
  g_assert_true (g_date_time_equal (parvis_account_get_updated_at (fixture->account), updated_at));

  for (guint i = 0; i < n_events; i++)
    {
      g_autoptr(ParvisEvent) event =
        g_list_model_get_item (parvis_account_get_events (fixture->account), i);

      g_assert_nonnull (parvis_event_get_updated_at (event));
      n_details += parvis_event_get_details (event) != NULL;
    }
  g_assert_cmpuint (n_details, >, 3);
}

/* A folder that cannot be one: a sentence, and another try once the cause is gone. */
static void
test_store_fails (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *place = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *below = g_build_filename (place, "stores", NULL);
  g_autoptr(ParvisAccount) account = parvis_account_new (fixture->client, DEMO_USERNAME, below);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (place, "", 0, NULL));
  g_assert_false (settle (parvis_account_refresh (account), &error));
  g_assert_true (error->domain == PARVIS_STORE_ERROR);
  g_assert_cmpint (parvis_account_get_state (account), ==, PARVIS_ACCOUNT_FAILED);
  g_assert_nonnull (parvis_account_get_failure (account));
  g_clear_error (&error);

  g_assert_no_errno (g_unlink (place));
  settle (parvis_account_refresh (account), &error);
  g_assert_no_error (error);
  g_assert_cmpint (parvis_account_get_state (account), ==, PARVIS_ACCOUNT_OPEN);
  g_assert_null (parvis_account_get_failure (account));
  settle (parvis_account_close (account), &error);
  g_assert_no_error (error);
  store_test_remove_folder (&below);
  g_assert_no_errno (g_rmdir (place));
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DexFuture) future = NULL;
  g_autoptr(GError) error = NULL;

  refresh (fixture);
  demo_server_set_fault (fixture->server, "slow");
  future = parvis_account_refresh (fixture->account);
  while (parvis_account_get_sentence (fixture->account) == NULL)
    g_main_context_iteration (NULL, TRUE);
  parvis_account_cancel (fixture->account);
  g_assert_false (settle (dex_ref (future), &error));
  g_assert_false (parvis_account_get_refreshing (fixture->account));
  g_assert_null (parvis_account_get_sentence (fixture->account));
  /* Whoever cancels need not be told. */
  g_assert_null (parvis_account_get_failure (fixture->account));

  /* What was cancelled has ended: the next one runs. */
  demo_server_set_fault (fixture->server, NULL);
  refresh (fixture);
}

/* Another process writes; here, another store of the same file. */
static void
test_follows_others (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(ParvisAccount) other =
    parvis_account_new (fixture->client, DEMO_USERNAME, fixture->folder);
  g_autoptr(GError) error = NULL;
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  guint tick;

  settle (parvis_account_open (fixture->account), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_events (fixture), ==, 0);
  settle (parvis_account_refresh (other), &error);
  g_assert_no_error (error);

  tick = g_timeout_add (5, tick_cb, NULL);
  while (count_events (fixture) == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
  settle (parvis_account_close (other), &error);
  g_assert_no_error (error);
}

static void
test_one_refresh_at_a_time (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr(DexFuture) first = parvis_account_refresh (fixture->account);
  g_autoptr(DexFuture) second = parvis_account_refresh (fixture->account);

  g_assert_true (parvis_account_get_refreshing (fixture->account));
  g_assert_true (first == second);
  g_assert_true (settle (dex_ref (first), NULL));
}

static void
test_goes_away_while_asking (Fixture       *fixture,
                             gconstpointer  data)
{
  gpointer weak = fixture->account;

  dex_unref (parvis_account_refresh (fixture->account));
  g_object_add_weak_pointer (G_OBJECT (fixture->account), &weak);
  g_clear_object (&fixture->account);
  g_assert_null (weak);

  /* What is left of the requests ends without it. */
  for (guint i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static guint
count_requests (Fixture    *fixture,
                const char *path,
                const char *text)
{
  g_auto(GStrv) log = demo_server_dup_log (fixture->server);
  guint n = 0;

  for (guint i = 0; log[i] != NULL; i++)
    n += strstr (log[i], path) != NULL && strstr (log[i], text) != NULL;

  return n;
}

static void
test_event (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(ParvisEvent) event = NULL;
  g_autoptr(DexFuture) first = NULL;
  g_autoptr(DexFuture) second = NULL;
  g_autoptr(GError) error = NULL;

  refresh (fixture);
  event = g_list_model_get_item (parvis_account_get_events (fixture->account), 0);
  g_assert_nonnull (parvis_event_get_updated_at (event));

  /* One event: nothing is asked about another. */
  demo_server_clear_log (fixture->server);
  first = parvis_event_refresh (event);
  second = parvis_account_refresh (fixture->account);
  g_assert_true (parvis_event_get_refreshing (event));
  g_assert_true (first == second);
  settle (dex_ref (first), &error);
  g_assert_no_error (error);
  g_assert_false (parvis_event_get_refreshing (event));
  g_assert_cmpuint (count_requests (fixture, "/tickets?", ""), ==, 1);
  g_assert_cmpuint (count_requests (fixture, "/tickets?",
                                    parvis_event_get_record (event)->id), ==, 1);
  for (guint i = 1; i < count_events (fixture); i++)
    {
      g_autoptr(ParvisEvent) other =
        g_list_model_get_item (parvis_account_get_events (fixture->account), i);

      g_assert_cmpuint (count_requests (fixture, "/tickets?",
                                        parvis_event_get_record (other)->id), ==, 0);
    }
}

static void
test_event_failure_keeps_content (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr(ParvisEvent) event = NULL;
  g_autoptr(WeezEventDetails) details = NULL;
  g_autoptr(GError) error = NULL;
  guint n_tickets;
  gint64 sold;

  refresh (fixture);
  event = g_list_model_get_item (parvis_account_get_events (fixture->account), 0);
  details = g_object_ref (parvis_event_get_details (event));
  n_tickets = g_list_model_get_n_items (parvis_event_get_tickets (event));
  sold = parvis_event_get_sold (event);
  g_assert_cmpuint (n_tickets, >, 0);

  demo_server_set_fault (fixture->server, "http-500");
  g_assert_false (settle (parvis_event_refresh (event), &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_SERVER);
  g_assert_true (parvis_event_get_details (event) == details);
  g_assert_cmpuint (g_list_model_get_n_items (parvis_event_get_tickets (event)), ==, n_tickets);
  g_assert_cmpint (parvis_event_get_sold (event), ==, sold);
  g_assert_false (parvis_event_get_refreshing (event));
}

static gboolean
drop_some (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  return parvis_database_execute (database, "UPDATE event_sync SET dropped = 7 WHERE event ="
                                  " (SELECT key FROM event ORDER BY position LIMIT 1)", error);
}

static gboolean
read_accepted (ParvisDatabase  *database,
               gpointer         data,
               GError         **error)
{
  ParvisListingState state;

  if (!parvis_listing_read (database, *(gint64 *) data, &state, NULL, error))
    return FALSE;
  g_assert_cmpint (state.accepted, ==, 2);
  g_assert_cmpint (state.dropped, ==, 0);

  return TRUE;
}

static void
wait_for_dropped (ParvisEvent *event,
                  gint64       dropped)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  guint tick = g_timeout_add (5, tick_cb, NULL);

  while (parvis_event_get_dropped (event) != dropped)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
}

static void
test_event_drop (Fixture       *fixture,
                 gconstpointer  data)
{
  ParvisStore *store = parvis_account_get_store (fixture->account);
  g_autoptr(ParvisEvent) event = NULL;
  g_autoptr(GError) error = NULL;
  gint64 key;

  refresh (fixture);
  event = g_list_model_get_item (parvis_account_get_events (fixture->account), 0);
  g_assert_cmpint (parvis_event_get_dropped (event), ==, 0);

  settle (parvis_store_write (store, drop_some, NULL, NULL), &error);
  g_assert_no_error (error);
  wait_for_dropped (event, 7);

  settle (parvis_event_accept_drop (event), &error);
  g_assert_no_error (error);
  wait_for_dropped (event, 0);
  key = parvis_event_get_key (event);
  settle (parvis_store_read (store, read_accepted, &key, NULL), &error);
  g_assert_no_error (error);
}

/* After a refresh, and in nobody's way. */
static void
test_weekly_look (Fixture       *fixture,
                  gconstpointer  data)
{
  const char *path = parvis_store_get_path (parvis_account_get_store (fixture->account));
  g_autofree char *mark = NULL;
  ParvisFailure *failure;

  refresh (fixture);
  stale_index_make (path);
  refresh (fixture);
  g_assert_null (parvis_account_get_failure (fixture->account));

  stale_index_due (path);
  refresh (fixture);
  while ((failure = parvis_account_get_failure (fixture->account)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (parvis_failure_get_title (failure), ==, "Store Damaged");
  g_assert_cmpuint (count_events (fixture), >, 0);

  mark = g_strconcat (path, ".suspect", NULL);
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/account/lists-every-event", test_lists_every_event },
    { "/account/keeps-objects", test_keeps_objects },
    { "/account/failure-keeps-content", test_failure_keeps_content },
    { "/account/ticket-tree", test_ticket_tree },
    { "/account/part-fails", test_part_fails },
    { "/account/offline", test_offline },
    { "/account/store-fails", test_store_fails },
    { "/account/weekly-look", test_weekly_look },
    { "/account/cancel", test_cancel },
    { "/account/follows-others", test_follows_others },
    { "/account/one-refresh-at-a-time", test_one_refresh_at_a_time },
    { "/account/goes-away-while-asking", test_goes_away_while_asking },
    { "/event/refresh", test_event },
    { "/event/failure-keeps-content", test_event_failure_keeps_content },
    { "/event/drop", test_event_drop },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
