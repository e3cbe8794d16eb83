#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Properties: "event" (ParvisEvent), "tickets" (ParvisTicketNode, the root of the tree),
 * "failure" (ParvisFailure). */

#define PARVIS_TYPE_TICKETS_VIEW (parvis_tickets_view_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTicketsView, parvis_tickets_view, PARVIS, TICKETS_VIEW,
                      AdwBreakpointBin)

G_END_DECLS
