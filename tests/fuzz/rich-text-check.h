#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rich_text_check (const char  *html,
                       char       **text);

G_END_DECLS
