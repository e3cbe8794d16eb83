#pragma once

#include "parvis-account.h"
#include "parvis-accounts.h"
#include "parvis-failure.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_SESSION (parvis_session_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSession, parvis_session, PARVIS, SESSION, GObject)

/* One account, for all windows that show it. Properties: "opening" (the keyring has not answered
 * yet, or the demo organizer is on its way), "account" (null while nobody is signed in), "demo",
 * "failure" (of the store, of the last refresh, or of the keyring on the way out; null when all is
 * well), "kept" (false once the keyring could not keep the token), "username" (null until it is
 * known), "accounts" (those it may be one of).
 *
 * Signals: "updated" (boolean, whether it was by itself), when all was read again; "looked"
 * (ParvisEvent, or null for all of them), which a window emits when somebody sees how it stands. */

ParvisSession  *parvis_session_new          (ParvisAccounts *accounts,
                                             const char     *username);
ParvisAccounts *parvis_session_get_accounts (ParvisSession  *self);
const char     *parvis_session_get_username (ParvisSession  *self);
gboolean        parvis_session_get_opening  (ParvisSession  *self);
ParvisAccount  *parvis_session_get_account  (ParvisSession  *self);
gboolean        parvis_session_get_demo     (ParvisSession  *self);
gboolean        parvis_session_get_kept     (ParvisSession  *self);
ParvisFailure  *parvis_session_get_failure  (ParvisSession  *self);
guint           parvis_session_get_wait     (ParvisSession  *self);
void            parvis_session_open         (ParvisSession  *self);
void            parvis_session_open_demo    (ParvisSession  *self);
DexFuture      *parvis_session_sign_in      (ParvisSession  *self,
                                             const char     *username,
                                             const char     *password,
                                             const char     *api_key) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *parvis_session_start_demo   (ParvisSession  *self) G_GNUC_WARN_UNUSED_RESULT;
void            parvis_session_refresh      (ParvisSession  *self);
void            parvis_session_cancel       (ParvisSession  *self);
void            parvis_session_add_window   (ParvisSession  *self,
                                             gboolean        seen);
void            parvis_session_set_stays    (ParvisSession  *self,
                                             gboolean        stays);
void            parvis_session_sign_out     (ParvisSession  *self);

G_END_DECLS
