#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Turns a file into a texture; the only place that does. It blocks, and may be called from any
 * thread. */

GdkTexture *parvis_picture_decode (GBytes  *bytes,
                                   int      width,
                                   int      height,
                                   GError **error);

G_END_DECLS
