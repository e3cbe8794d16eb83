#include "history-world.h"

#define DAY           (24 * 60 * 60)
#define FIRST_MOMENT  G_GINT64_CONSTANT (1767225600)   /* 2026-01-01, UTC */
#define FIRST_ROW     7759645
#define FIRST_OTHER   49015
#define MAX_EVENTS    3
#define MAX_ROWS      60

static const char * const first_names[] = {
  "Zoé", "Jean-Pierre", "Anaïs", "Loïc", "Maëlle", "Chloé", "O'Brian", "Łukasz", "Ali", "李",
  "Søren", "Marie  Claire", "", "Τάκης", "Éléonore", "محمد", "Bob", "Noël",
};
static const char * const last_names[] = {
  "Lefèvre", "de La Tour", "D'Ornano", "L’Hôte", "Nuñez", "Weiß", "Œuvrard", "LE GALL", "Abgrall",
  "Škoda", "<b>Gras</b>", "Smith & Co", "", "Иванов", "𝒳avier", "van der Berg", "Zola",
  "Émile-Zola",
};
static const char * const hosts[] = { "example.fr", "courriel.example", "EXAMPLE.ORG" };
static const char * const event_names[] = {
  "Festival d’été", "Course des Remparts", "Gala", "Concert « À l'envers »", "Stage de théâtre",
  "Loto & buvette", "Salon du livre",
};
static const char * const ticket_names[] = {
  "Plein tarif", "Tarif réduit", "Enfant", "VIP", "Invitation", "Pass 3 jours",
};
static const char * const category_names[] = { "Samedi", "Dimanche", "Fosse", "Balcon", "Équipes" };
static const char * const sizes[] = { "S", "M", "L", "XL", "", "Très grande (\"XXL\")" };

static const char *
pick (const char * const *words,
      guint               n_words,
      DemoRandom         *random)
{
  return words[demo_random_below (random, n_words)];
}

#define PICK(words, random) pick (words, G_N_ELEMENTS (words), random)

static void
category_free (gpointer data)
{
  HistoryCategory *category = data;

  g_free (category->name);
  g_free (category);
}

static void
ticket_free (gpointer data)
{
  HistoryTicket *ticket = data;

  g_free (ticket->id);
  g_free (ticket->name);
  g_free (ticket);
}

static void
event_free (gpointer data)
{
  HistoryEvent *event = data;

  g_free (event->name);
  g_ptr_array_unref (event->tickets);
  g_ptr_array_unref (event->categories);
  g_free (event);
}

static void
row_free (gpointer data)
{
  HistoryRow *row = data;

  g_free (row->ticket);
  g_free (row->email);
  g_free (row);
}

void
history_world_add_category (HistoryWorld *self,
                            HistoryEvent *event,
                            DemoRandom   *random)
{
  HistoryCategory *category = g_new0 (HistoryCategory, 1);

  category->id = self->next_other++;
  if (event->categories->len > 0 && demo_random_odds (random, 500))
    {
      guint above = demo_random_below (random, event->categories->len);

      category->parent = ((HistoryCategory *) g_ptr_array_index (event->categories, above))->id;
    }
  category->name = g_strdup_printf ("%s %u", PICK (category_names, random), category->id);
  g_ptr_array_add (event->categories, category);
}

HistoryTicket *
history_world_add_ticket (HistoryWorld *self,
                          HistoryEvent *event,
                          DemoRandom   *random)
{
  HistoryTicket *ticket = g_new0 (HistoryTicket, 1);
  guint number = self->next_other++;

  ticket->id = g_strdup_printf (number % 7 == 0 ? "ABCDE%u" : "%u", number);
  ticket->name = g_strdup_printf ("%s %u", PICK (ticket_names, random), number);
  ticket->price = demo_random_below (random, 60) * 50;
  ticket->quota = demo_random_below (random, 4) * 100;
  if (event->categories->len > 0 && demo_random_odds (random, 700))
    {
      guint in = demo_random_below (random, event->categories->len);

      ticket->category = ((HistoryCategory *) g_ptr_array_index (event->categories, in))->id;
    }
  g_ptr_array_add (event->tickets, ticket);

  return ticket;
}

HistoryEvent *
history_world_add_event (HistoryWorld *self,
                         DemoRandom   *random)
{
  HistoryEvent *event = g_new0 (HistoryEvent, 1);
  guint n_categories = demo_random_below (random, 4);
  guint n_tickets = 1 + demo_random_below (random, 5);

  event->id = self->next_other++;
  event->name = g_strdup_printf ("%s %u", PICK (event_names, random), event->id);
  event->state = demo_random_odds (random, 600)
    ? HISTORY_EVENT_SHOWN
    : demo_random_below (random, HISTORY_EVENT_WITHOUT_SALES + 1);
  event->start = self->now + ((gint64) demo_random_below (random, 60) - 10) * DAY;
  event->n_dates = demo_random_odds (random, 300) ? 2 + demo_random_below (random, 3) : 0;
  event->tickets = g_ptr_array_new_with_free_func (ticket_free);
  event->categories = g_ptr_array_new_with_free_func (category_free);

  for (guint i = 0; i < n_categories; i++)
    history_world_add_category (self, event, random);
  for (guint i = 0; i < n_tickets; i++)
    history_world_add_ticket (self, event, random);
  g_ptr_array_add (self->events, event);

  return event;
}

void
history_row_draw_names (HistoryRow *row,
                        DemoRandom *random)
{
  row->first_name = PICK (first_names, random);
  row->last_name = PICK (last_names, random);
}

void
history_row_draw_email (HistoryRow *row,
                        DemoRandom *random)
{
  g_free (row->email);
  row->email = demo_random_odds (random, 100)
    ? g_strdup ("")
    : g_strdup_printf ("p%u@%s", demo_random_below (random, 1000000), PICK (hosts, random));
}

HistoryRow *
history_world_add_row (HistoryWorld *self,
                       HistoryEvent *event,
                       gboolean      in_front,
                       gint64        created,
                       DemoRandom   *random)
{
  HistoryRow *row = g_new0 (HistoryRow, 1);
  guint n_tickets = event->tickets->len;

  row->id = self->next_row++;
  row->event = event;
  row->key = demo_random_next (random);
  row->ticket = g_strdup (n_tickets == 0 ? "1" : ((HistoryTicket *)
    g_ptr_array_index (event->tickets, demo_random_below (random, n_tickets)))->id);
  history_row_draw_names (row, random);
  history_row_draw_email (row, random);
  row->answers = demo_random_below (random, 100);
  row->paid = !demo_random_odds (random, 120);
  row->created = created;
  row->updated = created;
  g_ptr_array_insert (self->rows, in_front ? 0 : -1, row);

  return row;
}

/* Labels and values by turns, as many as there are; a label may come twice. */
char **
history_row_dup_answers (const HistoryRow *row)
{
  g_autoptr(GStrvBuilder) pairs = g_strv_builder_new ();
  g_autofree char *birth = NULL;

  if (row->key % 5 == 0)
    return g_strv_builder_end (pairs);

  birth = g_strdup_printf ("%02u/%02u/%u", row->answers % 28 + 1, (guint) (row->key % 12) + 1,
                           1950 + (guint) (row->key / 12 % 60));
  g_strv_builder_add_many (pairs, "Date_de_naissance", birth, NULL);
  g_strv_builder_add_many (pairs, "Taille de t-shirt ?",
                           sizes[row->answers % G_N_ELEMENTS (sizes)], NULL);
  if (row->key % 3 == 0)
    g_strv_builder_add_many (pairs, "Taille de t-shirt ?", sizes[row->key % 4], NULL);

  return g_strv_builder_end (pairs);
}

static HistoryRow *
seed_row (HistoryWorld *self,
          HistoryEvent *event,
          DemoRandom   *random)
{
  gint64 created = self->now - 1 - demo_random_below (random, 90 * DAY);
  HistoryRow *row = history_world_add_row (self, event, FALSE, created, random);

  row->deleted = demo_random_odds (random, 80);
  row->refund = demo_random_odds (random, 60);
  if (!row->deleted && demo_random_odds (random, 200))
    {
      row->scan = 1 + demo_random_below (random, 2);
      row->scanned = self->now - demo_random_below (random, DAY);
    }

  return row;
}

HistoryWorld *
history_world_new (guint64 seed)
{
  HistoryWorld *self = g_new0 (HistoryWorld, 1);
  DemoRandom random = demo_random (seed, 0);
  guint n_events = 1 + demo_random_below (&random, MAX_EVENTS);

  self->seed = seed;
  self->now = FIRST_MOMENT + demo_random_below (&random, 365 * DAY);
  self->next_row = FIRST_ROW;
  self->next_other = FIRST_OTHER;
  self->events = g_ptr_array_new_with_free_func (event_free);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->gone = g_ptr_array_new_with_free_func (row_free);

  for (guint i = 0; i < n_events; i++)
    {
      HistoryEvent *event = history_world_add_event (self, &random);
      guint n_rows =
        demo_random_odds (&random, 100) ? 0 : demo_random_below (&random, MAX_ROWS + 1);

      for (guint j = 0; j < n_rows; j++)
        seed_row (self, event, &random);
    }

  return self;
}

void
history_world_free (HistoryWorld *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->gone);
  g_ptr_array_unref (self->events);
  g_free (self);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const HistoryRow *first = *(HistoryRow * const *) a;
  const HistoryRow *second = *(HistoryRow * const *) b;

  return first->id < second->id ? -1 : first->id > second->id;
}

static GPtrArray *
sort_rows (GPtrArray *rows)
{
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (rows, i));
  g_ptr_array_sort (sorted, compare_rows);

  return sorted;
}

char *
history_world_dup_truth (HistoryWorld *self)
{
  g_autoptr(GPtrArray) rows = sort_rows (self->rows);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      HistoryRow *row = g_ptr_array_index (rows, i);

      g_string_append_printf (text, "%u|%u|%s|%d|%d|%d|%s|%s|%s|%u\n", row->id, row->event->id,
                              row->ticket, row->deleted, row->refund, row->paid, row->first_name,
                              row->last_name, row->email, row->scan);
    }

  return g_string_free_and_steal (text);
}

char *
history_world_dup_answers (HistoryWorld *self)
{
  g_autoptr(GPtrArray) rows = sort_rows (self->rows);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      HistoryRow *row = g_ptr_array_index (rows, i);
      g_auto(GStrv) answers = history_row_dup_answers (row);

      g_string_append_printf (text, "%u", row->id);
      for (guint j = 0; answers[j] != NULL; j += 2)
        g_string_append_printf (text, "|%s=%s", answers[j], answers[j + 1]);
      g_string_append_c (text, '\n');
    }

  return g_string_free_and_steal (text);
}

char *
history_world_dup_gone (HistoryWorld *self)
{
  g_autoptr(GPtrArray) rows = sort_rows (self->gone);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "gone %u\n", ((HistoryRow *) g_ptr_array_index (rows, i))->id);

  return g_string_free_and_steal (text);
}

/* In the order of the numbers, whatever the place in the tree. */
char *
history_world_dup_events (HistoryWorld *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->events->len; i++)
    {
      HistoryEvent *event = g_ptr_array_index (self->events, i);

      g_string_append_printf (text, "%u|%s\n", event->id, event->name);
      for (guint j = 0; j < event->categories->len; j++)
        {
          HistoryCategory *category = g_ptr_array_index (event->categories, j);

          g_string_append_printf (text, "  category %u|%u|%s\n", category->id, category->parent,
                                  category->name);
        }
      for (guint j = 0; j < event->tickets->len; j++)
        {
          HistoryTicket *ticket = g_ptr_array_index (event->tickets, j);

          g_string_append_printf (text, "  ticket %s|%u|%s\n", ticket->id, ticket->category,
                                  ticket->name);
        }
    }

  return g_string_free_and_steal (text);
}
