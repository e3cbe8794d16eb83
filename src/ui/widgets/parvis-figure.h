#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A number that matters, large, over what it counts. */

#define PARVIS_TYPE_FIGURE (parvis_figure_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFigure, parvis_figure, PARVIS, FIGURE, AdwBin)

G_END_DECLS
