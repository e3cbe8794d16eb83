#include "config.h"

#include "weez-buyer.h"

#include "weez-answer.h"

G_DEFINE_FINAL_TYPE (WeezBuyer, weez_buyer, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezBuyer, id,         "id_acheteur", .flags = WEEZ_ID),
  WEEZ_FIELD (WeezBuyer, email,      "email_acheteur"),
  WEEZ_FIELD (WeezBuyer, last_name,  "acheteur_last_name"),
  WEEZ_FIELD (WeezBuyer, first_name, "acheteur_first_name"),
  WEEZ_FIELD (WeezBuyer, answers,    "answers", .type = weez_answer_get_type),
};

static void
weez_buyer_class_init (WeezBuyerClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_buyer_init (WeezBuyer *self)
{
}
