#include "window-test.h"

#include <gdk/x11/gdkx.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis-note.h"
#include "parvis-participants-page.h"
#include "parvis-settings.h"
#include "parvis-store-private.h"

gboolean
window_test_tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

gpointer
part (GtkWidget  *widget,
      const char *name)
{
  GObject *object = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (object);
  return object;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  /* Every test begins where nobody has been. */
  g_settings_reset (parvis_settings_get (), "last-places");
  g_settings_reset (parvis_settings_get (), "last-account");
  g_settings_reset (parvis_settings_get (), "home-order");

  fixture->server = demo_server_new (1, 300, 0);
  demo_server_start (fixture->server, 0, &error);
  g_assert_no_error (error);

  fixture->folder = g_dir_make_tmp ("parvis-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->accounts = parvis_accounts_new (demo_server_get_url (fixture->server),
                                           fixture->folder);
  fixture->session = parvis_session_new (fixture->accounts, NULL);
  fixture->window = GTK_WIDGET (parvis_window_new (NULL, fixture->session));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (fixture->window), NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

/* A store that is being closed in its thread may still take files of it away. */
static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_assert_no_errno (g_rmdir (folder));
}

/* Nothing may keep a closed window alive. */
static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer window = fixture->window;
  gpointer session = fixture->session;

  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (window == NULL);

  parvis_session_sign_out (fixture->session);
  g_object_add_weak_pointer (session, &session);
  g_object_unref (fixture->session);
  parvis_accounts_close (fixture->accounts);
  g_clear_object (&fixture->accounts);
  WAIT_UNTIL (session == NULL);

  remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  if (fixture->server != NULL)
    demo_server_stop (fixture->server);
  g_clear_object (&fixture->server);
}

void
type_in (GtkWidget  *page,
         const char *row,
         const char *text)
{
  gtk_editable_set_text (part (page, row), text);
}

void
submit (GtkWidget  *page,
        const char *username,
        const char *password,
        const char *api_key)
{
  type_in (page, "username_row", username);
  type_in (page, "password_row", password);
  type_in (page, "api_key_row", api_key);
  g_assert_true (gtk_widget_activate_action (page, "sign-in.submit", NULL));
}

static gboolean
says (GtkWidget  *widget,
      const char *words)
{
  return (GTK_IS_LABEL (widget) &&
          g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), words) == 0) ||
         g_strcmp0 (gtk_widget_get_tooltip_text (widget), words) == 0;
}

/* Something that is a @type and says @words, itself or by what is in it. */
GtkWidget *
find_saying (GtkWidget  *widget,
             GType       type,
             const char *words)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_saying (child, type, words);

      if (found != NULL)
        return found;
      if (says (child, words))
        return G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? child
               : gtk_widget_get_ancestor (child, type);
    }

  return NULL;
}

/* Whether any text in there has these words in it, as they are. */
gboolean
shows (GtkWidget  *widget,
       const char *words)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                     : GTK_IS_INSCRIPTION (widget)
                     ? gtk_inscription_get_text (GTK_INSCRIPTION (widget)) : NULL;

  if (text != NULL && strstr (text, words) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, words))
      return TRUE;

  return FALSE;
}

void
press (GtkWidget  *widget,
       const char *words)
{
  GtkWidget *button;

  WAIT_UNTIL ((button = find_saying (widget, GTK_TYPE_BUTTON, words)) != NULL);
  g_signal_emit_by_name (button, "clicked");
}

/* Says what was done, and undoes it as the key does, which is the toast's own action. */
void
undo (Fixture    *fixture,
      const char *said)
{
  WAIT_UNTIL (find_saying (fixture->window, GTK_TYPE_LABEL, said) != NULL);
  g_assert_nonnull (find_saying (fixture->window, GTK_TYPE_BUTTON, "Undo"));
  g_assert_true (gtk_widget_activate_action (fixture->window, "win.undo", NULL));
  WAIT_UNTIL (find_saying (fixture->window, GTK_TYPE_LABEL, said) == NULL);
}

/* What is on the clipboard, "" for nothing. */
char *
dup_copied (GtkWidget *widget)
{
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (widget));
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  if (content == NULL || !gdk_content_provider_get_value (content, &value, NULL))
    return g_strdup ("");

  return g_value_dup_string (&value);
}

AdwDialog *
get_dialog (GtkWidget *window)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
}

gboolean
get_flag (gpointer    object,
          const char *property)
{
  gboolean flag;

  g_object_get (object, property, &flag, NULL);

  return flag;
}

GtkColumnViewColumn *
get_column (GtkWidget  *page,
            const char *id)
{
  GListModel *columns = gtk_column_view_get_columns (part (page, "table"));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_id (column), id) == 0)
        return column;   /* its table keeps it */
    }

  g_error ("no column is %s", id);
}

/* Whom a page or a dialog lists, which keeps the list; null before it looks for anybody. */
ParvisRecordList *
get_list (GtkWidget *page)
{
  g_autoptr(ParvisRecordList) list = NULL;

  g_object_get (page, "list", &list, NULL);

  return list;
}

gboolean
is_read (GtkWidget *page)
{
  ParvisRecordList *list = get_list (page);

  return list != NULL && parvis_record_list_get_query (list) != NULL &&
         !parvis_record_list_get_loading (list);
}

guint
count_people (GtkWidget *page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_list (page)));
}

WeezParticipant *
get_person (GtkWidget *page,
            guint      position)
{
  return g_list_model_get_item (G_LIST_MODEL (get_list (page)), position);
}

/* Whom the page of people found first, once it has. */
WeezParticipant *
get_found (GtkWidget *page)
{
  return is_read (page) ? get_person (page, 0) : NULL;
}

ParvisStore *
get_store (Fixture *fixture)
{
  return parvis_account_get_store (parvis_session_get_account (fixture->session));
}

gboolean
keeps_note (Fixture    *fixture,
            const char *id_participant,
            const char *label,
            const char *note)
{
  g_autofree char *its_label = NULL;
  g_autofree char *its_note = NULL;

  parvis_note_read (get_store (fixture), id_participant, &its_label, &its_note);

  return g_str_equal (its_label, label) && g_str_equal (its_note, note);
}

static gboolean
execute (ParvisDatabase  *database,
         gpointer         data,
         GError         **error)
{
  return parvis_database_execute (database, data, error);
}

/* What a test would have to wait for otherwise. */
void
run_sql (Fixture    *fixture,
         const char *sql)
{
  g_autoptr(DexFuture) writing =
    parvis_store_write (get_store (fixture), execute, (gpointer) sql, NULL);

  WAIT_UNTIL (!dex_future_is_pending (writing));
  g_assert_true (dex_future_is_resolved (writing));
}

/* As a window manager says it of a window that is minimized or on another workspace. */
void
set_suspended (Fixture  *fixture,
               gboolean  suspended)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  g_autofree char *id = g_strdup_printf ("%lu", gdk_x11_surface_get_xid (surface));
  G_GNUC_END_IGNORE_DEPRECATIONS
  const char *set[] = { "xprop", "-id", id, "-f", "_NET_WM_STATE", "32a", "-set", "_NET_WM_STATE",
                        "_NET_WM_STATE_HIDDEN", NULL };
  const char *remove[] = { "xprop", "-id", id, "-remove", "_NET_WM_STATE", NULL };
  g_autoptr(GError) error = NULL;

  g_spawn_sync (NULL, (char **) (suspended ? set : remove), NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  WAIT_UNTIL (gtk_window_is_suspended (GTK_WINDOW (fixture->window)) == suspended);
  g_assert_true (gtk_widget_get_mapped (fixture->window));
}

ParvisFailure *
get_failure (gpointer object)
{
  g_autoptr(ParvisFailure) failure = NULL;

  g_object_get (object, "failure", &failure, NULL);

  /* Its owner keeps it for as long as the test looks. */
  return failure;
}

GtkWidget *
sign_in (Fixture *fixture)
{
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE);
  ParvisAccount *account;

  submit (page, DEMO_USERNAME, DEMO_PASSWORD, DEMO_API_KEY);
  WAIT_UNTIL ((account = parvis_session_get_account (fixture->session)) != NULL &&
              parvis_account_get_updated_at (account) != NULL &&
              !parvis_account_get_refreshing (account));

  return find (fixture->window, PARVIS_TYPE_SIDEBAR);
}

/* A refresh that is asked for during another one is that one. */
void
finish_reading (Fixture *fixture)
{
  WAIT_UNTIL (!parvis_account_get_refreshing (parvis_session_get_account (fixture->session)));
}

guint
count_shown (GtkWidget *sidebar)
{
  return g_list_model_get_n_items (part (sidebar, "selection"));
}

ParvisEventPage *
open_event (Fixture    *fixture,
            const char *name)
{
  GtkWidget *sidebar = find (fixture->window, PARVIS_TYPE_SIDEBAR);
  GtkSingleSelection *selection = part (sidebar, "selection");
  ParvisEventPage *page;

  for (guint i = 0; i < count_shown (sidebar); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (G_LIST_MODEL (selection), i);

      if (g_str_has_prefix (parvis_event_get_record (event)->name, name))
        {
          gtk_single_selection_set_selected (selection, i);
          page = PARVIS_EVENT_PAGE (find (fixture->window, PARVIS_TYPE_EVENT_PAGE));
          g_assert_true (parvis_event_page_get_event (page) == event);
          WAIT_UNTIL (parvis_event_get_updated_at (event) != NULL);
          return page;
        }
    }

  g_error ("no event is named %s", name);
}

/* The participants of an event, once they are there. */
GtkWidget *
open_participants (Fixture    *fixture,
                   const char *name)
{
  GtkWidget *page = find (GTK_WIDGET (open_event (fixture, name)), PARVIS_TYPE_PARTICIPANTS_PAGE);

  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "participants");
  WAIT_UNTIL (is_read (page) && count_people (page) > 20);

  return page;
}

/* Without waiting for its people. */
ParvisEvent *
open_unread (Fixture    *fixture,
             const char *name)
{
  GListModel *events =
    parvis_account_get_events (parvis_session_get_account (fixture->session));

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (events, i);

      if (g_str_has_prefix (parvis_event_get_record (event)->name, name))
        {
          parvis_sidebar_open (PARVIS_SIDEBAR (find (fixture->window, PARVIS_TYPE_SIDEBAR)),
                               event);
          return event;   /* its account keeps it */
        }
    }

  g_error ("no event is named %s", name);
}

int
window_test_run (int               argc,
                 char            **argv,
                 const WindowTest *tests,
                 guint             n_tests)
{
  g_autofree char *folder = g_dir_make_tmp ("parvis-test-XXXXXX", NULL);
  g_autofree char *demos = g_build_filename (folder, "parvis", NULL);
  int result;

  /* No test sees the user's own keyring, settings or bus. */
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);

  if (g_getenv ("DISPLAY") == NULL && g_getenv ("WAYLAND_DISPLAY") == NULL)
    {
      g_print ("1..0 # SKIP no display\n");
      return g_getenv ("PARVIS_TEST_NO_DISPLAY") != NULL ? 77 : EXIT_FAILURE;
    }
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  dex_init ();
  g_object_set (gtk_settings_get_default (),
                "gtk-enable-animations", FALSE,
                "gtk-cursor-blink", FALSE,
                NULL);

  for (guint i = 0; i < n_tests; i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  result = g_test_run ();
  g_rmdir (demos);
  g_rmdir (folder);

  return result;
}
