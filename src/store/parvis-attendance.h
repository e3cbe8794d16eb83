#pragma once

#include "parvis-arrival.h"
#include "parvis-attendance-line.h"
#include "parvis-store.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_ATTENDANCE (parvis_attendance_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAttendance, parvis_attendance, PARVIS, ATTENDANCE, WeezRecord)

/* Over how many seconds the rate is taken. */
#define PARVIS_ATTENDANCE_RATE_SECONDS (10 * 60)

/**
 * ParvisAttendance:
 *
 * Who has come to an event, as the list of participants says: `expected` are neither deleted nor
 * unpaid, `scanned` of them were scanned at least once, `in` and `out` is where their last scan
 * left them; `others` were scanned and are not expected. `rate` counts the last scans of the ten
 * minutes before the list was read, at `listed_at`, the newest of them at `last_scan`.
 *
 * `counted` and the like are what the service's own statistics said of all tickets, the oldest of
 * them at `counted_at`; %WEEZ_UNKNOWN before they were asked for.
 *
 * `tickets`, `dates`, `gates` and `days` are lists of #ParvisAttendanceLine, `arrivals` of
 * #ParvisArrival, which are those of `day`, as in "2027-06-12", the id of one of `days`. A gate is
 * told of the last scan of each ticket only, and so is an arrival.
 */
struct _ParvisAttendance
{
  WeezRecord  parent_instance;
  gint64      expected;
  gint64      scanned;
  gint64      in;
  gint64      out;
  gint64      others;
  gint64      rate;
  GDateTime  *last_scan;
  GDateTime  *listed_at;
  gint64      counted_total;
  gint64      counted;
  gint64      counted_in;
  gint64      counted_out;
  GDateTime  *counted_at;
  GDateTime  *settings_at;
  char       *day;
  GPtrArray  *tickets;
  GPtrArray  *dates;
  GPtrArray  *gates;
  GPtrArray  *days;
  GPtrArray  *arrivals;
};

DexFuture *parvis_attendance_read (ParvisStore *store,
                                   const char  *id_event,
                                   const char  *day) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
