#include "parvis-dates-view.h"
#include "parvis-month-grid.h"
#include "parvis-participants-page.h"
#include "weez-client.h"
#include "window-test.h"

/* An event on many dates, as a list and month by month. */

static guint
count_rows (GtkWidget *view)
{
  GtkListBox *rows = part (view, "rows");
  guint n_rows = 0;

  while (gtk_list_box_get_row_at_index (rows, (int) n_rows) != NULL)
    n_rows++;

  return n_rows;
}

static guint
count_dates (GtkWidget *view)
{
  guint n_dates;

  g_object_get (view, "n-dates", &n_dates, NULL);

  return n_dates;
}

static GtkWidget *
open_dates (Fixture    *fixture,
            const char *name)
{
  sign_in (fixture);
  open_event (fixture, name);
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "dates");

  return find (fixture->window, PARVIS_TYPE_DATES_VIEW);
}

/* Before they are read it is not said that there are none. */
static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *view = open_dates (fixture, "Le Malade");
  GtkStack *pages = GTK_STACK (find (view, GTK_TYPE_STACK));

  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), !=, "empty");
  WAIT_UNTIL (count_dates (view) == 26);
  g_assert_cmpuint (count_rows (view), ==, 26);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), ==, "dates");
}

static gboolean
is_first (GtkWidget *view,
          int        place)
{
  GtkWidget *scroller = part (view, "scroller");
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (part (view, "rows"), place));
  graphene_rect_t bounds;

  return row != NULL && gtk_widget_get_height (row) > 0 &&
         gtk_widget_compute_bounds (row, scroller, &bounds) &&
         bounds.origin.y >= 0 && bounds.origin.y < 40;
}

/* Who looks at dates looks for the next one: ten are over, and the eleventh is today. */
static void
test_next (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *view = open_dates (fixture, "Le Malade");
  GtkAdjustment *adjustment;

  WAIT_UNTIL (count_dates (view) == 26);
  run_sql (fixture, "CREATE TEMP TABLE places AS SELECT key, row_number () OVER"
           " (PARTITION BY id_event ORDER BY key) AS place FROM event_date;"
           "UPDATE event_date SET date = unixepoch () + 86400 *"
           " ((SELECT place FROM places WHERE places.key = event_date.key) - 11);"
           "DROP TABLE places");

  open_event (fixture, "Trail");
  open_event (fixture, "Le Malade");
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "dates");
  view = find (fixture->window, PARVIS_TYPE_DATES_VIEW);
  WAIT_UNTIL (is_first (view, 10));

  /* And is left where people have scrolled. */
  adjustment = gtk_scrolled_window_get_vadjustment (part (view, "scroller"));
  gtk_adjustment_set_value (adjustment, 0);
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "overview");
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "dates");
  WAIT_UNTIL (gtk_widget_get_mapped (part (view, "rows")) && !is_first (view, 10));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
}

/* Dates that could not be read are not said to be none. */
static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *sidebar;
  GtkWidget *view;
  GtkStack *pages;

  demo_server_set_fault (fixture->server, "http-500@/dates");
  submit (find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE), DEMO_USERNAME, DEMO_PASSWORD,
          DEMO_API_KEY);
  WAIT_UNTIL ((sidebar = find (fixture->window, PARVIS_TYPE_SIDEBAR)) != NULL &&
              count_shown (sidebar) > 5);
  open_unread (fixture, "Le Malade");
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "dates");
  view = find (fixture->window, PARVIS_TYPE_DATES_VIEW);
  pages = GTK_STACK (find (view, GTK_TYPE_STACK));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), !=, "empty");
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (pages), "failure"));

  /* One that is under way has passed the dates. */
  finish_reading (fixture);

  demo_server_set_fault (fixture->server, NULL);
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (pages), "dates"));
}

/* What the store holds now is shown, also where all else of the event is as it was. */
static void
test_store (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *view = open_dates (fixture, "Le Malade");
  g_autoptr(GtkListBoxRow) first = NULL;

  WAIT_UNTIL (count_dates (view) == 26);
  run_sql (fixture, "UPDATE event_date SET gone = 1 WHERE key = (SELECT max (key) FROM event_date"
           " WHERE id_event = (SELECT id FROM event WHERE name LIKE 'Le Malade%'))");
  WAIT_UNTIL (count_dates (view) == 25);
  g_assert_cmpuint (count_rows (view), ==, 25);

  /* Nobody loses the place where nothing differs. */
  first = g_object_ref (gtk_list_box_get_row_at_index (part (view, "rows"), 0));
  run_sql (fixture, "UPDATE event_date SET gone = gone");
  WAIT_UNTIL (!get_flag (view, "loading"));
  g_assert_true (gtk_list_box_get_row_at_index (part (view, "rows"), 0) == first);

  /* What changed while nobody looked is read once somebody does. */
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "overview");
  WAIT_UNTIL (!gtk_widget_get_mapped (view));
  run_sql (fixture, "UPDATE event_date SET gone = 0");
  g_assert_false (get_flag (view, "loading"));
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "dates");
  WAIT_UNTIL (count_dates (view) == 26);
}

/* Each row leads to those of its date and to nobody else. */
static void
test_people (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *view = open_dates (fixture, "Le Malade");
  GtkWidget *participants = find (fixture->window, PARVIS_TYPE_PARTICIPANTS_PAGE);
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_EVENT_PAGE);
  guint n_people = 0;

  WAIT_UNTIL (count_dates (view) == 26);
  for (guint place = 0; place < count_rows (view); place++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (part (view, "rows"), (int) place);

      g_signal_emit_by_name (part (view, "rows"), "row-activated", row);
      g_assert_cmpstr (parvis_event_page_get_view (PARVIS_EVENT_PAGE (page)), ==, "participants");
      WAIT_UNTIL (is_read (participants));
      for (guint i = 0; i < count_people (participants); i++)
        {
          g_autoptr(WeezParticipant) person = get_person (participants, i);

          g_assert_cmpstr (person->id_date, ==, g_object_get_data (G_OBJECT (row), "date"));
          n_people++;
        }
    }
  g_assert_cmpuint (n_people, >, 0);
}

static void
test_month (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *view = open_dates (fixture, "Le Malade");
  ParvisMonthGrid *month = part (view, "month");
  g_autofree char *title = NULL;
  g_autofree char *next = NULL;
  GtkWidget *day;
  guint32 chosen;

  WAIT_UNTIL (count_dates (view) == 26);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (month)));
  adw_toggle_group_set_active_name (part (view, "shape"), "month");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (month)));
  /* Only those of the next day with one. */
  g_assert_cmpuint (count_rows (view), ==, 1);

  title = parvis_month_grid_dup_title (month);
  gtk_widget_activate_action (GTK_WIDGET (month), "month.previous", NULL);
  gtk_widget_activate_action (GTK_WIDGET (month), "month.next", NULL);
  next = parvis_month_grid_dup_title (month);
  g_assert_cmpstr (next, ==, title);

  /* Each day lists its dates, and none chosen lists all. */
  chosen = parvis_month_grid_get_day (month);
  g_assert_cmpuint (chosen, !=, 0);
  parvis_month_grid_set_day (month, 0);
  g_assert_cmpuint (count_rows (view), ==, 26);
  day = find (part (GTK_WIDGET (month), "grid"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (day, "clicked");
  g_assert_cmpuint (parvis_month_grid_get_day (month), ==, parvis_month_grid_get_first (month));
  parvis_month_grid_set_day (month, chosen);
  g_assert_cmpuint (count_rows (view), ==, 1);
}

/* An event on one date has no such side. */
static void
test_one_date (Fixture       *fixture,
               gconstpointer  data)
{
  ParvisEventPage *page;

  sign_in (fixture);
  page = open_event (fixture, "Trail");
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "dates");
  g_assert_cmpstr (parvis_event_page_get_view (page), ==, "overview");
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/dates/list", test_list },
    { "/dates/next", test_next },
    { "/dates/failure", test_failure },
    { "/dates/store", test_store },
    { "/dates/people", test_people },
    { "/dates/month", test_month },
    { "/dates/one-date", test_one_date },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
