#include "parvis-change-counts.h"
#include "parvis-changes-view.h"
#include "parvis-chart.h"
#include "parvis-event-private.h"
#include "parvis-figures.h"
#include "parvis-overview.h"
#include "parvis-participants-page.h"
#include "parvis-sales-view.h"
#include "parvis-sources-dialog.h"
#include "window-test.h"

/* The first side of an event: how it sells. */

static char *
get_sentence (GtkWidget *view)
{
  char *sentence;

  g_object_get (view, "sentence", &sentence, NULL);

  return sentence != NULL ? sentence : g_strdup ("");
}

static gboolean
says (GtkWidget  *view,
      const char *words)
{
  g_autofree char *sentence = get_sentence (view);

  return strstr (sentence, words) != NULL;
}

static guint
count_rows (GtkWidget *view)
{
  GtkSelectionModel *model = gtk_column_view_get_model (part (view, "table"));

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static guint
count_parts (const char *words)
{
  g_auto(GStrv) parts = g_strsplit (words, ";", -1);

  return g_strv_length (parts);
}

/* A range and nothing else, of which the first number is the smaller one. */
static void
assert_forecast (GtkWidget *view)
{
  g_autofree char *sentence = get_sentence (view);
  g_autoptr(GRegex) range = g_regex_new ("then, ([0-9,]+) to ([0-9,]+) will be sold: this is an "
                                         "estimate, not a promise\\.$", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  gint64 ends[2];

  if (!g_regex_match (range, sentence, 0, &match))
    g_error ("no range is in: %s", sentence);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *number = g_match_info_fetch (match, i + 1);
      g_auto(GStrv) groups = g_strsplit (number, ",", -1);
      g_autofree char *digits = g_strjoinv (NULL, groups);

      ends[i] = g_ascii_strtoll (digits, NULL, 10);
    }
  g_assert_cmpint (ends[0], <, ends[1]);
}

/* The edition that is chosen is kept, drawn, and told in a sentence. */
static void
test_compare (Fixture       *fixture,
              gconstpointer  data)
{
  GtkDropDown *editions;
  GtkWidget *view;
  ParvisEvent *event;
  ParvisChart *chart;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint n_days;

  sign_in (fixture);
  event = parvis_event_page_get_event (open_event (fixture, "Trail"));
  view = find (fixture->window, PARVIS_TYPE_SALES_VIEW);
  editions = part (view, "edition");
  chart = part (view, "chart");
  WAIT_UNTIL (count_rows (view) > 10);
  n_days = count_rows (view);
  before = parvis_chart_dup_words_at (chart, 0);
  g_assert_false (says (view, "Same stage"));

  /* The past events, the newest first: the trail of last year is the third. */
  gtk_drop_down_set_selected (editions, 3);
  WAIT_UNTIL (says (view, "Same stage of “Trail"));
  WAIT_UNTIL (parvis_event_get_edition (event) != NULL);
  WAIT_UNTIL (parvis_event_get_same_stage (event) > 0);
  assert_forecast (view);
  /* With the days that are to come. */
  g_assert_cmpuint (count_rows (view), >, n_days);
  after = parvis_chart_dup_words_at (chart, 60);
  g_assert_nonnull (strstr (after, "days before"));
  /* The day, then a value for each line. */
  g_assert_cmpuint (count_parts (after), ==, 3);
  g_assert_cmpuint (count_parts (before), ==, 2);

  gtk_drop_down_set_selected (editions, 0);
  WAIT_UNTIL (parvis_event_get_edition (event) == NULL);
  WAIT_UNTIL (count_rows (view) == n_days);
  g_assert_false (says (view, "will be sold"));
}

/* The day that the newest row is about, as the chart has it. */
static char *
get_newest (GtkWidget *view)
{
  return parvis_chart_dup_words_at (part (view, "chart"), count_rows (view) - 1);
}

static char *
get_cell (GtkWidget  *view,
          const char *name)
{
  GtkSelectionModel *model = gtk_column_view_get_model (part (view, "table"));
  g_autoptr(GObject) row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  char *text;

  g_object_get (row, name, &text, NULL);

  return text;
}

static gboolean
shows_cell (GtkWidget  *view,
            const char *name,
            const char *text)
{
  g_autofree char *shown = get_cell (view, name);

  return g_str_equal (shown, text);
}

/* The chart counts all that is sold until a day, or what is sold on it. */
static void
test_count (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *view;
  g_autofree char *sold = NULL;
  g_autofree char *total = NULL;
  g_autofree char *all = NULL;
  g_autofree char *daily = NULL;
  g_autofree char *again = NULL;

  sign_in (fixture);
  open_event (fixture, "Trail");
  view = find (fixture->window, PARVIS_TYPE_SALES_VIEW);
  WAIT_UNTIL (count_rows (view) > 10);
  sold = get_cell (view, "sold");
  total = get_cell (view, "total");
  g_assert_cmpstr (sold, !=, total);

  all = get_newest (view);
  g_assert_true (g_str_has_suffix (all, total));
  adw_toggle_group_set_active_name (part (view, "count"), "daily");
  daily = get_newest (view);
  g_assert_true (g_str_has_suffix (daily, sold));
  g_assert_false (g_str_has_suffix (daily, total));
  adw_toggle_group_set_active_name (part (view, "count"), "total");
  again = get_newest (view);
  g_assert_cmpstr (again, ==, all);
}

static gboolean
shows_other_values (GtkWidget  *view,
                    const char *before)
{
  g_autofree char *now = parvis_chart_dup_words_at (part (view, "chart"), count_rows (view) - 1);

  return !g_str_equal (now, before);
}

static void
test_ticket (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *view;
  g_autofree char *all = NULL;

  sign_in (fixture);
  open_event (fixture, "Trail");
  view = find (fixture->window, PARVIS_TYPE_SALES_VIEW);
  WAIT_UNTIL (count_rows (view) > 10);
  all = parvis_chart_dup_words_at (part (view, "chart"), count_rows (view) - 1);

  gtk_drop_down_set_selected (part (view, "ticket"), 1);
  WAIT_UNTIL (shows_other_values (view, all));
}

/* What is sold is drawn anew also where all else of the event is as it was, and rows stay. */
static void
test_store (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *view;
  GListModel *rows;
  ParvisEvent *event;
  g_autofree char *all = NULL;
  g_autofree char *total = NULL;
  g_autofree char *sql = NULL;
  g_autoptr(GObject) newest = NULL;
  g_autoptr(GObject) again = NULL;

  sign_in (fixture);
  event = parvis_event_page_get_event (open_event (fixture, "Trail"));
  finish_reading (fixture);
  view = find (fixture->window, PARVIS_TYPE_SALES_VIEW);
  WAIT_UNTIL (count_rows (view) > 10);
  rows = G_LIST_MODEL (gtk_column_view_get_model (part (view, "table")));
  newest = g_list_model_get_item (rows, 0);
  all = get_newest (view);
  total = get_cell (view, "total");

  sql = g_strdup_printf ("UPDATE daily SET active = active + 7 WHERE event = %1$" G_GINT64_FORMAT
                         " AND day = (SELECT min (day) FROM daily WHERE event = %1$" G_GINT64_FORMAT
                         " AND day > 0)", parvis_event_get_key (event));
  run_sql (fixture, sql);
  WAIT_UNTIL (shows_other_values (view, all));
  g_assert_false (shows_cell (view, "total", total));
  again = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (part (view, "table"))),
                                 0);
  g_assert_true (again == newest);
}

static void
test_shapes (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *view;
  GtkStack *stack;

  sign_in (fixture);
  open_event (fixture, "Trail");
  view = find (fixture->window, PARVIS_TYPE_SALES_VIEW);
  stack = part (view, "stack");
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (stack), "chart"));
  adw_toggle_group_set_active_name (part (view, "shape"), "table");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "table");

  /* Nothing is sold yet. */
  open_event (fixture, "Stage");
  view = find (fixture->window, PARVIS_TYPE_SALES_VIEW);
  stack = part (view, "stack");
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (stack), "empty"));
}

static double
get_hidden_width (GtkWidget *view)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (part (view, "table"));

  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

/* The columns that are shown, by their places. */
static gboolean
shows_columns (GtkWidget  *view,
               const char *places)
{
  GListModel *columns = gtk_column_view_get_columns (part (view, "table"));
  g_autoptr(GString) shown = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column))
        g_string_append_printf (shown, "%u", i);
    }

  return g_str_equal (shown->str, places);
}

/* On the narrowest window the whole table is in sight, with an edition to compare. */
static void
test_narrow_table (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *view;

  sign_in (fixture);
  open_event (fixture, "Trail");
  view = find (fixture->window, PARVIS_TYPE_SALES_VIEW);
  WAIT_UNTIL (count_rows (view) > 10);
  gtk_drop_down_set_selected (part (view, "edition"), 3);
  adw_toggle_group_set_active_name (part (view, "shape"), "table");
  /* The day, its stage, sold, all and the edition's. */
  WAIT_UNTIL (shows_columns (view, "02345"));

  /* Where nobody manages windows, GTK draws a border of five pixels. The sidebar goes first: where
   * two parts change their shapes at once, libadwaita leaks what it drew before. */
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 690, 640);
  WAIT_UNTIL (gtk_widget_get_width (fixture->window) == 680);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 370, 640);
  WAIT_UNTIL (gtk_widget_get_width (fixture->window) == 360);
  WAIT_UNTIL (shows_columns (view, "1345"));
  WAIT_UNTIL (gtk_widget_get_width (part (view, "table")) > 250 && get_hidden_width (view) <= 0);
}

/* A line of what changed leads to those people, by a filter that can be taken away. */
static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *people;
  GtkWidget *page;
  guint n_all;

  sign_in (fixture);
  people = open_participants (fixture, "Trail");
  page = find (fixture->window, PARVIS_TYPE_EVENT_PAGE);
  n_all = count_people (people);

  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "overview");
  gtk_widget_activate_action (page, "event.show-changes", "(sx)", "scanned", G_MAXINT64);
  g_assert_cmpstr (parvis_event_page_get_view (PARVIS_EVENT_PAGE (page)), ==, "participants");
  WAIT_UNTIL (count_people (people) == 0);
  gtk_widget_activate_action (people, "participants.clear", NULL);
  WAIT_UNTIL (count_people (people) == n_all);
}

/* All of them at one time, as one refresh writes them. */
static void
correct_people (Fixture     *fixture,
                ParvisEvent *event,
                guint        n_people)
{
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO change (time, event, participant, kind)"
                     " SELECT 1, event, id, %d FROM participant WHERE event = %" G_GINT64_FORMAT
                     " ORDER BY key LIMIT %u", PARVIS_CHANGE_CORRECTED,
                     parvis_event_get_key (event), n_people);

  run_sql (fixture, sql);
}

/* The row itself leads there, and to as many as it counts. */
static void
test_changes_row (Fixture       *fixture,
                  gconstpointer  data)
{
  ParvisEventPage *page;
  ParvisEvent *event;
  GtkWidget *people;
  GtkWidget *view;
  GtkWidget *row;

  sign_in (fixture);
  page = open_event (fixture, "Trail");
  event = parvis_event_page_get_event (page);
  people = find (GTK_WIDGET (page), PARVIS_TYPE_PARTICIPANTS_PAGE);
  view = find (GTK_WIDGET (page), PARVIS_TYPE_CHANGES_VIEW);
  correct_people (fixture, event, 3);
  WAIT_UNTIL ((row = find_saying (view, GTK_TYPE_LIST_BOX_ROW, "3 corrections")) != NULL);

  g_assert_cmpstr (parvis_event_page_get_view (page), ==, "overview");
  g_assert_true (gtk_widget_activate (row));
  g_assert_cmpstr (parvis_event_page_get_view (page), ==, "participants");
  WAIT_UNTIL (count_people (people) == 3);
}

/* More of the same moment are counted as well, in the row that is there. */
static void
test_changes_again (Fixture       *fixture,
                    gconstpointer  data)
{
  ParvisEvent *event;
  GtkWidget *view;
  GtkWidget *row;
  g_autoptr(DexFuture) reading = NULL;

  sign_in (fixture);
  event = parvis_event_page_get_event (open_event (fixture, "Trail"));
  view = find (fixture->window, PARVIS_TYPE_CHANGES_VIEW);
  correct_people (fixture, event, 3);
  WAIT_UNTIL ((row = find_saying (view, GTK_TYPE_LIST_BOX_ROW, "3 corrections")) != NULL);
  g_assert_true (gtk_widget_grab_focus (row));

  correct_people (fixture, event, 1);
  WAIT_UNTIL (find_saying (view, GTK_TYPE_LIST_BOX_ROW, "4 corrections") == row);
  g_assert_true (gtk_widget_has_focus (row));

  /* Nothing is read for those who look at something else, and so nothing is taken for seen. */
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "participants");
  WAIT_UNTIL (!gtk_widget_get_mapped (view));
  correct_people (fixture, event, 2);
  reading = parvis_change_counts_read (get_store (fixture), parvis_event_get_record (event)->id);
  WAIT_UNTIL (!dex_future_is_pending (reading));
  g_assert_true (find_saying (view, GTK_TYPE_LIST_BOX_ROW, "4 corrections") == row);
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "overview");
  WAIT_UNTIL (find_saying (view, GTK_TYPE_LIST_BOX_ROW, "6 corrections") == row);
}

/* Of people who could not be read it is not said that nothing is sold. */
static void
test_unread (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *sidebar;
  GtkStack *stack;

  demo_server_set_fault (fixture->server, "http-500@/participant/list");
  submit (find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE), DEMO_USERNAME, DEMO_PASSWORD,
          DEMO_API_KEY);
  WAIT_UNTIL ((sidebar = find (fixture->window, PARVIS_TYPE_SIDEBAR)) != NULL &&
              count_shown (sidebar) > 5);
  open_unread (fixture, "Trail");
  stack = part (find (fixture->window, PARVIS_TYPE_SALES_VIEW), "stack");
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (stack), "unread"));

  demo_server_set_fault (fixture->server, NULL);
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (stack), "chart"));
}

/* Three are unpaid, two refunded, one is deleted, and one has a ticket that has no name. */
static void
make_differences (Fixture *fixture,
                  gint64   event)
{
  g_autofree char *sql = g_strdup_printf (
    "CREATE TEMP TABLE who AS SELECT key, row_number () OVER (ORDER BY key) AS place"
    " FROM participant WHERE event = %1$" G_GINT64_FORMAT ";"
    "UPDATE participant SET paid = 1, deleted = 0, gone = 0, refund = 0 WHERE event = %1$"
    G_GINT64_FORMAT ";"
    "UPDATE participant SET paid = 0 WHERE key IN (SELECT key FROM who WHERE place <= 3);"
    "UPDATE participant SET refund = 1 WHERE key IN (SELECT key FROM who WHERE place IN (4, 5));"
    "UPDATE participant SET deleted = 1 WHERE key IN (SELECT key FROM who WHERE place = 6);"
    "UPDATE participant SET id_ticket = 'x' WHERE key IN (SELECT key FROM who WHERE place = 7);"
    "DROP TABLE who;"
    "DELETE FROM sample;"
    "INSERT INTO sample (event, id_ticket, id_date, time, until, total, scanned)"
    " VALUES (%1$" G_GINT64_FORMAT ", 'a', '', 1700000000, 1700000000, 4321, 1234)", event);

  run_sql (fixture, sql);
}

/* The count of the service as so many more than are active, or NULL; and what is said of that. */
static const struct
{
  const char *count;
  const char *sentence;
} differences[] = {
  { "active", "The count of the service is that of the active participants: all agree." },
  { "active + 3", "The service counts 3 more than are active: as many as are unpaid." },
  { "active - 2", "The service counts 2 less than are active: as many as are refunded." },
  { "active + 5", "The service counts 5 more than the list has. Orders that came since the list "
                  "was read, or that are not paid, may be why." },
  { "active - 5", "The service counts 5 less than the list has. Refunded tickets, or orders that "
                  "came since it was asked, may be why." },
  { "NULL", "The service tells no count for this event." },
};

static GtkWidget *
explain (Fixture *fixture)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (find (fixture->window, PARVIS_TYPE_OVERVIEW), "overview.explain",
                              NULL);
  dialog = find (fixture->window, PARVIS_TYPE_SOURCES_DIALOG);
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (part (dialog, "stack")), "sources"));

  return dialog;
}

static void
assert_explained (GtkWidget  *dialog,
                  const char *group,
                  const char *words)
{
  if (find_saying (part (dialog, group), GTK_TYPE_LABEL, words) == NULL)
    g_error ("it is not said: %s", words);
}

/* Each source has its line, and the difference is told in words. */
static void
test_sources (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 key;

  sign_in (fixture);
  key = parvis_event_get_key (parvis_event_page_get_event (open_event (fixture, "Trail")));
  make_differences (fixture, key);

  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "UPDATE event SET participants = (SELECT %s FROM (SELECT count (*) AS active"
        " FROM participant WHERE event = %" G_GINT64_FORMAT " AND paid AND NOT deleted))"
        " WHERE key = %" G_GINT64_FORMAT, differences[i].count, key, key);
      GtkWidget *dialog;

      run_sql (fixture, sql);
      dialog = explain (fixture);
      assert_explained (dialog, "why", differences[i].sentence);
      assert_explained (dialog, "why",
                        "1 participant has a ticket that the list of tickets does not name: they "
                        "are under “Other Tickets”.");
      assert_explained (dialog, "why",
                        "The estimated face value on the overview is of all that the service "
                        "counts; the one above the list of participants leaves out refunded "
                        "tickets.");
      assert_explained (dialog, "why",
                        "Deleted participants are kept here and counted nowhere else.");
      g_assert_true (gtk_widget_get_visible (part (dialog, "stats")));
      assert_explained (dialog, "stats", "4,321");
      assert_explained (dialog, "stats", "1,234");
      adw_dialog_force_close (ADW_DIALOG (dialog));
      WAIT_UNTIL (find (fixture->window, PARVIS_TYPE_SOURCES_DIALOG) == NULL);
    }

  /* Of statistics that were never read nothing is shown. */
  run_sql (fixture, "DELETE FROM sample");
  g_assert_false (gtk_widget_get_visible (part (explain (fixture), "stats")));
}

/* A dialog that cannot read says so. */
static void
test_sources_failure (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(DexFuture) closing = NULL;
  GtkWidget *dialog;
  GtkStack *stack;

  sign_in (fixture);
  open_event (fixture, "Trail");
  closing = parvis_store_close (get_store (fixture));
  WAIT_UNTIL (!dex_future_is_pending (closing));
  gtk_widget_activate_action (find (fixture->window, PARVIS_TYPE_OVERVIEW), "overview.explain",
                              NULL);
  dialog = find (fixture->window, PARVIS_TYPE_SOURCES_DIALOG);
  stack = part (dialog, "stack");
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (stack), "failure"));
}

/* Where N figures of 100 by 50 have their line and place in a width that has room for four. */
static void
assert_place (guint n,
              guint index,
              int   x,
              int   y)
{
  g_autoptr(GtkWidget) figures = g_object_ref_sink (g_object_new (PARVIS_TYPE_FIGURES,
                                                                  "most", 4, NULL));
  GtkWidget *asked = NULL;
  graphene_rect_t box;
  int height;

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *child = gtk_label_new (NULL);

      gtk_widget_set_size_request (child, 100, 50);
      gtk_widget_set_parent (child, figures);
      if (i == index)
        asked = child;
    }

  gtk_widget_measure (figures, GTK_ORIENTATION_VERTICAL, 436, &height, NULL, NULL, NULL);
  gtk_widget_allocate (figures, 436, height, -1, NULL);
  g_assert_true (gtk_widget_compute_bounds (asked, figures, &box));
  g_assert_cmpint ((int) box.origin.x, ==, x);
  g_assert_cmpint ((int) box.origin.y, ==, y);
  g_assert_cmpint ((int) box.size.height, ==, 50);
}

/* No line is much shorter than another. */
static void
test_figures (Fixture       *fixture,
              gconstpointer  data)
{
  assert_place (4, 3, 336, 0);
  assert_place (5, 3, 0, 62);
  assert_place (6, 3, 0, 62);
  assert_place (6, 5, 298, 62);
  assert_place (7, 3, 336, 0);
  assert_place (7, 4, 0, 62);
  assert_place (9, 3, 0, 62);
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/overview/compare", test_compare },
    { "/overview/ticket", test_ticket },
    { "/overview/count", test_count },
    { "/overview/store", test_store },
    { "/overview/shapes", test_shapes },
    { "/overview/narrow-table", test_narrow_table },
    { "/overview/changes", test_changes },
    { "/overview/changes-row", test_changes_row },
    { "/overview/changes-again", test_changes_again },
    { "/overview/unread", test_unread },
    { "/overview/sources", test_sources },
    { "/overview/sources-failure", test_sources_failure },
    { "/overview/figures", test_figures },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
