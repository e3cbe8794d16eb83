#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *weez_body_read (GInputStream  *stream,
                        gsize          most,
                        gboolean      *too_large,
                        GCancellable  *cancellable,
                        GError       **error);

G_END_DECLS
