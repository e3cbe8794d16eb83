#pragma once

#include <gtk/gtk.h>

#include "parvis-attendance-line.h"

G_BEGIN_DECLS

/**
 * ParvisAttendanceKind:
 * @PARVIS_ATTENDANCE_TICKET: a ticket
 * @PARVIS_ATTENDANCE_DATE: a date
 * @PARVIS_ATTENDANCE_GATE: a gate, of which only the last scan of each ticket is known
 *
 * What a row is about.
 */
typedef enum
{
  PARVIS_ATTENDANCE_TICKET,
  PARVIS_ATTENDANCE_DATE,
  PARVIS_ATTENDANCE_GATE,
} ParvisAttendanceKind;

#define PARVIS_TYPE_ATTENDANCE_ROW (parvis_attendance_row_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAttendanceRow, parvis_attendance_row, PARVIS, ATTENDANCE_ROW,
                      GtkListBoxRow)

GtkWidget            *parvis_attendance_row_new      (ParvisAttendanceLine *line,
                                                      ParvisAttendanceKind  kind);
ParvisAttendanceLine *parvis_attendance_row_get_line (ParvisAttendanceRow  *self);
ParvisAttendanceKind  parvis_attendance_row_get_kind (ParvisAttendanceRow  *self);

G_END_DECLS
