#include "demo-rows.h"

#include <string.h>

#include "demo-sales.h"

#define TICKETS_OF_EVENT 64

struct _DemoRows
{
  DemoSeason *season;
  guint64     seed;
  GArray     *rows;        /* DemoRow, as the service knows them */
  GArray     *coming;      /* DemoRow, in order of time */
  guint       next;        /* of coming */
  guint       n_orders;
  guint       n_extra;
  guint       last_planned;

  /* Counts of one moment, made when first asked for. */
  DemoCount  *counts;
  DemoCount  *date_counts;
  gint64      counted_at;
  gboolean    counted;
};

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const DemoRow *left = a;
  const DemoRow *right = b;

  if (left->created != right->created)
    return left->created < right->created ? -1 : 1;
  if (left->order != right->order)
    return left->order < right->order ? -1 : 1;

  return (int) left->place - (int) right->place;
}

DemoRows *
demo_rows_new (DemoSeason *season,
               guint64     seed,
               gint64      now)
{
  DemoRows *self = g_new0 (DemoRows, 1);

  self->season = season;
  self->seed = seed;
  self->rows = g_array_new (FALSE, FALSE, sizeof (DemoRow));
  self->coming = g_array_new (FALSE, FALSE, sizeof (DemoRow));
  self->last_planned = G_MAXUINT;
  self->counts = g_new0 (DemoCount, season->tickets->len);
  self->date_counts = g_new0 (DemoCount, MAX (season->dates->len, 1) * TICKETS_OF_EVENT);

  demo_sales_plan (season, seed, self->coming);
  g_array_sort (self->coming, compare_rows);
  demo_rows_advance (self, now);

  return self;
}

void
demo_rows_free (DemoRows *self)
{
  g_array_unref (self->rows);
  g_array_unref (self->coming);
  g_free (self->counts);
  g_free (self->date_counts);
  g_free (self);
}

void
demo_rows_advance (DemoRows *self,
                   gint64    now)
{
  for (; self->next < self->coming->len; self->next++)
    {
      DemoRow row = g_array_index (self->coming, DemoRow, self->next);

      if (row.created > now)
        return;

      if (row.order != self->last_planned)
        self->n_orders++;
      self->last_planned = row.order;
      row.order = DEMO_FIRST_ORDER + self->n_orders - 1;
      g_array_append_val (self->rows, row);
      self->counted = FALSE;
    }
}

/* Within the quotas as long as there is room. */
void
demo_rows_sell (DemoRows *self,
                guint     n,
                gint64    now)
{
  g_autofree guint *sold = g_new0 (guint, self->season->tickets->len);

  for (guint i = 0; i < self->season->tickets->len; i++)
    sold[i] = demo_rows_count (self, i, now).sold;

  while (n > 0)
    {
      guint seats = MIN (n, self->n_extra % 3 + 1);
      guint order = DEMO_FIRST_ORDER + self->n_orders;

      if (!demo_sales_order_now (self->season, self->seed, order, seats, sold, now, self->rows) &&
          !demo_sales_order_now (self->season, self->seed, order, seats, NULL, now, self->rows))
        return;

      sold[demo_rows_get (self, self->rows->len - 1)->ticket] += seats;
      self->n_orders++;
      self->n_extra++;
      self->counted = FALSE;
      n -= seats;
    }
}

/* When what the ticket is for ends; 0 for those whom nobody will let in. */
static gint64
get_scannable_end (DemoRows      *self,
                   const DemoRow *row,
                   gint64         now)
{
  DemoTicket *ticket = demo_season_get_ticket (self->season, row->ticket);
  DemoEvent *event = demo_season_get_event (self->season, ticket->event);
  gint64 end = row->date > 0
    ? demo_season_get_date (self->season, row->date - 1)->start + event->spec->length * 60
    : event->end;

  if (end < now || event->spec->flags & DEMO_EVENT_CANCELLED ||
      demo_row_is_deleted (row, now) || demo_row_is_refunded (row, now) ||
      !demo_row_is_paid (row, now) || demo_row_get_status (row, now) != 0)
    return 0;

  return end;
}

/* The next who are not in yet: first those of what ends soonest. */
void
demo_rows_scan (DemoRows *self,
                guint     n,
                gint64    now)
{
  while (n > 0)
    {
      gint64 soonest = G_MAXINT64;

      for (guint i = 0; i < self->rows->len; i++)
        {
          gint64 end = get_scannable_end (self, demo_rows_get (self, i), now);

          if (end != 0)
            soonest = MIN (soonest, end);
        }

      if (soonest == G_MAXINT64)
        return;

      for (guint i = 0; i < self->rows->len && n > 0; i++)
        {
          DemoRow *row = &g_array_index (self->rows, DemoRow, i);

          if (get_scannable_end (self, row, now) != soonest)
            continue;

          row->scanned = (guint32) now;
          row->out_minutes = 0;
          self->counted = FALSE;
          n--;
        }
    }
}

guint
demo_rows_get_n (DemoRows *self)
{
  return self->rows->len;
}

const DemoRow *
demo_rows_get (DemoRows *self,
               guint     index)
{
  return &g_array_index (self->rows, DemoRow, index);
}

static void
add_to_count (DemoCount *count,
              guint      status)
{
  count->sold++;
  count->in += status == 1;
  count->out += status == 2;
}

static void
ensure_counts (DemoRows *self,
               gint64    now)
{
  if (self->counted && self->counted_at == now)
    return;

  memset (self->counts, 0, sizeof (DemoCount) * self->season->tickets->len);
  memset (self->date_counts, 0,
          sizeof (DemoCount) * MAX (self->season->dates->len, 1) * TICKETS_OF_EVENT);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const DemoRow *row = demo_rows_get (self, i);
      DemoTicket *ticket = demo_season_get_ticket (self->season, row->ticket);
      guint local = row->ticket - demo_season_get_event (self->season, ticket->event)->first_ticket;
      guint status = demo_row_get_status (row, now);

      if (demo_row_is_deleted (row, now) || !demo_row_is_paid (row, now))
        continue;

      add_to_count (&self->counts[row->ticket], status);
      if (row->date > 0)
        add_to_count (&self->date_counts[(row->date - 1) * TICKETS_OF_EVENT + local], status);
    }

  self->counted = TRUE;
  self->counted_at = now;
}

/* Those who hold the ticket: neither deleted nor unpaid. */
DemoCount
demo_rows_count (DemoRows *self,
                 guint     ticket,
                 gint64    now)
{
  ensure_counts (self, now);

  return self->counts[ticket];
}

DemoCount
demo_rows_count_date (DemoRows *self,
                      guint     ticket,
                      guint     date,
                      gint64    now)
{
  guint event = demo_season_get_ticket (self->season, ticket)->event;
  guint first;

  if (demo_season_get_date (self->season, date)->event != event)
    return (DemoCount) { 0 };

  ensure_counts (self, now);

  first = demo_season_get_event (self->season, event)->first_ticket;

  return self->date_counts[date * TICKETS_OF_EVENT + ticket - first];
}

gboolean
demo_row_is_deleted (const DemoRow *row,
                     gint64         now)
{
  return row->flags & DEMO_ROW_DELETED && row->changed <= now;
}

gboolean
demo_row_is_refunded (const DemoRow *row,
                      gint64         now)
{
  return row->flags & DEMO_ROW_REFUNDED && row->changed <= now;
}

gboolean
demo_row_is_paid (const DemoRow *row,
                  gint64         now)
{
  return !(row->flags & DEMO_ROW_UNPAID) || (row->changed != 0 && row->changed <= now);
}

/* Scans leave it alone, as they do in the service. */
gint64
demo_row_get_updated (const DemoRow *row,
                      gint64         now)
{
  return row->changed != 0 && row->changed <= now ? row->changed : row->created;
}

guint
demo_row_get_status (const DemoRow *row,
                     gint64         now)
{
  if (row->scanned == 0 || row->scanned > now)
    return 0;

  return row->out_minutes > 0 && row->scanned + row->out_minutes * 60 <= now ? 2 : 1;
}
