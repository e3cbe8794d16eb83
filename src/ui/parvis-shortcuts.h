#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void       parvis_shortcuts_install    (GtkApplication *application);
AdwDialog *parvis_shortcuts_dialog_new (void);

G_END_DECLS
