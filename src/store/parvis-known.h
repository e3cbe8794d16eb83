#pragma once

#include "parvis-store.h"
#include "weez-known.h"

G_BEGIN_DECLS

WeezKnown *parvis_known_new (ParvisStore *store,
                             gint64       event,
                             gboolean     nobody);

G_END_DECLS
