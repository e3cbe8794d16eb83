#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Five wrong logins close the service for half an hour. The guard counts the refused ones and asks
 * for patience before that. Times are of the monotonic clock, in microseconds. */

#define PARVIS_TYPE_SIGN_IN_GUARD (parvis_sign_in_guard_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSignInGuard, parvis_sign_in_guard, PARVIS, SIGN_IN_GUARD, GObject)

ParvisSignInGuard *parvis_sign_in_guard_new       (void);
void               parvis_sign_in_guard_refused   (ParvisSignInGuard  *self,
                                                   gint64              now);
void               parvis_sign_in_guard_busy      (ParvisSignInGuard  *self,
                                                   gint64              now,
                                                   gint64              seconds);
guint              parvis_sign_in_guard_get_wait  (ParvisSignInGuard  *self,
                                                   gint64              now);

G_END_DECLS
