#include "demo-test.h"

#define NESTED ".categories[0].categories[0].tickets"

static const struct { const char *method, *path, *file; } examples[] = {
  { "POST", "auth/access_token", "access-token" },
  { "GET", "events", "events" },
  { "GET", "dates", "dates" },
  { "GET", "tickets", "tickets" },
  { "GET", "tickets/44272/stats", "stats" },
  { "GET", "ticket/44272/stats", "stats" },
  { "GET", "participant/list", "participants" },
  { "GET", "participants/", "participants" },
  { "GET", "participant/2291148/answers", "answers" },
  { "GET", "api/v2/scan/settings", "settings" },
  { "POST", "scan/user", "user" },
  { "GET", "event/36799/details", "details" },
  { "GET", "event/search/", "search" },
  { "GET", "event/search/full/", "search" },
  { "GET", "event/categories/", "categories" },
};

static void
test_bytes (DemoTest      *test,
            gconstpointer  data)
{
  demo_server_set_document (test->server, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *name = g_strconcat (examples[i].file, ".json", NULL);
      g_autofree char *path = g_build_filename (DOCUMENT_DIR, name, NULL);
      g_autofree char *expected = NULL;
      g_autofree char *query =
        g_strconcat (examples[i].path, "?api_key=monapikey&access_token=f4b6b917cee00f13", NULL);
      g_autoptr(SoupMessage) message = demo_test_message (test, examples[i].method, query);
      g_autoptr(DemoTestAnswer) answer = demo_test_send (test, message);
      g_autoptr(JsonParser) parser = json_parser_new ();
      g_autoptr(GError) error = NULL;
      gsize length;

      g_assert_no_error (answer->error);
      g_assert_cmpuint (answer->status, ==, 200);
      g_file_get_contents (path, &expected, &length, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (expected, length, g_bytes_get_data (answer->body, NULL),
                       g_bytes_get_size (answer->body));

      json_parser_set_strict (parser, TRUE);
      json_parser_load_from_data (parser, expected, (gssize) length, &error);
      g_assert_no_error (error);
    }
}

/* What the document's page breaks had torn: the categories of /tickets nest below their event. */
static void
test_joined (DemoTest      *test,
             gconstpointer  data)
{
  g_autoptr(JsonNode) tickets = NULL;
  g_autoptr(JsonNode) list = NULL;
  g_autoptr(JsonNode) details = NULL;
  g_autoptr(JsonNode) categories = NULL;
  JsonObject *events;
  JsonObject *etc;

  demo_server_set_document (test->server, TRUE);

  tickets = demo_test_get (test, "tickets");
  g_assert_cmpuint (json_array_get_length (demo_test_array (tickets, "events")), ==, 2);
  g_assert_cmpint (demo_test_int (tickets, "$.events[0]" NESTED "[1].participants"), ==, 190);
  g_assert_cmpint (demo_test_int (tickets, "$.events[1]" NESTED "[0].quota"), ==, 110);
  g_assert_cmpint (demo_test_int (tickets, "$.events[1].categories[1].tickets[0].quota"), ==, 1100);

  list = demo_test_get (test, "participant/list");
  g_assert_cmpuint (json_array_get_length (demo_test_array (list, "participants")), ==, 2);
  g_assert_cmpint (demo_test_int (list, "$.participants[0].upselling[1].sub_product.price"), ==,
                   15);

  details = demo_test_get (test, "event/36799/details");
  events = json_object_get_object_member (json_node_get_object (details), "events");
  g_assert_true (json_object_has_member (events, "organizer"));

  categories = demo_test_get (test, "event/categories");
  etc = json_array_get_object_element (demo_test_array (categories, "event_categories"), 1);
  g_assert_false (json_object_has_member (etc, "id"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  DEMO_TEST ("/document/bytes", test_bytes);
  DEMO_TEST ("/document/joined", test_joined);

  return g_test_run ();
}
