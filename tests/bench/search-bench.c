/* search-bench [PEOPLE] [QUERIES] [ROWS]: what a search costs in a store of invented people.
 *
 * Prints one line for each kind of search: CPU and wall time in milliseconds, for which 50 and 99
 * of a hundred searches are done. ROWS are indexed in one transaction, and the index is merged as
 * after a sync. The store is made in the folder for temporary files and removed again. */

#include "config.h"

#include <glib/gstdio.h>
#include <time.h>

#include "parvis-database.h"
#include "parvis-fold.h"
#include "parvis-indexer.h"
#include "parvis-merging.h"
#include "parvis-places.h"
#include "parvis-search.h"
#include "people.h"

#define N_EVENTS 60
#define N_FIRST 100
static guint rows_a_batch = 10000;
#define N_SCANS 7

static ParvisDatabase *database;
static guint n_people = 100000;
static guint n_queries = 200;
static guint64 dice = 42;

static guint
roll (guint limit)
{
  dice = dice * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);

  return (guint) ((dice >> 32) * limit >> 32);
}

static void
must (gboolean  done,
      GError   *error)
{
  if (!done)
    g_error ("%s", error->message);
}

static double
get_time (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);

  return (double) time.tv_sec * 1000. + (double) time.tv_nsec / 1e6;
}

/* ---- the store ---- */

/* More than half of all in one event, a quarter in the next, and many small ones. */
static gint64
get_event (guint number)
{
  guint place = number * 2654435761u % 1000;

  return place < 600 ? 1 : place < 850 ? 2 : 3 + number % (N_EVENTS - 2);
}

static guint
get_buyer (guint number)
{
  return number - number % 3;
}

static char *
dup_barcode (guint number)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, G_GUINT64_CONSTANT (700000000000) +
                          number * G_GUINT64_CONSTANT (2654435761) %
                          G_GUINT64_CONSTANT (99999999977));
}

static char *
dup_ticket_number (guint number)
{
  return g_strdup_printf ("T%uE%uO%u", number % 6, (guint) (49000 + get_event (number)),
                          5000 + number);
}

static char *
dup_reference (guint number)
{
  return g_strdup_printf ("C%uE%uO%u", get_buyer (number) % 50,
                          (guint) (49000 + get_event (number)), 60000 + get_buyer (number));
}

static char *
dup_promo_code (guint number)
{
  return number % 8 == 0 ? g_strdup_printf ("PROMO-%03u", number / 8 % 200) : NULL;
}

static const char * const towns[] = {
  "Paris", "Lyon", "Marseille", "Toulouse", "Saint-Étienne", "Besançon", "Le Havre", "Quimper",
  "L'Haÿ-les-Roses", "Clermont-Ferrand", "Orléans", "Nîmes",
};

static char *
dup_answers (guint number)
{
  guint mixed = number * 2654435761u;
  const char *town = towns[mixed / 7 % G_N_ELEMENTS (towns)];

  return g_strdup_printf ("[[\"Téléphone portable\",\"06%08u\"],"
                          "[\"Code postal / Ville\",\"%05u %s\"],"
                          "[\"Date_de_naissance\",\"%02u/%02u/%u\"]%s]",
                          mixed % 100000000, 1000 + mixed % 95000, town, 1 + mixed % 28,
                          1 + mixed / 31 % 12, 1945 + mixed / 64 % 65,
                          number % 2 ? ",[\"Comment ?\",\"Bouche à oreille\"]"
                                     : "");
}

static void
bind_owned (ParvisStatement *statement,
            int              place,
            char            *text)
{
  sqlite3_bind_text (statement, place, text, -1, g_free);
}

static const char insert_sql[] =
  "INSERT INTO participant (key, event, ord, sort_key, hash, gone, missed, first_seen, id,"
  " id_event, id_date, id_ticket, barcode, id_weez_ticket, create_date, origin, id_transaction,"
  " paid, transaction_reference, promo_code, code_member, first_name, last_name, email,"
  " answers, buyer_id, buyer_email, buyer_last_name, buyer_first_name, buyer_answers)"
  " VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 1764000000, ?6, ?7, '0', ?8, ?9, ?10, 1764000000, 'web',"
  " ?11, 1, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)";

static void
bind_person (ParvisStatement  *statement,
             guint             number,
             const PeopleName *name,
             const PeopleName *buyer)
{
  g_autoptr(GBytes) sort_key = parvis_fold_sort_key (name->last_name, name->first_name);
  gsize size;
  const void *data = g_bytes_get_data (sort_key, &size);

  parvis_statement_bind_int (statement, 1, number + 1);
  parvis_statement_bind_int (statement, 2, get_event (number));
  sqlite3_bind_blob (statement, 4, data, (int) size, SQLITE_TRANSIENT);
  parvis_statement_bind_int (statement, 5, (gint64) number * 2654435761 << 20 ^ number);
  bind_owned (statement, 6, g_strdup_printf ("%u", 7000000 + number));
  bind_owned (statement, 7, g_strdup_printf ("%u", (guint) (49000 + get_event (number))));
  bind_owned (statement, 8, g_strdup_printf ("%u", 198200 + number % 6));
  bind_owned (statement, 9, dup_barcode (number));
  bind_owned (statement, 10, dup_ticket_number (number));
  bind_owned (statement, 11, g_strdup_printf ("%u", 2000000 + get_buyer (number)));
  bind_owned (statement, 12, dup_reference (number));
  bind_owned (statement, 13, dup_promo_code (number));
  bind_owned (statement, 14, number % 3 ? NULL : g_strdup_printf ("MBR%06u", number * 31 % 999983));
  parvis_statement_bind_text (statement, 15, name->first_name);
  parvis_statement_bind_text (statement, 16, name->last_name);
  parvis_statement_bind_text (statement, 17, name->email);
  bind_owned (statement, 18, dup_answers (number));
  bind_owned (statement, 19, g_strdup_printf ("%u", 1000000 + get_buyer (number)));
  parvis_statement_bind_text (statement, 20, buyer->email);
  parvis_statement_bind_text (statement, 21, buyer->last_name);
  parvis_statement_bind_text (statement, 22, buyer->first_name);
  bind_owned (statement, 23, g_strdup_printf ("[[\"Adresse\",\"%u rue de la "
                                              "République\"]]", 1 + number % 200));
}

static void
insert_person (guint number)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, insert_sql, &error);
  g_autoptr(GBytes) sort_key = NULL;
  PeopleName name, buyer;
  gint64 ord;

  must (statement != NULL, error);
  people_get_name (number, &name);
  people_get_name (get_buyer (number), &buyer);
  sort_key = parvis_fold_sort_key (name.last_name, name.first_name);
  must (parvis_place_choose (database, parvis_fold_ord (sort_key), 0, &ord, &error), error);

  bind_person (statement, number, &name, &buyer);
  parvis_statement_bind_int (statement, 3, ord);
  must (parvis_statement_run (statement, &error), error);
}

static void
fill (void)
{
  g_autoptr(GError) error = NULL;
  double start = get_time (CLOCK_MONOTONIC);

  for (guint i = 0; i < n_people;)
    {
      must (parvis_database_begin (database, &error), error);
      for (guint end = MIN (n_people, i + 5000); i < end; i++)
        insert_person (i);
      must (parvis_database_commit (database, &error), error);
    }
  g_print ("%-28s %10.0f a second\n", "people written",
           n_people * 1000. / (get_time (CLOCK_MONOTONIC) - start));

  /* As a sync leaves it: a search asks how large an event is. */
  must (parvis_database_execute (database, "INSERT INTO event_sync (event, completed_rows)"
                                 " SELECT event, count(*) FROM participant GROUP BY event", &error),
        error);
}

static void
index_all (void)
{
  g_autoptr(GError) error = NULL;
  double start = get_time (CLOCK_MONOTONIC);
  double cpu = get_time (CLOCK_THREAD_CPUTIME_ID);
  double worst = 0;
  guint n_done = 1;

  while (n_done > 0)
    {
      double begin = get_time (CLOCK_MONOTONIC);

      must (parvis_database_begin (database, &error), error);
      must (parvis_indexer_run (database, rows_a_batch, &n_done, &error), error);
      must (parvis_merging_put_off (database, &error), error);
      must (parvis_database_commit (database, &error), error);
      worst = MAX (worst, get_time (CLOCK_MONOTONIC) - begin);
    }
  g_print ("%-28s %10.0f a second (%.0f of CPU), worst batch %.0f ms\n", "people indexed",
           n_people * 1000. / (get_time (CLOCK_MONOTONIC) - start),
           n_people * 1000. / (get_time (CLOCK_THREAD_CPUTIME_ID) - cpu), worst);
}

static void
merge (void)
{
  g_autoptr(GError) error = NULL;
  ParvisMerging merging = { .least = 1 };
  double start = get_time (CLOCK_MONOTONIC);

  while (!merging.ended)
    {
      must (parvis_database_begin (database, &error), error);
      must (parvis_merging_run (database, &merging, &error), error);
      must (parvis_database_commit (database, &error), error);
    }
  g_print ("%-28s %10.1f seconds\n", "index merged", (get_time (CLOCK_MONOTONIC) - start) / 1000);
}

static void
print_sizes (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT page_count * page_size FROM pragma_page_count,"
                             " pragma_page_size", &error);

  must (statement != NULL && parvis_statement_step (statement, NULL, &error), error);
  g_print ("%-28s %10.0f bytes\n", "file, a person",
           (double) sqlite3_column_int64 (statement, 0) / n_people);
}

/* ---- what people type ---- */

typedef char *(* Typing) (guint             number,
                          const PeopleName *name);

static char *
dup_start (const char *text,
           glong       n_characters)
{
  return g_utf8_substring (text, 0, MIN (n_characters, g_utf8_strlen (text, -1)));
}

static char *
type_1 (guint             number,
        const PeopleName *name)
{
  return dup_start (number % 2 ? name->first_name : name->last_name, 1);
}

static char *
type_2 (guint             number,
        const PeopleName *name)
{
  return dup_start (number % 2 ? name->first_name : name->last_name, 2);
}

static char *
type_3 (guint             number,
        const PeopleName *name)
{
  return dup_start (number % 2 ? name->first_name : name->last_name, 3);
}

static char *
type_4 (guint             number,
        const PeopleName *name)
{
  return dup_start (number % 2 ? name->first_name : name->last_name, 4);
}

static char *
type_word (guint             number,
           const PeopleName *name)
{
  return g_strdup (number % 2 ? name->first_name : name->last_name);
}

static char *
type_name (guint             number,
           const PeopleName *name)
{
  return g_strdup_printf ("%s %s", name->first_name, name->last_name);
}

static char *
type_two_starts (guint             number,
                 const PeopleName *name)
{
  g_autofree char *first = dup_start (name->first_name, 3);
  g_autofree char *last = dup_start (name->last_name, 1 + number % 3);

  return g_strdup_printf ("%s %s", last, first);
}

/* Two letters in the wrong order, or one left out. */
static char *
type_slip (guint             number,
           const PeopleName *name)
{
  g_autofree char *folded = parvis_fold_text (name->last_name);
  gsize length = strlen (folded);

  if (length > 5 && number % 2)
    memmove (folded + 3, folded + 4, length - 3);
  else if (length > 5)
    {
      char letter = folded[3];

      folded[3] = folded[4];
      folded[4] = letter;
    }

  return g_strdup_printf ("%s %s", name->first_name, folded);
}

static char *
type_fragment (guint             number,
               const PeopleName *name)
{
  glong length = g_utf8_strlen (name->email, -1);
  glong start = MIN (2 + number % 5, MAX (length - 6, 0));

  return g_utf8_substring (name->email, start, MIN (start + 5 + number % 3, length));
}

static char *
type_domain (guint             number,
             const PeopleName *name)
{
  return dup_start (strchr (name->email, '@') + number % 2, 3 + number % 6);
}

static char *
type_barcode (guint             number,
              const PeopleName *name)
{
  return dup_barcode (number);
}

static char *
type_barcode_start (guint             number,
                    const PeopleName *name)
{
  g_autofree char *barcode = dup_barcode (number);

  return dup_start (barcode, 5 + number % 6);
}

static char *
type_ticket_number (guint             number,
                    const PeopleName *name)
{
  return dup_ticket_number (number);
}

static char *
type_ticket_start (guint             number,
                   const PeopleName *name)
{
  g_autofree char *ticket = dup_ticket_number (number);

  return dup_start (ticket, 3 + number % 8);
}

static char *
type_reference_start (guint             number,
                      const PeopleName *name)
{
  g_autofree char *reference = dup_reference (number);

  return dup_start (reference, 4 + number % 8);
}

static char *
type_promo_code (guint             number,
                 const PeopleName *name)
{
  return dup_promo_code (number / 8 * 8);
}

static char *
type_answer (guint             number,
             const PeopleName *name)
{
  return g_strdup (number % 5 == 0 ? "oreille" : towns[number % G_N_ELEMENTS (towns)]);
}

static char *
type_name_and_code (guint             number,
                    const PeopleName *name)
{
  g_autofree char *barcode = dup_barcode (number);

  return g_strdup_printf ("%s %s", name->last_name, barcode);
}

static const struct
{
  const char *name;
  Typing      type;
} typings[] = {
  { "1 character", type_1 },
  { "2 characters", type_2 },
  { "3 characters", type_3 },
  { "4 characters", type_4 },
  { "one name", type_word },
  { "whole name", type_name },
  { "two starts", type_two_starts },
  { "a slip", type_slip },
  { "part of an address", type_fragment },
  { "domain", type_domain },
  { "barcode", type_barcode },
  { "start of a barcode", type_barcode_start },
  { "ticket number", type_ticket_number },
  { "start of a ticket number", type_ticket_start },
  { "start of a reference", type_reference_start },
  { "promo code", type_promo_code },
  { "answer", type_answer },
  { "name and barcode", type_name_and_code },
};

/* ---- measuring ---- */

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
get_share (GArray *times,
           guint   percent)
{
  g_array_sort (times, compare_times);

  return g_array_index (times, double, (times->len - 1) * percent / 100);
}

static void
print_times (const char *name,
             const char *where,
             GArray     *cpu,
             GArray     *wall,
             const char *rest)
{
  g_print ("%-28s %-10s CPU %8.3f %8.3f  wall %8.3f %8.3f  %s\n", name, where,
           get_share (cpu, 50), get_share (cpu, 99), get_share (wall, 50), get_share (wall, 99),
           rest);
}

static void
measure_typing (guint       place,
                const char *where,
                gint64      event)
{
  g_autoptr(GArray) cpu = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) wall = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *slowest = NULL;
  g_autofree char *rest = NULL;
  double longest = 0;
  guint n_found = 0, n_none = 0;

  for (guint i = 0; i < n_queries; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;
      PeopleName name;
      guint number;
      double cpu_start, wall_start;

      do
        number = roll (n_people);
      while (event != 0 && get_event (number) != event);
      people_get_name (number, &name);
      text = typings[place].type (number, &name);

      wall_start = get_time (CLOCK_MONOTONIC);
      cpu_start = get_time (CLOCK_THREAD_CPUTIME_ID);
      {
        g_autoptr(ParvisSearch) search = parvis_search_new (text);
        gboolean more;
        g_autoptr(GArray) keys = parvis_search_run (search, database, event, N_FIRST, &more,
                                                    &error);
        double spent = get_time (CLOCK_THREAD_CPUTIME_ID) - cpu_start;
        double waited = get_time (CLOCK_MONOTONIC) - wall_start;

        must (keys != NULL, error);
        n_found += keys->len;
        n_none += keys->len == 0;
        g_array_append_val (cpu, spent);
        g_array_append_val (wall, waited);
        if (spent > longest)
          {
            longest = spent;
            g_free (slowest);
            slowest = g_steal_pointer (&text);
          }
      }
    }
  rest = g_strdup_printf ("found %u, nothing %u, slowest \"%s\" %.1f", n_found / n_queries, n_none,
                          slowest, longest);
  print_times (typings[place].name, where, cpu, wall, rest);
}

/* A statement with one value, run to its end. */
static void
measure_sql (const char *name,
             const char *sql,
             guint       n,
             gboolean    by_place)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, &error);
  g_autoptr(GArray) cpu = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) wall = g_array_new (FALSE, FALSE, sizeof (double));

  must (statement != NULL, error);
  for (guint i = 0; i < n; i++)
    {
      guint number = roll (n_people);
      double cpu_start, wall_start, spent, waited;
      g_autofree char *fragment = NULL;
      g_autoptr(GBytes) sort_key = NULL;
      gboolean has_row = TRUE;
      PeopleName person;

      people_get_name (number, &person);
      fragment = type_fragment (number, &person);
      sort_key = parvis_fold_sort_key (person.last_name, person.first_name);
      if (by_place)
        parvis_statement_bind_int (statement, 1, parvis_fold_ord (sort_key));
      else
        parvis_statement_bind_text (statement, 1, fragment);

      wall_start = get_time (CLOCK_MONOTONIC);
      cpu_start = get_time (CLOCK_THREAD_CPUTIME_ID);
      while (has_row)
        must (parvis_statement_step (statement, &has_row, &error), error);
      spent = get_time (CLOCK_THREAD_CPUTIME_ID) - cpu_start;
      waited = get_time (CLOCK_MONOTONIC) - wall_start;
      sqlite3_reset (statement);
      g_array_append_val (cpu, spent);
      g_array_append_val (wall, waited);
    }
  print_times (name, "all", cpu, wall, "");
}

static void
measure_all (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (typings); i++)
    {
      measure_typing (i, "all", 0);
      measure_typing (i, "large", 1);
      measure_typing (i, "small", N_EVENTS / 2);
    }
  measure_sql ("window of 100", "SELECT key, sort_key FROM participant WHERE ord >= ?1"
               " ORDER BY ord LIMIT 100", n_queries, TRUE);
  measure_sql ("part of an address, LIKE", "SELECT key FROM participant WHERE email LIKE"
               " '%' || ?1 || '%' OR buyer_email LIKE '%' || ?1 || '%' OR last_name LIKE '%' ||"
               " ?1 || '%' OR first_name LIKE '%' || ?1 || '%'", N_SCANS, FALSE);
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("search-bench-XXXXXX", &error);
  g_autofree char *path = NULL;

  must (folder != NULL, error);
  if (argc > 1)
    n_people = (guint) g_ascii_strtoull (argv[1], NULL, 10);
  if (argc > 2)
    n_queries = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  if (argc > 3)
    rows_a_batch = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  if (n_people == 0 || n_queries == 0 || rows_a_batch == 0)
    g_error ("usage: search-bench [PEOPLE] [QUERIES] [ROWS]");

  path = g_build_filename (folder, "bench.db", NULL);
  database = parvis_database_open (path, TRUE, &error);
  must (database != NULL, error);
  fill ();
  index_all ();
  merge ();
  print_sizes ();
  measure_all ();
  parvis_database_free (database);
  remove_folder (folder);

  return 0;
}
