#include <string.h>

#include "demo-random.h"
#include "history-reader.h"
#include "parvis-listing.h"
#include "parvis-store-private.h"
#include "parvis-sync.h"
#include "store-check.h"
#include "store-test.h"

/* Whatever a service goes through and however it lies meanwhile, a store is what the service holds
 * once it has answered in peace. Everything follows from the seed. PARVIS_SEEDS=1000 runs as many,
 * PARVIS_SEEDS=17:1 that one. */

#ifdef __SANITIZE_ADDRESS__
#define N_SEEDS 60
#else
#define N_SEEDS 300
#endif
#define SEEDS_A_CASE 20

#define STEPS 3
/* Missed, asked about, missed again, gone. */
#define MAX_READINGS 4

/* Answers that are refused, and those that say everything, if in another way. */
#define HONEST_FAULTS \
  (HISTORY_FAULTS_PLAIN | 1u << HISTORY_FAULT_DOUBLED | 1u << HISTORY_FAULT_DOUBLED_PAGES | \
   1u << HISTORY_FAULT_COUNTERS | 1u << HISTORY_FAULT_FOREIGN | \
   1u << HISTORY_FAULT_ID_TYPES | 1u << HISTORY_FAULT_ENDLESS)

typedef struct
{
  guint64        seed;
  DemoRandom     random;
  HistoryReader  reader;
  gboolean       lies;       /* else each change is found at once */
  char          *folder;
  ParvisStore   *store;
  GHashTable    *held;       /* ids that the store ever had */
  GHashTable    *vanished;   /* those that the service had not, at some time */
} Run;

static void
check (Run        *run,
       const char *when,
       char       *problem)
{
  g_autofree char *owned = problem;
  g_auto(GStrv) log = NULL;

  if (owned == NULL)
    return;

  log = history_server_dup_log (run->reader.server);
  for (guint i = 0; log[i] != NULL; i++)
    g_test_message ("%s", log[i]);
  g_error ("seed %" G_GUINT64_FORMAT ", %s: %s", run->seed, when, owned);
}

/* Nothing that was read is ever removed. */
static void
check_held (Run        *run,
            const char *when)
{
  g_auto(GStrv) ids = store_check_dup_lines (parvis_store_get_path (run->store),
                                             "SELECT id FROM participant");

  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (run->held, g_strdup (ids[i]));
  if (g_hash_table_size (run->held) != g_strv_length (ids))
    check (run, when, g_strdup_printf ("%u of %u participants are left", g_strv_length (ids),
                                       g_hash_table_size (run->held)));
}

static void
note_vanished (Run *run)
{
  g_autofree char *gone = history_server_dup_gone (run->reader.server);
  g_auto(GStrv) lines = g_strsplit (gone, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_hash_table_add (run->vanished, g_strdup (lines[i] + strlen ("gone ")));
}

static ParvisSync *
new_sync (Run *run)
{
  ParvisSync *sync = parvis_sync_new (run->store, run->reader.client);

  parvis_sync_set_page_size (sync, 6 + demo_random_below (&run->random, 40));
  parvis_sync_set_batch_size (sync, 4 + demo_random_below (&run->random, 40));

  return sync;
}

static void
wait_for_end (ParvisSync **sync)
{
  ParvisSync *watched = *sync;

  g_object_add_weak_pointer (G_OBJECT (watched), (gpointer *) &watched);
  g_clear_object (sync);
  while (watched != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Reads in peace all that changed, or everything. */
static void
read_in_peace (Run        *run,
               gboolean    complete,
               const char *when)
{
  g_autoptr(ParvisSync) sync = new_sync (run);
  g_autoptr(GError) error = NULL;
  g_autoptr(DexFuture) future = NULL;
  const GValue *value;

  parvis_sync_set_complete (sync, complete);
  history_server_set_calm (run->reader.server, TRUE);
  value = await (future = parvis_sync_run (sync), &error);
  history_server_set_calm (run->reader.server, FALSE);

  if (value == NULL || !g_value_get_boolean (value))
    check (run, when, g_strdup_printf ("not all was read: %s", error != NULL ? error->message :
                                       parvis_sync_get_problem (sync) != NULL ?
                                       parvis_sync_get_problem (sync)->message : "skipped rows"));
}

/* ---- a sync under faults ---- */

static void
choose_events (Run        *run,
               ParvisSync *sync)
{
  g_auto(GStrv) ids = history_server_dup_event_ids (run->reader.server);
  const char *only[] = { NULL, NULL };

  if (!demo_random_odds (&run->random, 150))
    return;

  only[0] = ids[demo_random_below (&run->random, g_strv_length (ids))];
  parvis_sync_set_events (sync, only);
}

/* Turns the loop until the service was asked a few times more, or nothing is left to ask. */
static void
let_it_go_on (Run       *run,
              DexFuture *future)
{
  guint n = history_server_count_requests (run->reader.server, "/") +
            demo_random_below (&run->random, 25);

  while (dex_future_is_pending (future) &&
         history_server_count_requests (run->reader.server, "/") < n)
    g_main_context_iteration (NULL, FALSE);
}

static void
sync_under_faults (Run *run)
{
  ParvisSync *sync = new_sync (run);
  g_autoptr(DexFuture) future = NULL;
  g_autoptr(GError) error = NULL;
  guint fate = demo_random_below (&run->random, 10);

  parvis_sync_set_complete (sync, demo_random_odds (&run->random, 250));
  choose_events (run, sync);
  future = parvis_sync_run (sync);

  if (fate == 0)
    {
      let_it_go_on (run, future);
      dex_clear (&future);
    }
  else if (fate == 1)
    {
      g_autoptr(DexFuture) closing = NULL;

      let_it_go_on (run, future);
      await (closing = parvis_store_close (run->store), NULL);
      await (future, &error);
    }
  else
    {
      await (future, &error);
      if (error != NULL && error->domain != WEEZ_ERROR)
        check (run, "sync", g_strdup (error->message));
    }
  wait_for_end (&sync);

  if (fate <= 2)
    {
      store_test_close (&run->store);
      run->store = store_test_open (run->folder, run->reader.client);
    }
}

static void
go_through_history (Run *run)
{
  for (guint i = 0; i < STEPS; i++)
    {
      note_vanished (run);
      if (i > 0)
        history_server_step (run->reader.server);
      note_vanished (run);

      history_server_set_fault_rate (run->reader.server, demo_random_below (&run->random, 250),
                                     run->lies ? HISTORY_FAULTS_ALL : HONEST_FAULTS);
      sync_under_faults (run);
      check_held (run, "after a sync");

      if (!run->lies && demo_random_odds (&run->random, 600))
        {
          read_in_peace (run, FALSE, "changes");
          check (run, "after a reading of changes",
                 store_check_changes (parvis_store_get_path (run->store), run->reader.server,
                                      run->vanished));
        }
      check (run, "after a step", store_check_soundness (parvis_store_get_path (run->store)));
    }
}

/* ---- in the end ---- */

static gboolean
accept (ParvisDatabase  *database,
        gpointer         data,
        GError         **error)
{
  return parvis_listing_accept (database, *(gint64 *) data, error);
}

/* Somebody is asked about a drop, and it is as the service says. */
static void
answer_questions (Run *run)
{
  g_auto(GStrv) asked =
    store_check_dup_lines (parvis_store_get_path (run->store),
                           "SELECT event FROM event_sync WHERE dropped > 0");

  for (guint i = 0; asked[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 event = g_ascii_strtoll (asked[i], NULL, 10);
      g_autoptr(DexFuture) future = parvis_store_write (run->store, accept, &event, NULL);

      await (future, &error);
      g_assert_no_error (error);
    }
}

static void
settle (Run *run)
{
  const char *path = parvis_store_get_path (run->store);

  for (guint i = 0; i < MAX_READINGS; i++)
    {
      read_in_peace (run, TRUE, "everything");
      check_held (run, "in the end");
      answer_questions (run);

      if (i > 0 && store_check_read_number (path, "SELECT count (*) FROM participant"
                                            " WHERE gone = 0 AND missed > 0") == 0)
        return;
    }
}

static void
check_undisturbed (Run *run)
{
  g_autofree char *path = g_strdup (parvis_store_get_path (run->store));
  g_autofree char *folder = store_test_make_folder ();
  ParvisStore *disturbed = g_steal_pointer (&run->store);

  run->store = store_test_open (folder, run->reader.client);
  read_in_peace (run, TRUE, "undisturbed");
  check (run, "in the end", store_check_equal (path, parvis_store_get_path (run->store)));
  store_test_close (&run->store);
  store_test_remove_folder (&folder);
  run->store = disturbed;
}

static void
run_seed (guint64 seed)
{
  Run run = { .seed = seed, .random = demo_random (seed, 1000), .lies = seed % 2 == 0 };
  const char *path;

  run.held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run.vanished = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  history_reader_start (&run.reader, seed);
  if (demo_random_odds (&run.random, 200))
    history_server_set_largest_page (run.reader.server, 5 + demo_random_below (&run.random, 20));
  run.folder = store_test_make_folder ();
  run.store = store_test_open (run.folder, run.reader.client);

  go_through_history (&run);
  settle (&run);
  path = parvis_store_get_path (run.store);
  check (&run, "in the end", store_check_soundness (path));
  check (&run, "in the end", store_check_truth (path, run.reader.server));
  check_undisturbed (&run);

  store_test_close (&run.store);
  store_test_remove_folder (&run.folder);
  history_reader_clear (&run.reader);
  g_hash_table_unref (run.held);
  g_hash_table_unref (run.vanished);
}

typedef struct
{
  guint64 first;
  guint64 count;
} Seeds;

static void
test_seeds (gconstpointer data)
{
  const Seeds *seeds = data;

  for (guint64 seed = seeds->first; seed < seeds->first + seeds->count; seed++)
    run_seed (seed);
}

static Seeds
read_seeds (void)
{
  const char *wanted = g_getenv ("PARVIS_SEEDS");
  Seeds seeds = { 1, N_SEEDS };
  g_auto(GStrv) parts = wanted != NULL ? g_strsplit (wanted, ":", 2) : NULL;

  if (parts == NULL || parts[0] == NULL)
    return seeds;

  if (parts[1] != NULL)
    seeds.first = g_ascii_strtoull (parts[0], NULL, 10);
  seeds.count = g_ascii_strtoull (parts[1] != NULL ? parts[1] : parts[0], NULL, 10);
  g_assert_cmpuint (seeds.count, >, 0);

  return seeds;
}

int
main (int    argc,
      char **argv)
{
  Seeds all = read_seeds ();

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint64 done = 0; done < all.count; done += SEEDS_A_CASE)
    {
      Seeds *some = g_new (Seeds, 1);
      g_autofree char *name = NULL;

      *some = (Seeds) { all.first + done, MIN (SEEDS_A_CASE, all.count - done) };
      name = g_strdup_printf ("/convergence/%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT,
                              some->first, some->first + some->count - 1);
      g_test_add_data_func_full (name, some, test_seeds, g_free);
    }

  return g_test_run ();
}
