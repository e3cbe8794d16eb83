#include "config.h"

#include "weez-upselling.h"

G_DEFINE_FINAL_TYPE (WeezUpselling, weez_upselling, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezUpselling, barcode,               "barcode"),
  WEEZ_FIELD (WeezUpselling, id_category,           "category.id"),
  WEEZ_FIELD (WeezUpselling, category_name,         "category.name"),
  WEEZ_FIELD (WeezUpselling, id_product,            "product.id"),
  WEEZ_FIELD (WeezUpselling, product_name,          "product.name"),
  WEEZ_FIELD (WeezUpselling, product_reference,     "product.reference"),
  WEEZ_FIELD (WeezUpselling, id_sub_product,        "sub_product.id"),
  WEEZ_FIELD (WeezUpselling, sub_product_name,      "sub_product.name"),
  WEEZ_FIELD (WeezUpselling, sub_product_reference, "sub_product.reference"),
  WEEZ_FIELD (WeezUpselling, sub_product_price,     "sub_product.price"),
  WEEZ_FIELD (WeezUpselling, quantity,              "quantity"),
  WEEZ_FIELD (WeezUpselling, paid_price,            "paid_price"),
  WEEZ_FIELD (WeezUpselling, deleted,               "deleted"),
};

static void
weez_upselling_class_init (WeezUpsellingClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_upselling_init (WeezUpselling *self)
{
}
