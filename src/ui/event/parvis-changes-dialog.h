#pragma once

#include <adwaita.h>

#include "parvis-change.h"
#include "parvis-event.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_CHANGES_DIALOG (parvis_changes_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ParvisChangesDialog, parvis_changes_dialog, PARVIS, CHANGES_DIALOG, AdwDialog)

/* The changes of one kind, with the names of those whom they are about. */

AdwDialog *parvis_changes_dialog_new (ParvisEvent *event,
                                      const char  *kind,
                                      gint64       after);

G_END_DECLS
