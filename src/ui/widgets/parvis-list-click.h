#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void parvis_list_click_install (GtkListView *list);

G_END_DECLS
