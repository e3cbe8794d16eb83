#pragma once

#include <gtk/gtk.h>

#include "parvis-failure.h"

G_BEGIN_DECLS

/* How failures are put on pages, as closures of the templates. */

void parvis_failure_words_bind (GtkWidgetClass *widget_class);

G_END_DECLS
