#pragma once

#include <adwaita.h>

#include "parvis-accounts.h"

G_BEGIN_DECLS

AdwDialog *parvis_about_dialog_new      (GtkWidget      *parent,
                                         ParvisAccounts *accounts);
char      *parvis_about_dup_diagnostics (GtkWidget      *parent,
                                         ParvisAccounts *accounts);

G_END_DECLS
