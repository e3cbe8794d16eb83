#include <string.h>

#include "parvis-fold.h"
#include "parvis-search.h"
#include "parvis-statement.h"
#include "search-test.h"
#include "weez-answer.h"

/* People as they are written, and as they are looked for. */

static const struct
{
  const char *text;
  const char *expected;
} spellings[] = {
  { "Lefebvre", "Lefebvre" }, { "lefebvre", "Lefebvre" }, { "LEFEBVRE", "Lefebvre" },
  { "helene", "Lefebvre" }, { "Hélène", "Lefebvre" }, { "HÉLÈNE lefebvre", "Lefebvre" },
  { "lefebvre helene", "Lefebvre" }, { "lef hel", "Lefebvre" }, { "l h", "Lefebvre" },
  { "Jean-Pierre", "de La Tour" }, { "jean pierre", "de La Tour" },
  { "jeanpierre", "de La Tour" }, { "JEAN-PIERRE DE LA TOUR", "de La Tour" },
  { "delatour", "de La Tour" }, { "de latour", "de La Tour" }, { "dela tour", "de La Tour" },
  { "de la tour", "de La Tour" }, { "la tour", "de La Tour" }, { "tour jean", "de La Tour" },
  { "latour", "de La Tour" }, { "delatour jeanpierre", "de La Tour" },
  { "dartagnan", "d’Artagnan" }, { "d'artagnan", "d’Artagnan" }, { "d artagnan", "d’Artagnan" },
  { "artagnan zoe", "d’Artagnan" }, { "D’ARTAGNAN", "d’Artagnan" },
  { "obrien", "O'Brien" }, { "o brien", "O'Brien" }, { "O’Brien", "O'Brien" },
  { "brien sean", "O'Brien" },
  { "lukasz", "Wójcik" }, { "Łukasz", "Wójcik" }, { "wojcik", "Wójcik" },
  { "soren", "Kierkegård" }, { "kierkegard", "Kierkegård" },
  { "coeur", "Cœur" }, { "cœur", "Cœur" }, { "francois", "Cœur" },
  { "legoff", "Le Goff" }, { "le goff", "Le Goff" }, { "goff anne", "Le Goff" },
  { "gross", "Groß" }, { "groß", "Groß" }, { "jurgen", "Groß" },
  { "иванова", "Иванова" }, { "НАТАЛЬЯ", "Иванова" },
  { "dup", "Dupond|Dupont" }, { "marie dup", "Dupond|Dupont" }, { "marieclaude", "Dupond" },
  /* One slip, where nothing is spelled so. */
  { "lefevbre", "Lefebvre" }, { "lefebre", "Lefebvre" }, { "lefebvvre", "Lefebvre" },
  { "lefebvra", "Lefebvre" }, { "helena", "Lefebvre" }, { "dupomt", "Dupont" },
  { "artagna zoe", "d’Artagnan" }, { "artagman", "d’Artagnan" }, { "kierkegrad", "Kierkegård" },
  { "dupontt marie", "Dupont" },
  /* Everything else that is known of a person. */
  { "helene.lefebvre@example.org", "Lefebvre" }, { "ebvre@exam", "Lefebvre" },
  { "brien1985", "O'Brien" }, { "@mail", "O'Brien" }, { "latour.exa", "de La Tour" },
  { "7123456789", "Lefebvre" }, { "71234", "Lefebvre" }, { "712", "Lefebvre" },
  { "fn0a1b2c3dk", "O'Brien" }, { "FN0A1B", "O'Brien" },
  { "T1E12O504", "O'Brien" }, { "t1e12o504", "O'Brien" }, { "C3E11O509", "Dupont" },
  { "509", "Dupont" }, { "ADH-0042", "Lefebvre" }, { "adh0042", "Lefebvre" },
  { "adh 0042", "Lefebvre" }, { "NOEL25", "Lefebvre" }, { "ete-10", "O'Brien" },
  { "mousquetaire", "d’Artagnan" }, { "vegetarienne", "Lefebvre" },
  { "lefebvre 7123456789", "Lefebvre" }, { "t1e12o504 sean", "O'Brien" },
  { "dupont 71234567", "" }, { "legoff 77234", "Le Goff" }, { "delatour c3e11o5", "de La Tour" },
  { "arachides tour", "de La Tour" }, { "0612345678", "O'Brien" }, { "061234", "O'Brien" },
  { "06 12 34 56 78", "O'Brien" }, { "06.12.34.56", "O'Brien" }, { "7123 4567 89", "Lefebvre" },
  /* Slips at the start, in the second word and in both. */
  { "kefebvre", "Lefebvre" }, { "efebvre", "Lefebvre" }, { "o'brein", "O'Brien" },
  { "jean-piere", "de La Tour" }, { "de la tuor", "de La Tour" }, { "delatuor", "de La Tour" },
  { "le gof", "Le Goff" }, { "helne lefbvre", "Lefebvre" }, { "mousqetaire", "d’Artagnan" },
  { "j-p", "de La Tour" }, { "h lefebvre", "Lefebvre" }, { "Dupont, Marie", "Dupont" },
  /* Nobody. */
  { "nobody", "" }, { "lefebvre pierre", "" }, { "9999999999", "" }, { "xyz@exam", "" },
};

static void
assert_found (SearchTest *fixture,
              const char *text,
              gint64      event,
              const char *expected)
{
  g_autofree char *found = search_test_find (fixture, text, event);

  if (g_strcmp0 (found, expected) != 0)
    {
      g_test_message ("“%s” found “%s” in place of “%s” in %d", text, found, expected,
                      (int) event);
      g_test_fail ();
    }
}

static gboolean
is_of_event (SearchTest *fixture,
             const char *last_name,
             gint64      event)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (fixture->database, "SELECT 1 FROM participant WHERE last_name = ?1"
                             " AND event = ?2", NULL);
  gboolean is = FALSE;

  parvis_statement_bind_text (statement, 1, last_name);
  parvis_statement_bind_int (statement, 2, event);
  g_assert_true (parvis_statement_step (statement, &is, NULL));

  return is;
}

/* Who is found among all is found within their event. */
static void
test_spellings (SearchTest    *fixture,
                gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_auto(GStrv) names = g_strsplit (spellings[i].expected, "|", -1);

      assert_found (fixture, spellings[i].text, 0, spellings[i].expected);
      for (gint64 event = 1; event <= 2; event++)
        {
          g_autoptr(GStrvBuilder) within = g_strv_builder_new ();
          g_auto(GStrv) left = NULL;
          g_autofree char *expected = NULL;

          for (guint j = 0; names[j] != NULL; j++)
            if (is_of_event (fixture, names[j], event))
              g_strv_builder_add (within, names[j]);
          left = g_strv_builder_end (within);
          expected = g_strjoinv ("|", left);
          /* Where nobody has it, others may have nearly that. */
          if (*expected != '\0')
            assert_found (fixture, spellings[i].text, event, expected);
        }
    }
}

/* Numbers as they are answered, and as they are looked for. */
static const struct
{
  const char *answers;
  const char *typed;
  gboolean    found;
} numbers[] = {
  { "06 98 76 54 01", "0698765401", TRUE }, { "06.98.76.54.02", "0698765402", TRUE },
  { "06-98-76-54-03", "06 98765403", TRUE }, { "06/98/76/54/04", "06987654", TRUE },
  { "06\u00a098\u202f76\u00a054\u00a005", "0698765405", TRUE },
  { "0698 765406", "06 98 76 54 06", TRUE }, { "(06) 98 76 54 07", "0698765407", TRUE },
  { "+33 6 98 76 54 08", "0698765408", TRUE }, { "+33 6 98 76 54 08", "+33698765408", TRUE },
  { "+33698765409", "0698765409", TRUE }, { "+33 (0)6 98 76 54 10", "0698765410", TRUE },
  { "+33 (0)6 98 76 54 11", "+33 6 98 76 54 11", TRUE },
  { "0033 6.98.76.54.12", "0698765412", TRUE }, { "(+33) 6 98 76 54 13", "0698765413", TRUE },
  { "Tél. 06 98 76 54 14 (le soir)", "0698765414", TRUE },
  { "06 98 76 54 15 / 07 11 22 33 44", "0698765415", TRUE },
  { "06 98 76 54 15 / 07 11 22 33 44", "0711223344", TRUE },
  { "06 98 76 54 16 07 11 22 33 55", "0698765416", TRUE },
  { "06 98 76 54 16 07 11 22 33 55", "0711223355", TRUE },
  { "+33 6 98 76 54 17 06 11 22 33 66", "0611223366", TRUE },
  { "42\n06 98 76 54 18", "0698765418", TRUE }, { "42\n06 98 76 54 18", "4206987654", FALSE },
  { "06 98 76 54 20", "+33698765420", TRUE }, { "0698765421", "+33 (0)6 98 76", TRUE },
  { "0698765421", "0033 6 98 76 54 21", TRUE }, { "0698765421", "+32698765421", FALSE },
  { "+44 20 7946 0958", "442079460958", TRUE }, { "+44 20 7946 0958", "02079460958", TRUE },
  { "2 et 3", "23", FALSE }, { "12 345", "12345", FALSE }, { "123 456", "123456", TRUE },
  { "4970 1012 3456 7890", "4970101234567890", FALSE },
  { "A06 98 76 54 19", "0698765419", FALSE },
  { "28/03/1971", "28031971", FALSE }, { "1971-03-28", "19710328", FALSE },
  { "28 1334 56", "28133456", TRUE }, { "20 84 34 56", "20843456", TRUE },
};

static WeezParticipant *
make_answering (guint       i,
                const char *answers)
{
  g_auto(GStrv) values = g_strsplit (answers, "\n", -1);
  WeezParticipant *person = g_object_new (WEEZ_TYPE_PARTICIPANT, NULL);

  person->id = g_strdup_printf ("answering-%u", i);
  person->id_event = g_strdup ("11");
  person->last_name = g_strdup_printf ("Answering %u", i);
  person->paid = TRUE;
  person->answers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint j = 0; values[j] != NULL; j++)
    {
      WeezAnswer *answer = g_object_new (WEEZ_TYPE_ANSWER, NULL);

      answer->label = g_strdup ("Question");
      answer->value = g_strdup (values[j]);
      g_ptr_array_add (person->answers, answer);
    }

  return person;
}

static void
test_numbers (SearchTest    *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_ptr_array_add (records, make_answering (i, numbers[i].answers));
  search_test_apply (fixture, records);
  if (data == search_test_indexed)
    search_test_index_all (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *found = search_test_find (fixture, numbers[i].typed, 0);
      g_autofree char *name = g_strdup_printf ("|Answering %u|", i);
      g_autofree char *framed = g_strdup_printf ("|%s|", found);

      if ((strstr (framed, name) != NULL) != numbers[i].found)
        {
          g_test_message ("“%s” found “%s”, asked for %s", numbers[i].typed, found, name);
          g_test_fail ();
        }
    }
}

static void
test_event (SearchTest    *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *text;
    gint64      event;
    const char *expected;
  } cases[] = {
    { "legoff", 2, "Le Goff" }, { "legoff", 1, "" }, { "example.org", 2, "Cœur" },
    { "7723456785", 2, "Le Goff" }, { "7723456785", 1, "" }, { "lefevbre", 1, "Lefebvre" },
    { "lefevbre", 2, "" }, { "le", 2, "Le Goff" }, { "le", 1, "Lefebvre" }, { "legoff", 99, "" },
    { "rue de la paix", 1, "Groß" }, { "paix de", 1, "Groß" }, { "paix d", 1, "" },
    { "rue de la paix", 2, "" }, { "h lefevbre", 1, "Lefebvre" }, { "z lefevbre", 1, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = search_test_find (fixture, cases[i].text, cases[i].event);
      /* Slips are forgiven where names are indexed. */
      gboolean slip = strstr (cases[i].text, "lefevbre") != NULL;

      g_assert_cmpstr (found, ==, slip && data == search_test_waiting ? "" : cases[i].expected);
    }
}

static void
test_hostile (SearchTest    *fixture,
              gconstpointer  data)
{
  static const char * const texts[] = {
    "\"", "\"\"", "'", "*", "a*", "\"a\" OR 1", "NEAR(a b)", "NOT", "AND", "OR", "a AND", "(", ")",
    "words:a", "^a", "-a", "+a", "{a b}:c", "%", "_", "\\", ";DROP TABLE participant", "\xff\xfe",
    "\x01\x02", "\u202e", "😀", "😀😀😀@", "@@@", "\"@\"", "a\"b@c", "   ", "", "\u0301", "̈́", "//",
    "1 2 3 4 5 6 7 8 9 10 11 12", "de la de la de la de la de la", "\ue0001", "null", "--",
  };
  g_autofree char *long_text = g_strnfill (10000, 'a');
  g_autofree char *many = g_strnfill (10000, '"');
  g_autofree char *found_long = search_test_find (fixture, long_text, 0);
  g_autofree char *found_many = search_test_find (fixture, many, 0);
  g_autofree char *after = NULL;

  g_assert_cmpstr (found_long, ==, "");
  g_assert_cmpstr (found_many, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (search_test_find (fixture, texts[i], i % 2));

  after = search_test_find (fixture, "dupont", 0);
  g_assert_cmpstr (after, ==, "Dupont");
}

/* A name that was corrected is found as it is now, and no more as it was. */
static void
test_corrected (SearchTest    *fixture,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  WeezParticipant *person = search_test_make_person (8);
  const char *expected[][2] = {
    { "dupont", "" }, { "quentin", "Quentin" }, { "7823456786", "" }, { "8888888888", "Quentin" },
  };

  g_set_str (&person->last_name, "Quentin");
  g_set_str (&person->email, "q@example.org");
  g_set_str (&person->barcode, "8888888888");
  g_ptr_array_add (records, person);
  search_test_apply (fixture, records);

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
        {
          g_autofree char *found = search_test_find (fixture, expected[i][0], 0);

          /* "dupont" is one slip from Dupond. */
          if (i == 0)
            g_assert_null (strstr (found, "Quentin"));
          else
            g_assert_cmpstr (found, ==, expected[i][1]);
        }
      search_test_index_all (fixture);
    }
}

static void
test_order (SearchTest    *fixture,
            gconstpointer  data)
{
  static const char * const sorted[][2] = {
    { "cote", "Alice" }, { "coté", "Alice" }, { "côte", "Alice" }, { "côté", "Alice" },
    { "de La Tour", "B" }, { "Delatour", "A" }, { "Fontaine", "Alice" }, { "Fontaine", "Zoé" },
    { "Œhler", "A" }, { "Oz", "A" }, { "Zébulon", "A" },
  };
  g_autoptr(GBytes) before = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    {
      g_autoptr(GBytes) key = parvis_fold_sort_key (sorted[i][0], sorted[i][1]);

      g_assert_cmpint (parvis_fold_ord (key), >, 0);
      if (before != NULL)
        {
          g_assert_cmpint (g_bytes_compare (before, key), <, 0);
          g_assert_cmpint (parvis_fold_ord (before), <=, parvis_fold_ord (key));
        }
      g_clear_pointer (&before, g_bytes_unref);
      before = g_steal_pointer (&key);
    }
}

#define N_CROWD 3000

/* Invented people, whose names often begin alike and never with what the others' do. */
static void
add_crowd (SearchTest *fixture)
{
  static const char * const starts[] = { "Zab", "Zàb", "ZAB", "Zœ", "Zð", "Z’", "Zab-", "Zábc" };
  static const char * const ends[] = { "", "a", "é", "ê", "E", "œ", "þ", " la", "-La", "ı", "z" };
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < N_CROWD; i++)
    {
      WeezParticipant *person = g_object_new (WEEZ_TYPE_PARTICIPANT, NULL);

      person->id = g_strdup_printf ("crowd-%u", i);
      person->id_event = g_strdup (i % 3 == 0 ? "11" : "12");
      person->last_name = g_strconcat (starts[g_test_rand_int_range (0, G_N_ELEMENTS (starts))],
                                       ends[g_test_rand_int_range (0, G_N_ELEMENTS (ends))],
                                       ends[g_test_rand_int_range (0, G_N_ELEMENTS (ends))], NULL);
      person->first_name = g_strdup (ends[g_test_rand_int_range (0, G_N_ELEMENTS (ends))]);
      person->barcode = g_strdup_printf ("55555%05u", i);
      /* Some have all pieces of "@crowd", and not the whole. */
      person->email = i % 4 == 0 ? g_strdup_printf ("owd.row.cro%u@cr.example", i)
                                 : g_strdup_printf ("p%u@crowd.example", i);
      g_ptr_array_add (records, person);
    }
  search_test_apply (fixture, records);

  /* Most are of one event. */
  parvis_database_execute (fixture->database, "INSERT INTO event_sync (event, completed_rows)"
                           " VALUES (1, 1006), (2, 2006)", &error);
  g_assert_no_error (error);
}

/* The first ones are those that sorting all of them by the collator gives. */
static void
test_first (SearchTest    *fixture,
            gconstpointer  data)
{
  static const guint limits[] = { 1, 7, 100, 999, G_MAXUINT };
  static const struct
  {
    const char *text;
    const char *barcode;
    const char *email;
  } cases[] = {
    { "55555", "55555*", "*" }, { "555550", "555550*", "*" }, { "@crowd", "55555*", "*@crowd*" },
    { "zab", "55555*", "*" },
  };

  add_crowd (fixture);
  if (data != search_test_waiting)
    search_test_index_all (fixture);

  for (guint i = 0; i < 3 * G_N_ELEMENTS (limits) * G_N_ELEMENTS (cases); i++)
    {
      guint limit = limits[i / 3 % G_N_ELEMENTS (limits)];
      guint place = i / 3 / G_N_ELEMENTS (limits);
      gint64 event = i % 3;
      g_autoptr(GError) error = NULL;
      g_autoptr(ParvisSearch) search = parvis_search_new (cases[place].text);
      gboolean more = FALSE;
      g_autoptr(GArray) keys = parvis_search_run (search, fixture->database, event, limit, &more,
                                                  &error);
      g_autoptr(ParvisStatement) all =
        parvis_database_prepare (fixture->database, "SELECT key, last_name FROM participant"
                                 " WHERE barcode GLOB ?1 AND email GLOB ?2"
                                 " AND (?3 = 0 OR event = ?3) ORDER BY sort_key, key", &error);
      gboolean has_row = FALSE;
      guint n = 0, count = 0;

      g_assert_no_error (error);
      parvis_statement_bind_text (all, 1, cases[place].barcode);
      parvis_statement_bind_text (all, 2, cases[place].email);
      parvis_statement_bind_int (all, 3, event);
      while (parvis_statement_step (all, &has_row, &error) && has_row && n < limit)
        {
          g_autofree char *name = parvis_fold_text ((const char *) sqlite3_column_text (all, 1));

          if (g_str_equal (cases[place].text, "zab") && !g_str_has_prefix (name, "zab"))
            continue;
          g_assert_cmpuint (n, <, keys->len);
          g_assert_cmpint (g_array_index (keys, gint64, n), ==, sqlite3_column_int64 (all, 0));
          n++;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (keys->len, ==, n);
      g_assert_true (more == (limit < G_MAXUINT && n == limit));

      parvis_search_count (search, fixture->database, event, limit, &count, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count, ==, n);
    }
}

/* More people than are gathered share the beginning of a code. */
static void
test_many_codes (SearchTest    *fixture,
                 gconstpointer  data)
{
  g_autofree char *whole = NULL;
  g_autofree char *other = NULL;

  add_crowd (fixture);
  if (data != search_test_waiting)
    search_test_index_all (fixture);

  for (gint64 event = 1; event <= 2; event++)
    {
      g_autoptr(ParvisSearch) search = parvis_search_new ("55555");
      g_autoptr(GError) error = NULL;
      guint count = 0;

      parvis_search_count (search, fixture->database, event, 10000, &count, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count, ==, event == 1 ? N_CROWD / 3 : N_CROWD - N_CROWD / 3);
    }

  whole = search_test_find (fixture, "5555500004", 2);
  other = search_test_find (fixture, "5555500004", 1);
  g_assert_nonnull (g_strrstr (whole, "Z"));
  g_assert_cmpstr (other, ==, "");
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void      (*test) (SearchTest *, gconstpointer);
  } tests[] = {
    { "spellings", test_spellings },
    { "numbers", test_numbers },
    { "event", test_event },
    { "hostile", test_hostile },
    { "corrected", test_corrected },
    { "order", test_order },
    { "first", test_first },
    { "many-codes", test_many_codes },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      const char *modes[] = { search_test_indexed, search_test_waiting };

      for (guint j = 0; j < G_N_ELEMENTS (modes) - (i == 0); j++)
        {
          g_autofree char *path = g_strdup_printf ("/search/%s/%s", modes[j], tests[i].name);

          g_test_add (path, SearchTest, modes[j], search_test_set_up, tests[i].test,
                      search_test_tear_down);
        }
    }

  return g_test_run ();
}
