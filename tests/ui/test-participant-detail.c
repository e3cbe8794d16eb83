#include <string.h>

#include "parvis-participant-detail.h"
#include "parvis-participants-page.h"
#include "parvis-person-facts.h"
#include "parvis-record-list.h"
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
  open_event (fixture, "Trail");
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "participants");
  detail = part (find (fixture->window, PARVIS_TYPE_PARTICIPANTS_PAGE), "detail");
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
    { "/participant-detail/facts", test_facts },
    { "/participant-detail/gate", test_gate },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
