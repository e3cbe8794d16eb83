#pragma once

#include <gio/gio.h>

#include "weez-ticket-category.h"
#include "weez-ticket.h"

G_BEGIN_DECLS

/* What is about to happen to a ticket: flags. */
typedef enum
{
  PARVIS_TICKET_SOON_NOTHING = 0,
  PARVIS_TICKET_SOON_SOLD_OUT = 1 << 0,
  PARVIS_TICKET_SOON_SALE_ENDS = 1 << 1,
} ParvisTicketSoon;

#define PARVIS_TYPE_TICKET_NODE (parvis_ticket_node_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTicketNode, parvis_ticket_node, PARVIS, TICKET_NODE, GObject)

/* A ticket or a category, as a row that stays the same object across a refresh. Properties:
 * "record" (WeezTicket or WeezTicketCategory), "name", "category" (boolean), "sold", "quota" (of a
 * category, the sums; 0 where one ticket has no limit), "value" (int64, what is sold at its price,
 * in hundredths; WEEZ_UNKNOWN where one price is), "soon" (uint, ParvisTicketSoon).
 *
 * A category whose id is "" is ours, not the service's: it holds the tickets that the service does
 * not name, and is worth nothing that is known. */

ParvisTicketNode *parvis_ticket_node_new          (void);
void              parvis_ticket_node_set_children (ParvisTicketNode  *self,
                                                   GListModel        *records);
GListModel       *parvis_ticket_node_get_children (ParvisTicketNode  *self);
gboolean          parvis_ticket_node_get_category (ParvisTicketNode  *self);
WeezRecord       *parvis_ticket_node_get_record   (ParvisTicketNode  *self);
gint64            parvis_ticket_node_get_quota    (ParvisTicketNode  *self);
WeezMoney         parvis_ticket_node_get_value    (ParvisTicketNode  *self);
void              parvis_ticket_node_set_soon     (ParvisTicketNode  *self,
                                                   ParvisTicketSoon   soon);

G_END_DECLS
