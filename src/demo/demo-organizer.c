#include "demo-organizer.h"

#include "demo-random.h"
#include "demo-time.h"

DemoOrganizer *
demo_organizer_new (guint64 seed,
                    guint   participants,
                    guint   n_events,
                    gint64  now)
{
  DemoOrganizer *self = g_new0 (DemoOrganizer, 1);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (now);
  gint64 anchor = demo_time_midnight (time);

  self->seed = demo_mix (seed, 'O');
  self->now = now;
  self->season = demo_season_new (anchor, participants, n_events);
  self->rows = demo_rows_new (self->season, self->seed, now);
  self->calendar = demo_calendar_new (self->seed, anchor);

  return self;
}

void
demo_organizer_free (DemoOrganizer *self)
{
  g_array_unref (self->calendar);
  demo_rows_free (self->rows);
  demo_season_free (self->season);
  g_free (self);
}

void
demo_organizer_advance (DemoOrganizer *self,
                        gint64         now)
{
  self->now = now;
  demo_rows_advance (self->rows, now);
}
