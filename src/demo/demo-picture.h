#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS
/* A drawing for an event, as a PNG: the same id, the same bytes. */
GBytes *demo_picture_new (guint id);
G_END_DECLS
