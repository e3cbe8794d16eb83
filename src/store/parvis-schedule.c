#include "config.h"

#include <time.h>

#include "parvis-schedule.h"

#define MINUTE             60
#define INTERVAL           (15 * MINUTE)
#define INTERVAL_ON_A_DAY  (2 * MINUTE)
#define PAUSE              MINUTE
/* GLib's timers stand still while the computer sleeps: none is trusted for longer. */
#define LONGEST_TIMER      MINUTE

typedef struct
{
  gint64 start;
  gint64 end;
} Day;

struct _ParvisSchedule
{
  GObject      parent_instance;
  ParvisClock  clock;
  gboolean     watched;
  gboolean     metered;
  gboolean     running;
  gboolean     known;        /* whether there was a sync at all */
  gint64       last;         /* when the last one began, by our own clock */
  guint        n_failures;   /* in a row */
  gint64       failed;       /* when the last of them ended */
  GArray      *days;
  guint        timer;
};

G_DEFINE_FINAL_TYPE (ParvisSchedule, parvis_schedule, G_TYPE_OBJECT)

static guint due_signal;

static gint64
get_elapsed (gpointer data)
{
  struct timespec time = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &time);

  return time.tv_sec;
}

static gint64
get_now (gpointer data)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gint64
elapsed (ParvisSchedule *self)
{
  return self->clock.elapsed (self->clock.data);
}

static gboolean
is_day (ParvisSchedule *self)
{
  gint64 now = self->clock.now (self->clock.data);

  for (guint i = 0; i < self->days->len; i++)
    {
      const Day *day = &g_array_index (self->days, Day, i);

      if (day->start <= now && now < day->end)
        return TRUE;
    }

  return FALSE;
}

/* A failure is followed by another try soon, then by ever later ones. */
static gint64
get_pause (ParvisSchedule *self,
           gint64          interval)
{
  return MIN (interval, (gint64) PAUSE << MIN (self->n_failures - 1, 10));
}

static gint64
get_due_time (ParvisSchedule *self)
{
  gint64 interval = is_day (self) ? INTERVAL_ON_A_DAY : INTERVAL;

  if (self->n_failures > 0)
    return self->failed + get_pause (self, interval);

  return self->known ? self->last + interval : G_MININT64;
}

static void
timer_cb (gpointer data)
{
  ParvisSchedule *self = data;

  self->timer = 0;
  parvis_schedule_check (self);
}

static void
parvis_schedule_dispose (GObject *object)
{
  ParvisSchedule *self = PARVIS_SCHEDULE (object);

  g_clear_handle_id (&self->timer, g_source_remove);

  G_OBJECT_CLASS (parvis_schedule_parent_class)->dispose (object);
}

static void
parvis_schedule_finalize (GObject *object)
{
  ParvisSchedule *self = PARVIS_SCHEDULE (object);

  g_array_unref (self->days);

  G_OBJECT_CLASS (parvis_schedule_parent_class)->finalize (object);
}

static void
parvis_schedule_class_init (ParvisScheduleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parvis_schedule_dispose;
  object_class->finalize = parvis_schedule_finalize;

  due_signal = g_signal_new ("due", PARVIS_TYPE_SCHEDULE, G_SIGNAL_RUN_LAST, 0,
                             NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_schedule_init (ParvisSchedule *self)
{
  self->clock = (ParvisClock) { .elapsed = get_elapsed, .now = get_now };
  self->days = g_array_new (FALSE, FALSE, sizeof (Day));
}

/**
 * parvis_schedule_new:
 *
 * Returns: (transfer full): a schedule that waits until somebody looks
 */
ParvisSchedule *
parvis_schedule_new (void)
{
  return g_object_new (PARVIS_TYPE_SCHEDULE, NULL);
}

/**
 * parvis_schedule_set_clock:
 * @self: a schedule
 * @clock: where to get the time from in place of the computer; copied
 */
void
parvis_schedule_set_clock (ParvisSchedule    *self,
                           const ParvisClock *clock)
{
  g_return_if_fail (PARVIS_IS_SCHEDULE (self));

  self->clock = *clock;
}

/**
 * parvis_schedule_set_watched:
 * @self: a schedule
 * @watched: whether there is a window that somebody may look at
 */
void
parvis_schedule_set_watched (ParvisSchedule *self,
                             gboolean        watched)
{
  g_return_if_fail (PARVIS_IS_SCHEDULE (self));

  self->watched = watched;
  parvis_schedule_check (self);
}

/**
 * parvis_schedule_set_metered:
 * @self: a schedule
 * @metered: whether the connection is paid by the amount
 */
void
parvis_schedule_set_metered (ParvisSchedule *self,
                             gboolean        metered)
{
  g_return_if_fail (PARVIS_IS_SCHEDULE (self));

  self->metered = metered;
  parvis_schedule_check (self);
}

/**
 * parvis_schedule_set_last_sync:
 * @self: a schedule
 * @last_sync: seconds since 1970 when the account was last read, by an earlier Parvis
 *
 * A time in the future is none: the clock was wrong then, or is now.
 */
void
parvis_schedule_set_last_sync (ParvisSchedule *self,
                               gint64          last_sync)
{
  gint64 age;

  g_return_if_fail (PARVIS_IS_SCHEDULE (self));

  age = self->clock.now (self->clock.data) - last_sync;
  self->known = age >= 0;
  self->last = elapsed (self) - age;
  parvis_schedule_check (self);
}

/**
 * parvis_schedule_clear_days:
 * @self: a schedule
 *
 * Forgets when there are events.
 */
void
parvis_schedule_clear_days (ParvisSchedule *self)
{
  g_return_if_fail (PARVIS_IS_SCHEDULE (self));

  g_array_set_size (self->days, 0);
}

/**
 * parvis_schedule_add_day:
 * @self: a schedule
 * @start: the first second since 1970 of a time with an event
 * @end: the first second after it
 */
void
parvis_schedule_add_day (ParvisSchedule *self,
                         gint64          start,
                         gint64          end)
{
  Day day = { start, end };

  g_return_if_fail (PARVIS_IS_SCHEDULE (self));

  g_array_append_val (self->days, day);
  parvis_schedule_check (self);
}

/**
 * parvis_schedule_started:
 * @self: a schedule
 *
 * A refresh has begun: none is due until it has ended.
 */
void
parvis_schedule_started (ParvisSchedule *self)
{
  g_return_if_fail (PARVIS_IS_SCHEDULE (self));

  self->running = TRUE;
  self->known = TRUE;
  self->last = elapsed (self);
  g_clear_handle_id (&self->timer, g_source_remove);
}

/**
 * parvis_schedule_ended:
 * @self: a schedule
 * @succeeded: whether all was read
 */
void
parvis_schedule_ended (ParvisSchedule *self,
                       gboolean        succeeded)
{
  g_return_if_fail (PARVIS_IS_SCHEDULE (self));

  self->running = FALSE;
  self->n_failures = succeeded ? 0 : self->n_failures + 1;
  self->failed = elapsed (self);
  parvis_schedule_check (self);
}

/**
 * parvis_schedule_check:
 * @self: a schedule
 *
 * Looks at the clock: says that a refresh is due, once, or looks again later. A schedule does so by
 * itself.
 */
void
parvis_schedule_check (ParvisSchedule *self)
{
  gint64 remaining;

  g_return_if_fail (PARVIS_IS_SCHEDULE (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  if ((remaining = parvis_schedule_get_remaining (self)) < 0)
    return;

  if (remaining == 0)
    {
      /* Whoever does not answer is not asked again before the next time. */
      self->known = TRUE;
      self->last = self->failed = elapsed (self);
      remaining = parvis_schedule_get_remaining (self);
      self->timer = g_timeout_add_seconds_once ((guint) MIN (remaining, LONGEST_TIMER), timer_cb,
                                                self);
      g_signal_emit (self, due_signal, 0);
      return;
    }

  self->timer = g_timeout_add_seconds_once ((guint) MIN (remaining, LONGEST_TIMER), timer_cb, self);
}

/**
 * parvis_schedule_get_remaining:
 * @self: a schedule
 *
 * Returns: seconds until the next refresh is due, 0 for now, -1 while none will be
 */
gint64
parvis_schedule_get_remaining (ParvisSchedule *self)
{
  gint64 due;
  gint64 now;

  g_return_val_if_fail (PARVIS_IS_SCHEDULE (self), -1);

  if (!self->watched || self->metered || self->running)
    return -1;

  due = get_due_time (self);
  now = elapsed (self);

  return due > now ? due - now : 0;
}
