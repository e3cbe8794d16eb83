#include <gio/gio.h>
#include <libdex.h>

#include "demo-server.h"
#include "parvis-account.h"

typedef struct
{
  DemoServer    *server;
  WeezClient    *client;
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
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->server = demo_server_new (1, 300, 0);
  demo_server_start (fixture->server, 0, &error);
  g_assert_no_error (error);
  fixture->client = weez_client_new (demo_server_get_url (fixture->server), &error);
  g_assert_no_error (error);
  settle (weez_client_sign_in (fixture->client, DEMO_USERNAME, DEMO_PASSWORD, DEMO_API_KEY),
          &error);
  g_assert_no_error (error);
  fixture->account = parvis_account_new (fixture->client, DEMO_USERNAME);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->account);
  g_clear_object (&fixture->client);
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
    "http-403", "http-404", "http-500", "error-200", "html", "malformed", "cut", "wrong-shape",
    "http-500:1@/tickets",
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
      g_assert_false (parvis_account_get_refreshing (fixture->account));
      g_assert_cmpuint (count_events (fixture), ==, n_events);
      g_assert_true (parvis_account_get_updated_at (fixture->account) == updated_at);
    }

  demo_server_set_fault (fixture->server, NULL);
  refresh (fixture);
  g_assert_false (parvis_account_get_updated_at (fixture->account) == updated_at);
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

static void
test_event (Fixture       *fixture,
            gconstpointer  data)
{
  guint n_details = 0;

  refresh (fixture);
  for (guint i = 0; i < count_events (fixture); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(ParvisEvent) event =
        g_list_model_get_item (parvis_account_get_events (fixture->account), i);
      gint64 sold = parvis_event_get_sold (event);

      g_assert_null (parvis_event_get_updated_at (event));
      settle (parvis_event_refresh (event), &error);
      g_assert_no_error (error);
      g_assert_nonnull (parvis_event_get_updated_at (event));
      g_assert_cmpint (parvis_event_get_sold (event), ==, sold);
      n_details += parvis_event_get_details (event) != NULL;
    }
  g_assert_cmpuint (n_details, >, 3);
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
  g_assert_true (settle (parvis_event_refresh (event), NULL));
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
    { "/account/one-refresh-at-a-time", test_one_refresh_at_a_time },
    { "/account/goes-away-while-asking", test_goes_away_while_asking },
    { "/event/refresh", test_event },
    { "/event/failure-keeps-content", test_event_failure_keeps_content },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
