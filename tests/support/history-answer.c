#include "history-answer.h"

#include <string.h>

#include "demo-json.h"

#define DAY (24 * 60 * 60)

/* "/event" is above "/event/1/details" and "/event", not above "/events"; "/" above all. */
gboolean
history_path_is_under (const char *path,
                       const char *above)
{
  gsize length = strlen (above);

  return g_str_equal (above, "/") ||
         (g_str_has_prefix (path, above) && (path[length] == '\0' || path[length] == '/'));
}

static guint
count_rows (HistoryWorld *world,
            HistoryEvent *event,
            const char   *ticket)
{
  guint n = 0;

  for (guint i = 0; i < world->rows->len; i++)
    {
      HistoryRow *row = g_ptr_array_index (world->rows, i);

      n += row->event == event && !row->deleted && row->paid &&
           (ticket == NULL || g_str_equal (row->ticket, ticket));
    }

  return n;
}

static gboolean
is_wanted (char         **ids,
           HistoryEvent  *event)
{
  g_autofree char *id = g_strdup_printf ("%u", event->id);

  return ids == NULL || g_strv_contains ((const char * const *) ids, id);
}

static gboolean
is_shown (HistoryEvent *event,
          DemoQuery    *query)
{
  switch (event->state)
    {
    case HISTORY_EVENT_NOT_PUBLISHED:
      return demo_query_flag (query, "include_not_published", TRUE);
    case HISTORY_EVENT_CLOSED:
      return demo_query_flag (query, "include_closed", FALSE);
    case HISTORY_EVENT_WITHOUT_SALES:
      return demo_query_flag (query, "include_without_sales", FALSE);
    case HISTORY_EVENT_SHOWN:
    default:
      return TRUE;
    }
}

static void
append_event (HistoryWorld *world,
              HistoryEvent *event,
              GString      *text)
{
  gboolean over = event->state == HISTORY_EVENT_CLOSED;

  demo_json_open (text, NULL, '{');
  demo_json_int (text, "id", event->id);
  demo_json_string (text, "name", event->name);
  demo_json_open (text, "date", '{');
  demo_json_time (text, "start", event->start, NULL);
  demo_json_time (text, "end", event->start + DAY, NULL);
  demo_json_close (text, '}');
  demo_json_int (text, "participants", count_rows (world, event, NULL));
  demo_json_int (text, "multiple_dates", event->n_dates > 0);
  demo_json_open (text, "sales_status", '{');
  demo_json_int (text, "id_status", over ? 3 : 1);
  demo_json_string (text, "libelle_status", over ? "Ventes terminées" : "Ventes en cours");
  demo_json_close (text, '}');
  demo_json_close (text, '}');
}

static void
append_dates (HistoryEvent *event,
              GString      *text)
{
  for (guint i = 0; i < event->n_dates; i++)
    {
      demo_json_open (text, NULL, '{');
      demo_json_int (text, "id", event->id * 10 + i);
      demo_json_int (text, "id_event", event->id);
      demo_json_time (text, "date", event->start + (gint64) i * DAY, NULL);
      demo_json_open (text, "tickets", '[');
      for (guint j = 0; j < event->tickets->len; j++)
        {
          HistoryTicket *ticket = g_ptr_array_index (event->tickets, j);

          demo_json_string (text, NULL, ticket->id);
        }
      demo_json_close (text, ']');
      demo_json_close (text, '}');
    }
}

static void
append_tickets (HistoryWorld *world,
                HistoryEvent *event,
                guint         category,
                GString      *text)
{
  gboolean opened = FALSE;

  for (guint i = 0; i < event->tickets->len; i++)
    {
      HistoryTicket *ticket = g_ptr_array_index (event->tickets, i);

      if (ticket->category != category)
        continue;

      if (!opened)
        demo_json_open (text, "tickets", '[');
      opened = TRUE;
      demo_json_open (text, NULL, '{');
      demo_json_string (text, "id", ticket->id);
      demo_json_string (text, "name", ticket->name);
      demo_json_cents (text, "price", ticket->price);
      demo_json_int (text, "participants", count_rows (world, event, ticket->id));
      demo_json_int (text, "quotas", ticket->quota);
      demo_json_null (text, "start_sale");
      demo_json_iso (text, "end_sale", event->start, "UTC");
      demo_json_close (text, '}');
    }
  if (opened)
    demo_json_close (text, ']');
}

/* What is above holds what is below; a list that would be empty is left out. */
static void
append_level (HistoryWorld *world,
              HistoryEvent *event,
              guint         above,
              GString      *text)
{
  gboolean opened = FALSE;

  append_tickets (world, event, above, text);

  for (guint i = 0; i < event->categories->len; i++)
    {
      HistoryCategory *category = g_ptr_array_index (event->categories, i);

      if (category->parent != above)
        continue;

      if (!opened)
        demo_json_open (text, "categories", '[');
      opened = TRUE;
      demo_json_open (text, NULL, '{');
      demo_json_format (text, "id", "%u", category->id);
      demo_json_string (text, "name", category->name);
      append_level (world, event, category->id, text);
      demo_json_close (text, '}');
    }
  if (opened)
    demo_json_close (text, ']');
}

static void
append_tree (HistoryWorld *world,
             HistoryEvent *event,
             GString      *text)
{
  demo_json_open (text, NULL, '{');
  demo_json_int (text, "id", event->id);
  demo_json_string (text, "name", event->name);
  append_level (world, event, 0, text);
  demo_json_close (text, '}');
}

/* /events, /dates and /tickets are lists of something for each event. */
static void
answer_events (HistoryWorld    *world,
               HistoryQuestion *question,
               GString         *text)
{
  gboolean dates = g_str_equal (question->path, "/dates");
  gboolean trees = g_str_equal (question->path, "/tickets");
  g_auto(GStrv) ids = demo_query_dup_values (question->query, "id_event");

  demo_json_open (text, NULL, '{');
  demo_json_open (text, dates ? "dates" : "events", '[');
  for (guint i = 0; i < world->events->len; i++)
    {
      HistoryEvent *event = g_ptr_array_index (world->events, i);

      if (question->fault == HISTORY_FAULT_EMPTY_LIE)
        break;

      if (!dates && !trees && is_shown (event, question->query))
        append_event (world, event, text);
      else if (dates && is_wanted (ids, event))
        append_dates (event, text);
      else if (trees && is_wanted (ids, event))
        append_tree (world, event, text);
    }
  demo_json_close (text, ']');
  demo_json_close (text, '}');
}

static gboolean
answer_details (HistoryWorld *world,
                const char   *id,
                GString      *text)
{
  for (guint i = 0; i < world->events->len; i++)
    {
      HistoryEvent *event = g_ptr_array_index (world->events, i);
      g_autofree char *own = g_strdup_printf ("%u", event->id);

      if (!g_str_equal (own, id))
        continue;

      demo_json_open (text, NULL, '{');
      demo_json_iso (text, "last_update", world->now, NULL);
      demo_json_open (text, "events", '{');
      demo_json_string (text, "id", own);
      demo_json_string (text, "title", event->name);
      demo_json_string (text, "description", "<p>Un événement d'essai</p>");
      demo_json_open (text, "period", '{');
      demo_json_time (text, "start", event->start, NULL);
      demo_json_time (text, "end", event->start + DAY, NULL);
      demo_json_string (text, "timezone", "Europe/Paris");
      demo_json_close (text, '}');
      demo_json_open (text, "organizer", '{');
      demo_json_string (text, "organization_name", "Association d'essai");
      demo_json_close (text, '}');
      demo_json_close (text, '}');
      demo_json_close (text, '}');
      return TRUE;
    }

  return FALSE;
}

static void
answer_stats (HistoryWorld *world,
              const char   *id,
              GString      *text)
{
  guint total = 0;
  guint n[3] = { 0 };

  for (guint i = 0; i < world->rows->len; i++)
    {
      HistoryRow *row = g_ptr_array_index (world->rows, i);

      if (row->deleted || !row->paid || !g_str_equal (row->ticket, id))
        continue;

      total++;
      n[row->scan]++;
    }

  demo_json_open (text, NULL, '{');
  demo_json_open (text, "stats", '{');
  demo_json_int (text, "total", total);
  demo_json_int (text, "scanned", n[1] + n[2]);
  demo_json_int (text, "in", n[1]);
  demo_json_int (text, "out", n[2]);
  demo_json_close (text, '}');
  demo_json_close (text, '}');
}

/* FALSE for what nobody asks this service. */
static gboolean
answer_others (HistoryWorld    *world,
               HistoryQuestion *question,
               GString         *text)
{
  g_auto(GStrv) parts = g_strsplit (question->path + 1, "/", -1);
  guint n_parts = g_strv_length (parts);

  if (n_parts == 3 && g_str_equal (parts[0], "event") && g_str_equal (parts[2], "details"))
    return answer_details (world, parts[1], text);

  if (n_parts == 3 && g_str_equal (parts[0], "tickets") && g_str_equal (parts[2], "stats"))
    answer_stats (world, parts[1], text);
  else if (g_str_equal (question->path, "/auth/access_token"))
    g_string_append (text, "{\"accessToken\":\"f4b6b917cee00f13d57e3c84f56656b9\"}");
  else if (g_str_equal (question->path, "/scan/settings"))
    g_string_append (text, "{\"settings\":{\"sync_interval\":\"120\",\"scan_mode\":\"0\"}}");
  else if (g_str_equal (question->path, "/event/categories"))
    g_string_append (text, "{\"last_update\":\"2026-05-24T16:02:27+02:00\",\"event_categories\":["
                           "{\"id\":\"14\",\"name\":\"Soir\\u00e9e\",\"name_other\":\"Party\"},"
                           "{\"id\":\"38\",\"name\":\"Dons\",\"name_other\":\"Gifts\"}]}");
  else
    return FALSE;

  return TRUE;
}

/* The path without a slash at its end, please. Faults of the connection are left to the server. */
void
history_answer (HistoryWorld    *world,
                HistoryQuestion *question,
                DemoReply       *reply)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *path = question->path;

  reply->status = 200;

  if (g_str_equal (path, "/participant/list"))
    {
      g_auto(GStrv) ids = demo_query_dup_values (question->query, "id_event");

      /* So does the service with a parameter that is no array. */
      if (ids == NULL || demo_query_has_scalar (question->query, "id_event"))
        {
          demo_reply_set_error (reply, 500, "Exception", "Internal error");
          return;
        }
      history_answer_list (world, question, text);
    }
  else if (g_str_equal (path, "/events") || g_str_equal (path, "/dates") ||
           g_str_equal (path, "/tickets"))
    {
      answer_events (world, question, text);
    }
  else if (!answer_others (world, question, text))
    {
      demo_reply_set_error (reply, 404, "NotFound", "Not found");
      return;
    }

  demo_reply_set_text (reply, g_steal_pointer (&text));
}
