#include "config.h"

#include "scripted-server.h"
#include "weez-client.h"

/* What is sent, and what becomes of it. */

typedef struct
{
  ScriptedServer *server;
  WeezClient     *client;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = scripted_server_new ();
  fixture->client = weez_client_new (scripted_server_get_url (fixture->server), NULL);
  weez_client_set_credentials (fixture->client, "key", "token");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
}

/* What was sent is what matters; the empty answer is refused each time. */
static void
assert_asks (Fixture    *fixture,
             DexFuture  *future,
             const char *expected)
{
  g_autoptr(DexFuture) owned = future;
  g_autoptr(GError) error = NULL;

  g_assert_null (await (owned, &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_NOT_UNDERSTOOD);
  g_assert_cmpstr (scripted_server_get_asked (fixture->server), ==, expected);
  g_assert_cmpstr (scripted_server_get_agent (fixture->server), ==, "Parvis/" PARVIS_VERSION);
}

static void
test_verbs (Fixture       *fixture,
            gconstpointer  data)
{
  const char * const ids[] = { "11435", "10473", NULL };
  g_autoptr(WeezEventsQuery) events = weez_events_query_new ();

  assert_asks (fixture, weez_client_list_events (fixture->client, events),
               "GET /events?api_key=key&access_token=token&include_not_published=0"
               "&include_closed=0&include_without_sales=0");
  events->include_not_published = TRUE;
  events->include_closed = TRUE;
  events->include_without_sales = TRUE;
  assert_asks (fixture, weez_client_list_events (fixture->client, events),
               "GET /events?api_key=key&access_token=token&include_not_published=1"
               "&include_closed=1&include_without_sales=1");
  assert_asks (fixture, weez_client_list_dates (fixture->client, ids, FALSE),
               "GET /dates?api_key=key&access_token=token&id_event[]=11435&id_event[]=10473");
  assert_asks (fixture, weez_client_list_dates (fixture->client, ids, TRUE),
               "GET /dates?api_key=key&access_token=token&display_passed=1"
               "&id_event[]=11435&id_event[]=10473");
  assert_asks (fixture, weez_client_list_tickets (fixture->client, ids),
               "GET /tickets?api_key=key&access_token=token&id_event[]=11435&id_event[]=10473");
  assert_asks (fixture, weez_client_get_ticket_stats (fixture->client, "44272", NULL),
               "GET /tickets/44272/stats?api_key=key&access_token=token");
  assert_asks (fixture, weez_client_get_ticket_stats (fixture->client, "44272", "138"),
               "GET /tickets/44272/stats?api_key=key&access_token=token&id_date=138");
  assert_asks (fixture, weez_client_list_answers (fixture->client, "2291148"),
               "GET /participant/2291148/answers?api_key=key&access_token=token");
  assert_asks (fixture, weez_client_get_scan_settings (fixture->client),
               "GET /scan/settings?api_key=key&access_token=token");
  assert_asks (fixture, weez_client_set_scan_user (fixture->client, "Porte A & B"),
               "POST /scan/user?api_key=key&access_token=token&user=Porte A & B");
  assert_asks (fixture, weez_client_get_event_details (fixture->client, "36799"),
               "GET /event/36799/details?api_key=key&access_token=token");
  assert_asks (fixture, weez_client_list_event_categories (fixture->client),
               "GET /event/categories/?");
  assert_asks (fixture, weez_client_sign_in (fixture->client, "me", "p&ss=1", "k"),
               "POST /auth/access_token?username=me&password=p&ss=1&api_key=k");
}

static void
test_participants (Fixture       *fixture,
                   gconstpointer  data)
{
  const char *ids[] = { "11122", "112331", NULL };
  const char *tickets[] = { "63049045c39e21cc8d8e358def382cbb", "1121223", NULL };
  const char *references[] = { "C15E265226O63029", NULL };
  g_autoptr(WeezParticipantsQuery) query = weez_participants_query_new ();
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  assert_asks (fixture, weez_client_list_participants (fixture->client, query),
               "GET /participant/list?api_key=key&access_token=token");

  query->id_event = g_strdupv ((char **) ids);
  query->id_ticket = g_strdupv ((char **) tickets);
  query->date_ticket = g_variant_ref_sink (g_variant_new_parsed ("[('138', '44272'),"
                                                                 "('138', '44274')]"));
  query->last_update = g_date_time_new (utc, 2014, 1, 23, 11, 41, 55);
  query->last_update_before = g_date_time_new (utc, 2014, 7, 23, 11, 41, 55);
  query->include_deleted = TRUE;
  query->moderation = TRUE;
  query->include_unpaid = TRUE;
  query->full = TRUE;
  query->minimized = TRUE;
  query->return_count = TRUE;
  query->return_count_total = TRUE;
  query->return_removed = TRUE;
  query->max = 500;
  query->page = 1;
  query->transaction_reference = g_strdupv ((char **) references);
  assert_asks (fixture, weez_client_list_participants (fixture->client, query),
               "GET /participant/list?api_key=key&access_token=token"
               "&id_event[]=11122&id_event[]=112331"
               "&id_ticket[]=63049045c39e21cc8d8e358def382cbb&id_ticket[]=1121223"
               "&date_ticket[138][]=44272&date_ticket[138][]=44274"
               "&last_update=2014-01-23 12:41:55&last_update_before=2014-07-23 13:41:55"
               "&include_deleted=1&moderation=1&include_unpaid=1&full=1&minimized=1"
               "&return_count=1&return_count_total=1&return_removed=1&max=500&page=1"
               "&transaction_reference[]=C15E265226O63029");
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(WeezSearchQuery) query = weez_search_query_new ();
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  assert_asks (fixture, weez_client_search_events (fixture->client, query),
               "GET /event/search/?api_key=key&access_token=token");

  query->date = g_date_time_new (utc, 2013, 6, 1, 23, 30, 0);
  query->date_start = g_date_time_new (utc, 2013, 6, 1, 0, 0, 0);
  query->date_end = g_date_time_new (utc, 2013, 6, 30, 0, 0, 0);
  query->category = g_strdup ("13");
  query->city = g_strdup ("Saint-Étienne");
  query->zip_code = g_strdup ("H1Y 2G5");
  query->country = g_strdup ("FR");
  query->province = g_strdup ("");
  query->organizer = g_strdup ("L'Entrée & Cie");
  query->max_result = 1;
  query->full = TRUE;
  assert_asks (fixture, weez_client_search_events (fixture->client, query),
               "GET /event/search/full/?api_key=key&access_token=token&date=2013-06-01"
               "&date_start=2013-06-01&date_end=2013-06-30&category=13&city=Saint-Étienne"
               "&zip_code=H1Y 2G5&country=FR&organizer=L'Entrée & Cie&max_result=1");
}

/* An id that means something in a path never leaves. */
static void
test_hostile_id (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char * const ids[] = { "..", ".", "", "a/b", "../events?x=1#", "1 2", "é", "%2e" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (await_object (weez_client_get_ticket_stats (fixture->client, ids[i], NULL),
                                   &error));
      g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_NOT_FOUND);
    }

  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, 0);
}

static void
test_sign_in (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(WeezClient) client = weez_client_new (scripted_server_get_url (fixture->server), NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *token = NULL;
  g_autofree char *other = NULL;

  g_assert_false (weez_client_has_credentials (client));
  scripted_server_answer (fixture->server, 200, "{\"accessToken\": \"f4b6b917cee00f13\"}");
  token = await_string (weez_client_sign_in (client, "me", "secret", "mykey"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "f4b6b917cee00f13");
  g_assert_true (weez_client_has_credentials (client));

  scripted_server_answer (fixture->server, 200, "{}");
  assert_asks (fixture, weez_client_get_scan_settings (client),
               "GET /scan/settings?api_key=mykey&access_token=f4b6b917cee00f13");

  scripted_server_answer (fixture->server, 200, "{\"access_token\": \"fall-back\"}");
  other = await_string (weez_client_sign_in (client, "me", "secret", "mykey"), &error);
  g_assert_cmpstr (other, ==, "fall-back");

  scripted_server_answer (fixture->server, 200, "{\"accessToken\": \"\"}");
  g_assert_null (await_string (weez_client_sign_in (client, "me", "secret", "mykey"), &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_NOT_UNDERSTOOD);
}

static void
test_statuses (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { guint status; WeezError code; } cases[] = {
    { 301, WEEZ_ERROR_NOT_UNDERSTOOD }, { 302, WEEZ_ERROR_NOT_UNDERSTOOD },
    { 307, WEEZ_ERROR_NOT_UNDERSTOOD }, { 308, WEEZ_ERROR_NOT_UNDERSTOOD },
    { 400, WEEZ_ERROR_SERVER }, { 401, WEEZ_ERROR_REFUSED }, { 403, WEEZ_ERROR_REFUSED },
    { 404, WEEZ_ERROR_NOT_FOUND }, { 407, WEEZ_ERROR_UNREACHABLE },
    { 408, WEEZ_ERROR_UNREACHABLE }, { 413, WEEZ_ERROR_SERVER }, { 429, WEEZ_ERROR_BUSY },
    { 500, WEEZ_ERROR_SERVER }, { 502, WEEZ_ERROR_SERVER }, { 503, WEEZ_ERROR_BUSY },
    { 504, WEEZ_ERROR_SERVER },
  };

  scripted_server_set_header (fixture->server, "Location", "http://127.0.0.2:1/stolen");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      guint n_asked = scripted_server_get_n_asked (fixture->server);

      /* A refusal stops what is signed until there are others. */
      weez_client_set_credentials (fixture->client, "key", "token");
      scripted_server_answer (fixture->server, cases[i].status,
                              i % 2 == 0 ? "{\"error\": {\"message\": \"Said so\", \"code\": 1}}"
                                         : "{\"message\": \"Said so\", \"code\": \"1\"}");
      g_assert_null (await_object (weez_client_get_scan_settings (fixture->client), &error));
      g_test_message ("status %u", cases[i].status);
      g_assert_error (error, WEEZ_ERROR, (int) cases[i].code);
      g_assert_cmpuint (weez_error_get_status (error), ==, cases[i].status);
      g_assert_cmpstr (weez_error_get_detail (error), ==, "Said so");
      g_assert_cmpint (weez_error_get_retry_after (error), ==, -1);
      g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, n_asked + 1);
    }
}

static void
test_retry_after (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) soon = g_date_time_add_seconds (now, 600);
  g_autofree char *date = g_date_time_format (soon, "%a, %d %b %Y %H:%M:%S GMT");
  g_autoptr(GError) error = NULL;

  scripted_server_answer (fixture->server, 429, "");
  scripted_server_set_header (fixture->server, "Retry-After", "1800");
  g_assert_null (await_object (weez_client_get_scan_settings (fixture->client), &error));
  g_assert_cmpint (weez_error_get_retry_after (error), ==, 1800);
  g_clear_error (&error);

  scripted_server_set_header (fixture->server, "Retry-After", date);
  g_assert_null (await_object (weez_client_get_scan_settings (fixture->client), &error));
  g_assert_cmpint (weez_error_get_retry_after (error), >, 500);
  g_assert_cmpint (weez_error_get_retry_after (error), <=, 600);
  g_clear_error (&error);

  /* The service's clock may differ from ours by years. */
  scripted_server_set_header (fixture->server, "Date", "Sun, 06 Nov 2011 08:49:37 GMT");
  scripted_server_set_header (fixture->server, "Retry-After", "Sun, 06 Nov 2011 08:51:37 GMT");
  g_assert_null (await_object (weez_client_get_scan_settings (fixture->client), &error));
  g_assert_cmpint (weez_error_get_retry_after (error), ==, 120);
  g_clear_error (&error);

  scripted_server_set_header (fixture->server, "Retry-After", "soon");
  g_assert_null (await_object (weez_client_get_scan_settings (fixture->client), &error));
  g_assert_cmpint (weez_error_get_retry_after (error), ==, -1);
}

static void
test_no_answers (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(WeezListing) listing = NULL;
  g_autoptr(GError) error = NULL;

  scripted_server_answer (fixture->server, 404, "{\"error\": {\"message\": \"none\"}}");
  listing = await_object (weez_client_list_answers (fixture->client, "1"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (listing->records->len, ==, 0);
}

static void
test_addresses (void)
{
  static const struct { const char *url; gboolean good; } cases[] = {
    { "https://api.weezevent.com/", TRUE }, { "https://api.weezevent.com", TRUE },
    { "http://127.0.0.1:8080/", TRUE }, { "http://localhost:8080", TRUE },
    { "http://[::1]:8080/", TRUE }, { "http://api.weezevent.com/", FALSE },
    { "http://127.0.0.1.evil.example/", FALSE }, { "http://10.0.0.1/", FALSE },
    { "ftp://127.0.0.1/", FALSE }, { "file:///etc/passwd", FALSE }, { "", FALSE },
    { "https://user:word@api.weezevent.com/", FALSE }, { "https://x.example/?a=b", FALSE },
    { "https://x.example/#a", FALSE }, { "nonsense", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(WeezClient) client = weez_client_new (cases[i].url, &error);

      g_test_message ("%s", cases[i].url);
      g_assert_cmpint (client != NULL, ==, cases[i].good);
      g_assert_cmpint (error == NULL, ==, cases[i].good);
      if (client != NULL)
        g_assert_true (g_str_has_suffix (weez_client_get_base_url (client), "/"));
    }
}

static void
test_unreachable (void)
{
  g_autofree char *url = NULL;
  g_autoptr(WeezClient) client = NULL;
  g_autoptr(GError) error = NULL;

  /* A port that was free a moment ago. */
  {
    g_autoptr(ScriptedServer) server = scripted_server_new ();

    url = g_strdup (scripted_server_get_url (server));
  }

  client = weez_client_new (url, NULL);
  g_assert_null (await_object (weez_client_list_event_categories (client), &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_UNREACHABLE);
}

static void
test_not_trusted (void)
{
  g_autofree char *pem = g_test_build_filename (G_TEST_DIST, "fixtures", "not-trusted.pem", NULL);
  g_autoptr(ScriptedServer) server = scripted_server_new_tls (pem);
  g_autoptr(WeezClient) client = weez_client_new (scripted_server_get_url (server), NULL);
  g_autoptr(GError) error = NULL;

  weez_client_set_credentials (client, "key", "token");
  g_assert_true (g_str_has_prefix (scripted_server_get_url (server), "https://"));
  g_assert_null (await_object (weez_client_get_scan_settings (client), &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_TLS);
  g_assert_cmpuint (scripted_server_get_n_asked (server), ==, 0);
}

typedef struct
{
  gboolean asked;
  gboolean closed;
} Silence;

static void
heard_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Silence *silence = user_data;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result,
                                                              NULL);

  silence->asked = TRUE;
  silence->closed = bytes == NULL || g_bytes_get_size (bytes) == 0;
  if (!silence->closed)
    g_input_stream_read_bytes_async (G_INPUT_STREAM (object), 4096, G_PRIORITY_DEFAULT, NULL,
                                     heard_cb, silence);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  g_object_set_data_full (G_OBJECT (service), "connection", g_object_ref (connection),
                          g_object_unref);
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), 4096,
                                   G_PRIORITY_DEFAULT, NULL, heard_cb, user_data);

  return TRUE;
}

/* Dropping the future closes the connection: nothing goes on behind the user's back. */
static void
test_drop (void)
{
  g_autoptr(GSocketService) service = g_socket_service_new ();
  g_autoptr(WeezClient) client = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  Silence silence = { FALSE, FALSE };
  DexFuture *future;
  guint16 port;

  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), &silence);
  g_socket_service_start (service);

  url = g_strdup_printf ("http://127.0.0.1:%u/", port);
  client = weez_client_new (url, &error);
  g_assert_no_error (error);
  future = weez_client_list_event_categories (client);
  while (!silence.asked)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (silence.closed);
  g_assert_true (dex_future_is_pending (future));

  dex_unref (future);
  while (!silence.closed)
    g_main_context_iteration (NULL, TRUE);
}

/* Everything that is written at any level of debugging, and every error, while calls with secrets
 * succeed and fail and while the service echoes what it was sent. */
static void
test_secrets_subprocess (Fixture       *fixture,
                         gconstpointer  data)
{
  static const guint statuses[] = { 200, 302, 403, 429, 500 };
  g_autoptr(WeezEventsQuery) query = weez_events_query_new ();

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) refused = NULL;
      g_autoptr(GObject) events = NULL;
      g_autofree char *token = NULL;

      scripted_server_set_header (fixture->server, "Location",
                                  "http://127.0.0.2:1/?access_token=canary-token");

      weez_client_set_credentials (fixture->client, "canary-key", "canary-token");
      scripted_server_answer (fixture->server, statuses[i],
                              "{\"error\": {\"message\": \"Bad canary-token or canary-key\","
                              "\"code\": 3}}");
      events = await_object (weez_client_list_events (fixture->client, query), &error);
      g_assert_nonnull (error);
      g_printerr ("%s: %s\n", error->message, weez_error_get_detail (error));

      scripted_server_answer (fixture->server, statuses[i],
                              "{\"error\": {\"message\": \"Bad canary-login canary&password "
                              "canary%26password canary-key\\u001b[31m\", \"code\": 3}}");
      token = await_string (weez_client_sign_in (fixture->client, "canary-login",
                                                 "canary&password", "canary-key"), &refused);
      g_assert_nonnull (refused);
      g_printerr ("%s: %s\n", refused->message, weez_error_get_detail (refused));
    }
}

static void
test_secrets (void)
{
  const char * const envp[] = { "G_MESSAGES_DEBUG=all", "G_DEBUG=fatal-criticals", NULL };

  g_test_trap_subprocess_with_envp ("/client/subprocess/secrets", envp, 0,
                                    G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*/events: the service reports a failure: Bad*");
  g_test_trap_assert_stderr ("*POST /auth/access_token: HTTP status 403: Bad*");
  g_test_trap_assert_stderr_unmatched ("*canary*");
  g_test_trap_assert_stderr_unmatched ("*\033*");
  g_test_trap_assert_stdout ("*weez-DEBUG*GET /events: HTTP 403*");
  g_test_trap_assert_stdout_unmatched ("*canary*");
}

#define ADD(path, func) \
  g_test_add ("/client/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("verbs", test_verbs);
  ADD ("participants", test_participants);
  ADD ("search", test_search);
  ADD ("hostile-id", test_hostile_id);
  ADD ("sign-in", test_sign_in);
  ADD ("statuses", test_statuses);
  ADD ("retry-after", test_retry_after);
  ADD ("no-answers", test_no_answers);
  ADD ("subprocess/secrets", test_secrets_subprocess);
  g_test_add_func ("/client/addresses", test_addresses);
  g_test_add_func ("/client/unreachable", test_unreachable);
  g_test_add_func ("/client/drop", test_drop);
  g_test_add_func ("/client/not-trusted", test_not_trusted);
  g_test_add_func ("/client/secrets", test_secrets);

  return g_test_run ();
}
