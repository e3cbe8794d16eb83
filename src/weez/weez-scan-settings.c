#include "config.h"

#include "weez-scan-settings.h"

G_DEFINE_FINAL_TYPE (WeezScanSettings, weez_scan_settings, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezScanSettings, values, ""),
};

static void
weez_scan_settings_class_init (WeezScanSettingsClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_scan_settings_init (WeezScanSettings *self)
{
}

/**
 * weez_scan_settings_get:
 * @self: the settings
 * @name: as in "sync_interval"
 *
 * Returns: (nullable): the value as the service wrote it
 */
const char *
weez_scan_settings_get (WeezScanSettings *self,
                        const char       *name)
{
  GVariantIter iter;
  const char *key;
  const char *value;

  g_return_val_if_fail (WEEZ_IS_SCAN_SETTINGS (self), NULL);

  if (self->values == NULL)
    return NULL;

  g_variant_iter_init (&iter, self->values);
  while (g_variant_iter_next (&iter, "(&s&s)", &key, &value))
    if (g_str_equal (key, name))
      return value;

  return NULL;
}
