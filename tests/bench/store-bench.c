#include <gio/gio.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "parvis-database.h"
#include "parvis-finder.h"
#include "parvis-record-list.h"
#include "parvis-search.h"
#include "parvis-statement.h"
#include "parvis-sync.h"
#include "weez-init.h"

/* Measures a store; the words and the figures are told in bench.py. */

#define USERNAME "bench"
#define SERVICE "http://127.0.0.1/"
#define ROWS 100
#define ROUNDS 300
#define SLOW_ROUNDS 7
#define LOOK_MILLISECONDS 50

/* ---- what is measured ---- */

static double
get_cpu (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static double
get_wall (void)
{
  return (double) g_get_monotonic_time () / 1e3;
}

static double
read_status (const char *name)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) ||
      (line = strstr (status, name)) == NULL)
    return 0;

  return g_ascii_strtod (line + strlen (name), NULL) / 1024;
}

static double peak_anon;

static void
look_at_memory (void)
{
  peak_anon = MAX (peak_anon, read_status ("RssAnon:"));
}

static gint64
get_size (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 size = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr(GFile) file = g_file_new_build_filename (folder, name, NULL);
      g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                     G_FILE_QUERY_INFO_NONE, NULL, NULL);

      size += info != NULL ? g_file_info_get_size (info) : 0;
    }

  return size;
}

/* ---- waiting ---- */

static DexFuture *
settled_cb (DexFuture *completed,
            gpointer   user_data)
{
  return dex_ref (completed);
}

static void
finish (DexFuture *future)
{
  g_autoptr(DexFuture) link = dex_future_finally (future, settled_cb, NULL, NULL);
  g_autoptr(GError) error = NULL;

  while (dex_future_is_pending (link))
    g_main_context_iteration (NULL, TRUE);
  if (dex_future_get_value (link, &error) == NULL)
    g_error ("%s", error->message);
}

static ParvisStore *
open_store (const char *folder)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  ParvisStore *store = parvis_store_new (folder, SERVICE, USERNAME, zone);

  finish (parvis_store_open (store));

  return store;
}

/* ---- sync, resync ---- */

static double visible_at;

/* Also where a sync says nothing for long. */
static gboolean
look_cb (gpointer data)
{
  look_at_memory ();

  return G_SOURCE_CONTINUE;
}

static void
said_cb (ParvisSync *sync)
{
  /* After the last step but the search. */
  if (parvis_sync_get_step (sync) == PARVIS_SYNC_INDEX)
    visible_at = get_wall ();
}

static gint64
count_people (ParvisStore *store)
{
  g_autoptr(ParvisDatabase) database = parvis_database_open (parvis_store_get_path (store), FALSE,
                                                             NULL);
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT count(*) FROM participant", NULL);

  parvis_statement_step (statement, NULL, NULL);

  return sqlite3_column_int64 (statement, 0);
}

static int
run_sync (const char *url,
          const char *folder,
          gboolean    complete)
{
  g_autoptr(ParvisStore) store = open_store (folder);
  g_autoptr(WeezClient) client = weez_client_new (url, NULL);
  g_autoptr(ParvisSync) sync = NULL;
  double start = get_wall ();
  double end;

  weez_client_set_credentials (client, "key", "token");
  sync = parvis_sync_new (store, client);
  parvis_sync_set_complete (sync, complete);
  g_signal_connect (sync, "notify::sentence", G_CALLBACK (said_cb), NULL);
  g_timeout_add (LOOK_MILLISECONDS, look_cb, NULL);
  finish (parvis_sync_run (sync));
  end = get_wall ();
  look_at_memory ();

  printf ("people %" G_GINT64_FORMAT "\n", count_people (store));
  printf ("visible_s %.3f\n", (visible_at - start) / 1e3);
  printf ("seconds %.3f\n", (end - start) / 1e3);
  printf ("peak_anon_mib %.1f\n", peak_anon);
  finish (parvis_store_close (store));
  printf ("store_bytes %" G_GINT64_FORMAT "\n", get_size (folder));

  return 0;
}

/* ---- search ---- */

typedef struct
{
  char *first_name;
  char *last_name;
  char *email;
  char *barcode;
  char *ticket;
} Person;

static Person
draw_person (ParvisDatabase *database,
             GRand          *random,
             gint64          n_people)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT first_name, last_name, email, barcode,"
                             " id_weez_ticket FROM participant WHERE key >= ?1"
                             " AND email != '' AND last_name != '' LIMIT 1", NULL);
  Person person = { 0 };

  parvis_statement_bind_int (statement, 1, 1 + (gint64) (g_rand_double (random) *
                                                         (double) (n_people - 100)));
  if (parvis_statement_step (statement, NULL, NULL))
    person = (Person) {
      g_strdup ((const char *) sqlite3_column_text (statement, 0)),
      g_strdup ((const char *) sqlite3_column_text (statement, 1)),
      g_strdup ((const char *) sqlite3_column_text (statement, 2)),
      g_strdup ((const char *) sqlite3_column_text (statement, 3)),
      g_strdup ((const char *) sqlite3_column_text (statement, 4)),
    };

  return person;
}

static void
person_clear (Person *person)
{
  g_free (person->first_name);
  g_free (person->last_name);
  g_free (person->email);
  g_free (person->barcode);
  g_free (person->ticket);
}

static char *
dup_query (const char   *class,
           const Person *person)
{
  if (g_str_equal (class, "one_letter"))
    return g_utf8_substring (person->last_name, 0, 1);
  if (g_str_equal (class, "two_letters"))
    return g_utf8_substring (person->last_name, 0, MIN (2, g_utf8_strlen (person->last_name, -1)));
  if (g_str_equal (class, "three_letters"))
    return g_utf8_substring (person->last_name, 0, MIN (3, g_utf8_strlen (person->last_name, -1)));
  if (g_str_equal (class, "name"))
    return g_strdup (person->last_name);
  if (g_str_equal (class, "two_words"))
    return g_strdup_printf ("%s %s", person->first_name, person->last_name);
  if (g_str_equal (class, "slip"))
    return g_strdup_printf ("%s %sq", person->first_name, person->last_name);
  if (g_str_equal (class, "fragment"))
    return g_strndup (person->email + MIN (2, strlen (person->email)), 6);
  if (g_str_equal (class, "barcode"))
    return g_strdup (person->barcode);
  if (g_str_equal (class, "barcode_start"))
    return g_strndup (person->barcode, 6);

  return g_strdup (person->ticket);
}

static void
measure_class (ParvisDatabase *database,
               GRand          *random,
               gint64          n_people,
               const char     *class,
               gint64          event)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      Person person = draw_person (database, random, n_people);
      g_autofree char *text = dup_query (class, &person);
      double cpu = get_cpu ();
      double wall = get_wall ();
      g_autoptr(ParvisSearch) search = parvis_search_new (text);
      gboolean more;
      g_autoptr(GArray) keys = NULL;

      parvis_database_begin_read (database, NULL);
      keys = parvis_search_run (search, database, event, ROWS, &more, NULL);
      parvis_database_commit (database, NULL);
      printf ("%s%s_cpu_ms %.3f\n", class, event != 0 ? "_in_event" : "", get_cpu () - cpu);
      printf ("%s%s_wall_ms %.3f\n", class, event != 0 ? "_in_event" : "", get_wall () - wall);
      person_clear (&person);
    }
}

static void
measure_like (ParvisDatabase *database,
              GRand          *random,
              gint64          n_people)
{
  for (guint i = 0; i < SLOW_ROUNDS; i++)
    {
      Person person = draw_person (database, random, n_people);
      g_autofree char *text = dup_query ("fragment", &person);
      g_autofree char *pattern = g_strdup_printf ("%%%s%%", text);
      double cpu = get_cpu ();
      double wall = get_wall ();
      g_autoptr(ParvisStatement) statement =
        parvis_database_prepare (database, "SELECT key FROM participant WHERE email LIKE ?1"
                                 " ORDER BY sort_key LIMIT 100", NULL);
      gboolean has_row = TRUE;

      parvis_statement_bind_text (statement, 1, pattern);
      while (has_row && parvis_statement_step (statement, &has_row, NULL))
        ;
      printf ("like_cpu_ms %.3f\nlike_wall_ms %.3f\n", get_cpu () - cpu, get_wall () - wall);
      person_clear (&person);
    }
}

/* What the shell's search is answered, thread and all. */
static void
measure_shell (ParvisStore    *store,
               ParvisDatabase *database,
               GRand          *random,
               gint64          n_people)
{
  g_autoptr(ParvisFinder) finder = parvis_finder_new (parvis_store_get_path (store),
                                                      parvis_store_get_zone (store));

  for (guint i = 0; i < ROUNDS; i++)
    {
      Person person = draw_person (database, random, n_people);
      g_autofree char *text = g_strdup_printf ("%s %s", person.first_name, person.last_name);
      double wall = get_wall ();
      DexFuture *found = parvis_finder_find (finder, text, TRUE, 10);

      finish (found);
      printf ("shell_wall_ms %.3f\n", get_wall () - wall);
      person_clear (&person);
    }
}

static int
run_search (const char *folder)
{
  static const char * const classes[] = {
    "one_letter", "two_letters", "three_letters", "name", "two_words", "slip", "fragment",
    "barcode", "barcode_start", "ticket",
  };
  g_autoptr(ParvisStore) store = open_store (folder);
  g_autoptr(ParvisDatabase) database = parvis_database_open (parvis_store_get_path (store), FALSE,
                                                             NULL);
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  gint64 n_people = count_people (store);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      /* The first one warms the cache of the file. */
      g_autoptr(ParvisSearch) search = parvis_search_new ("a");
      gboolean more;
      g_autoptr(GArray) keys = parvis_search_run (search, database, 0, ROWS, &more, NULL);

      measure_class (database, random, n_people, classes[i], 0);
      measure_class (database, random, n_people, classes[i], 1);
    }
  measure_shell (store, database, random, n_people);
  measure_like (database, random, n_people);
  finish (parvis_store_close (store));

  return 0;
}

/* ---- window, memory ---- */

static ParvisRecordList *
load_everybody (ParvisStore *store)
{
  g_autoptr(ParvisQuery) query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);
  ParvisRecordList *list = parvis_record_list_new (store);

  parvis_record_list_set_query (list, query);
  finish (parvis_record_list_load (list));

  return list;
}

static int
run_window (const char *folder)
{
  g_autoptr(ParvisStore) store = open_store (folder);
  g_autoptr(ParvisRecordList) list = load_everybody (store);
  g_autoptr(ParvisDatabase) database = parvis_database_open (parvis_store_get_path (store), FALSE,
                                                             NULL);
  g_autoptr(GRand) random = g_rand_new_with_seed (2);
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < ROUNDS + 20; i++)
    {
      gint32 first = g_rand_int_range (random, 0, (gint32) (n_people - ROWS));
      gint64 keys[ROWS];
      double cpu;
      double wall;

      for (guint j = 0; j < ROWS; j++)
        keys[j] = parvis_record_list_get_key (list, (guint) first + j);
      cpu = get_cpu ();
      wall = get_wall ();
      g_ptr_array_unref (parvis_store_get_rows (store, WEEZ_TYPE_PARTICIPANT, keys, ROWS));
      if (i >= 20)
        printf ("window_cpu_ms %.3f\nwindow_wall_ms %.3f\n", get_cpu () - cpu, get_wall () - wall);
    }

  for (guint i = 0; i < SLOW_ROUNDS; i++)
    {
      g_autoptr(ParvisStatement) statement =
        parvis_database_prepare (database, "SELECT * FROM participant ORDER BY ord"
                                 " LIMIT 100 OFFSET ?1", NULL);
      double cpu = get_cpu ();
      double wall = get_wall ();
      gboolean has_row = TRUE;

      parvis_statement_bind_int (statement, 1,
                                 g_rand_int_range (random, 0, (gint32) (n_people - ROWS)));
      while (has_row && parvis_statement_step (statement, &has_row, NULL))
        ;
      printf ("offset_cpu_ms %.3f\noffset_wall_ms %.3f\n", get_cpu () - cpu, get_wall () - wall);
    }
  finish (parvis_store_close (store));

  return 0;
}

static int
run_memory (const char *folder)
{
  g_autoptr(ParvisStore) store = open_store (folder);
  g_autoptr(ParvisRecordList) list = load_everybody (store);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i += 16)
    {
      g_autoptr(GObject) record = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (i % 4096 == 0)
        look_at_memory ();
    }
  look_at_memory ();
  printf ("peak_anon_mib %.1f\nrss_mib %.1f\n", peak_anon, read_status ("VmRSS:"));
  finish (parvis_store_close (store));

  return 0;
}

int
main (int    argc,
      char **argv)
{
  const char *command = argc > 1 ? argv[1] : "";

  setlocale (LC_ALL, "");
  weez_init ();

  if (argc == 4 && g_str_equal (command, "sync"))
    return run_sync (argv[2], argv[3], FALSE);
  if (argc == 4 && g_str_equal (command, "resync"))
    return run_sync (argv[2], argv[3], TRUE);
  if (argc == 3 && g_str_equal (command, "search"))
    return run_search (argv[2]);
  if (argc == 3 && g_str_equal (command, "window"))
    return run_window (argv[2]);
  if (argc == 3 && g_str_equal (command, "memory"))
    return run_memory (argv[2]);

  fprintf (stderr, "store-bench: sync URL FOLDER, resync URL FOLDER, search FOLDER,"
           " window FOLDER or memory FOLDER\n");

  return 2;
}
