#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A window with a month and a list beside it, of whatever makes them, that measures itself. */

/* In microseconds: of the clock, and of the processor that the whole program has had. */
typedef struct
{
  gint64 wall;
  gint64 processor;
} CalendarMoment;

typedef struct
{
  /* When the answer was there; 0 while it is not. */
  CalendarMoment (*get_answered) (gpointer  data);
  /* What scrolls the list, once it has rows. */
  GtkAdjustment *(*get_rows)     (gpointer  data);
  /* Goes to the next month, or back. */
  void           (*turn)         (gpointer  data,
                                  gboolean  forward);
  /* Whether the list still gets rows. */
  gboolean       (*is_growing)   (gpointer  data);
  /* Whether an answer is not stored yet, and how to ask again; NULL where none is stored. */
  gboolean       (*is_storing)   (gpointer  data);
  void           (*search)       (gpointer  data);
  gpointer data;
} CalendarWindowPlan;

CalendarMoment calendar_moment_new (void);

void calendar_window_present (GtkApplication           *application,
                              GtkWidget                *content,
                              const CalendarWindowPlan *plan);

G_END_DECLS
