#include <string.h>

#include "parvis-fold.h"
#include "parvis-index-entry.h"
#include "parvis-indexer.h"
#include "parvis-merging.h"
#include "parvis-places.h"
#include "search-test.h"

/* Who is told to the search, where several write at once. */

static ParvisIndexBatch *
read_batch (SearchTest *fixture,
            gint64      after,
            guint       max_rows)
{
  g_autoptr(GError) error = NULL;
  ParvisIndexBatch *batch = parvis_indexer_read (fixture->database, after, max_rows, &error);

  g_assert_no_error (error);

  return batch;
}

static void
execute (SearchTest *fixture,
         const char *sql)
{
  g_autoptr(GError) error = NULL;

  parvis_database_execute (fixture->database, sql, &error);
  g_assert_no_error (error);
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
  g_autoptr(ParvisIndexBatch) first = read_batch (fixture, -1, 5);
  g_autoptr(ParvisIndexBatch) second = read_batch (fixture, first->last, 100);
  g_autoptr(ParvisIndexBatch) none = NULL;

  g_assert_cmpuint (first->entries->len, ==, 5);
  g_assert_cmpuint (second->entries->len, ==, n_people - 5);
  assert_new (fixture, n_people);
  search_test_index_batch (fixture, first);
  assert_new (fixture, n_people - 5);
  search_test_index_batch (fixture, second);
  assert_new (fixture, 0);
  g_assert_cmpint (search_test_count_waiting (fixture), ==, 0);

  none = read_batch (fixture, -1, 100);
  g_assert_cmpuint (none->entries->len, ==, 0);
}

/* Somebody is corrected, as by another process, before the search is told what they were. */
static void
test_overtaken (SearchTest    *fixture,
                gconstpointer  data)
{
  g_autoptr(ParvisIndexBatch) batch = read_batch (fixture, -1, 100);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *was = NULL;
  g_autofree char *is = NULL;
  g_autofree char *other = NULL;
  WeezParticipant *person = search_test_make_person (0);

  g_set_str (&person->last_name, "Quentin");
  g_set_str (&person->email, NULL);
  g_ptr_array_add (records, person);
  search_test_apply (fixture, records);

  search_test_index_batch (fixture, batch);
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
  g_autoptr(ParvisIndexBatch) batch = read_batch (fixture, -1, 100);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;

  execute (fixture, "BEGIN");
  parvis_indexer_remove (fixture->database,
                         search_test_read (fixture, "SELECT key FROM participant"
                                           " WHERE last_name = 'Lefebvre'"), &error);
  g_assert_no_error (error);
  execute (fixture, "DELETE FROM participant WHERE last_name = 'Lefebvre'; COMMIT");
  search_test_index_batch (fixture, batch);

  g_assert_cmpint (search_test_count_waiting (fixture), ==, 0);
  g_assert_cmpint (search_test_read (fixture, "SELECT count(*) FROM search"), ==,
                   search_test_count_people () - 1);
  g_assert_cmpint (search_test_read (fixture, "SELECT count(*) FROM code"
                                     " WHERE value = '7123456789'"), ==, 0);
  name = search_test_find (fixture, "lefebvre", 0);
  g_assert_cmpstr (name, ==, "");
}

/* Somebody is erased after they were read, and who comes next is given their key. */
static void
test_key_again (SearchTest    *fixture,
                gconstpointer  data)
{
  static const char last_sql[] = "SELECT max (key) FROM participant";
  g_autoptr(ParvisIndexBatch) batch = read_batch (fixture, -1, 100);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 key = search_test_read (fixture, last_sql);
  WeezParticipant *person = g_object_new (WEEZ_TYPE_PARTICIPANT, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *is = NULL;

  execute (fixture, "BEGIN");
  parvis_indexer_remove (fixture->database, key, &error);
  g_assert_no_error (error);
  execute (fixture, "DELETE FROM participant WHERE key = (SELECT max (key) FROM participant);"
           "COMMIT");

  person->id = g_strdup ("300");
  person->id_event = g_strdup ("11");
  person->last_name = g_strdup ("Zuber");
  g_ptr_array_add (records, person);
  search_test_apply (fixture, records);
  g_assert_cmpint (search_test_read (fixture, last_sql), ==, key);

  search_test_index_batch (fixture, batch);
  search_test_index_all (fixture);
  g_assert_cmpint (search_test_count_waiting (fixture), ==, 0);
  g_assert_cmpint (search_test_read (fixture, "SELECT count(*) FROM search"), ==,
                   search_test_count_people ());
  is = search_test_find (fixture, "zuber", 0);
  g_assert_cmpstr (is, ==, "Zuber");
}

/* Another process added people between those at hand, and indexed some of these itself. */
static void
test_among_others (SearchTest    *fixture,
                   gconstpointer  data)
{
  g_autoptr(ParvisIndexBatch) batch = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *code = NULL;
  guint n_done;

  execute (fixture, "CREATE TEMP TABLE later AS SELECT * FROM participant"
           " ORDER BY key LIMIT 2 OFFSET 3;"
           "DELETE FROM participant WHERE key IN (SELECT key FROM later)");
  batch = read_batch (fixture, -1, 100);
  execute (fixture, "INSERT INTO participant SELECT * FROM later");

  parvis_database_begin (fixture->database, &error);
  parvis_indexer_run (fixture->database, 2, &n_done, &error);
  g_assert_no_error (error);
  parvis_database_commit (fixture->database, &error);
  g_assert_cmpuint (n_done, ==, 2);

  search_test_index_batch (fixture, batch);
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
  g_assert_cmpint (search_test_read (fixture, "SELECT count(*) FROM search"), ==,
                   search_test_count_people ());
}

static void
add_person (SearchTest *fixture,
            const char *id,
            const char *last_name,
            const char *barcode)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  WeezParticipant *person = g_object_new (WEEZ_TYPE_PARTICIPANT, NULL);

  person->id = g_strdup (id);
  person->id_event = g_strdup ("11");
  person->last_name = g_strdup (last_name);
  person->barcode = g_strdup (barcode);
  g_ptr_array_add (records, person);
  search_test_apply (fixture, records);
  search_test_index_all (fixture);
}

static void
assert_found (SearchTest *fixture,
              const char *text,
              const char *expected)
{
  g_autofree char *found = search_test_find (fixture, text, 0);

  g_assert_cmpstr (found, ==, expected);
}

/* Who has a shorter word as well is found by that one, and who has not by the whole. */
static void
test_longer_words (SearchTest    *fixture,
                   gconstpointer  data)
{
  static const char start_sql[] = "SELECT start FROM word WHERE word = 'durandpetit'";

  add_person (fixture, "301", "Durand-Petit", NULL);
  g_assert_cmpint (search_test_read (fixture, start_sql), ==, strlen ("durand"));
  for (gsize length = 1; length <= strlen ("durandpetit"); length++)
    {
      g_autofree char *beginning = g_strndup ("durandpetit", length);
      g_autofree char *found = search_test_find (fixture, beginning, 0);

      g_assert_nonnull (strstr (found, "Durand-Petit"));
    }

  add_person (fixture, "302", "Durandpetit", NULL);
  g_assert_cmpint (search_test_read (fixture, start_sql), ==, PARVIS_INDEX_PREFIX);
  add_person (fixture, "303", "Durand-Petit", NULL);
  g_assert_cmpint (search_test_read (fixture, start_sql), ==, PARVIS_INDEX_PREFIX);
  assert_found (fixture, "durand", "Durand-Petit|Durand-Petit|Durandpetit");
  assert_found (fixture, "durandpe", "Durand-Petit|Durand-Petit|Durandpetit");
  assert_found (fixture, "petit", "Durand-Petit|Durand-Petit");
}

/* More people have a code that begins alike than are looked at one by one. */
static void
test_many_codes (SearchTest    *fixture,
                 gconstpointer  data)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 1200; i++)
    {
      WeezParticipant *person = g_object_new (WEEZ_TYPE_PARTICIPANT, NULL);

      person->id = g_strdup_printf ("%u", 1000 + i);
      person->id_event = g_strdup ("12");
      person->last_name = g_strdup_printf ("Nom %c", 'A' + (int) (i % 26));
      person->barcode = g_strdup_printf ("998877%06u", i);
      g_ptr_array_add (records, person);
    }
  search_test_apply (fixture, records);
  search_test_index_all (fixture);
  add_person (fixture, "5000", "Zuber", "998877999999");

  assert_found (fixture, "zuber 998877", "Zuber");
  assert_found (fixture, "998877 zuber", "Zuber");
  assert_found (fixture, "zuber 99887799", "Zuber");
  assert_found (fixture, "zuber 998877000", "");
  assert_found (fixture, "nom 998877000027", "Nom B");
}

static void
add_names (SearchTest *fixture,
           const char *id_event,
           guint       first_id,
           guint       n_people)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_people; i++)
    {
      WeezParticipant *person = g_object_new (WEEZ_TYPE_PARTICIPANT, NULL);

      person->id = g_strdup_printf ("%u", first_id + i);
      person->id_event = g_strdup (id_event);
      person->last_name = g_strdup ("Nomade");
      person->first_name = g_strdup_printf ("%co", 'A' + (int) (i % 20));
      g_ptr_array_add (records, person);
    }
  search_test_apply (fixture, records);
  search_test_index_all (fixture);
}

static guint
count_within (SearchTest *fixture,
              const char *text,
              gint64      event)
{
  g_autofree char *found = search_test_find (fixture, text, event);
  g_auto(GStrv) names = g_strsplit (found, "|", -1);

  return g_strv_length (names);
}

/* Within an event, whoever has the long word is looked at where they are few. */
static void
test_short_words (SearchTest    *fixture,
                  gconstpointer  data)
{
  add_names (fixture, "11", 2000, 40);
  add_names (fixture, "12", 3000, 400);

  for (gint64 event = 1; event <= 2; event++)
    {
      guint each = event == 1 ? 2 : 20;

      g_assert_cmpuint (count_within (fixture, "nomade b", event), ==, each);
      g_assert_cmpuint (count_within (fixture, "b nom", event), ==, each);
      g_assert_cmpuint (count_within (fixture, "Bo NOMADE", event), ==, each);
      g_assert_cmpuint (count_within (fixture, "bo nomades", event), ==, each);
      g_assert_cmpuint (count_within (fixture, "x nomade", event), ==, 0);
    }
  g_assert_cmpuint (count_within (fixture, "nomade b", 0), ==, 22);
}

static guint
merge_all (SearchTest *fixture,
           gint64      least)
{
  ParvisMerging merging = { .least = least };
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
  static const char parts_sql[] = "SELECT count(DISTINCT segid) FROM search_idx";
  static const char merges_sql[] = "SELECT v FROM search_config WHERE k = 'automerge'";
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  WeezParticipant *person = search_test_make_person (0);

  g_assert_cmpint (search_test_read (fixture, parts_sql), >=, 2);
  put_off (fixture);
  g_assert_cmpint (search_test_read (fixture, merges_sql), ==, 0);

  g_assert_cmpuint (merge_all (fixture, search_test_count_people () + 1), ==, 1);
  g_assert_cmpint (search_test_read (fixture, parts_sql), >=, 2);
  g_assert_cmpint (search_test_read (fixture, merges_sql), ==, 0);

  g_assert_cmpuint (merge_all (fixture, search_test_count_people ()), >, 1);
  g_assert_cmpint (search_test_read (fixture, parts_sql), ==, 1);
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
  g_assert_cmpuint (merge_all (fixture, 1), ==, 1);
  g_assert_cmpint (search_test_read (fixture, parts_sql), ==, 2);
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
  g_test_add ("/indexer/key-again", SearchTest, search_test_waiting, search_test_set_up,
              test_key_again, search_test_tear_down);
  g_test_add ("/indexer/among-others", SearchTest, search_test_waiting, search_test_set_up,
              test_among_others, search_test_tear_down);
  g_test_add ("/indexer/longer-words", SearchTest, search_test_indexed, search_test_set_up,
              test_longer_words, search_test_tear_down);
  g_test_add ("/indexer/many-codes", SearchTest, search_test_indexed, search_test_set_up,
              test_many_codes, search_test_tear_down);
  g_test_add ("/indexer/short-words", SearchTest, search_test_indexed, search_test_set_up,
              test_short_words, search_test_tear_down);
  g_test_add ("/indexer/merged", SearchTest, search_test_indexed, search_test_set_up,
              test_merged, search_test_tear_down);
  g_test_add ("/indexer/crowded-place", SearchTest, search_test_indexed, search_test_set_up,
              test_crowded_place, search_test_tear_down);

  return g_test_run ();
}
