#pragma once

#include <adwaita.h>

#include "parvis-facets.h"

G_BEGIN_DECLS

/* Sentences about the list of participants, as closures of its template. */

void      parvis_participant_words_bind      (GtkWidgetClass *widget_class);
char     *parvis_participant_words_dup_sum   (ParvisFacets   *counts);
AdwToast *parvis_participant_words_new_toast (const char     *title,
                                              const char     *action,
                                              GVariant       *target);

G_END_DECLS
