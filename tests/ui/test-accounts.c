#include "window-test.h"

#include <string.h>

static ParvisSession *
get_session (GtkWidget *window)
{
  g_autoptr(ParvisSession) session = NULL;

  g_object_get (window, "session", &session, NULL);

  /* The window keeps it for as long as the test looks. */
  return session;
}

static void
wait_for_events (GtkWidget *window)
{
  ParvisAccount *account;

  WAIT_UNTIL ((account = parvis_session_get_account (get_session (window))) != NULL &&
              parvis_account_get_updated_at (account) != NULL &&
              !parvis_account_get_refreshing (account));
}

static void
sign_in_to_other (GtkWidget *window)
{
  gtk_widget_activate_action (window, "win.add-account", NULL);
  submit (find (GTK_WIDGET (get_dialog (window)), PARVIS_TYPE_SIGN_IN_PAGE),
          DEMO_OTHER_USERNAME, DEMO_PASSWORD, DEMO_OTHER_API_KEY);
  WAIT_UNTIL (get_dialog (window) == NULL);
  wait_for_events (window);
}

static guint
count_events (GtkWidget *window)
{
  return count_shown (find (window, PARVIS_TYPE_SIDEBAR));
}

static const char *
get_subtitle (GtkWidget *window)
{
  return adw_window_title_get_subtitle (ADW_WINDOW_TITLE (
    find (find (window, PARVIS_TYPE_SIDEBAR), ADW_TYPE_WINDOW_TITLE)));
}

static GtkWidget *
new_window (Fixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (parvis_window_new (NULL, get_session (fixture->window)));

  gtk_window_present (GTK_WINDOW (window));

  return window;
}

static void
close_window (GtkWidget *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  WAIT_UNTIL (weak == NULL);
}

/* Whoever was there is there still, with what they had, and each has a file of their own. */
static void
test_two (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *path = NULL;
  guint n_events;

  sign_in (fixture);
  n_events = count_events (fixture->window);
  g_assert_cmpstr (get_subtitle (fixture->window), ==, "");
  path = g_strdup (parvis_store_get_path (
    parvis_account_get_store (parvis_session_get_account (fixture->session))));

  sign_in_to_other (fixture->window);
  g_assert_true (get_session (fixture->window) != fixture->session);
  g_assert_cmpuint (count_events (fixture->window), ==, 3);
  g_assert_cmpuint (n_events, >, 3);
  g_assert_cmpstr (get_subtitle (fixture->window), ==, DEMO_OTHER_USERNAME);
  g_assert_cmpstr (parvis_store_get_path (parvis_account_get_store (
                     parvis_session_get_account (get_session (fixture->window)))), !=, path);

  gtk_widget_activate_action (fixture->window, "win.show-account", "s", DEMO_USERNAME);
  g_assert_true (get_session (fixture->window) == fixture->session);
  WAIT_UNTIL (count_events (fixture->window) == n_events);
  g_assert_cmpstr (get_subtitle (fixture->window), ==, DEMO_USERNAME);
}

/* The same events have other people: what one window reads is never seen in the other. */
static void
test_two_windows (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *second;
  ParvisEvent *event;
  ParvisEvent *other;
  gint64 sold;

  sign_in (fixture);
  event = parvis_event_page_get_event (open_event (fixture, "Festival"));
  sold = parvis_event_get_sold (event);

  second = new_window (fixture);
  sign_in_to_other (second);
  other = parvis_account_find_event (parvis_session_get_account (get_session (second)),
                                     parvis_event_get_record (event)->id);
  g_assert_nonnull (other);
  g_assert_true (other != event);
  g_assert_cmpint (parvis_event_get_sold (other), >, 0);
  g_assert_cmpint (parvis_event_get_sold (other), !=, sold);
  g_assert_cmpint (parvis_event_get_sold (event), ==, sold);
  g_assert_true (get_session (fixture->window) == fixture->session);

  /* One who goes is one who goes. */
  gtk_widget_activate_action (second, "win.sign-out", NULL);
  g_assert_nonnull (parvis_session_get_account (fixture->session));
  g_assert_true (get_session (second) == fixture->session);
  g_assert_nonnull (find (second, PARVIS_TYPE_MAIN_PAGE));
  close_window (second);
}

/* Signing in to an account that is open gives it another token, and not a second session. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  ParvisEventPage *page;
  AdwDialog *dialog;
  GtkWidget *form;

  sign_in (fixture);
  page = open_event (fixture, "Trail");
  demo_server_revoke (fixture->server);
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  WAIT_UNTIL (get_failure (fixture->session) != NULL);

  gtk_widget_activate_action (fixture->window, "win.sign-in-again", NULL);
  dialog = get_dialog (fixture->window);
  g_assert_cmpstr (adw_dialog_get_title (dialog), ==, "Sign In Again");
  form = find (GTK_WIDGET (dialog), PARVIS_TYPE_SIGN_IN_PAGE);
  g_assert_cmpstr (gtk_editable_get_text (part (form, "username_row")), ==, DEMO_USERNAME);
  submit (form, DEMO_USERNAME, DEMO_PASSWORD, DEMO_API_KEY);
  WAIT_UNTIL (get_dialog (fixture->window) == NULL);
  WAIT_UNTIL (get_failure (fixture->session) == NULL);

  g_assert_true (get_session (fixture->window) == fixture->session);
  g_assert_cmpuint (
    g_list_model_get_n_items (parvis_accounts_get_sessions (fixture->accounts)), ==, 1);
  g_assert_true (find (fixture->window, PARVIS_TYPE_EVENT_PAGE) == GTK_WIDGET (page));
}

/* After a start both are known, the one that was shown last is there, and the other is one step
 * away. */
static void
test_restored (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(ParvisAccounts) accounts =
    parvis_accounts_new (demo_server_get_url (fixture->server), fixture->folder);
  GListModel *known = parvis_accounts_get_sessions (accounts);
  g_autoptr(ParvisSession) session = parvis_session_new (accounts, NULL);
  GtkWidget *window;

  sign_in (fixture);
  sign_in_to_other (fixture->window);
  gtk_widget_activate_action (fixture->window, "win.show-account", "s", DEMO_USERNAME);

  /* The keyring may not have kept the tokens yet. */
  while (g_list_model_get_n_items (known) < 2)
    {
      parvis_accounts_close (accounts);
      g_set_object (&session, NULL);
      session = parvis_session_new (accounts, NULL);
      parvis_session_open (session);
      WAIT_UNTIL (!parvis_session_get_opening (session));
    }
  g_assert_cmpstr (parvis_session_get_username (session), ==, DEMO_USERNAME);

  window = GTK_WIDGET (parvis_window_new (NULL, session));
  gtk_window_present (GTK_WINDOW (window));
  wait_for_events (window);
  g_assert_cmpuint (count_events (window), >, 3);
  gtk_widget_activate_action (window, "win.show-account", "s", DEMO_OTHER_USERNAME);
  wait_for_events (window);
  g_assert_cmpuint (count_events (window), ==, 3);

  /* Here and in the keyring. */
  gtk_widget_activate_action (window, "win.sign-out", NULL);
  g_assert_true (get_session (window) == session);
  WAIT_UNTIL (parvis_accounts_find (accounts, DEMO_OTHER_USERNAME) == NULL);
  g_assert_nonnull (parvis_accounts_find (accounts, DEMO_USERNAME));

  close_window (window);
  parvis_session_sign_out (session);
  parvis_accounts_close (accounts);
}

/* The last one to go leaves the page that everybody begins with. */
static void
test_last_out (Fixture       *fixture,
               gconstpointer  data)
{
  sign_in (fixture);
  sign_in_to_other (fixture->window);
  gtk_widget_activate_action (fixture->window, "win.sign-out", NULL);
  g_assert_true (get_session (fixture->window) == fixture->session);
  gtk_widget_activate_action (fixture->window, "win.sign-out", NULL);
  g_assert_nonnull (find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE));
  g_assert_null (find (fixture->window, PARVIS_TYPE_MAIN_PAGE));
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/accounts/two", test_two },
    { "/accounts/two-windows", test_two_windows },
    { "/accounts/again", test_again },
    { "/accounts/restored", test_restored },
    { "/accounts/last-out", test_last_out },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
