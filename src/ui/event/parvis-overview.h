#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Properties: "event" (ParvisEvent), "tickets" (ParvisTicketNode, the root of the tree). */

#define PARVIS_TYPE_OVERVIEW (parvis_overview_get_type ())
G_DECLARE_FINAL_TYPE (ParvisOverview, parvis_overview, PARVIS, OVERVIEW, AdwBin)

G_END_DECLS
