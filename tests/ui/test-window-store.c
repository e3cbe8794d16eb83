#include "window-test.h"

#include <glib/gstdio.h>

/* After a refusal nothing signed is sent before there is another token. */
static void
sign_in_again (Fixture *fixture)
{
  ParvisAccount *account = parvis_session_get_account (fixture->session);
  g_autoptr(DexFuture) future = weez_client_sign_in (parvis_account_get_client (account),
                                                     DEMO_USERNAME, DEMO_PASSWORD, DEMO_API_KEY);

  WAIT_UNTIL (!dex_future_is_pending (future));
  g_assert_true (dex_future_is_resolved (future));
}

static void
test_faults_keep_content (Fixture       *fixture,
                          gconstpointer  data)
{
  static const char * const faults[] = {
    "http-403", "http-500", "http-503", "html", "empty", "malformed", "cut", "deep", "redirect",
    "wrong-shape",
  };
  GtkWidget *sidebar = sign_in (fixture);
  AdwBanner *banner = part (sidebar, "failure_banner");
  ParvisAccount *account = parvis_session_get_account (fixture->session);
  guint n_events = count_shown (sidebar);
  ParvisEventPage *page = open_event (fixture, "Trail");
  ParvisEvent *event = parvis_event_page_get_event (page);
  AdwBanner *event_banner = part (GTK_WIDGET (page), "failure_banner");
  gint64 sold = parvis_event_get_sold (event);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_test_message ("%s", faults[i]);
      g_assert_false (adw_banner_get_revealed (banner));
      g_assert_false (adw_banner_get_revealed (event_banner));
      demo_server_set_fault (fixture->server, faults[i]);
      gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
      WAIT_UNTIL (!parvis_account_get_refreshing (account) &&
                  get_failure (fixture->session) != NULL && get_failure (page) != NULL);

      g_assert_true (adw_banner_get_revealed (banner));
      g_assert_true (adw_banner_get_revealed (event_banner));
      g_assert_true (g_str_has_prefix (
        adw_banner_get_title (banner),
        parvis_failure_get_title (get_failure (fixture->session))));
      g_assert_cmpuint (count_shown (sidebar), ==, n_events);
      g_assert_cmpint (parvis_event_get_sold (event), ==, sold);

      demo_server_set_fault (fixture->server, NULL);
      if (g_str_equal (faults[i], "http-403"))
        sign_in_again (fixture);
      gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
      WAIT_UNTIL (get_failure (fixture->session) == NULL && get_failure (page) == NULL &&
                  !parvis_account_get_refreshing (account));
    }
}

/* What was kept is there at once, with its age, although nobody answers. */
static void
test_offline_start (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *url = g_strdup (demo_server_get_url (fixture->server));
  g_autoptr(ParvisAccounts) accounts = parvis_accounts_new (url, fixture->folder);
  g_autoptr(ParvisSession) session = parvis_session_new (accounts, NULL);
  GtkWidget *window;
  GtkWidget *sidebar;
  guint n_events;

  n_events = count_shown (sign_in (fixture));
  demo_server_stop (fixture->server);
  g_clear_object (&fixture->server);

  /* The keyring may not have kept the token yet. */
  while (parvis_session_get_account (session) == NULL)
    {
      parvis_session_open (session);
      WAIT_UNTIL (!parvis_session_get_opening (session));
    }
  window = GTK_WIDGET (parvis_window_new (NULL, session));
  gtk_window_present (GTK_WINDOW (window));
  sidebar = find (window, PARVIS_TYPE_SIDEBAR);
  WAIT_UNTIL (count_shown (sidebar) == n_events);
  g_assert_nonnull (find (window, PARVIS_TYPE_HOME_PAGE));
  g_assert_nonnull (parvis_account_get_updated_at (parvis_session_get_account (session)));

  gtk_widget_activate_action (window, "win.refresh", NULL);
  WAIT_UNTIL (get_failure (session) != NULL);
  g_assert_cmpuint (count_shown (sidebar), ==, n_events);
  g_assert_true (adw_banner_get_revealed (part (sidebar, "failure_banner")));

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  WAIT_UNTIL (window == NULL);
  parvis_session_sign_out (session);
}

/* No folder can be made there: a sentence, and a way out. */
static void
test_store_fails (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE);
  GtkWidget *sidebar;
  GtkStack *stack;

  g_assert_no_errno (g_rmdir (fixture->folder));
  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  submit (page, DEMO_USERNAME, DEMO_PASSWORD, DEMO_API_KEY);
  WAIT_UNTIL (get_failure (fixture->session) != NULL &&
              !parvis_account_get_refreshing (parvis_session_get_account (fixture->session)));
  sidebar = find (fixture->window, PARVIS_TYPE_SIDEBAR);
  stack = GTK_STACK (find (sidebar, GTK_TYPE_STACK));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "failure");

  g_assert_no_errno (g_unlink (fixture->folder));
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  WAIT_UNTIL (count_shown (sidebar) > 5);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "events");
}

static void
test_cancel_refresh (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *sidebar = sign_in (fixture);
  ParvisAccount *account = parvis_session_get_account (fixture->session);
  guint n_events = count_shown (sidebar);

  demo_server_set_fault (fixture->server, "slow");
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  WAIT_UNTIL (parvis_account_get_sentence (account) != NULL);
  gtk_widget_activate_action (fixture->window, "win.cancel-refresh", NULL);
  WAIT_UNTIL (!parvis_account_get_refreshing (account));
  g_assert_null (get_failure (fixture->session));
  g_assert_cmpuint (count_shown (sidebar), ==, n_events);
}

static void
test_nothing_but_a_fault (Fixture       *fixture,
                          gconstpointer  data)
{
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE);
  GtkWidget *sidebar;
  GtkStack *stack;

  demo_server_set_fault (fixture->server, "http-500:1@/events");
  submit (page, DEMO_USERNAME, DEMO_PASSWORD, DEMO_API_KEY);
  WAIT_UNTIL (get_failure (fixture->session) != NULL &&
              !parvis_account_get_refreshing (parvis_session_get_account (fixture->session)));
  sidebar = find (fixture->window, PARVIS_TYPE_SIDEBAR);
  stack = GTK_STACK (find (sidebar, GTK_TYPE_STACK));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "failure");

  demo_server_set_fault (fixture->server, NULL);
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  WAIT_UNTIL (count_shown (sidebar) > 5);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "events");
}

/* What the demo organizer is kept in goes with it, and what a dead one has left. */
static void
test_demo_folder (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "parvis", NULL);
  g_autofree char *dead = g_build_filename (parent, "demo-dead01", NULL);
  g_autofree char *file = g_build_filename (dead, "store.db", NULL);
  g_autofree char *path = NULL;
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE);
  ParvisAccount *account;
  GStatBuf status;

  g_assert_no_errno (g_mkdir_with_parents (dead, 0700));
  g_assert_true (g_file_set_contents (file, "", 0, NULL));

  gtk_widget_activate_action (page, "sign-in.demo", NULL);
  WAIT_UNTIL ((account = parvis_session_get_account (fixture->session)) != NULL &&
              parvis_account_get_state (account) == PARVIS_ACCOUNT_OPEN);
  g_assert_false (g_file_test (dead, G_FILE_TEST_EXISTS));
  path = g_path_get_dirname (parvis_store_get_path (parvis_account_get_store (account)));
  g_assert_true (g_str_has_prefix (path, parent));
  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpuint (status.st_mode & 0777, ==, 0700);

  gtk_widget_activate_action (fixture->window, "win.sign-out", NULL);
  WAIT_UNTIL (!g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Nobody is missing: the page does not ask. */
static void
test_no_drop (Fixture       *fixture,
              gconstpointer  data)
{
  AdwBanner *banner;

  sign_in (fixture);
  banner = part (GTK_WIDGET (open_event (fixture, "Trail")), "drop_banner");
  g_assert_cmpstr (adw_banner_get_button_label (banner), ==, "Remove Them");
  g_assert_false (adw_banner_get_revealed (banner));
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/events/faults-keep-content", test_faults_keep_content },
    { "/events/offline-start", test_offline_start },
    { "/events/store-fails", test_store_fails },
    { "/events/cancel-refresh", test_cancel_refresh },
    { "/events/nothing-but-a-fault", test_nothing_but_a_fault },
    { "/sign-in/demo-folder", test_demo_folder },
    { "/event/no-drop", test_no_drop },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
