#pragma once

#include "parvis-session.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_BACKGROUND_MODE (parvis_background_mode_get_type ())
G_DECLARE_FINAL_TYPE (ParvisBackgroundMode, parvis_background_mode, PARVIS, BACKGROUND_MODE,
                      GObject)

/* Whether Parvis stays when its last window is closed: only if somebody chose so and the system
 * allows it. Properties: "wanted" (boolean, to be set; false again where it is not allowed),
 * "asking" (boolean), "refusal" (string, why it is not allowed; null where it is or nobody asked).
 */

ParvisBackgroundMode *parvis_background_mode_new   (GApplication         *application,
                                                    ParvisAccounts       *accounts);
void                  parvis_background_mode_start (ParvisBackgroundMode *self);

G_END_DECLS
