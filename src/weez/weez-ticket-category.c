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

typedef struct
{
  guint    n_tickets;
  gint64   sold;
  gint64   quota;
  gboolean unlimited;
} Sums;

static void
add_category (Sums               *sums,
              WeezTicketCategory *category)
{
  for (guint i = 0; category->tickets != NULL && i < category->tickets->len; i++)
    {
      WeezTicket *ticket = g_ptr_array_index (category->tickets, i);

      sums->n_tickets++;
      sums->sold = weez_count_add (sums->sold, ticket->participants);
      sums->quota = weez_count_add (sums->quota, ticket->quota);
      sums->unlimited |= ticket->quota == 0;
    }

  for (guint i = 0; category->categories != NULL && i < category->categories->len; i++)
    add_category (sums, g_ptr_array_index (category->categories, i));
}

/**
 * weez_ticket_category_get_sums:
 * @self: a category
 * @sold: (out): participants of all its tickets, at any depth
 * @quota: (out): their quotas together; 0, no limit, if one of them has none
 *
 * Either is %WEEZ_UNKNOWN where there are no tickets or where one of them does not tell.
 */
void
weez_ticket_category_get_sums (WeezTicketCategory *self,
                               gint64             *sold,
                               gint64             *quota)
{
  Sums sums = { 0 };

  g_return_if_fail (WEEZ_IS_TICKET_CATEGORY (self));

  add_category (&sums, self);
  *sold = sums.n_tickets > 0 ? sums.sold : WEEZ_UNKNOWN;
  *quota = sums.n_tickets == 0 ? WEEZ_UNKNOWN : sums.unlimited ? 0 : sums.quota;
}
