#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

gboolean parvis_event_key_find (ParvisDatabase  *database,
                                const char      *id_event,
                                gint64          *key,
                                GError         **error);

G_END_DECLS
