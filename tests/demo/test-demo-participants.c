#include "demo-test.h"

static JsonArray *
get_list (DemoTest   *test,
          const char *query,
          JsonNode  **node)
{
  *node = demo_test_get (test, "participant/list?%s", query);

  return demo_test_array (*node, "participants");
}

static guint
count_list (DemoTest   *test,
            const char *query)
{
  g_autoptr(JsonNode) node = NULL;

  return json_array_get_length (get_list (test, query, &node));
}

static void
collect_tickets (JsonObject *parent,
                 GPtrArray  *tickets)
{
  JsonArray *children;

  if (json_object_has_member (parent, "tickets"))
    {
      children = json_object_get_array_member (parent, "tickets");
      for (guint i = 0; i < json_array_get_length (children); i++)
        g_ptr_array_add (tickets, json_array_get_object_element (children, i));
    }

  if (json_object_has_member (parent, "categories"))
    {
      children = json_object_get_array_member (parent, "categories");
      for (guint i = 0; i < json_array_get_length (children); i++)
        collect_tickets (json_array_get_object_element (children, i), tickets);
    }
}

/* Three methods tell how many are in: they must say the same. */
static void
check_ticket (DemoTest   *test,
              JsonObject *ticket,
              JsonArray  *rows)
{
  JsonNode *id_node = json_object_get_member (ticket, "id");
  g_autofree char *id = json_node_get_value_type (id_node) == G_TYPE_STRING
    ? json_node_dup_string (id_node)
    : g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (id_node));
  g_autoptr(JsonNode) stats = demo_test_get (test, "tickets/%s/stats", id);
  gint64 count[3] = { 0 };
  gint64 sold;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonObject *control = json_object_get_object_member (row, "control_status");
      guint64 status = g_ascii_strtoull (demo_test_string (control, "status"), NULL, 10);

      if (!json_object_has_member (row, "id_ticket") ||
          g_strcmp0 (demo_test_string (row, "id_ticket"), id) != 0)
        continue;

      g_assert_cmpuint (status, <=, 2);
      count[status]++;
      g_assert_cmpint (g_str_equal (demo_test_string (control, "scan_date"), "0000-00-00 00:00:00"),
                       ==, status == 0);
      g_assert_cmpint (*demo_test_string (control, "scan_user_name") == '\0', ==, status == 0);
    }

  sold = count[0] + count[1] + count[2];
  g_assert_cmpint (demo_test_int (stats, "$.stats.total"), ==, sold);
  g_assert_cmpint (demo_test_int (stats, "$.stats.scanned"), ==, count[1] + count[2]);
  g_assert_cmpint (demo_test_int (stats, "$.stats.in"), ==, count[1]);
  g_assert_cmpint (demo_test_int (stats, "$.stats.out"), ==, count[2]);

  if (json_object_has_member (ticket, "participants"))
    {
      const char *quota = json_object_has_member (ticket, "quotas") ? "quotas" : "quota";

      g_assert_cmpint (json_object_get_int_member (ticket, "participants"), ==, sold);
      g_assert_cmpint (json_object_get_int_member (ticket, quota), >=, sold);
    }
}

static void
test_agreement (DemoTest      *test,
                gconstpointer  data)
{
  g_autoptr(JsonNode) events =
    demo_test_get (test, "events?include_closed=1&include_without_sales=1");
  JsonArray *array = demo_test_array (events, "events");
  gint64 sum = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *event = json_array_get_object_element (array, i);
      gint64 id = json_object_get_int_member (event, "id");
      gint64 participants = json_object_get_int_member (event, "participants");
      g_autoptr(JsonNode) list =
        demo_test_get (test, "participant/list?id_event[]=%" G_GINT64_FORMAT "&return_count=1", id);
      g_autoptr(JsonNode) tickets =
        demo_test_get (test, "tickets?id_event[]=%" G_GINT64_FORMAT, id);
      JsonArray *rows = demo_test_array (list, "participants");
      g_autoptr(GPtrArray) flat = g_ptr_array_new ();

      g_assert_cmpint (json_array_get_length (rows), ==, participants);
      g_assert_cmpint (demo_test_int (list, "$.counter"), ==, participants);
      sum += participants;

      collect_tickets (json_array_get_object_element (demo_test_array (tickets, "events"), 0),
                       flat);
      g_assert_cmpuint (flat->len, >, 0);
      if (id != 1010377)
        for (guint t = 0; t < flat->len; t++)
          check_ticket (test, flat->pdata[t], rows);
    }

  g_assert_cmpint (sum, >, DEMO_TEST_PARTICIPANTS * 8 / 10);
  g_assert_cmpint (sum, <, DEMO_TEST_PARTICIPANTS * 12 / 10);
}

/* The dates of a ticket add up to it, each of them as its list says. */
static void
test_stats_of_date (DemoTest      *test,
                    gconstpointer  data)
{
  g_autoptr(JsonNode) node = demo_test_get (test, "dates?id_event[]=" THEATRE "&display_passed=1");
  g_autoptr(JsonNode) all = demo_test_get (test, "tickets/5198301/stats");
  g_autoptr(JsonNode) none = demo_test_get (test, "tickets/5198301/stats?id_date=1");
  JsonArray *dates = demo_test_array (node, "dates");
  gint64 total = 0;
  gint64 scanned = 0;

  for (guint i = 0; i < json_array_get_length (dates); i++)
    {
      gint64 date = json_object_get_int_member (json_array_get_object_element (dates, i), "id");
      g_autoptr(JsonNode) stats =
        demo_test_get (test, "ticket/5198301/stats?id_date=%" G_GINT64_FORMAT, date);
      g_autoptr(JsonNode) list =
        demo_test_get (test, "participant/list?date_ticket[%" G_GINT64_FORMAT "][]=5198301", date);
      JsonArray *rows = demo_test_array (list, "participants");

      g_assert_cmpint (demo_test_int (stats, "$.stats.total"), ==, json_array_get_length (rows));
      for (guint row = 0; row < json_array_get_length (rows); row++)
        g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (rows, row),
                                                     "id_date"), ==, date);

      total += demo_test_int (stats, "$.stats.total");
      scanned += demo_test_int (stats, "$.stats.scanned");
    }

  g_assert_cmpint (total, >, 0);
  g_assert_cmpint (total, ==, demo_test_int (all, "$.stats.total"));
  g_assert_cmpint (scanned, >, 0);
  g_assert_cmpint (scanned, ==, demo_test_int (all, "$.stats.scanned"));
  g_assert_cmpint (demo_test_int (none, "$.stats.total"), ==, 0);
}

static void
test_choice (DemoTest      *test,
             gconstpointer  data)
{
  guint gold = count_list (test, "id_ticket[]=5198300");
  guint full_price = count_list (test, "id_ticket[]=5198301");
  guint theatre = count_list (test, "id_event[]=" THEATRE);
  guint on_date = count_list (test, "date_ticket[519839][]=5198301");
  guint both_on_date =
    count_list (test, "date_ticket[519839][]=5198301&date_ticket[519839][]=5198302");

  g_assert_cmpuint (gold, >, 0);
  g_assert_cmpuint (count_list (test, "id_ticket[]=5198300,5198301"), ==, gold + full_price);
  g_assert_cmpuint (count_list (test, "id_ticket[]=5198300&id_ticket[]=5198301"), ==,
                    gold + full_price);
  g_assert_cmpuint (on_date, >, 0);
  g_assert_cmpuint (both_on_date, ==, on_date + count_list (test, "date_ticket[519839][]=5198302"));
  g_assert_cmpuint (count_list (test, "date_ticket[519839][]=5198301&id_ticket[]=5198300"), ==,
                    gold + on_date);
  g_assert_cmpuint (count_list (test, "id_event[]=" THEATRE "&id_event[]=" RACE), ==,
                    theatre + count_list (test, "id_event[]=" RACE));
  g_assert_cmpuint (count_list (test, "id_event[]=" RACE "&id_ticket[]=5198300"), ==, 0);
  g_assert_cmpuint (count_list (test, "id_ticket[]=FNCSP5211400"), >, 0);
  g_assert_cmpuint (count_list (test, "id_event[]=1"), ==, 0);
  g_assert_cmpuint (count_list (test, ""), >, theatre);
}

static void
test_states (DemoTest      *test,
             gconstpointer  data)
{
  const char *event = "id_event[]=" PAST;
  g_autofree char *with_deleted =
    g_strconcat (event, "&include_deleted=1&return_count=1&return_count_total=1", NULL);
  g_autofree char *with_unpaid = g_strconcat (event, "&include_unpaid=true", NULL);
  g_autofree char *removed = g_strconcat (event, "&return_removed=1", NULL);
  g_autofree char *not_deleted = g_strconcat (event, "&include_deleted=false", NULL);
  g_autoptr(JsonNode) node = NULL;
  JsonArray *rows = get_list (test, with_deleted, &node);
  guint active = count_list (test, event);
  guint deleted = 0;
  guint refunded = 0;
  guint n_removed = count_list (test, removed);
  g_autoptr(JsonNode) unpaid_node = NULL;
  JsonArray *unpaid = get_list (test, with_unpaid, &unpaid_node);
  guint n_unpaid = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      deleted += g_str_equal (demo_test_string (row, "deleted"), "1");
      refunded += g_str_equal (demo_test_string (row, "refund"), "1") &&
        g_str_equal (demo_test_string (row, "deleted"), "0");
      g_assert_true (json_object_get_boolean_member (row, "paid"));
    }

  for (guint i = 0; i < json_array_get_length (unpaid); i++)
    n_unpaid += !json_object_get_boolean_member (json_array_get_object_element (unpaid, i), "paid");

  g_assert_cmpuint (deleted, >, 0);
  g_assert_cmpuint (refunded, >, 0);
  g_assert_cmpuint (n_unpaid, >, 0);
  g_assert_cmpuint (json_array_get_length (rows), ==, active + deleted);
  g_assert_cmpuint (n_removed, ==, deleted);
  g_assert_cmpuint (json_array_get_length (unpaid), ==, active + n_unpaid);
  g_assert_cmpuint (count_list (test, not_deleted), ==, active);
  g_assert_cmpint (demo_test_int (node, "$.counter"), ==, active);
  g_assert_cmpint (demo_test_int (node, "$.counter_deleted"), ==, deleted);
  g_assert_cmpint (demo_test_int (node, "$.counter_total"), ==, active + deleted);
}

static void
test_pages (DemoTest      *test,
            gconstpointer  data)
{
  g_autoptr(JsonNode) whole_node = NULL;
  g_autofree char *whole =
    demo_test_ids (get_list (test, "id_event[]=" RACE, &whole_node), "id_participant");
  g_autoptr(GString) joined = g_string_new (NULL);
  g_autoptr(JsonNode) first_node = NULL;

  for (guint page = 1; page < 100; page++)
    {
      g_autofree char *query =
        g_strdup_printf ("id_event[]=" RACE "&max=10&page=%u&return_count=1", page);
      g_autoptr(JsonNode) node = NULL;
      JsonArray *rows = get_list (test, query, &node);
      g_autofree char *ids = demo_test_ids (rows, "id_participant");

      g_assert_cmpint (demo_test_int (node, "$.counter"), ==,
                       json_array_get_length (demo_test_array (whole_node, "participants")));
      g_assert_cmpuint (json_array_get_length (rows), <=, 10);
      if (*ids != '\0')
        g_string_append_printf (joined, "%s%s", page > 1 ? " " : "", ids);
      if (json_array_get_length (rows) < 10)
        break;
    }

  g_assert_cmpstr (joined->str, ==, whole);
  g_assert_false (json_object_has_member (json_node_get_object (whole_node), "counter"));
  g_assert_cmpstr (demo_test_string (json_node_get_object (whole_node), "server_time"), ==,
                   "2026-03-14 21:30:00");
  /* No page is the first. */
  g_assert_cmpuint (json_array_get_length (get_list (test, "id_event[]=" RACE "&max=7",
                                                     &first_node)), ==, 7);
}

static void
test_last_update (DemoTest      *test,
                  gconstpointer  data)
{
  guint all = count_list (test, "id_event[]=" FESTIVAL);
  guint recent = count_list (test, "id_event[]=" FESTIVAL "&last_update=2026-03-12%2000:00:00");
  guint before =
    count_list (test, "id_event[]=" FESTIVAL "&last_update_before=2026-03-11%2000:00:00");
  guint same = count_list (test, "id_event[]=" FESTIVAL "&last_update=2026-03-11T23:00:00.000Z");
  guint strictly = 0;
  g_autoptr(JsonNode) node = NULL;
  JsonArray *rows = get_list (test, "id_event[]=" FESTIVAL, &node);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    strictly += strcmp (demo_test_string (json_array_get_object_element (rows, i), "create_date"),
                        "2026-03-12 00:00:00") >= 0;

  g_assert_cmpuint (strictly, >, 0);
  /* It gives back too much, never too little; and nothing for the future. */
  g_assert_cmpuint (recent, >, strictly);
  g_assert_cmpuint (recent, <, all);
  g_assert_cmpuint (same, ==, recent);
  g_assert_cmpuint (before + recent, ==, all);
  g_assert_cmpuint (count_list (test, "id_event[]=" FESTIVAL "&last_update=2030-01-01%2000:00:00"),
                    ==, 0);
}

static void
test_full (DemoTest      *test,
           gconstpointer  data)
{
  g_autoptr(JsonNode) plain_node = NULL;
  g_autoptr(JsonNode) full_node = NULL;
  JsonArray *plain = get_list (test, "id_event[]=" RACE "&id_event[]=" OLD_RACE, &plain_node);
  JsonArray *full =
    get_list (test, "id_event[]=" RACE "&id_event[]=" OLD_RACE "&full=1&moderation=1", &full_node);
  g_autofree char *text = json_to_string (full_node, FALSE);
  guint with_buyer = 0;
  guint other_buyer = 0;

  g_assert_cmpuint (json_array_get_length (plain), ==, json_array_get_length (full));
  for (guint i = 0; i < json_array_get_length (full); i++)
    {
      JsonObject *bare = json_array_get_object_element (plain, i);
      JsonObject *row = json_array_get_object_element (full, i);
      JsonObject *owner = json_object_get_object_member (row, "owner");

      g_assert_false (json_object_has_member (bare, "answers"));
      g_assert_false (json_object_has_member (bare, "buyer"));
      g_assert_false (json_object_has_member (bare, "promo_code"));
      g_assert_false (json_object_has_member (bare, "moderation"));
      g_assert_true (json_object_has_member (row, "promo_code"));
      g_assert_true (json_object_has_member (row, "moderation"));
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (row, "answers")), >,
                        5);

      if (json_object_has_member (row, "buyer"))
        {
          JsonObject *buyer = json_object_get_object_member (row, "buyer");

          with_buyer++;
          g_assert_true (g_str_has_suffix (demo_test_string (buyer, "email_acheteur"), ".example"));
          other_buyer += g_strcmp0 (demo_test_string (buyer, "acheteur_first_name"),
                                    demo_test_string (owner, "first_name")) != 0;
        }
    }

  g_assert_cmpuint (with_buyer, >, 0);
  g_assert_cmpuint (with_buyer, <, json_array_get_length (full));
  g_assert_cmpuint (other_buyer, >, 0);
  g_assert_nonnull (strstr (text, "\"label\":\"Date_de_naissance\""));
  g_assert_nonnull (strstr (text, "\"upselling\":[{"));
  g_assert_nonnull (strstr (text, "\"promo_code\":\"LEVETOT\""));
}

static void
test_minimized (DemoTest      *test,
                gconstpointer  data)
{
  g_autoptr(JsonNode) node =
    demo_test_get (test, "participants/?id_event[]=" RACE "&max=3&minimized=1");
  g_autoptr(JsonNode) usual = demo_test_get (test, "participants?id_event[]=" RACE "&max=3");
  JsonObject *row = json_array_get_object_element (demo_test_array (node, "p"), 0);
  JsonObject *same = json_array_get_object_element (demo_test_array (usual, "participants"), 0);

  g_assert_false (json_object_has_member (json_node_get_object (node), "participants"));
  g_assert_false (json_object_has_member (row, "barcode"));
  g_assert_cmpstr (demo_test_string (row, "bc"), ==, demo_test_string (same, "barcode"));
}

static void
test_reference (DemoTest      *test,
                gconstpointer  data)
{
  g_autoptr(JsonNode) node = NULL;
  JsonArray *rows = get_list (test, "id_event[]=" RACE "&max=50", &node);
  JsonObject *first = json_array_get_object_element (rows, 0);
  JsonObject *last = json_array_get_object_element (rows, 49);
  const char *reference = demo_test_string (first, "transaction_reference");
  g_autofree char *one =
    g_strdup_printf ("id_event[]=" RACE "&transaction_reference[]=%s", reference);
  g_autofree char *two =
    g_strdup_printf ("%s&transaction_reference[]=%s", one,
                     demo_test_string (last, "transaction_reference"));
  g_autofree char *wrong =
    g_strdup_printf ("id_event[]=" RACE "&transaction_reference[]=X%s", reference);
  g_autoptr(JsonNode) found_node = NULL;
  JsonArray *found = get_list (test, one, &found_node);

  g_assert_cmpuint (json_array_get_length (found), >, 0);
  for (guint i = 0; i < json_array_get_length (found); i++)
    g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (found, i),
                                                 "id_transaction"), ==,
                     json_object_get_int_member (first, "id_transaction"));
  g_assert_cmpuint (count_list (test, two), >, json_array_get_length (found));
  g_assert_cmpuint (count_list (test, wrong), ==, 0);
}

/* Rows that tell neither event nor ticket nor owner. */
static void
test_blanks (DemoTest      *test,
             gconstpointer  data)
{
  g_autoptr(JsonNode) node = NULL;
  JsonArray *rows = get_list (test, "id_event[]=" OLD_RACE "&full=1", &node);
  guint blanks = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (json_object_has_member (row, "id_event"))
        continue;

      blanks++;
      g_assert_false (json_object_has_member (row, "id_ticket"));
      g_assert_cmpstr (demo_test_string (json_object_get_object_member (row, "owner"), "last_name"),
                       ==, "");
    }

  g_assert_cmpuint (blanks, ==, 4);
}

static void
test_answers (DemoTest      *test,
              gconstpointer  data)
{
  g_autoptr(JsonNode) race_node = NULL;
  g_autoptr(JsonNode) theatre_node = NULL;
  JsonArray *race = get_list (test, "id_event[]=" RACE "&full=1&max=1", &race_node);
  JsonArray *theatre = get_list (test, "id_event[]=" THEATRE "&full=1&max=40", &theatre_node);
  JsonObject *runner = json_array_get_object_element (race, 0);
  g_autoptr(JsonNode) own =
    demo_test_get (test, "participant/%" G_GINT64_FORMAT "/answers",
                   json_object_get_int_member (runner, "id_participant"));
  g_autofree char *expected = json_to_string (json_object_get_member (runner, "answers"), FALSE);
  g_autofree char *given =
    json_to_string (json_object_get_member (json_node_get_object (own), "answers"), FALSE);

  g_assert_cmpstr (given, ==, expected);

  for (guint i = 0; i < json_array_get_length (theatre); i++)
    {
      JsonObject *row = json_array_get_object_element (theatre, i);
      g_autoptr(JsonNode) node = NULL;
      g_autofree char *of_buyer = NULL;
      g_autofree char *text = NULL;

      if (!json_object_has_member (row, "buyer"))
        continue;

      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (row, "answers")), ==,
                        0);
      node =
        demo_test_get (test, "participant/%" G_GINT64_FORMAT "/answers/",
                       json_object_get_int_member (row, "id_participant"));
      text =
        json_to_string (json_object_get_member (json_node_get_object (node), "answers"), FALSE);
      of_buyer =
        json_to_string (json_object_get_member (json_object_get_object_member (row, "buyer"),
                                                "answers"), FALSE);
      g_assert_cmpstr (text, ==, of_buyer);
      return;
    }

  g_assert_not_reached ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  DEMO_TEST ("/participants/agreement", test_agreement);
  DEMO_TEST ("/participants/stats-of-date", test_stats_of_date);
  DEMO_TEST ("/participants/choice", test_choice);
  DEMO_TEST ("/participants/states", test_states);
  DEMO_TEST ("/participants/pages", test_pages);
  DEMO_TEST ("/participants/last-update", test_last_update);
  DEMO_TEST ("/participants/full", test_full);
  DEMO_TEST ("/participants/minimized", test_minimized);
  DEMO_TEST ("/participants/reference", test_reference);
  DEMO_TEST ("/participants/blanks", test_blanks);
  DEMO_TEST ("/participants/answers", test_answers);

  return g_test_run ();
}
