#pragma once

#include "parvis-account.h"
#include "parvis-attendance.h"
#include "parvis-schedule.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_ATTENDANCE_SOURCE (parvis_attendance_source_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAttendanceSource, parvis_attendance_source, PARVIS, ATTENDANCE_SOURCE,
                      GObject)

/* The attendance of an event as the store has it, read again whenever that changes. Properties:
 * "attendance" (ParvisAttendance, null before it is read for the first time; what was there stays
 * through any failure), "failure" (ParvisFailure of the last question for statistics), "asking"
 * (the statistics are asked for), "live" (the event goes on, so that they are asked for every two
 * minutes while somebody looks).
 *
 * Nothing is asked by itself while nobody looks, or once the event is over. */

ParvisAttendanceSource *parvis_attendance_source_new         (ParvisEvent            *event);
void                    parvis_attendance_source_set_watched (ParvisAttendanceSource *self,
                                                              gboolean                watched);
void                    parvis_attendance_source_set_clock   (ParvisAttendanceSource *self,
                                                              const ParvisClock      *clock);
void                    parvis_attendance_source_set_day     (ParvisAttendanceSource *self,
                                                              const char             *day);
void                    parvis_attendance_source_ask         (ParvisAttendanceSource *self);
ParvisAttendance       *parvis_attendance_source_get         (ParvisAttendanceSource *self);

G_END_DECLS
