#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_HELP_DIALOG (parvis_help_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ParvisHelpDialog, parvis_help_dialog, PARVIS, HELP_DIALOG, AdwDialog)

/* The help, from resources: it is there in every sandbox and without a help viewer. */

void parvis_help_dialog_present (GtkWidget  *parent,
                                 const char *page);

G_END_DECLS
