#pragma once

#include "parvis-database.h"
#include "parvis-query.h"

G_BEGIN_DECLS

GArray *parvis_query_run (ParvisQuery     *self,
                          ParvisDatabase  *database,
                          guint            limit,
                          GError         **error);

G_END_DECLS
