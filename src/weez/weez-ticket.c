#include "config.h"

#include "weez-ticket.h"

G_DEFINE_FINAL_TYPE (WeezTicket, weez_ticket, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezTicket, id,           "id", .flags = WEEZ_REQUIRED | WEEZ_ID),
  WEEZ_FIELD (WeezTicket, name,         "name"),
  WEEZ_FIELD (WeezTicket, price,        "price"),
  WEEZ_FIELD (WeezTicket, participants, "participants"),
  WEEZ_FIELD (WeezTicket, quota,        "quota|quotas"),
  WEEZ_FIELD (WeezTicket, group_size,   "group_size", .flags = WEEZ_EXTRA),
  WEEZ_FIELD (WeezTicket, start_sale,   "start_sale"),
  WEEZ_FIELD (WeezTicket, end_sale,     "end_sale"),
};

static void
weez_ticket_class_init (WeezTicketClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_ticket_init (WeezTicket *self)
{
}
