#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/**
 * ParvisChangeKind:
 * @PARVIS_CHANGE_NEW: a participant that was not there before
 * @PARVIS_CHANGE_PAID: an order that was open is paid
 * @PARVIS_CHANGE_REFUNDED: refunded
 * @PARVIS_CHANGE_DELETED: deleted, or no longer listed twice in a row
 * @PARVIS_CHANGE_RESTORED: listed again
 * @PARVIS_CHANGE_MOVED: has another ticket
 * @PARVIS_CHANGE_CORRECTED: name, e-mail or answers were corrected
 * @PARVIS_CHANGE_SCANNED: scanned, or scanned again
 *
 * Numbers in the store: never change them.
 */
typedef enum
{
  PARVIS_CHANGE_NEW = 1,
  PARVIS_CHANGE_PAID,
  PARVIS_CHANGE_REFUNDED,
  PARVIS_CHANGE_DELETED,
  PARVIS_CHANGE_RESTORED,
  PARVIS_CHANGE_MOVED,
  PARVIS_CHANGE_CORRECTED,
  PARVIS_CHANGE_SCANNED,
} ParvisChangeKind;

const char       *parvis_change_kind_to_text   (ParvisChangeKind  kind);
ParvisChangeKind  parvis_change_kind_from_text (const char       *text);

G_END_DECLS
