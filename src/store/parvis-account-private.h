#pragma once

#include "parvis-account.h"

G_BEGIN_DECLS

/* Between an account and its refresh. */

DexFuture *parvis_account_load (ParvisAccount *self) G_GNUC_WARN_UNUSED_RESULT;
void       parvis_account_say  (ParvisAccount *self,
                                const char    *sentence);
void       parvis_account_set_failure (ParvisAccount *self,
                                       const GError  *error);
DexFuture *parvis_account_read (ParvisAccount *self,
                                const char    *id_event,
                                GCancellable  *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
