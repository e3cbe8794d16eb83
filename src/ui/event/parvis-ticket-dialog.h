#pragma once

#include <adwaita.h>

#include "parvis-event.h"
#include "parvis-ticket-node.h"
#include "parvis-undo.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_TICKET_DIALOG (parvis_ticket_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTicketDialog, parvis_ticket_dialog, PARVIS, TICKET_DIALOG, AdwDialog)

/* A ticket in full, and when somebody wants to hear of it, which is kept when it closes. */

AdwDialog *parvis_ticket_dialog_new (ParvisEvent      *event,
                                     ParvisTicketNode *node,
                                     ParvisUndo       *undo);

G_END_DECLS
