#pragma once

#include <adwaita.h>

#include "parvis-background-mode.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_PREFERENCES (parvis_preferences_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPreferences, parvis_preferences, PARVIS, PREFERENCES,
                      AdwPreferencesDialog)

AdwDialog *parvis_preferences_new (ParvisBackgroundMode *background);

G_END_DECLS
