#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void widget_judge_reach    (GtkWindow *window,
                            GPtrArray *faults);
void widget_judge_contrast (GtkWindow *window,
                            gboolean   strict,
                            GPtrArray *faults);
void widget_judge_cut      (GtkWindow *window,
                            GPtrArray *faults);
void widget_judge_place    (GtkWindow *window,
                            GPtrArray *faults);
void widget_judge_tooltips (GtkWindow *window,
                            GPtrArray *faults);

G_END_DECLS
