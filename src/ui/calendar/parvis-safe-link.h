#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *parvis_safe_link_new (const char  *text,
                            char       **target);

G_END_DECLS
