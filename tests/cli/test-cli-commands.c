#include <string.h>

#include "console.h"

/* Every command with every option, over the wire as the document has it. */

static void
test_asked (Console       *console,
            gconstpointer  data)
{
  static const struct { const char *line; const char *asked; } cases[] = {
    { "events",
      "GET /events?~&include_not_published=1&include_closed=0&include_without_sales=0" },
    { "events --closed --without-sales --no-unpublished",
      "GET /events?~&include_not_published=0&include_closed=1&include_without_sales=1" },
    { "dates --event 11435", "GET /dates?~&id_event[]=11435" },
    { "dates --passed --event 11435 --event 10473",
      "GET /dates?~&display_passed=1&id_event[]=11435&id_event[]=10473" },
    { "tickets --event=11435 10473", "GET /tickets?~&id_event[]=11435&id_event[]=10473" },
    { "stats ABCDE125632", "GET /tickets/ABCDE125632/stats?~" },
    { "stats 44272 --date 138", "GET /tickets/44272/stats?~&id_date=138" },
    { "participants", "GET /participant/list?~" },
    { "participants --event 1 2 --ticket 3 --ticket 63049045c39e21cc8d8e358def382cbb",
      "GET /participant/list?~&id_event[]=1&id_event[]=2&id_ticket[]=3"
      "&id_ticket[]=63049045c39e21cc8d8e358def382cbb" },
    { "participants --date-ticket 138:44272 138:44274",
      "GET /participant/list?~&date_ticket[138][]=44272&date_ticket[138][]=44274" },
    { "participants --since 2026-11-01 --until '2026-11-02 03:04:05'",
      "GET /participant/list?~&last_update=2026-11-01 00:00:00"
      "&last_update_before=2026-11-02 03:04:05" },
    /* A time with an offset is told in the service's zone, Paris. */
    { "participants --since 2026-07-01T00:00:00Z --until 2026-11-02T03:04:05-05:00",
      "GET /participant/list?~&last_update=2026-07-01 02:00:00"
      "&last_update_before=2026-11-02 09:04:05" },
    { "participants --deleted --unpaid --moderation --full --minimized --count --count-total "
      "--removed",
      "GET /participant/list?~&include_deleted=1&moderation=1&include_unpaid=1&full=1"
      "&minimized=1&return_count=1&return_count_total=1&return_removed=1" },
    { "participants --max 5 --page 2 --transaction C15E265226O63029 C4E265226O63029",
      "GET /participant/list?~&max=5&page=2&transaction_reference[]=C15E265226O63029"
      "&transaction_reference[]=C4E265226O63029" },
    { "answers 2291148", "GET /participant/2291148/answers?~" },
    { "scan-settings", "GET /scan/settings?~" },
    { "scan-user 'Porte & été = 1+1'", "POST /scan/user?~&user=Porte & été = 1+1" },
    { "details 36799", "GET /event/36799/details?~" },
    { "search", "GET /event/search/?~" },
    { "search --date 2026-12-24", "GET /event/search/?~&date=2026-12-24" },
    { "search --from 2026-12-24", "GET /event/search/?~&date_start=2026-12-24" },
    { "search --to 2026-12-24", "GET /event/search/?~&date_end=2026-12-24" },
    { "search --category 13", "GET /event/search/?~&category=13" },
    { "search --city Nantes", "GET /event/search/?~&city=Nantes" },
    { "search --zip 44000", "GET /event/search/?~&zip_code=44000" },
    { "search --country BE", "GET /event/search/?~&country=BE" },
    { "search --province Québec", "GET /event/search/?~&province=Québec" },
    { "search --organizer 'Les Mains'", "GET /event/search/?~&organizer=Les Mains" },
    { "search --max 3", "GET /event/search/?~&max_result=3" },
    { "search --full", "GET /event/search/full/?~" },
    { "search --from 2013-06-01 --to 2013-06-30 --category 13 --max 1",
      "GET /event/search/?~&date_start=2013-06-01&date_end=2013-06-30&category=13&max_result=1" },
    { "search --full --city 'Saint-Étienne' --zip H1Y --country CA --province Québec "
      "--organizer 'Les Mains & Co'",
      "GET /event/search/full/?~&city=Saint-Étienne&zip_code=H1Y&country=CA&province=Québec"
      "&organizer=Les Mains & Co" },
    { "categories", "GET /event/categories/" },
  };

  console_sign_in (console);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    console_assert_asked (console, cases[i].line, cases[i].asked);
}

/* The three formats say the same number of things. */
static void
test_lists (Console       *console,
            gconstpointer  data)
{
  static const struct { const char *command; const char *header; } cases[] = {
    { "events", "id,name,date.start,date.end,participants,multiple_dates," },
    { "dates --event 1121907", "id,id_event,date,tickets" },
    { "participants --event 1130412 --max 20", "id_participant,id_event,id_date,id_ticket," },
    { "search --max 4", "id,title,site_url,description" },
    { "categories", "id,name,name_other" },
  };

  console_sign_in (console);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strconcat (cases[i].command, " --format json", NULL);
      g_autofree char *csv = g_strconcat ("--format=csv ", cases[i].command, NULL);
      g_autoptr(JsonNode) root = NULL;
      guint n_rows;

      console_run_line (console, json);
      console_assert (console, 0, 0);
      root = console_parse (console);
      g_assert_true (JSON_NODE_HOLDS_ARRAY (root));
      n_rows = json_array_get_length (json_node_get_array (root));
      g_assert_cmpuint (n_rows, >, 0);

      console_run_line (console, cases[i].command);
      console_assert (console, 0, 0);
      g_assert_cmpuint (console_count_lines (console->output), ==, n_rows + 1);

      console_run_line (console, csv);
      console_assert (console, 0, 0);
      g_assert_true (g_str_has_prefix (console->output, cases[i].header));
      g_assert_true (g_str_has_suffix (console->output, "\r\n"));
      g_assert_cmpuint (console_count_lines (console->output), >=, n_rows + 1);
    }
}

static void
test_json_types (Console       *console,
                 gconstpointer  data)
{
  g_autoptr(JsonNode) events = NULL;
  g_autoptr(JsonNode) people = NULL;
  g_autoptr(JsonNode) user = NULL;
  JsonObject *object;

  console_sign_in (console);

  console_run_line (console, "--format json events");
  events = console_parse (console);
  object = json_array_get_object_element (json_node_get_array (events), 0);
  g_assert_cmpstr (json_object_get_string_member (object, "id"), ==, "1130412");
  g_assert_true (json_node_get_value_type (json_object_get_member (object, "participants")) ==
                 G_TYPE_INT64);
  g_assert_true (json_node_get_value_type (json_object_get_member (object, "multiple_dates")) ==
                 G_TYPE_BOOLEAN);
  object = json_object_get_object_member (object, "date");
  g_assert_true (g_str_has_suffix (json_object_get_string_member (object, "start"), "+01:00"));

  console_run_line (console, "participants --event 1130412 --max 3 --count --count-total "
                             "--format json");
  console_assert (console, 0, 0);
  people = console_parse (console);
  object = json_node_get_object (people);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "participants")),
                    ==, 3);
  g_assert_cmpint (json_object_get_int_member (object, "counter"), >, 3);
  g_assert_cmpint (json_object_get_int_member (object, "counter_total"), ==,
                   json_object_get_int_member (object, "counter") +
                   json_object_get_int_member (object, "counter_deleted"));

  console_run_line (console, "scan-user 'a name' --format json");
  user = console_parse (console);
  object = json_node_get_object (user);
  g_assert_cmpuint (json_object_get_size (object), ==, 1);
  g_assert_nonnull (json_object_get_string_member (object, "id"));
}

static void
test_objects (Console       *console,
              gconstpointer  data)
{
  static const struct { const char *command; const char *member; const char *header; } cases[] = {
    { "stats 5211401", "scanned", "total,scanned,in,out\r\n" },
    { "details 1130412", "organizer", "id,title," },
    { "scan-settings", "sync_interval", "name,value\r\n" },
    { "scan-user foo", "id", "id\r\n" },
  };

  console_sign_in (console);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strconcat (cases[i].command, " --format json", NULL);
      g_autofree char *csv = g_strconcat (cases[i].command, " --format csv", NULL);
      g_autoptr(JsonNode) root = NULL;

      console_run_line (console, json);
      console_assert (console, 0, 0);
      root = console_parse (console);
      g_assert_true (json_object_has_member (json_node_get_object (root), cases[i].member));

      console_run_line (console, cases[i].command);
      console_assert (console, 0, 0);
      g_assert_cmpuint (console_count_lines (console->output), >=, 1);

      console_run_line (console, csv);
      console_assert (console, 0, 0);
      g_assert_true (g_str_has_prefix (console->output, cases[i].header));
      g_assert_cmpuint (console_count_lines (console->output), >=, 2);
    }
}

/* Where in its line a text of the output begins. */
static gssize
column_of (Console    *console,
           const char *text)
{
  const char *found = strstr (console->output, text);
  const char *start = found;

  g_assert_nonnull (found);
  while (start > console->output && start[-1] != '\n')
    start--;

  return found - start;
}

static void
test_tickets (Console       *console,
              gconstpointer  data)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *event;

  console_sign_in (console);

  console_run_line (console, "tickets --event 1130412");
  console_assert (console, 0, 0);
  g_assert_nonnull (strstr (console->output, "  79.00  "));
  /* The event, its categories, theirs, and a ticket of those. */
  g_assert_cmpint (column_of (console, "Billets à la journée\n"), ==,
                   column_of (console, "Festival Les Nuits") + 2);
  g_assert_cmpint (column_of (console, "Premier jour\n"), ==,
                   column_of (console, "Festival Les Nuits") + 4);
  g_assert_cmpint (column_of (console, "Premier jour - Plein tarif"), ==,
                   column_of (console, "Festival Les Nuits") + 6);

  console_run_line (console, "tickets --event 1130412 --format csv");
  console_assert (console, 0, 0);
  g_assert_true (g_str_has_prefix (console->output, "event.id,event.name,categories,id,name,"));
  g_assert_nonnull (strstr (console->output, "Billets à la journée > Premier jour,5211404,"));

  console_run_line (console, "tickets --event 1130412 --format json");
  console_assert (console, 0, 0);
  root = console_parse (console);
  event = json_array_get_object_element (json_node_get_array (root), 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (event, "categories")),
                    >, 1);
}

/* No rows: nothing on standard output but in JSON, one sentence beside it. */
static void
test_empty (Console       *console,
            gconstpointer  data)
{
  console_sign_in (console);

  console_run_line (console, "participants --event 1130412 --transaction nowhere");
  console_assert (console, 0, 1);
  g_assert_cmpstr (console->output, ==, "");

  console_run_line (console, "participants --event 1130412 --transaction nowhere --format json");
  console_assert (console, 0, 0);
  g_assert_cmpstr (g_strstrip (console->output), ==, "[]");
}

static void
test_french (Console       *console,
             gconstpointer  data)
{
  console_sign_in (console);
  console_set_env (console, "LC_ALL", "fr_FR.UTF-8");

  console_run_line (console, "events");
  console_assert (console, 0, 0);
  if (strstr (console->output, "Numéro") == NULL)
    {
      g_test_skip ("no French locale on this machine");
      return;
    }

  console_run_line (console, "participants --since hier");
  console_assert (console, 2, 1);
  g_assert_nonnull (strstr (console->messages, "«\u00a0hier\u00a0» n’est pas une date"));
}

static void
test_calendar (Console       *console,
               gconstpointer  data)
{
  const char *entry;
  guint n_entries = 0;

  console_sign_in (console);
  console_run_well (console, "search --city Nantes --max 7 --format ics");
  g_assert_true (g_str_has_prefix (console->output, "BEGIN:VCALENDAR\r\n"));
  g_assert_true (g_str_has_suffix (console->output, "END:VCALENDAR\r\n"));
  for (entry = strstr (console->output, "BEGIN:VEVENT"); entry != NULL;
       entry = strstr (entry + 1, "BEGIN:VEVENT"))
    n_entries++;
  g_assert_cmpuint (n_entries, ==, 7);

  console_run_well (console, "details 600100 --format ics");
  g_assert_nonnull (strstr (console->output, "UID:600100-"));

  console_run_line (console, "events --format ics");
  console_assert (console, 2, 1);
}

#define ADD(path, func) \
  g_test_add ("/cli/commands/" path, Console, NULL, console_set_up, func, console_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("asked", test_asked);
  ADD ("lists", test_lists);
  ADD ("json-types", test_json_types);
  ADD ("objects", test_objects);
  ADD ("tickets", test_tickets);
  ADD ("empty", test_empty);
  ADD ("french", test_french);
  ADD ("calendar", test_calendar);

  return g_test_run ();
}
