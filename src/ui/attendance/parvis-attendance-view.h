#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Who has come to an event. Properties: "event" (ParvisEvent), "source"
 * (ParvisAttendanceSource). */

#define PARVIS_TYPE_ATTENDANCE_VIEW (parvis_attendance_view_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAttendanceView, parvis_attendance_view, PARVIS, ATTENDANCE_VIEW,
                      AdwBin)

G_END_DECLS
