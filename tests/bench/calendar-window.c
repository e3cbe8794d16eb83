/* Prints `KEY VALUE` a line, in milliseconds: `rows_ms` from the answer to the end of the first
 * frame with rows, then the cost of each frame in which the month turns: while an answer comes and
 * is stored, `storing_ms`, while the list gets the rows that are not seen, `growing_ms`, and at
 * rest, `month_ms`; and while the list is scrolled: `smooth_ms`, `pages_ms`, `jump_ms`. Each has
 * its like of the processor's time, as `rows_cpu_ms`, which says more on a busy machine: that of
 * the whole program for the rows, and that of the thread that draws for a frame. */

#include "calendar-window.h"

#include <stdio.h>
#include <time.h>

#define WIDTH 1120
#define HEIGHT 760
/* About a row and a half. */
#define SMOOTH_STEP 97
/* Frames from one turn to the next, so that rows come in between: Parvis' list rests for 300 ms. */
#define MIN_PAUSE 19
#define MAX_PAUSE 27
/* Once takes too few frames to say anything. */
#define SEARCHES 5

typedef enum
{
  PHASE_START,
  PHASE_STORING,
  PHASE_GROWING,
  PHASE_REST,
  PHASE_MONTH,
  PHASE_SMOOTH,
  PHASE_PAGES,
  PHASE_JUMP,
  PHASE_DONE,
} Phase;

static const struct
{
  const char *key;
  guint       n_frames;
} phases[] = {
  [PHASE_START]   = { NULL, 0 },
  [PHASE_STORING] = { "storing", 0 },
  [PHASE_GROWING] = { "growing", 0 },
  [PHASE_REST]    = { NULL, 60 },
  [PHASE_MONTH]   = { "month", 48 },
  [PHASE_SMOOTH]  = { "smooth", 240 },
  [PHASE_PAGES]   = { "pages", 60 },
  [PHASE_JUMP]    = { "jump", 60 },
  [PHASE_DONE]    = { NULL, 0 },
};

typedef struct
{
  CalendarWindowPlan plan;
  GtkApplication    *application;
  GRand             *random;
  Phase              phase;
  guint              n_frames;
  guint              n_searches;
  guint              n_turns;
  guint              pause;         /* frames until the next turn */
  gboolean           is_plain;      /* a frame of which nothing is told */
  CalendarMoment     frame_start;
  gboolean           has_rows;
} CalendarWindow;

static gint64
get_processor_time (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

CalendarMoment
calendar_moment_new (void)
{
  CalendarMoment moment = { g_get_monotonic_time (),
                            get_processor_time (CLOCK_PROCESS_CPUTIME_ID) };

  return moment;
}

static void
calendar_window_free (gpointer data)
{
  CalendarWindow *self = data;

  g_rand_free (self->random);
  g_free (self);
}

static void
turn (CalendarWindow *self)
{
  self->plan.turn (self->plan.data, self->n_turns++ % 24 < 12);
}

static void
turn_now_and_then (CalendarWindow *self)
{
  self->is_plain = self->pause > 0;
  if (self->pause > 0)
    {
      self->pause--;
      return;
    }

  turn (self);
  self->pause = (guint) g_rand_int_range (self->random, MIN_PAUSE, MAX_PAUSE);
}

/* What takes as long as it takes. */
static void
wait_while_busy (CalendarWindow *self)
{
  if (self->phase == PHASE_STORING &&
      (self->plan.is_storing == NULL || !self->plan.is_storing (self->plan.data)))
    {
      if (self->plan.is_storing != NULL && self->n_searches++ < SEARCHES)
        self->plan.search (self->plan.data);
      else
        self->phase = PHASE_GROWING;
    }
  if (self->phase == PHASE_GROWING && !self->plan.is_growing (self->plan.data))
    self->phase = PHASE_REST;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  CalendarWindow *self = data;
  GtkAdjustment *rows = self->plan.get_rows (self->plan.data);
  double page, end, value;

  self->has_rows = rows != NULL;
  if (rows == NULL)
    return G_SOURCE_CONTINUE;

  page = gtk_adjustment_get_page_size (rows);
  end = gtk_adjustment_get_upper (rows) - page;
  value = gtk_adjustment_get_value (rows);
  self->is_plain = FALSE;
  wait_while_busy (self);
  if (self->phase == PHASE_STORING || self->phase == PHASE_MONTH)
    turn (self);
  else if (self->phase == PHASE_GROWING)
    turn_now_and_then (self);
  else if (self->phase == PHASE_SMOOTH)
    gtk_adjustment_set_value (rows, value + SMOOTH_STEP);
  else if (self->phase == PHASE_PAGES)
    gtk_adjustment_set_value (rows, value + 3 * page);
  else if (self->phase == PHASE_JUMP)
    gtk_adjustment_set_value (rows, g_rand_double_range (self->random, 0, end));

  return G_SOURCE_CONTINUE;
}

static void
before_paint_cb (GdkFrameClock *clock,
                 gpointer       data)
{
  CalendarWindow *self = data;

  self->frame_start = calendar_moment_new ();
  self->frame_start.processor = get_processor_time (CLOCK_THREAD_CPUTIME_ID);
}

static void
report (const char     *key,
        CalendarMoment  start,
        clockid_t       clock)
{
  printf ("%s_ms %.2f\n%s_cpu_ms %.2f\n",
          key, (double) (g_get_monotonic_time () - start.wall) / 1000,
          key, (double) (get_processor_time (clock) - start.processor) / 1000);
}

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer       data)
{
  CalendarWindow *self = data;

  if (self->phase == PHASE_DONE || !self->has_rows)
    return;

  if (self->phase == PHASE_START)
    {
      report ("rows", self->plan.get_answered (self->plan.data), CLOCK_PROCESS_CPUTIME_ID);
      self->phase = PHASE_STORING;
      return;
    }

  if (phases[self->phase].key != NULL && !self->is_plain)
    report (phases[self->phase].key, self->frame_start, CLOCK_THREAD_CPUTIME_ID);
  if (phases[self->phase].n_frames == 0 || ++self->n_frames < phases[self->phase].n_frames)
    return;

  self->n_frames = 0;
  self->phase++;
  if (self->phase == PHASE_DONE)
    g_application_quit (G_APPLICATION (self->application));
}

/**
 * calendar_window_present:
 * @application: quits when everything is measured
 * @content: what to show
 * @plan: what to measure
 */
void
calendar_window_present (GtkApplication           *application,
                         GtkWidget                *content,
                         const CalendarWindowPlan *plan)
{
  CalendarWindow *self = g_new0 (CalendarWindow, 1);
  GtkWidget *window = adw_application_window_new (application);
  GdkFrameClock *clock;

  self->plan = *plan;
  self->application = application;
  self->random = g_rand_new_with_seed (1);
  g_object_set_data_full (G_OBJECT (application), "calendar-window", self, calendar_window_free);

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), content);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));

  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  gtk_widget_add_tick_callback (window, tick_cb, self, NULL);
}
