#include <string.h>

#include "console.h"
#include "scripted-server.h"

/* What is kept on this computer: read with a network, shown without one. */

#define EVENT "1130412"

/* Each with a header where it is CSV; they hold something after a sync with sales. */
static const struct { const char *line; const char *header; } commands[] = {
  { "status", "id,name,participants,active,deleted,unpaid,refunded,scanned,last_sync,complete" },
  { "list events", "id,name,date.start," },
  { "list participants --event " EVENT, "id_participant,id_event,id_date,id_ticket," },
  { "list dates --event 1121907", "id,id_event,date,tickets\r\n" },
  { "list tickets --event " EVENT, "event.id,event.name,categories,id,name," },
  { "changes", "time,id_event,event,id_participant,kind,was,now\r\n" },
  { "check-store", "name,found,well\r\n" },
};

/* The rows where a flag is what it should be. */
static gint64
count_rows (JsonArray  *rows,
            const char *flag,
            gboolean    wanted)
{
  gint64 n = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    n += json_object_get_boolean_member (json_array_get_object_element (rows, i), flag) == wanted;

  return n;
}

static gint64
count_scanned (JsonArray *rows)
{
  gint64 n = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      row = json_object_get_object_member (row, "control_status");
      n += !json_object_get_null_member (row, "scan_date");
    }

  return n;
}

static void
test_numbers (Console       *console,
              gconstpointer  data)
{
  g_autoptr(JsonNode) status_root = NULL;
  g_autoptr(JsonNode) rows_root = NULL;
  JsonArray *status;
  gint64 n_people = 0;

  console_sign_in (console);
  console_run_well (console, "sync");
  g_assert_cmpstr (console->output, ==, "");

  status = console_run_json (console, &status_root, "status");
  g_assert_cmpuint (json_array_get_length (status), ==, 12);

  for (guint i = 0; i < json_array_get_length (status); i++)
    {
      JsonObject *event = json_array_get_object_element (status, i);
      g_autofree char *line = g_strdup_printf ("participants --deleted --unpaid --event %s",
                                               json_object_get_string_member (event, "id"));
      JsonArray *rows = console_run_json (console, &rows_root, line);
      g_autoptr(GDateTime) time = NULL;

      g_assert_cmpuint (json_object_get_size (event), ==, 10);
      g_assert_nonnull (json_object_get_string_member (event, "name"));
      g_assert_cmpint (json_object_get_int_member (event, "participants"), ==,
                       json_array_get_length (rows));
      g_assert_cmpint (json_object_get_int_member (event, "deleted"), ==,
                       count_rows (rows, "deleted", TRUE));
      g_assert_cmpint (json_object_get_int_member (event, "unpaid"), ==,
                       count_rows (rows, "paid", FALSE));
      g_assert_cmpint (json_object_get_int_member (event, "refunded"), ==,
                       count_rows (rows, "refund", TRUE));
      g_assert_cmpint (json_object_get_int_member (event, "scanned"), ==, count_scanned (rows));
      g_assert_true (json_object_get_boolean_member (event, "complete"));

      time = g_date_time_new_from_iso8601 (json_object_get_string_member (event, "last_sync"),
                                           NULL);
      g_assert_nonnull (time);
      n_people += json_object_get_int_member (event, "participants");

      g_free (line);
      line = g_strdup_printf ("participants --event %s",
                              json_object_get_string_member (event, "id"));
      rows = console_run_json (console, &rows_root, line);
      g_assert_cmpint (json_object_get_int_member (event, "active"), ==,
                       json_array_get_length (rows));
    }

  g_assert_cmpint (n_people, >, 400);
}

/* The three formats say the same number of things, and need nobody on the other side. */
static void
test_formats (Console       *console,
              gconstpointer  data)
{
  console_sign_in (console);
  console_run_well (console, "sync");
  demo_server_sell (console->server, 20);
  console_run_well (console, "sync --full");
  demo_server_stop (console->server);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *csv = g_strconcat ("--format=csv ", commands[i].line, NULL);
      g_autoptr(JsonNode) root = NULL;
      guint n_rows = json_array_get_length (console_run_json (console, &root, commands[i].line));

      g_test_message ("%s: %u", commands[i].line, n_rows);
      g_assert_cmpuint (n_rows, >, 0);

      console_run_line (console, commands[i].line);
      console_assert (console, 0, 0);
      if (strstr (commands[i].line, "tickets") == NULL)
        g_assert_cmpuint (console_count_lines (console->output), ==,
                          n_rows + !g_str_equal (commands[i].line, "check-store"));

      console_run_line (console, csv);
      console_assert (console, 0, 0);
      g_assert_true (g_str_has_prefix (console->output, commands[i].header));
      g_assert_cmpuint (console_count_lines (console->output), >=, n_rows + 1);
    }

  console_run_line (console, "sync");
  console_assert (console, 4, 1);
  g_assert_cmpstr (console->output, ==, "");
}

static void
test_sync_json (Console       *console,
                gconstpointer  data)
{
  g_autoptr(JsonNode) root = NULL;
  JsonArray *status;

  console_sign_in (console);
  status = console_run_json (console, &root, "sync --event 1121907 " EVENT);
  g_assert_cmpuint (json_array_get_length (status), ==, 2);

  /* What was not asked for is known by name alone. */
  status = console_run_json (console, &root, "status");
  for (guint i = 0; i < json_array_get_length (status); i++)
    {
      JsonObject *event = json_array_get_object_element (status, i);
      const char *id = json_object_get_string_member (event, "id");
      gboolean synced = g_str_equal (id, EVENT) || g_str_equal (id, "1121907");

      g_assert_cmpint (json_object_get_boolean_member (event, "complete"), ==, synced);
      g_assert_cmpint (json_object_get_null_member (event, "last_sync"), ==, !synced);
      g_assert_cmpint (json_object_get_int_member (event, "participants") > 0, ==, synced);
    }

  console_run_line (console, "sync --event 424242");
  console_assert (console, 1, 1);
  g_assert_nonnull (strstr (console->messages, "424242"));
}

/* The same rows as the service gives, in the order of their names. */
static void
test_list (Console       *console,
           gconstpointer  data)
{
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(JsonNode) other = NULL;
  g_autofree char *list = NULL;
  JsonArray *rows;
  gint64 n_paid;
  guint n_all;

  console_sign_in (console);
  console_run_well (console, "sync");

  rows = console_run_json (console, &root, "list participants --event " EVENT);
  n_all = json_array_get_length (rows);
  n_paid = count_rows (rows, "paid", TRUE);
  g_assert_cmpint (n_paid, >, 0);
  g_assert_cmpint (n_paid, <, n_all);

  rows = console_run_json (console, &root, "list participants --event " EVENT " --where paid=true");
  g_assert_cmpint (json_array_get_length (rows), ==, n_paid);
  rows = console_run_json (console, &root, "list participants --where paid!=true --event " EVENT);
  g_assert_cmpint (json_array_get_length (rows), ==, n_all - n_paid);
  rows = console_run_json (console, &root, "list participants --event " EVENT
                   " --where paid=true paid=false --sort id-ticket");
  g_assert_cmpint (json_array_get_length (rows), ==, 0);

  /* All that is said to be a field is one. */
  console_run_line (console, "list participants --event " EVENT " --where shoe_size=42");
  console_assert (console, 2, 1);
  {
    g_autofree char *known = g_strdup (strstr (console->messages, "id_participant"));
    g_auto(GStrv) names = NULL;

    g_assert_nonnull (known);
    known[strlen (known) - 2] = '\0';
    names = g_strsplit (known, ", ", -1);
    g_assert_cmpuint (g_strv_length (names), >, 20);
    for (guint i = 0; names[i] != NULL; i++)
      {
        g_autofree char *line = g_strdup_printf ("list participants --event " EVENT " --sort %s",
                                                 names[i]);

        console_run_line (console, line);
        console_assert (console, 0, 0);
      }
  }

  rows = console_run_json (console, &root,
                           "list participants --event " EVENT " --sort create_date");
  {
    JsonObject *first = json_array_get_object_element (rows, 0);
    g_autofree char *line =
      g_strdup_printf ("list participants --event " EVENT " --where create_date=%s",
                       json_object_get_string_member (first, "create_date"));
    JsonArray *found = console_run_json (console, &other, line);

    g_assert_cmpuint (json_array_get_length (found), >, 0);
    g_assert_cmpuint (json_array_get_length (found), <, n_all);
  }

  console_run_well (console,
                    "list participants --event " EVENT " --sort -create_date --format json");
  list = g_strdup (console->output);
  console_run_well (console, "list participants --event " EVENT " --sort create_date --descending "
                       "--format json");
  g_assert_cmpstr (console->output, ==, list);
}

static void
test_changes (Console       *console,
              gconstpointer  data)
{
  g_autoptr(JsonNode) root = NULL;
  JsonArray *rows;

  console_sign_in (console);
  console_run_well (console, "sync");

  /* What was there at the first sync did not happen since. */
  g_assert_cmpuint (json_array_get_length (console_run_json (console, &root, "changes")), ==, 0);
  console_run_line (console, "changes");
  console_assert (console, 0, 1);

  demo_server_sell (console->server, 30);
  console_run_well (console, "sync --full");

  rows = console_run_json (console, &root, "changes");
  g_assert_cmpuint (json_array_get_length (rows), >=, 10);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      g_assert_cmpstr (json_object_get_string_member (row, "kind"), ==, "new");
      g_assert_nonnull (json_object_get_string_member (row, "id_participant"));
      g_assert_nonnull (json_object_get_string_member (row, "event"));
    }

  rows = console_run_json (console, &root, "changes --since 2100-01-01");
  g_assert_cmpuint (json_array_get_length (rows), ==, 0);
  rows = console_run_json (console, &root, "changes --since 2000-01-01 --event 1004951");
  g_assert_cmpuint (json_array_get_length (rows), ==, 0);
}

static void
test_find (Console       *console,
           gconstpointer  data)
{
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(JsonNode) other = NULL;
  g_autofree char *name = NULL;
  g_autofree char *line = NULL;
  g_autofree char *here = NULL;
  JsonArray *rows;
  JsonObject *somebody;
  guint n_found;

  console_sign_in (console);
  console_run_well (console, "sync");
  demo_server_stop (console->server);

  rows = console_run_json (console, &root, "list participants --event " EVENT);
  somebody = json_array_get_object_element (rows, json_array_get_length (rows) / 2);
  name = g_strdup (json_object_get_string_member (json_object_get_object_member (somebody, "owner"),
                                                  "last_name"));
  line = g_strdup_printf ("find \"%s\"", name);

  n_found = json_array_get_length (console_run_json (console, &other, line));
  g_assert_cmpuint (n_found, >, 0);

  console_run_line (console, line);
  console_assert (console, 0, 0);
  g_assert_cmpuint (console_count_lines (console->output), ==, n_found + 1);
  g_assert_nonnull (strstr (console->output, json_object_get_string_member (somebody,
                                                                            "id_participant")));
  g_assert_nonnull (strstr (console->output, "Nuits de l'Estuaire"));

  here = g_strconcat (line, " --event " EVENT, NULL);
  rows = console_run_json (console, &other, here);
  g_assert_cmpuint (json_array_get_length (rows), <=, n_found);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (rows, i),
                                                    "id_event"), ==, EVENT);

  /* Rows that name no event are found too, by their buyer. */
  console_run_line (console, "find m");
  console_assert (console, 0, 0);
  g_assert_cmpuint (console_count_lines (console->output), >, 20);

  console_run_line (console, "find qqqqzzzzqqqq");
  console_assert (console, 0, 1);
  g_assert_cmpstr (console->output, ==, "");
  console_run_line (console, "find qqqqzzzzqqqq --event 424242");
  console_assert (console, 1, 1);
}

/* ---- what goes wrong ---- */

static void
test_partial (Console       *console,
              gconstpointer  data)
{
  g_autoptr(JsonNode) root = NULL;

  console_sign_in (console);

  demo_server_set_fault (console->server, "malformed@/event/");
  console_run_line (console, "sync");
  console_assert (console, 5, 1);
  g_assert_nonnull (strstr (console->messages, "cut or is not of the expected form"));
  g_assert_cmpuint (json_array_get_length (console_run_json (console, &root, "status")), ==, 12);

  demo_server_set_fault (console->server, "http-401@/participant");
  console_run_line (console, "sync --full");
  console_assert (console, 3, 2);

  demo_server_set_fault (console->server, NULL);
  console_run_well (console, "sync");
}

/* An account that somebody wrote down by hand, of a service that says what a test wants. */
static void
run_scripted (Console        *console,
              ScriptedServer *server,
              const char     *line)
{
  g_autofree char *whole = g_strdup_printf ("--api-url %s --credentials '%s' %s",
                                            scripted_server_get_url (server),
                                            console->credentials, line);
  g_auto(GStrv) words = NULL;

  g_assert_true (g_shell_parse_argv (whole, NULL, &words, NULL));
  console_run_with (console, NULL, words);
}

static void
answer_with (ScriptedServer *server,
             guint           n_people)
{
  g_autoptr(GString) body = g_string_new ("{\"events\":[{\"id\":\"7\",\"name\":\"Canon\"}");

  if (n_people == 0)
    g_string_append (body, ",{\"name\":\"No number\"}");
  g_string_append (body, "],\"dates\":[],\"participants\":[");
  for (guint i = 0; i < n_people; i++)
    g_string_append_printf (body, "%s{\"id_participant\":\"%u\",\"id_event\":\"7\",\"paid\":1,"
                            "\"owner\":{\"last_name\":\"Secretname\"}}", i > 0 ? "," : "", i + 1);
  g_string_append (body, "],\"server_time\":\"2026-11-01 10:00:00\"}");

  scripted_server_answer (server, 200, body->str);
}

static void
test_skipped (Console       *console,
              gconstpointer  data)
{
  g_autoptr(ScriptedServer) server = scripted_server_new ();

  console_write (console, "[weezevent]\napi_key=" CANARY_KEY "\naccess_token=" CANARY_TOKEN "\n",
                 0600);
  answer_with (server, 0);
  run_scripted (console, server, "sync --event 7");
  g_assert_cmpint (console->status, ==, 5);
  g_assert_nonnull (strstr (console->messages, "has no number and is left out"));
}

static gint64
read_figure (Console        *console,
             ScriptedServer *server,
             const char     *figure)
{
  g_autoptr(JsonNode) root = NULL;

  run_scripted (console, server, "status --format json");
  console_assert (console, 0, 0);
  root = console_parse (console);

  return json_object_get_int_member (json_array_get_object_element (json_node_get_array (root), 0),
                                     figure);
}

/* Half of the participants vanish: they are kept until somebody says that it is right. */
static void
test_drop (Console       *console,
           gconstpointer  data)
{
  g_autoptr(ScriptedServer) server = scripted_server_new ();
  g_autoptr(JsonNode) root = NULL;

  console_write (console, "[weezevent]\napi_key=" CANARY_KEY "\naccess_token=" CANARY_TOKEN "\n",
                 0600);
  answer_with (server, 10);
  run_scripted (console, server, "sync --event 7");
  g_assert_cmpint (read_figure (console, server, "active"), ==, 10);

  answer_with (server, 5);
  for (guint i = 0; i < 3; i++)
    {
      run_scripted (console, server, "sync --event 7 --full");
      g_assert_cmpint (console->status, ==, 5);
      g_assert_nonnull (strstr (console->messages, "sync --event 7 --accept-drop"));
      g_assert_null (strstr (console->messages, "Secretname"));
      g_assert_cmpint (read_figure (console, server, "active"), ==, 10);
    }

  run_scripted (console, server, "status --format json");
  root = console_parse (console);
  g_assert_false (json_object_get_boolean_member (
                    json_array_get_object_element (json_node_get_array (root), 0), "complete"));

  run_scripted (console, server, "sync --event 7 --accept-drop");
  g_assert_null (strstr (console->messages, "--accept-drop"));
  g_assert_cmpint (read_figure (console, server, "active"), ==, 5);
  g_assert_cmpint (read_figure (console, server, "deleted"), ==, 5);
  g_assert_cmpint (read_figure (console, server, "participants"), ==, 10);
}

static void
test_usage (Console       *console,
            gconstpointer  data)
{
  static const char * const lines[] = {
    "sync now", "sync --event", "sync --event 'two words'", "sync --accept-drop",
    "sync --since 2026-01-01", "status now", "find", "find ''", "find '  '", "find a b",
    "find a --event ../a", "list", "list people", "list participants", "list dates",
    "list tickets", "list participants --event 1 --where", "list participants --event 1 --where a",
    "list participants --event 1 --where =a", "list participants --event 1 --where !=a",
    "list participants --event 1 --where nothing=a", "list participants --event 1 --sort nothing",
    "list participants --event 1 --sort -", "list events --where create_date=1",
    "list participants --event 1 --where create_date=soon",
    "list tickets --event 1 --where name=a", "list tickets --event 1 --sort name",
    "list participants events", "changes --since soon", "changes --event ''", "check-store now",
    "wipe", "wipe --event 1", "wipe --event '' --yes", "--store", "status --store",
  };

  console_sign_in (console);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_test_message ("%s", lines[i]);
      console_run_line (console, lines[i]);
      console_assert (console, 2, 1);
      g_assert_cmpstr (console->output, ==, "");
    }
}

static void
test_no_account (Console       *console,
                 gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      console_run_line (console, commands[i].line);
      console_assert (console, 3, 1);
    }
  console_run_line (console, "wipe --yes");
  console_assert (console, 3, 1);

  /* Nothing is said to be there before anything is read; a key is enough to look. */
  console_write (console, "[weezevent]\napi_key=" CANARY_KEY "\n", 0600);
  console_run_line (console, "status");
  console_assert (console, 0, 1);
  console_run_line (console, "status --format json");
  console_assert (console, 0, 0);
  g_assert_cmpstr (console->output, ==, "[]\n");
  console_run_line (console, "list participants --event 1");
  console_assert (console, 1, 1);
  console_run_line (console, "sync");
  console_assert (console, 3, 1);
}

#define ADD(path, func) \
  g_test_add ("/cli/store/" path, Console, NULL, console_set_up, func, console_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("numbers", test_numbers);
  ADD ("formats", test_formats);
  ADD ("sync-json", test_sync_json);
  ADD ("list", test_list);
  ADD ("changes", test_changes);
  ADD ("find", test_find);
  ADD ("partial", test_partial);
  ADD ("skipped", test_skipped);
  ADD ("drop", test_drop);
  ADD ("usage", test_usage);
  ADD ("no-account", test_no_account);

  return g_test_run ();
}
