#pragma once

#include <adwaita.h>

#include "parvis-event.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_DATE_DIALOG (parvis_date_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDateDialog, parvis_date_dialog, PARVIS, DATE_DIALOG, AdwDialog)

/* The figures of one date of an event. */

AdwDialog *parvis_date_dialog_new (ParvisEvent *event,
                                   const char  *id_date);

G_END_DECLS
