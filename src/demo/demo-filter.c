#include "demo-filter.h"

#include <string.h>

/* last_update gives back more than was asked, as the service does: clients must not rely on it. */
#define OVERLAP (24 * 60 * 60)

static void
read_pairs (DemoFilter    *self,
            DemoOrganizer *organizer,
            DemoQuery     *query)
{
  g_auto(GStrv) tuples = demo_query_dup_tuples (query, "date_ticket");

  if (tuples == NULL)
    return;

  self->pairs = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; tuples[i] != NULL; i += 2)
    {
      guint date, ticket, pair;

      if (demo_season_find_date (organizer->season, tuples[i], &date) &&
          demo_season_find_ticket (organizer->season, tuples[i + 1], &ticket))
        {
          pair = (date + 1) << 16 | ticket;
          g_array_append_val (self->pairs, pair);
        }
    }
}

DemoFilter *
demo_filter_new (DemoOrganizer *organizer,
                 DemoQuery     *query)
{
  DemoFilter *self = g_new0 (DemoFilter, 1);
  g_auto(GStrv) events = demo_query_dup_values (query, "id_event");
  g_auto(GStrv) tickets = demo_query_dup_values (query, "id_ticket");
  guint index;

  if (events != NULL)
    self->events = g_new0 (guint8, organizer->season->events->len);
  for (guint i = 0; events != NULL && events[i] != NULL; i++)
    if (demo_season_find_event (organizer->season, events[i], &index))
      self->events[index] = TRUE;

  if (tickets != NULL)
    self->tickets = g_new0 (guint8, organizer->season->tickets->len);
  for (guint i = 0; tickets != NULL && tickets[i] != NULL; i++)
    if (demo_season_find_ticket (organizer->season, tickets[i], &index))
      self->tickets[index] = TRUE;

  read_pairs (self, organizer, query);
  self->references = demo_query_dup_values (query, "transaction_reference");

  self->after = G_MININT64;
  if (demo_query_time (query, "last_update", FALSE, &self->after) && self->after <= organizer->now)
    self->after -= OVERLAP;
  self->before = G_MAXINT64;
  demo_query_time (query, "last_update_before", FALSE, &self->before);

  self->only_deleted = demo_query_flag (query, "return_removed", FALSE);
  self->with_deleted = self->only_deleted || demo_query_flag (query, "include_deleted", FALSE);
  self->with_unpaid = demo_query_flag (query, "include_unpaid", FALSE);

  return self;
}

void
demo_filter_free (DemoFilter *self)
{
  g_free (self->tickets);
  g_free (self->events);
  g_clear_pointer (&self->pairs, g_array_unref);
  g_strfreev (self->references);
  g_free (self);
}

static gboolean
has_pair (DemoFilter    *self,
          const DemoRow *row)
{
  for (guint i = 0; i < self->pairs->len; i++)
    if (g_array_index (self->pairs, guint, i) == ((guint) row->date << 16 | row->ticket))
      return TRUE;

  return FALSE;
}

char *
demo_row_dup_reference (DemoOrganizer *organizer,
                        const DemoRow *row)
{
  DemoTicket *ticket = demo_season_get_ticket (organizer->season, row->ticket);

  return g_strdup_printf ("C%uE%uO%u",
                          row->order % 29 + 1,
                          demo_season_get_event (organizer->season, ticket->event)->spec->id,
                          row->order);
}

static gboolean
has_reference (DemoFilter    *self,
               DemoOrganizer *organizer,
               const DemoRow *row)
{
  for (guint i = 0; self->references[i] != NULL; i++)
    {
      const char *order = strrchr (self->references[i], 'O');
      g_autofree char *own = NULL;

      if (order == NULL || g_ascii_strtoull (order + 1, NULL, 10) != row->order)
        continue;

      own = demo_row_dup_reference (organizer, row);
      if (g_str_equal (own, self->references[i]))
        return TRUE;
    }

  return FALSE;
}

/* Whatever the row's state: events narrow the choice, tickets and dates with tickets add up. */
gboolean
demo_filter_matches (DemoFilter    *self,
                     DemoOrganizer *organizer,
                     const DemoRow *row)
{
  gint64 updated;

  if (self->events != NULL &&
      !self->events[demo_season_get_ticket (organizer->season, row->ticket)->event])
    return FALSE;

  if ((self->tickets != NULL || self->pairs != NULL) &&
      !(self->tickets != NULL && self->tickets[row->ticket]) &&
      !(self->pairs != NULL && has_pair (self, row)))
    return FALSE;

  updated = demo_row_get_updated (row, organizer->now);
  if (updated < self->after || updated > self->before)
    return FALSE;

  return self->references == NULL || has_reference (self, organizer, row);
}

gboolean
demo_filter_shows (DemoFilter    *self,
                   DemoOrganizer *organizer,
                   const DemoRow *row)
{
  gboolean deleted = demo_row_is_deleted (row, organizer->now);

  return (self->with_unpaid || demo_row_is_paid (row, organizer->now)) &&
         (deleted ? self->with_deleted : !self->only_deleted);
}
