#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_SCAN_SETTINGS (weez_scan_settings_get_type ())
G_DECLARE_FINAL_TYPE (WeezScanSettings, weez_scan_settings, WEEZ, SCAN_SETTINGS, WeezRecord)

/**
 * WeezScanSettings:
 *
 * What the control application is told: `GET /scan/settings`. The document gives the values no
 * meaning, so they stay text, unknown names included. @values is of type a(ss).
 */
struct _WeezScanSettings
{
  WeezRecord   parent_instance;
  GVariant    *values;
};

const char *weez_scan_settings_get (WeezScanSettings *self,
                                    const char       *name);

G_END_DECLS
