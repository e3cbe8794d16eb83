#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_ATTENDANCE_LINE (parvis_attendance_line_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAttendanceLine, parvis_attendance_line, PARVIS, ATTENDANCE_LINE,
                      WeezRecord)

/**
 * ParvisAttendanceLine:
 *
 * The attendance of a part of an event: of a ticket, a date, a gate or a day. `id` is that of the
 * service, of a gate its name, of a day as in "2027-06-12"; `name` is null where it has none;
 * `time` is when a date or a day begins.
 *
 * `expected` are the participants who are neither deleted nor unpaid, `scanned` those of them who
 * were scanned, `in` and `out` where their last scan left them. `counted` is what the service's own
 * statistics say was scanned, `last_scan` the newest scan. What cannot be told holds
 * %WEEZ_UNKNOWN.
 */
struct _ParvisAttendanceLine
{
  WeezRecord  parent_instance;
  char       *id;
  char       *name;
  GDateTime  *time;
  gint64      expected;
  gint64      scanned;
  gint64      in;
  gint64      out;
  gint64      counted;
  GDateTime  *last_scan;
};

G_END_DECLS
