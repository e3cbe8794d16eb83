#pragma once

#include <gio/gio.h>

#include "parvis-sign-in-guard.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_ACCOUNTS (parvis_accounts_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAccounts, parvis_accounts, PARVIS, ACCOUNTS, GObject)

typedef struct _ParvisSession ParvisSession;

/* The accounts of one service that are known on this computer, each with a session that is opened
 * when a window shows it. Properties: "sessions" (GListModel of ParvisSession, the one to begin
 * with first). The sessions and this hold each other: parvis_accounts_close() ends it. */

ParvisAccounts    *parvis_accounts_new          (const char     *api_url,
                                                 const char     *folder);
const char        *parvis_accounts_get_api_url  (ParvisAccounts *self);
const char        *parvis_accounts_get_folder   (ParvisAccounts *self);
ParvisSignInGuard *parvis_accounts_get_guard    (ParvisAccounts *self);
GListModel        *parvis_accounts_get_sessions (ParvisAccounts *self);
ParvisSession     *parvis_accounts_find         (ParvisAccounts *self,
                                                 const char     *username);
void               parvis_accounts_add          (ParvisAccounts *self,
                                                 ParvisSession  *session);
void               parvis_accounts_add_known    (ParvisAccounts     *self,
                                                 const char * const *usernames);
void               parvis_accounts_remove       (ParvisAccounts *self,
                                                 ParvisSession  *session);
void               parvis_accounts_close        (ParvisAccounts *self);

G_END_DECLS
