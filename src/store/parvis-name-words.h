#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

gboolean parvis_name_words_append (ParvisDatabase  *database,
                                   GString         *expression,
                                   const char      *word,
                                   GError         **error);

G_END_DECLS
