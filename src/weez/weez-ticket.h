#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_TICKET (weez_ticket_get_type ())
G_DECLARE_FINAL_TYPE (WeezTicket, weez_ticket, WEEZ, TICKET, WeezRecord)

/**
 * WeezTicket:
 *
 * A price category that people buy: a leaf of `GET /tickets`.
 */
struct _WeezTicket
{
  WeezRecord   parent_instance;
  char        *id;
  char        *name;
  WeezMoney    price;
  gint64       participants;
  gint64       quota;
  gint64       group_size;
  GDateTime   *start_sale;
  GDateTime   *end_sale;
};

G_END_DECLS
