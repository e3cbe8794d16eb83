#include "parvis-account-private.h"
#include "parvis-change-counts.h"
#include "parvis-date-sales.h"
#include "parvis-event-state.h"
#include "parvis-other-tickets.h"
#include "parvis-record-list.h"
#include "parvis-sales.h"
#include "parvis-setting.h"
#include "parvis-sources.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "scripted-server.h"
#include "store-test.h"
#include "weez-listing.h"
#include "weez-ticket.h"

/* How events sell, from counts that the test writes itself. */

typedef struct
{
  ScriptedServer *server;
  WeezClient     *client;
  char           *folder;
  ParvisStore    *store;
  gint64          today;
} Fixture;

static gboolean
execute (ParvisDatabase  *database,
         gpointer         data,
         GError         **error)
{
  return parvis_database_execute (database, data, error);
}

static void G_GNUC_PRINTF (2, 3)
change_store (Fixture    *fixture,
              const char *format,
              ...)
{
  g_autoptr(GError) error = NULL;
  va_list arguments;
  char *sql;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  await_boolean (parvis_store_write (fixture->store, execute, sql, g_free), &error);
  g_assert_no_error (error);
}

static void
add_event (Fixture *fixture,
           int      key,
           int      days_left)
{
  g_autoptr(GDateTime) now = g_date_time_new_now (parvis_store_get_zone (fixture->store));
  g_autoptr(GDateTime) start = g_date_time_add_days (now, days_left);

  change_store (fixture, "INSERT INTO event (key, position, id, name, start)"
                " VALUES (%d, %d, 'e%d', 'Gala', %" G_GINT64_FORMAT ")", key, key, key,
                g_date_time_to_unix (start));
}

/* @ago: days before today; the day of the order is not known where it is less than 0. */
static void
add_orders (Fixture    *fixture,
            int         event,
            const char *ticket,
            int         ago,
            int         active,
            int         unpaid)
{
  change_store (fixture, "INSERT INTO daily VALUES (%d, '%s', %" G_GINT64_FORMAT
                ", %d, %d, 0, %d, 0, 0)", event, ticket, ago < 0 ? 0 : fixture->today - ago,
                active + unpaid, active, unpaid);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  fixture->server = scripted_server_new ();
  fixture->client = weez_client_new (scripted_server_get_url (fixture->server), NULL);
  fixture->folder = store_test_make_folder ();
  fixture->store = store_test_open (fixture->folder, fixture->client);
  fixture->today = parvis_sales_day_of (now, parvis_store_get_zone (fixture->store));

  /* One event in ten days, and its edition of a year ago. */
  add_event (fixture, 1, 10);
  add_event (fixture, 2, -365);
  add_orders (fixture, 1, "a", 40, 20, 1);
  add_orders (fixture, 1, "a", 3, 10, 0);
  add_orders (fixture, 1, "b", 3, 5, 2);
  add_orders (fixture, 1, "b", 0, 4, 3);
  add_orders (fixture, 1, "", -1, 1, 0);
  add_orders (fixture, 2, "c", 365 + 30, 50, 0);
  add_orders (fixture, 2, "c", 365 + 10, 10, 0);
  add_orders (fixture, 2, "c", 365 + 9, 40, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  store_test_close (&fixture->store);
  store_test_remove_folder (&fixture->folder);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
}

static ParvisSales *
read_sales (Fixture    *fixture,
            const char *id_event,
            const char *id_ticket)
{
  g_autoptr(GError) error = NULL;
  ParvisSales *sales = await_object (parvis_sales_read (fixture->store, id_event, id_ticket),
                                     &error);

  g_assert_no_error (error);

  return sales;
}

static void
test_series (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(ParvisSales) all = read_sales (fixture, "e1", NULL);
  g_autoptr(ParvisSales) one = read_sales (fixture, "e1", "b");
  g_autoptr(ParvisSales) none = read_sales (fixture, "nowhere", NULL);
  gint64 today = fixture->today;
  const ParvisSalesDay *days;
  guint n_days;

  days = parvis_sales_get_days (all, &n_days);
  g_assert_cmpuint (n_days, ==, 3);
  g_assert_cmpint (days[0].day, ==, today - 40);
  g_assert_cmpint (days[0].sold, ==, 20);
  /* With the order of an unknown day. */
  g_assert_cmpint (days[0].total, ==, 21);
  g_assert_cmpint (days[1].sold, ==, 15);
  g_assert_cmpint (days[2].total, ==, 40);

  g_assert_cmpint (parvis_sales_get_today (all), ==, today);
  g_assert_cmpint (parvis_sales_get_event_day (all), ==, today + 10);
  g_assert_cmpint (parvis_sales_get_total (all), ==, 40);
  g_assert_cmpint (parvis_sales_get_total_at (all, today - 41), ==, 1);
  g_assert_cmpint (parvis_sales_get_total_at (all, today - 4), ==, 21);
  g_assert_cmpint (parvis_sales_get_total_at (all, today - 3), ==, 36);
  g_assert_cmpint (parvis_sales_get_sold_on (all, today - 3), ==, 15);
  g_assert_cmpint (parvis_sales_get_sold_on (all, today - 2), ==, 0);

  g_assert_cmpint (parvis_sales_get_total (one), ==, 9);
  g_assert_cmpint (parvis_sales_get_sold_on (one, today), ==, 4);

  parvis_sales_get_days (none, &n_days);
  g_assert_cmpuint (n_days, ==, 0);
  g_assert_cmpint (parvis_sales_get_total (none), ==, 0);
  g_assert_cmpint (parvis_sales_get_event_day (none), ==, 0);
}

static void
test_forecast (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(ParvisSales) sales = read_sales (fixture, "e1", NULL);
  g_autoptr(ParvisSales) edition = read_sales (fixture, "e2", NULL);
  gint64 low = 0;
  gint64 high = 0;

  /* At this stage 60 of 100 were sold: 40 more, or 40 * 100 / 60, and a margin of 1. */
  g_assert_true (parvis_sales_forecast (sales, edition, 0, &low, &high));
  g_assert_cmpint (low, ==, 66 - 1);
  g_assert_cmpint (high, ==, 80 + 1);

  g_assert_true (parvis_sales_forecast (sales, edition, 70, &low, &high));
  g_assert_cmpint (high, ==, 70);

  /* All that there are: that is no range. */
  g_assert_false (parvis_sales_forecast (sales, edition, 40, &low, &high));

  /* Nothing to tell from; an edition that is not over; an event that is. */
  g_assert_false (parvis_sales_forecast (sales, NULL, 0, &low, &high));
  g_assert_false (parvis_sales_forecast (sales, sales, 0, &low, &high));
  g_assert_false (parvis_sales_forecast (edition, edition, 0, &low, &high));
}

static ParvisEventState *
read_state (Fixture   *fixture,
            GPtrArray *states,
            guint      place)
{
  return g_ptr_array_index (states, place);
}

static void
test_figures (Fixture       *fixture,
              gconstpointer  data)
{
  ParvisDatabase *database = parvis_store_get_reader (fixture->store);
  GTimeZone *zone = parvis_store_get_zone (fixture->store);
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *kept = NULL;
  ParvisEventState *state;

  before = parvis_event_state_read_all (database, zone, &error);
  g_assert_no_error (error);
  state = read_state (fixture, before, 0);
  g_assert_cmpint (state->sold_today, ==, 4);
  g_assert_null (state->id_edition);
  g_assert_cmpint (state->same_stage, ==, WEEZ_UNKNOWN);
  /* Nothing was seen to change yet: the newest order is what is known. */
  g_assert_cmpint (parvis_sales_day_of (state->changed_at, zone), ==, fixture->today);
  g_assert_cmpint (read_state (fixture, before, 1)->sold_today, ==, 0);

  await_boolean (parvis_setting_write (fixture->store, "edition.e1", "e2"), &error);
  g_assert_no_error (error);
  kept = parvis_store_get_setting (fixture->store, "edition.e1");
  g_assert_cmpstr (kept, ==, "e2");
  change_store (fixture, "INSERT INTO change (time, event, participant, kind)"
                " VALUES (1000, 1, 'p', 1), (1700000000, 1, 'p', 2)");

  after = parvis_event_state_read_all (database, zone, &error);
  g_assert_no_error (error);
  state = read_state (fixture, after, 0);
  g_assert_cmpstr (state->id_edition, ==, "e2");
  g_assert_cmpint (state->same_stage, ==, 60);
  g_assert_cmpint (g_date_time_to_unix (state->changed_at), ==, 1700000000);

  await_boolean (parvis_setting_write (fixture->store, "edition.e1", NULL), &error);
  g_assert_no_error (error);
  g_assert_null (parvis_store_get_setting (fixture->store, "edition.e1"));
}

static ParvisChangeCounts *
read_counts (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  ParvisChangeCounts *counts = await_object (parvis_change_counts_read (fixture->store, "e1"),
                                             &error);

  g_assert_no_error (error);

  return counts;
}

/* Whom a filter of that facet finds. */
static guint
count_changed (Fixture    *fixture,
               const char *facet)
{
  g_autoptr(ParvisFilter) everybody = parvis_filter_new ();
  g_autoptr(ParvisFilter) filter = parvis_filter_with (everybody, facet, "yes",
                                                       PARVIS_FILTER_ONLY);
  g_autoptr(ParvisQuery) query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);
  g_autoptr(ParvisRecordList) list = parvis_record_list_new (fixture->store);
  g_autofree char *text = parvis_filter_to_text (filter);
  g_autoptr(ParvisFilter) again = parvis_filter_new_from_text (text);
  g_autoptr(GError) error = NULL;

  g_assert_true (parvis_filter_has (again, facet));
  parvis_query_set_event (query, "e1");
  parvis_query_set_facets (query, again);
  parvis_record_list_set_query (list, query);
  await_boolean (parvis_record_list_load (list), &error);
  g_assert_no_error (error);

  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* A look counts for what was seen, and not for what came meanwhile. */
static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(ParvisChangeCounts) never = read_counts (fixture);
  g_autoptr(ParvisChangeCounts) first = NULL;
  g_autoptr(ParvisChangeCounts) second = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (never->looked_at);
  g_assert_cmpint (never->last, ==, 0);
  change_store (fixture, "INSERT INTO ticket (key, event, category, position, id, name)"
                " VALUES (1, 1, 0, 0, 'a', 'Full'), (2, 1, 0, 1, 'b', 'Reduced');"
                "INSERT INTO participant (key, event, ord, sort_key, hash, gone, missed,"
                " first_seen, id, first_name, last_name)"
                " VALUES (1, 1, 1, '', 0, 0, 0, 0, 'p', 'Zoé', 'Nuñez');"
                "INSERT INTO change (seq, time, event, participant, kind, was, now) VALUES"
                " (1, 100, 1, 'p', 1, NULL, NULL), (2, 200, 1, 'q', 1, NULL, NULL),"
                " (3, 300, 1, 'p', 6, 'a', 'b'), (4, 400, 2, 'r', 1, NULL, NULL)");

  first = read_counts (fixture);
  g_assert_cmpint (first->counts[PARVIS_CHANGE_NEW], ==, 2);
  g_assert_cmpint (first->counts[PARVIS_CHANGE_MOVED], ==, 1);
  g_assert_cmpint (first->counts[PARVIS_CHANGE_SCANNED], ==, 0);
  g_assert_cmpint (first->last, ==, 3);

  g_assert_cmpuint (count_changed (fixture, "changed:moved:0"), ==, 1);
  g_assert_cmpuint (count_changed (fixture, "changed:moved:3"), ==, 0);
  g_assert_cmpuint (count_changed (fixture, "changed:new:0"), ==, 1);
  g_assert_cmpuint (count_changed (fixture, "changed:scanned:0"), ==, 0);

  change_store (fixture, "INSERT INTO change (seq, time, event, participant, kind)"
                " VALUES (5, 500, 1, 'p', 8)");
  await_boolean (parvis_change_counts_look (fixture->store, "e1", first), &error);
  g_assert_no_error (error);
  second = read_counts (fixture);
  g_assert_nonnull (second->looked_at);
  g_assert_cmpint (second->after, ==, 3);
  g_assert_cmpint (second->counts[PARVIS_CHANGE_NEW], ==, 0);
  g_assert_cmpint (second->counts[PARVIS_CHANGE_SCANNED], ==, 1);
}

static void
test_sources (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(ParvisSources) sources = NULL;
  g_autoptr(GError) error = NULL;

  change_store (fixture, "UPDATE event SET participants = 3 WHERE key = 1;"
                "INSERT INTO ticket (key, event, category, position, id, participants)"
                " VALUES (1, 1, 0, 0, 'a', 2), (2, 1, 0, 1, 'b', 1);"
                "INSERT INTO participant (key, event, ord, sort_key, hash, gone, missed,"
                " first_seen, id, id_ticket, paid, deleted, refund, scan_date) VALUES"
                " (1, 1, 1, '', 0, 0, 0, 0, 'p', 'a', 1, 0, 0, 1700000000),"
                " (2, 1, 2, '', 0, 0, 0, 0, 'q', 'a', 1, 0, 1, NULL),"
                " (3, 1, 3, '', 0, 0, 0, 0, 'r', 'x', 1, 0, 0, NULL),"
                " (4, 1, 4, '', 0, 0, 0, 0, 's', 'b', 0, 0, 0, NULL),"
                " (5, 1, 5, '', 0, 0, 0, 0, 't', 'b', 1, 1, 0, NULL),"
                " (6, 1, 6, '', 0, 1, 0, 0, 'u', 'x', 1, 0, 0, NULL);"
                "INSERT INTO sample (event, id_ticket, id_date, time, until, total, scanned)"
                " VALUES (1, 'a', '', 100, 150, 9, 9), (1, 'a', '', 200, 250, 2, 1),"
                " (1, 'b', '', 150, 250, 1, 0), (1, 'b', 'd', 300, 300, 7, 7)");
  sources = await_object (parvis_sources_read (fixture->store, "e1"), &error);
  g_assert_no_error (error);

  g_assert_cmpint (sources->event_count, ==, 3);
  g_assert_cmpint (sources->ticket_sum, ==, 3);
  g_assert_cmpint (sources->listed, ==, 6);
  g_assert_cmpint (sources->active, ==, 3);
  g_assert_cmpint (sources->unpaid, ==, 1);
  g_assert_cmpint (sources->refunded, ==, 1);
  g_assert_cmpint (sources->deleted, ==, 2);
  g_assert_cmpint (sources->scanned, ==, 1);
  g_assert_cmpint (sources->elsewhere, ==, 1);
  /* The newest of each ticket, over all dates. */
  g_assert_cmpint (sources->stats_total, ==, 3);
  g_assert_cmpint (sources->stats_scanned, ==, 1);
  g_assert_cmpint (g_date_time_to_unix (sources->stats_time), ==, 200);
  g_clear_object (&sources);

  change_store (fixture, "DELETE FROM sample; UPDATE ticket SET participants = NULL WHERE key = 1");
  sources = await_object (parvis_sources_read (fixture->store, "e1"), &error);
  g_assert_no_error (error);
  g_assert_cmpint (sources->ticket_sum, ==, WEEZ_UNKNOWN);
  g_assert_null (sources->stats_time);
}

static void
test_other_tickets (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(WeezListing) others = NULL;
  g_autoptr(GError) error = NULL;
  WeezTicket *ticket;

  change_store (fixture, "INSERT INTO ticket (key, event, category, position, gone, id)"
                " VALUES (1, 1, 0, 0, 0, 'a'), (2, 1, 0, 1, 1, 'b')");
  others = await_object (parvis_other_tickets_list (fixture->store, "e1"), &error);
  g_assert_no_error (error);

  /* The order without a ticket, and the ticket that was withdrawn. */
  g_assert_cmpuint (others->records->len, ==, 2);
  ticket = g_ptr_array_index (others->records, 0);
  g_assert_cmpstr (ticket->id, ==, "");
  g_assert_cmpint (ticket->participants, ==, 1);
  ticket = g_ptr_array_index (others->records, 1);
  g_assert_cmpstr (ticket->id, ==, "b");
  g_assert_cmpint (ticket->participants, ==, 9);
  g_assert_cmpint (ticket->price.cents, ==, WEEZ_UNKNOWN);
}

static void
test_dates (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(WeezListing) dates = NULL;
  g_autoptr(GError) error = NULL;
  ParvisDateSales *date;

  change_store (fixture, "INSERT INTO ticket (key, event, category, position, id, name)"
                " VALUES (1, 1, 0, 0, 'a', 'Full'), (2, 1, 0, 1, 'b', 'Reduced');"
                "INSERT INTO event_date (key, gone, id, id_event, date, tickets) VALUES"
                " (1, 0, 'd2', 'e1', 2000, '[\"a\"]'), (2, 0, 'd1', 'e1', 1000, '[\"b\",\"a\"]'),"
                " (3, 1, 'd3', 'e1', 3000, '[]'), (4, 0, 'd4', 'e2', 4000, NULL);"
                "INSERT INTO participant (key, event, ord, sort_key, hash, gone, missed,"
                " first_seen, id, id_date, paid, deleted, scan_date) VALUES"
                " (1, 1, 1, '', 0, 0, 0, 0, 'p', 'd1', 1, 0, 1700000000),"
                " (2, 1, 2, '', 0, 0, 0, 0, 'q', 'd1', 1, 0, NULL),"
                " (3, 1, 3, '', 0, 0, 0, 0, 'r', 'd1', 0, 0, NULL),"
                " (4, 1, 4, '', 0, 0, 0, 0, 's', 'd1', 1, 1, NULL),"
                " (5, 1, 5, '', 0, 0, 0, 0, 't', '0', 1, 0, NULL)");
  dates = await_object (parvis_date_sales_list (fixture->store, "e1"), &error);
  g_assert_no_error (error);

  g_assert_cmpuint (dates->records->len, ==, 2);
  date = g_ptr_array_index (dates->records, 0);
  g_assert_cmpstr (date->id, ==, "d1");
  g_assert_cmpint (g_date_time_to_unix (date->date), ==, 1000);
  g_assert_cmpint (date->people, ==, 2);
  g_assert_cmpint (date->scanned, ==, 1);
  g_assert_cmpuint (g_strv_length (date->tickets), ==, 2);
  g_assert_cmpstr (date->tickets[0], ==, "Full");
  date = g_ptr_array_index (dates->records, 1);
  g_assert_cmpstr (date->id, ==, "d2");
  g_assert_cmpint (date->people, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add ("/sales/series", Fixture, NULL, set_up, test_series, tear_down);
  g_test_add ("/sales/forecast", Fixture, NULL, set_up, test_forecast, tear_down);
  g_test_add ("/sales/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/sales/figures", Fixture, NULL, set_up, test_figures, tear_down);

  g_test_add ("/sales/other-tickets", Fixture, NULL, set_up, test_other_tickets, tear_down);
  g_test_add ("/sales/dates", Fixture, NULL, set_up, test_dates, tear_down);
  g_test_add ("/sales/sources", Fixture, NULL, set_up, test_sources, tear_down);

  return g_test_run ();
}
