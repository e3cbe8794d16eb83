#include "window-test.h"

#include <string.h>

#include "parvis-calendar-details.h"
#include "parvis-calendar-filters.h"
#include "parvis-calendar-page.h"
#include "parvis-calendar-results.h"
#include "parvis-calendar-row.h"
#include "parvis-format.h"
#include "parvis-month-grid.h"
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

static GtkWidget *
get_results (GtkWidget *page)
{
  return GTK_WIDGET (part (page, "results"));
}

static GListModel *
search (GtkWidget  *page,
        const char *city,
        guint       period)
{
  g_autoptr(ParvisPublicSearch) public = NULL;
  GListModel *rows;
  guint n_rows;

  g_object_get (page, "search", &public, NULL);
  gtk_editable_set_text (part (page, "city"), city);
  gtk_drop_down_set_selected (part (page, "period"), period);
  gtk_widget_activate_action (page, "calendar.search", NULL);
  g_assert_true (parvis_public_search_get_searching (public));
  WAIT_UNTIL (!parvis_public_search_get_searching (public));
  g_assert_null (parvis_public_search_get_failure (public));
  g_assert_nonnull (parvis_public_search_get_found_at (public));

  /* They come a few at a time. */
  rows = G_LIST_MODEL (part (get_results (page), "selection"));
  n_rows = g_list_model_get_n_items (parvis_calendar_results_get_rows (part (page, "results")));
  WAIT_UNTIL (g_list_model_get_n_items (rows) == n_rows);

  return rows;
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

  gtk_drop_down_set_selected (part (get_results (page), "order"), 1);
  for (guint i = 1; i < n_rows; i++)
    g_assert_cmpint (get_record (rows, i - 1)->price_min.cents, <=,
                     get_record (rows, i)->price_min.cents);
  gtk_drop_down_set_selected (part (get_results (page), "order"), 2);
  for (guint i = 1; i < n_rows; i++)
    g_assert_cmpint (parvis_format_compare_names (get_record (rows, i - 1)->title,
                                                  get_record (rows, i)->title), <=, 0);
}

/* A day shows what is on then, also what began before it. */
static void
test_day (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  GListModel *rows = search (page, "", 2);
  ParvisMonthGrid *grid = part (page, "month_grid");
  g_autoptr(GDateTime) today = g_date_time_new_now_local ();
  guint n_rows = g_list_model_get_n_items (rows), n_longer = 0;
  guint32 day = parvis_month_grid_day_of (today);

  parvis_month_grid_set_day (grid, day);
  g_assert_cmpuint (g_list_model_get_n_items (rows), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (rows), <, n_rows);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      WeezPublicEvent *event = get_record (rows, i);

      g_assert_cmpuint (parvis_month_grid_day_of (event->start), <=, day);
      if (event->end != NULL)
        g_assert_cmpuint (parvis_month_grid_day_of (event->end), >=, day);
      n_longer += parvis_month_grid_day_of (event->start) < day;
    }
  g_assert_cmpuint (n_longer, >, 0);

  parvis_month_grid_set_day (grid, 0);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, n_rows);
}

/* One's own are marked, and open where they always do. */
static void
test_own (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  GListModel *rows = search (page, "", 0);
  guint own = G_MAXUINT, other = G_MAXUINT;

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

  g_signal_emit_by_name (part (get_results (page), "list"), "activate", other);
  g_assert_null (find (fixture->window, PARVIS_TYPE_EVENT_PAGE));
  g_signal_emit_by_name (part (get_results (page), "list"), "activate", own);
  g_assert_nonnull (find (fixture->window, PARVIS_TYPE_EVENT_PAGE));
}

/* Months are gone through and back, whatever is on in them. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  GListModel *rows = search (page, "", 0);
  ParvisMonthGrid *grid = part (page, "month_grid");
  guint32 first = parvis_month_grid_get_first (grid);
  guint n_rows = g_list_model_get_n_items (rows);

  g_assert_cmpuint (n_rows, >, 1000);
  for (guint i = 0; i < 10; i++)
    gtk_widget_activate_action (GTK_WIDGET (grid), "month.next", NULL);
  g_assert_cmpuint (parvis_month_grid_get_first (grid), >, first + 9 * 28);

  for (guint i = 0; i < 10; i++)
    gtk_widget_activate_action (GTK_WIDGET (grid), "month.previous", NULL);
  g_assert_cmpuint (parvis_month_grid_get_first (grid), ==, first);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, n_rows);
}

/* Near to far; what has no place on the map is last and has no distance. */
static void
test_distance (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  GListModel *rows = search (page, "", 0);
  GtkDropDown *near = part (get_results (page), "near");
  GListModel *towns = gtk_drop_down_get_model (near);
  double last = 0;
  guint n_unknown = 0;

  g_assert_cmpuint (g_list_model_get_n_items (towns), >, 3);
  gtk_drop_down_set_selected (part (get_results (page), "order"), 3);
  g_assert_true (gtk_widget_get_visible (part (get_results (page), "near_side")));
  for (guint place = 0; place < 3; place++)
    {
      gtk_drop_down_set_selected (near, place);
      last = n_unknown = 0;
      for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
        {
          g_autoptr(ParvisPublicRow) row = g_list_model_get_item (rows, i);
          double distance = parvis_public_row_get_distance (row);
          WeezVenue *venue = parvis_public_row_get_record (row)->venue;

          g_assert_true ((distance >= 0) == weez_venue_has_coordinates (venue));
          if (distance < 0)
            {
              n_unknown++;
              continue;
            }
          g_assert_cmpuint (n_unknown, ==, 0);
          g_assert_cmpfloat (distance, >=, last);
          if (i == 0)
            g_assert_cmpstr (venue->city, ==, gtk_string_object_get_string (
              gtk_drop_down_get_selected_item (near)));
          last = distance;
        }
      g_assert_cmpuint (n_unknown, >, 0);
      g_assert_cmpfloat (last, >, 100);
      g_assert_cmpfloat (last, <, 20000);
    }
}

/* No rows are made while months turn; they are afterwards. Their number is told from the start. */
static void
test_rests (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  GListModel *shown = G_LIST_MODEL (part (get_results (page), "selection"));
  GListModel *rows = parvis_calendar_results_get_rows (part (page, "results"));
  GtkWidget *grid = part (page, "month_grid");
  g_autofree char *told = NULL;
  GtkLabel *label;
  guint n_first, n_soon = 0;

  gtk_widget_activate_action (page, "calendar.search", NULL);
  WAIT_UNTIL (g_list_model_get_n_items (rows) > 1000);
  n_first = g_list_model_get_n_items (shown);
  g_assert_cmpuint (n_first, >, 0);
  g_assert_cmpuint (n_first, <, 20);
  told = g_strdup_printf ("%u events of all organizers", g_list_model_get_n_items (rows));
  label = GTK_LABEL (find (get_results (page), GTK_TYPE_LABEL));
  WAIT_UNTIL (g_str_has_prefix (gtk_label_get_label (label), told));

  for (guint n_turns = 0; n_turns < 5;)
    {
      gint64 start = g_get_monotonic_time ();
      guint n_before = g_list_model_get_n_items (shown);

      gtk_widget_activate_action (grid, "month.next", NULL);
      WAIT_UNTIL (g_get_monotonic_time () > start + 60 * G_TIME_SPAN_MILLISECOND);
      /* On a busy machine that may have been long enough for more. */
      if (g_get_monotonic_time () > start + 200 * G_TIME_SPAN_MILLISECOND)
        continue;
      g_assert_cmpuint (g_list_model_get_n_items (shown), ==, n_before);
      n_turns++;
    }
  g_assert_cmpuint (g_list_model_get_n_items (shown), <, g_list_model_get_n_items (rows));

  /* But for those that somebody scrolls to. */
  for (guint i = 0; i < 5; i++)
    {
      gint64 start = g_get_monotonic_time ();
      guint n_before = g_list_model_get_n_items (shown);

      parvis_calendar_results_rest (part (page, "results"));
      gtk_list_view_scroll_to (part (get_results (page), "list"), n_before - 1,
                               GTK_LIST_SCROLL_NONE, NULL);
      WAIT_UNTIL (g_list_model_get_n_items (shown) > n_before);
      n_soon += g_get_monotonic_time () < start + 250 * G_TIME_SPAN_MILLISECOND;
    }
  g_assert_cmpuint (n_soon, >, 0);
  WAIT_UNTIL (g_list_model_get_n_items (shown) == g_list_model_get_n_items (rows));
}

static guint
count_rows (GtkWidget *widget)
{
  guint n_rows = PARVIS_IS_CALENDAR_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_rows += count_rows (child);

  return n_rows;
}

/* However much is found, only what can be seen has a widget, also at the other end of the list. */
static void
test_recycled (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  GListModel *rows = search (page, "", 0);
  GtkListView *list = part (get_results (page), "list");
  guint n_rows = g_list_model_get_n_items (rows);

  g_assert_cmpuint (n_rows, >, 1000);
  g_assert_cmpuint (count_rows (GTK_WIDGET (list)), <, 400);
  gtk_list_view_scroll_to (list, n_rows - 1, GTK_LIST_SCROLL_NONE, NULL);
  g_assert_cmpuint (count_rows (GTK_WIDGET (list)), <, 400);
}

static void
take_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static char *
read_provided (GdkContentProvider *provider,
               const char         *type)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  gdk_content_provider_write_mime_type_async (provider, type, stream, G_PRIORITY_DEFAULT, NULL,
                                              take_result_cb, &result);
  WAIT_UNTIL (result != NULL);
  gdk_content_provider_write_mime_type_finish (provider, result, &error);
  g_assert_no_error (error);

  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
}

/* What the drag source of a widget would give to who it is dropped on, taken at a place of it. */
static GdkContentProvider *
drag (GtkWidget *widget,
      double     x,
      double     y)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  GdkContentProvider *provider = NULL;
  guint n_sources = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_DRAG_SOURCE (controller))
        continue;
      g_signal_emit_by_name (controller, "prepare", x, y, &provider);
      n_sources++;
    }
  g_assert_cmpuint (n_sources, ==, 1);

  return provider;
}

static guint
count_entries (const char *calendar)
{
  guint n_entries = 0;

  g_assert_true (g_str_has_prefix (calendar, "BEGIN:VCALENDAR\r\n"));
  for (const char *entry = strstr (calendar, "BEGIN:VEVENT\r\n"); entry != NULL;
       entry = strstr (entry + 1, "BEGIN:VEVENT\r\n"))
    n_entries++;

  return n_entries;
}

static void
test_drag (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  GListModel *rows = search (page, "Nantes", 0);
  g_autoptr(ParvisPublicRow) row = g_list_model_get_item (rows, 0);
  g_autofree char *link = parvis_public_row_dup_link (parvis_public_row_get_record (row));
  g_autofree char *list = g_strconcat (link, "\r\n", NULL);
  g_autoptr(GtkWidget) widget = g_object_ref_sink (g_object_new (PARVIS_TYPE_CALENDAR_ROW,
                                                                "row", row, NULL));
  g_autoptr(GdkContentProvider) provider = drag (widget, 0, 0);
  g_autofree char *calendar = NULL;
  g_autofree char *links = NULL;

  g_assert_nonnull (provider);
  calendar = read_provided (provider, "text/calendar");
  links = read_provided (provider, "text/uri-list");
  g_assert_cmpuint (count_entries (calendar), ==, 1);
  g_assert_cmpstr (links, ==, list);
}

/* Each day is dragged with all that is on then, or not at all. This month may be at its end. */
static void
test_drag_day (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  GListModel *rows = search (page, "Lyon", 0);
  GtkWidget *grid = GTK_WIDGET (part (page, "month_grid"));
  GtkWidget *days = part (grid, "grid");
  guint n_dragged = 0;

  WAIT_UNTIL (gtk_widget_get_width (days) > 0);
  for (guint month = 0; month < 2; month++)
    {
      guint32 day = parvis_month_grid_get_first (PARVIS_MONTH_GRID (grid));

      for (GtkWidget *cell = gtk_widget_get_first_child (days); cell != NULL;
           cell = gtk_widget_get_next_sibling (cell))
        {
          graphene_rect_t area;
          g_autoptr(GdkContentProvider) provider = NULL;
          g_autofree char *calendar = NULL;
          guint n_on = 0;

          if (!GTK_IS_TOGGLE_BUTTON (cell))
            continue;
          for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
            {
              g_autoptr(ParvisPublicRow) row = g_list_model_get_item (rows, i);

              n_on += parvis_public_row_is_on (row, day);
            }
          g_assert_true (gtk_widget_compute_bounds (cell, days, &area));
          provider = drag (days, area.origin.x + area.size.width / 2,
                           area.origin.y + area.size.height / 2);
          calendar = provider != NULL ? read_provided (provider, "text/calendar") : NULL;
          g_assert_cmpuint (calendar != NULL ? count_entries (calendar) : 0, ==, n_on);
          n_dragged += n_on > 0;
          day++;
        }
      gtk_widget_activate_action (grid, "month.next", NULL);
    }
  g_assert_cmpuint (n_dragged, >, 3);
  g_assert_cmpuint (n_dragged, <, 2 * 6 * 7 - 3);
}

/* A link is shared by the clipboard. */
static void
test_share (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  WeezPublicEvent *event = get_record (search (page, "Lyon", 0), 0);
  g_autofree char *link = parvis_public_row_dup_link (event);
  g_autoptr(ParvisPublicSearch) public = NULL;
  g_auto(GValue) value = G_VALUE_INIT;
  GtkWidget *details;

  g_assert_nonnull (link);
  g_object_get (page, "search", &public, NULL);
  details = GTK_WIDGET (parvis_calendar_details_new (public, event));
  adw_navigation_view_push (part (page, "navigation"), ADW_NAVIGATION_PAGE (details));
  g_assert_true (gtk_widget_activate_action (details, "details.copy-link", NULL));
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (
    gdk_clipboard_get_content (gtk_widget_get_clipboard (details)), &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, link);
  WAIT_UNTIL (find_saying (details, GTK_TYPE_LABEL, "Link Copied") != NULL);
}

/* ---- filters ---- */

static GtkWidget *
open_filters (Fixture   *fixture,
              GtkWidget *page)
{
  GtkWidget *filters;

  gtk_widget_activate_action (page, "calendar.show-filters", NULL);
  WAIT_UNTIL ((filters = find (fixture->window, PARVIS_TYPE_CALENDAR_FILTERS)) != NULL);

  return filters;
}

/* The place of a name in a list that can be searched. */
static guint
find_name (AdwComboRow *row,
           const char  *name)
{
  GListModel *names = adw_combo_row_get_model (row);

  g_assert_true (adw_combo_row_get_enable_search (row));
  g_assert_nonnull (adw_combo_row_get_expression (row));
  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    {
      g_autoptr(GtkStringObject) item = g_list_model_get_item (names, i);

      if (g_str_equal (gtk_string_object_get_string (item), name))
        return i;
    }

  g_error ("there is no %s", name);
}

static void
assert_asked (Fixture    *fixture,
              const char *parameters)
{
  g_autofree char *wanted = g_strconcat ("GET /event/search/?api_key=…&access_token=…", parameters,
                                         NULL);
  g_auto(GStrv) log = demo_server_dup_log (fixture->server);
  const char *asked = NULL;

  for (guint i = 0; log[i] != NULL; i++)
    if (strstr (log[i], "/event/search") != NULL)
      asked = strstr (log[i], "GET ");
  g_assert_nonnull (asked);
  g_assert_cmpstr (asked, ==, wanted);
}

/* Each filter is sent as documented once it is filled in, with those before it, and only then. */
static void
test_filters (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *part; const char *value; const char *asked; } cases[] = {
    { "zip_code", "44000", "&city=Nantes&zip_code=44000" },
    { "country", "Belgium", "&city=Nantes&zip_code=44000&country=BE" },
    { "province", " Pays de la Loire",
      "&city=Nantes&zip_code=44000&country=BE&province=Pays de la Loire" },
    { "organizer", "L'Entrée & Cie",
      "&city=Nantes&zip_code=44000&country=BE&province=Pays de la Loire"
      "&organizer=L'Entrée & Cie" },
    { "max_result", "20",
      "&city=Nantes&zip_code=44000&country=BE&province=Pays de la Loire"
      "&organizer=L'Entrée & Cie&max_result=20" },
    { "category", "Concert / Festival",
      "&category=3&city=Nantes&zip_code=44000&country=BE&province=Pays de la Loire"
      "&organizer=L'Entrée & Cie&max_result=20" },
    { "zip_code", " ",
      "&category=3&city=Nantes&country=BE&province=Pays de la Loire"
      "&organizer=L'Entrée & Cie&max_result=20" },
    { "country", "Any Country",
      "&category=3&city=Nantes&province=Pays de la Loire&organizer=L'Entrée & Cie"
      "&max_result=20" },
  };
  GtkWidget *page = open_calendar (fixture);
  g_autoptr(ParvisPublicSearch) public = NULL;

  g_object_get (page, "search", &public, NULL);
  WAIT_UNTIL (g_list_model_get_n_items (parvis_public_search_get_categories (public)) > 0);
  search (page, "", 0);
  assert_asked (fixture, "");
  search (page, " Nantes ", 0);
  assert_asked (fixture, "&city=Nantes");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *filters = open_filters (fixture, page);
      gpointer row = part (filters, cases[i].part);

      if (ADW_IS_COMBO_ROW (row))
        adw_combo_row_set_selected (row, find_name (row, cases[i].value));
      else
        gtk_editable_set_text (row, cases[i].value);
      gtk_widget_activate_action (filters, "filters.apply", NULL);
      g_assert_true (parvis_public_search_get_searching (public));
      WAIT_UNTIL (!parvis_public_search_get_searching (public));
      assert_asked (fixture, cases[i].asked);
      WAIT_UNTIL (find (fixture->window, PARVIS_TYPE_CALENDAR_FILTERS) == NULL);
    }

  /* They are given up together; the town and the time are not among them. */
  gtk_widget_activate_action (page, "calendar.drop-filters", NULL);
  WAIT_UNTIL (!parvis_public_search_get_searching (public));
  assert_asked (fixture, "&city=Nantes");
}

/* A click on a day that is selected already. */
static void
click (GtkWidget *calendar)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (calendar);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        g_signal_emit_by_name (controller, "released", 1, 0.0, 0.0);
    }
}

/* From today on, today alone, until a day, and of all days again. */
static void
test_days (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  g_autoptr(ParvisPublicSearch) public = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) later = g_date_time_add_days (now, 3);
  g_auto(GStrv) asked = g_new0 (char *, 5);

  asked[0] = g_date_time_format (now, "&date_start=%F");
  asked[1] = g_date_time_format (now, "&date=%F");
  asked[2] = g_date_time_format (later, "&date_end=%F");
  asked[3] = g_strdup ("");
  g_object_get (page, "search", &public, NULL);
  for (guint i = 0; asked[i] != NULL; i++)
    {
      GtkWidget *filters = open_filters (fixture, page);

      if (i > 1)
        gtk_widget_activate_action (filters, "filters.clear-days", NULL);
      if (i < 2)
        click (part (filters, "first_calendar"));
      if (i == 1)
        click (part (filters, "last_calendar"));
      if (i == 2)
        gtk_calendar_select_day (part (filters, "last_calendar"), later);
      gtk_widget_activate_action (filters, "filters.apply", NULL);
      WAIT_UNTIL (!parvis_public_search_get_searching (public));
      assert_asked (fixture, asked[i]);
      WAIT_UNTIL (find (fixture->window, PARVIS_TYPE_CALENDAR_FILTERS) == NULL);
    }
}

static const char *
get_only_name (ParvisPublicSearch *public)
{
  const char * const *names = parvis_public_search_get_names (public);

  return names != NULL && g_strv_length ((char **) names) == 1 ? names[0] : NULL;
}

/* A search is kept under a name, found again with all that was filled in, and given up. */
static void
test_named (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *page = open_calendar (fixture);
  g_autoptr(ParvisPublicSearch) public = NULL;
  GtkWidget *dialog;

  g_object_get (page, "search", &public, NULL);
  search (page, "Nantes", 2);
  gtk_widget_activate_action (page, "calendar.keep", NULL);
  WAIT_UNTIL ((dialog = find (fixture->window, ADW_TYPE_ALERT_DIALOG)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (adw_alert_dialog_get_extra_child (
    ADW_ALERT_DIALOG (dialog))), " Chez_nous ");
  g_signal_emit_by_name (dialog, "response::save", "save");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  WAIT_UNTIL (g_strcmp0 (get_only_name (public), "Chez_nous") == 0);

  search (page, "Lyon", 0);
  gtk_widget_activate_action (page, "calendar.run-named", "s", "Chez_nous");
  WAIT_UNTIL (!parvis_public_search_get_searching (public));
  g_assert_cmpstr (gtk_editable_get_text (part (page, "city")), ==, "Nantes");
  g_assert_cmpuint (gtk_drop_down_get_selected (part (page, "period")), ==, 2);

  gtk_widget_activate_action (page, "calendar.forget-named", "s", "Chez_nous");
  WAIT_UNTIL (get_only_name (public) == NULL);
}

/* What is filled in is told on the page, where it is not seen otherwise. */
static void
test_told (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct { const char *query; gboolean days; const char *told; } cases[] = {
    { "?", TRUE, "" },
    { "?city=Nantes", TRUE, "" },
    { "?country=BE", FALSE, "Belgium" },
    { "?country=ZZZ", FALSE, "ZZZ" },
    { "?category=3&zip_code=44000&province=P&organizer=A%26B&max_result=20", FALSE,
      "A&B · Concert / Festival · 44000 · P · At most 20 events" },
    { "?date=2026-12-05", TRUE, "5 Dec 2026" },
    { "?date_start=2026-12-05&date_end=2026-12-06", TRUE, "5 Dec 2026 – 6 Dec 2026" },
    { "?date_start=2026-12-05", TRUE, "From 5 Dec 2026" },
    { "?date_end=2026-12-05", TRUE, "Until 5 Dec 2026" },
    { "?date_end=2026-12-05", FALSE, "" },
  };
  GtkWidget *page = open_calendar (fixture);
  g_autoptr(ParvisPublicSearch) public = NULL;
  GListModel *categories;

  g_object_get (page, "search", &public, NULL);
  categories = parvis_public_search_get_categories (public);
  WAIT_UNTIL (g_list_model_get_n_items (categories) > 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WeezSearchQuery) query = weez_search_query_new_from_text (cases[i].query);
      g_autofree char *told = parvis_calendar_filters_tell (query, cases[i].days, categories);

      g_assert_cmpstr (told, ==, cases[i].told);
    }
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
    { "/calendar/distance", test_distance },
    { "/calendar/rests", test_rests },
    { "/calendar/recycled", test_recycled },
    { "/calendar/drag", test_drag },
    { "/calendar/drag-day", test_drag_day },
    { "/calendar/share", test_share },
    { "/calendar/filters", test_filters },
    { "/calendar/days", test_days },
    { "/calendar/named", test_named },
    { "/calendar/told", test_told },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
