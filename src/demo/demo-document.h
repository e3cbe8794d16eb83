#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS
GBytes *demo_document_dup (const char *name);
G_END_DECLS
