#pragma once

#include "parvis-event.h"

G_BEGIN_DECLS

void parvis_event_set_tickets (ParvisEvent        *self,
                               WeezTicketCategory *tree);

G_END_DECLS
