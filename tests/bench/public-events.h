#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Public events that do not exist, each one a function of its number and of today. */

char *public_events_dup_answer (guint n_events);

G_END_DECLS
