#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  parvis_phone_append    (GString    *words,
                              const char *text);
char *parvis_phone_dup_typed (const char *text);

G_END_DECLS
