#pragma once

#include <gtk/gtk.h>

#include "parvis-session.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_NOTICES (parvis_notices_get_type ())
G_DECLARE_FINAL_TYPE (ParvisNotices, parvis_notices, PARVIS, NOTICES, GObject)

/* Tells on the desktop what a refresh found that nobody asked for: at most once an hour how many
 * tickets were sold and cancelled, and which are sold out or no longer sold soon. Names of people
 * are in none of it; whatever was told once is not told again; what somebody sees in a window is
 * withdrawn. */

ParvisNotices *parvis_notices_new (GtkApplication *application,
                                   ParvisSession  *session);

G_END_DECLS
