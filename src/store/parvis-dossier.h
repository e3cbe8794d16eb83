#pragma once

#include "parvis-store.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_DOSSIER (parvis_dossier_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDossier, parvis_dossier, PARVIS, DOSSIER, GObject)

/**
 * ParvisDossier:
 *
 * What is held of a participant beyond the own row: `order` are the other participants of the same
 * order (WeezParticipant), whose keys are `order_keys`; `changes` what happened to the participant
 * (ParvisFeedEntry), the newest first. It does not change.
 */
struct _ParvisDossier
{
  GObject    parent_instance;
  GPtrArray *order;
  GArray    *order_keys;
  GPtrArray *changes;
};

DexFuture *parvis_dossier_read (ParvisStore *store,
                                gint64       key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
