#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * ParvisScreenState:
 * @PARVIS_SCREEN_UNKNOWN: nothing on this desktop says
 * @PARVIS_SCREEN_OPEN: whoever sits there has unlocked it
 * @PARVIS_SCREEN_LOCKED: anybody may sit there
 *
 * Whether the screen is locked.
 */
typedef enum
{
  PARVIS_SCREEN_UNKNOWN,
  PARVIS_SCREEN_OPEN,
  PARVIS_SCREEN_LOCKED,
} ParvisScreenState;

#define PARVIS_TYPE_SCREEN_LOCK (parvis_screen_lock_get_type ())
G_DECLARE_FINAL_TYPE (ParvisScreenLock, parvis_screen_lock, PARVIS, SCREEN_LOCK, GObject)

/* Whether the screen is locked, by GNOME's screen saver or, in a sandbox, by the portal. */

ParvisScreenLock *parvis_screen_lock_new (GDBusConnection  *bus);
DexFuture        *parvis_screen_lock_ask (ParvisScreenLock *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
