#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_TICKET_CATEGORY (weez_ticket_category_get_type ())
G_DECLARE_FINAL_TYPE (WeezTicketCategory, weez_ticket_category, WEEZ, TICKET_CATEGORY, WeezRecord)

/**
 * WeezTicketCategory:
 *
 * Tickets that belong together, with the categories below, to any depth; at the top of each tree of
 * `GET /tickets`, the event itself.
 */
struct _WeezTicketCategory
{
  WeezRecord   parent_instance;
  char        *id;
  char        *name;
  GPtrArray   *tickets;
  GPtrArray   *categories;
};

void weez_ticket_category_get_sums (WeezTicketCategory *self,
                                    gint64             *sold,
                                    gint64             *quota);

G_END_DECLS
