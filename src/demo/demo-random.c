#include "demo-random.h"

guint64
demo_mix (guint64 seed,
          guint64 value)
{
  guint64 z = seed + (value + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

DemoRandom
demo_random (guint64 seed,
             guint64 stream)
{
  return (DemoRandom) { demo_mix (seed, stream) };
}

guint64
demo_random_next (DemoRandom *self)
{
  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return demo_mix (self->state, 0);
}

guint
demo_random_below (DemoRandom *self,
                   guint       limit)
{
  return limit == 0 ? 0 : (guint) (((demo_random_next (self) >> 32) * limit) >> 32);
}

double
demo_random_unit (DemoRandom *self)
{
  return (double) (demo_random_next (self) >> 11) / (double) (G_GUINT64_CONSTANT (1) << 53);
}

gboolean
demo_random_odds (DemoRandom *self,
                  guint       per_mille)
{
  return demo_random_below (self, 1000) < per_mille;
}
