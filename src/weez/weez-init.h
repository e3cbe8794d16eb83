#pragma once

#include <glib.h>

G_BEGIN_DECLS

void weez_init (void);

G_END_DECLS
