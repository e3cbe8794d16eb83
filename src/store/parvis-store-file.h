#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/**
 * ParvisStoreOutcome:
 * @created: there was no store before
 * @newer: a newer Parvis made it; it can only be read
 * @read_only: it can only be read, for that reason or because the disk or folder is
 * @set_aside: (nullable): where a damaged file was put
 * @n_restored: rows that people wrote, and that came back from a backup
 *
 * What happened when a store was opened.
 */
typedef struct
{
  gboolean  created;
  gboolean  newer;
  gboolean  read_only;
  char     *set_aside;
  guint     n_restored;
} ParvisStoreOutcome;

void            parvis_store_outcome_clear (ParvisStoreOutcome  *self);

char           *parvis_store_file_dup_path (const char          *folder,
                                            const char          *service,
                                            const char          *username);
ParvisDatabase *parvis_store_file_open     (const char          *path,
                                            const char          *service,
                                            const char          *username,
                                            ParvisStoreOutcome  *outcome,
                                            GError             **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisStoreOutcome, parvis_store_outcome_clear)

G_END_DECLS
