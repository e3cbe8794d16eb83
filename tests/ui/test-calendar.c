#include "window-test.h"

#include "parvis-calendar-grid.h"
#include "parvis-calendar-page.h"
#include "parvis-public-row.h"
#include "parvis-public-search.h"

/* The page of the public calendar. */

static GtkWidget *
open_calendar (Fixture *fixture)
{
  sign_in (fixture);
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "calendar");

  return find (fixture->window, PARVIS_TYPE_CALENDAR_PAGE);
}

static GListModel *
search (GtkWidget  *page,
        const char *city,
        guint       period)
{
  g_autoptr(ParvisPublicSearch) public = NULL;

  g_object_get (page, "search", &public, NULL);
  gtk_editable_set_text (part (page, "city"), city);
  gtk_drop_down_set_selected (part (page, "period"), period);
  gtk_widget_activate_action (page, "calendar.search", NULL);
  g_assert_true (parvis_public_search_get_searching (public));
  WAIT_UNTIL (!parvis_public_search_get_searching (public));
  g_assert_null (parvis_public_search_get_failure (public));
  g_assert_nonnull (parvis_public_search_get_found_at (public));

  return G_LIST_MODEL (part (page, "selection"));
}

static WeezPublicEvent *
get_record (GListModel *rows,
            guint       place)
{
  g_autoptr(ParvisPublicRow) row = g_list_model_get_item (rows, place);

  return parvis_public_row_get_record (row);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  GListModel *rows = search (page, "Nantes", 0);
  guint n_rows = g_list_model_get_n_items (rows);

  g_assert_cmpuint (n_rows, >, 10);
  for (guint i = 1; i < n_rows; i++)
    g_assert_cmpint (g_date_time_compare (get_record (rows, i - 1)->start,
                                          get_record (rows, i)->start), <=, 0);

  gtk_drop_down_set_selected (part (page, "order"), 1);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, n_rows);
  for (guint i = 1; i < n_rows; i++)
    g_assert_cmpint (get_record (rows, i - 1)->price_min.cents, <=,
                     get_record (rows, i)->price_min.cents);
}

/* A day shows what is on then, also what began before it. */
static void
test_day (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  GListModel *rows = search (page, "", 2);
  ParvisCalendarGrid *grid = part (page, "calendar_grid");
  g_autoptr(GDateTime) today = g_date_time_new_now_local ();
  guint n_rows = g_list_model_get_n_items (rows);
  guint n_longer = 0;
  guint32 day = parvis_julian (today);

  parvis_calendar_grid_set_day (grid, today);
  g_assert_cmpuint (g_list_model_get_n_items (rows), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (rows), <, n_rows);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      WeezPublicEvent *event = get_record (rows, i);

      g_assert_cmpuint (parvis_julian (event->start), <=, day);
      if (event->end != NULL)
        g_assert_cmpuint (parvis_julian (event->end), >=, day);
      n_longer += parvis_julian (event->start) < day;
    }
  g_assert_cmpuint (n_longer, >, 0);

  parvis_calendar_grid_set_day (grid, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, n_rows);
}

/* One's own are marked, and open where they always do. */
static void
test_own (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  GListModel *rows = search (page, "", 0);
  guint own = G_MAXUINT;
  guint other = G_MAXUINT;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(ParvisPublicRow) row = g_list_model_get_item (rows, i);

      if (parvis_public_row_get_own (row) != NULL)
        own = i;
      else
        other = i;
    }
  g_assert_cmpuint (own, !=, G_MAXUINT);
  g_assert_cmpuint (other, !=, G_MAXUINT);

  g_signal_emit_by_name (part (page, "list"), "activate", other);
  g_assert_null (find (fixture->window, PARVIS_TYPE_EVENT_PAGE));
  g_signal_emit_by_name (part (page, "list"), "activate", own);
  g_assert_nonnull (find (fixture->window, PARVIS_TYPE_EVENT_PAGE));
}

/* Months are gone through and back, whatever is on in them. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  GListModel *rows = search (page, "", 0);
  ParvisCalendarGrid *grid = part (page, "calendar_grid");
  guint32 first = parvis_calendar_grid_get_first (grid);
  guint n_rows = g_list_model_get_n_items (rows);

  g_assert_cmpuint (n_rows, >, 1000);
  for (guint i = 0; i < 10; i++)
    gtk_widget_activate_action (page, "calendar.next-month", NULL);
  g_assert_cmpuint (parvis_calendar_grid_get_first (grid), >, first + 9 * 28);

  for (guint i = 0; i < 10; i++)
    gtk_widget_activate_action (page, "calendar.previous-month", NULL);
  g_assert_cmpuint (parvis_calendar_grid_get_first (grid), ==, first);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, n_rows);
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/calendar/order", test_order },
    { "/calendar/day", test_day },
    { "/calendar/own", test_own },
    { "/calendar/many", test_many },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
