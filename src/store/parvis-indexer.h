#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

gboolean parvis_indexer_add    (ParvisDatabase  *database,
                                GPtrArray       *entries,
                                GError         **error);
gboolean parvis_indexer_run    (ParvisDatabase  *database,
                                guint            max_rows,
                                guint           *n_done,
                                GError         **error);
gboolean parvis_indexer_remove (ParvisDatabase  *database,
                                gint64           key,
                                GError         **error);

G_END_DECLS
