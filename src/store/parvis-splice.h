#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean parvis_splice (GListStore *store,
                        GPtrArray  *items);

G_END_DECLS
