#pragma once

#include "parvis-store.h"
#include "weez-client.h"

G_BEGIN_DECLS

/**
 * ParvisSyncStep:
 *
 * What a sync is doing.
 */
typedef enum
{
  PARVIS_SYNC_IDLE,
  PARVIS_SYNC_EVENTS,
  PARVIS_SYNC_TICKETS,
  PARVIS_SYNC_DETAILS,
  PARVIS_SYNC_PARTICIPANTS,
  PARVIS_SYNC_CHANGES,
  PARVIS_SYNC_ATTENDANCE,
  PARVIS_SYNC_INDEX,
} ParvisSyncStep;

#define PARVIS_TYPE_SYNC (parvis_sync_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSync, parvis_sync, PARVIS, SYNC, GObject)

/* One reading of an account into its store: few requests, from where the last one was cut. The
 * property "sentence" says what it is doing, with numbers; empty while it does nothing. */

ParvisSync     *parvis_sync_new           (ParvisStore         *store,
                                           WeezClient          *client);
void            parvis_sync_set_events    (ParvisSync          *self,
                                           const char * const  *id_events);
void            parvis_sync_set_complete  (ParvisSync          *self,
                                           gboolean             complete);
void            parvis_sync_set_answers   (ParvisSync          *self,
                                           gboolean             answers);
void            parvis_sync_set_page_size (ParvisSync          *self,
                                           guint                page_size);
void            parvis_sync_set_batch_size (ParvisSync         *self,
                                            guint               batch_size);
DexFuture      *parvis_sync_run           (ParvisSync          *self) G_GNUC_WARN_UNUSED_RESULT;

ParvisSyncStep  parvis_sync_get_step      (ParvisSync          *self);
const char     *parvis_sync_get_sentence  (ParvisSync          *self);
const GError   *parvis_sync_get_problem   (ParvisSync          *self);
guint           parvis_sync_get_n_skipped (ParvisSync          *self);

G_END_DECLS
