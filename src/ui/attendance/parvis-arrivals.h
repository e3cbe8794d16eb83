#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* When people came, as bars, and by how much the statistics grew, as a line that is broken where
 * nobody asked. A cursor follows the pointer and the arrow keys. Properties: "attendance"
 * (ParvisAttendance), "legend" (string, what the cursor is at, or a summary). */

#define PARVIS_TYPE_ARRIVALS (parvis_arrivals_get_type ())
G_DECLARE_FINAL_TYPE (ParvisArrivals, parvis_arrivals, PARVIS, ARRIVALS, GtkWidget)

G_END_DECLS
