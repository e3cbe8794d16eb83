#include "demo-rows.h"
#include "demo-time.h"

static const char * const days[] = {
  "2026-01-01T09:00:00Z", "2026-03-28T09:00:00Z", "2026-03-29T01:30:00Z", "2026-07-14T22:30:00Z",
  "2026-10-25T00:30:00Z", "2026-12-31T23:30:00Z", "2028-02-29T12:00:00Z", "2031-06-21T12:00:00Z",
};

static gint64
get_last_moment (DemoSeason    *season,
                 const DemoRow *row)
{
  DemoTicket *ticket = demo_season_get_ticket (season, row->ticket);
  DemoEvent *event = demo_season_get_event (season, ticket->event);

  return row->date > 0 ? demo_season_get_date (season, row->date - 1)->start : event->end;
}

static void
check_row (DemoSeason    *season,
           const DemoRow *row)
{
  DemoTicket *ticket = demo_season_get_ticket (season, row->ticket);
  DemoEvent *event = demo_season_get_event (season, ticket->event);

  g_assert_cmpuint (row->created, >=, event->sale_start);
  g_assert_cmpuint (row->created, <=, get_last_moment (season, row));
  g_assert_cmpint (row->date > 0, ==, event->n_dates > 0);
  g_assert_true (row->changed == 0 || row->changed >= row->created);
  g_assert_true (row->scanned == 0 || row->scanned > row->created);

  if (row->date > 0)
    {
      DemoDate *date = demo_season_get_date (season, row->date - 1);

      g_assert_cmpuint (date->event, ==, ticket->event);
      g_assert_true (date->tickets >> (row->ticket - event->first_ticket) & 1);
    }
}

static void
check_season (gint64  anchor,
              guint64 seed)
{
  g_autoptr(DemoSeason) season = demo_season_new (anchor, 600, 0);
  gint64 now = anchor + 12 * 60 * 60;
  gint64 end_of_time = anchor + (gint64) 800 * 24 * 60 * 60;
  g_autoptr(DemoRows) rows = demo_rows_new (season, seed, now);
  guint n_now = demo_rows_get_n (rows);

  g_assert_cmpuint (n_now, >, 400);
  g_assert_cmpuint (n_now, <, 800);

  demo_rows_advance (rows, end_of_time);
  g_assert_cmpuint (demo_rows_get_n (rows), >, n_now);

  for (guint i = 0; i < demo_rows_get_n (rows); i++)
    {
      check_row (season, demo_rows_get (rows, i));
      if (i > 0)
        g_assert_cmpuint (demo_rows_get (rows, i)->created, >=,
                          demo_rows_get (rows, i - 1)->created);
      g_assert_cmpint (i < n_now, ==, demo_rows_get (rows, i)->created <= now);
    }

  for (guint i = 0; i < season->tickets->len; i++)
    g_assert_cmpuint (demo_rows_count (rows, i, end_of_time).sold, <=,
                      demo_season_get_ticket (season, i)->quota);
}

/* Whatever the day that it lies around: new year, a leap day, the nights when clocks change. */
static void
test_any_day (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr(GDateTime) day = g_date_time_new_from_iso8601 (days[i], NULL);

      for (guint64 seed = 0; seed < 6; seed++)
        check_season (demo_time_midnight (day), seed);
    }
}

/* The wall clock decides, also across a change of the clocks. */
static void
test_wall_clock (void)
{
  g_autoptr(GDateTime) day = g_date_time_new_from_iso8601 ("2026-03-27T12:00:00Z", NULL);
  gint64 anchor = demo_time_midnight (day);
  g_autoptr(GString) text = g_string_new (NULL);

  demo_time_append (text, demo_time_at (anchor, 0, 20 * 60 + 30, NULL), NULL);
  g_string_append_c (text, ' ');
  demo_time_append (text, demo_time_at (anchor, 5, 20 * 60 + 30, NULL), NULL);
  g_string_append_c (text, ' ');
  demo_time_append_iso (text, demo_time_at (anchor, 5, 20 * 60, "America/Cayenne"),
                        "America/Cayenne");
  g_string_append_c (text, ' ');
  demo_time_append (text, 0, NULL);

  g_assert_cmpstr (text->str, ==,
                   "2026-03-27 20:30:00 2026-04-01 20:30:00 2026-04-01T20:00:00-03:00 "
                   "0000-00-00 00:00:00");
}

static void
test_parse (void)
{
  const struct { const char *text; gboolean end; const char *expected; } times[] = {
    { "2014-01-23 12:41:55", FALSE, "2014-01-23 12:41:55" },
    { "2026-08-23T10:00:00.000Z", FALSE, "2026-08-23 12:00:00" },
    { "2026-08-23T10:00:00+00:00", FALSE, "2026-08-23 12:00:00" },
    { " 2026-06-01", FALSE, "2026-06-01 00:00:00" },
    { "2026-06-01", TRUE, "2026-06-01 23:59:59" },
    { "0000-00-00 00:00:00", FALSE, NULL },
    { "", FALSE, NULL },
    { "yesterday", FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      gint64 moment;

      g_assert_cmpint (demo_time_parse (times[i].text, times[i].end, &moment), ==,
                       times[i].expected != NULL);
      if (times[i].expected != NULL)
        {
          demo_time_append (text, moment, NULL);
          g_assert_cmpstr (text->str, ==, times[i].expected);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/season/any-day", test_any_day);
  g_test_add_func ("/season/wall-clock", test_wall_clock);
  g_test_add_func ("/season/parse", test_parse);

  return g_test_run ();
}
