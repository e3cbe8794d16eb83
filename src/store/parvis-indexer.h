#pragma once

#include "parvis-database.h"
#include "parvis-index-batch.h"

G_BEGIN_DECLS

/* SQL of a table of those who wait to be indexed. */
#define PARVIS_INDEXER_NEW \
  "participant WHERE key > (SELECT value FROM meta WHERE name = 'indexed')"
#define PARVIS_INDEXER_WAITING \
  "(SELECT key FROM unindexed UNION ALL SELECT key FROM " PARVIS_INDEXER_NEW ")"

/* A search looks at so many of those who wait; of a sync that goes on, there are a few batches. */
#define PARVIS_INDEXER_MAX_LOOKED 200000

gboolean          parvis_indexer_count  (ParvisDatabase    *database,
                                         gint64            *n_new,
                                         GError           **error);
ParvisIndexBatch *parvis_indexer_read   (ParvisDatabase    *database,
                                         gint64             after,
                                         guint              max_rows,
                                         GError           **error);
gboolean          parvis_indexer_add    (ParvisDatabase    *database,
                                         ParvisIndexBatch  *batch,
                                         GError           **error);
gboolean          parvis_indexer_run    (ParvisDatabase    *database,
                                         guint              max_rows,
                                         guint             *n_done,
                                         GError           **error);
gboolean          parvis_indexer_queue  (ParvisDatabase    *database,
                                         gint64             key,
                                         GError           **error);
gboolean          parvis_indexer_remove (ParvisDatabase    *database,
                                         gint64             key,
                                         GError           **error);

G_END_DECLS
