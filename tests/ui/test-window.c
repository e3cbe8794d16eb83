#include "parvis-session-private.h"
#include "window-test.h"

static void
test_sign_in (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE);
  GtkWidget *sidebar;

  g_assert_nonnull (page);
  g_assert_null (find (fixture->window, PARVIS_TYPE_MAIN_PAGE));

  sidebar = sign_in (fixture);
  g_assert_nonnull (sidebar);
  g_assert_null (find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE));
  g_assert_cmpuint (count_shown (sidebar), >, 5);
  g_assert_null (get_failure (fixture->session));
  g_assert_false (parvis_session_get_demo (fixture->session));
  WAIT_UNTIL (parvis_session_get_kept (fixture->session));
}

static void
test_wrong_password (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE);
  guint wait = 1;

  for (guint i = 0; i < 3; i++)
    {
      ParvisFailure *failure;

      g_assert_cmpuint (parvis_session_get_wait (fixture->session), ==, 0);
      submit (page, DEMO_USERNAME, "wrong", DEMO_API_KEY);
      /* The password is gone as soon as it is sent. */
      g_assert_cmpstr (gtk_editable_get_text (part (page, "password_row")), ==, "");
      WAIT_UNTIL (!get_flag (page, "busy"));

      failure = get_failure (page);
      g_assert_nonnull (failure);
      g_assert_cmpstr (parvis_failure_get_title (failure), ==, "Wrong Username or Password");
      g_assert_cmpstr (gtk_editable_get_text (part (page, "username_row")), ==, DEMO_USERNAME);
      g_assert_cmpstr (gtk_editable_get_text (part (page, "api_key_row")), ==, DEMO_API_KEY);
    }

  /* Five would close the service for half an hour: Parvis asks for patience before. */
  g_assert_cmpuint (parvis_session_get_wait (fixture->session), >, 25 * 60);
  g_object_get (page, "wait", &wait, NULL);
  g_assert_cmpuint (wait, >, 25 * 60);
  demo_server_clear_log (fixture->server);
  type_in (page, "password_row", DEMO_PASSWORD);
  gtk_widget_activate_action (page, "sign-in.submit", NULL);
  g_assert_false (get_flag (page, "busy"));
  g_assert_null (parvis_session_get_account (fixture->session));
}

static void
test_sign_in_faults (Fixture       *fixture,
                     gconstpointer  data)
{
  static const char * const faults[] = {
    "http-500", "html", "malformed", "cut", "deep", "redirect", "error-200", "wrong-shape",
  };
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      demo_server_set_fault (fixture->server, faults[i]);
      submit (page, DEMO_USERNAME, DEMO_PASSWORD, DEMO_API_KEY);
      WAIT_UNTIL (!get_flag (page, "busy"));
      g_test_message ("%s", faults[i]);
      g_assert_nonnull (get_failure (page));
      g_assert_null (parvis_session_get_account (fixture->session));
    }

  demo_server_set_fault (fixture->server, NULL);
  g_assert_nonnull (sign_in (fixture));
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE);

  submit (page, DEMO_USERNAME, DEMO_PASSWORD, DEMO_API_KEY);
  g_assert_true (get_flag (page, "busy"));
  gtk_widget_activate_action (page, "sign-in.cancel", NULL);
  g_assert_false (get_flag (page, "busy"));
  g_assert_null (get_failure (page));
  g_assert_nonnull (sign_in (fixture));
}

static void
test_groups (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *sidebar = sign_in (fixture);
  GtkSectionModel *model = part (sidebar, "selection");
  GDateTime *before = NULL;
  guint start;
  guint end;

  gtk_section_model_get_section (model, 0, &start, &end);
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, <, count_shown (sidebar));

  for (guint i = 0; i < count_shown (sidebar); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (G_LIST_MODEL (model), i);
      GDateTime *date = parvis_event_get_record (event)->start;

      g_assert_cmpint (parvis_event_get_passed (event), ==, i >= end);
      if (i != 0 && i != end && date != NULL)
        g_assert_cmpint (g_date_time_compare (before, date) * (i < end ? 1 : -1), <=, 0);
      before = date;
    }
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *sidebar = sign_in (fixture);
  GtkEditable *entry = part (sidebar, "search_entry");
  GtkStack *stack = GTK_STACK (find (sidebar, GTK_TYPE_STACK));
  guint n_events = count_shown (sidebar);

  gtk_editable_set_text (entry, "GÁLA");
  WAIT_UNTIL (count_shown (sidebar) < n_events);
  g_assert_cmpuint (count_shown (sidebar), >, 0);

  gtk_editable_set_text (entry, "no such event");
  WAIT_UNTIL (count_shown (sidebar) == 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "no-result");

  gtk_widget_activate_action (sidebar, "sidebar.clear-search", NULL);
  WAIT_UNTIL (count_shown (sidebar) == n_events);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "events");
}

static guint
get_depth (GListModel *model)
{
  guint depth = 0;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkTreeListRow) row = g_list_model_get_item (model, i);

      depth = MAX (depth, gtk_tree_list_row_get_depth (row) + 1);
    }

  return depth;
}

static void
test_event (Fixture       *fixture,
            gconstpointer  data)
{
  GtkColumnView *table;
  ParvisEventPage *page;
  ParvisEvent *event;
  GListModel *rows;
  gint64 sold;

  sign_in (fixture);
  page = open_event (fixture, "Trail");
  event = parvis_event_page_get_event (page);
  g_assert_cmpint (parvis_event_get_sold (event), ==,
                   parvis_event_get_record (event)->participants);
  g_assert_cmpint (parvis_event_get_quota (event), >, 0);

  table = part (find (GTK_WIDGET (page), PARVIS_TYPE_TICKETS_VIEW), "table");
  rows = G_LIST_MODEL (gtk_column_view_get_model (table));
  g_assert_cmpuint (get_depth (rows), >=, 3);

  /* What is folded stays folded when figures change. */
  {
    g_autoptr(GtkTreeListRow) row = g_list_model_get_item (rows, 0);
    guint n_rows;

    gtk_tree_list_row_set_expanded (row, FALSE);
    n_rows = g_list_model_get_n_items (rows);
    sold = parvis_event_get_sold (event);
    for (guint i = 0; i < 50 && parvis_event_get_sold (event) == sold; i++)
      {
        demo_server_sell (fixture->server, 5);
        gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
        WAIT_UNTIL (!parvis_event_get_refreshing (event) &&
                    !parvis_account_get_refreshing (parvis_session_get_account (fixture->session)));
      }
    g_assert_cmpint (parvis_event_get_sold (event), >, sold);
    g_assert_false (gtk_tree_list_row_get_expanded (row));
    g_assert_cmpuint (g_list_model_get_n_items (rows), ==, n_rows);
  }
}

static void
test_views (Fixture       *fixture,
            gconstpointer  data)
{
  ParvisEventPage *page;

  sign_in (fixture);
  page = open_event (fixture, "Trail");
  g_assert_cmpstr (parvis_event_page_get_view (page), ==, "overview");
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "tickets");
  g_assert_cmpstr (parvis_event_page_get_view (page), ==, "tickets");

  /* Another event opens at the same side. */
  page = open_event (fixture, "Gala");
  g_assert_cmpstr (parvis_event_page_get_view (page), ==, "tickets");
}

static void
test_second_window (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *second;

  sign_in (fixture);
  WAIT_UNTIL (find (fixture->window, PARVIS_TYPE_HOME_PAGE) != NULL);

  second = GTK_WIDGET (parvis_window_new (NULL, fixture->session));
  gtk_window_present (GTK_WINDOW (second));
  WAIT_UNTIL (find (second, PARVIS_TYPE_HOME_PAGE) != NULL);

  g_object_add_weak_pointer (G_OBJECT (second), (gpointer *) &second);
  gtk_window_destroy (GTK_WINDOW (second));
  WAIT_UNTIL (second == NULL);

  /* One that comes when an event is open shows it too, and where it is in the list. */
  open_event (fixture, "Trail");
  second = GTK_WIDGET (parvis_window_new (NULL, fixture->session));
  gtk_window_present (GTK_WINDOW (second));
  g_assert_nonnull (find (second, PARVIS_TYPE_EVENT_PAGE));
  g_assert_nonnull (gtk_single_selection_get_selected_item (
                      part (find (second, PARVIS_TYPE_SIDEBAR), "selection")));

  g_object_add_weak_pointer (G_OBJECT (second), (gpointer *) &second);
  gtk_window_destroy (GTK_WINDOW (second));
  WAIT_UNTIL (second == NULL);
}

static void
test_sign_out (Fixture       *fixture,
               gconstpointer  data)
{
  sign_in (fixture);
  gtk_widget_activate_action (fixture->window, "win.sign-out", NULL);
  g_assert_null (parvis_session_get_account (fixture->session));
  g_assert_null (find (fixture->window, PARVIS_TYPE_MAIN_PAGE));
  g_assert_nonnull (find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE));

  /* Without an account these do nothing, and harm nothing. */
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  gtk_widget_activate_action (fixture->window, "win.find", NULL);
  gtk_widget_activate_action (fixture->window, "win.sign-out", NULL);
}

static void
test_session_ends (Fixture       *fixture,
                   gconstpointer  data)
{
  sign_in (fixture);
  demo_server_revoke (fixture->server);
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  WAIT_UNTIL (get_failure (fixture->session) != NULL);
  g_assert_true (parvis_failure_needs_sign_in (get_failure (fixture->session)));
  g_assert_nonnull (find (fixture->window, PARVIS_TYPE_MAIN_PAGE));
}

static void
test_demo (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE);
  AdwWindowTitle *title;

  gtk_widget_activate_action (page, "sign-in.demo", NULL);
  WAIT_UNTIL (parvis_session_get_account (fixture->session) != NULL);
  g_assert_true (parvis_session_get_demo (fixture->session));
  title = ADW_WINDOW_TITLE (find (find (fixture->window, PARVIS_TYPE_SIDEBAR),
                                  ADW_TYPE_WINDOW_TITLE));
  g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, "Demo");

  gtk_widget_activate_action (fixture->window, "win.sign-out", NULL);
  g_assert_false (parvis_session_get_demo (fixture->session));
  g_assert_nonnull (find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE));
}

static void
test_open_demo (Fixture       *fixture,
                gconstpointer  data)
{
  parvis_session_open_demo (fixture->session);
  g_assert_true (parvis_session_get_opening (fixture->session));
  WAIT_UNTIL (!parvis_session_get_opening (fixture->session));
  g_assert_true (parvis_session_get_demo (fixture->session));
  g_assert_nonnull (find (fixture->window, PARVIS_TYPE_MAIN_PAGE));
}

static guint
count_cut (GtkWidget *widget)
{
  guint n_cut = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
                pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_cut += count_cut (child);

  return n_cut;
}

/* On the narrowest window the names of all five views can be read. */
static void
test_narrow_names (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GtkCssProvider) style = gtk_css_provider_new ();
  GdkDisplay *display = gtk_widget_get_display (fixture->window);
  g_autofree char *font = NULL;
  GtkWidget *bar;

  /* GNOME's own size. */
  g_object_get (gtk_settings_get_default (), "gtk-font-name", &font, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Adwaita Sans 11", NULL);
  gtk_css_provider_load_from_resource (style, "/io/github/parvis/Parvis/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  sign_in (fixture);
  open_event (fixture, "Le Malade");
  /* Where nobody manages windows, GTK draws a border of five pixels. */
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 370, 640);
  bar = find (fixture->window, ADW_TYPE_VIEW_SWITCHER_BAR);
  WAIT_UNTIL (gtk_widget_get_width (fixture->window) == 360 &&
              adw_view_switcher_bar_get_reveal (ADW_VIEW_SWITCHER_BAR (bar)) &&
              gtk_widget_get_mapped (find (bar, ADW_TYPE_VIEW_SWITCHER)) &&
              gtk_widget_get_width (find (bar, ADW_TYPE_VIEW_SWITCHER)) > 300);
  WAIT_UNTIL (count_cut (bar) == 0);
  gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (style));
  g_object_set (gtk_settings_get_default (), "gtk-font-name", font, NULL);
}

static gint64 hours;

static gint64
get_hours (gpointer data)
{
  return hours * 3600;
}

/* Whether an hour later the account is read again. */
static gboolean
is_read_later (Fixture *fixture)
{
  const ParvisClock clock = { .elapsed = get_hours, .now = get_hours };

  hours++;
  parvis_background_set_clock (parvis_session_get_background (fixture->session), &clock);

  return parvis_account_get_refreshing (parvis_session_get_account (fixture->session));
}

/* A window that nobody can see reads nothing by itself, and all of it once somebody can. */
static void
test_seen (Fixture       *fixture,
           gconstpointer  data)
{
  ParvisAccount *account;

  sign_in (fixture);
  account = parvis_session_get_account (fixture->session);
  finish_reading (fixture);
  hours = g_get_monotonic_time () / G_USEC_PER_SEC / 3600 + 1;
  g_assert_true (is_read_later (fixture));
  finish_reading (fixture);

  set_suspended (fixture, TRUE);
  g_assert_false (is_read_later (fixture));
  set_suspended (fixture, FALSE);
  WAIT_UNTIL (parvis_account_get_refreshing (account));
  finish_reading (fixture);

  gtk_widget_set_visible (fixture->window, FALSE);
  g_assert_false (is_read_later (fixture));
  gtk_widget_set_visible (fixture->window, TRUE);
  WAIT_UNTIL (parvis_account_get_refreshing (account));
  finish_reading (fixture);
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/window/narrow-names", test_narrow_names },
    { "/sign-in/right", test_sign_in },
    { "/sign-in/wrong-password", test_wrong_password },
    { "/sign-in/faults", test_sign_in_faults },
    { "/sign-in/cancel", test_cancel },
    { "/sign-in/demo", test_demo },
    { "/sign-in/open-demo", test_open_demo },
    { "/sign-in/out", test_sign_out },
    { "/sign-in/session-ends", test_session_ends },
    { "/events/groups", test_groups },
    { "/events/search", test_search },
    { "/events/second-window", test_second_window },
    { "/event/figures", test_event },
    { "/event/views", test_views },
    { "/window/seen", test_seen },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
