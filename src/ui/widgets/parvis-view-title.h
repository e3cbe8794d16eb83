#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The views of a stack, by their names, for a header bar. Where the names would be cut it is a
 * title, and `folded`, so that a bar at the bottom has them. */

#define PARVIS_TYPE_VIEW_TITLE (parvis_view_title_get_type ())
G_DECLARE_FINAL_TYPE (ParvisViewTitle, parvis_view_title, PARVIS, VIEW_TITLE, GtkWidget)

G_END_DECLS
