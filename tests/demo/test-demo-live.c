#include "demo-test.h"

#include <string.h>

static gint64
count_all (DemoTest *test)
{
  g_autoptr(JsonNode) node = demo_test_get (test, "participant/list?return_count=1&max=1");

  return demo_test_int (node, "$.counter");
}

static gint64
count_in (DemoTest   *test,
          const char *ticket)
{
  g_autoptr(JsonNode) node = demo_test_get (test, "tickets/%s/stats", ticket);

  return demo_test_int (node, "$.stats.in");
}

/* Sales and scans come with the clock, and the rows before them stay as they were. */
static void
test_clock (DemoTest      *test,
            gconstpointer  data)
{
  const char *query = "participant/list?max=500&include_deleted=1&include_unpaid=1";
  gint64 sold = count_all (test);
  g_autoptr(JsonNode) before = demo_test_get (test, "%s", query);
  g_autofree char *first = demo_test_ids (demo_test_array (before, "participants"), "barcode");
  g_autoptr(JsonNode) after = NULL;
  g_autofree char *still = NULL;

  g_assert_cmpint (count_all (test), ==, sold);
  g_assert_cmpint (count_in (test, "5211407"), ==, 0);

  demo_test_set_now (test->server, "2026-03-15T20:00:00+01");
  g_assert_cmpint (count_all (test), >, sold);
  g_assert_cmpint (count_in (test, "5211407"), >, 5);

  after = demo_test_get (test, "%s", query);
  still = demo_test_ids (demo_test_array (after, "participants"), "barcode");
  g_assert_cmpstr (first, ==, still);
  g_assert_cmpstr (demo_test_string (json_node_get_object (after), "server_time"), ==,
                   "2026-03-15 20:00:00");
}

static gboolean
is_within_quota (DemoTest   *test,
                 const char *event)
{
  g_autoptr(JsonNode) node = demo_test_get (test, "tickets?id_event[]=%s", event);
  JsonObject *own = json_array_get_object_element (demo_test_array (node, "events"), 0);
  JsonArray *tickets = json_object_get_array_member (own, "tickets");

  for (guint i = 0; i < json_array_get_length (tickets); i++)
    {
      JsonObject *ticket = json_array_get_object_element (tickets, i);

      if (json_object_get_int_member (ticket, "participants") >
          json_object_get_int_member (ticket, "quota"))
        return FALSE;
    }

  return TRUE;
}

static void
test_sell (DemoTest      *test,
           gconstpointer  data)
{
  gint64 before = count_all (test);
  g_autoptr(JsonNode) node = NULL;
  JsonArray *rows;
  JsonObject *newest;

  demo_server_sell (test->server, 25);
  g_assert_cmpint (count_all (test), ==, before + 25);
  g_assert_true (is_within_quota (test, OVERSEAS) && is_within_quota (test, THEATRE));

  /* Tests that ask for more than there is get it. */
  demo_server_sell (test->server, 5000);
  g_assert_cmpint (count_all (test), ==, before + 5025);

  node = demo_test_get (test, "participant/list?id_event[]=" THEATRE
                              "&last_update=2026-03-14%%2021:30:00");
  rows = demo_test_array (node, "participants");
  newest = json_array_get_object_element (rows, json_array_get_length (rows) - 1);
  g_assert_cmpstr (demo_test_string (newest, "create_date"), ==, "2026-03-14 21:30:00");
}

static gint64
count_all_in (DemoTest *test)
{
  g_autoptr(JsonNode) node = demo_test_get (test, "participant/list");
  JsonArray *rows = demo_test_array (node, "participants");
  gint64 n = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    n += !g_str_equal (demo_test_string (json_object_get_object_member (
      json_array_get_object_element (rows, i), "control_status"), "status"), "0");

  return n;
}

/* A scan is no update. */
static void
test_scan (DemoTest      *test,
           gconstpointer  data)
{
  gint64 before = count_all_in (test);
  g_autofree char *query = g_strdup ("participant/list?last_update=2026-03-14%2000:00:00");
  g_autoptr(JsonNode) old = demo_test_get (test, "%s", query);
  g_autoptr(JsonNode) new = NULL;

  demo_server_scan (test->server, 12);
  g_assert_cmpint (count_all_in (test), ==, before + 12);

  new = demo_test_get (test, "%s", query);
  g_assert_cmpuint (json_array_get_length (demo_test_array (old, "participants")), ==,
                    json_array_get_length (demo_test_array (new, "participants")));
}

static char *
fetch_all (guint seed)
{
  DemoTest test = { .server = demo_server_new (seed, 500, 0), .token = g_strdup ("none") };
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(JsonNode) answer = NULL;
  g_autofree char *port = NULL;
  const char *port_start;
  const char * const paths[] = {
    "events?include_closed=1&include_without_sales=1",
      "participant/list?full=1&include_deleted=1&include_unpaid=1",
    "tickets?id_event[]=" FESTIVAL "&id_event[]=" RACE,
      "dates?id_event[]=" THEATRE "&display_passed=1",
    "event/search/full/", "event/" RACE "/details",
  };

  demo_test_set_now (test.server, DEMO_TEST_NOW);
  g_assert_true (demo_server_start (test.server, 0, NULL));
  test.session = soup_session_new ();
  answer =
    demo_test_get (&test, "auth/access_token?username=%s&password=%s", DEMO_USERNAME,
                   DEMO_PASSWORD);
  g_set_str (&test.token, demo_test_string (json_node_get_object (answer), "accessToken"));
  demo_server_sell (test.server, 10);
  demo_server_scan (test.server, 10);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(DemoTestAnswer) got = demo_test_fetch (&test, "%s", paths[i]);

      g_assert_cmpuint (got->status, ==, 200);
      g_string_append (text, demo_test_answer_text (got));
    }
  /* Pictures are at a port of the moment. */
  port_start = g_strrstr (demo_server_get_url (test.server), ":");
  port = g_strndup (port_start, strcspn (port_start, "/"));
  g_assert_cmpuint (g_string_replace (text, port, "", 0), >, 0);
  demo_test_tear_down (&test, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
}

static void
test_same_seed (void)
{
  g_autofree char *one = fetch_all (3);
  g_autofree char *same = fetch_all (3);
  g_autofree char *other = fetch_all (4);

  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (one, !=, other);
}

/* The tests before this one move the clock by hand; here it runs, an hour a second. */
static void
test_speed (void)
{
  DemoTest test = { .server = demo_server_new (3, 300, 3600), .token = g_strdup ("none") };
  g_autoptr(JsonNode) answer = NULL;
  g_autofree char *first = NULL;
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  gboolean moved = FALSE;

  g_assert_true (demo_server_start (test.server, 0, NULL));
  test.session = soup_session_new ();
  answer =
    demo_test_get (&test, "auth/access_token?username=%s&password=%s", DEMO_USERNAME,
                   DEMO_PASSWORD);
  g_set_str (&test.token, demo_test_string (json_node_get_object (answer), "accessToken"));

  while (!moved && g_get_monotonic_time () < deadline)
    {
      g_autoptr(JsonNode) node = demo_test_get (&test, "participant/list?max=1");
      const char *now = demo_test_string (json_node_get_object (node), "server_time");

      if (first == NULL)
        first = g_strdup (now);
      moved = g_strcmp0 (now, first) > 0;
      g_usleep (20000);
    }
  g_assert_true (moved);

  demo_test_tear_down (&test, NULL);
}

static void
test_restart (DemoTest      *test,
              gconstpointer  data)
{
  gint64 before = count_all (test);
  g_autoptr(GError) error = NULL;
  g_autoptr(DemoServer) second = demo_server_new (1, 0, 0);
  guint port =
    (guint) g_ascii_strtoull (strrchr (demo_server_get_url (test->server), ':') + 1, NULL, 10);

  g_assert_false (demo_server_start (second, port, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);

  demo_server_stop (test->server);
  demo_server_stop (test->server);
  g_assert_true (demo_server_start (test->server, 0, NULL));
  g_assert_cmpint (count_all (test), ==, before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  DEMO_TEST ("/live/clock", test_clock);
  DEMO_TEST ("/live/sell", test_sell);
  DEMO_TEST ("/live/scan", test_scan);
  DEMO_TEST ("/live/restart", test_restart);
  g_test_add_func ("/live/same-seed", test_same_seed);
  g_test_add_func ("/live/speed", test_speed);

  return g_test_run ();
}
