#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/* What people wrote, and nothing else of a store: small files beside it, one a day. */

gboolean parvis_backup_is_due  (const char      *path,
                                GDateTime       *day);
gboolean parvis_backup_make    (ParvisDatabase  *database,
                                const char      *path,
                                GDateTime       *day,
                                GError         **error);
gboolean parvis_backup_restore (ParvisDatabase  *database,
                                const char      *path,
                                guint           *n_rows,
                                GError         **error);

G_END_DECLS
