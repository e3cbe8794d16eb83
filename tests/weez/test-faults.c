#include <string.h>

#include "demo-server.h"
#include "scripted-server.h"
#include "weez-client.h"

/* Everything that can go wrong on the way, played by the demo organizer: one kind of error each,
 * one request each, nothing half-read. */

typedef struct
{
  const char *fault;
  WeezError   code;
  gboolean    web_page;
  gboolean    retry_after;
} Case;

static const Case cases[] = {
  { "http-400", WEEZ_ERROR_SERVER },
  { "http-401", WEEZ_ERROR_REFUSED },
  { "http-403", WEEZ_ERROR_REFUSED },
  { "http-404", WEEZ_ERROR_NOT_FOUND },
  { "http-408", WEEZ_ERROR_UNREACHABLE },
  { "http-413", WEEZ_ERROR_SERVER },
  { "http-429", WEEZ_ERROR_BUSY, .retry_after = TRUE },
  { "http-429-date", WEEZ_ERROR_BUSY, .retry_after = TRUE },
  { "http-500", WEEZ_ERROR_SERVER },
  { "http-502", WEEZ_ERROR_SERVER },
  { "http-503", WEEZ_ERROR_BUSY, .retry_after = TRUE },
  { "http-504", WEEZ_ERROR_SERVER },
  { "proxy-407", WEEZ_ERROR_UNREACHABLE },
  { "error-200", WEEZ_ERROR_SERVER },
  { "html", WEEZ_ERROR_NOT_UNDERSTOOD, .web_page = TRUE },
  { "empty", WEEZ_ERROR_NOT_UNDERSTOOD },
  { "malformed", WEEZ_ERROR_NOT_UNDERSTOOD },
  { "wrong-shape", WEEZ_ERROR_NOT_UNDERSTOOD },
  { "cut", WEEZ_ERROR_NOT_UNDERSTOOD },
  { "cut-quiet", WEEZ_ERROR_NOT_UNDERSTOOD },
  { "cut-gzip", WEEZ_ERROR_NOT_UNDERSTOOD },
  { "cut-close", WEEZ_ERROR_NOT_UNDERSTOOD },
  { "deep", WEEZ_ERROR_NOT_UNDERSTOOD },
  { "overflow", WEEZ_ERROR_NOT_UNDERSTOOD },
  { "invalid-utf8", WEEZ_ERROR_NOT_UNDERSTOOD },
  { "redirect", WEEZ_ERROR_NOT_UNDERSTOOD },
  { "redirect-same", WEEZ_ERROR_NOT_UNDERSTOOD },
  { "endless", WEEZ_ERROR_TOO_LARGE },
  { "bomb", WEEZ_ERROR_TOO_LARGE },
  { "reset", WEEZ_ERROR_UNREACHABLE },
};

static void
sign_in (WeezClient *client)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *token = await_string (weez_client_sign_in (client, DEMO_USERNAME, DEMO_PASSWORD,
                                                              DEMO_API_KEY), &error);

  g_assert_no_error (error);
}

static WeezClient *
start (DemoServer *server)
{
  g_autoptr(GError) error = NULL;
  WeezClient *client;

  demo_server_start (server, 0, &error);
  g_assert_no_error (error);
  client = weez_client_new (demo_server_get_url (server), &error);
  g_assert_no_error (error);
  sign_in (client);

  return client;
}

static void
test_fault (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(DemoServer) server = demo_server_new (1, 300, 0);
  g_autoptr(WeezClient) client = start (server);
  g_autoptr(WeezEventsQuery) query = weez_events_query_new ();
  g_autoptr(WeezListing) listing = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) log = NULL;

  demo_server_clear_log (server);
  demo_server_set_fault (server, test->fault);
  g_assert_null (await_object (weez_client_list_events (client, query), &error));
  g_assert_error (error, WEEZ_ERROR, (int) test->code);
  g_assert_cmpint (weez_error_get_web_page (error), ==, test->web_page);
  g_assert_cmpint (weez_error_get_retry_after (error) >= 0, ==, test->retry_after);
  g_assert_null (strstr (error->message, "127.0.0"));

  /* A connection that breaks before an answer may be tried once more by the HTTP library. */
  log = demo_server_dup_log (server);
  g_assert_cmpuint (g_strv_length (log), <=, test->code == WEEZ_ERROR_UNREACHABLE ? 2 : 1);

  demo_server_set_fault (server, NULL);
  g_clear_error (&error);
  if (test->code == WEEZ_ERROR_REFUSED)
    sign_in (client);
  listing = await_object (weez_client_list_events (client, query), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (listing)), >, 0);
}

/* One byte a second keeps the line alive for ever; the deadline of signing in does not care. */
static void
test_trickle (void)
{
  g_autoptr(DemoServer) server = demo_server_new (1, 300, 0);
  g_autoptr(WeezClient) client = start (server);
  g_autoptr(GError) error = NULL;
  gint64 start_time = g_get_monotonic_time ();

  demo_server_set_fault (server, "trickle");
  g_assert_null (await_string (weez_client_sign_in (client, DEMO_USERNAME, DEMO_PASSWORD,
                                                    DEMO_API_KEY), &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_UNREACHABLE);
  g_assert_cmpint (g_get_monotonic_time () - start_time, >=, 19 * G_USEC_PER_SEC);
}

static void
test_refusals (void)
{
  g_autoptr(DemoServer) server = demo_server_new (1, 300, 0);
  g_autoptr(WeezClient) client = start (server);
  g_autoptr(WeezEventsQuery) query = weez_events_query_new ();
  g_autoptr(GError) error = NULL;

  demo_server_revoke (server);
  g_assert_null (await_object (weez_client_list_events (client, query), &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_REFUSED);
  g_assert_nonnull (strstr (weez_error_get_detail (error), "access token"));
  g_clear_error (&error);

  g_assert_null (await_string (weez_client_sign_in (client, DEMO_USERNAME, DEMO_PASSWORD, "no"),
                               &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_REFUSED);
  g_clear_error (&error);

  for (guint i = 0; i < 8 && !g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_BUSY); i++)
    {
      g_clear_error (&error);
      g_assert_null (await_string (weez_client_sign_in (client, DEMO_USERNAME, "wrong",
                                                        DEMO_API_KEY), &error));
    }
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_BUSY);
  g_assert_cmpint (weez_error_get_retry_after (error), >, 0);
}

/* The demo's odd rows and its pages, seen through the client. */
static void
test_pages (void)
{
  g_autoptr(DemoServer) server = demo_server_new (3, 1500, 0);
  g_autoptr(WeezClient) client = start (server);
  g_autoptr(WeezEventsQuery) all = weez_events_query_new ();
  g_autoptr(WeezListing) events = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GError) error = NULL;
  WeezEvent *largest = NULL;

  all->include_closed = TRUE;
  all->include_not_published = TRUE;
  all->include_without_sales = TRUE;
  events = await_object (weez_client_list_events (client, all), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < events->records->len; i++)
    {
      WeezEvent *event = g_ptr_array_index (events->records, i);

      if (largest == NULL || event->participants > largest->participants)
        largest = event;
    }

  for (guint page = 1; ; page++)
    {
      g_autoptr(WeezParticipantsQuery) query = weez_participants_query_new ();
      g_autoptr(WeezListing) listing = NULL;
      const char *ids[] = { largest->id, NULL };

      query->id_event = g_strdupv ((char **) ids);
      query->max = 50;
      query->page = page;
      query->full = TRUE;
      listing = await_object (weez_client_list_participants (client, query), &error);
      g_assert_no_error (error);
      g_assert_nonnull (listing->server_time);
      g_assert_cmpuint (listing->n_odd, ==, 0);

      for (guint i = 0; i < listing->records->len; i++)
        {
          WeezParticipant *participant = g_ptr_array_index (listing->records, i);

          g_assert_true (g_hash_table_add (seen, g_strdup (participant->id)));
        }
      if (listing->records->len < 50)
        break;
    }

  g_assert_cmpint (g_hash_table_size (seen), ==, largest->participants);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/", cases[i].fault, NULL);

      g_test_add_data_func (path, &cases[i], test_fault);
    }
  g_test_add_func ("/faults/trickle", test_trickle);
  g_test_add_func ("/faults/refusals", test_refusals);
  g_test_add_func ("/faults/pages", test_pages);

  return g_test_run ();
}
