#pragma once

#include "parvis-filter.h"

G_BEGIN_DECLS

gboolean parvis_filter_append_facet     (const char   *facet,
                                         GString      *sql,
                                         GPtrArray    *values,
                                         guint         first);
void     parvis_filter_append_condition (ParvisFilter *self,
                                         const char   *facet,
                                         GString      *sql,
                                         GPtrArray    *values,
                                         guint         first);

G_END_DECLS
