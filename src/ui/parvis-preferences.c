#include "config.h"

#include "parvis-preferences.h"

#include "parvis-settings.h"

struct _ParvisPreferences
{
  AdwPreferencesDialog  parent_instance;

  AdwSwitchRow         *restore_place;
  AdwSwitchRow         *refresh_itself;
};

G_DEFINE_FINAL_TYPE (ParvisPreferences, parvis_preferences, ADW_TYPE_PREFERENCES_DIALOG)

static void
parvis_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PARVIS_TYPE_PREFERENCES);

  G_OBJECT_CLASS (parvis_preferences_parent_class)->dispose (object);
}

static void
parvis_preferences_class_init (ParvisPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_preferences_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/parvis-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisPreferences, restore_place);
  gtk_widget_class_bind_template_child (widget_class, ParvisPreferences, refresh_itself);
}

static void
parvis_preferences_init (ParvisPreferences *self)
{
  GSettings *settings = parvis_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (self));
  if (settings == NULL)
    return;

  g_settings_bind (settings, "restore-place", self->restore_place, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "refresh-itself", self->refresh_itself, "active",
                   G_SETTINGS_BIND_DEFAULT);
}

/**
 * parvis_preferences_new:
 *
 * Returns: (transfer floating): a dialog with what people can choose
 */
AdwDialog *
parvis_preferences_new (void)
{
  return g_object_new (PARVIS_TYPE_PREFERENCES, NULL);
}
