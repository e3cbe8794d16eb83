#include "parvis-calendar-page.h"
#include "parvis-format.h"
#include "parvis-people-page.h"
#include "parvis-settings.h"
#include "window-test.h"

/* The page with all events. */

static GListModel *
get_rows (GtkWidget *page)
{
  return G_LIST_MODEL (gtk_column_view_get_model (part (page, "table")));
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *sidebar = sign_in (fixture);
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_HOME_PAGE);
  GListModel *events = part (sidebar, "selection");
  GListModel *rows = get_rows (page);

  /* The same events, and first in the same order. */
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, count_shown (sidebar));
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(ParvisEvent) here = g_list_model_get_item (rows, i);
      g_autoptr(ParvisEvent) there = g_list_model_get_item (events, i);

      g_assert_true (here == there);
    }
}

static double
get_figure (ParvisEvent *event,
            const char  *id)
{
  WeezEvent *record = parvis_event_get_record (event);
  GDateTime *changed_at = parvis_event_get_changed_at (event);
  double quota = (double) parvis_event_get_quota (event);

  if (g_str_equal (id, "days"))
    return record->start != NULL ? (double) g_date_time_to_unix (record->start) : G_MAXDOUBLE;
  if (g_str_equal (id, "today"))
    return (double) parvis_event_get_sold_today (event);
  if (g_str_equal (id, "sold"))
    return (double) parvis_event_get_sold (event);
  if (g_str_equal (id, "fill"))
    return quota > 0 ? (double) parvis_event_get_sold (event) / quota : -1;
  if (g_str_equal (id, "stage"))
    return (double) parvis_event_get_same_stage (event);

  g_assert_cmpstr (id, ==, "changed");
  return changed_at != NULL ? (double) g_date_time_to_unix (changed_at) : 0;
}

static int
compare (ParvisEvent *a,
         ParvisEvent *b,
         const char  *id)
{
  double difference;

  if (g_str_equal (id, "name"))
    return parvis_format_compare_names (parvis_event_get_record (a)->name,
                                        parvis_event_get_record (b)->name);

  difference = get_figure (a, id) - get_figure (b, id);

  return (difference > 0) - (difference < 0);
}

/* Over or not comes before the date: those that are to come stand together. */
static gboolean
is_apart (ParvisEvent *a,
          ParvisEvent *b,
          const char  *id)
{
  return g_str_equal (id, "days") && parvis_event_get_passed (a) != parvis_event_get_passed (b);
}

static void
assert_order (GListModel  *rows,
              const char  *id,
              GtkSortType  direction)
{
  guint n_compared = 0;

  for (guint i = 1; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(ParvisEvent) first = g_list_model_get_item (rows, i - 1);
      g_autoptr(ParvisEvent) second = g_list_model_get_item (rows, i);
      int order = compare (first, second, id);

      if (is_apart (first, second, id))
        continue;
      /* What is over has the newest first. */
      if (g_str_equal (id, "days") && parvis_event_get_passed (first))
        order = -order;
      n_compared++;
      if (direction == GTK_SORT_ASCENDING ? order > 0 : order < 0)
        g_error ("row %u is in the wrong place by “%s”", i, id);
    }
  g_assert_cmpuint (n_compared, >, 2);
}

/* Each column, up and down; the list that narrow windows have for them says the same. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  static const GtkSortType directions[] = { GTK_SORT_ASCENDING, GTK_SORT_DESCENDING };
  GtkWidget *page;
  GListModel *columns;
  GListModel *rows;

  sign_in (fixture);
  page = find (fixture->window, PARVIS_TYPE_HOME_PAGE);
  rows = get_rows (page);
  columns = gtk_column_view_get_columns (part (page, "table"));
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 7);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      for (guint j = 0; j < G_N_ELEMENTS (directions); j++)
        {
          gtk_column_view_sort_by_column (part (page, "table"), column, directions[j]);
          assert_order (rows, gtk_column_view_column_get_id (column), directions[j]);
          g_assert_cmpuint (gtk_drop_down_get_selected (part (page, "order")), ==, i);
        }
    }
}

/* Who has no headers chooses from a list, the most first, and turns it round by a button. */
static void
test_reverse (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *page;
  GListModel *rows;
  GtkButton *reverse;

  sign_in (fixture);
  page = find (fixture->window, PARVIS_TYPE_HOME_PAGE);
  rows = get_rows (page);
  reverse = part (page, "reverse");
  gtk_drop_down_set_selected (part (page, "order"), 3);
  assert_order (rows, "sold", GTK_SORT_DESCENDING);
  g_assert_cmpstr (gtk_button_get_icon_name (reverse), ==, "view-sort-descending-symbolic");

  g_signal_emit_by_name (reverse, "clicked");
  assert_order (rows, "sold", GTK_SORT_ASCENDING);
  g_assert_cmpuint (gtk_drop_down_get_selected (part (page, "order")), ==, 3);
  g_assert_cmpstr (gtk_button_get_icon_name (reverse), ==, "view-sort-ascending-symbolic");

  g_signal_emit_by_name (reverse, "clicked");
  assert_order (rows, "sold", GTK_SORT_DESCENDING);
}

static GtkWidget *
find_prefix (GtkWidget  *widget,
             const char *words)
{
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), words))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_prefix (child, words);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* What is out of the ordinary is written beside the event, and how old all of it is. */
static void
test_notices (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *status; const char *notice; } notices[] = {
    { "'2'", "On sale soon" },
    { "'3'", "Sales ended" },
    { "'4'", "Cancelled" },
    { "'5'", "Closed or not published" },
  };
  GtkWidget *sidebar = sign_in (fixture);
  GtkWidget *table = part (find (fixture->window, PARVIS_TYPE_HOME_PAGE), "table");

  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE event SET id_status = %s, start = NULL,"
                                              " \"end\" = NULL", notices[i].status);

      run_sql (fixture, sql);
      WAIT_UNTIL (find_saying (table, GTK_TYPE_LABEL, notices[i].notice) != NULL);
    }

  g_assert_null (find_prefix (sidebar, "More than a day old"));
  run_sql (fixture, "UPDATE meta SET value = 1700000000 WHERE name = 'last_sync';"
           "UPDATE event_sync SET last_sync = 1700000000, completed_at = 1700000000");
  WAIT_UNTIL (find_prefix (sidebar, "More than a day old: updated ") != NULL);
}

static GtkColumnViewSorter *
get_sorter (GtkWidget *page)
{
  return GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (part (page, "table")));
}

static const char *
get_order (GtkWidget *page)
{
  return gtk_column_view_column_get_id (
           gtk_column_view_sorter_get_primary_sort_column (get_sorter (page)));
}

/* A page that is made later, as after a start, has the order of the one before. */
static void
test_order_kept (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *page;
  g_autoptr(GtkColumnViewColumn) name = NULL;

  sign_in (fixture);
  page = find (fixture->window, PARVIS_TYPE_HOME_PAGE);
  g_assert_cmpstr (get_order (page), ==, "days");
  name = g_list_model_get_item (gtk_column_view_get_columns (part (page, "table")), 0);
  gtk_column_view_sort_by_column (part (page, "table"), name, GTK_SORT_DESCENDING);

  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "people");
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "home");
  g_assert_true (find (fixture->window, PARVIS_TYPE_HOME_PAGE) != page);
  page = find (fixture->window, PARVIS_TYPE_HOME_PAGE);
  g_assert_cmpstr (get_order (page), ==, "name");
  g_assert_cmpint (gtk_column_view_sorter_get_primary_sort_order (get_sorter (page)), ==,
                   GTK_SORT_DESCENDING);
  g_assert_cmpuint (gtk_drop_down_get_selected (part (page, "order")), ==, 0);

  /* What nobody offers any more is as if nothing was chosen. */
  g_settings_set (parvis_settings_get (), "home-order", "(sb)", "gone", TRUE);
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "people");
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "home");
  page = find (fixture->window, PARVIS_TYPE_HOME_PAGE);
  g_assert_cmpstr (get_order (page), ==, "days");
}

/* The column of an edition is there once one is chosen. */
static void
test_edition (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *sidebar = sign_in (fixture);
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_HOME_PAGE);
  g_autoptr(ParvisEvent) first = g_list_model_get_item (get_rows (page), 0);
  g_autoptr(ParvisEvent) second = g_list_model_get_item (get_rows (page), 1);
  g_autoptr(DexFuture) future = NULL;

  g_assert_true (gtk_column_view_column_get_visible (get_column (page, "sold")));
  g_assert_false (gtk_column_view_column_get_visible (get_column (page, "stage")));

  future = parvis_event_set_edition (first, parvis_event_get_record (second)->id);
  WAIT_UNTIL (parvis_event_get_edition (first) != NULL);
  parvis_sidebar_open (PARVIS_SIDEBAR (sidebar), first);
  parvis_sidebar_open_place (PARVIS_SIDEBAR (sidebar), "home");
  page = find (fixture->window, PARVIS_TYPE_HOME_PAGE);
  g_assert_true (gtk_column_view_column_get_visible (get_column (page, "stage")));
}

static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *sidebar = sign_in (fixture);
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_HOME_PAGE);
  GtkSingleSelection *selection = part (sidebar, "selection");
  GtkListBox *places = part (sidebar, "places");
  g_autoptr(ParvisEvent) second = g_list_model_get_item (get_rows (page), 1);
  ParvisEventPage *event_page;

  g_assert_nonnull (gtk_list_box_get_selected_row (places));
  g_signal_emit_by_name (part (page, "table"), "activate", 1);
  event_page = PARVIS_EVENT_PAGE (find (fixture->window, PARVIS_TYPE_EVENT_PAGE));
  g_assert_true (parvis_event_page_get_event (event_page) == second);
  g_assert_true (gtk_single_selection_get_selected_item (selection) == second);
  g_assert_null (gtk_list_box_get_selected_row (places));

  /* Where the focus is on its way is not where anybody went. */
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (places), GTK_DIR_TAB_FORWARD));
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (places)));
  g_assert_null (gtk_list_box_get_selected_row (places));

  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "home");
  g_assert_null (find (fixture->window, PARVIS_TYPE_EVENT_PAGE));
  g_assert_nonnull (find (fixture->window, PARVIS_TYPE_HOME_PAGE));
  g_assert_null (gtk_single_selection_get_selected_item (selection));
}

static void
test_people_place (Fixture       *fixture,
                   gconstpointer  data)
{
  sign_in (fixture);
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "people");
  WAIT_UNTIL (find (fixture->window, PARVIS_TYPE_PEOPLE_PAGE) != NULL);
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "calendar");
  WAIT_UNTIL (find (fixture->window, PARVIS_TYPE_CALENDAR_PAGE) != NULL);
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "people");
  WAIT_UNTIL (find (fixture->window, PARVIS_TYPE_PEOPLE_PAGE) != NULL);
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "home");
  WAIT_UNTIL (find (fixture->window, PARVIS_TYPE_HOME_PAGE) != NULL);
}

/* The place that was open is open again, where no event was. */
static void
test_place_kept (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *second;

  sign_in (fixture);
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "people");

  second = GTK_WIDGET (parvis_window_new (NULL, fixture->session));
  gtk_window_present (GTK_WINDOW (second));
  WAIT_UNTIL (find (second, PARVIS_TYPE_PEOPLE_PAGE) != NULL);

  g_object_add_weak_pointer (G_OBJECT (second), (gpointer *) &second);
  gtk_window_destroy (GTK_WINDOW (second));
  WAIT_UNTIL (second == NULL);
}

/* What failed is said once: beside the page, or on it where nothing is beside it. */
static void
test_alone (Fixture       *fixture,
            gconstpointer  data)
{
  AdwNavigationSplitView *split;
  AdwBanner *banner;

  sign_in (fixture);
  split = ADW_NAVIGATION_SPLIT_VIEW (find (fixture->window, ADW_TYPE_NAVIGATION_SPLIT_VIEW));
  banner = part (find (fixture->window, PARVIS_TYPE_HOME_PAGE), "failure_banner");
  demo_server_set_fault (fixture->server, "http-500");
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  WAIT_UNTIL (get_failure (fixture->session) != NULL);
  g_assert_false (adw_navigation_split_view_get_collapsed (split));
  g_assert_false (adw_banner_get_revealed (banner));

  gtk_widget_activate_action (fixture->window, "win.toggle-sidebar", NULL);
  g_assert_true (adw_navigation_split_view_get_collapsed (split));
  g_assert_true (adw_navigation_split_view_get_show_content (split));
  g_assert_true (adw_banner_get_revealed (banner));

  gtk_widget_activate_action (fixture->window, "win.toggle-sidebar", NULL);
  g_assert_false (adw_navigation_split_view_get_collapsed (split));
  g_assert_false (adw_banner_get_revealed (banner));

  /* Who goes back wants to see both. */
  gtk_widget_activate_action (fixture->window, "win.toggle-sidebar", NULL);
  adw_navigation_split_view_set_show_content (split, FALSE);
  WAIT_UNTIL (!adw_navigation_split_view_get_collapsed (split));
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/home/places", test_people_place },
    { "/home/rows", test_rows },
    { "/home/order", test_order },
    { "/home/reverse", test_reverse },
    { "/home/notices", test_notices },
    { "/home/order-kept", test_order_kept },
    { "/home/edition", test_edition },
    { "/home/open", test_open },
    { "/home/place-kept", test_place_kept },
    { "/home/alone", test_alone },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
