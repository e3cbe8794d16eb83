#include "parvis-calendar-page.h"
#include "parvis-people-page.h"
#include "parvis-settings.h"
#include "window-test.h"

/* The page with all events. */

static GListModel *
get_rows (GtkWidget *page)
{
  return G_LIST_MODEL (gtk_column_view_get_model (part (page, "table")));
}

static gint64
get_sold (GListModel *rows,
          guint       place)
{
  g_autoptr(ParvisEvent) event = g_list_model_get_item (rows, place);

  return parvis_event_get_sold (event);
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

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *page;
  GListModel *rows;

  sign_in (fixture);
  page = find (fixture->window, PARVIS_TYPE_HOME_PAGE);
  rows = get_rows (page);
  gtk_drop_down_set_selected (part (page, "order"), 3);
  for (guint i = 1; i < g_list_model_get_n_items (rows); i++)
    g_assert_cmpint (get_sold (rows, i - 1), >=, get_sold (rows, i));
  g_assert_cmpint (get_sold (rows, 0), >, 0);
}

static gboolean
has_column (GtkWidget  *page,
            const char *id)
{
  GListModel *columns = gtk_column_view_get_columns (part (page, "table"));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_id (column), id) == 0)
        return gtk_column_view_column_get_visible (column);
    }

  g_assert_not_reached ();
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

  g_assert_true (has_column (page, "sold"));
  g_assert_false (has_column (page, "stage"));

  future = parvis_event_set_edition (first, parvis_event_get_record (second)->id);
  WAIT_UNTIL (parvis_event_get_edition (first) != NULL);
  parvis_sidebar_open (PARVIS_SIDEBAR (sidebar), first);
  parvis_sidebar_open_place (PARVIS_SIDEBAR (sidebar), "home");
  page = find (fixture->window, PARVIS_TYPE_HOME_PAGE);
  g_assert_true (has_column (page, "stage"));
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
    { "/home/order-kept", test_order_kept },
    { "/home/edition", test_edition },
    { "/home/open", test_open },
    { "/home/place-kept", test_place_kept },
    { "/home/alone", test_alone },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
