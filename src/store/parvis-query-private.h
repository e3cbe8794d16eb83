#pragma once

#include "parvis-database.h"
#include "parvis-key-set.h"
#include "parvis-query.h"

G_BEGIN_DECLS

GArray       *parvis_query_run        (ParvisQuery     *self,
                                       ParvisDatabase  *database,
                                       guint            limit,
                                       GError         **error);
gboolean      parvis_query_find       (ParvisQuery     *self,
                                       ParvisDatabase  *database,
                                       ParvisKeySet   **found,
                                       GError         **error);
const char   *parvis_query_get_event  (ParvisQuery     *self);
ParvisFilter *parvis_query_get_facets (ParvisQuery     *self);

G_END_DECLS
