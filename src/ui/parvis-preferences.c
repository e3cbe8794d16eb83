#include "config.h"

#include "parvis-preferences.h"

#include "parvis-settings.h"
#include "parvis-words.h"

struct _ParvisPreferences
{
  AdwPreferencesDialog  parent_instance;

  AdwSwitchRow         *restore_place;
  AdwSwitchRow         *refresh_itself;
  AdwSwitchRow         *go_on;
  AdwSwitchRow         *notices;
  AdwSwitchRow         *pictures_of_own;
  AdwSwitchRow         *pictures_of_others;
  AdwSwitchRow         *search_people;
  ParvisBackgroundMode *background;
};

G_DEFINE_FINAL_TYPE (ParvisPreferences, parvis_preferences, ADW_TYPE_PREFERENCES_DIALOG)

typedef enum
{
  PROP_BACKGROUND = 1,
} ParvisPreferencesProperty;

static GParamSpec *props[PROP_BACKGROUND + 1];

static void
parvis_preferences_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  if (prop_id == PROP_BACKGROUND)
    g_value_set_object (value, PARVIS_PREFERENCES (object)->background);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_preferences_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  if (prop_id == PROP_BACKGROUND)
    PARVIS_PREFERENCES (object)->background = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_preferences_constructed (GObject *object)
{
  ParvisPreferences *self = PARVIS_PREFERENCES (object);

  G_OBJECT_CLASS (parvis_preferences_parent_class)->constructed (object);

  g_object_bind_property (self->background, "wanted", self->go_on, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->background, "asking", self->go_on, "sensitive",
                          G_BINDING_INVERT_BOOLEAN | G_BINDING_SYNC_CREATE);
}

static void
parvis_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PARVIS_TYPE_PREFERENCES);
  g_clear_object (&PARVIS_PREFERENCES (object)->background);

  G_OBJECT_CLASS (parvis_preferences_parent_class)->dispose (object);
}

static void
parvis_preferences_class_init (ParvisPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_preferences_get_property;
  object_class->set_property = parvis_preferences_set_property;
  object_class->constructed = parvis_preferences_constructed;
  object_class->dispose = parvis_preferences_dispose;

  props[PROP_BACKGROUND] =
    g_param_spec_object ("background", NULL, NULL, PARVIS_TYPE_BACKGROUND_MODE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_BACKGROUND_MODE);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/parvis-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisPreferences, restore_place);
  gtk_widget_class_bind_template_child (widget_class, ParvisPreferences, refresh_itself);
  gtk_widget_class_bind_template_child (widget_class, ParvisPreferences, go_on);
  gtk_widget_class_bind_template_child (widget_class, ParvisPreferences, notices);
  gtk_widget_class_bind_template_child (widget_class, ParvisPreferences, pictures_of_own);
  gtk_widget_class_bind_template_child (widget_class, ParvisPreferences, pictures_of_others);
  gtk_widget_class_bind_template_child (widget_class, ParvisPreferences, search_people);
  parvis_words_bind (widget_class);
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
  g_settings_bind (settings, "notices", self->notices, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "pictures-of-own", self->pictures_of_own, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "pictures-of-others", self->pictures_of_others, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "search-people", self->search_people, "active",
                   G_SETTINGS_BIND_DEFAULT);
}

/**
 * parvis_preferences_new:
 * @background: (transfer none): whether Parvis stays without a window
 *
 * Returns: (transfer floating): a dialog with what people can choose
 */
AdwDialog *
parvis_preferences_new (ParvisBackgroundMode *background)
{
  return g_object_new (PARVIS_TYPE_PREFERENCES, "background", background, NULL);
}
