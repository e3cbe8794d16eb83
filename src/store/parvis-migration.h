#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ParvisDatabase ParvisDatabase;

/* Where the numbered files of the schema are. */
#define PARVIS_MIGRATION_FOLDER "/io/github/parvis/Parvis/schema"

gint64   parvis_migration_get_newest (const char      *folder);
gboolean parvis_migration_run        (ParvisDatabase  *database,
                                      const char      *folder,
                                      GError         **error);

G_END_DECLS
