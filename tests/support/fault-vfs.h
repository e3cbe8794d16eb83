#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk that fails when it is told to. SQLite counts its writes, syncs, truncations and openings
 * of files; the one with the number asked for fails, alone or with all after it. Nothing is ever
 * really synced, which makes many tests of a store quick. */

void  fault_vfs_install (void);
void  fault_vfs_arm     (guint    number,
                         int      result,
                         gboolean for_ever);
guint fault_vfs_disarm  (void);

G_END_DECLS
