#include "demo-sales.h"

#include <math.h>

#include "demo-random.h"

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

#define N_BLANKS 4

typedef struct
{
  DemoSeason *season;
  DemoEvent  *event;
  DemoRandom  random;
  guint      *left;    /* seats still to go, for each ticket of the season */
  GArray     *rows;
} Shop;

typedef struct
{
  guint  order;
  gint64 time;
  guint  date;      /* index + 1 */
  guint  origin;
  guint  flags;
  gint64 changed;
  guint  place;
} Order;

/* How many of a hundred orders come in each hour of the day. */
static const guint8 hours[24] = {
  2, 1, 0, 0, 0, 0, 1, 2, 4, 5, 6, 6, 7, 6, 5, 4, 4, 5, 6, 7, 9, 10, 7, 3,
};

static gint64
draw_minute_of_day (DemoRandom *random)
{
  guint at = demo_random_below (random, 100);
  guint hour = 0;

  while (at >= hours[hour])
    at -= hours[hour++];

  return hour * HOUR + demo_random_below (random, HOUR);
}

/* A rush when sales open, a quiet middle, and everyone else in the last days. */
static gint64
draw_time (Shop   *shop,
           gint64  start,
           gint64  end)
{
  double phase = demo_random_unit (&shop->random);
  double at = demo_random_unit (&shop->random);
  gint64 anchor = shop->season->anchor;
  gint64 time, day;

  if (phase < 0.28)
    at = MIN (-log (1 - at) / 18, 1);
  else if (phase >= 0.62)
    at = pow (at, 0.2);

  time = start + (gint64) ((end - start) * at);
  day = (time - anchor) / DAY - (time < anchor);
  day = anchor + day * DAY + draw_minute_of_day (&shop->random);

  return day >= start && day <= end ? day : CLAMP (time, start, end);
}

static guint
draw_size (DemoRandom *random)
{
  guint at = demo_random_below (random, 100);

  return at < 42 ? 1 : at < 76 ? 2 : at < 86 ? 3 : at < 96 ? 4 : 5;
}

static gint64
get_doors (Shop  *shop,
           guint  date,
           guint  ticket)
{
  if (date > 0)
    return demo_season_get_date (shop->season, date - 1)->start;

  return shop->event->start + demo_season_get_ticket (shop->season, ticket)->spec->day * DAY;
}

static gboolean
is_on_sale (Shop   *shop,
            guint   index,
            guint   date,
            gint64  time)
{
  DemoTicket *ticket = demo_season_get_ticket (shop->season, index);
  guint bit = index - shop->event->first_ticket;

  return shop->left[index] >= MAX (ticket->spec->group, 1) &&
         time >= ticket->sale_start && time <= ticket->sale_end &&
         (date == 0 || demo_season_get_date (shop->season, date - 1)->tickets >> bit & 1);
}

/* Weighted by what is left, so that every ticket ends near its share. */
static gboolean
draw_ticket (Shop        *shop,
             const Order *order,
             gboolean     single,
             guint       *index)
{
  guint total = 0;
  guint at;

  for (guint pass = 0; pass < 2; pass++)
    {
      at = pass == 0 ? 0 : demo_random_below (&shop->random, total);
      for (guint i = 0; i < shop->event->n_tickets; i++)
        {
          guint ticket = shop->event->first_ticket + i;
          const DemoTicketSpec *spec = demo_season_get_ticket (shop->season, ticket)->spec;

          if (!is_on_sale (shop, ticket, order->date, order->time) ||
              (single && (spec->group > 1 || spec->flags & DEMO_TICKET_INVITATION)))
            continue;

          if (pass == 0)
            {
              total += shop->left[ticket];
            }
          else if (at < shop->left[ticket])
            {
              *index = ticket;
              return TRUE;
            }
          else
            {
              at -= shop->left[ticket];
            }
        }

      if (total == 0)
        return FALSE;
    }

  return FALSE;
}

static void
plan_change (Shop    *shop,
             Order   *order,
             DemoRow *row,
             gint64   doors)
{
  DemoRandom *random = &shop->random;
  gint64 latest = doors - HOUR;

  row->flags = (guint8) order->flags;
  row->changed = (guint32) order->changed;

  if (shop->event->spec->flags & DEMO_EVENT_CANCELLED)
    {
      if (demo_random_odds (random, 930))
        {
          row->flags = DEMO_ROW_REFUNDED;
          row->changed =
            (guint32) (shop->event->sale_end + 2 * HOUR + demo_random_below (random, DAY));
        }
    }
  else if (order->flags == 0 && latest > order->time + HOUR && demo_random_odds (random, 36))
    {
      guint kind = demo_random_below (random, 3);

      row->flags = kind == 0 ? DEMO_ROW_REFUNDED
                 : kind == 1 ? DEMO_ROW_DELETED
                 : DEMO_ROW_DELETED | (demo_random_odds (random, 500) ? DEMO_ROW_REFUNDED : 0);
      row->changed =
        (guint32) MIN (latest, order->time + HOUR + demo_random_below (random, 20 * DAY));
    }
}

static void
plan_scan (Shop    *shop,
           DemoRow *row,
           gint64   doors)
{
  DemoRandom *random = &shop->random;
  DemoForm form = shop->event->spec->form;
  guint lead = form == DEMO_FORM_RACE ? 12 * HOUR
             : form == DEMO_FORM_FESTIVAL ? 0
             : 45 * MINUTE;
  guint spread = form == DEMO_FORM_RACE ? 15 * HOUR
               : form == DEMO_FORM_FESTIVAL ? 8 * HOUR
               : 70 * MINUTE;
  guint at = (demo_random_below (random, spread) + demo_random_below (random, spread)) / 2;
  gboolean comes = demo_random_odds (random, 915);
  gboolean leaves = demo_random_odds (random, form == DEMO_FORM_FESTIVAL ? 140 : 45);
  guint minutes = 40 + demo_random_below (random, 200);

  if (!comes || shop->event->spec->flags & (DEMO_EVENT_CANCELLED | DEMO_EVENT_UNSCANNED) ||
      row->flags & (DEMO_ROW_DELETED | DEMO_ROW_REFUNDED) ||
      (row->flags & DEMO_ROW_UNPAID && row->changed == 0))
    return;

  row->scanned = (guint32) MAX (doors - lead + at, MAX (row->created, row->changed) + 2 * MINUTE);
  row->out_minutes = leaves ? (guint16) minutes : 0;
}

static void
add_seats (Shop  *shop,
           Order *order,
           guint  ticket)
{
  const DemoTicketSpec *spec = demo_season_get_ticket (shop->season, ticket)->spec;
  gint64 doors = get_doors (shop, order->date, ticket);
  gboolean given = (spec->flags & DEMO_TICKET_INVITATION) != 0;

  for (guint seat = 0; seat < MAX (spec->group, 1); seat++)
    {
      DemoRow row = {
        .created = (guint32) order->time,
        .order = order->order,
        .ticket = (guint16) ticket,
        .date = (guint16) order->date,
        .origin = (guint8) (given ? DEMO_ORIGIN_INVITATION : order->origin),
        .place = (guint8) order->place++,
      };

      plan_change (shop, order, &row, doors);
      plan_scan (shop, &row, doors);
      if (demo_random_odds (&shop->random, 6))
        row.flags |= DEMO_ROW_NAMELESS;

      g_array_append_val (shop->rows, row);
      shop->left[ticket]--;
    }
}

static void
fill_order (Shop  *shop,
            Order *order,
            guint  seats)
{
  guint ticket;

  if (!draw_ticket (shop, order, FALSE, &ticket))
    return;

  for (guint seat = 0; seat < seats; seat++)
    {
      const DemoTicketSpec *spec = demo_season_get_ticket (shop->season, ticket)->spec;

      add_seats (shop, order, ticket);
      if (spec->group > 1 || spec->flags & DEMO_TICKET_INVITATION)
        return;

      /* Mostly the same ticket again. */
      if (demo_random_odds (&shop->random, 300) ||
          !is_on_sale (shop, ticket, order->date, order->time))
        if (!draw_ticket (shop, order, TRUE, &ticket))
          return;
    }
}

static void
draw_order (Shop  *shop,
            Order *order)
{
  DemoEvent *event = shop->event;
  DemoRandom *random = &shop->random;
  gint64 start = event->sale_start;
  gint64 end = event->sale_end;
  guint kind = demo_random_below (random, 1000);

  if (event->n_dates > 0)
    {
      order->date = event->first_date + demo_random_below (random, event->n_dates) + 1;
      end = demo_season_get_date (shop->season, order->date - 1)->start - 5 * MINUTE;
      start = MAX (start, end - 100 * DAY);
    }

  order->origin = kind < 35 ? DEMO_ORIGIN_SAISIR
                : kind < 85 ? DEMO_ORIGIN_GUICHET
                : DEMO_ORIGIN_WEB;
  if (order->origin == DEMO_ORIGIN_GUICHET)
    start = MAX (start, end - 3 * HOUR);
  order->time = draw_time (shop, start, end);

  if (order->origin == DEMO_ORIGIN_WEB && demo_random_odds (random, 40))
    {
      order->flags = DEMO_ROW_UNPAID;
      if (demo_random_odds (random, 550))
        order->changed = order->time + DAY + demo_random_below (random, 8 * DAY);
    }
}

static void
plan_event (Shop  *shop,
            guint *n_orders)
{
  DemoEvent *event = shop->event;
  guint target = 0;
  guint first = shop->rows->len;

  for (guint i = 0; i < event->n_tickets; i++)
    {
      guint ticket = event->first_ticket + i;
      const DemoTicketSpec *spec = demo_season_get_ticket (shop->season, ticket)->spec;

      shop->left[ticket] = (guint) (spec->capacity * (spec->fill / 100.0) * shop->season->scale *
                                    (event->spec->size / 100.0));
      if (!(event->spec->flags & DEMO_EVENT_DRAFT))
        target += shop->left[ticket];
    }

  /* Tickets whose time is over may keep a rest: the bound ends the search for their buyers. */
  for (guint tries = 0; shop->rows->len - first < target && tries < target * 2; tries++)
    {
      Order order = { .order = (*n_orders)++ };
      guint size = draw_size (&shop->random);

      draw_order (shop, &order);
      fill_order (shop, &order, size);
    }

  if (event->spec->flags & DEMO_EVENT_BLANKS && shop->rows->len >= first + N_BLANKS)
    for (guint i = 0; i < N_BLANKS; i++)
      {
        guint index = first + (shop->rows->len - first) / N_BLANKS * i;
        DemoRow *row = &g_array_index (shop->rows, DemoRow, index);

        row->flags = DEMO_ROW_BLANK;
        row->changed = 0;
      }
}

void
demo_sales_plan (DemoSeason *season,
                 guint64     seed,
                 GArray     *rows)
{
  g_autofree guint *left = g_new0 (guint, season->tickets->len);
  guint n_orders = 0;

  for (guint i = 0; i < season->events->len; i++)
    {
      Shop shop = { season, demo_season_get_event (season, i), demo_random (seed, i), left, rows };

      plan_event (&shop, &n_orders);
    }
}

/* Tickets with room for all the seats, or those that have a place among the event's at all. */
static void
find_room (Shop        *shop,
           guint        seats,
           const guint *sold)
{
  for (guint i = 0; i < shop->event->n_tickets; i++)
    {
      guint ticket = shop->event->first_ticket + i;
      guint quota = demo_season_get_ticket (shop->season, ticket)->quota;

      if (sold == NULL)
        shop->left[ticket] = MAX (quota, seats);
      else
        shop->left[ticket] = quota >= sold[ticket] + seats ? quota - sold[ticket] : 0;
    }
}

/* sold counts each ticket of the season; NULL sells beyond the quotas. */
gboolean
demo_sales_order_now (DemoSeason  *season,
                      guint64      seed,
                      guint        number,
                      guint        seats,
                      const guint *sold,
                      gint64       now,
                      GArray      *rows)
{
  g_autofree guint *left = g_new0 (guint, season->tickets->len);
  DemoRandom random = demo_random (seed, G_GUINT64_CONSTANT (0x100000000) + number);
  guint first = demo_random_below (&random, season->events->len);

  for (guint i = 0; i < season->events->len; i++)
    {
      DemoEvent *event = demo_season_get_event (season, (first + i) % season->events->len);
      Shop shop = { season, event, random, left, rows };
      Order order = { .order = number, .time = now, .origin = DEMO_ORIGIN_WEB };
      guint ticket;

      if (event->spec->flags & (DEMO_EVENT_DRAFT | DEMO_EVENT_CANCELLED | DEMO_EVENT_CLOSED) ||
          now < event->sale_start || now > event->sale_end)
        continue;

      for (guint date = 0; date < event->n_dates && order.date == 0; date++)
        if (demo_season_get_date (season, event->first_date + date)->start > now)
          order.date = event->first_date + date + 1;

      find_room (&shop, seats, sold);
      if (!draw_ticket (&shop, &order, TRUE, &ticket))
        continue;

      for (guint seat = 0; seat < seats; seat++)
        add_seats (&shop, &order, ticket);
      return TRUE;
    }

  return FALSE;
}
