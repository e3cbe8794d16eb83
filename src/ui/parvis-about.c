#include "config.h"

#include "parvis-about.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "parvis-migration.h"
#include "parvis-session.h"

#define METAINFO "/io/github/parvis/Parvis/" PARVIS_APP_ID ".metainfo.xml"

static void
append (GString    *text,
        const char *name,
        const char *value)
{
  g_string_append_printf (text, "%s: %s\n", name, value != NULL ? value : "unknown");
}

static void
append_version (GString    *text,
                const char *name,
                guint       major,
                guint       minor,
                guint       micro)
{
  g_string_append_printf (text, "%s: %u.%u.%u\n", name, major, minor, micro);
}

/* How much there is, and not what: whoever reads a report of a fault learns nobody's name. */
static void
append_accounts (GString        *text,
                 ParvisAccounts *accounts)
{
  GListModel *sessions = parvis_accounts_get_sessions (accounts);
  guint n_events = 0;
  gint64 n_sold = 0;

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(ParvisSession) session = g_list_model_get_item (sessions, i);
      ParvisAccount *account = parvis_session_get_account (session);
      GListModel *events = account != NULL ? parvis_account_get_events (account) : NULL;

      for (guint j = 0; events != NULL && j < g_list_model_get_n_items (events); j++)
        {
          g_autoptr(ParvisEvent) event = g_list_model_get_item (events, j);

          n_events++;
          n_sold += MAX (parvis_event_get_sold (event), 0);
        }
    }

  g_string_append_printf (text, "Accounts: %u\n", g_list_model_get_n_items (sessions));
  g_string_append_printf (text, "Events: %u\n", n_events);
  g_string_append_printf (text, "Tickets sold: %" G_GINT64_FORMAT "\n", n_sold);
  g_string_append_printf (text, "Schema: %" G_GINT64_FORMAT "\n",
                          parvis_migration_get_newest (PARVIS_MIGRATION_FOLDER));
}

/**
 * parvis_about_dup_diagnostics:
 * @parent: (transfer none) (nullable): a window
 * @accounts: (transfer none): what is known on this computer
 *
 * It is for developers and not translated. No name, path, address or secret is in it.
 *
 * Returns: (transfer full): what helps to find a fault
 */
char *
parvis_about_dup_diagnostics (GtkWidget      *parent,
                              ParvisAccounts *accounts)
{
  GString *text = g_string_new (NULL);
  GtkNative *native = parent != NULL ? gtk_widget_get_native (parent) : NULL;
  GskRenderer *renderer = native != NULL ? gtk_native_get_renderer (native) : NULL;
  GdkDisplay *display = gdk_display_get_default ();

  append (text, "Parvis", PARVIS_VERSION);
  append_version (text, "GTK", gtk_get_major_version (), gtk_get_minor_version (),
                  gtk_get_micro_version ());
  append_version (text, "libadwaita", adw_get_major_version (), adw_get_minor_version (),
                  adw_get_micro_version ());
  append_version (text, "GLib", glib_major_version, glib_minor_version, glib_micro_version);
  append (text, "Display", display != NULL ? G_OBJECT_TYPE_NAME (display) : NULL);
  append (text, "Renderer", renderer != NULL ? G_OBJECT_TYPE_NAME (renderer) : NULL);
  append (text, "Desktop", g_getenv ("XDG_CURRENT_DESKTOP"));
  append (text, "Sandbox", g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "Flatpak"
                                                                              : "none");
  append (text, "Locale", setlocale (LC_MESSAGES, NULL));
  append_accounts (text, accounts);

  return g_string_free (text, FALSE);
}

/**
 * parvis_about_dialog_new:
 * @parent: (transfer none) (nullable): the window that it is shown over
 * @accounts: (transfer none): what is known on this computer
 *
 * Returns: (transfer floating): a dialog that says what Parvis is, as software centres do
 */
AdwDialog *
parvis_about_dialog_new (GtkWidget      *parent,
                         ParvisAccounts *accounts)
{
  AdwDialog *dialog = adw_about_dialog_new_from_appdata (METAINFO, PARVIS_VERSION);
  AdwAboutDialog *about = ADW_ABOUT_DIALOG (dialog);
  g_autofree char *diagnostics = parvis_about_dup_diagnostics (parent, accounts);
  const char *developers[] = { _("The Parvis Developers"), NULL };

  /* AppStream has no words for these. */
  adw_about_dialog_set_developer_name (about, developers[0]);
  adw_about_dialog_set_developers (about, developers);
  adw_about_dialog_set_copyright (about, _("© 2026 The Parvis Developers"));
  adw_about_dialog_set_comments (about, _("Follow your Weezevent events, tickets and sales. "
                                          "Parvis is made independently; it is not affiliated "
                                          "with Weezevent."));
  /* Translators: put your name here, one name a line. */
  adw_about_dialog_set_translator_credits (about, _("translator-credits"));
  adw_about_dialog_set_debug_info (about, diagnostics);
  adw_about_dialog_set_debug_info_filename (about, "parvis-diagnostics.txt");

  return dialog;
}
