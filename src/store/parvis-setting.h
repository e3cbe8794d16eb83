#pragma once

#include "parvis-store.h"

G_BEGIN_DECLS

/* What somebody chose for an account: kept with what people wrote, and read with
 * parvis_store_get_setting(). */

DexFuture *parvis_setting_write (ParvisStore *store,
                                 const char  *name,
                                 const char  *value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
