#pragma once

#include "parvis-account.h"
#include "parvis-schedule.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_BACKGROUND (parvis_background_get_type ())
G_DECLARE_FINAL_TYPE (ParvisBackground, parvis_background, PARVIS, BACKGROUND, GObject)

/* Reads an account again by itself, as its schedule says, while somebody can see it or wants to be
 * told.
 *
 * Signal "updated" (boolean, whether it was by itself): all was read again. */

ParvisBackground *parvis_background_new         (ParvisAccount     *account);
void              parvis_background_set_watched (ParvisBackground  *self,
                                                 gboolean           watched);
void              parvis_background_set_clock   (ParvisBackground  *self,
                                                 const ParvisClock *clock);

G_END_DECLS
