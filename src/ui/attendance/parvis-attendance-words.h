#pragma once

#include <gtk/gtk.h>

#include "parvis-attendance.h"

G_BEGIN_DECLS

/* Sentences about who has come. Text that comes back is (transfer full). */

void  parvis_attendance_words_bind    (GtkWidgetClass   *widget_class);

char *parvis_attendance_words_summary (ParvisAttendance *attendance);
char *parvis_attendance_words_arrival (ParvisArrival    *arrival);
char *parvis_attendance_words_span    (ParvisArrival    *arrival);
char *parvis_attendance_words_setting (const char       *name);
char *parvis_attendance_words_value   (const char       *name,
                                       const char       *value);

G_END_DECLS
