#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Damage to a store that no page shows: an index has not all rows of its table. */
void stale_index_make (const char *path);

/* As if nobody had looked through the store for long. */
void stale_index_due  (const char *path);

G_END_DECLS
