#include "config.h"

#include "parvis-application.h"

#include <glib/gi18n-lib.h>

#include "parvis-failure.h"
#include "parvis-preferences.h"
#include "parvis-session.h"
#include "parvis-settings.h"
#include "parvis-shortcuts.h"
#include "parvis-window.h"

struct _ParvisApplication
{
  AdwApplication  parent_instance;
  ParvisAccounts *accounts;
  ParvisSession  *session;
  gboolean        starts_demo;
};

G_DEFINE_FINAL_TYPE (ParvisApplication, parvis_application, ADW_TYPE_APPLICATION)

static void
open_window (ParvisApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr(ParvisSession) session = NULL;
  ParvisWindow *window;
  GSettings *settings = parvis_settings_get ();

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
}

static void
new_window_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  open_window (user_data);
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  adw_dialog_present (parvis_preferences_new (), GTK_WIDGET (parent));
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  adw_dialog_present (parvis_shortcuts_dialog_new (), GTK_WIDGET (parent));
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));
  AdwAboutDialog *dialog = ADW_ABOUT_DIALOG (adw_about_dialog_new ());
  const char *developers[] = { _("The Parvis Developers"), NULL };

  adw_about_dialog_set_application_name (dialog, "Parvis");
  adw_about_dialog_set_application_icon (dialog, PARVIS_APP_ID);
  adw_about_dialog_set_version (dialog, PARVIS_VERSION);
  adw_about_dialog_set_developer_name (dialog, _("The Parvis Developers"));
  adw_about_dialog_set_developers (dialog, developers);
  adw_about_dialog_set_license_type (dialog, GTK_LICENSE_GPL_3_0);
  adw_about_dialog_set_comments (dialog, _("Follow your Weezevent events, tickets and sales. "
                                           "Parvis is made independently; it is not affiliated "
                                           "with Weezevent."));
  /* Translators: put your name here, one name a line. */
  adw_about_dialog_set_translator_credits (dialog, _("translator-credits"));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (parent));
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
  { .name = "preferences", .activate = preferences_action },
  { .name = "shortcuts", .activate = shortcuts_action },
  { .name = "about", .activate = about_action },
  { .name = "quit", .activate = quit_action },
};

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

  return -1;
}

static void
parvis_application_startup (GApplication *application)
{
  ParvisApplication *self = PARVIS_APPLICATION (application);

  G_APPLICATION_CLASS (parvis_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (PARVIS_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  /* Nothing can be chosen where nothing can be kept. */
  if (parvis_settings_get () == NULL)
    g_action_map_remove_action (G_ACTION_MAP (self), "preferences");
  parvis_shortcuts_install (GTK_APPLICATION (self));

  if (self->accounts == NULL)
    self->accounts = parvis_accounts_new (NULL, NULL);
  self->session = parvis_session_new (self->accounts, NULL);
  if (self->starts_demo)
    parvis_session_open_demo (self->session);
  else
    parvis_session_open (self->session);
}

static void
parvis_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    open_window (PARVIS_APPLICATION (application));
}

static void
parvis_application_shutdown (GApplication *application)
{
  ParvisApplication *self = PARVIS_APPLICATION (application);

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
