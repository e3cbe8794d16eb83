#pragma once

#include "parvis-event.h"
#include "parvis-secret.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_ACCOUNT (parvis_account_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAccount, parvis_account, PARVIS, ACCOUNT, GObject)

/* Properties: "username" (string), "events" (GListModel of ParvisEvent, the same objects across a
 * refresh), "refreshing" (boolean), "updated-at" (GDateTime, null before the first answer). */

ParvisAccount *parvis_account_new             (WeezClient     *client,
                                               const char     *username);
WeezClient    *parvis_account_get_client      (ParvisAccount  *self);
const char    *parvis_account_get_username    (ParvisAccount  *self);
GListModel    *parvis_account_get_events      (ParvisAccount  *self);
gboolean       parvis_account_get_refreshing  (ParvisAccount  *self);
GDateTime     *parvis_account_get_updated_at  (ParvisAccount  *self);
DexFuture     *parvis_account_refresh         (ParvisAccount  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
