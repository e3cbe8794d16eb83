#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *parvis_safe_link_new     (const char  *text,
                                    char       **target);
gboolean  parvis_safe_link_is_mail (const char  *text);

G_END_DECLS
