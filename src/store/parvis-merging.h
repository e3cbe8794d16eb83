#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/**
 * ParvisMerging:
 * @table: number of the index that is being merged
 * @begun: whether that has begun
 * @ended: whether there is nothing left to merge
 *
 * How far the merging of the search has come.
 */
typedef struct
{
  guint    table;
  gboolean begun;
  gboolean ended;
} ParvisMerging;

gboolean parvis_merging_put_off (ParvisDatabase  *database,
                                 GError         **error);
gboolean parvis_merging_run     (ParvisDatabase  *database,
                                 ParvisMerging   *self,
                                 GError         **error);

G_END_DECLS
