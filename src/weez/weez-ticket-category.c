#include "config.h"

#include "weez-ticket-category.h"

#include "weez-ticket.h"

G_DEFINE_FINAL_TYPE (WeezTicketCategory, weez_ticket_category, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezTicketCategory, id,         "id", .flags = WEEZ_ID),
  WEEZ_FIELD (WeezTicketCategory, name,       "name"),
  WEEZ_FIELD (WeezTicketCategory, tickets,    "tickets", .type = weez_ticket_get_type),
  WEEZ_FIELD (WeezTicketCategory, categories, "categories", .type = weez_ticket_category_get_type),
};

static void
weez_ticket_category_class_init (WeezTicketCategoryClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_ticket_category_init (WeezTicketCategory *self)
{
}
