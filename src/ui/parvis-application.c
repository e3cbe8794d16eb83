#include "config.h"

#include "parvis-application.h"

#include <glib/gi18n-lib.h>

#include "parvis-about.h"
#include "parvis-background-mode.h"
#include "parvis-failure.h"
#include "parvis-help-dialog.h"
#include "parvis-notices.h"
#include "parvis-preferences.h"
#include "parvis-search-provider.h"
#include "parvis-session.h"
#include "parvis-settings.h"
#include "parvis-shortcuts.h"
#include "parvis-window.h"

/* A service that nobody asks any more leaves. */
#define IDLE_MILLISECONDS (60 * 1000)

/* libadwaita 1.7 looks among our words for its description of the button that closes a sheet. */
G_GNUC_UNUSED static const char sheet_words[] = N_("Close the window");

struct _ParvisApplication
{
  AdwApplication  parent_instance;
  ParvisAccounts *accounts;
  ParvisSession  *session;
  gboolean        starts_demo;
  const char     *first_action;
  gboolean        opened;      /* whether it is known, or asked, who is signed in */

  ParvisSearchProvider *search_provider;
  ParvisBackgroundMode *background;
  GPtrArray            *notices;      /* ParvisNotices, one for each account */
};

G_DEFINE_FINAL_TYPE (ParvisApplication, parvis_application, ADW_TYPE_APPLICATION)

/* Not before somebody wants to see something: a search must not ask the keyring. */
static void
open_session (ParvisApplication *self)
{
  if (self->opened)
    return;

  self->opened = TRUE;
  parvis_background_mode_start (self->background);
  if (self->starts_demo)
    parvis_session_open_demo (self->session);
  else
    parvis_session_open (self->session);
}

static ParvisWindow *
open_window (ParvisApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr(ParvisSession) session = NULL;
  ParvisWindow *window;
  GSettings *settings = parvis_settings_get ();

  open_session (self);
  /* One more window shows what the one before it does. */
  if (PARVIS_IS_WINDOW (active))
    g_object_get (active, "session", &session, NULL);
  window = parvis_window_new (GTK_APPLICATION (self), session != NULL ? session : self->session);

  if (settings != NULL)
    {
      g_settings_bind (settings, "window-width", window, "default-width",
                       G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "window-height", window, "default-height",
                       G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "window-maximized", window, "maximized",
                       G_SETTINGS_BIND_DEFAULT);
    }

  gtk_window_present (GTK_WINDOW (window));

  return window;
}

/* ---- notices, of every account ---- */

static gboolean
is_known (ParvisApplication *self,
          ParvisSession     *session)
{
  GListModel *sessions = parvis_accounts_get_sessions (self->accounts);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(ParvisSession) each = g_list_model_get_item (sessions, i);

      if (each == session)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_told_of (ParvisApplication *self,
            ParvisSession     *session)
{
  for (guint i = 0; i < self->notices->len; i++)
    if (parvis_notices_get_session (g_ptr_array_index (self->notices, i)) == session)
      return TRUE;

  return FALSE;
}

static void
sessions_cb (ParvisApplication *self)
{
  GListModel *sessions = parvis_accounts_get_sessions (self->accounts);

  for (guint i = self->notices->len; i > 0; i--)
    {
      ParvisNotices *notices = g_ptr_array_index (self->notices, i - 1);

      if (is_known (self, parvis_notices_get_session (notices)))
        continue;
      parvis_notices_withdraw (notices);
      g_ptr_array_remove_index (self->notices, i - 1);
    }

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(ParvisSession) session = g_list_model_get_item (sessions, i);

      if (!is_told_of (self, session))
        g_ptr_array_add (self->notices, parvis_notices_new (GTK_APPLICATION (self), session));
    }
}

/* There may be no window yet. */
static void
show (ParvisApplication *self,
      const char        *target)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (open_window (self));
  else
    gtk_window_present (window);
  parvis_window_show (PARVIS_WINDOW (window), target);
}

/* The login of the account whose store is called that, null where it is not known yet. */
static const char *
find_username (ParvisApplication *self,
               const char        *store)
{
  GListModel *sessions = parvis_accounts_get_sessions (self->accounts);
  const char *api_url = parvis_accounts_get_api_url (self->accounts);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(ParvisSession) session = g_list_model_get_item (sessions, i);
      const char *username = parvis_session_get_username (session);
      g_autofree char *name = parvis_store_dup_name (api_url, username);

      if (g_str_equal (name, store))
        return username;   /* the accounts keep the session */
    }

  return NULL;
}

/* What a notice leads to: it may be about another account than the window's. */
static void
show_of_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  ParvisApplication *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  GSettings *settings = parvis_settings_get ();
  const char *store;
  const char *target;
  const char *username;

  g_variant_get (parameter, "(&s&s)", &store, &target);
  /* Nobody is signed in yet: they begin with that account. */
  if (!self->opened && settings != NULL)
    g_settings_set_string (settings, "last-account", store);
  if (window == NULL)
    window = GTK_WINDOW (open_window (self));
  if ((username = find_username (self, store)) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.show-account", "s", username);
  show (self, target);
}

/* What a search leads to. */
static void
show_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  show (user_data, g_variant_get_string (parameter, NULL));
}

static void
new_window_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  open_window (user_data);
}

static void
public_calendar_action (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  show (user_data, "place:calendar");
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  adw_dialog_present (parvis_preferences_new (PARVIS_APPLICATION (user_data)->background),
                      GTK_WIDGET (parent));
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  adw_dialog_present (parvis_shortcuts_dialog_new (), GTK_WIDGET (parent));
}

/* At the page that fits what is looked at. */
static void
help_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));
  AdwDialog *shown = NULL;

  if (window == NULL)
    window = GTK_WINDOW (open_window (user_data));
  if (PARVIS_IS_WINDOW (window))
    shown = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  if (PARVIS_IS_WINDOW (window) && !PARVIS_IS_HELP_DIALOG (shown))
    parvis_help_dialog_present (GTK_WIDGET (window),
                                parvis_window_get_help_page (PARVIS_WINDOW (window)));
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  adw_dialog_present (parvis_about_dialog_new (GTK_WIDGET (parent),
                                               PARVIS_APPLICATION (user_data)->accounts),
                      GTK_WIDGET (parent));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GList *windows;

  /* Windows keep their state when they close. */
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (user_data))) != NULL)
    gtk_window_destroy (windows->data);
  g_application_quit (G_APPLICATION (user_data));
}

static const GActionEntry actions[] = {
  { .name = "new-window", .activate = new_window_action },
  { .name = "public-calendar", .activate = public_calendar_action },
  { .name = "show", .activate = show_action, .parameter_type = "s" },
  { .name = "show-of", .activate = show_of_action, .parameter_type = "(ss)" },
  { .name = "preferences", .activate = preferences_action },
  { .name = "shortcuts", .activate = shortcuts_action },
  { .name = "help", .activate = help_action },
  { .name = "about", .activate = about_action },
  { .name = "quit", .activate = quit_action },
};

/* The launcher's actions are options too, for where it does not speak D-Bus. */
static const char *
get_first_action (GVariantDict *options)
{
  if (g_variant_dict_contains (options, "new-window"))
    return "new-window";
  if (g_variant_dict_contains (options, "public-calendar"))
    return "public-calendar";

  return NULL;
}

static int
parvis_application_handle_local_options (GApplication *application,
                                         GVariantDict *options)
{
  ParvisApplication *self = PARVIS_APPLICATION (application);
  const char *api_url = g_getenv ("PARVIS_API_URL");
  g_autoptr(WeezClient) client = NULL;
  g_autoptr(GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Parvis %s\n", PARVIS_VERSION);
      return 0;
    }

  if ((client = weez_client_new (api_url, &error)) == NULL)
    {
      g_printerr ("parvis: PARVIS_API_URL: %s\n", error->message);
      return 2;
    }

  self->accounts = parvis_accounts_new (api_url, NULL);
  self->starts_demo = g_variant_dict_contains (options, "demo");
  /* A demo is a place of its own: it never joins the windows of the user's account. */
  if (self->starts_demo)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);

  self->first_action = get_first_action (options);
  if (self->first_action == NULL)
    return -1;

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("parvis: %s\n", error->message);
      return 1;
    }
  if (!g_application_get_is_remote (application))
    return -1;

  g_action_group_activate_action (G_ACTION_GROUP (application), self->first_action, NULL);

  return 0;
}

static void
parvis_application_startup (GApplication *application)
{
  ParvisApplication *self = PARVIS_APPLICATION (application);

  G_APPLICATION_CLASS (parvis_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (PARVIS_APP_ID);
  /* A page whose first text can be copied would open with that text marked. */
  if (gtk_settings_get_default () != NULL)
    g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  /* Nothing can be chosen where nothing can be kept. */
  if (parvis_settings_get () == NULL)
    g_action_map_remove_action (G_ACTION_MAP (self), "preferences");
  parvis_shortcuts_install (GTK_APPLICATION (self));

  if (self->accounts == NULL)
    self->accounts = parvis_accounts_new (NULL, NULL);
  self->session = parvis_session_new (self->accounts, NULL);
  self->background = parvis_background_mode_new (application, self->accounts);
  self->notices = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_object (parvis_accounts_get_sessions (self->accounts), "items-changed",
                           G_CALLBACK (sessions_cb), self, G_CONNECT_SWAPPED);
  if (g_application_get_flags (application) & G_APPLICATION_IS_SERVICE)
    g_application_set_inactivity_timeout (application, IDLE_MILLISECONDS);
  else
    open_session (self);
}

/* Before the name is there to be asked for. */
static gboolean
parvis_application_dbus_register (GApplication     *application,
                                  GDBusConnection  *bus,
                                  const char       *path,
                                  GError          **error)
{
  ParvisApplication *self = PARVIS_APPLICATION (application);
  g_autofree char *search_path = g_strconcat (path, "/SearchProvider", NULL);

  if (!G_APPLICATION_CLASS (parvis_application_parent_class)->dbus_register (application, bus,
                                                                             path, error))
    return FALSE;

  self->search_provider = parvis_search_provider_new (application);

  return parvis_search_provider_export (self->search_provider, bus, search_path, error);
}

static void
parvis_application_dbus_unregister (GApplication    *application,
                                    GDBusConnection *bus,
                                    const char      *path)
{
  ParvisApplication *self = PARVIS_APPLICATION (application);

  if (self->search_provider != NULL)
    parvis_search_provider_unexport (self->search_provider);
  g_clear_object (&self->search_provider);

  G_APPLICATION_CLASS (parvis_application_parent_class)->dbus_unregister (application, bus, path);
}

static void
parvis_application_activate (GApplication *application)
{
  ParvisApplication *self = PARVIS_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  const char *first_action = g_steal_pointer (&self->first_action);

  if (first_action != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application), first_action, NULL);
  else if (window != NULL)
    gtk_window_present (window);
  else
    open_window (self);
}

static void
parvis_application_shutdown (GApplication *application)
{
  ParvisApplication *self = PARVIS_APPLICATION (application);

  /* What was told stays on the desktop. */
  if (self->accounts != NULL)
    g_signal_handlers_disconnect_by_data (parvis_accounts_get_sessions (self->accounts), self);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_object (&self->background);
  g_clear_object (&self->session);
  if (self->accounts != NULL)
    parvis_accounts_close (self->accounts);
  g_clear_object (&self->accounts);

  G_APPLICATION_CLASS (parvis_application_parent_class)->shutdown (application);
}

static void
parvis_application_class_init (ParvisApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->handle_local_options = parvis_application_handle_local_options;
  application_class->dbus_register = parvis_application_dbus_register;
  application_class->dbus_unregister = parvis_application_dbus_unregister;
  application_class->startup = parvis_application_startup;
  application_class->activate = parvis_application_activate;
  application_class->shutdown = parvis_application_shutdown;
}

static void
parvis_application_init (ParvisApplication *self)
{
  static const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_("Look around with a demo organizer, on this computer only"), NULL },
    { "new-window", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open a new window"), NULL },
    { "public-calendar", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the public calendar"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * parvis_application_new:
 *
 * Returns: (transfer full): the application
 */
ParvisApplication *
parvis_application_new (void)
{
  return g_object_new (PARVIS_TYPE_APPLICATION,
                       "application-id", PARVIS_APP_ID,
                       "resource-base-path", "/io/github/parvis/Parvis",
                       NULL);
}
