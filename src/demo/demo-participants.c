#include "demo-organizer.h"

#include "demo-answers.h"
#include "demo-filter.h"
#include "demo-json.h"
#include "demo-names.h"
#include "demo-random.h"
#include "demo-time.h"

static const char * const origins[] = { "web", "saisir", "invitation", "guichet" };
static const char * const gates[] = { "Porte A", "Porte B", "Porte C", "Entrée VIP" };
static const char * const promo_codes[] = {
  "LEVETOT", "ASSO-15", "CE-CHANTIERS", "NOEL2X1",
};
static const char * const comments[] = {
  "Fauteuil roulant", "À retirer au guichet", "Arrive en retard", "Végétarien",
};

static guint64
get_row_key (DemoOrganizer *self,
             const DemoRow *row)
{
  return demo_mix (demo_mix (self->seed, row->order), row->place);
}

static void
append_control (DemoOrganizer *self,
                const DemoRow *row,
                GString       *text)
{
  guint status = demo_row_get_status (row, self->now);
  guint gate = (guint) (get_row_key (self, row) % G_N_ELEMENTS (gates));

  demo_json_open (text, "control_status", '{');
  demo_json_format (text, "status", "%u", status);
  demo_json_time (text, "scan_date",
                  status == 0 ? 0 : row->scanned + (status == 2 ? row->out_minutes * 60 : 0), NULL);
  if (status == 0)
    demo_json_string (text, "scan_user", "0");
  else
    demo_json_format (text, "scan_user", "%u", 1789 + gate);
  demo_json_string (text, "scan_user_name", status == 0 ? "" : gates[gate]);
  demo_json_close (text, '}');
}

static void
append_owner (DemoOrganizer    *self,
              const DemoRow    *row,
              const DemoPerson *person,
              GString          *text)
{
  guint64 key = get_row_key (self, row);
  gboolean nameless = (row->flags & (DEMO_ROW_NAMELESS | DEMO_ROW_BLANK)) != 0;
  g_autofree char *email = demo_names_dup_email (key, person);
  /* People type their names as they like. */
  g_autofree char *last_name = key % 5 == 0
    ? g_utf8_strup (person->last_name, -1)
    : g_strdup (person->last_name);

  demo_json_open (text, "owner", '{');
  demo_json_string (text, "first_name", nameless ? "" : person->first_name);
  demo_json_string (text, "last_name", nameless ? "" : last_name);
  demo_json_string (text, "email", nameless || key % 41 == 0 ? "" : email);
  demo_json_string (text, "comment", "");
  demo_json_string (text, "custom_field", "");
  demo_json_string (text, "origin", origins[row->origin]);
  demo_json_close (text, '}');
}

static void
append_upselling (guint64  key,
                  DemoForm form,
                  GString *text)
{
  guint amount = 10 + 5 * (guint) (key / 64 % 4);

  demo_json_open (text, "upselling", '[');
  demo_json_open (text, NULL, '{');
  demo_json_format (text, "barcode", "33%012" G_GUINT64_FORMAT,
                    key % G_GUINT64_CONSTANT (1000000000000));
  demo_json_open (text, "category", '{');
  demo_json_int (text, "id", form == DEMO_FORM_FESTIVAL ? 1 : 4);
  demo_json_string (text, "name", form == DEMO_FORM_FESTIVAL ? "CASHLESS" : "BOUTIQUE");
  demo_json_close (text, '}');
  demo_json_open (text, "product", '{');
  demo_json_int (text, "id", form == DEMO_FORM_FESTIVAL ? 1131 : 2204);
  demo_json_string (text, "name",
                    form == DEMO_FORM_FESTIVAL ? "Préchargement cashless" : "T-shirt finisher");
  demo_json_string (text, "reference", form == DEMO_FORM_FESTIVAL ? "PC0001" : "TS0001");
  demo_json_close (text, '}');
  demo_json_open (text, "sub_product", '{');
  demo_json_int (text, "id", 135131 + amount);
  demo_json_format (text, "name",
                    form == DEMO_FORM_FESTIVAL ? "Préchargement de %u.00€" : "T-shirt à %u€",
                    amount);
  demo_json_format (text, "reference", "PCP%03u", amount);
  demo_json_cents (text, "price", amount * 100);
  demo_json_close (text, '}');
  demo_json_int (text, "quantity", 1);
  demo_json_cents (text, "paid_price", amount * 100);
  demo_json_bool (text, "deleted", key % 997 == 0);
  demo_json_close (text, '}');
  demo_json_close (text, ']');
}

static void
append_barcode (DemoOrganizer    *self,
                guint             index,
                const DemoTicket *ticket,
                const char       *name,
                GString          *text)
{
  /* Odd, so that no two of them meet. */
  guint32 number = (DEMO_FIRST_PARTICIPANT + index) * 2654435761u + (guint32) self->seed;

  if (ticket->spec->code != NULL)
    demo_json_format (text, name, "FN%08XK", number);
  else
    demo_json_format (text, name, "7%010u", number);
}

static DemoForm
get_form (DemoOrganizer *self,
          const DemoRow *row)
{
  DemoTicket *ticket = demo_season_get_ticket (self->season, row->ticket);

  return demo_season_get_event (self->season, ticket->event)->spec->form;
}

static void
append_form (DemoOrganizer    *self,
             const DemoRow    *row,
             const DemoPerson *person,
             GString          *text)
{
  DemoTicket *ticket = demo_season_get_ticket (self->season, row->ticket);
  DemoEvent *event = demo_season_get_event (self->season, ticket->event);
  gboolean child = (ticket->spec->flags & DEMO_TICKET_CHILD) != 0;

  demo_answers_append_form (text, event->spec->form, get_row_key (self, row), person,
                            child ? demo_time_year (event->start) : 0);
}

static void
append_full (DemoOrganizer    *self,
             const DemoRow    *row,
             const DemoPerson *person,
             GString          *text)
{
  guint64 buyer_key = demo_mix (demo_mix (self->seed, row->order), 0);
  gboolean discounted = row->origin == DEMO_ORIGIN_WEB && buyer_key % 17 == 0;

  demo_json_string (text, "promo_code",
                    discounted ? promo_codes[buyer_key / 17 % G_N_ELEMENTS (promo_codes)] : "");
  demo_json_open (text, "answers", '[');
  append_form (self, row, person, text);
  demo_json_close (text, ']');

  if (row->origin == DEMO_ORIGIN_WEB || row->origin == DEMO_ORIGIN_GUICHET)
    demo_answers_append_buyer (text, row->order, buyer_key);
}

static void
append_row (DemoOrganizer *self,
            guint          index,
            DemoQuery     *query,
            GString       *text)
{
  const DemoRow *row = demo_rows_get (self->rows, index);
  DemoTicket *ticket = demo_season_get_ticket (self->season, row->ticket);
  DemoEvent *event = demo_season_get_event (self->season, ticket->event);
  gboolean blank = (row->flags & DEMO_ROW_BLANK) != 0;
  gboolean minimized = demo_query_flag (query, "minimized", FALSE);
  guint64 key = get_row_key (self, row);
  DemoPerson person = demo_answers_get_owner (self->seed, row->order, row->place);
  g_autofree char *ticket_id = demo_season_dup_ticket_id (ticket);
  g_autofree char *reference = demo_row_dup_reference (self, row);

  demo_json_open (text, NULL, '{');
  demo_json_int (text, "id_participant", DEMO_FIRST_PARTICIPANT + index);
  if (!blank)
    {
      demo_json_int (text, "id_event", event->spec->id);
      demo_json_int (text, "id_date",
                     row->date > 0 ? demo_season_get_date (self->season, row->date - 1)->id : 0);
      demo_json_string (text, "id_ticket", ticket_id);
    }
  append_barcode (self, index, ticket, minimized ? "bc" : "barcode", text);
  demo_json_format (text, "id_weez_ticket", "T%uE%uO%u", row->place + 1u, event->spec->id,
                    row->order);
  demo_json_string (text, "deleted", demo_row_is_deleted (row, self->now) ? "1" : "0");
  demo_json_string (text, "refund", demo_row_is_refunded (row, self->now) ? "1" : "");
  demo_json_string (text, "comment",
                    key % 83 == 0 ? comments[key / 83 % G_N_ELEMENTS (comments)] : "");
  demo_json_time (text, "create_date", row->created, NULL);
  demo_json_string (text, "origin", origins[row->origin]);
  demo_json_int (text, "id_transaction", row->order);
  demo_json_bool (text, "paid", demo_row_is_paid (row, self->now));
  if (key % 23 == 0)
    demo_json_format (text, "code_member", "ADH-%04u", (guint) (key / 23 % 10000));
  else
    demo_json_string (text, "code_member", "");
  demo_json_string (text, "transaction_reference", reference);
  append_control (self, row, text);
  if (demo_query_flag (query, "moderation", FALSE))
    demo_json_string (text, "moderation", key % 31 == 0 ? "0" : "1");
  append_owner (self, row, &person, text);
  if (demo_query_flag (query, "full", FALSE))
    append_full (self, row, &person, text);
  if (key % 37 == 0 &&
      (event->spec->form == DEMO_FORM_FESTIVAL || event->spec->form == DEMO_FORM_RACE))
    append_upselling (key, event->spec->form, text);
  demo_json_close (text, '}');
}

void
demo_answer_list (DemoOrganizer *self,
                  DemoQuery     *query,
                  GString       *text)
{
  g_autoptr(DemoFilter) filter = demo_filter_new (self, query);
  guint max = demo_query_uint (query, "max", 0);
  guint page = MAX (demo_query_uint (query, "page", 1), 1);
  guint64 first = max == 0 ? 0 : (guint64) max * (page - 1);
  guint64 end = max == 0 ? G_MAXUINT64 : first + max;
  gboolean count = demo_query_flag (query, "return_count", FALSE);
  gboolean count_total = demo_query_flag (query, "return_count_total", FALSE);
  guint64 shown = 0;
  guint active = 0;
  guint deleted = 0;

  demo_json_open (text, NULL, '{');
  demo_json_open (text, demo_query_flag (query, "minimized", FALSE) ? "p" : "participants", '[');
  for (guint i = 0; i < demo_rows_get_n (self->rows); i++)
    {
      const DemoRow *row = demo_rows_get (self->rows, i);

      if (shown >= end && !count && !count_total)
        break;

      if (!demo_filter_matches (filter, self, row))
        continue;

      if (filter->with_unpaid || demo_row_is_paid (row, self->now))
        {
          active += !demo_row_is_deleted (row, self->now);
          deleted += demo_row_is_deleted (row, self->now);
        }

      if (!demo_filter_shows (filter, self, row))
        continue;

      if (shown >= first && shown < end)
        append_row (self, i, query, text);
      shown++;
    }
  demo_json_close (text, ']');

  if (count)
    {
      demo_json_int (text, "counter", active);
      demo_json_int (text, "counter_deleted", deleted);
    }
  if (count_total)
    demo_json_int (text, "counter_total", active + deleted);
  demo_json_time (text, "server_time", self->now, NULL);
  demo_json_close (text, '}');
}

/* Of the participant, or of the buyer where nothing was asked of participants. */
gboolean
demo_answer_answers (DemoOrganizer *self,
                     const char    *participant,
                     GString       *text)
{
  const DemoRow *row;
  DemoForm form;
  DemoPerson person;
  guint64 id;

  if (!g_ascii_string_to_unsigned (participant, 10, DEMO_FIRST_PARTICIPANT, G_MAXINT, &id, NULL) ||
      id - DEMO_FIRST_PARTICIPANT >= demo_rows_get_n (self->rows))
    return FALSE;

  row = demo_rows_get (self->rows, (guint) (id - DEMO_FIRST_PARTICIPANT));
  form = get_form (self, row);
  person = demo_answers_get_owner (self->seed, row->order, row->place);

  demo_json_open (text, NULL, '{');
  demo_json_open (text, "answers", '[');
  if (form != DEMO_FORM_NONE)
    append_form (self, row, &person, text);
  else if (row->origin == DEMO_ORIGIN_WEB || row->origin == DEMO_ORIGIN_GUICHET)
    demo_answers_append_buyer_form (text, demo_mix (demo_mix (self->seed, row->order), 0));
  demo_json_close (text, ']');
  demo_json_close (text, '}');

  return TRUE;
}
