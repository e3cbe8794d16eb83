#include <string.h>
#include <zint.h>

#include "parvis-change.h"
#include "parvis-participant-detail.h"
#include "parvis-person-facts.h"
#include "weez-answer.h"
#include "window-test.h"

/* Whatever is held on somebody can be read: beside the table, on the page of a person and in the
 * file for whoever asks. */

/* What is told by the name of what it stands for, or in words, or not before somebody asks. */
static const char * const otherwise[] = {
  "id-event", "id-date", "id-ticket", "scan-user", "control-status", "barcode", NULL,
};

static const char *
get_words (const char *property)
{
  return g_str_equal (property, "control-status") ? "2" : property;
}

/* Each text says what it is, so that whoever adds one is told to tell it. */
static void
assert_filled (WeezRecord *record)
{
  guint n_properties;
  g_autofree GParamSpec **properties =
    g_object_class_list_properties (G_OBJECT_GET_CLASS (record), &n_properties);

  for (guint i = 0; i < n_properties; i++)
    if (properties[i]->value_type == G_TYPE_STRING)
      {
        g_autofree char *value = NULL;

        g_object_get (record, properties[i]->name, &value, NULL);
        g_assert_cmpstr (value, ==, get_words (properties[i]->name));
      }
}

static GPtrArray *
make_answers (const char *label,
              const char *value)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func (g_object_unref);
  WeezAnswer *answer = g_object_new (WEEZ_TYPE_ANSWER, NULL);

  answer->label = g_strdup (label);
  answer->value = g_strdup (value);
  g_ptr_array_add (answers, answer);

  return answers;
}

static WeezUpselling *
make_add_on (void)
{
  WeezUpselling *add_on = g_object_new (WEEZ_TYPE_UPSELLING, NULL);

  add_on->barcode = g_strdup ("330001234");
  add_on->product_name = g_strdup ("T-shirt");
  add_on->sub_product_name = g_strdup ("Taille M");
  add_on->quantity = 2;
  add_on->paid_price.cents = 1500;
  add_on->deleted = TRUE;

  return add_on;
}

static WeezParticipant *
make_person (void)
{
  WeezParticipant *person = g_object_new (WEEZ_TYPE_PARTICIPANT, NULL);
  struct { char **member; const char *property; } texts[] = {
    { &person->id, "id" }, { &person->id_event, "id-event" }, { &person->id_date, "id-date" },
    { &person->id_ticket, "id-ticket" }, { &person->barcode, "barcode" },
    { &person->id_weez_ticket, "id-weez-ticket" }, { &person->comment, "comment" },
    { &person->origin, "origin" }, { &person->id_transaction, "id-transaction" },
    { &person->code_member, "code-member" },
    { &person->transaction_reference, "transaction-reference" },
    { &person->control_status, "control-status" }, { &person->scan_user, "scan-user" },
    { &person->scan_user_name, "scan-user-name" }, { &person->promo_code, "promo-code" },
    { &person->first_name, "first-name" }, { &person->last_name, "last-name" },
    { &person->email, "email" }, { &person->owner_comment, "owner-comment" },
    { &person->owner_custom_field, "owner-custom-field" },
    { &person->owner_origin, "owner-origin" }, { &person->moderation, "moderation" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i].member = g_strdup (get_words (texts[i].property));
  person->paid = TRUE;
  person->answers = make_answers ("Taille", "Quarante");
  person->upselling = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (person->upselling, make_add_on ());
  person->buyer = g_object_new (WEEZ_TYPE_BUYER, NULL);
  person->buyer->id = g_strdup ("buyer-id");
  person->buyer->email = g_strdup ("buyer-email");
  person->buyer->last_name = g_strdup ("buyer-last");
  person->buyer->first_name = g_strdup ("buyer-first");
  person->buyer->answers = make_answers ("Ville", "Vannes");
  assert_filled (WEEZ_RECORD (person));

  return person;
}

/* Beside what it says of itself. */
static const char * const others[] = {
  "Scanned, went out again", "scan-user-name", "Quarante", "Taille", "Vannes", "Ville",
  "buyer-id", "buyer-email", "buyer-last", "buyer-first", "T-shirt", "Taille M × 2", "paid",
};

static GPtrArray *
list_words (void)
{
  GPtrArray *words = g_ptr_array_new ();
  g_autoptr(WeezParticipant) person = make_person ();
  guint n_properties;
  g_autofree GParamSpec **properties =
    g_object_class_list_properties (G_OBJECT_GET_CLASS (person), &n_properties);

  for (guint i = 0; i < n_properties; i++)
    if (properties[i]->value_type == G_TYPE_STRING &&
        !g_strv_contains (otherwise, properties[i]->name))
      g_ptr_array_add (words, (gpointer) g_intern_string (properties[i]->name));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_ptr_array_add (words, (gpointer) others[i]);

  return words;
}

static void
test_beside (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(WeezParticipant) person = make_person ();
  g_autoptr(GPtrArray) words = list_words ();
  GtkWidget *detail;

  sign_in (fixture);
  detail = part (open_participants (fixture, "Trail"), "detail");
  parvis_participant_detail_show (PARVIS_PARTICIPANT_DETAIL (detail), 1, person);

  for (guint i = 0; i < words->len; i++)
    if (!shows (detail, words->pdata[i]))
      g_error ("the details do not say %s", (const char *) words->pdata[i]);

  /* Codes that let somebody in are asked for. */
  g_assert_false (shows (detail, "barcode"));
  g_assert_false (shows (detail, "330001234"));
  g_assert_true (shows (detail, "••••1234"));
  gtk_toggle_button_set_active (part (detail, "reveal"), TRUE);
  g_assert_true (shows (detail, "barcode"));

  /* Of somebody else it is masked again. */
  parvis_participant_detail_show (PARVIS_PARTICIPANT_DETAIL (detail), 2, person);
  g_assert_false (shows (detail, "barcode"));
}

/* ---- what the store knows of others and of before ---- */

/* Somebody who did not order alone, and who came with them. */
static guint
find_companion (GtkWidget *page,
                guint     *companion)
{
  guint n_people = count_people (page);

  for (guint i = 0; i < n_people; i++)
    for (guint j = i + 1; j < n_people; j++)
      {
        g_autoptr(WeezParticipant) one = get_person (page, i);
        g_autoptr(WeezParticipant) other = get_person (page, j);
        g_autofree char *name = parvis_roster_dup_name (one);
        g_autofree char *its = parvis_roster_dup_name (other);

        if (g_strcmp0 (one->id_transaction, other->id_transaction) == 0 &&
            !g_str_equal (name, its))
          {
            *companion = j;
            return i;
          }
      }

  g_error ("everybody ordered alone");
}

static gboolean
is_shown (GtkWidget       *detail,
          WeezParticipant *person)
{
  g_autofree char *name = parvis_roster_dup_name (person);

  return g_str_equal (gtk_label_get_label (part (detail, "name")), name) &&
         shows (detail, "History");
}

/* Whoever came with the same order is a click away, and what became of the ticket is told. */
static void
test_around (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *page;
  GtkWidget *detail;
  guint place;
  guint companion;
  g_autoptr(WeezParticipant) person = NULL;
  g_autoptr(WeezParticipant) other = NULL;
  g_autofree char *name = NULL;
  g_autofree char *sql = NULL;

  sign_in (fixture);
  page = open_participants (fixture, "Trail");
  detail = part (page, "detail");
  place = find_companion (page, &companion);
  person = get_person (page, place);
  other = get_person (page, companion);
  name = parvis_roster_dup_name (other);

  g_signal_emit_by_name (part (page, "table"), "activate", place);
  WAIT_UNTIL (is_shown (detail, person));
  g_assert_true (shows (detail, "Same Order"));
  g_assert_true (shows (detail, "Nothing has changed since Parvis began to read this event."));
  g_signal_emit_by_name (find_saying (detail, ADW_TYPE_ACTION_ROW, name), "activated");
  WAIT_UNTIL (is_shown (detail, other));

  sql = g_strdup_printf ("INSERT INTO change (time, event, participant, kind) SELECT 1781287200,"
                         " event, id, %d FROM participant WHERE id = '%s'",
                         PARVIS_CHANGE_RESTORED, person->id);
  run_sql (fixture, sql);
  g_signal_emit_by_name (part (page, "table"), "activate", place);
  WAIT_UNTIL (is_shown (detail, person));
  g_assert_false (shows (detail, "Nothing has changed since Parvis began to read this event."));
  g_assert_true (shows (detail, "Listed again"));
  g_assert_true (shows (detail, "2026"));
}

/* ---- the code that is drawn ---- */

/* The dark squares of what the widget draws. */
static void
add_squares (GskRenderNode *node,
             GArray        *squares)
{
  if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE)
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      add_squares (gsk_container_node_get_child (node, i), squares);
  else if (gsk_render_node_get_node_type (node) == GSK_COLOR_NODE &&
           gsk_color_node_get_color (node)->red < 0.5f)
    {
      graphene_rect_t bounds;

      gsk_render_node_get_bounds (node, &bounds);
      g_array_append_val (squares, bounds);
    }
}

static GArray *
read_squares (GtkWidget *barcode)
{
  GArray *squares = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  GTK_WIDGET_GET_CLASS (barcode)->snapshot (barcode, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    add_squares (node, squares);

  return squares;
}

/* Module by module, counted from the first square, which is the corner of any such code. */
static void
assert_says (GArray     *squares,
             const char *text)
{
  struct zint_symbol *symbol = ZBarcode_Create ();
  const graphene_rect_t *first = &g_array_index (squares, graphene_rect_t, 0);
  guint n_dark = 0;

  symbol->symbology = BARCODE_QRCODE;
  symbol->input_mode = UNICODE_MODE;
  g_assert_cmpint (ZBarcode_Encode (symbol, (const unsigned char *) text, 0), ==, 0);
  for (int y = 0; y < symbol->rows; y++)
    for (int x = 0; x < symbol->width; x++)
      if ((symbol->encoded_data[y][x / 8] >> (x % 8) & 1) != 0)
        {
          const graphene_rect_t *square = &g_array_index (squares, graphene_rect_t, n_dark);

          g_assert_cmpuint (++n_dark, <=, squares->len);
          g_assert_cmpfloat (square->origin.x - first->origin.x, ==,
                             (float) x * first->size.width);
          g_assert_cmpfloat (square->origin.y - first->origin.y, ==,
                             (float) y * first->size.width);
        }
  g_assert_cmpuint (n_dark, ==, squares->len);
  ZBarcode_Delete (symbol);
}

/* Nothing of it is drawn before somebody asks, and then it is the whole code. */
static void
test_barcode (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const codes[] = { "330001234567", "AB-é-7" };
  GtkWidget *detail;

  sign_in (fixture);
  detail = part (open_participants (fixture, "Trail"), "detail");

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr(WeezParticipant) person = make_person ();
      g_autoptr(GArray) hidden = NULL;
      g_autoptr(GArray) shown = NULL;
      g_autoptr(GArray) again = NULL;

      g_set_str (&person->barcode, codes[i]);
      parvis_participant_detail_show (PARVIS_PARTICIPANT_DETAIL (detail), 1 + i, person);
      hidden = read_squares (part (detail, "barcode"));
      g_assert_cmpuint (hidden->len, ==, 0);
      g_assert_false (gtk_widget_get_visible (part (detail, "barcode")));

      gtk_toggle_button_set_active (part (detail, "reveal"), TRUE);
      shown = read_squares (part (detail, "barcode"));
      g_assert_true (gtk_widget_get_visible (part (detail, "barcode")));
      assert_says (shown, codes[i]);

      gtk_toggle_button_set_active (part (detail, "reveal"), FALSE);
      again = read_squares (part (detail, "barcode"));
      g_assert_cmpuint (again->len, ==, 0);
    }
}

static void
add_fact_cb (const char *label,
             const char *value,
             gpointer    facts)
{
  g_string_append_printf (facts, "%s: %s\n", label, value);
}

static char *
dup_facts (ParvisHeldTicket *ticket,
           gboolean          masked)
{
  g_autoptr(GString) facts = g_string_new (NULL);

  parvis_person_facts_tell (ticket, masked, add_fact_cb, facts);

  return g_string_free_and_steal (g_steal_pointer (&facts));
}

static void
test_facts (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(ParvisHeldTicket) ticket = g_object_new (PARVIS_TYPE_HELD_TICKET, NULL);
  g_autoptr(GPtrArray) words = list_words ();
  g_autofree char *masked = NULL;
  g_autofree char *whole = NULL;

  ticket->participant = make_person ();
  ticket->label = g_strdup ("own label");
  ticket->note = g_strdup ("own note");
  g_ptr_array_add (words, (gpointer) "own label");
  g_ptr_array_add (words, (gpointer) "own note");
  masked = dup_facts (ticket, TRUE);
  whole = dup_facts (ticket, FALSE);

  for (guint i = 0; i < words->len; i++)
    if (strstr (masked, words->pdata[i]) == NULL || strstr (whole, words->pdata[i]) == NULL)
      g_error ("the facts do not say %s", (const char *) words->pdata[i]);
  g_assert_nonnull (strstr (masked, ": ••••code\n"));
  g_assert_null (strstr (masked, "330001234"));
  g_assert_nonnull (strstr (whole, ": barcode\n"));
  g_assert_nonnull (strstr (whole, "330001234"));
}

/* A gate without a name has a number; whoever was not scanned has neither. */
static void
test_gate (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct { const char *status; const char *entry; const char *gate; } cases[] = {
    { "", "Not scanned", NULL },
    { "0", "Not scanned", NULL },
    { "1", "Scanned", "Number 42" },
    { "2", "Scanned, went out again", "Number 42" },
    { "7", "Scanned (state 7)", "Number 42" },
  };
  g_autoptr(WeezParticipant) person = make_person ();

  g_set_str (&person->scan_user_name, "");
  g_set_str (&person->scan_user, "42");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *entry = NULL;
      g_autofree char *gate = NULL;

      g_set_str (&person->control_status, cases[i].status);
      entry = parvis_roster_dup_entry (person);
      gate = parvis_roster_dup_scanned_by (person);
      g_assert_cmpstr (entry, ==, cases[i].entry);
      g_assert_cmpstr (gate, ==, cases[i].gate);
    }
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/participant-detail/beside", test_beside },
    { "/participant-detail/around", test_around },
    { "/participant-detail/barcode", test_barcode },
    { "/participant-detail/facts", test_facts },
    { "/participant-detail/gate", test_gate },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
