#pragma once

#include <glib.h>

G_BEGIN_DECLS

char       *parvis_text_fold        (const char *text);
gboolean    parvis_text_matches     (const char *text,
                                     const char *query);
const char *parvis_text_read_entity (const char *p,
                                     gunichar   *c);
char       *parvis_text_isolate     (const char *text);
char       *parvis_text_from_html   (const char *html);
gboolean    parvis_text_is_link     (const char *text);

G_END_DECLS
