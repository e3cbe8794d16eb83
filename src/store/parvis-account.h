#pragma once

#include "parvis-event.h"
#include "parvis-failure.h"
#include "parvis-store.h"

G_BEGIN_DECLS

/**
 * ParvisAccountState:
 * @PARVIS_ACCOUNT_OPENING: its store is being opened, or not yet
 * @PARVIS_ACCOUNT_OPEN: what was kept is there
 * @PARVIS_ACCOUNT_FAILED: its store cannot be opened; the failure says why
 *
 * What can be known of an account.
 */
typedef enum
{
  PARVIS_ACCOUNT_OPENING,
  PARVIS_ACCOUNT_OPEN,
  PARVIS_ACCOUNT_FAILED,
} ParvisAccountState;

#define PARVIS_TYPE_ACCOUNT (parvis_account_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAccount, parvis_account, PARVIS, ACCOUNT, GObject)

/* What is kept of an account, and how it is read anew. Properties: "state" (uint, a
 * ParvisAccountState), "username" (string), "events" (GListModel of ParvisEvent, the same objects
 * across a refresh), "refreshing" (boolean), "sentence" (string, what a refresh is doing, with
 * numbers; null while there is none), "updated-at" (GDateTime of the newest reading that is kept,
 * null before the first), "failure" (ParvisFailure of the last refresh or of opening the store,
 * null when all is well).
 *
 * Signal "changed": the list of events is not as it was, or one of them may have another place. */

ParvisAccount      *parvis_account_new            (WeezClient     *client,
                                                   const char     *username,
                                                   const char     *folder);
WeezClient         *parvis_account_get_client     (ParvisAccount  *self);
ParvisStore        *parvis_account_get_store      (ParvisAccount  *self);
ParvisAccountState  parvis_account_get_state      (ParvisAccount  *self);
GListModel         *parvis_account_get_events     (ParvisAccount  *self);
ParvisEvent        *parvis_account_find_event     (ParvisAccount  *self,
                                                   const char     *id_event);
gboolean            parvis_account_get_refreshing (ParvisAccount  *self);
const char         *parvis_account_get_sentence   (ParvisAccount  *self);
GDateTime          *parvis_account_get_updated_at (ParvisAccount  *self);
ParvisFailure      *parvis_account_get_failure    (ParvisAccount  *self);
DexFuture          *parvis_account_open           (ParvisAccount  *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *parvis_account_refresh        (ParvisAccount  *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *parvis_account_refresh_event  (ParvisAccount  *self,
                                                   const char     *id_event)
                                                   G_GNUC_WARN_UNUSED_RESULT;
void                parvis_account_cancel         (ParvisAccount  *self);
DexFuture          *parvis_account_close          (ParvisAccount  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
