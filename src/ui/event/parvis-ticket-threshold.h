#pragma once

#include "parvis-event.h"
#include "parvis-ticket-node.h"

G_BEGIN_DECLS

/**
 * ParvisTicketThreshold:
 * @share: of the quota, in per cent, from which a ticket is sold out soon; 0 for never
 * @days: before the end of its sale, from which that is soon; 0 for never
 *
 * When somebody wants to hear of a ticket. Kept for each ticket of an account.
 */
typedef struct
{
  guint share;
  guint days;
} ParvisTicketThreshold;

ParvisTicketThreshold  parvis_ticket_threshold_get       (ParvisEvent                 *event,
                                                          const char                  *id_ticket);
DexFuture             *parvis_ticket_threshold_set       (ParvisEvent                 *event,
                                                          const char                  *id_ticket,
                                                          const ParvisTicketThreshold *threshold)
                                                          G_GNUC_WARN_UNUSED_RESULT;
ParvisTicketSoon       parvis_ticket_threshold_find_soon (ParvisEvent                 *event,
                                                          WeezTicket                  *ticket);
void                   parvis_ticket_threshold_apply     (ParvisEvent                 *event,
                                                          ParvisTicketNode            *root);

G_END_DECLS
