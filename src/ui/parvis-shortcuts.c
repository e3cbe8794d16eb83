#include "config.h"

#include "parvis-shortcuts.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *action;
  const char *title;
  const char *keys[3];
} Shortcut;

/* The one place that knows a key: what it does and what people read about it. The main menu's is
 * GTK's own, a page may have some of its own and the window undoes what no entry does, so these
 * have no action. */
static const Shortcut event_shortcuts[] = {
  { "win.find", NC_ ("shortcuts", "Search"), { "<Control>f" } },
  { "win.go", NC_ ("shortcuts", "Go to event or person"), { "<Control>k" } },
  { "win.show-place('people')", NC_ ("shortcuts", "Search people of all events"),
    { "<Control><Shift>f" } },
  { "win.refresh", NC_ ("shortcuts", "Refresh"), { "F5", "<Control>r" } },
  { "win.show-place('home')", NC_ ("shortcuts", "Home"), { "<Alt>Home" } },
  { "win.show-view('overview')", NC_ ("shortcuts", "Overview"), { "<Control>1" } },
  { "win.show-view('participants')", NC_ ("shortcuts", "Participants"), { "<Control>2" } },
  { "win.show-view('tickets')", NC_ ("shortcuts", "Tickets"), { "<Control>3" } },
  { "win.show-view('dates')", NC_ ("shortcuts", "Dates"), { "<Control>4" } },
  { "win.show-view('attendance')", NC_ ("shortcuts", "Attendance"), { "<Control>5" } },
};

/* The page of participants has these itself: they are nobody else's. */
static const Shortcut participant_shortcuts[] = {
  { NULL, NC_ ("shortcuts", "Previous participant"), { "<Alt>Up" } },
  { NULL, NC_ ("shortcuts", "Next participant"), { "<Alt>Down" } },
  { NULL, NC_ ("shortcuts", "Copy the rows that are selected"), { "<Control>c" } },
};

static const Shortcut general_shortcuts[] = {
  { "app.help", NC_ ("shortcuts", "Help"), { "F1" } },
  { NULL, NC_ ("shortcuts", "Undo what was done last"), { "<Control>z" } },
  { "app.new-window", NC_ ("shortcuts", "New window"), { "<Control>n" } },
  { "app.preferences", NC_ ("shortcuts", "Preferences"), { "<Control>comma" } },
  { "win.toggle-sidebar", NC_ ("shortcuts", "Show or hide the sidebar"), { "F9" } },
  { NULL, NC_ ("shortcuts", "Main menu"), { "F10" } },
  { "win.fullscreen", NC_ ("shortcuts", "Full screen"), { "F11" } },
  { "app.shortcuts", NC_ ("shortcuts", "Keyboard shortcuts"), { "<Control>question" } },
  { "window.close", NC_ ("shortcuts", "Close window"), { "<Control>w" } },
  { "app.quit", NC_ ("shortcuts", "Quit"), { "<Control>q" } },
};

static const struct
{
  const char     *title;
  const Shortcut *shortcuts;
  guint           n_shortcuts;
} groups[] = {
  { NC_ ("shortcuts", "Events"), event_shortcuts, G_N_ELEMENTS (event_shortcuts) },
  { NC_ ("shortcuts", "Participants"), participant_shortcuts,
    G_N_ELEMENTS (participant_shortcuts) },
  { NC_ ("shortcuts", "General"), general_shortcuts, G_N_ELEMENTS (general_shortcuts) },
};

static const char *
translate (const char *text)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "shortcuts", text);
}

static char *
dup_key_label (const char *accelerator)
{
  GdkModifierType modifiers = 0;
  guint key = 0;

  gtk_accelerator_parse (accelerator, &key, &modifiers);

  return gtk_accelerator_get_label (key, modifiers);
}

static GtkWidget *
shortcut_row_new (const Shortcut *shortcut)
{
  GtkWidget *row = adw_action_row_new ();
  g_autoptr(GString) keys = g_string_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), translate (shortcut->title));

  for (guint i = 0; shortcut->keys[i] != NULL; i++)
    {
      g_autofree char *text = dup_key_label (shortcut->keys[i]);
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      g_string_append_printf (keys, "%s%s", keys->len > 0 ? " " : "", text);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, keys->str,
                                  -1);

  return row;
}

/**
 * parvis_shortcuts_install:
 * @application: (transfer none): the application
 *
 * Gives each action its keys.
 */
void
parvis_shortcuts_install (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint j = 0; j < groups[i].n_shortcuts; j++)
      if (groups[i].shortcuts[j].action != NULL)
        gtk_application_set_accels_for_action (application, groups[i].shortcuts[j].action,
                                               groups[i].shortcuts[j].keys);
}

/**
 * parvis_shortcuts_dialog_new:
 *
 * Returns: (transfer floating): a dialog that lists all keys
 */
AdwDialog *
parvis_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      GtkWidget *group = adw_preferences_group_new ();

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                       translate (groups[i].title));
      for (guint j = 0; j < groups[i].n_shortcuts; j++)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                   shortcut_row_new (&groups[i].shortcuts[j]));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
    }

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 420);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_set_child (dialog, view);

  return dialog;
}
