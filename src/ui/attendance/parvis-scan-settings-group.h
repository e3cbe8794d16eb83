#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What WeezAccess is told on the phones, to be looked at. Properties: "account" (ParvisAccount). */

#define PARVIS_TYPE_SCAN_SETTINGS_GROUP (parvis_scan_settings_group_get_type ())
G_DECLARE_FINAL_TYPE (ParvisScanSettingsGroup, parvis_scan_settings_group, PARVIS,
                      SCAN_SETTINGS_GROUP, AdwBin)

G_END_DECLS
