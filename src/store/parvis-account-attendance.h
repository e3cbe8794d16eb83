#pragma once

#include "parvis-account.h"

G_BEGIN_DECLS

DexFuture *parvis_account_sample_attendance (ParvisAccount *self,
                                             const char    *id_event) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
