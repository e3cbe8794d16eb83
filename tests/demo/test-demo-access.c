#include "demo-test.h"

static DemoTestAnswer *
send_form (DemoTest   *test,
           const char *path,
           const char *type,
           const char *body)
{
  g_autoptr(SoupMessage) message = demo_test_message (test, "POST", path);
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

  soup_message_set_request_body_from_bytes (message, type, bytes);

  return demo_test_send (test, message);
}

static void
assert_error (DemoTestAnswer *answer,
              guint           status,
              const char     *message)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *error;

  g_assert_no_error (answer->error);
  g_assert_cmpuint (answer->status, ==, status);

  node = json_from_string (demo_test_answer_text (answer), NULL);
  error = json_object_get_object_member (json_node_get_object (node), "error");
  g_assert_cmpint (json_object_get_int_member (error, "code"), ==, status);
  g_assert_nonnull (demo_test_string (error, "type"));
  if (message != NULL)
    g_assert_cmpstr (demo_test_string (error, "message"), ==, message);
}

#define LOGIN "username=" DEMO_USERNAME "&password=" DEMO_PASSWORD "&api_key=" DEMO_API_KEY
#define FORM  "application/x-www-form-urlencoded"

/* Every way that clients are known to use, and the one that does not work. */
static void
test_login (DemoTest      *test,
            gconstpointer  data)
{
  const char multipart[] =
    "--xx\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\n" DEMO_USERNAME "\r\n"
    "--xx\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n" DEMO_PASSWORD "\r\n"
    "--xx\r\nContent-Disposition: form-data; name=\"api_key\"\r\n\r\n" DEMO_API_KEY "\r\n"
    "--xx--\r\n";
  const struct { const char *path, *type, *body; } ways[] = {
    { "auth/access_token", FORM, LOGIN },
    { "auth/access_token", FORM ";charset=utf-8", "\n&" LOGIN },
    { "auth/access_token?" LOGIN, FORM, "" },
    { "auth/access_token/", "multipart/form-data; boundary=xx", multipart },
  };
  g_autoptr(SoupMessage) get = demo_test_message (test, "GET", "auth/access_token/?" LOGIN);
  g_autoptr(DemoTestAnswer) got = demo_test_send (test, get);
  g_autoptr(DemoTestAnswer) json = NULL;

  g_assert_cmpuint (got->status, ==, 200);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr(DemoTestAnswer) answer = send_form (test, ways[i].path, ways[i].type, ways[i].body);

      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpstr (demo_test_answer_text (answer), ==, demo_test_answer_text (got));
    }

  g_assert_true (g_regex_match_simple ("^\\{\"accessToken\":\"[0-9a-f]{32}\"\\}$",
                                       demo_test_answer_text (got), 0, 0));

  json = send_form (test, "auth/access_token", "application/json",
                    "{\"username\":\"demo\",\"password\":\"x\",\"api_key\":\"y\"}");
  assert_error (json, 400, NULL);
}

static void
test_refused (DemoTest      *test,
              gconstpointer  data)
{
  g_autoptr(SoupMessage) keyless = demo_test_message (test, "GET", "events?access_token=x");
  g_autoptr(DemoTestAnswer) no_key = demo_test_send (test, keyless);
  g_autoptr(SoupMessage) open_message = demo_test_message (test, "GET", "event/categories");
  g_autoptr(DemoTestAnswer) open = demo_test_send (test, open_message);
  g_autoptr(DemoTestAnswer) dead = NULL;
  g_autoptr(DemoTestAnswer) unknown = NULL;
  g_autoptr(DemoTestAnswer) nobody = NULL;
  g_autoptr(DemoTestAnswer) no_ticket = NULL;
  g_autoptr(DemoTestAnswer) scalar = NULL;
  g_autoptr(DemoTestAnswer) wrong_method = NULL;

  assert_error (no_key, 403, "The API key is invalid");
  g_assert_cmpuint (open->status, ==, 200);

  unknown = demo_test_fetch (test, "no/such/method");
  assert_error (unknown, 404, NULL);
  nobody = demo_test_fetch (test, "participant/1/answers");
  assert_error (nobody, 404, NULL);
  no_ticket = demo_test_fetch (test, "tickets/1/stats");
  assert_error (no_ticket, 404, NULL);
  scalar = demo_test_fetch (test, "participant/list?id_event=" FESTIVAL);
  assert_error (scalar, 500, NULL);
  wrong_method = demo_test_fetch (test, "scan/user?user=x");
  assert_error (wrong_method, 405, NULL);

  demo_server_revoke (test->server);
  dead = demo_test_fetch (test, "events");
  assert_error (dead, 403, "The access token is invalid");
}

static void
test_new_token_after_revoke (DemoTest      *test,
                             gconstpointer  data)
{
  g_autofree char *old = g_strdup (test->token);
  g_autoptr(JsonNode) answer = NULL;
  g_autoptr(JsonNode) events = NULL;

  demo_server_revoke (test->server);
  answer =
    demo_test_get (test, "auth/access_token?username=%s&password=%s", DEMO_USERNAME, DEMO_PASSWORD);
  g_set_str (&test->token, demo_test_string (json_node_get_object (answer), "accessToken"));

  g_assert_cmpstr (test->token, !=, old);
  events = demo_test_get (test, "events");
  g_assert_cmpuint (json_array_get_length (demo_test_array (events, "events")), >, 0);
}

static void
test_ban (DemoTest      *test,
          gconstpointer  data)
{
  g_autoptr(DemoTestAnswer) banned = NULL;
  g_autoptr(JsonNode) events = NULL;
  gint64 seconds;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(DemoTestAnswer) wrong =
        send_form (test, "auth/access_token", FORM,
                   i % 2 == 0 ? "username=demo&password=no&api_key=" DEMO_API_KEY
                              : "username=demo&password=" DEMO_PASSWORD "&api_key=no");

      assert_error (wrong, 403,
                    i % 2 == 0 ? "Wrong username or password" : "The API key is invalid");
    }

  banned = send_form (test, "auth/access_token", FORM, LOGIN);
  assert_error (banned, 429, NULL);
  g_assert_nonnull (banned->retry_after);
  seconds = g_ascii_strtoll (banned->retry_after, NULL, 10);
  g_assert_cmpint (seconds, >, 29 * 60);
  g_assert_cmpint (seconds, <=, 30 * 60);

  /* Who is in stays in. */
  events = demo_test_get (test, "events");
  g_assert_nonnull (events);
}

static void
test_log (DemoTest      *test,
          gconstpointer  data)
{
  g_autoptr(JsonNode) dates = NULL;
  g_autoptr(DemoTestAnswer) list = NULL;
  g_autoptr(DemoTestAnswer) user = NULL;
  g_autoptr(DemoTestAnswer) odd = NULL;
  g_auto(GStrv) lines = NULL;
  g_auto(GStrv) none = NULL;

  demo_server_clear_log (test->server);
  list = demo_test_fetch (test, "participant/list?id_event[]=11122&date_ticket%%5B138%%5D[]=44272"
                                "&last_update=2014-01-23%%2012:41:55&full=1");
  dates = demo_test_get (test, "dates?id_event=1&display_passed=true");
  odd = demo_test_fetch (test, "no%%0Ayes?a");
  user =
    send_form (test, "scan/user", FORM, "&api_key=" DEMO_API_KEY "&user=Porte+%C3%A9troite%0A");

  lines = demo_server_dup_log (test->server);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_cmpstr (lines[0], ==,
                   "GET /participant/list?id_event[]=11122&date_ticket[138][]=44272"
                   "&last_update=2014-01-23 12:41:55&full=1&api_key=…&access_token=…");
  g_assert_cmpstr (lines[1], ==,
                   "GET /dates?id_event=1&display_passed=true&api_key=…&access_token=…");
  g_assert_cmpstr (lines[2], ==, "GET /no%0Ayes?a=&api_key=…&access_token=…");
  g_assert_cmpstr (lines[3], ==, "POST /scan/user?api_key=…&user=Porte étroite%0A");

  demo_server_clear_log (test->server);
  none = demo_server_dup_log (test->server);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_scan_methods (DemoTest      *test,
                   gconstpointer  data)
{
  g_autofree char *form =
    g_strdup_printf ("api_key=" DEMO_API_KEY "&access_token=%s&user=Porte A", test->token);
  g_autofree char *nameless =
    g_strdup_printf ("api_key=" DEMO_API_KEY "&access_token=%s", test->token);
  g_autoptr(DemoTestAnswer) first = send_form (test, "scan/user", FORM, form);
  g_autoptr(DemoTestAnswer) second = send_form (test, "api/v2/scan/user/", FORM, form);
  g_autoptr(DemoTestAnswer) third = send_form (test, "scan/user", FORM, nameless);
  g_autoptr(JsonNode) settings = demo_test_get (test, "scan/settings");
  JsonObject *object = json_object_get_object_member (json_node_get_object (settings), "settings");

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_true (g_regex_match_simple ("^\\{\"id\":\"[0-9]+\"\\}$", demo_test_answer_text (first),
                                       0, 0));
  g_assert_cmpstr (demo_test_answer_text (first), ==, demo_test_answer_text (second));
  assert_error (third, 400, NULL);
  g_assert_cmpstr (demo_test_string (object, "sync_interval"), ==, "120");
  g_assert_cmpstr (demo_test_string (object, "scan_device"), ==, "");
}

/* Behind the same door: neither key opens with the other's token, and they are not mixed. */
static void
test_other_organizer (DemoTest      *test,
                      gconstpointer  data)
{
  g_autoptr(DemoTestAnswer) mixed = NULL;
  g_autoptr(DemoTestAnswer) foreign = NULL;
  g_autoptr(DemoTestAnswer) in = NULL;
  g_autoptr(DemoTestAnswer) listed = NULL;
  g_autoptr(SoupMessage) crossed = NULL;
  g_autoptr(SoupMessage) own = NULL;
  g_autoptr(JsonNode) login = NULL;
  g_autoptr(JsonNode) events = NULL;
  g_autoptr(JsonNode) first = demo_test_get (test, "events");
  g_autofree char *token = NULL;
  g_autofree char *with_wrong_token =
    g_strdup_printf ("events?api_key=" DEMO_OTHER_API_KEY "&access_token=%s", test->token);
  g_autofree char *with_token = NULL;

  foreign = send_form (test, "auth/access_token", FORM,
                       "username=" DEMO_OTHER_USERNAME "&password=" DEMO_PASSWORD
                       "&api_key=" DEMO_API_KEY);
  assert_error (foreign, 403, "Wrong username or password");
  in = send_form (test, "auth/access_token", FORM,
                  "username=" DEMO_OTHER_USERNAME "&password=" DEMO_PASSWORD
                  "&api_key=" DEMO_OTHER_API_KEY);
  login = json_from_string (demo_test_answer_text (in), NULL);
  token = g_strdup (demo_test_string (json_node_get_object (login), "accessToken"));
  g_assert_cmpstr (token, !=, test->token);

  crossed = demo_test_message (test, "GET", with_wrong_token);
  mixed = demo_test_send (test, crossed);
  assert_error (mixed, 403, "The access token is invalid");

  with_token = g_strdup_printf ("events?api_key=" DEMO_OTHER_API_KEY "&access_token=%s", token);
  own = demo_test_message (test, "GET", with_token);
  listed = demo_test_send (test, own);
  g_assert_cmpuint (listed->status, ==, 200);
  events = json_from_string (demo_test_answer_text (listed), NULL);
  g_assert_cmpuint (json_array_get_length (demo_test_array (events, "events")), ==, 3);
  g_assert_cmpuint (json_array_get_length (demo_test_array (first, "events")), >, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  DEMO_TEST ("/access/login", test_login);
  DEMO_TEST ("/access/refused", test_refused);
  DEMO_TEST ("/access/new-token-after-revoke", test_new_token_after_revoke);
  DEMO_TEST ("/access/ban", test_ban);
  DEMO_TEST ("/access/log", test_log);
  DEMO_TEST ("/access/scan-methods", test_scan_methods);
  DEMO_TEST ("/access/other-organizer", test_other_organizer);

  return g_test_run ();
}
