#include <string.h>

#include "history-reader.h"
#include "parvis-store-error.h"
#include "parvis-sync-point.h"
#include "parvis-sync.h"
#include "store-check.h"
#include "store-test.h"

/* The rules of reading participants, one by one. */

#define LIST "/participant/list"
#define PAGE_SIZE 10
#define OVERLAP (2 * 60 * 60)

typedef struct
{
  HistoryReader  reader;
  char          *event;
  char          *folder;
  ParvisStore   *store;
  gint64         time;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->event = history_reader_start_with (&fixture->reader, 45);
  fixture->folder = store_test_make_folder ();
  fixture->store = store_test_open (fixture->folder, fixture->reader.client);
  fixture->time = history_server_get_time (fixture->reader.server);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  parvis_sync_set_observer (NULL, NULL);
  store_test_close (&fixture->store);
  store_test_remove_folder (&fixture->folder);
  history_reader_clear (&fixture->reader);
  g_free (fixture->event);
}

static gboolean
sync_with (Fixture   *fixture,
           guint      page_size,
           gboolean   complete,
           GError   **error)
{
  const char *events[] = { fixture->event, NULL };
  g_autoptr(ParvisSync) sync = parvis_sync_new (fixture->store, fixture->reader.client);
  g_autoptr(DexFuture) future = NULL;
  const GValue *value;

  parvis_sync_set_events (sync, events);
  parvis_sync_set_page_size (sync, page_size);
  parvis_sync_set_complete (sync, complete);
  value = await (future = parvis_sync_run (sync), error);

  return value != NULL && g_value_get_boolean (value);
}

static gboolean
sync_all (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  gboolean done = sync_with (fixture, PAGE_SIZE, TRUE, &error);

  g_assert_no_error (error);

  return done;
}

static gboolean
sync_changes (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  gboolean done = sync_with (fixture, PAGE_SIZE, FALSE, &error);

  g_assert_no_error (error);

  return done;
}

static gint64
read_number (Fixture    *fixture,
             const char *sql)
{
  return store_check_read_number (parvis_store_get_path (fixture->store), sql);
}

static gint64
read_state (Fixture    *fixture,
            const char *column)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM event_sync JOIN event ON event.key ="
                                          " event_sync.event WHERE id = '%s'", column,
                                          fixture->event);

  return read_number (fixture, sql);
}

static gint64
count_held (Fixture *fixture)
{
  return read_number (fixture, "SELECT count (*) FROM participant WHERE gone = 0");
}

/* Those that the service has of the event. */
static gint64
count_true (Fixture *fixture)
{
  g_autofree char *truth = history_server_dup_truth (fixture->reader.server);
  g_autofree char *mark = g_strdup_printf ("|%s|", fixture->event);
  gint64 n = 0;

  for (const char *at = truth; (at = strstr (at, mark)) != NULL; at++)
    n++;

  return n;
}

/* The requests for participants, in order. */
static char **
dup_requests (Fixture *fixture)
{
  g_auto(GStrv) log = history_server_dup_log (fixture->reader.server);
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; log[i] != NULL; i++)
    if (strstr (log[i], LIST) != NULL)
      g_strv_builder_add (lines, log[i]);

  return g_strv_builder_end (lines);
}

/* Several are on their way at once, and come in any order. */
static guint
find_first_page (char **requests)
{
  guint first = G_MAXUINT;

  for (guint i = 0; requests[i] != NULL; i++)
    {
      const char *page = strstr (requests[i], "&page=");

      g_assert_nonnull (page);
      first = MIN (first, (guint) g_ascii_strtoull (page + strlen ("&page="), NULL, 10));
    }

  return first;
}

static void
fail_after (Fixture      *fixture,
            HistoryFault  fault,
            guint         n_requests)
{
  history_server_add_fault (fixture->reader.server, HISTORY_FAULT_COUNTERS, LIST, n_requests);
  history_server_add_fault (fixture->reader.server, fault, LIST, 1);
}

/* ---- a cut and what follows ---- */

/* More pages than are asked for and written at once, twice over. */
#define CUT_SIZE (PAGE_SIZE / 6)

static void
cut_after_two (const char *name,
               gpointer    data)
{
  static guint n;
  HistoryServer *server = data;

  if (g_str_equal (name, "beginning written"))
    n = 0;
  if (g_str_equal (name, "page written") && ++n == 2)
    history_server_add_fault (server, HISTORY_FAULT_RESET, LIST, 100);
}

static void
test_resume (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) requests = NULL;
  gint64 page;

  g_assert_cmpint (count_true (fixture), >, 20 * CUT_SIZE);
  parvis_sync_set_observer (cut_after_two, fixture->reader.server);
  g_assert_false (sync_with (fixture, CUT_SIZE, FALSE, &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_UNREACHABLE);
  page = read_state (fixture, "page");
  g_assert_cmpint (page, >=, 3);
  g_assert_cmpint (count_held (fixture), ==, (page - 1) * CUT_SIZE);
  g_assert_cmpint (read_state (fixture, "cursor"), ==, 0);

  /* The last page that was read is read again: rows may have moved to it. */
  parvis_sync_set_observer (NULL, NULL);
  history_server_set_calm (fixture->reader.server, TRUE);
  history_server_clear_log (fixture->reader.server);
  g_clear_error (&error);
  g_assert_true (sync_with (fixture, CUT_SIZE, FALSE, &error));
  requests = dup_requests (fixture);
  g_assert_cmpuint (find_first_page (requests), ==, page - 1);
  g_assert_cmpint (count_held (fixture), ==, count_true (fixture));
  g_assert_cmpint (read_state (fixture, "page"), ==, 0);
}

/* Pages of another size hold other rows. */
static void
test_resume_by_other_pages (Fixture       *fixture,
                            gconstpointer  data)
{
  g_auto(GStrv) requests = NULL;
  g_autoptr(GError) error = NULL;

  parvis_sync_set_observer (cut_after_two, fixture->reader.server);
  g_assert_false (sync_with (fixture, CUT_SIZE, FALSE, &error));
  parvis_sync_set_observer (NULL, NULL);
  history_server_set_calm (fixture->reader.server, TRUE);
  history_server_clear_log (fixture->reader.server);
  g_clear_error (&error);
  g_assert_true (sync_with (fixture, 2 * PAGE_SIZE, FALSE, &error));
  requests = dup_requests (fixture);
  g_assert_cmpuint (find_first_page (requests), ==, 1);
  g_assert_cmpint (count_held (fixture), ==, count_true (fixture));
}

static void
pass_time (const char *name,
           gpointer    data)
{
  if (g_str_equal (name, "page written"))
    history_server_advance (data, 60 * 60);
}

static void
test_cursor (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GDateTime) from = g_date_time_new_from_unix_utc (fixture->time - OVERLAP);
  g_autoptr(GDateTime) local =
    g_date_time_to_timezone (from, weez_client_get_zone (fixture->reader.client));
  g_autofree char *asked = g_date_time_format (local, "last_update=%Y-%m-%d %H:%M:%S");
  g_auto(GStrv) requests = NULL;
  g_autoptr(GError) error = NULL;

  parvis_sync_set_observer (pass_time, fixture->reader.server);
  g_assert_true (sync_with (fixture, CUT_SIZE, TRUE, &error));
  parvis_sync_set_observer (NULL, NULL);
  g_assert_cmpint (history_server_get_time (fixture->reader.server), >, fixture->time);
  g_assert_cmpint (read_state (fixture, "cursor"), ==, fixture->time);

  history_server_clear_log (fixture->reader.server);
  g_assert_true (sync_changes (fixture));
  requests = dup_requests (fixture);
  g_assert_nonnull (strstr (requests[0], asked));
  g_assert_cmpint (read_state (fixture, "cursor"), ==,
                   history_server_get_time (fixture->reader.server));
}

/* ---- pages that are not as they should be ---- */

static void
test_page_faults (Fixture       *fixture,
                  gconstpointer  data)
{
  static const HistoryFault faults[] = {
    HISTORY_FAULT_DOUBLED, HISTORY_FAULT_DOUBLED_PAGES, HISTORY_FAULT_FOREIGN,
    HISTORY_FAULT_ID_TYPES, HISTORY_FAULT_COUNTERS,
  };

  /* On the first page, one between and the last. */
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    for (guint at = 1; at <= 5; at += 2)
      {
        fail_after (fixture, faults[i], at);
        g_assert_true (sync_all (fixture));
        history_server_set_calm (fixture->reader.server, TRUE);
        g_assert_true (sync_all (fixture));
        history_server_set_calm (fixture->reader.server, FALSE);
        g_assert_cmpint (count_held (fixture), ==, count_true (fixture));
        g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM participant"), ==,
                         count_true (fixture));
      }
}

/* A page that shows what was shown ends the listing, which is then too short to be believed. */
static void
test_repeated (Fixture       *fixture,
               gconstpointer  data)
{
  /* Pages are asked for ahead and come in any order: the first one is among the first three. */
  fail_after (fixture, HISTORY_FAULT_REPEATED, 3);
  g_assert_false (sync_all (fixture));
  g_assert_cmpint (count_held (fixture), >=, PAGE_SIZE);
  g_assert_cmpint (count_held (fixture), <, count_true (fixture));
  g_assert_cmpint (read_state (fixture, "cursor"), ==, 0);
  g_assert_cmpint (read_state (fixture, "completed_at"), ==, 0);

  history_server_set_calm (fixture->reader.server, TRUE);
  g_assert_true (sync_changes (fixture));
  g_assert_cmpint (count_held (fixture), ==, count_true (fixture));
}

static void
test_short (Fixture       *fixture,
            gconstpointer  data)
{
  g_auto(GStrv) requests = NULL;
  gint64 told;

  fail_after (fixture, HISTORY_FAULT_SHORT, 2);
  sync_all (fixture);
  requests = dup_requests (fixture);
  /* The count that it goes by, which leaves out who was deleted. */
  told = read_number (fixture, "SELECT max (participants) FROM event");
  g_assert_cmpint (told, >, 2 * PAGE_SIZE);
  g_assert_cmpuint (g_strv_length (requests), >=, (told + PAGE_SIZE - 1) / PAGE_SIZE);
  g_assert_cmpint (count_held (fixture), >=, told - PAGE_SIZE);
}

static void
test_smaller_pages (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  history_server_set_largest_page (fixture->reader.server, 7);
  g_assert_true (sync_with (fixture, 50, TRUE, &error));
  g_assert_cmpint (count_held (fixture), ==, count_true (fixture));
}

static void
test_empty_lie (Fixture       *fixture,
                gconstpointer  data)
{
  gint64 cursor;

  g_assert_true (sync_all (fixture));
  cursor = read_state (fixture, "cursor");
  history_server_advance (fixture->reader.server, 60);
  history_server_add_fault (fixture->reader.server, HISTORY_FAULT_EMPTY_LIE, LIST, 100);
  g_assert_false (sync_all (fixture));
  g_assert_cmpint (count_held (fixture), ==, count_true (fixture));
  g_assert_cmpint (read_state (fixture, "cursor"), ==, cursor);

  /* Told twice it is believed, but then it is a drop that somebody is asked about. */
  sync_all (fixture);
  sync_all (fixture);
  sync_all (fixture);
  g_assert_cmpint (count_held (fixture), ==, count_true (fixture));
  g_assert_cmpint (read_state (fixture, "dropped"), ==, count_true (fixture));
}

/* Rows that come without their event, ticket and owner, as seen in the wild. */
static void
test_bare (Fixture       *fixture,
           gconstpointer  data)
{
  const char *path = parvis_store_get_path (fixture->store);
  g_autofree char *problem = NULL;
  g_auto(GStrv) rows = NULL;
  g_auto(GStrv) after = NULL;
  g_autofree char *held = NULL;
  g_autofree char *left = NULL;

  g_assert_true (sync_all (fixture));
  rows = store_check_dup_lines (path, STORE_CHECK_ROWS);
  held = g_strjoinv ("\n", rows);

  history_server_clear_log (fixture->reader.server);
  history_server_add_fault (fixture->reader.server, HISTORY_FAULT_BARE, LIST, 100);
  g_assert_true (sync_all (fixture));
  after = store_check_dup_lines (path, STORE_CHECK_ROWS);
  left = g_strjoinv ("\n", after);
  g_assert_cmpstr (left, ==, held);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM change"), ==, 0);
  problem = store_check_soundness (path);
  g_assert_null (problem);
}

static void
test_rows_without_id (Fixture       *fixture,
                      gconstpointer  data)
{
  g_assert_true (sync_all (fixture));

  /* Whoever it was is not missing. */
  for (guint i = 0; i < 5; i++)
    {
      fail_after (fixture, HISTORY_FAULT_NO_ID, 1);
      g_assert_false (sync_all (fixture));
      g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM participant WHERE missed > 0"),
                       ==, 0);
    }
}

/* ---- failures ---- */

static void
test_tries (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    HistoryFault fault;
    guint        n_requests;
  } cases[] = {
    { HISTORY_FAULT_HTTP_500, 3 }, { HISTORY_FAULT_MALFORMED, 3 }, { HISTORY_FAULT_EMPTY_BODY, 3 },
    { HISTORY_FAULT_HTTP_404, 1 }, { HISTORY_FAULT_HTTP_429, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_auto(GStrv) requests = NULL;

      history_server_set_calm (fixture->reader.server, FALSE);
      history_server_add_fault (fixture->reader.server, cases[i].fault, LIST,
                                cases[i].n_requests);
      history_server_clear_log (fixture->reader.server);
      g_assert_false (sync_with (fixture, 500, TRUE, &error));
      requests = dup_requests (fixture);
      g_assert_cmpuint (g_strv_length (requests), ==, cases[i].n_requests);
      g_assert_cmpint (count_held (fixture), ==, 0);
      history_server_set_calm (fixture->reader.server, TRUE);
    }
}

static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  ParvisStore *other = store_test_open (fixture->folder, fixture->reader.client);
  g_autoptr(GError) error = NULL;

  g_assert_true (parvis_store_lock_sync (other, &error));
  g_assert_false (sync_with (fixture, PAGE_SIZE, FALSE, &error));
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_BUSY);
  g_assert_cmpuint (history_server_count_requests (fixture->reader.server, "/"), ==, 0);

  parvis_store_unlock_sync (other);
  g_assert_true (sync_changes (fixture));
  store_test_close (&other);
}

/* Whether every request of a refresh is about what changed, or none. */
static gboolean
asks_for_changes (Fixture  *fixture,
                  gboolean  expected)
{
  g_auto(GStrv) requests = NULL;
  guint n = 0;

  history_server_clear_log (fixture->reader.server);
  g_assert_true (sync_changes (fixture));
  requests = dup_requests (fixture);
  for (guint i = 0; requests[i] != NULL; i++)
    if ((strstr (requests[i], "last_update") != NULL) == expected)
      n++;

  return n > 0 && n == g_strv_length (requests);
}

static void
test_no_answers (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char sql[] = "SELECT count (*) FROM participant WHERE length (answers) > 4";
  g_autoptr(ParvisSync) sync = NULL;
  g_autoptr(DexFuture) future = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) requests = NULL;
  gint64 n_answers;

  g_assert_true (sync_all (fixture));
  n_answers = read_number (fixture, sql);
  g_assert_cmpint (n_answers, >, 10);

  history_server_clear_log (fixture->reader.server);
  sync = parvis_sync_new (fixture->store, fixture->reader.client);
  parvis_sync_set_answers (sync, FALSE);
  parvis_sync_set_complete (sync, TRUE);
  await (future = parvis_sync_run (sync), &error);
  g_assert_no_error (error);
  requests = dup_requests (fixture);
  g_assert_nonnull (requests[0]);
  for (guint i = 0; requests[i] != NULL; i++)
    g_assert_null (strstr (requests[i], "full=1"));
  g_assert_cmpint (read_number (fixture, sql), >=, n_answers);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM change WHERE kind != 1"), ==, 0);

  /* Answers that were not asked for are in no change: all is listed again. */
  g_assert_true (asks_for_changes (fixture, FALSE));
  g_assert_true (asks_for_changes (fixture, TRUE));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void      (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/listing/resume", test_resume },
    { "/listing/resume-by-other-pages", test_resume_by_other_pages },
    { "/listing/cursor", test_cursor },
    { "/listing/page-faults", test_page_faults },
    { "/listing/repeated", test_repeated },
    { "/listing/short", test_short },
    { "/listing/smaller-pages", test_smaller_pages },
    { "/listing/empty-lie", test_empty_lie },
    { "/listing/bare", test_bare },
    { "/listing/rows-without-id", test_rows_without_id },
    { "/listing/tries", test_tries },
    { "/listing/busy", test_busy },
    { "/listing/no-answers", test_no_answers },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
