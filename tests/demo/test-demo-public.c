#include "demo-test.h"

static JsonObject *
get_details (DemoTest    *test,
             const char  *id,
             JsonNode   **node)
{
  *node = demo_test_get (test, "event/%s/details", id);

  return json_object_get_object_member (json_node_get_object (*node), "events");
}

static const char *
get_zone (JsonObject *event)
{
  return demo_test_string (json_object_get_object_member (event, "period"), "timezone");
}

static void
test_details (DemoTest      *test,
              gconstpointer  data)
{
  g_autoptr(JsonNode) race_node = NULL;
  g_autoptr(JsonNode) overseas_node = NULL;
  g_autoptr(JsonNode) run_node = NULL;
  g_autoptr(JsonNode) draft_node = NULL;
  g_autoptr(JsonNode) unknown = demo_test_get (test, "event/1/details/");
  JsonObject *race = get_details (test, RACE, &race_node);
  JsonObject *overseas = get_details (test, OVERSEAS, &overseas_node);
  JsonObject *run = get_details (test, THEATRE, &run_node);
  JsonObject *draft = get_details (test, DRAFT, &draft_node);

  g_assert_cmpstr (demo_test_string (race, "id"), ==, RACE);
  g_assert_cmpstr (demo_test_string (race, "title"), ==, "Trail des Deux Vallées 2026");
  g_assert_true (g_str_has_prefix (demo_test_string (race, "description"), "<p><b>"));
  g_assert_true (g_str_has_suffix (demo_test_string (race, "image"), "/pictures/" RACE ".png"));
  g_assert_cmpstr (demo_test_string (json_object_get_object_member (race, "price"), "max"), ==,
                   "96.00");
  g_assert_cmpstr (get_zone (race), ==, "Europe/Paris");
  g_assert_cmpstr (demo_test_string (json_object_get_object_member (race, "organizer"),
                                     "organization_name"), ==,
                   "Association Le Rideau Rouge");
  g_assert_true (json_object_has_member (race, "sale_period"));
  g_assert_cmpstr (demo_test_string (json_node_get_object (race_node), "last_update"), ==,
                   "2026-03-14T21:30:00+01:00");

  g_assert_cmpstr (get_zone (overseas), ==, "America/Cayenne");
  g_assert_cmpstr (demo_test_string (json_object_get_object_member (overseas, "period"), "start"),
                   ==, "2026-03-23 20:00:00");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (run, "dates")), ==, 26);

  /* No place yet: empty strings, null for the country, zeros for where it is. */
  g_assert_true (json_node_is_null (json_object_get_member (json_object_get_object_member (
    json_object_get_object_member (draft, "venue"), "country"), "code")));
  g_assert_cmpstr (demo_test_string (json_object_get_object_member (
    json_object_get_object_member (draft, "venue"), "coordinates"), "lat"), ==, "0.0000000");

  g_assert_cmpuint (json_array_get_length (demo_test_array (unknown, "events")), ==, 0);
}

static guint
count_events (DemoTest   *test,
              const char *query,
              JsonNode  **node)
{
  guint n;

  *node = demo_test_get (test, "event/search/?%s", query);
  n = json_array_get_length (demo_test_array (*node, "events"));
  g_assert_cmpint (demo_test_int (*node, "$.count"), ==, n);

  return n;
}

typedef const char *(* Reader) (JsonObject *event);

static const char *
read_city (JsonObject *event)
{
  return demo_test_string (json_object_get_object_member (event, "venue"), "city");
}

static const char *
read_zip (JsonObject *event)
{
  return demo_test_string (json_object_get_object_member (event, "venue"), "zip_code");
}

static const char *
read_state (JsonObject *event)
{
  return demo_test_string (json_object_get_object_member (event, "venue"), "state");
}

static const char *
read_country (JsonObject *event)
{
  JsonObject *venue = json_object_get_object_member (event, "venue");

  return demo_test_string (json_object_get_object_member (venue, "country"), "code");
}

static const char *
read_category (JsonObject *event)
{
  return demo_test_string (json_object_get_object_member (event, "category"), "id");
}

static const char *
read_organizer (JsonObject *event)
{
  return demo_test_string (json_object_get_object_member (event, "organizer"), "organization_name");
}

static void
test_search (DemoTest      *test,
             gconstpointer  data)
{
  const struct { const char *query, *expected; Reader read; } searches[] = {
    { "city=NANTES", "Nantes", read_city },
    { "city=saint-etienne", "Saint-Étienne", read_city },
    { "zip_code=29200", "29200", read_zip },
    { "country=ch", "CH", read_country },
    { "province=bretagne", "Bretagne", read_state },
    { "category=21", "21", read_category },
    { "organizer=quatre%20vents", "La Compagnie des Quatre Vents", read_organizer },
  };
  g_autoptr(JsonNode) all = NULL;
  guint n_all = count_events (test, "", &all);

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr(JsonNode) node = demo_test_get (test, "event/search/full/?%s", searches[i].query);
      JsonArray *events = demo_test_array (node, "events");

      g_assert_cmpuint (json_array_get_length (events), >, 0);
      g_assert_cmpuint (json_array_get_length (events), <, n_all);
      for (guint e = 0; e < json_array_get_length (events); e++)
        g_assert_cmpstr (searches[i].read (json_array_get_object_element (events, e)), ==,
                         searches[i].expected);
    }

  /* Ours are among them, but never a draft. */
  g_assert_nonnull (demo_test_find (demo_test_array (all, "events"), "id", FESTIVAL));
  g_assert_null (demo_test_find (demo_test_array (all, "events"), "id", DRAFT));
  g_assert_cmpuint (n_all, >, 1000);
}

static void
test_search_dates (DemoTest      *test,
                   gconstpointer  data)
{
  g_autoptr(JsonNode) day = NULL;
  g_autoptr(JsonNode) period = NULL;
  g_autoptr(JsonNode) month = NULL;
  g_autoptr(JsonNode) few = NULL;
  guint n_day = count_events (test, "date=2026-04-02", &day);
  guint n_period = count_events (test, "date_start=2026-04-01&date_end=2026-04-03", &period);
  JsonArray *events = demo_test_array (day, "events");

  g_assert_cmpuint (n_day, >, 0);
  g_assert_cmpuint (n_period, >, n_day);
  g_assert_cmpuint (count_events (test, "date_start=2026-04-01&date_end=2026-04-30", &month), >,
                    n_period);
  g_assert_cmpuint (count_events (test, "date_start=2026-04-01&max_result=4", &few), ==, 4);

  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      JsonObject *span =
        json_object_get_object_member (json_array_get_object_element (events, i), "period");

      g_assert_cmpstr (demo_test_string (span, "start"), <=, "2026-04-02 23:59:59");
      if (*demo_test_string (span, "end") != '\0')
        g_assert_cmpstr (demo_test_string (span, "end"), >=, "2026-04-02 00:00:00");
    }

  /* The short search leaves out what the full one tells. */
  g_assert_false (json_object_has_member (json_array_get_object_element (events, 0), "organizer"));
}

static void
test_public_details (DemoTest      *test,
                     gconstpointer  data)
{
  g_autoptr(JsonNode) found = demo_test_get (test, "event/search?country=BE&max_result=1");
  JsonObject *event = json_array_get_object_element (demo_test_array (found, "events"), 0);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *details = get_details (test, demo_test_string (event, "id"), &node);

  g_assert_cmpstr (demo_test_string (details, "title"), ==, demo_test_string (event, "title"));
  g_assert_true (json_object_has_member (details, "dates"));
}

static void
test_categories (DemoTest      *test,
                 gconstpointer  data)
{
  g_autoptr(SoupMessage) message = demo_test_message (test, "POST", "event/categories/");
  g_autoptr(DemoTestAnswer) posted = demo_test_send (test, message);
  g_autoptr(JsonNode) node = demo_test_get (test, "event/categories");
  g_autoptr(JsonNode) same = json_from_string (demo_test_answer_text (posted), NULL);
  JsonArray *categories = demo_test_array (node, "event_categories");

  g_assert_cmpuint (posted->status, ==, 200);
  g_assert_true (json_node_equal (node, same));
  g_assert_cmpstr (demo_test_string (demo_test_find (categories, "id", "14"), "name"), ==,
                   "Soirée clubbing");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  DEMO_TEST ("/public/details", test_details);
  DEMO_TEST ("/public/search", test_search);
  DEMO_TEST ("/public/search-dates", test_search_dates);
  DEMO_TEST ("/public/details-of-others", test_public_details);
  DEMO_TEST ("/public/categories", test_categories);

  return g_test_run ();
}
