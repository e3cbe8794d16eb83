#include "parvis-fold.h"
#include "parvis-index-entry.h"
#include "parvis-indexer.h"
#include "parvis-merging.h"
#include "parvis-places.h"
#include "search-test.h"

/* Who is told to the search, where several write at once. */

static GPtrArray *
read_entries (SearchTest *fixture,
              gint64      after,
              guint       max_rows)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *entries = parvis_indexer_read (fixture->database, after, max_rows, &error);

  g_assert_no_error (error);

  return entries;
}

static void
assert_new (SearchTest *fixture,
            gint64      n_new)
{
  g_autoptr(GError) error = NULL;
  gint64 n = -1;

  parvis_indexer_count (fixture->database, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, n_new);
}

/* A batch is read while the one before it is written. */
static void
test_batches (SearchTest    *fixture,
              gconstpointer  data)
{
  gint64 n_people = search_test_count_people ();
  g_autoptr(GPtrArray) first = read_entries (fixture, -1, 5);
  const ParvisIndexEntry *last = g_ptr_array_index (first, first->len - 1);
  g_autoptr(GPtrArray) second = read_entries (fixture, last->key, 100);
  g_autoptr(GPtrArray) none = NULL;

  g_assert_cmpuint (first->len, ==, 5);
  g_assert_cmpuint (second->len, ==, n_people - 5);
  assert_new (fixture, n_people);
  search_test_index_entries (fixture, first);
  assert_new (fixture, n_people - 5);
  search_test_index_entries (fixture, second);
  assert_new (fixture, 0);
  g_assert_cmpint (search_test_count_waiting (fixture), ==, 0);

  none = read_entries (fixture, -1, 100);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Somebody is corrected, as by another process, before the search is told what they were. */
static void
test_overtaken (SearchTest    *fixture,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) entries = read_entries (fixture, -1, 100);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *was = NULL;
  g_autofree char *is = NULL;
  g_autofree char *other = NULL;
  WeezParticipant *person = search_test_make_person (0);

  g_set_str (&person->last_name, "Quentin");
  g_set_str (&person->email, NULL);
  g_ptr_array_add (records, person);
  search_test_apply (fixture, records);

  search_test_index_entries (fixture, entries);
  g_assert_cmpint (search_test_count_waiting (fixture), ==, 1);
  search_test_index_all (fixture);
  g_assert_cmpint (search_test_count_waiting (fixture), ==, 0);

  was = search_test_find (fixture, "lefebvre", 0);
  is = search_test_find (fixture, "quentin", 0);
  other = search_test_find (fixture, "legoff", 0);
  g_assert_cmpstr (was, ==, "");
  g_assert_cmpstr (is, ==, "Quentin");
  g_assert_cmpstr (other, ==, "Le Goff");
}

/* Somebody is erased after they were read, and before it is written. */
static void
test_erased (SearchTest    *fixture,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) entries = read_entries (fixture, -1, 100);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;

  parvis_database_execute (fixture->database, "DELETE FROM participant"
                           " WHERE last_name = 'Lefebvre'", &error);
  g_assert_no_error (error);
  search_test_index_entries (fixture, entries);

  g_assert_cmpint (search_test_count_waiting (fixture), ==, 0);
  g_assert_cmpint (search_test_read (fixture, "SELECT count(*) FROM word_search"), ==,
                   search_test_count_people () - 1);
  g_assert_cmpint (search_test_read (fixture, "SELECT count(*) FROM code"
                                     " WHERE value = '7123456789'"), ==, 0);
  name = search_test_find (fixture, "lefebvre", 0);
  g_assert_cmpstr (name, ==, "");
}

/* Another process added people between those at hand, and indexed some of these itself. */
static void
test_among_others (SearchTest    *fixture,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) entries = read_entries (fixture, -1, 100);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *code = NULL;
  guint n_done;

  parvis_database_begin (fixture->database, &error);
  parvis_indexer_run (fixture->database, 2, &n_done, &error);
  g_assert_no_error (error);
  parvis_database_commit (fixture->database, &error);
  g_assert_cmpuint (n_done, ==, 2);

  g_ptr_array_remove_range (entries, 3, 2);
  search_test_index_entries (fixture, entries);
  g_assert_cmpint (search_test_count_waiting (fixture), ==, 2);
  name = search_test_find (fixture, "lefebvre", 0);
  code = search_test_find (fixture, "7123456789", 0);
  g_assert_cmpstr (name, ==, "Lefebvre");
  g_assert_cmpstr (code, ==, "Lefebvre");

  search_test_index_all (fixture);
  g_assert_cmpint (search_test_count_waiting (fixture), ==, 0);
  for (guint i = 0; i < search_test_count_people (); i++)
    {
      g_autoptr(WeezParticipant) person = search_test_make_person (i);
      g_autofree char *found = search_test_find (fixture, person->barcode, 0);

      g_assert_cmpstr (found, ==, person->last_name);
    }
  g_assert_cmpint (search_test_read (fixture, "SELECT count(*) FROM word_search"), ==,
                   search_test_count_people ());
}

static guint
merge_all (SearchTest *fixture)
{
  ParvisMerging merging = { 0 };
  guint n_times = 0;

  for (; !merging.ended; n_times++)
    {
      g_autoptr(GError) error = NULL;

      parvis_database_begin (fixture->database, &error);
      parvis_merging_run (fixture->database, &merging, &error);
      g_assert_no_error (error);
      parvis_database_commit (fixture->database, &error);
      g_assert_no_error (error);
    }

  return n_times;
}

static void
put_off (SearchTest *fixture)
{
  g_autoptr(GError) error = NULL;

  parvis_database_begin (fixture->database, &error);
  parvis_merging_put_off (fixture->database, &error);
  g_assert_no_error (error);
  parvis_database_commit (fixture->database, &error);
}

/* Batches become one, and a few more people are no reason to begin again. */
static void
test_merged (SearchTest    *fixture,
             gconstpointer  data)
{
  static const char words_sql[] = "SELECT count(DISTINCT segid) FROM word_search_idx";
  static const char mails_sql[] = "SELECT count(DISTINCT segid) FROM mail_search_idx";
  static const char merges_sql[] = "SELECT v FROM word_search_config WHERE k = 'automerge'";
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  WeezParticipant *person = search_test_make_person (0);

  g_assert_cmpint (search_test_read (fixture, words_sql), >=, 2);
  g_assert_cmpint (search_test_read (fixture, mails_sql), >=, 2);
  put_off (fixture);
  g_assert_cmpint (search_test_read (fixture, merges_sql), ==, 0);

  g_assert_cmpuint (merge_all (fixture), >, 1);
  g_assert_cmpint (search_test_read (fixture, words_sql), ==, 1);
  g_assert_cmpint (search_test_read (fixture, mails_sql), ==, 1);
  g_assert_cmpint (search_test_read (fixture, merges_sql), ==, 8);
  for (guint i = 0; i < search_test_count_people (); i++)
    {
      g_autoptr(WeezParticipant) one = search_test_make_person (i);
      g_autofree char *found = search_test_find (fixture, one->barcode, 0);

      g_assert_cmpstr (found, ==, one->last_name);
    }

  g_set_str (&person->id, "100");
  g_ptr_array_add (records, person);
  search_test_apply (fixture, records);
  search_test_index_all (fixture);
  put_off (fixture);
  g_assert_cmpint (search_test_read (fixture, merges_sql), ==, 8);
  g_assert_cmpuint (merge_all (fixture), ==, 1);
  g_assert_cmpint (search_test_read (fixture, words_sql), ==, 2);
}

/* Of names that begin alike everybody has a place of their own, even where no room is left. */
static void
test_crowded_place (SearchTest    *fixture,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) sort_key = parvis_fold_sort_key ("Lefebvre", "Hélène");
  gint64 lowest = parvis_fold_ord (sort_key);
  gint64 room = 1 << PARVIS_FOLD_ORD_SHIFT;
  gint64 own = search_test_read (fixture, "SELECT ord FROM participant"
                                 " WHERE last_name = 'Lefebvre'");
  gint64 ord;
  g_autofree char *fill = NULL;

  g_assert_cmpint (own, ==, lowest);

  parvis_place_choose (fixture->database, lowest, 0, &ord, &error);
  g_assert_cmpint (ord, ==, lowest + 1);
  parvis_place_choose (fixture->database, lowest, own, &ord, &error);
  g_assert_cmpint (ord, ==, own);
  parvis_place_choose (fixture->database, lowest, lowest + 7, &ord, &error);
  g_assert_cmpint (ord, ==, lowest + 7);

  fill = g_strdup_printf ("UPDATE participant SET ord = %" G_GINT64_FORMAT " WHERE ord = %"
                          G_GINT64_FORMAT, lowest + room - 1, lowest);
  parvis_database_execute (fixture->database, fill, &error);
  parvis_place_choose (fixture->database, lowest, 0, &ord, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ord, ==, lowest + room);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/indexer/batches", SearchTest, search_test_waiting, search_test_set_up,
              test_batches, search_test_tear_down);
  g_test_add ("/indexer/overtaken", SearchTest, search_test_waiting, search_test_set_up,
              test_overtaken, search_test_tear_down);
  g_test_add ("/indexer/erased", SearchTest, search_test_waiting, search_test_set_up,
              test_erased, search_test_tear_down);
  g_test_add ("/indexer/among-others", SearchTest, search_test_waiting, search_test_set_up,
              test_among_others, search_test_tear_down);
  g_test_add ("/indexer/merged", SearchTest, search_test_indexed, search_test_set_up,
              test_merged, search_test_tear_down);
  g_test_add ("/indexer/crowded-place", SearchTest, search_test_indexed, search_test_set_up,
              test_crowded_place, search_test_tear_down);

  return g_test_run ();
}
