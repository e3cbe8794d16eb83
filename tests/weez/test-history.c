#include "config.h"

#include <string.h>

#include "history-reader.h"

#define N_SEEDS 12
#define N_STEPS 15

/* The service with a history, before anything is tested with its help. */

static void
test_truth (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_auto(HistoryReader) reader = { 0 };

      history_reader_start (&reader, seed);
      g_assert_cmpuint (history_server_get_seed (reader.server), ==, seed);
      history_reader_assert_truth (&reader, 500);
      for (guint step = 0; step < N_STEPS; step++)
        g_assert_cmpuint (history_server_step (reader.server), >, 0);
      history_reader_assert_truth (&reader, 3 + (gint64) seed);
    }
}

static void
test_largest_page (void)
{
  g_auto(HistoryReader) reader = { 0 };
  g_autofree char *id = history_reader_start_with (&reader, 20);
  g_autoptr(WeezListing) listing = NULL;

  history_server_set_largest_page (reader.server, 7);
  listing = history_reader_read (&reader, id, 500, 1);
  g_assert_cmpuint (listing->records->len, ==, 7);
  history_reader_assert_truth (&reader, 500);
}

/* Time goes on, events are added, and no participant is both there and gone. */
static void
test_steps (void)
{
  g_autoptr(GString) gone = g_string_new (NULL);
  guint n_events_added = 0;

  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_auto(HistoryReader) reader = { 0 };
      g_auto(GStrv) before = NULL;
      g_auto(GStrv) after = NULL;
      g_auto(GStrv) gone_lines = NULL;
      g_autofree char *gone_text = NULL;
      g_autofree char *truth = NULL;
      gint64 time;

      history_reader_start (&reader, seed);
      time = history_server_get_time (reader.server);
      before = history_server_dup_event_ids (reader.server);
      for (guint step = 0; step < N_STEPS; step++)
        {
          history_server_step (reader.server);
          g_assert_cmpint (history_server_get_time (reader.server), >, time);
          time = history_server_get_time (reader.server);
        }
      after = history_server_dup_event_ids (reader.server);
      n_events_added += g_strv_length (after) - g_strv_length (before);

      gone_text = history_server_dup_gone (reader.server);
      truth = history_server_dup_truth (reader.server);
      gone_lines = g_strsplit (gone_text, "\n", -1);
      for (guint i = 0; gone_lines[i] != NULL && *gone_lines[i] != '\0'; i++)
        {
          g_autofree char *mark = g_strdup_printf ("%s|", gone_lines[i] + strlen ("gone "));

          g_assert_true (g_str_has_prefix (gone_lines[i], "gone "));
          g_assert_null (strstr (truth, mark));
        }
      g_string_append (gone, gone_text);
    }

  g_assert_cmpuint (gone->len, >, 0);
  g_assert_cmpuint (n_events_added, >, 0);
}

/* id -> line; without its scan status. */
static GHashTable *
index_truth (HistoryServer *server)
{
  g_autofree char *truth = history_server_dup_truth (server);
  g_auto(GStrv) lines = g_strsplit (truth, "\n", -1);
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_hash_table_insert (index, g_strndup (lines[i], strcspn (lines[i], "|")),
                         g_strndup (lines[i], (gsize) (strrchr (lines[i], '|') - lines[i])));

  return index;
}

static WeezListing *
read_changed (HistoryReader *self,
              gint64         since)
{
  g_autoptr(WeezParticipantsQuery) query = weez_participants_query_new ();
  g_autoptr(GError) error = NULL;
  WeezListing *listing;

  query->id_event = history_server_dup_event_ids (self->server);
  query->include_deleted = TRUE;
  query->include_unpaid = TRUE;
  query->last_update = g_date_time_new_from_unix_utc (since);
  listing = await_object (weez_client_list_participants (self->client, query), &error);
  g_assert_no_error (error);
  g_assert_nonnull (listing->server_time);
  g_assert_cmpint (g_date_time_to_unix (listing->server_time), ==,
                   history_server_get_time (self->server));

  return listing;
}

/* What changed is listed, more than that with the overlap, and nothing for a scan. */
static void
test_last_update (void)
{
  guint n_changed = 0;
  guint n_more = 0;

  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_auto(HistoryReader) reader = { 0 };

      history_reader_start (&reader, seed);
      for (guint step = 0; step < N_STEPS; step++)
        {
          g_autoptr(GHashTable) before = index_truth (reader.server);
          g_autoptr(GHashTable) after = NULL;
          g_autoptr(WeezListing) exact = NULL;
          g_autoptr(WeezListing) loose = NULL;
          gint64 since = history_server_get_time (reader.server);
          GHashTableIter iter;
          gpointer id, line;

          history_server_step (reader.server);
          history_server_set_overlap (reader.server, 0);
          exact = read_changed (&reader, since);
          history_server_set_overlap (reader.server, 24 * 60 * 60);
          loose = read_changed (&reader, since);
          g_assert_cmpuint (loose->records->len, >=, exact->records->len);
          n_more += loose->records->len - exact->records->len;

          after = index_truth (reader.server);
          g_hash_table_iter_init (&iter, after);
          while (g_hash_table_iter_next (&iter, &id, &line))
            {
              const char *was = g_hash_table_lookup (before, id);

              if (was == NULL || g_str_equal (was, line))
                continue;
              g_assert_true (history_rows_have (exact, id));
              n_changed++;
            }
        }
    }

  g_assert_cmpuint (n_changed, >, 0);
  g_assert_cmpuint (n_more, >, 0);
}

static char *
get_scans (HistoryServer *server)
{
  g_autofree char *truth = history_server_dup_truth (server);
  g_auto(GStrv) lines = g_strsplit (truth, "\n", -1);
  GString *scans = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_string_append (scans, strrchr (lines[i], '|'));

  return g_string_free_and_steal (scans);
}

/* There are steps in which nothing but scans happen, and then nothing is listed as changed. */
static void
test_scans_are_silent (void)
{
  guint n_silent = 0;

  for (guint64 seed = 1; seed <= 60; seed++)
    {
      g_auto(HistoryReader) reader = { 0 };

      history_reader_start (&reader, seed);
      history_server_set_overlap (reader.server, 0);
      for (guint step = 0; step < 4; step++)
        {
          g_autofree char *before = get_scans (reader.server);
          g_autofree char *after = NULL;
          g_autoptr(GHashTable) rows_before = index_truth (reader.server);
          gint64 since = history_server_get_time (reader.server);
          g_autoptr(WeezListing) listing = NULL;

          history_server_step (reader.server);
          after = get_scans (reader.server);
          listing = read_changed (&reader, since);
          n_silent += listing->records->len == 0 && strlen (before) == strlen (after) &&
                      !g_str_equal (before, after);
        }
    }

  g_assert_cmpuint (n_silent, >, 0);
}

static void
test_filters (void)
{
  g_auto(HistoryReader) reader = { 0 };
  g_autofree char *id = history_reader_start_with (&reader, 40);
  g_autoptr(WeezListing) all = history_reader_read (&reader, id, 500, 1);
  g_autoptr(WeezListing) few = NULL;
  g_autoptr(WeezListing) late = read_changed (&reader, G_GINT64_CONSTANT (1900000000));
  g_autoptr(WeezParticipantsQuery) query = weez_participants_query_new ();
  const char *ids[] = { id, NULL };
  guint n_plain = 0;
  guint n_deleted = 0;

  for (guint i = 0; i < all->records->len; i++)
    {
      n_plain += !history_row_at (all, i)->deleted && history_row_at (all, i)->paid;
      n_deleted += history_row_at (all, i)->deleted;
    }
  g_assert_cmpint (all->counter_total, ==, all->records->len);
  g_assert_cmpint (all->counter_deleted, ==, n_deleted);
  g_assert_cmpint (all->counter, ==, all->records->len - n_deleted);
  g_assert_cmpuint (late->records->len, ==, 0);

  query->id_event = g_strdupv ((char **) ids);
  few = await_object (weez_client_list_participants (reader.client, query), NULL);
  g_assert_nonnull (few);
  g_assert_cmpuint (few->records->len, ==, n_plain);
  g_assert_cmpuint (n_plain, <, all->records->len);
  g_assert_null (history_row_at (few, 0)->answers);
  g_assert_cmpint (few->counter_total, ==, WEEZ_UNKNOWN);
}

/* The tree as history_server_dup_events() tells it, flat. */
static void
describe_tree (WeezTicketCategory *category,
               const char         *parent,
               GPtrArray          *lines)
{
  for (guint i = 0; category->tickets != NULL && i < category->tickets->len; i++)
    {
      WeezTicket *ticket = g_ptr_array_index (category->tickets, i);

      g_ptr_array_add (lines, g_strdup_printf ("  ticket %s|%s|%s", ticket->id, parent,
                                               ticket->name));
    }

  for (guint i = 0; category->categories != NULL && i < category->categories->len; i++)
    {
      WeezTicketCategory *below = g_ptr_array_index (category->categories, i);

      g_ptr_array_add (lines, g_strdup_printf ("  category %s|%s|%s", below->id, parent,
                                               below->name));
      describe_tree (below, below->id, lines);
    }
}

static void
assert_reads_events (HistoryReader *self)
{
  g_auto(GStrv) ids = history_server_dup_event_ids (self->server);
  g_autofree char *truth = history_server_dup_events (self->server);
  g_auto(GStrv) expected = g_strsplit (truth, "\n", -1);
  g_autoptr(WeezEventsQuery) query = weez_events_query_new ();
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(WeezListing) trees = NULL;
  g_autoptr(WeezListing) events = NULL;

  query->include_not_published = TRUE;
  query->include_closed = TRUE;
  query->include_without_sales = TRUE;
  events = await_object (weez_client_list_events (self->client, query), NULL);
  trees = await_object (weez_client_list_tickets (self->client, (const char * const *) ids), NULL);
  g_assert_nonnull (events);
  g_assert_nonnull (trees);
  g_assert_cmpuint (events->records->len, ==, g_strv_length (ids));
  g_assert_cmpuint (trees->records->len, ==, g_strv_length (ids));

  for (guint i = 0; i < events->records->len; i++)
    {
      WeezEvent *event = g_ptr_array_index (events->records, i);

      g_ptr_array_add (lines, g_strdup_printf ("%s|%s", event->id, event->name));
      describe_tree (g_ptr_array_index (trees->records, i), "0", lines);
    }
  g_assert_cmpuint (lines->len, ==, g_strv_length (expected) - 1);
  g_ptr_array_add (lines, NULL);
  for (guint i = 0; expected[i] != NULL && *expected[i] != '\0'; i++)
    g_assert_true (g_strv_contains ((const char * const *) lines->pdata, expected[i]));
}

static void
test_events (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_auto(HistoryReader) reader = { 0 };

      history_reader_start (&reader, seed);
      assert_reads_events (&reader);
      for (guint step = 0; step < N_STEPS; step++)
        history_server_step (reader.server);
      assert_reads_events (&reader);
    }
}

static void
test_other_methods (void)
{
  g_auto(HistoryReader) reader = { 0 };
  g_autofree char *id = history_reader_start_with (&reader, 12);
  const char *ids[] = { id, NULL };
  g_autoptr(WeezEventsQuery) query = weez_events_query_new ();
  g_autoptr(WeezListing) listing = history_reader_read (&reader, id, 10, 1);
  g_autoptr(WeezListing) dates = NULL;
  g_autoptr(WeezListing) categories = NULL;
  g_autoptr(WeezListing) lie = NULL;
  g_autoptr(WeezEventDetails) details = NULL;
  g_autoptr(WeezTicketStats) stats = NULL;
  g_autoptr(WeezScanSettings) settings = NULL;
  g_autoptr(GError) error = NULL;
  const char *ticket;
  g_autofree char *token =
    await_string (weez_client_sign_in (reader.client, "me", "secret", "key"), NULL);

  g_assert_nonnull (token);
  dates = await_object (weez_client_list_dates (reader.client, ids, TRUE), NULL);
  g_assert_nonnull (dates);
  details = await_object (weez_client_get_event_details (reader.client, id), NULL);
  g_assert_nonnull (details);
  ticket = history_row_at (listing, 0)->id_ticket;
  stats = await_object (weez_client_get_ticket_stats (reader.client, ticket, NULL), NULL);
  g_assert_nonnull (stats);
  g_assert_cmpint (stats->scanned, ==, stats->in + stats->out);
  settings = await_object (weez_client_get_scan_settings (reader.client), NULL);
  g_assert_nonnull (settings);
  categories = await_object (weez_client_list_event_categories (reader.client), NULL);
  g_assert_nonnull (categories);
  g_assert_cmpuint (categories->records->len, ==, 2);

  history_server_add_fault (reader.server, HISTORY_FAULT_EMPTY_LIE, "/events", 1);
  lie = await_object (weez_client_list_events (reader.client, query), NULL);
  g_assert_nonnull (lie);
  g_assert_cmpuint (lie->records->len, ==, 0);

  g_assert_null (await_object (weez_client_get_event_details (reader.client, "1"), &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/history/truth", test_truth);
  g_test_add_func ("/history/largest-page", test_largest_page);
  g_test_add_func ("/history/steps", test_steps);
  g_test_add_func ("/history/last-update", test_last_update);
  g_test_add_func ("/history/scans-are-silent", test_scans_are_silent);
  g_test_add_func ("/history/filters", test_filters);
  g_test_add_func ("/history/events", test_events);
  g_test_add_func ("/history/other-methods", test_other_methods);

  return g_test_run ();
}
