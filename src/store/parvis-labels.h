#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

gboolean    parvis_labels_install (ParvisDatabase  *database,
                                   GError         **error);
GHashTable *parvis_labels_new     (void);
gboolean    parvis_labels_pack    (ParvisDatabase  *database,
                                   GHashTable      *known,
                                   const char      *list,
                                   GString         *packed,
                                   GError         **error);

G_END_DECLS
