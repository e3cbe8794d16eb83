#include "demo-test.h"

#define ALL "include_closed=1&include_without_sales=true"

static gboolean
has_event (DemoTest   *test,
           const char *query,
           const char *id)
{
  g_autoptr(JsonNode) node = demo_test_get (test, "events?%s", query);

  return demo_test_find (demo_test_array (node, "events"), "id", id) != NULL;
}

static void
test_include (DemoTest      *test,
              gconstpointer  data)
{
  g_assert_true (has_event (test, "", FESTIVAL));
  g_assert_false (has_event (test, "", PAST));
  g_assert_false (has_event (test, "include_closed=0", CLOSED));
  g_assert_false (has_event (test, "include_closed=false", PAST));
  g_assert_true (has_event (test, "include_closed=1", PAST));
  g_assert_true (has_event (test, "include_closed=true", CLOSED));

  /* Unpublished ones are in unless told otherwise; this one has no sales either. */
  g_assert_false (has_event (test, "", DRAFT));
  g_assert_true (has_event (test, "include_without_sales=1", DRAFT));
  g_assert_true (has_event (test, "include_without_sales=1&include_not_published=1", DRAFT));
  g_assert_false (has_event (test, "include_without_sales=1&include_not_published=false", DRAFT));
  g_assert_true (has_event (test, "include_without_sales=1&include_not_published=false",
                            "1140233"));
}

static void
test_shape (DemoTest      *test,
            gconstpointer  data)
{
  g_autoptr(JsonNode) node = demo_test_get (test, "events/?" ALL);
  JsonArray *events = demo_test_array (node, "events");
  JsonObject *overseas = demo_test_find (events, "id", OVERSEAS);
  const struct { const char *id; gint64 status; } statuses[] = {
    { FESTIVAL, 1 }, { "1140233", 2 }, { PAST, 3 }, { "1135311", 4 }, { CLOSED, 5 }, { DRAFT, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      JsonObject *event = demo_test_find (events, "id", statuses[i].id);
      JsonObject *status = json_object_get_object_member (event, "sales_status");

      g_assert_cmpint (json_object_get_int_member (status, "id_status"), ==, statuses[i].status);
    }

  g_assert_cmpint (json_object_get_int_member (demo_test_find (events, "id", THEATRE),
                                               "multiple_dates"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (overseas, "multiple_dates"), ==, 0);
  /* Eight in the evening there. */
  g_assert_cmpstr (demo_test_string (json_object_get_object_member (overseas, "date"), "start"), ==,
                   "2026-03-23 20:00:00");
  g_assert_cmpstr (demo_test_string (json_object_get_object_member (overseas, "date"), "end"), ==,
                   "");

  /* Editions of other years bear the same name with theirs. */
  g_assert_cmpstr (demo_test_string (demo_test_find (events, "id", FESTIVAL), "name"), ==,
                   "Festival Les Nuits de l'Estuaire 2026");
  g_assert_cmpstr (demo_test_string (demo_test_find (events, "id", PAST), "name"), ==,
                   "Festival Les Nuits de l'Estuaire 2025");
}

static void
test_dates (DemoTest      *test,
            gconstpointer  data)
{
  g_autoptr(JsonNode) coming = demo_test_get (test, "dates?id_event=" THEATRE);
  g_autoptr(JsonNode) all =
    demo_test_get (test, "dates?id_event[]=" THEATRE "&display_passed=true");
  g_autoptr(JsonNode) both =
    demo_test_get (test, "dates?id_event[]=" THEATRE "&id_event[]=1052118&display_passed=1");
  g_autoptr(JsonNode) one_day = demo_test_get (test, "dates?id_event[]=" FESTIVAL);
  JsonArray *dates = demo_test_array (all, "dates");
  JsonObject *first = json_array_get_object_element (dates, 0);
  gboolean differ = FALSE;
  guint n_first;

  g_assert_cmpuint (json_array_get_length (dates), ==, 26);
  g_assert_cmpuint (json_array_get_length (demo_test_array (coming, "dates")), ==, 11);
  g_assert_cmpuint (json_array_get_length (demo_test_array (both, "dates")), ==, 36);
  g_assert_cmpuint (json_array_get_length (demo_test_array (one_day, "dates")), ==, 0);

  g_assert_cmpstr (demo_test_string (first, "date"), ==, "2026-02-08 20:30:00");
  g_assert_cmpint (json_object_get_int_member (first, "id_event"), ==, 1121907);
  n_first = json_array_get_length (json_object_get_array_member (first, "tickets"));
  for (guint i = 0; i < json_array_get_length (dates); i++)
    {
      JsonObject *date = json_array_get_object_element (dates, i);
      JsonArray *tickets = json_object_get_array_member (date, "tickets");

      g_assert_true (g_str_has_prefix (json_array_get_string_element (tickets, 0), "51983"));
      differ |= json_array_get_length (tickets) != n_first;
    }
  g_assert_true (differ);
}

static guint
measure_depth (JsonObject *node)
{
  JsonArray *categories;
  guint deepest = 0;

  if (!json_object_has_member (node, "categories"))
    return 0;

  categories = json_object_get_array_member (node, "categories");
  for (guint i = 0; i < json_array_get_length (categories); i++)
    deepest = MAX (deepest, measure_depth (json_array_get_object_element (categories, i)));

  return deepest + 1;
}

#define FOUR "id_event[]=" FESTIVAL "&id_event[]=" RACE "&id_event[]=" THEATRE "&id_event[]=" CLOSED

static void
test_tickets (DemoTest      *test,
              gconstpointer  data)
{
  const char * const signs[] = {
    "\"id\":\"FNCSP5211400\"", "\"quotas\":", "\"quota\":", "\"group_size\":4",
    "\"start_sale\":null", "+0000\"", "\"price\":29.99", "\"price\":99,",
    /* One without count and quota, whose id is a number. */
    "{\"id\":5190500,\"name\":\"Entr\\u00e9e libre sur inscription\",\"price\":0,"
    "\"start_sale\":",
  };
  g_autoptr(JsonNode) node = demo_test_get (test, "tickets?" FOUR);
  g_autoptr(JsonNode) scalar = demo_test_get (test, "tickets?id_event=" RACE);
  g_autoptr(JsonNode) unknown = demo_test_get (test, "tickets?id_event[]=1");
  g_autoptr(DemoTestAnswer) answer = demo_test_fetch (test, "tickets?" FOUR);
  JsonArray *events = demo_test_array (node, "events");
  JsonObject *festival = json_array_get_object_element (events, 0);
  JsonObject *race = json_array_get_object_element (events, 1);
  JsonObject *theatre = json_array_get_object_element (events, 2);

  /* Both, only categories, only tickets. */
  g_assert_true (json_object_has_member (festival, "tickets"));
  g_assert_true (json_object_has_member (festival, "categories"));
  g_assert_false (json_object_has_member (race, "tickets"));
  g_assert_true (json_object_has_member (race, "categories"));
  g_assert_true (json_object_has_member (theatre, "tickets"));
  g_assert_false (json_object_has_member (theatre, "categories"));
  g_assert_cmpuint (measure_depth (race), ==, 3);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    g_assert_nonnull (strstr (demo_test_answer_text (answer), signs[i]));

  g_assert_cmpint (demo_test_int (scalar, "$.events[0].id"), ==, 1134586);
  g_assert_cmpuint (json_array_get_length (demo_test_array (unknown, "events")), ==, 0);
}

/* JSON that PHP would have written, compressed for those who ask. */
static void
test_bytes (DemoTest      *test,
            gconstpointer  data)
{
  g_autoptr(DemoTestAnswer) zipped = demo_test_fetch (test, "events?" ALL);
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(DemoTestAnswer) plain = NULL;
  g_autofree char *path =
    g_strdup_printf ("events?" ALL "&api_key=" DEMO_API_KEY "&access_token=%s", test->token);

  g_assert_cmpstr (zipped->encoding, ==, "gzip");
  g_assert_nonnull (strstr (demo_test_answer_text (zipped), "Trail des Deux Vall\\u00e9es"));
  g_assert_true (g_str_is_ascii (demo_test_answer_text (zipped)));

  message = demo_test_message (test, "GET", path);
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  plain = demo_test_send (test, message);
  g_assert_null (plain->encoding);
  g_assert_cmpstr (demo_test_answer_text (plain), ==, demo_test_answer_text (zipped));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  DEMO_TEST ("/events/include", test_include);
  DEMO_TEST ("/events/shape", test_shape);
  DEMO_TEST ("/events/dates", test_dates);
  DEMO_TEST ("/events/tickets", test_tickets);
  DEMO_TEST ("/events/bytes", test_bytes);

  return g_test_run ();
}
