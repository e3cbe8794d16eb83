#pragma once

#include <adwaita.h>

#include "parvis-event.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_SOURCES_DIALOG (parvis_sources_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSourcesDialog, parvis_sources_dialog, PARVIS, SOURCES_DIALOG,
                      AdwDialog)

/* "Why these figures?": what each source says, and why they differ, in words. */

AdwDialog *parvis_sources_dialog_new (ParvisEvent *event);

G_END_DECLS
