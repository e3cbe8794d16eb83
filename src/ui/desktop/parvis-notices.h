#pragma once

#include <gtk/gtk.h>

#include "parvis-session.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_NOTICES (parvis_notices_get_type ())
G_DECLARE_FINAL_TYPE (ParvisNotices, parvis_notices, PARVIS, NOTICES, GObject)

/* Tells on the desktop what a refresh of one account found that nobody asked for: at most once an
 * hour how many tickets were sold and cancelled, and which are sold out or no longer sold soon.
 * Names of people are in none of it; whatever was told once is not told again; what somebody sees
 * in a window is withdrawn. */

ParvisNotices *parvis_notices_new         (GtkApplication *application,
                                           ParvisSession  *session);
ParvisSession *parvis_notices_get_session (ParvisNotices  *self);
void           parvis_notices_withdraw    (ParvisNotices  *self);

G_END_DECLS
