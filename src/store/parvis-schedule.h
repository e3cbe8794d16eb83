#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ParvisClock:
 * @elapsed: seconds that only go forward, and also while the computer sleeps
 * @now: seconds since 1970, which somebody may set
 * @data: for both
 *
 * Where a schedule gets the time from.
 */
typedef struct
{
  gint64   (*elapsed) (gpointer data);
  gint64   (*now)     (gpointer data);
  gpointer   data;
} ParvisClock;

#define PARVIS_TYPE_SCHEDULE (parvis_schedule_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSchedule, parvis_schedule, PARVIS, SCHEDULE, GObject)

/* When an account is read again by itself: every 15 minutes, every 2 on the day of an event, never
 * on a connection that is paid by the amount or while nobody looks.
 *
 * Signal "due": now. Whoever refreshes tells so with parvis_schedule_started() and
 * parvis_schedule_ended(), for whatever reason it happens. */

ParvisSchedule *parvis_schedule_new           (void);
void            parvis_schedule_set_clock     (ParvisSchedule    *self,
                                               const ParvisClock *clock);
void            parvis_schedule_set_watched   (ParvisSchedule    *self,
                                               gboolean           watched);
void            parvis_schedule_set_metered   (ParvisSchedule    *self,
                                               gboolean           metered);
void            parvis_schedule_set_last_sync (ParvisSchedule    *self,
                                               gint64             last_sync);
void            parvis_schedule_clear_days    (ParvisSchedule    *self);
void            parvis_schedule_add_day       (ParvisSchedule    *self,
                                               gint64             start,
                                               gint64             end);
void            parvis_schedule_started       (ParvisSchedule    *self);
void            parvis_schedule_ended         (ParvisSchedule    *self,
                                               gboolean           succeeded);
void            parvis_schedule_check         (ParvisSchedule    *self);
gint64          parvis_schedule_get_remaining (ParvisSchedule    *self);

G_END_DECLS
