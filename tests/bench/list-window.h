#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A window with a column view of eight columns over any model, that measures itself. */

#define LIST_WINDOW_COLUMNS 8

/* What the cell of ITEM in COLUMN shows; ITEM owns it. */
typedef const char * (* ListWindowTextFunc) (gpointer item,
                                             guint    column);

/* Whether MODEL gets more items by itself. */
typedef gboolean (* ListWindowLoadingFunc) (GListModel *model);

typedef struct
{
  /* The monotonic time, in microseconds, that counts as the start. */
  gint64                since;
  /* Scroll through it too, or end at the first frame with rows. */
  gboolean              scroll;
  ListWindowTextFunc    get_text;
  /* Null where all items are there from the beginning. */
  ListWindowLoadingFunc is_loading;
} ListWindowPlan;

void    list_window_present  (GtkApplication       *application,
                              GListModel           *model,
                              const ListWindowPlan *plan);

G_END_DECLS
