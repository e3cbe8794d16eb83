#include <string.h>

#include "console.h"

/* The document's own example answers, read by every command in every format. */

static const struct
{
  const char *line;
  int         status;
  const char *text;  /* somewhere in the table */
} cases[] = {
  { "events", 0, "Bientôt en vente" },
  { "dates --event 11435", 0, "75632 75633 75634" },
  { "tickets --event 11435", 0, "9.99" },
  { "stats 44272", 0, "18" },
  { "participants --event 49015", 0, "7448370" },
  { "answers 2291148", 0, "Oui" },
  { "scan-settings", 0, "sync_interval   120" },
  { "scan-user foo", 0, "1789" },
  { "details 36799", 0, "110 rue des Poissonniers" },
  { "search", 0, "Inscription NODE 2012/2013" },
  /* Its second row is "etc": "...", without a number. */
  { "categories", 5, "Soirée clubbing" },
};

static void
set_up (Console       *console,
        gconstpointer  data)
{
  console_set_up (console, data);
  console_sign_in (console);
  demo_server_set_document (console->server, TRUE);
}

static void
test_formats (Console       *console,
              gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strconcat ("--format json ", cases[i].line, NULL);
      g_autofree char *csv = g_strconcat ("--format csv ", cases[i].line, NULL);
      g_autoptr(JsonNode) root = NULL;
      guint n_messages = cases[i].status == 0 ? 0 : 1;

      console_run_line (console, cases[i].line);
      console_assert (console, cases[i].status, n_messages);
      if (strstr (console->output, cases[i].text) == NULL)
        g_test_message ("%s: %s", cases[i].line, console->output);
      g_assert_nonnull (strstr (console->output, cases[i].text));

      console_run_line (console, json);
      console_assert (console, cases[i].status, n_messages);
      root = console_parse (console);
      g_assert_nonnull (root);

      console_run_line (console, csv);
      console_assert (console, cases[i].status, n_messages);
      g_assert_nonnull (strstr (console->output, "\r\n"));
    }
}

/* Normal types, whatever the document's own spelling. */
static void
test_participant (Console       *console,
                  gconstpointer  data)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *first;
  JsonObject *second;
  JsonObject *control;
  JsonObject *addition;

  console_run_line (console, "participants --event 49015 --format json");
  root = console_parse (console);
  first = json_array_get_object_element (json_node_get_array (root), 0);
  second = json_array_get_object_element (json_node_get_array (root), 1);
  control = json_object_get_object_member (first, "control_status");
  addition = json_array_get_object_element (json_object_get_array_member (first, "upselling"), 0);

  g_assert_cmpstr (json_object_get_string_member (first, "id_participant"), ==, "7759645");
  g_assert_false (json_object_get_boolean_member (first, "deleted"));
  g_assert_false (json_object_get_boolean_member (first, "refund"));
  g_assert_true (json_object_get_boolean_member (second, "refund"));
  g_assert_true (json_object_get_boolean_member (first, "paid"));
  g_assert_cmpstr (json_object_get_string_member (first, "create_date"), ==,
                   "2014-01-23T12:41:55+01:00");
  g_assert_true (json_object_get_null_member (control, "scan_date"));
  g_assert_cmpstr (json_object_get_string_member (control, "status"), ==, "0");
  g_assert_cmpfloat (json_object_get_double_member (addition, "paid_price"), ==, 10.5);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (addition,
                                                                                "category"),
                                                  "id"), ==, "1");
  g_assert_cmpstr (json_object_get_string_member (second, "promo_code"), ==, "MY-PROMO-CODE-123");
}

static void
test_user (Console       *console,
           gconstpointer  data)
{
  console_run_line (console, "scan-user foo --format json");
  g_assert_cmpstr (console->output, ==, "{\n  \"id\": \"1789\"\n}\n");
}

#define ADD(path, func) \
  g_test_add ("/cli/document/" path, Console, NULL, set_up, func, console_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("formats", test_formats);
  ADD ("participant", test_participant);
  ADD ("user", test_user);

  return g_test_run ();
}
