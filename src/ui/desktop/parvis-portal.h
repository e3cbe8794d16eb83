#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* The portals that GTK has no calls for, over D-Bus itself. */

#define PARVIS_PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PARVIS_PORTAL_PATH "/org/freedesktop/portal/desktop"

DexFuture *parvis_portal_request (GDBusConnection *bus,
                                  const char      *interface,
                                  const char      *method,
                                  GVariantDict    *options) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
