#include "search-test.h"

#include "parvis-indexer.h"
#include "parvis-participant-writer.h"
#include "parvis-prepared-page.h"
#include "parvis-search.h"
#include "parvis-statement.h"
#include "store-test.h"
#include "weez-answer.h"

const char search_test_waiting[] = "waiting";
const char search_test_indexed[] = "indexed";

static const struct
{
  const char *first_name;
  const char *last_name;
  const char *email;
  const char *barcode;
  const char *ticket;      /* id_weez_ticket */
  const char *reference;
  const char *transaction;
  const char *member;
  const char *promo;
  const char *buyer;       /* last name */
  const char *answer;
  const char *event;
} people[] = {
  { "Hélène", "Lefebvre", "helene.lefebvre@example.org", "7123456789", "T1E11O501", "C3E11O501",
    "501", "ADH-0042", "NOEL25", NULL, "Végétarienne", "11" },
  { "Jean-Pierre", "de La Tour", "jp@latour.example", "7223456780", "T1E11O502", "C3E11O502",
    "502", NULL, NULL, NULL, "Arachides", "11" },
  { "Zoé", "d’Artagnan", "zoe.dartagnan@example.org", "7323456781", "T1E11O503", "C3E11O503",
    "503", NULL, NULL, "Mousquetaire", NULL, "11" },
  { "Seán", "O'Brien", "sobrien1985@mail.example", "FN0A1B2C3DK", "T1E12O504", "C3E12O504",
    "504", NULL, "ÉTÉ-10", NULL, "0612345678", "12" },
  { "Łukasz", "Wójcik", NULL, "7423456782", "T1E12O505", "C3E12O505", "505", NULL, NULL, NULL,
    NULL, "12" },
  { "Søren", "Kierkegård", NULL, "7523456783", "T1E12O506", "C3E12O506", "506", NULL, NULL, NULL,
    NULL, "12" },
  { "François", "Cœur", "coeur@example.org", "7623456784", "T1E12O507", "C3E12O507", "507", NULL,
    NULL, NULL, NULL, "12" },
  { "Anne", "Le Goff", "anne@legoff.example", "7723456785", "T1E12O508", "C3E12O508", "508", NULL,
    NULL, NULL, NULL, "12" },
  { "Marie", "Dupont", "m.dupont@example.org", "7823456786", "T1E11O509", "C3E11O509", "509",
    NULL, NULL, NULL, NULL, "11" },
  { "Marie-Claude", "Dupond", "mcd@example.org", "7923456787", "T1E11O510", "C3E11O510", "510",
    NULL, NULL, NULL, NULL, "11" },
  { "Jürgen", "Groß", NULL, "8023456788", "T1E11O511", "C3E11O511", "511", NULL, NULL, NULL,
    "12 rue de la Paix", "11" },
  { "Наталья", "Иванова", NULL, "8123456789", "T1E11O512", "C3E11O512", "512", NULL, NULL, NULL,
    NULL, "11" },
};

static char *
copy (const char *text)
{
  return g_strdup (text);
}

WeezParticipant *
search_test_make_person (guint i)
{
  WeezParticipant *person = g_object_new (WEEZ_TYPE_PARTICIPANT, NULL);

  person->id = g_strdup_printf ("%u", i + 1);
  person->id_event = copy (people[i].event);
  person->first_name = copy (people[i].first_name);
  person->last_name = copy (people[i].last_name);
  person->email = copy (people[i].email);
  person->barcode = copy (people[i].barcode);
  person->id_weez_ticket = copy (people[i].ticket);
  person->transaction_reference = copy (people[i].reference);
  person->id_transaction = copy (people[i].transaction);
  person->code_member = copy (people[i].member);
  person->promo_code = copy (people[i].promo);
  person->paid = TRUE;
  if (people[i].buyer != NULL)
    {
      person->buyer = g_object_new (WEEZ_TYPE_BUYER, NULL);
      person->buyer->last_name = copy (people[i].buyer);
    }
  if (people[i].answer != NULL)
    {
      WeezAnswer *answer = g_object_new (WEEZ_TYPE_ANSWER, NULL);

      answer->label = g_strdup ("Question");
      answer->value = copy (people[i].answer);
      person->answers = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (person->answers, answer);
    }

  return person;
}

void
search_test_apply (SearchTest *self,
                   GPtrArray  *records)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(ParvisPreparedPage) page = parvis_prepared_page_new (zone);
  g_autoptr(ParvisParticipantWriter) writer = NULL;
  g_auto(ParvisPageOutcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < records->len; i++)
    {
      const ParvisTable *table = parvis_table_get (WEEZ_TYPE_PARTICIPANT);
      WeezValue *values = parvis_table_save (table, g_ptr_array_index (records, i));

      parvis_prepared_page_add (page, values, 0);
      parvis_table_free_values (table, values);
    }

  parvis_database_begin (self->database, &error);
  writer = parvis_participant_writer_new (self->database, zone, 1000, &error);
  parvis_participant_writer_apply (writer, page->rows, 0, FALSE, &outcome, &error);
  g_assert_no_error (error);
  parvis_participant_writer_finish (writer, &error);
  g_assert_no_error (error);
  parvis_database_commit (self->database, &error);
  g_assert_no_error (error);
}

void
search_test_index_batch (SearchTest       *self,
                         ParvisIndexBatch *batch)
{
  g_autoptr(GError) error = NULL;

  parvis_database_begin (self->database, &error);
  parvis_indexer_add (self->database, batch, &error);
  g_assert_no_error (error);
  parvis_database_commit (self->database, &error);
  g_assert_no_error (error);
}

gint64
search_test_read (SearchTest *self,
                  const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 n = -1;

  parvis_database_read_number (self->database, sql, &n, &error);
  g_assert_no_error (error);

  return n;
}

gint64
search_test_count_waiting (SearchTest *self)
{
  return search_test_read (self, "SELECT count(*) FROM " PARVIS_INDEXER_WAITING);
}

void
search_test_index_all (SearchTest *self)
{
  g_autoptr(GError) error = NULL;
  guint n_done;

  do
    {
      parvis_database_begin (self->database, &error);
      parvis_indexer_run (self->database, 5, &n_done, &error);
      g_assert_no_error (error);
      parvis_database_commit (self->database, &error);
      g_assert_no_error (error);
    }
  while (n_done > 0);
}

void
search_test_set_up (SearchTest    *self,
                    gconstpointer  how)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = NULL;

  self->folder = store_test_make_folder ();
  path = g_build_filename (self->folder, "search.db", NULL);
  self->database = parvis_database_open (path, TRUE, &error);
  g_assert_no_error (error);
  parvis_database_execute (self->database, "INSERT INTO event (key, id, position)"
                           " VALUES (1, '11', 0), (2, '12', 1)", &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_ptr_array_add (records, search_test_make_person (i));
  search_test_apply (self, records);
  if (how == search_test_indexed)
    search_test_index_all (self);
}

guint
search_test_count_people (void)
{
  return G_N_ELEMENTS (people);
}

void
search_test_tear_down (SearchTest    *self,
                       gconstpointer  how)
{
  g_clear_pointer (&self->database, parvis_database_free);
  store_test_remove_folder (&self->folder);
}

/* The last names found, with "|" between them. */
char *
search_test_find (SearchTest *self,
                  const char *text,
                  gint64      event)
{
  g_autoptr(ParvisSearch) search = parvis_search_new (text);
  g_autoptr(GError) error = NULL;
  gboolean more = FALSE;
  g_autoptr(GArray) keys = parvis_search_run (search, self->database, event, 100, &more,
                                              &error);
  g_autoptr(GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_false (more);
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr(ParvisStatement) statement =
        parvis_database_prepare (self->database,
                                 "SELECT last_name FROM participant WHERE key = ?1", NULL);

      parvis_statement_bind_int (statement, 1, g_array_index (keys, gint64, i));
      parvis_statement_step (statement, NULL, NULL);
      g_string_append_printf (names, "%s%s", i > 0 ? "|" : "",
                              (const char *) sqlite3_column_text (statement, 0));
    }

  return g_string_free_and_steal (g_steal_pointer (&names));
}
