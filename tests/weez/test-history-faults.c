#include "config.h"

#include <libsoup/soup.h>

#include "history-reader.h"

#define LIST    "/participant/list"
#define N_STEPS 15

/* Each way in which the service with a history fails and lies can be told by what is read. */

/* Status and body, of a connection of its own so that libsoup tries nothing again. */
static char *
get_raw (HistoryServer *server,
         const char    *path)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (history_server_get_url (server), path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = soup_session_send_and_read (session, message, NULL, &error);

  if (body == NULL)
    return g_strdup ("no body");

  return g_strdup_printf ("%u %.*s", soup_message_get_status (message),
                          (int) g_bytes_get_size (body),
                          (const char *) g_bytes_get_data (body, NULL));
}

static void
test_same_bytes (void)
{
  g_autoptr(HistoryServer) first = history_server_new (7);
  g_autoptr(HistoryServer) second = history_server_new (7);
  g_autoptr(HistoryServer) other = history_server_new (8);
  g_auto(GStrv) ids = history_server_dup_event_ids (first);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) answers = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *truth = NULL;
  g_autofree char *again = NULL;
  g_autofree char *different = NULL;
  HistoryServer *servers[] = { first, second, other };

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      for (guint step = 0; step < N_STEPS; step++)
        history_server_step (servers[i]);
      history_server_set_fault_rate (servers[i], 700,
                                     HISTORY_FAULTS_ALL & ~(1u << HISTORY_FAULT_STEP));
    }
  truth = history_server_dup_truth (first);
  again = history_server_dup_truth (second);
  different = history_server_dup_truth (other);
  g_assert_cmpstr (truth, ==, again);
  g_assert_cmpstr (truth, !=, different);

  for (guint page = 1; page <= 40; page++)
    {
      char *path = g_strdup_printf ("participant/list?id_event[]=%s&max=4&page=%u&full=1"
                                    "&include_deleted=1&include_unpaid=1&return_count=1",
                                    ids[0], page);

      g_ptr_array_add (paths, path);
      g_ptr_array_add (answers, get_raw (first, path));
    }

  /* In another order. */
  for (guint i = paths->len; i > 0; i--)
    {
      g_autofree char *answer = get_raw (second, g_ptr_array_index (paths, i - 1));

      g_assert_cmpstr (answer, ==, g_ptr_array_index (answers, i - 1));
    }
}

/* As the service does, which knows this parameter as an array only. */
static void
test_scalar_event (void)
{
  g_autoptr(HistoryServer) server = history_server_new (1);
  g_auto(GStrv) ids = history_server_dup_event_ids (server);
  g_autofree char *path = g_strconcat ("participant/list?id_event=", ids[0], NULL);
  g_autofree char *answer = get_raw (server, path);

  g_assert_true (g_str_has_prefix (answer, "500 {\"error\""));
}

static void
test_plain_faults (void)
{
  static const WeezError codes[] = {
    [HISTORY_FAULT_HTTP_500] = WEEZ_ERROR_SERVER,
    [HISTORY_FAULT_HTTP_502] = WEEZ_ERROR_SERVER,
    [HISTORY_FAULT_HTTP_503] = WEEZ_ERROR_BUSY,
    [HISTORY_FAULT_HTTP_429] = WEEZ_ERROR_BUSY,
    [HISTORY_FAULT_HTTP_404] = WEEZ_ERROR_NOT_FOUND,
    [HISTORY_FAULT_RESET] = WEEZ_ERROR_UNREACHABLE,
    [HISTORY_FAULT_CUT] = WEEZ_ERROR_NOT_UNDERSTOOD,
    [HISTORY_FAULT_MALFORMED] = WEEZ_ERROR_NOT_UNDERSTOOD,
    [HISTORY_FAULT_EMPTY_BODY] = WEEZ_ERROR_NOT_UNDERSTOOD,
    [HISTORY_FAULT_ERROR_200] = WEEZ_ERROR_SERVER,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_auto(HistoryReader) reader = { 0 };
      g_autofree char *id = history_reader_start_with (&reader, 12);
      g_autoptr(WeezListing) listing = NULL;
      g_autoptr(GError) error = NULL;

      history_server_add_fault (reader.server, i, LIST, 1);
      g_assert_null (history_reader_list (&reader, id, 10, 1, &error));
      g_assert_error (error, WEEZ_ERROR, (int) codes[i]);
      if (i == HISTORY_FAULT_HTTP_429)
        g_assert_cmpint (weez_error_get_retry_after (error), ==, 1);

      listing = history_reader_read (&reader, id, 10, 1);
      g_assert_cmpuint (listing->records->len, ==, 10);
    }
}

static WeezListing *
read_with_fault (HistoryReader *reader,
                 const char    *id,
                 HistoryFault   fault,
                 gint64         page)
{
  history_server_add_fault (reader->server, fault, LIST, 1);

  return history_reader_read (reader, id, 10, page);
}

static guint
count_common (WeezListing *one,
              WeezListing *other)
{
  guint n = 0;

  for (guint i = 0; i < one->records->len; i++)
    n += history_rows_have (other, history_row_at (one, i)->id);

  return n;
}

static void
test_page_lies (void)
{
  g_auto(HistoryReader) reader = { 0 };
  g_autofree char *id = history_reader_start_with (&reader, 40);
  g_autoptr(WeezListing) first = history_reader_read (&reader, id, 10, 1);
  g_autoptr(WeezListing) second = history_reader_read (&reader, id, 10, 2);
  g_autoptr(WeezListing) empty = read_with_fault (&reader, id, HISTORY_FAULT_EMPTY_LIE, 1);
  g_autoptr(WeezListing) repeated = read_with_fault (&reader, id, HISTORY_FAULT_REPEATED, 2);
  g_autoptr(WeezListing) shifted = read_with_fault (&reader, id, HISTORY_FAULT_SHIFTED, 2);
  g_autoptr(WeezListing) cut_short = read_with_fault (&reader, id, HISTORY_FAULT_SHORT, 2);
  g_autoptr(WeezListing) doubled = read_with_fault (&reader, id, HISTORY_FAULT_DOUBLED, 2);
  g_autoptr(WeezListing) overlapping =
    read_with_fault (&reader, id, HISTORY_FAULT_DOUBLED_PAGES, 2);
  g_autoptr(WeezListing) endless = read_with_fault (&reader, id, HISTORY_FAULT_ENDLESS, 1000);
  g_autoptr(WeezListing) counters = read_with_fault (&reader, id, HISTORY_FAULT_COUNTERS, 2);
  g_autoptr(WeezListing) after = history_reader_read (&reader, id, 10, 1000);

  g_assert_cmpuint (count_common (first, second), ==, 0);
  g_assert_cmpuint (empty->records->len, ==, 0);
  g_assert_cmpuint (count_common (repeated, first), ==, 10);
  g_assert_cmpuint (count_common (shifted, second), >=, 7);
  g_assert_cmpuint (count_common (shifted, second), <, 10);
  g_assert_cmpuint (cut_short->records->len, <, 10);
  g_assert_cmpuint (cut_short->records->len, >, 0);
  g_assert_cmpuint (doubled->records->len, >, 10);
  g_assert_cmpuint (count_common (doubled, second), ==, doubled->records->len);
  g_assert_cmpuint (count_common (overlapping, first), ==, 2);
  g_assert_cmpuint (count_common (overlapping, second), ==, 10);
  g_assert_cmpuint (endless->records->len, ==, 10);
  g_assert_cmpint (counters->counter_deleted, !=, second->counter_deleted);
  g_assert_cmpint (counters->counter_total, !=, second->counter_total);
  g_assert_cmpuint (after->records->len, ==, 0);
}

static void
test_row_lies (void)
{
  g_auto(HistoryReader) reader = { 0 };
  g_autofree char *id = history_reader_start_with (&reader, 40);
  g_autoptr(WeezListing) good = history_reader_read (&reader, id, 10, 2);
  g_autoptr(WeezListing) without_id = read_with_fault (&reader, id, HISTORY_FAULT_NO_ID, 2);
  g_autoptr(WeezListing) foreign = read_with_fault (&reader, id, HISTORY_FAULT_FOREIGN, 2);
  g_autoptr(WeezListing) bare = read_with_fault (&reader, id, HISTORY_FAULT_BARE, 2);
  g_autoptr(WeezListing) ids = read_with_fault (&reader, id, HISTORY_FAULT_ID_TYPES, 2);
  guint n_foreign = 0;
  guint n_bare = 0;

  g_assert_cmpuint (without_id->n_skipped, >, 0);
  g_assert_cmpuint (without_id->n_skipped + without_id->records->len, ==, 10);

  for (guint i = 0; i < foreign->records->len; i++)
    n_foreign += g_strcmp0 (history_row_at (foreign, i)->id_event, id) != 0;
  g_assert_cmpuint (n_foreign, >, 0);
  g_assert_cmpuint (n_foreign, ==, foreign->records->len - 10);

  for (guint i = 0; i < bare->records->len; i++)
    n_bare += history_row_at (bare, i)->id_event == NULL &&
              history_row_at (bare, i)->create_date == NULL;
  g_assert_cmpuint (n_bare, >, 0);
  g_assert_cmpuint (count_common (bare, good), ==, 10);

  g_assert_cmpuint (ids->n_odd, ==, 0);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *expected = history_row_describe (history_row_at (good, i));
      g_autofree char *read = history_row_describe (history_row_at (ids, i));

      g_assert_cmpstr (read, ==, expected);
    }
}

/* An empty array in place of an object is how PHP says that there is none, so not all are odd. */
static void
test_wrong_types (void)
{
  g_auto(HistoryReader) reader = { 0 };
  g_autofree char *id = history_reader_start_with (&reader, 40);
  guint n_odd = 0;
  guint n_skipped = 0;

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr(WeezListing) listing =
        read_with_fault (&reader, id, HISTORY_FAULT_WRONG_TYPES, 2);

      n_odd += listing->n_odd;
      n_skipped += listing->n_skipped;
    }

  g_assert_cmpuint (n_odd, >, 50);
  g_assert_cmpuint (n_skipped, >, 0);
}

/* A step between two pages, which is no fault but the way of the world. */
static void
test_restless (void)
{
  g_auto(HistoryReader) reader = { 0 };
  g_autofree char *id = history_reader_start_with (&reader, 40);
  g_autofree char *before = history_server_dup_truth (reader.server);
  g_autofree char *after = NULL;

  history_server_add_fault (reader.server, HISTORY_FAULT_STEP, LIST, 30);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr(WeezListing) listing = history_reader_read (&reader, id, 10, 1);

      g_assert_cmpuint (listing->records->len, ==, 10);
    }
  after = history_server_dup_truth (reader.server);
  g_assert_cmpstr (before, !=, after);
  history_reader_assert_truth (&reader, 10);
}

static void
test_rate (void)
{
  g_auto(HistoryReader) reader = { 0 };
  g_autofree char *id = history_reader_start_with (&reader, 12);
  g_auto(GStrv) log = NULL;
  guint n_struck = 0;
  guint n_told = 0;

  history_server_set_fault_rate (reader.server, 500, 1u << HISTORY_FAULT_HTTP_503);
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr(WeezListing) listing = history_reader_list (&reader, id, 10, 1, NULL);

      n_struck += listing == NULL;
    }
  g_assert_cmpuint (n_struck, >, 25);
  g_assert_cmpuint (n_struck, <, 75);

  g_assert_cmpuint (history_server_count_requests (reader.server, LIST), ==, 100);
  g_assert_cmpuint (history_server_count_requests (reader.server, "/participant"), ==, 100);
  g_assert_cmpuint (history_server_count_requests (reader.server, "/events"), ==, 0);
  log = history_server_dup_log (reader.server);
  g_assert_cmpuint (g_strv_length (log), ==, 100);
  g_assert_true (g_str_has_prefix (log[0], "GET /participant/list?api_key=…&access_token=…"));
  for (guint i = 0; i < 100; i++)
    n_told += g_str_has_suffix (log[i], " (http-503)");
  g_assert_cmpuint (n_told, ==, n_struck);
}

static void
test_calm (void)
{
  g_auto(HistoryReader) reader = { 0 };
  g_autofree char *id = history_reader_start_with (&reader, 12);
  g_autoptr(WeezListing) listing = NULL;
  g_autoptr(GError) error = NULL;

  history_server_set_fault_rate (reader.server, 1000, HISTORY_FAULTS_ALL);
  history_server_add_fault (reader.server, HISTORY_FAULT_HTTP_404, "/", 1);
  history_server_set_calm (reader.server, TRUE);
  history_reader_assert_truth (&reader, 10);
  g_assert_cmpuint (history_server_count_requests (reader.server, "/"), >, 1);
  history_server_clear_log (reader.server);
  g_assert_cmpuint (history_server_count_requests (reader.server, "/"), ==, 0);

  /* What was told is not forgotten. */
  history_server_set_calm (reader.server, FALSE);
  listing = history_reader_list (&reader, id, 10, 1, &error);
  g_assert_null (listing);
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/history-faults/same-bytes", test_same_bytes);
  g_test_add_func ("/history-faults/scalar-event", test_scalar_event);
  g_test_add_func ("/history-faults/plain", test_plain_faults);
  g_test_add_func ("/history-faults/pages", test_page_lies);
  g_test_add_func ("/history-faults/rows", test_row_lies);
  g_test_add_func ("/history-faults/wrong-types", test_wrong_types);
  g_test_add_func ("/history-faults/restless", test_restless);
  g_test_add_func ("/history-faults/rate", test_rate);
  g_test_add_func ("/history-faults/calm", test_calm);

  return g_test_run ();
}
