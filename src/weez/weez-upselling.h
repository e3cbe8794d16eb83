#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_UPSELLING (weez_upselling_get_type ())
G_DECLARE_FINAL_TYPE (WeezUpselling, weez_upselling, WEEZ, UPSELLING, WeezRecord)

/**
 * WeezUpselling:
 *
 * An add-on bought with a ticket.
 */
struct _WeezUpselling
{
  WeezRecord   parent_instance;
  char        *barcode;
  char        *id_category;
  char        *category_name;
  char        *id_product;
  char        *product_name;
  char        *product_reference;
  char        *id_sub_product;
  char        *sub_product_name;
  char        *sub_product_reference;
  WeezMoney    sub_product_price;
  gint64       quantity;
  WeezMoney    paid_price;
  gboolean     deleted;
};

G_END_DECLS
