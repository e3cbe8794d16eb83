#pragma once

#include <adwaita.h>

#include "parvis-account.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_GO_DIALOG (parvis_go_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ParvisGoDialog, parvis_go_dialog, PARVIS, GO_DIALOG, AdwDialog)

/* One box for events and people. Signals: "event-chosen" with a ParvisEvent, "person-chosen" with
 * the id of a participant; the dialog is closed then. */

AdwDialog *parvis_go_dialog_new (ParvisAccount *account);

G_END_DECLS
