#include "history-world.h"

#define HOUR       (60 * 60)
#define DAY        (24 * HOUR)
#define MAX_EVENTS 5
#define TRIES      8

typedef void (*Edit) (HistoryWorld *self, gint64 now, DemoRandom *random);

static HistoryEvent *
draw_event (HistoryWorld *self,
            DemoRandom   *random)
{
  return g_ptr_array_index (self->events, demo_random_below (random, self->events->len));
}

/* NULL when there are none. */
static HistoryRow *
draw_row (HistoryWorld *self,
          DemoRandom   *random)
{
  return self->rows->len > 0
    ? g_ptr_array_index (self->rows, demo_random_below (random, self->rows->len))
    : NULL;
}

static void
add_last (HistoryWorld *self,
          gint64        now,
          DemoRandom   *random)
{
  HistoryEvent *event = draw_event (self, random);
  /* An order, or the rush when sales open. */
  guint n = demo_random_odds (random, 40) ? 20 : 1 + demo_random_below (random, 4);

  for (guint i = 0; i < n; i++)
    history_world_add_row (self, event, FALSE, now, random);
}

static void
add_first (HistoryWorld *self,
           gint64        now,
           DemoRandom   *random)
{
  history_world_add_row (self, draw_event (self, random), TRUE, now, random);
}

static void
edit_names (HistoryWorld *self,
            gint64        now,
            DemoRandom   *random)
{
  HistoryRow *row = draw_row (self, random);

  if (row == NULL)
    return;

  history_row_draw_names (row, random);
  row->updated = now;
}

static void
edit_email (HistoryWorld *self,
            gint64        now,
            DemoRandom   *random)
{
  HistoryRow *row = draw_row (self, random);

  if (row == NULL)
    return;

  history_row_draw_email (row, random);
  row->updated = now;
}

static void
edit_answers (HistoryWorld *self,
              gint64        now,
              DemoRandom   *random)
{
  HistoryRow *row = draw_row (self, random);

  if (row == NULL)
    return;

  row->answers += 1 + demo_random_below (random, 4);
  row->updated = now;
}

static void
refund (HistoryWorld *self,
        gint64        now,
        DemoRandom   *random)
{
  HistoryRow *row = draw_row (self, random);

  if (row == NULL)
    return;

  row->refund = TRUE;
  row->deleted |= demo_random_odds (random, 500);
  row->updated = now;
}

static void
set_deleted (HistoryWorld *self,
             gint64        now,
             DemoRandom   *random)
{
  HistoryRow *row = draw_row (self, random);

  if (row == NULL)
    return;

  row->deleted = TRUE;
  row->updated = now;
}

static void
set_undeleted (HistoryWorld *self,
               gint64        now,
               DemoRandom   *random)
{
  for (guint i = 0; i < TRIES; i++)
    {
      HistoryRow *row = draw_row (self, random);

      if (row != NULL && row->deleted)
        {
          row->deleted = FALSE;
          row->updated = now;
          return;
        }
    }
}

static void
pay (HistoryWorld *self,
     gint64        now,
     DemoRandom   *random)
{
  for (guint i = 0; i < TRIES; i++)
    {
      HistoryRow *row = draw_row (self, random);

      if (row != NULL && !row->paid)
        {
          row->paid = TRUE;
          row->updated = now;
          return;
        }
    }
}

static void
move_to_ticket (HistoryWorld *self,
                gint64        now,
                DemoRandom   *random)
{
  HistoryRow *row = draw_row (self, random);
  HistoryTicket *ticket;

  if (row == NULL || row->event->tickets->len == 0)
    return;

  ticket = g_ptr_array_index (row->event->tickets,
                              demo_random_below (random, row->event->tickets->len));
  g_set_str (&row->ticket, ticket->id);
  row->updated = now;
}

/* In, out, in again: no update of the participant. */
static void
scan (HistoryWorld *self,
      gint64        now,
      DemoRandom   *random)
{
  guint n = 1 + demo_random_below (random, 6);

  for (guint i = 0; i < n; i++)
    {
      HistoryRow *row = draw_row (self, random);

      if (row == NULL || row->deleted)
        continue;

      row->scan = row->scan == 1 ? 2 : 1;
      row->scanned = now;
    }
}

static void
vanish (HistoryWorld *self,
        gint64        now,
        DemoRandom   *random)
{
  if (self->rows->len > 0)
    g_ptr_array_add (self->gone,
                     g_ptr_array_steal_index (self->rows,
                                              demo_random_below (random, self->rows->len)));
}

/* One that had vanished is listed again, as if nothing had been. */
static void
come_back (HistoryWorld *self,
           gint64        now,
           DemoRandom   *random)
{
  guint place = demo_random_below (random, self->rows->len + 1);

  if (self->gone->len > 0)
    g_ptr_array_insert (self->rows, (int) place,
                        g_ptr_array_steal_index (self->gone,
                                                 demo_random_below (random, self->gone->len)));
}

static void
edit_ticket (HistoryWorld *self,
             HistoryEvent *event,
             DemoRandom   *random)
{
  guint index = demo_random_below (random, event->tickets->len);
  HistoryTicket *ticket = g_ptr_array_index (event->tickets, index);

  switch (demo_random_below (random, 4))
    {
    case 0:
      g_free (ticket->name);
      ticket->name = g_strdup_printf ("Tarif %s nº%u", ticket->id, demo_random_below (random, 100));
      break;

    case 1:
      ticket->price += 100;
      break;

    case 2:
      ticket->category = 0;
      if (event->categories->len > 0 && demo_random_odds (random, 800))
        {
          guint in = demo_random_below (random, event->categories->len);

          ticket->category = ((HistoryCategory *) g_ptr_array_index (event->categories, in))->id;
        }
      break;

    case 3:
    default:
      /* Whoever holds it keeps it. */
      g_ptr_array_remove_index (event->tickets, index);
      break;
    }
}

static void
edit_tree (HistoryWorld *self,
           gint64        now,
           DemoRandom   *random)
{
  HistoryEvent *event = draw_event (self, random);
  guint choice = demo_random_below (random, 6);

  if (choice == 0)
    {
      history_world_add_category (self, event, random);
    }
  else if (choice == 1 && event->categories->len > 0)
    {
      HistoryCategory *category =
        g_ptr_array_index (event->categories, demo_random_below (random, event->categories->len));

      g_free (category->name);
      category->name = g_strdup_printf ("Zone %u", demo_random_below (random, 100));
    }
  else if (choice == 2 || event->tickets->len == 0)
    {
      history_world_add_ticket (self, event, random);
    }
  else
    {
      edit_ticket (self, event, random);
    }
}

static void
rename_event (HistoryWorld *self,
              gint64        now,
              DemoRandom   *random)
{
  HistoryEvent *event = draw_event (self, random);

  g_free (event->name);
  event->name = g_strdup_printf ("Événement %u (%u)", event->id, demo_random_below (random, 1000));
}

static void
add_event (HistoryWorld *self,
           gint64        now,
           DemoRandom   *random)
{
  HistoryEvent *event;
  guint n;

  if (self->events->len >= MAX_EVENTS)
    return;

  event = history_world_add_event (self, random);
  n = demo_random_below (random, 10);
  for (guint i = 0; i < n; i++)
    history_world_add_row (self, event, FALSE, now, random);
}

static const struct
{
  Edit  edit;
  guint weight;
} edits[] = {
  { add_last, 22 },
  { add_first, 6 },
  { edit_names, 12 },
  { edit_email, 8 },
  { edit_answers, 8 },
  { refund, 6 },
  { set_deleted, 8 },
  { set_undeleted, 5 },
  { pay, 8 },
  { move_to_ticket, 6 },
  { scan, 14 },
  { vanish, 5 },
  { come_back, 2 },
  { edit_tree, 4 },
  { rename_event, 3 },
  { add_event, 2 },
};

static void
edit_once (HistoryWorld *self,
           gint64        now,
           DemoRandom   *random)
{
  guint total = 0;
  guint at;

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    total += edits[i].weight;

  at = demo_random_below (random, total);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      if (at < edits[i].weight)
        {
          edits[i].edit (self, now, random);
          return;
        }
      at -= edits[i].weight;
    }
}

guint
history_world_step (HistoryWorld *self)
{
  DemoRandom random = demo_random (self->seed, ++self->n_steps);
  gint64 before = self->now;
  guint passed;
  guint n_edits = 1 + demo_random_below (&random, 6);

  if (demo_random_odds (&random, 100))
    passed = 1 + demo_random_below (&random, HOUR);
  else if (demo_random_odds (&random, 600))
    passed = HOUR + demo_random_below (&random, 12 * HOUR);
  else
    passed = DAY + demo_random_below (&random, 4 * DAY);
  self->now += passed;

  for (guint i = 0; i < n_edits; i++)
    edit_once (self, before + 1 + demo_random_below (&random, passed), &random);

  return n_edits;
}

/* Something that happens while somebody reads. */
void
history_world_small_step (HistoryWorld *self)
{
  DemoRandom random = demo_random (self->seed, ++self->n_steps);

  self->now += 1 + demo_random_below (&random, 30);
  edit_once (self, self->now, &random);
}
