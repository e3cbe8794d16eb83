#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_HELP_DIALOG (parvis_help_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ParvisHelpDialog, parvis_help_dialog, PARVIS, HELP_DIALOG, AdwDialog)

/* The help, from resources: it is there in every sandbox and without a help viewer. */

AdwDialog *parvis_help_dialog_new  (const char       *page);
void       parvis_help_dialog_open (ParvisHelpDialog *self,
                                    const char       *page);

G_END_DECLS
