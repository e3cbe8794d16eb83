#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void parvis_participant_menu_install      (GtkWidget *page,
                                           GtkWidget *list);
void parvis_participant_menu_install_keys (GtkWidget *page);

G_END_DECLS
