#include "history-answer.h"

#include "demo-json.h"

#define FOREIGN_EVENT 999
#define FOREIGN_ROW   990000

/* One row of a page, and what is wrong with it. */
typedef struct
{
  const HistoryRow *row;       /* NULL for one that the service has invented */
  guint             invented;
  HistoryFault      fault;     /* HISTORY_N_FAULTS for none */
} Entry;

typedef struct
{
  HistoryWorld    *world;
  HistoryQuestion *question;
  DemoRandom      *random;
  GPtrArray       *matches;    /* rows to list, on all pages */
  guint            active;
  guint            deleted;
  guint            first;
  guint            limit;
  GArray          *page;
} List;

static gboolean
has_fault (List         *self,
           HistoryFault  fault)
{
  return self->question->fault == fault;
}

static void
find_matches (List *self)
{
  DemoQuery *query = self->question->query;
  g_auto(GStrv) events = demo_query_dup_values (query, "id_event");
  g_auto(GStrv) tickets = demo_query_dup_values (query, "id_ticket");
  gboolean only_deleted = demo_query_flag (query, "return_removed", FALSE);
  gboolean with_deleted = only_deleted || demo_query_flag (query, "include_deleted", FALSE);
  gboolean with_unpaid = demo_query_flag (query, "include_unpaid", FALSE);
  gint64 after = G_MININT64;
  gint64 before = G_MAXINT64;

  if (demo_query_time (query, "last_update", FALSE, &after))
    after -= self->question->overlap;
  demo_query_time (query, "last_update_before", FALSE, &before);

  for (guint i = 0; i < self->world->rows->len; i++)
    {
      HistoryRow *row = g_ptr_array_index (self->world->rows, i);
      g_autofree char *event = g_strdup_printf ("%u", row->event->id);

      if (!g_strv_contains ((const char * const *) events, event) ||
          (tickets != NULL && !g_strv_contains ((const char * const *) tickets, row->ticket)) ||
          row->updated <= after || row->updated > before || (!row->paid && !with_unpaid))
        continue;

      self->active += !row->deleted;
      self->deleted += row->deleted;
      if (row->deleted ? with_deleted : !only_deleted)
        g_ptr_array_add (self->matches, row);
    }
}

static void
find_place (List *self)
{
  DemoQuery *query = self->question->query;
  guint page = MAX (demo_query_uint (query, "page", 1), 1);
  guint largest = self->question->largest_page;
  guint shift;

  self->limit = demo_query_uint (query, "max", 0);
  if (self->limit == 0)
    self->limit = self->matches->len + 1;
  if (largest > 0)
    self->limit = MIN (self->limit, largest);

  if (has_fault (self, HISTORY_FAULT_REPEATED))
    page = 1;
  self->first = (guint) MIN ((guint64) self->limit * (page - 1), G_MAXINT);

  if (has_fault (self, HISTORY_FAULT_SHIFTED))
    {
      shift = 1 + demo_random_below (self->random, 3);
      if (self->first < shift || demo_random_odds (self->random, 500))
        self->first += shift;
      else
        self->first -= shift;
    }
}

static void
append_entry (List             *self,
              const HistoryRow *row)
{
  Entry entry = { .row = row, .fault = HISTORY_N_FAULTS };

  g_array_append_val (self->page, entry);
}

static void
fill_page (List *self)
{
  guint n = self->matches->len;
  guint end = MIN (self->first + self->limit, n);

  if (has_fault (self, HISTORY_FAULT_DOUBLED_PAGES))
    for (guint i = self->first - MIN (self->first, 2); i < MIN (self->first, n); i++)
      append_entry (self, g_ptr_array_index (self->matches, i));

  if (has_fault (self, HISTORY_FAULT_SHORT) && end > self->first + 1)
    end -= 1 + demo_random_below (self->random, end - self->first - 1);
  for (guint i = self->first; i < end; i++)
    append_entry (self, g_ptr_array_index (self->matches, i));

  if (has_fault (self, HISTORY_FAULT_ENDLESS) && n > 0)
    for (guint i = MAX (self->first, n); i < self->first + self->limit; i++)
      append_entry (self, g_ptr_array_index (self->matches, i % n));
}

static void
double_rows (List *self)
{
  guint n = self->page->len;
  guint doubles = n == 0 ? 0 : 1 + demo_random_below (self->random, 3);

  for (guint i = 0; i < doubles; i++)
    {
      Entry entry = g_array_index (self->page, Entry, demo_random_below (self->random, n));

      g_array_insert_val (self->page, demo_random_below (self->random, self->page->len + 1), entry);
    }
}

static gboolean
is_asked_for (List             *self,
              const HistoryRow *row)
{
  g_auto(GStrv) events = demo_query_dup_values (self->question->query, "id_event");
  g_autofree char *event = g_strdup_printf ("%u", row->event->id);

  return g_strv_contains ((const char * const *) events, event);
}

/* Real ones of another event, and others of no event that anyone knows. */
static void
mix_in_foreigners (List *self)
{
  guint n = 1 + demo_random_below (self->random, 3);

  for (guint i = 0; i < n; i++)
    {
      guint n_rows = self->world->rows->len;
      guint place = demo_random_below (self->random, self->page->len + 1);
      const HistoryRow *row = n_rows > 0
        ? g_ptr_array_index (self->world->rows, demo_random_below (self->random, n_rows))
        : NULL;
      Entry entry = { .fault = HISTORY_N_FAULTS };

      if (row != NULL && !is_asked_for (self, row))
        entry.row = row;
      else
        entry.invented = FOREIGN_ROW + demo_random_below (self->random, 1000);
      g_array_insert_val (self->page, place, entry);
    }
}

static void
spoil_rows (List *self)
{
  guint sure = demo_random_below (self->random, self->page->len);

  for (guint i = 0; i < self->page->len; i++)
    if (i == sure || demo_random_odds (self->random, 250))
      g_array_index (self->page, Entry, i).fault = self->question->fault;
}

static void
append_id (List       *self,
           GString    *text,
           const char *name,
           guint       id)
{
  if (has_fault (self, HISTORY_FAULT_ID_TYPES) && demo_random_odds (self->random, 500))
    demo_json_format (text, name, "%u", id);
  else
    demo_json_int (text, name, id);
}

static void
append_ticket (List             *self,
               GString          *text,
               const HistoryRow *row)
{
  guint64 number;

  if (has_fault (self, HISTORY_FAULT_ID_TYPES) &&
      g_ascii_string_to_unsigned (row->ticket, 10, 0, G_MAXUINT, &number, NULL))
    demo_json_int (text, "id_ticket", (gint64) number);
  else
    demo_json_string (text, "id_ticket", row->ticket);
}

static void
append_control (GString          *text,
                const HistoryRow *row)
{
  demo_json_open (text, "control_status", '{');
  demo_json_format (text, "status", "%u", row->scan);
  demo_json_time (text, "scan_date", row->scan == 0 ? 0 : row->scanned, NULL);
  demo_json_string (text, "scan_user", row->scan == 0 ? "0" : "1789");
  demo_json_string (text, "scan_user_name", row->scan == 0 ? "" : "Porte A");
  demo_json_close (text, '}');
}

static void
append_owner (GString          *text,
              const HistoryRow *row)
{
  demo_json_open (text, "owner", '{');
  demo_json_string (text, "first_name", row->first_name);
  demo_json_string (text, "last_name", row->last_name);
  demo_json_string (text, "email", row->email);
  demo_json_string (text, "comment", "");
  demo_json_string (text, "custom_field", "");
  demo_json_string (text, "origin", "web");
  demo_json_close (text, '}');
}

static void
append_full (GString          *text,
             const HistoryRow *row)
{
  g_auto(GStrv) answers = history_row_dup_answers (row);

  demo_json_open (text, "answers", '[');
  for (guint i = 0; answers[i] != NULL; i += 2)
    {
      demo_json_open (text, NULL, '{');
      demo_json_string (text, "label", answers[i]);
      demo_json_string (text, "value", answers[i + 1]);
      demo_json_close (text, '}');
    }
  demo_json_close (text, ']');

  if (row->key % 4 == 0)
    return;

  demo_json_open (text, "buyer", '{');
  demo_json_format (text, "id_acheteur", "%u", 5000 + (guint) (row->key % 4000));
  demo_json_format (text, "email_acheteur", "acheteur%u@example.fr", (guint) (row->key % 4000));
  demo_json_string (text, "acheteur_last_name", row->key % 8 == 1 ? row->last_name : "Acheteur");
  demo_json_string (text, "acheteur_first_name", "Ève");
  demo_json_close (text, '}');
}

static void
append_nonsense (List    *self,
                 GString *text)
{
  static const char * const members[] = {
    "\"owner\":\"n/a\"", "\"owner\":[]", "\"control_status\":[]", "\"control_status\":7",
    "\"deleted\":{\"x\":1}", "\"create_date\":\"hier\"", "\"answers\":\"aucune\"",
    "\"id_ticket\":[]", "\"buyer\":false", "\"paid\":[null]", "\"barcode\":{}",
    "\"id_event\":{\"id\":1}", "\"id_participant\":[1]",
  };

  g_string_append_c (text, ',');
  g_string_append (text, members[demo_random_below (self->random, G_N_ELEMENTS (members))]);
}

static void
append_row (List             *self,
            GString          *text,
            const HistoryRow *row,
            HistoryFault      fault)
{
  gboolean bare = fault == HISTORY_FAULT_BARE;
  const HistoryEvent *event = row->event;

  demo_json_open (text, NULL, '{');
  if (fault != HISTORY_FAULT_NO_ID)
    append_id (self, text, "id_participant", row->id);
  else if (row->id % 2 == 0)
    demo_json_string (text, "id_participant", "");

  if (!bare)
    {
      append_id (self, text, "id_event", event->id);
      append_id (self, text, "id_date", event->n_dates == 0
                 ? 0 : event->id * 10 + (guint) (row->key % event->n_dates));
      append_ticket (self, text, row);
      demo_json_format (text, "barcode", "74%u", row->id);
      demo_json_format (text, "id_weez_ticket", "T%uE%uO%u", (guint) (row->key % 5), event->id,
                        (guint) (row->key % 100000));
      demo_json_string (text, "deleted", row->deleted ? "1" : "0");
      demo_json_string (text, "refund", row->refund ? "1" : "");
      demo_json_string (text, "comment", row->key % 9 == 0 ? "Fauteuil roulant" : "");
      demo_json_time (text, "create_date", row->created, NULL);
      demo_json_string (text, "origin", "web");
      append_id (self, text, "id_transaction", (guint) (row->key % 100000));
      demo_json_bool (text, "paid", row->paid);
      demo_json_string (text, "code_member", "");
      demo_json_format (text, "transaction_reference", "C%uE%u", (guint) (row->key % 100000),
                        event->id);
      append_control (text, row);
      demo_json_string (text, "promo_code", "");
      append_owner (text, row);
    }
  if (bare || demo_query_flag (self->question->query, "full", FALSE))
    append_full (text, row);
  if (fault == HISTORY_FAULT_WRONG_TYPES)
    append_nonsense (self, text);
  demo_json_close (text, '}');
}

static void
append_invented (GString *text,
                 guint    id)
{
  demo_json_open (text, NULL, '{');
  demo_json_int (text, "id_participant", id);
  demo_json_int (text, "id_event", FOREIGN_EVENT);
  demo_json_string (text, "id_ticket", "1");
  demo_json_string (text, "deleted", "0");
  demo_json_bool (text, "paid", TRUE);
  demo_json_open (text, "owner", '{');
  demo_json_string (text, "first_name", "Personne");
  demo_json_close (text, '}');
  demo_json_close (text, '}');
}

static void
append_counters (List    *self,
                 GString *text)
{
  DemoQuery *query = self->question->query;
  gboolean none = has_fault (self, HISTORY_FAULT_EMPTY_LIE) &&
                  demo_random_odds (self->random, 500);
  gint64 active = none ? 0 : self->active;
  gint64 deleted = none ? 0 : self->deleted;
  gint64 total = active + deleted;

  if (has_fault (self, HISTORY_FAULT_COUNTERS))
    {
      active = demo_random_odds (self->random, 500) ? 0 : active + 3;
      deleted += 1 + demo_random_below (self->random, 5);
      total = demo_random_odds (self->random, 300) ? -1 : total * 2 + 1;
    }

  if (demo_query_flag (query, "return_count", FALSE))
    {
      demo_json_int (text, "counter", active);
      demo_json_int (text, "counter_deleted", deleted);
    }
  if (demo_query_flag (query, "return_count_total", FALSE))
    demo_json_int (text, "counter_total", total);
}

/* Participants of the events asked for, with whatever fault the question brings. */
void
history_answer_list (HistoryWorld    *world,
                     HistoryQuestion *question,
                     GString         *text)
{
  g_autoptr(GPtrArray) matches = g_ptr_array_new ();
  g_autoptr(GArray) page = g_array_new (FALSE, FALSE, sizeof (Entry));
  List self = {
    .world = world,
    .question = question,
    .random = &question->random,
    .matches = matches,
    .page = page,
  };

  find_matches (&self);
  find_place (&self);
  if (!has_fault (&self, HISTORY_FAULT_EMPTY_LIE))
    fill_page (&self);
  if (has_fault (&self, HISTORY_FAULT_DOUBLED))
    double_rows (&self);
  if (has_fault (&self, HISTORY_FAULT_FOREIGN))
    mix_in_foreigners (&self);
  if (has_fault (&self, HISTORY_FAULT_NO_ID) || has_fault (&self, HISTORY_FAULT_BARE) ||
      has_fault (&self, HISTORY_FAULT_WRONG_TYPES))
    spoil_rows (&self);

  demo_json_open (text, NULL, '{');
  demo_json_open (text, "participants", '[');
  for (guint i = 0; i < page->len; i++)
    {
      Entry *entry = &g_array_index (page, Entry, i);

      if (entry->row != NULL)
        append_row (&self, text, entry->row, entry->fault);
      else
        append_invented (text, entry->invented);
    }
  demo_json_close (text, ']');
  append_counters (&self, text);
  demo_json_time (text, "server_time", world->now, NULL);
  demo_json_close (text, '}');
}
