#include "config.h"

#include "parvis-attendance-line.h"

G_DEFINE_FINAL_TYPE (ParvisAttendanceLine, parvis_attendance_line, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (ParvisAttendanceLine, id,        "id"),
  WEEZ_FIELD (ParvisAttendanceLine, name,      "name"),
  WEEZ_FIELD (ParvisAttendanceLine, time,      "time"),
  WEEZ_FIELD (ParvisAttendanceLine, expected,  "expected"),
  WEEZ_FIELD (ParvisAttendanceLine, scanned,   "scanned"),
  WEEZ_FIELD (ParvisAttendanceLine, in,        "in"),
  WEEZ_FIELD (ParvisAttendanceLine, out,       "out"),
  WEEZ_FIELD (ParvisAttendanceLine, counted,   "counted"),
  WEEZ_FIELD (ParvisAttendanceLine, last_scan, "last_scan"),
};

static void
parvis_attendance_line_class_init (ParvisAttendanceLineClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
parvis_attendance_line_init (ParvisAttendanceLine *self)
{
}
