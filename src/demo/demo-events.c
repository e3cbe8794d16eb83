#include "demo-organizer.h"

#include "demo-json.h"
#include "demo-time.h"

#define ORGANIZER_ID 48213

typedef struct
{
  guint       id;
  const char *label;
} SalesStatus;

static SalesStatus
get_sales_status (DemoEvent *event,
                  gint64     now)
{
  if (event->spec->flags & DEMO_EVENT_DRAFT)
    return (SalesStatus) { 5, "Non publié" };
  if (event->spec->flags & DEMO_EVENT_CLOSED)
    return (SalesStatus) { 5, "Fermé" };
  if (event->spec->flags & DEMO_EVENT_CANCELLED)
    return (SalesStatus) { 4, "Annulé" };
  if (now < event->sale_start)
    return (SalesStatus) { 2, "Bientôt en vente" };
  if (now > event->sale_end)
    return (SalesStatus) { 3, "Ventes terminées" };

  return (SalesStatus) { 1, "Ventes en cours" };
}

static guint
count_event (DemoOrganizer *self,
             DemoEvent     *event)
{
  guint sold = 0;

  for (guint i = 0; i < event->n_tickets; i++)
    sold += demo_rows_count (self->rows, event->first_ticket + i, self->now).sold;

  return sold;
}

static void
append_event (DemoOrganizer *self,
              DemoEvent     *event,
              guint          sold,
              GString       *text)
{
  SalesStatus status = get_sales_status (event, self->now);

  demo_json_open (text, NULL, '{');
  demo_json_int (text, "id", event->spec->id);
  demo_json_int (text, "id_orga", ORGANIZER_ID);
  demo_json_string (text, "name", event->name);
  demo_json_open (text, "date", '{');
  demo_json_time (text, "start", event->start, event->spec->zone);
  if (event->spec->flags & DEMO_EVENT_OPEN_END)
    demo_json_string (text, "end", "");
  else
    demo_json_time (text, "end", event->end, event->spec->zone);
  demo_json_close (text, '}');
  demo_json_int (text, "participants", sold);
  demo_json_int (text, "multiple_dates", event->n_dates > 0);
  demo_json_open (text, "sales_status", '{');
  demo_json_int (text, "id_status", status.id);
  demo_json_string (text, "libelle_status", status.label);
  demo_json_close (text, '}');
  demo_json_close (text, '}');
}

void
demo_answer_events (DemoOrganizer *self,
                    DemoQuery     *query,
                    GString       *text)
{
  gboolean drafts = demo_query_flag (query, "include_not_published", TRUE);
  gboolean closed = demo_query_flag (query, "include_closed", FALSE);
  gboolean unsold = demo_query_flag (query, "include_without_sales", FALSE);

  demo_json_open (text, NULL, '{');
  demo_json_open (text, "events", '[');
  for (guint i = 0; i < self->season->events->len; i++)
    {
      DemoEvent *event = demo_season_get_event (self->season, i);
      guint sold = count_event (self, event);

      if ((!drafts && event->spec->flags & DEMO_EVENT_DRAFT) ||
          (!closed && (event->spec->flags & DEMO_EVENT_CLOSED || event->end < self->now)) ||
          (!unsold && sold == 0))
        continue;

      append_event (self, event, sold, text);
    }
  demo_json_close (text, ']');
  demo_json_close (text, '}');
}

/* The events asked for, in the order asked; NULL ends the list. */
static DemoEvent **
dup_events (DemoOrganizer *self,
            DemoQuery     *query)
{
  g_auto(GStrv) ids = demo_query_dup_values (query, "id_event");
  GPtrArray *events = g_ptr_array_new ();
  guint index;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (demo_season_find_event (self->season, ids[i], &index) &&
        !g_ptr_array_find (events, demo_season_get_event (self->season, index), NULL))
      g_ptr_array_add (events, demo_season_get_event (self->season, index));
  g_ptr_array_add (events, NULL);

  return (DemoEvent **) g_ptr_array_free (events, FALSE);
}

void
demo_answer_dates (DemoOrganizer *self,
                   DemoQuery     *query,
                   GString       *text)
{
  gboolean passed = demo_query_flag (query, "display_passed", FALSE);
  g_autofree DemoEvent **events = dup_events (self, query);

  demo_json_open (text, NULL, '{');
  demo_json_open (text, "dates", '[');
  for (guint e = 0; events[e] != NULL; e++)
    for (guint d = 0; d < events[e]->n_dates; d++)
      {
        DemoDate *date = demo_season_get_date (self->season, events[e]->first_date + d);

        if (!passed && date->start < self->now)
          continue;

        demo_json_open (text, NULL, '{');
        demo_json_int (text, "id", date->id);
        demo_json_int (text, "id_event", events[e]->spec->id);
        demo_json_time (text, "date", date->start, events[e]->spec->zone);
        demo_json_open (text, "tickets", '[');
        for (guint t = 0; t < events[e]->n_tickets; t++)
          if (date->tickets >> t & 1)
            {
              guint ticket = events[e]->first_ticket + t;
              g_autofree char *id =
                demo_season_dup_ticket_id (demo_season_get_ticket (self->season, ticket));

              demo_json_string (text, NULL, id);
            }
        demo_json_close (text, ']');
        demo_json_close (text, '}');
      }
  demo_json_close (text, ']');
  demo_json_close (text, '}');
}

static void
append_sale_time (GString    *text,
                  const char *name,
                  gint64      moment)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (moment);
  g_autofree char *formatted = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+0000");

  if (moment == 0)
    demo_json_null (text, name);
  else
    demo_json_string (text, name, formatted);
}

static void
append_tickets (DemoOrganizer *self,
                DemoEvent     *event,
                int            category,
                GString       *text)
{
  gboolean opened = FALSE;

  for (guint i = 0; i < event->n_tickets; i++)
    {
      guint index = event->first_ticket + i;
      DemoTicket *ticket = demo_season_get_ticket (self->season, index);
      g_autofree char *id = demo_season_dup_ticket_id (ticket);

      if (ticket->spec->category != category)
        continue;

      if (!opened)
        demo_json_open (text, "tickets", '[');
      opened = TRUE;

      demo_json_open (text, NULL, '{');
      if (ticket->spec->flags & DEMO_TICKET_NUMBER_ID)
        demo_json_int (text, "id", ticket->id);
      else
        demo_json_string (text, "id", id);
      demo_json_string (text, "name", ticket->spec->name);
      demo_json_cents (text, "price", ticket->spec->price);
      if (!(ticket->spec->flags & DEMO_TICKET_BARE))
        {
          demo_json_int (text, "participants", demo_rows_count (self->rows, index, self->now).sold);
          demo_json_int (text, event->spec->flags & DEMO_EVENT_QUOTAS ? "quotas" : "quota",
                         ticket->quota);
        }
      if (ticket->spec->group > 1)
        demo_json_int (text, "group_size", ticket->spec->group);
      append_sale_time (text, "start_sale", ticket->sale_start);
      append_sale_time (text, "end_sale", ticket->sale_end);
      demo_json_close (text, '}');
    }

  if (opened)
    demo_json_close (text, ']');
}

static void
append_categories (DemoOrganizer *self,
                   DemoEvent     *event,
                   int            parent,
                   GString       *text)
{
  const DemoCategorySpec *categories = event->spec->categories;
  gboolean opened = FALSE;

  for (int i = 0; categories != NULL && categories[i].name != NULL; i++)
    {
      if (categories[i].parent != parent)
        continue;

      if (!opened)
        demo_json_open (text, "categories", '[');
      opened = TRUE;

      demo_json_open (text, NULL, '{');
      /* Numbers and strings side by side, as in the document. */
      if (i % 3 == 0)
        demo_json_int (text, "id", event->spec->category_id + i);
      else
        demo_json_format (text, "id", "%u", event->spec->category_id + i);
      demo_json_string (text, "name", categories[i].name);
      append_tickets (self, event, i, text);
      append_categories (self, event, i, text);
      demo_json_close (text, '}');
    }

  if (opened)
    demo_json_close (text, ']');
}

void
demo_answer_tickets (DemoOrganizer *self,
                     DemoQuery     *query,
                     GString       *text)
{
  g_autofree DemoEvent **events = dup_events (self, query);

  demo_json_open (text, NULL, '{');
  demo_json_open (text, "events", '[');
  for (guint i = 0; events[i] != NULL; i++)
    {
      demo_json_open (text, NULL, '{');
      demo_json_int (text, "id", events[i]->spec->id);
      demo_json_string (text, "name", events[i]->name);
      append_tickets (self, events[i], -1, text);
      append_categories (self, events[i], -1, text);
      demo_json_close (text, '}');
    }
  demo_json_close (text, ']');
  demo_json_close (text, '}');
}

gboolean
demo_answer_stats (DemoOrganizer *self,
                   DemoQuery     *query,
                   const char    *ticket,
                   GString       *text)
{
  const char *date_id = demo_query_get (query, "id_date");
  DemoCount count = { 0 };
  guint index, date;

  if (!demo_season_find_ticket (self->season, ticket, &index))
    return FALSE;

  if (date_id == NULL || *date_id == '\0' || g_str_equal (date_id, "0"))
    count = demo_rows_count (self->rows, index, self->now);
  else if (demo_season_find_date (self->season, date_id, &date))
    count = demo_rows_count_date (self->rows, index, date, self->now);

  demo_json_open (text, NULL, '{');
  demo_json_open (text, "stats", '{');
  demo_json_int (text, "total", count.sold);
  demo_json_int (text, "scanned", count.in + count.out);
  demo_json_int (text, "in", count.in);
  demo_json_int (text, "out", count.out);
  demo_json_close (text, '}');
  demo_json_close (text, '}');

  return TRUE;
}
