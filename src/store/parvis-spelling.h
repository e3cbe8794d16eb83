#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

gboolean parvis_spelling_dup_expression (ParvisDatabase  *database,
                                         char           **words,
                                         guint            n_words,
                                         gboolean         all,
                                         gboolean        *left,
                                         char           **expression,
                                         GError         **error);

G_END_DECLS
