#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/**
 * ParvisMerging:
 * @least: where fewer people are new since it was merged, nothing is; to be set at first
 * @begun: whether it has begun
 * @ended: whether there is nothing left to merge
 *
 * How far the merging of the search has come.
 */
typedef struct
{
  gint64   least;
  gboolean begun;
  gboolean ended;
} ParvisMerging;

gboolean parvis_merging_put_off (ParvisDatabase  *database,
                                 GError         **error);
gboolean parvis_merging_run     (ParvisDatabase  *database,
                                 ParvisMerging   *self,
                                 GError         **error);

G_END_DECLS
