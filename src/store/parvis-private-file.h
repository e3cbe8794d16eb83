#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files that nobody but their owner reads, in a folder of the same kind. */

gboolean parvis_private_file_make_folder (const char  *path,
                                          GError     **error);
gboolean parvis_private_file_make        (const char  *path,
                                          GError     **error);
gboolean parvis_private_file_check       (const char  *path,
                                          GError     **error);
gboolean parvis_private_file_exists      (const char  *path);
gint64   parvis_private_file_get_size    (const char  *path);
void     parvis_private_file_sync_folder (const char  *path);

G_END_DECLS
