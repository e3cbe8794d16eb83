#pragma once

#include "parvis-store.h"

G_BEGIN_DECLS

/**
 * ParvisAccountKept:
 * @store: where it is read from
 * @events: (element-type ParvisEventState) (nullable): its events; null where it could not be read
 * @updated_at: our time of the newest reading of anything, 0 before the first
 *
 * What the store keeps of an account, as its window shows it. Counted, because both the thread that
 * reads it and the one that waits for it may be the last to let go.
 */
typedef struct
{
  ParvisStore *store;
  GPtrArray   *events;
  gint64       updated_at;
} ParvisAccountKept;

ParvisAccountKept *parvis_account_kept_new   (ParvisStore       *store);
void               parvis_account_kept_unref (gpointer           self);
DexFuture         *parvis_account_kept_read  (ParvisAccountKept *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *parvis_account_kept_stamp (ParvisStore       *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
