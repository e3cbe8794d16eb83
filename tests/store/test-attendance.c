#include "parvis-account-attendance.h"
#include "parvis-attendance.h"
#include "parvis-event-writer.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "scripted-server.h"
#include "store-test.h"

/* Who has come, told by the list of participants and by the statistics. */

#define MINUTE 60
/* 12 June 2026, 20:00 in the zone of the account. */
#define DOORS 1781287200

typedef struct
{
  ScriptedServer *server;
  WeezClient     *client;
  char           *folder;
  ParvisStore    *store;
} Fixture;

static gboolean
execute (ParvisDatabase  *database,
         gpointer         data,
         GError         **error)
{
  return parvis_database_execute (database, data, error);
}

static void
run (Fixture    *fixture,
     const char *sql)
{
  g_autoptr(GError) error = NULL;

  await_boolean (parvis_store_write (fixture->store, execute, (gpointer) sql, NULL), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr(GError) error = NULL;

  fixture->server = scripted_server_new ();
  fixture->client = weez_client_new (scripted_server_get_url (fixture->server), &error);
  g_assert_no_error (error);
  weez_client_set_credentials (fixture->client, "key", "token");
  weez_client_set_zone (fixture->client, zone);
  fixture->folder = store_test_make_folder ();
  fixture->store = store_test_open (fixture->folder, fixture->client);
  run (fixture,
       "INSERT INTO event (key, position, id, name) VALUES (1, 1, '70', 'Fest'), (2, 2, '71', 'B');"
       "INSERT INTO ticket (event, category, position, id, name) VALUES (1, 0, 2, '8', 'Second'),"
       " (1, 0, 1, '7', 'First'), (2, 0, 1, '7', 'Of another event');"
       "INSERT INTO event_date (id, id_event, date, tickets) VALUES"
       " ('500', '70', 1781287200, '[\"7\"]'), ('501', '70', 1781373600, '[\"7\"]');"
       "INSERT INTO event_sync (event, last_sync) VALUES (1, 1781288400)");
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

/* @values: of id_ticket, id_date, paid, deleted, gone, control_status, scan_date, scan_user_name */
static void
add_people (Fixture    *fixture,
            guint       n,
            const char *values)
{
  static guint last = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sql = NULL;

      last++;
      sql = g_strdup_printf ("INSERT INTO participant (event, ord, sort_key, hash, missed,"
                             " first_seen, id, id_ticket, id_date, paid, deleted, gone,"
                             " control_status, scan_date, scan_user_name)"
                             " VALUES (1, %u, x'00', 0, 0, 0, 'p%u', %s)", last, last, values);
      run (fixture, sql);
    }
}

static ParvisAttendance *
read_day (Fixture    *fixture,
          const char *id_event,
          const char *day)
{
  g_autoptr(GError) error = NULL;
  ParvisAttendance *attendance =
    await_object (parvis_attendance_read (fixture->store, id_event, day), &error);

  g_assert_no_error (error);

  return attendance;
}

static ParvisAttendanceLine *
line_at (GPtrArray *lines,
         guint      place)
{
  g_assert_cmpuint (lines->len, >, place);

  return g_ptr_array_index (lines, place);
}

static void
test_figures (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(ParvisAttendance) attendance = NULL;
  ParvisAttendanceLine *line;

  add_people (fixture, 5, "'8', '500', 1, 0, 0, '0', NULL, NULL");
  add_people (fixture, 3, "'7', '500', 1, 0, 0, '1', 1781287260, 'North'");
  add_people (fixture, 2, "'7', '501', 1, 0, 0, '2', 1781288280, 'North'");
  add_people (fixture, 1, "'9', '0', 1, 0, 0, '7', 1781288300, ''");
  /* Scanned, and yet not expected; and who never counts. */
  add_people (fixture, 1, "'7', '500', 1, 1, 0, '1', 1781288300, 'South'");
  add_people (fixture, 1, "'7', '500', 0, 0, 0, '0', NULL, NULL");
  add_people (fixture, 1, "'7', '500', 1, 0, 1, '', NULL, NULL");

  attendance = read_day (fixture, "70", NULL);
  g_assert_cmpint (attendance->expected, ==, 11);
  g_assert_cmpint (attendance->scanned, ==, 6);
  g_assert_cmpint (attendance->in, ==, 3);
  g_assert_cmpint (attendance->out, ==, 2);
  g_assert_cmpint (attendance->others, ==, 1);
  /* In the ten minutes before the list was read, not before now. */
  g_assert_cmpint (attendance->rate, ==, 4);
  g_assert_cmpint (g_date_time_to_unix (attendance->listed_at), ==, DOORS + 20 * MINUTE);
  g_assert_cmpint (g_date_time_to_unix (attendance->last_scan), ==, 1781288300);
  g_assert_cmpint (attendance->counted, ==, WEEZ_UNKNOWN);
  g_assert_null (attendance->counted_at);

  /* In the order of the tickets; what is in no tree comes last, without a name. */
  g_assert_cmpuint (attendance->tickets->len, ==, 3);
  line = line_at (attendance->tickets, 0);
  g_assert_cmpstr (line->name, ==, "First");
  g_assert_cmpint (line->expected, ==, 5);
  g_assert_cmpint (line->scanned, ==, 5);
  g_assert_cmpint (line->counted, ==, WEEZ_UNKNOWN);
  line = line_at (attendance->tickets, 1);
  g_assert_cmpstr (line->name, ==, "Second");
  g_assert_cmpint (line->scanned, ==, 0);
  line = line_at (attendance->tickets, 2);
  g_assert_null (line->name);

  g_assert_cmpuint (attendance->dates->len, ==, 2);
  line = line_at (attendance->dates, 0);
  g_assert_cmpstr (line->id, ==, "500");
  g_assert_cmpint (g_date_time_to_unix (line->time), ==, DOORS);
  g_assert_cmpint (line->expected, ==, 8);
  g_assert_cmpint (line->scanned, ==, 3);

  /* The busiest gate first, what has no name last. */
  g_assert_cmpuint (attendance->gates->len, ==, 2);
  line = line_at (attendance->gates, 0);
  g_assert_cmpstr (line->name, ==, "North");
  g_assert_cmpint (line->scanned, ==, 5);
  g_assert_cmpint (line->expected, ==, WEEZ_UNKNOWN);
  g_assert_null (line_at (attendance->gates, 1)->name);
}

static void
test_nobody (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(ParvisAttendance) nowhere = read_day (fixture, "nowhere", "2026-06-12");
  g_autoptr(ParvisAttendance) empty = read_day (fixture, "71", "not a day");

  g_assert_cmpint (nowhere->expected, ==, 0);
  g_assert_cmpuint (nowhere->tickets->len, ==, 0);
  g_assert_cmpint (empty->expected, ==, 0);
  g_assert_cmpint (empty->rate, ==, 0);
  g_assert_null (empty->day);
  g_assert_cmpuint (empty->days->len, ==, 0);
  g_assert_cmpuint (empty->arrivals->len, ==, 0);
}

static void
sample (Fixture    *fixture,
        const char *id_ticket,
        gint64      time,
        gint64      until,
        gint64      scanned)
{
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO sample (event, id_ticket, id_date, time, until, total, scanned,"
                     " \"in\", \"out\") VALUES (1, '%s', '', %" G_GINT64_FORMAT ", %"
                     G_GINT64_FORMAT ", 50, %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", 0)",
                     id_ticket, time, until, scanned, scanned);

  run (fixture, sql);
}

static ParvisArrival *
arrival_at (ParvisAttendance *attendance,
            guint             minute)
{
  g_assert_cmpuint (attendance->arrivals->len, >, minute);

  return g_ptr_array_index (attendance->arrivals, minute);
}

static void
test_arrivals (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(ParvisAttendance) attendance = NULL;
  g_autoptr(ParvisAttendance) first = NULL;

  add_people (fixture, 2, "'7', '500', 1, 0, 0, '1', 1781287210, 'North'");
  add_people (fixture, 3, "'7', '500', 1, 0, 0, '1', 1781289600, 'North'");
  /* After midnight is still that night; the next evening is another day. */
  add_people (fixture, 1, "'7', '501', 1, 0, 0, '1', 1781373605, 'North'");
  sample (fixture, "7", DOORS, DOORS + 10 * MINUTE, 4);
  sample (fixture, "7", DOORS + 12 * MINUTE, DOORS + 14 * MINUTE, 9);
  sample (fixture, "7", DOORS + 35 * MINUTE, DOORS + 40 * MINUTE, 20);
  sample (fixture, "8", DOORS, DOORS + 40 * MINUTE, 1);

  attendance = read_day (fixture, "70", NULL);
  g_assert_cmpuint (attendance->days->len, ==, 2);
  g_assert_cmpint (line_at (attendance->days, 0)->scanned, ==, 5);
  g_assert_cmpstr (attendance->day, ==, "2026-06-13");
  g_assert_cmpuint (attendance->arrivals->len, ==, 1);

  first = read_day (fixture, "70", "2026-06-12");
  g_assert_cmpstr (first->day, ==, "2026-06-12");
  /* 20:00 to 20:40, minute by minute. */
  g_assert_cmpuint (first->arrivals->len, ==, 41);
  g_assert_cmpint (arrival_at (first, 0)->seconds, ==, MINUTE);
  g_assert_cmpint (g_date_time_to_unix (arrival_at (first, 0)->start), ==, DOORS);
  g_assert_cmpint (arrival_at (first, 0)->scans, ==, 2);
  g_assert_cmpint (arrival_at (first, 40)->scans, ==, 3);
  g_assert_cmpint (arrival_at (first, 5)->scans, ==, 0);
  /* The statistics grew between 20:11 and 20:12; from 20:14 to 20:35 nobody looked. */
  g_assert_cmpint (arrival_at (first, 5)->sampled, ==, 0);
  g_assert_cmpint (arrival_at (first, 11)->sampled, ==, 5);
  g_assert_cmpint (arrival_at (first, 20)->sampled, ==, WEEZ_UNKNOWN);
  g_assert_cmpint (arrival_at (first, 34)->sampled, ==, WEEZ_UNKNOWN);
  g_assert_cmpint (arrival_at (first, 36)->sampled, ==, 0);
  g_assert_cmpint (first->counted, ==, 21);
  g_assert_cmpint (first->counted_total, ==, 100);
  g_assert_cmpint (line_at (first->tickets, 0)->counted, ==, 20);
}

/* A night of many hours has wider bars, and none is lost. */
static void
test_long_day (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(ParvisAttendance) attendance = NULL;
  gint64 sum = 0;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *values =
        g_strdup_printf ("'7', '500', 1, 0, 0, '1', %d, 'North'", DOORS + (int) i * 17 * MINUTE);

      add_people (fixture, 1, values);
    }

  attendance = read_day (fixture, "70", NULL);
  g_assert_cmpuint (attendance->arrivals->len, <=, 61);
  for (guint i = 0; i < attendance->arrivals->len; i++)
    sum += arrival_at (attendance, i)->scans;
  g_assert_cmpint (sum, ==, 30);
  g_assert_cmpint (arrival_at (attendance, 0)->seconds, ==, 10 * MINUTE);
}

static gboolean
write_two (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  static const struct { gint64 time; gint64 scanned; } samples[] = {
    { 100, 1 }, { 160, 1 }, { 220, 1 }, { 280, 2 }, { 340, 2 }, { 340 + PARVIS_SAMPLE_GAP + 1, 2 },
  };
  g_autoptr(WeezTicketStats) stats = g_object_new (WEEZ_TYPE_TICKET_STATS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      stats->scanned = samples[i].scanned;
      if (!parvis_event_writer_sample (database, "70", "7", NULL, stats, samples[i].time, error))
        return FALSE;
    }

  return TRUE;
}

static gint64
read_number (Fixture    *fixture,
             const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 number;

  g_assert_true (parvis_database_read_number (parvis_store_get_reader (fixture->store), sql,
                                              &number, &error));
  g_assert_no_error (error);

  return number;
}

/* The same figures lengthen a sample, but not over a time in which nobody asked. */
static void
test_samples (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  await_boolean (parvis_store_write (fixture->store, write_two, NULL, NULL), &error);
  g_assert_no_error (error);

  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM sample"), ==, 3);
  g_assert_cmpint (read_number (fixture, "SELECT until FROM sample WHERE time = 100"), ==, 220);
  g_assert_cmpint (read_number (fixture, "SELECT until FROM sample WHERE time = 280"), ==, 340);
  g_assert_cmpint (read_number (fixture, "SELECT total IS NULL FROM sample WHERE time = 280"),
                   ==, 1);
}

/* Each ticket, and each ticket of a date that is near; a second time soon after, nothing. */
static void
test_asking (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(ParvisAccount) account = parvis_account_new (fixture->client, "somebody",
                                                         fixture->folder);
  g_autoptr(GError) error = NULL;
  guint n_asked;

  run (fixture, "UPDATE event_date SET date = unixepoch () WHERE id = '500'");
  await_boolean (parvis_account_open (account), &error);
  g_assert_no_error (error);

  scripted_server_answer (fixture->server, 200,
                          "{\"stats\":{\"total\":9,\"scanned\":4,\"in\":3,\"out\":1}}");
  await_boolean (parvis_account_sample_attendance (account, "70"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_asked = scripted_server_get_n_asked (fixture->server), ==, 3);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM sample WHERE id_date = ''"), ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT scanned FROM sample WHERE id_date = '500'"),
                   ==, 4);

  await_boolean (parvis_account_sample_attendance (account, "70"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, n_asked);

  /* A failure keeps what was there. */
  run (fixture, "UPDATE sample SET time = time - 600, until = until - 600");
  scripted_server_answer (fixture->server, 403, "{}");
  await_boolean (parvis_account_sample_attendance (account, "70"), &error);
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_REFUSED);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM sample"), ==, 3);

  g_assert_true (await_boolean (parvis_account_close (account), NULL));
}

#define ADD(path, func) g_test_add ("/attendance/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("figures", test_figures);
  ADD ("nobody", test_nobody);
  ADD ("arrivals", test_arrivals);
  ADD ("long-day", test_long_day);
  ADD ("samples", test_samples);
  ADD ("asking", test_asking);

  return g_test_run ();
}
