#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/* SQL of a table of those who wait to be indexed. */
#define PARVIS_INDEXER_NEW \
  "participant WHERE key > (SELECT value FROM meta WHERE name = 'indexed')"
#define PARVIS_INDEXER_WAITING \
  "(SELECT key FROM unindexed UNION ALL SELECT key FROM " PARVIS_INDEXER_NEW ")"

/* A sync lets no more wait than about so many, and a search looks at each of them. */
#define PARVIS_INDEXER_MAX_WAITING 100000

gboolean   parvis_indexer_count  (ParvisDatabase  *database,
                                  gint64          *n_new,
                                  GError         **error);
GPtrArray *parvis_indexer_read   (ParvisDatabase  *database,
                                  gint64           after,
                                  guint            max_rows,
                                  GError         **error);
gboolean   parvis_indexer_add    (ParvisDatabase  *database,
                                  GPtrArray       *entries,
                                  GError         **error);
gboolean   parvis_indexer_run    (ParvisDatabase  *database,
                                  guint            max_rows,
                                  guint           *n_done,
                                  GError         **error);
gboolean   parvis_indexer_queue  (ParvisDatabase  *database,
                                  gint64           key,
                                  GError         **error);
gboolean   parvis_indexer_remove (ParvisDatabase  *database,
                                  gint64           key,
                                  GError         **error);

G_END_DECLS
