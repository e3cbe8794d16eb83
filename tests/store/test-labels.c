#include "parvis-labels.h"
#include "parvis-statement.h"
#include "store-test.h"

/* Lists of answers are kept with the keys of their labels, and come back as they were. */

typedef struct
{
  char           *folder;
  char           *path;
  ParvisDatabase *database;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = store_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "labels.db", NULL);
  fixture->database = parvis_database_open (fixture->path, TRUE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->database, parvis_database_free);
  g_clear_pointer (&fixture->path, g_free);
  store_test_remove_folder (&fixture->folder);
}

static char *
pack (Fixture    *fixture,
      const char *list)
{
  g_autoptr(GHashTable) known = parvis_labels_new ();
  GString *packed = g_string_new ("what it held");
  g_autoptr(GError) error = NULL;

  parvis_labels_pack (fixture->database, known, list, packed, &error);
  g_assert_no_error (error);

  return g_string_free_and_steal (packed);
}

static char *
unpack (ParvisDatabase *database,
        const char     *packed)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT labelled (?1)", &error);

  g_assert_no_error (error);
  parvis_statement_bind_text (statement, 1, packed);
  parvis_statement_step (statement, NULL, &error);
  g_assert_no_error (error);

  return g_strdup ((const char *) sqlite3_column_text (statement, 0));
}

static void
begin (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  parvis_database_begin (fixture->database, &error);
  g_assert_no_error (error);
}

static void
commit (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  parvis_database_commit (fixture->database, &error);
  g_assert_no_error (error);
}

static gint64
count_labels (Fixture *fixture)
{
  gint64 n = -1;

  parvis_database_read_number (fixture->database, "SELECT count(*) FROM label", &n, NULL);

  return n;
}

static void
test_short (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  begin (fixture);
  first = pack (fixture, "[[\"Your town\",\"Lyon\"],[\"Your age\",\"41\"]]");
  second = pack (fixture, "[[\"Your age\",\"Your town\"],[\"Your age\",null]]");
  commit (fixture);

  g_assert_cmpstr (first, ==, "[[1,\"Lyon\"],[2,\"41\"]]");
  g_assert_cmpstr (second, ==, "[[2,\"Your town\"],[2,null]]");
  g_assert_cmpint (count_labels (fixture), ==, 2);
}

/* Whoever reads, the text is the same to the last sign: its hash tells whether anything changed. */
static void
test_same (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const lists[] = {
    "[]", "", "null", "[[]]", "[[\"Your town\"]]", "[[\"Your town\",\"Lyon\"]]",
    "[[\"a, b] \\\" \\\\\",\"c\"],[\"Ville\\u2028 ]],[\",\"\\\\\"]]",
    "[[null,\"x\"],[\"\",\"\"],[\"7\",\"8\"],[\"Taille\\n\",null,12,true]]",
    "[[\"Été 2026 : à quelle heure ?\",\"18 h\"],[\"Été 2026 : à quelle heure ?\",\"\"]]",
    /* Of another form, or cut. */
    "[\"Your town\",\"Lyon\"]", "[{\"label\":\"Your town\"}]", "[[\"Your town\",\"Lyon\"",
    "[[\"Your town\",\"Lyon\"],[\"Your to", "[[\"Your town\\", "[[\"Your town\",\"Lyon\"],",
  };
  g_autoptr(ParvisDatabase) reader = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *packed = NULL;
      g_autofree char *written = NULL;
      g_autofree char *read = NULL;

      begin (fixture);
      packed = pack (fixture, lists[i]);
      written = unpack (fixture->database, packed);
      commit (fixture);
      g_assert_cmpstr (written, ==, lists[i]);

      if (reader == NULL)
        reader = parvis_database_open (fixture->path, FALSE, NULL);
      for (guint j = 0; j < 2; j++)
        {
          g_clear_pointer (&read, g_free);
          read = unpack (reader, packed);
          g_assert_cmpstr (read, ==, lists[i]);
        }
    }
  g_assert_cmpint (count_labels (fixture), >, 3);
}

/* A key whose transaction is taken back goes to another label. */
static void
test_taken_back (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *lost = NULL;
  g_autofree char *lost_read = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *kept_read = NULL;
  g_autofree char *strange = NULL;

  begin (fixture);
  lost = pack (fixture, "[[\"Your town\",\"Lyon\"]]");
  lost_read = unpack (fixture->database, lost);
  g_assert_cmpstr (lost_read, ==, "[[\"Your town\",\"Lyon\"]]");
  parvis_database_rollback (fixture->database);
  g_assert_cmpint (count_labels (fixture), ==, 0);

  begin (fixture);
  kept = pack (fixture, "[[\"Your age\",\"41\"]]");
  commit (fixture);
  kept_read = unpack (fixture->database, kept);
  g_assert_cmpstr (kept_read, ==, "[[\"Your age\",\"41\"]]");

  strange = unpack (fixture->database, "[[99,\"41\"]]");
  g_assert_cmpstr (strange, ==, "[[null,\"41\"]]");
}

static void
add_person (Fixture    *fixture,
            gint64      key,
            const char *answers,
            const char *buyer_answers)
{
  g_autofree char *packed = pack (fixture, answers);
  g_autofree char *buyer_packed = pack (fixture, buyer_answers);
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (fixture->database,
                             "INSERT INTO participant (key, event, ord, sort_key, hash, gone,"
                             " missed, first_seen, id, answers, buyer_answers)"
                             " VALUES (?1, 1, ?1, x'', 0, 0, 0, 0, ?1, ?2, ?3)", &error);

  g_assert_no_error (error);
  parvis_statement_bind_int (statement, 1, key);
  parvis_statement_bind_text (statement, 2, packed);
  parvis_statement_bind_text (statement, 3, buyer_packed);
  parvis_statement_run (statement, &error);
  g_assert_no_error (error);
}

/* What nobody has answered any more is not kept, and its key goes to no other label. */
static void
test_forgotten (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *again = NULL;
  g_autofree char *read = NULL;
  g_autoptr(GError) error = NULL;

  begin (fixture);
  add_person (fixture, 1, "[[\"Your town\",\"Lyon\"],[\"7\",\"8\"]]", "[]");
  add_person (fixture, 2, "[[\"Your age\",\"41\"]]", "[[\"Your company\",\"\"]]");
  parvis_database_execute (fixture->database, PARVIS_LABELS_FORGET, &error);
  g_assert_cmpint (count_labels (fixture), ==, 3);
  parvis_database_execute (fixture->database, "DELETE FROM participant WHERE key = 2", &error);
  parvis_database_execute (fixture->database, PARVIS_LABELS_FORGET, &error);
  g_assert_no_error (error);
  commit (fixture);
  g_assert_cmpint (count_labels (fixture), ==, 1);

  begin (fixture);
  again = pack (fixture, "[[\"Your town\",\"\"],[\"Your shoe size\",\"40\"]]");
  commit (fixture);
  g_assert_cmpstr (again, ==, "[[1,\"\"],[4,\"40\"]]");
  read = unpack (fixture->database, again);
  g_assert_cmpstr (read, ==, "[[\"Your town\",\"\"],[\"Your shoe size\",\"40\"]]");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/labels/short", Fixture, NULL, set_up, test_short, tear_down);
  g_test_add ("/labels/same", Fixture, NULL, set_up, test_same, tear_down);
  g_test_add ("/labels/taken-back", Fixture, NULL, set_up, test_taken_back, tear_down);
  g_test_add ("/labels/forgotten", Fixture, NULL, set_up, test_forgotten, tear_down);

  return g_test_run ();
}
