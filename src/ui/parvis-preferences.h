#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_PREFERENCES (parvis_preferences_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPreferences, parvis_preferences, PARVIS, PREFERENCES,
                      AdwPreferencesDialog)

AdwDialog *parvis_preferences_new (void);

G_END_DECLS
