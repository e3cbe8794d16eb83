#include "config.h"

#include "parvis-scan-settings-group.h"

#include "parvis-account.h"
#include "parvis-attendance-words.h"
#include "weez-column.h"

/* The table of settings has one row. */
#define SETTINGS_KEY 1

struct _ParvisScanSettingsGroup
{
  AdwBin            parent_instance;
  ParvisAccount    *account;
  WeezScanSettings *settings;

  GtkListBox       *list;
};

G_DEFINE_FINAL_TYPE (ParvisScanSettingsGroup, parvis_scan_settings_group, ADW_TYPE_BIN)

typedef enum
{
  PROP_ACCOUNT = 1,
} ParvisScanSettingsGroupProperty;

static GParamSpec *props[PROP_ACCOUNT + 1];

static GtkWidget *
row_new (const char *name,
         const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = parvis_attendance_words_setting (name);
  g_autofree char *subtitle = parvis_attendance_words_value (name, value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (row, "property");

  return row;
}

static void
show_settings (ParvisScanSettingsGroup *self)
{
  GVariantIter iter;
  const char *name;
  const char *value;

  gtk_list_box_remove_all (self->list);
  if (self->settings == NULL || self->settings->values == NULL)
    return;

  g_variant_iter_init (&iter, self->settings->values);
  while (g_variant_iter_next (&iter, "(&s&s)", &name, &value))
    gtk_list_box_append (self->list, row_new (name, value));
}

static void
changed_cb (ParvisScanSettingsGroup *self)
{
  ParvisStore *store = self->account != NULL ? parvis_account_get_store (self->account) : NULL;
  g_autoptr(WeezRecord) settings = NULL;

  if (store != NULL && parvis_store_is_open (store))
    settings = parvis_store_get_record (store, WEEZ_TYPE_SCAN_SETTINGS, SETTINGS_KEY);
  if (settings == NULL || weez_record_equal ((WeezRecord *) self->settings, settings))
    return;

  g_set_object (&self->settings, WEEZ_SCAN_SETTINGS (settings));
  show_settings (self);
}

static void
set_account (ParvisScanSettingsGroup *self,
             ParvisAccount           *account)
{
  if (!g_set_object (&self->account, account))
    return;

  if (account != NULL)
    g_signal_connect_object (parvis_account_get_store (account), "changed",
                             G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ACCOUNT]);
}

static void
parvis_scan_settings_group_get_property (GObject    *object,
                                         guint       prop_id,
                                         GValue     *value,
                                         GParamSpec *pspec)
{
  if (prop_id == PROP_ACCOUNT)
    g_value_set_object (value, PARVIS_SCAN_SETTINGS_GROUP (object)->account);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_scan_settings_group_set_property (GObject      *object,
                                         guint         prop_id,
                                         const GValue *value,
                                         GParamSpec   *pspec)
{
  if (prop_id == PROP_ACCOUNT)
    set_account (PARVIS_SCAN_SETTINGS_GROUP (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_scan_settings_group_dispose (GObject *object)
{
  ParvisScanSettingsGroup *self = PARVIS_SCAN_SETTINGS_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_SCAN_SETTINGS_GROUP);
  g_clear_object (&self->account);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (parvis_scan_settings_group_parent_class)->dispose (object);
}

static void
parvis_scan_settings_group_class_init (ParvisScanSettingsGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_scan_settings_group_get_property;
  object_class->set_property = parvis_scan_settings_group_set_property;
  object_class->dispose = parvis_scan_settings_group_dispose;

  props[PROP_ACCOUNT] =
    g_param_spec_object ("account", NULL, NULL, PARVIS_TYPE_ACCOUNT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/attendance/parvis-scan-settings-group.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisScanSettingsGroup, list);
}

static void
parvis_scan_settings_group_init (ParvisScanSettingsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
