#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Figures beside each other, as many in a line as have room, in lines of the same length. */

#define PARVIS_TYPE_FIGURES (parvis_figures_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFigures, parvis_figures, PARVIS, FIGURES, GtkWidget)

G_END_DECLS
