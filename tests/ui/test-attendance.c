#include <string.h>

#include "parvis-account.h"
#include "parvis-arrivals.h"
#include "parvis-attendance-row.h"
#include "parvis-attendance-source.h"
#include "parvis-attendance-view.h"
#include "parvis-attendance-words.h"
#include "parvis-format.h"
#include "weez-column.h"
#include "window-test.h"

/* The board of an event: when it asks the service, and what it says of the answers. */

#define MINUTE 60
#define HOUR (60 * MINUTE)

/* What the clock of the board says. */
static gint64 elapsed_seconds;
static gint64 now_seconds;

static gint64
get_elapsed (gpointer data)
{
  return elapsed_seconds;
}

static gint64
get_now (gpointer data)
{
  return now_seconds;
}

static ParvisAttendanceSource *
open_board (Fixture    *fixture,
            const char *event)
{
  GtkWidget *view;
  g_autoptr(ParvisAttendanceSource) source = NULL;

  sign_in (fixture);
  open_event (fixture, event);
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "attendance");
  view = find (fixture->window, PARVIS_TYPE_ATTENDANCE_VIEW);
  g_object_get (view, "source", &source, NULL);
  WAIT_UNTIL (parvis_attendance_source_get (source) != NULL &&
              parvis_attendance_source_get (source)->tickets->len > 0);

  return source;   /* its view keeps it */
}

static WeezEvent *
get_event (Fixture *fixture)
{
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_EVENT_PAGE);

  return parvis_event_get_record (parvis_event_page_get_event (PARVIS_EVENT_PAGE (page)));
}

static guint
count_asked (Fixture *fixture)
{
  g_auto(GStrv) lines = demo_server_dup_log (fixture->server);
  guint n_asked = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n_asked += strstr (lines[i], "/stats") != NULL;

  return n_asked;
}

/* So many seconds later; whether the board asks then. */
static gboolean
asks_after (ParvisAttendanceSource *source,
            gint64                  seconds)
{
  ParvisClock clock = { .elapsed = get_elapsed, .now = get_now };

  elapsed_seconds += seconds;
  now_seconds += seconds;
  parvis_attendance_source_set_clock (source, &clock);

  return get_flag (source, "asking");
}

/* The store takes what was asked for in the last two minutes, by the computer's clock, for new. */
static guint
finish_asking (Fixture                *fixture,
               ParvisAttendanceSource *source)
{
  WAIT_UNTIL (!get_flag (source, "asking"));
  run_sql (fixture, "UPDATE sample SET time = time - 600, until = until - 600");

  return count_asked (fixture);
}

/* An hour after the doors opened, and long after whatever was asked for before. Of one ticket, for
 * each is a request. */
static void
begin_event (Fixture *fixture)
{
  WeezEvent *event = get_event (fixture);

  g_assert_nonnull (event->start);
  run_sql (fixture, "UPDATE ticket SET gone = 1 WHERE rowid NOT IN"
           " (SELECT min (rowid) FROM ticket GROUP BY event)");
  run_sql (fixture, "UPDATE sample SET time = time - 600, until = until - 600");
  demo_server_clear_log (fixture->server);
  elapsed_seconds = G_MAXINT32;
  now_seconds = g_date_time_to_unix (event->start) + HOUR;
}

static void
test_polling (Fixture       *fixture,
              gconstpointer  data)
{
  ParvisAttendanceSource *source = open_board (fixture, "Trail");
  WeezEvent *event = get_event (fixture);
  gint64 end = event->end != NULL ? g_date_time_to_unix (event->end) : 0;
  guint n_asked;

  g_assert_false (get_flag (source, "live"));

  begin_event (fixture);
  g_assert_true (asks_after (source, 0));
  g_assert_true (get_flag (source, "live"));
  n_asked = finish_asking (fixture, source);
  g_assert_cmpuint (n_asked, >, 0);

  /* Every two minutes, not sooner. */
  g_assert_false (asks_after (source, 2 * MINUTE - 1));
  g_assert_true (asks_after (source, 1));
  g_assert_cmpuint (finish_asking (fixture, source), ==, 2 * n_asked);

  /* Never while another page hides it, and at once when it is back. */
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "participants");
  for (guint i = 0; i < 10; i++)
    g_assert_false (asks_after (source, MINUTE));
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "attendance");
  WAIT_UNTIL (count_asked (fixture) > 2 * n_asked);
  g_assert_cmpuint (finish_asking (fixture, source), ==, 3 * n_asked);

  /* Nor while the window is hidden. */
  gtk_widget_set_visible (fixture->window, FALSE);
  for (guint i = 0; i < 10; i++)
    g_assert_false (asks_after (source, MINUTE));
  gtk_widget_set_visible (fixture->window, TRUE);
  WAIT_UNTIL (count_asked (fixture) > 3 * n_asked);
  g_assert_cmpuint (finish_asking (fixture, source), ==, 4 * n_asked);

  /* Nor while it is minimized. */
  set_suspended (fixture, TRUE);
  for (guint i = 0; i < 10; i++)
    g_assert_false (asks_after (source, MINUTE));
  set_suspended (fixture, FALSE);
  WAIT_UNTIL (count_asked (fixture) > 4 * n_asked);
  g_assert_cmpuint (finish_asking (fixture, source), ==, 5 * n_asked);

  /* Nor after the event. */
  now_seconds = MAX (end, g_date_time_to_unix (event->start) + 12 * HOUR);
  for (guint i = 0; i < 10; i++)
    g_assert_false (asks_after (source, 2 * MINUTE));
  g_assert_false (get_flag (source, "live"));
  g_assert_cmpuint (count_asked (fixture), ==, 5 * n_asked);
}

/* Whatever fails, the old figures stay, and the board says how old they are. */
static void
test_failing (Fixture       *fixture,
              gconstpointer  data)
{
  ParvisAttendanceSource *source = open_board (fixture, "Trail");
  GtkWidget *view = find (fixture->window, PARVIS_TYPE_ATTENDANCE_VIEW);
  ParvisAttendance *attendance;
  g_autofree char *age = NULL;
  g_autofree char *sentence = NULL;
  gint64 counted;
  gint64 scanned;

  begin_event (fixture);
  g_assert_true (asks_after (source, 0));
  finish_asking (fixture, source);
  WAIT_UNTIL ((attendance = parvis_attendance_source_get (source))->counted_at != NULL);
  counted = attendance->counted;
  scanned = attendance->scanned;

  demo_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  g_assert_true (asks_after (source, 2 * MINUTE));
  WAIT_UNTIL (!get_flag (source, "asking") && get_failure (source) != NULL);

  attendance = parvis_attendance_source_get (source);
  g_assert_cmpint (attendance->counted, ==, counted);
  g_assert_cmpint (attendance->scanned, ==, scanned);
  age = parvis_format_age (attendance->counted_at);
  sentence = g_strdup_printf ("Service Not Reachable. These are the figures of %s.", age);
  WAIT_UNTIL (shows (view, sentence));

  /* It goes on trying. */
  g_assert_true (asks_after (source, 2 * MINUTE));
  WAIT_UNTIL (!get_flag (source, "asking"));
}

/* What the statistics say beside the list is told as a sentence, and beside each ticket. */
static void
test_difference (Fixture       *fixture,
                 gconstpointer  data)
{
  ParvisAttendanceSource *source = open_board (fixture, "Trail");
  GtkWidget *view = find (fixture->window, PARVIS_TYPE_ATTENDANCE_VIEW);

  g_assert_true (shows (view, "The statistics of the service have not been asked for yet."));
  begin_event (fixture);
  g_assert_true (asks_after (source, 0));
  WAIT_UNTIL (!get_flag (source, "asking"));

  run_sql (fixture, "UPDATE sample SET scanned = 7000");
  WAIT_UNTIL (shows (view, "The list may be older, or somebody scanned is missing from it."));
  g_assert_true (shows (view, "The list of participants says "));
  g_assert_true (shows (view, "7,000 by the statistics"));

  run_sql (fixture, "INSERT INTO sample (event, id_ticket, id_date, time, until, total, scanned,"
           " \"in\", \"out\") SELECT event, id_ticket, id_date, time + 1, until + 1, total, -1,"
           " 0, 0 FROM sample GROUP BY event, id_ticket, id_date");
  WAIT_UNTIL (shows (view, "The statistics may be older, or leave out who was scanned with "
                     "another ticket."));
}

/* A line for each date, with those who have come of those who hold it. */
static void
test_dates (Fixture       *fixture,
            gconstpointer  data)
{
  ParvisAttendanceSource *source = open_board (fixture, "Le Malade");
  GtkWidget *view = find (fixture->window, PARVIS_TYPE_ATTENDANCE_VIEW);
  GtkListBox *rows = part (view, "dates");
  ParvisAttendance *attendance;
  gint64 expected = 0;

  WAIT_UNTIL ((attendance = parvis_attendance_source_get (source))->dates->len > 1);
  WAIT_UNTIL (gtk_list_box_get_row_at_index (rows, (int) attendance->dates->len - 1) != NULL);
  for (guint i = 0; i < attendance->dates->len; i++)
    {
      ParvisAttendanceLine *line = g_ptr_array_index (attendance->dates, i);
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (rows, (int) i));
      g_autofree char *moment = parvis_format_moment (line->time);
      g_autofree char *figures = g_strdup_printf ("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT,
                                                  line->scanned, line->expected);

      g_assert_true (shows (row, moment));
      g_assert_true (shows (row, figures));
      expected += line->expected;
    }
  g_assert_cmpint (expected, >, 0);
  g_assert_cmpint (expected, <=, attendance->expected);
  g_assert_null (gtk_list_box_get_row_at_index (rows, (int) attendance->dates->len));
}

/* What nobody here has heard of comes as the service wrote it, and is no markup. */
static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *view;

  open_board (fixture, "Trail");
  view = find (fixture->window, PARVIS_TYPE_ATTENDANCE_VIEW);
  WAIT_UNTIL (shows (view, "Interval of Updates"));
  g_assert_true (shows (view, "120 seconds"));
  g_assert_true (shows (view, "Vibration"));

  run_sql (fixture, "UPDATE scan_settings SET \"values\" ="
           " '{\"scan_sound\":\"0\",\"scan_gong\":\"<b>loud</b>\",\"scan_mode\":\"9\"}'");
  WAIT_UNTIL (shows (view, "scan_gong"));
  g_assert_true (shows (view, "<b>loud</b>"));
  g_assert_true (shows (view, "Off"));
  g_assert_true (shows (view, "Mode of Scanning"));
  g_assert_true (shows (view, "9"));
  g_assert_false (shows (view, "Interval of Updates"));
}

/* ---- what is drawn ---- */

static GPtrArray *
make_arrivals (const gint64 *sampled,
               guint         n_sampled)
{
  GPtrArray *arrivals = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_sampled; i++)
    {
      ParvisArrival *arrival = g_object_new (PARVIS_TYPE_ARRIVAL, NULL);

      arrival->start = g_date_time_new_utc (2027, 6, 12, 20, (int) i, 0);
      arrival->seconds = MINUTE;
      arrival->scans = 1;
      arrival->sampled = sampled[i];
      g_ptr_array_add (arrivals, arrival);
    }

  return arrivals;
}

static gboolean
count_cb (GskPathOperation        operation,
          const graphene_point_t *points,
          gsize                   n_points,
          float                   weight,
          gpointer                counts)
{
  ((guint *) counts)[operation]++;

  return TRUE;
}

/* How often the pen goes down and draws on, over all lines in there. */
static void
count_strokes (GskRenderNode *node,
               guint          counts[GSK_PATH_CONIC + 1])
{
  if (gsk_render_node_get_node_type (node) == GSK_STROKE_NODE)
    gsk_path_foreach (gsk_stroke_node_get_path (node), (GskPathForeachFlags) -1, count_cb, counts);
  else if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE)
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      count_strokes (gsk_container_node_get_child (node, i), counts);
  else if (gsk_render_node_get_node_type (node) == GSK_TRANSFORM_NODE)
    count_strokes (gsk_transform_node_get_child (node), counts);
  else if (gsk_render_node_get_node_type (node) == GSK_CLIP_NODE)
    count_strokes (gsk_clip_node_get_child (node), counts);
}

/* When nobody asked, the line has a gap, and words say so; it is not drawn as nobody coming. */
static void
test_gaps (Fixture       *fixture,
           gconstpointer  data)
{
  const gint64 sampled[] = { 4, 0, WEEZ_UNKNOWN, WEEZ_UNKNOWN, 3, 2, 1, WEEZ_UNKNOWN, 5, 6 };
  g_autoptr(ParvisAttendance) attendance = g_object_new (PARVIS_TYPE_ATTENDANCE, NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *chart = g_object_new (PARVIS_TYPE_ARRIVALS, NULL);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (chart);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *nobody = NULL;
  guint counts[GSK_PATH_CONIC + 1] = { 0 };

  attendance->arrivals = make_arrivals (sampled, G_N_ELEMENTS (sampled));
  g_object_set (chart, "attendance", attendance, NULL);
  gtk_window_set_child (GTK_WINDOW (window), chart);
  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (gdk_paintable_get_intrinsic_width (paintable) > 0);

  gdk_paintable_snapshot (paintable, snapshot, 600, 180);
  node = gtk_snapshot_to_node (snapshot);
  count_strokes (node, counts);
  g_assert_cmpuint (counts[GSK_PATH_MOVE], ==, 3);
  g_assert_cmpuint (counts[GSK_PATH_LINE], ==, 1 + 2 + 1);

  unknown = parvis_attendance_words_arrival (g_ptr_array_index (attendance->arrivals, 2));
  nobody = parvis_attendance_words_arrival (g_ptr_array_index (attendance->arrivals, 1));
  g_assert_true (g_str_has_suffix (unknown, "Parvis did not ask for the statistics then."));
  g_assert_true (g_str_has_suffix (nobody, "The statistics grew by 0."));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/attendance/polling", test_polling },
    { "/attendance/failing", test_failing },
    { "/attendance/difference", test_difference },
    { "/attendance/dates", test_dates },
    { "/attendance/settings", test_settings },
    { "/attendance/gaps", test_gaps },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
