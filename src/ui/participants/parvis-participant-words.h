#pragma once

#include <gtk/gtk.h>

#include "parvis-facets.h"

G_BEGIN_DECLS

/* Sentences about the list of participants, as closures of its template. */

void  parvis_participant_words_bind    (GtkWidgetClass *widget_class);
char *parvis_participant_words_dup_sum (ParvisFacets   *counts);

G_END_DECLS
