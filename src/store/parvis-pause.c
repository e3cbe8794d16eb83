#include "config.h"

#include <string.h>

#include "parvis-pause.h"

/* No time of a request, in whose place it stands. */
#define MARK G_GINT64_CONSTANT (-0x7061757365)

#define MINUTE (60 * 1000)
#define HOUR (60 * MINUTE)
/* No wait is longer, whatever a file says. */
#define LONGEST HOUR
/* Of a series of failures whose last one is older, the next one is the first again. */
#define SERIES (2 * HOUR)
#define MOST_FAILURES 32

static gint64
get_end (const ParvisPause *self,
         gint64             until,
         gint64             now)
{
  gint64 end = MIN (until, self->since + LONGEST);

  return end > now ? end : 0;
}

/* Written before the clock was put back: what was left then is left now. */
static void
follow_clock (ParvisPause *self,
              gint64       now)
{
  gint64 back = self->since - now;

  self->ban_until -= MIN (back, self->ban_until);
  self->failure_until -= MIN (back, self->failure_until);
  self->since = now;
}

/**
 * parvis_pause_read:
 * @self: (out caller-allocates): what still holds; all 0 where there is none
 * @data: what a file begins with
 * @length: of it in bytes
 * @now: our time, in milliseconds since 1970
 *
 * Returns: how many bytes of @data it was read from, 0 where there is none
 */
gsize
parvis_pause_read (ParvisPause   *self,
                   gconstpointer  data,
                   gsize          length,
                   gint64         now)
{
  memset (self, 0, sizeof *self);
  if (length < sizeof *self)
    return 0;

  memcpy (self, data, sizeof *self);
  if (self->mark != MARK || self->since < 0)
    {
      memset (self, 0, sizeof *self);
      return 0;
    }

  if (self->since > now + MINUTE)
    follow_clock (self, now);
  self->ban_until = get_end (self, self->ban_until, now);
  self->failure_until = get_end (self, self->failure_until, now);
  self->n_failures = self->since > now - SERIES ? CLAMP (self->n_failures, 0, MOST_FAILURES) : 0;

  return sizeof *self;
}

/**
 * parvis_pause_is_empty:
 * @self: a pause
 *
 * Returns: whether there is nothing to write
 */
gboolean
parvis_pause_is_empty (const ParvisPause *self)
{
  return self->ban_until == 0 && self->failure_until == 0 && self->n_failures == 0 &&
         self->refused == 0;
}

/**
 * parvis_pause_stamp:
 * @self: a pause that something has changed in
 * @now: our time, in milliseconds since 1970
 *
 * Makes it ready to be written.
 */
void
parvis_pause_stamp (ParvisPause *self,
                    gint64       now)
{
  self->mark = MARK;
  self->since = now;
}
