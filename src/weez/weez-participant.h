#pragma once

#include "weez-record.h"
#include "weez-buyer.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_PARTICIPANT (weez_participant_get_type ())
G_DECLARE_FINAL_TYPE (WeezParticipant, weez_participant, WEEZ, PARTICIPANT, WeezRecord)

/**
 * WeezParticipant:
 *
 * One ticket that somebody holds: one row of `GET /participant/list`. Only the id is sure to be
 * there; rows without event, ticket or owner occur.
 */
struct _WeezParticipant
{
  WeezRecord   parent_instance;
  char        *id;
  char        *id_event;
  char        *id_date;
  char        *id_ticket;
  char        *barcode;
  char        *id_weez_ticket;
  gboolean     deleted;
  gboolean     refund;
  char        *comment;
  GDateTime   *create_date;
  char        *origin;
  char        *id_transaction;
  gboolean     paid;
  char        *code_member;
  char        *transaction_reference;
  char        *control_status;
  GDateTime   *scan_date;
  char        *scan_user;
  char        *scan_user_name;
  char        *promo_code;
  char        *first_name;
  char        *last_name;
  char        *email;
  char        *owner_comment;
  char        *owner_custom_field;
  char        *owner_origin;
  char        *moderation;
  GPtrArray   *upselling;
  GPtrArray   *answers;
  WeezBuyer   *buyer;
};

G_END_DECLS
