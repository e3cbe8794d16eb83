#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *parvis_file_name_new (const char *title,
                            const char *otherwise,
                            const char *suffix);

G_END_DECLS
