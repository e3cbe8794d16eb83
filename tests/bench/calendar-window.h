#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A window with a month and a list beside it, of whatever makes them, that measures itself. */

typedef struct
{
  /* When the answer was there, in monotonic microseconds; 0 while it is not. */
  gint64 (*get_answered) (gpointer  data);
  /* What scrolls the list, once it has rows. */
  GtkAdjustment *(*get_rows) (gpointer data);
  /* Goes to the next month, or back. */
  void   (*turn)         (gpointer  data,
                          gboolean  forward);
  gpointer data;
} CalendarWindowPlan;

void calendar_window_present (GtkApplication           *application,
                              GtkWidget                *content,
                              const CalendarWindowPlan *plan);

G_END_DECLS
