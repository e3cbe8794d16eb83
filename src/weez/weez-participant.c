#include "config.h"

#include "weez-participant.h"

#include "weez-answer.h"
#include "weez-upselling.h"

G_DEFINE_FINAL_TYPE (WeezParticipant, weez_participant, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezParticipant, id, "id_participant", .flags = WEEZ_REQUIRED | WEEZ_ID),
  WEEZ_FIELD (WeezParticipant, id_event, "id_event", .flags = WEEZ_ID),
  WEEZ_FIELD (WeezParticipant, id_date, "id_date", .flags = WEEZ_ID),
  WEEZ_FIELD (WeezParticipant, id_ticket, "id_ticket", .flags = WEEZ_ID),
  WEEZ_FIELD (WeezParticipant, barcode, "barcode|bc"),
  WEEZ_FIELD (WeezParticipant, id_weez_ticket, "id_weez_ticket"),
  WEEZ_FIELD (WeezParticipant, deleted, "deleted"),
  WEEZ_FIELD (WeezParticipant, refund, "refund"),
  WEEZ_FIELD (WeezParticipant, comment, "comment"),
  WEEZ_FIELD (WeezParticipant, create_date, "create_date"),
  WEEZ_FIELD (WeezParticipant, origin, "origin"),
  WEEZ_FIELD (WeezParticipant, id_transaction, "id_transaction", .flags = WEEZ_ID),
  WEEZ_FIELD (WeezParticipant, paid, "paid"),
  WEEZ_FIELD (WeezParticipant, code_member, "code_member"),
  WEEZ_FIELD (WeezParticipant, transaction_reference, "transaction_reference"),
  WEEZ_FIELD (WeezParticipant, control_status, "control_status.status"),
  WEEZ_FIELD (WeezParticipant, scan_date, "control_status.scan_date"),
  WEEZ_FIELD (WeezParticipant, scan_user, "control_status.scan_user"),
  WEEZ_FIELD (WeezParticipant, scan_user_name, "control_status.scan_user_name"),
  WEEZ_FIELD (WeezParticipant, promo_code, "promo_code"),
  WEEZ_FIELD (WeezParticipant, first_name, "owner.first_name"),
  WEEZ_FIELD (WeezParticipant, last_name, "owner.last_name"),
  WEEZ_FIELD (WeezParticipant, email, "owner.email"),
  WEEZ_FIELD (WeezParticipant, owner_comment, "owner.comment"),
  WEEZ_FIELD (WeezParticipant, owner_custom_field, "owner.custom_field"),
  WEEZ_FIELD (WeezParticipant, owner_origin, "owner.origin"),
  WEEZ_FIELD (WeezParticipant, moderation, "moderation", .flags = WEEZ_EXTRA),
  WEEZ_FIELD (WeezParticipant, upselling, "upselling", .type = weez_upselling_get_type),
  WEEZ_FIELD (WeezParticipant, answers, "answers",
              .flags = WEEZ_EXTRA, .type = weez_answer_get_type),
  WEEZ_RECORD_FIELD (WeezParticipant, buyer, "buyer", weez_buyer_get_type),
};

static void
weez_participant_class_init (WeezParticipantClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_participant_init (WeezParticipant *self)
{
}
