#include "demo-season.h"

#include <math.h>
#include <string.h>

#include "demo-time.h"

#define DEFAULT_PARTICIPANTS 6000
/* Those of events to come have not all bought yet. */
#define PLANNED_FOR_EACH_SOLD 1.45

static guint
count_tickets (const DemoEventSpec *spec)
{
  guint n = 0;

  while (spec->tickets[n].name != NULL)
    n++;

  return n;
}

static double
expected_sales (const DemoEventSpec *spec)
{
  double sales = 0;

  for (guint i = 0; spec->tickets[i].name != NULL; i++)
    sales += spec->tickets[i].capacity * spec->tickets[i].fill / 100.0 * spec->size / 100.0;

  return sales;
}

/* Quotas are round figures, and 0 where nobody set one. */
static guint
round_quota (double capacity)
{
  double step = capacity < 50 ? 5 : capacity < 500 ? 10 : 50;

  return capacity <= 0 ? 0 : (guint) (ceil (capacity / step) * step);
}

static gint64
full_hour (gint64 moment)
{
  return moment - moment % (60 * 60);
}

static void
add_tickets (DemoSeason *self,
             DemoEvent  *event,
             guint       index)
{
  const DemoEventSpec *spec = event->spec;

  event->first_ticket = self->tickets->len;
  event->n_tickets = count_tickets (spec);

  for (guint i = 0; i < event->n_tickets; i++)
    {
      const DemoTicketSpec *ticket_spec = &spec->tickets[i];
      gint64 length = event->sale_end - event->sale_start;
      DemoTicket ticket = {
        .spec = ticket_spec,
        .id = spec->ticket_id + i,
        .event = index,
        .quota = round_quota (ticket_spec->capacity * self->scale * spec->size / 100.0),
        .sale_start = ticket_spec->from == 0
          ? 0
          : full_hour (event->sale_start + length * ticket_spec->from / 100),
        .sale_end = full_hour (event->sale_start + length * ticket_spec->to / 100),
      };

      /* Nobody sells Friday's tickets on Sunday. */
      if (spec->form == DEMO_FORM_FESTIVAL)
        ticket.sale_end =
          MIN (ticket.sale_end, event->start + (ticket_spec->day * 24 + 9) * 60 * 60);

      g_array_append_val (self->tickets, ticket);
    }
}

static void
add_dates (DemoSeason *self,
           DemoEvent  *event,
           guint       index)
{
  const DemoEventSpec *spec = event->spec;

  event->first_date = self->dates->len;
  for (guint i = 0; spec->dates != NULL && spec->dates[i] != NO_DATE; i++)
    {
      DemoDate date = {
        .id = spec->ticket_id / 10 + i,
        .event = index,
        .start = demo_time_at (self->anchor, spec->dates[i], spec->start, spec->zone),
      };

      for (guint ticket = 0; ticket < event->n_tickets; ticket++)
        if (!(spec->tickets[ticket].flags & DEMO_TICKET_SOME_DATES) || i % 3 == 0)
          date.tickets |= G_GUINT64_CONSTANT (1) << ticket;

      g_array_append_val (self->dates, date);
      event->n_dates++;
    }

  if (event->n_dates > 0)
    event->end = demo_season_get_date (self, event->first_date + event->n_dates - 1)->start +
                 spec->length * 60;
}

static gint64
closing_time (DemoSeason *self,
              DemoEvent  *event)
{
  const DemoEventSpec *spec = event->spec;

  if (spec->flags & DEMO_EVENT_CANCELLED)
    return demo_time_at (self->anchor, -3, 18 * 60, NULL);

  switch (spec->form)
    {
    case DEMO_FORM_RACE:
      return event->start - 48 * 60 * 60;
    case DEMO_FORM_GALA:
      return event->start - 24 * 60 * 60;
    case DEMO_FORM_FESTIVAL:
    case DEMO_FORM_NONE:
    default:
      return event->end - 60 * 60;
    }
}

DemoSeason *
demo_season_new (gint64 anchor,
                 guint  participants,
                 guint  n_events)
{
  DemoSeason *self = g_new0 (DemoSeason, 1);
  double expected = 0;

  if (n_events == 0)
    n_events = demo_n_event_specs;
  self->anchor = anchor;
  self->events = g_array_new (FALSE, TRUE, sizeof (DemoEvent));
  self->tickets = g_array_new (FALSE, TRUE, sizeof (DemoTicket));
  self->dates = g_array_new (FALSE, TRUE, sizeof (DemoDate));

  for (guint i = 0; i < n_events; i++)
    expected += expected_sales (&demo_event_specs[i]);
  self->scale =
    (participants == 0 ? DEFAULT_PARTICIPANTS : participants) * PLANNED_FOR_EACH_SOLD / expected;

  for (guint i = 0; i < n_events; i++)
    {
      const DemoEventSpec *spec = &demo_event_specs[i];
      DemoEvent event = { .spec = spec };

      event.start = demo_time_at (anchor, spec->first_day, spec->start, spec->zone);
      event.end = event.start + spec->length * 60;
      event.sale_start = demo_time_at (anchor, spec->sale_day, 10 * 60, NULL);
      event.name = g_str_has_suffix (spec->name, "%d")
        ? g_strdup_printf ("%.*s%d", (int) strlen (spec->name) - 2, spec->name,
                           demo_time_year (event.start))
        : g_strdup (spec->name);

      event.sale_end = closing_time (self, &event);
      if (spec->dates != NULL)
        for (guint date = 0; spec->dates[date] != NO_DATE; date++)
          event.sale_end = demo_time_at (anchor, spec->dates[date], spec->start, spec->zone);

      add_tickets (self, &event, i);
      add_dates (self, &event, i);
      g_array_append_val (self->events, event);
    }

  return self;
}

void
demo_season_free (DemoSeason *self)
{
  for (guint i = 0; i < self->events->len; i++)
    g_free (demo_season_get_event (self, i)->name);
  g_array_unref (self->events);
  g_array_unref (self->tickets);
  g_array_unref (self->dates);
  g_free (self);
}

DemoEvent *
demo_season_get_event (DemoSeason *self,
                       guint       index)
{
  return &g_array_index (self->events, DemoEvent, index);
}

DemoTicket *
demo_season_get_ticket (DemoSeason *self,
                        guint       index)
{
  return &g_array_index (self->tickets, DemoTicket, index);
}

DemoDate *
demo_season_get_date (DemoSeason *self,
                      guint       index)
{
  return &g_array_index (self->dates, DemoDate, index);
}

gboolean
demo_season_find_event (DemoSeason *self,
                        const char *id,
                        guint      *index)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      g_autofree char *own = g_strdup_printf ("%u", demo_season_get_event (self, i)->spec->id);

      if (g_str_equal (own, id))
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}

char *
demo_season_dup_ticket_id (const DemoTicket *ticket)
{
  return ticket->spec->code != NULL
    ? g_strdup_printf ("%s%u", ticket->spec->code, ticket->id)
    : g_strdup_printf ("%u", ticket->id);
}

gboolean
demo_season_find_ticket (DemoSeason *self,
                         const char *id,
                         guint      *index)
{
  for (guint i = 0; i < self->tickets->len; i++)
    {
      g_autofree char *own = demo_season_dup_ticket_id (demo_season_get_ticket (self, i));

      if (g_str_equal (own, id))
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
demo_season_find_date (DemoSeason *self,
                       const char *id,
                       guint      *index)
{
  for (guint i = 0; i < self->dates->len; i++)
    {
      g_autofree char *own = g_strdup_printf ("%u", demo_season_get_date (self, i)->id);

      if (g_str_equal (own, id))
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}
