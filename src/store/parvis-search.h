#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/* What somebody typed, made ready to be looked for. */
typedef struct _ParvisSearch ParvisSearch;

ParvisSearch *parvis_search_new   (const char      *text);
void          parvis_search_free  (ParvisSearch    *self);
GArray       *parvis_search_run   (ParvisSearch    *self,
                                   ParvisDatabase  *database,
                                   gint64           event,
                                   guint            limit,
                                   gboolean        *more,
                                   GError         **error);
gboolean      parvis_search_count (ParvisSearch    *self,
                                   ParvisDatabase  *database,
                                   gint64           event,
                                   guint            most,
                                   guint           *count,
                                   GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSearch, parvis_search_free)

G_END_DECLS
