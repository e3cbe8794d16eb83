#pragma once
#include <glib.h>

G_BEGIN_DECLS
/* The same numbers on every machine, which g_random does not promise. */
typedef struct
{
  guint64 state;
} DemoRandom;

guint64    demo_mix          (guint64 seed, guint64 value);
DemoRandom demo_random       (guint64 seed, guint64 stream);
guint64    demo_random_next  (DemoRandom *self);
guint      demo_random_below (DemoRandom *self, guint limit);
double     demo_random_unit  (DemoRandom *self);
gboolean   demo_random_odds  (DemoRandom *self, guint per_mille);
G_END_DECLS
