#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void parvis_cut_text_install (GtkInscription *text);

G_END_DECLS
