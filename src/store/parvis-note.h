#pragma once

#include "parvis-store.h"

G_BEGIN_DECLS

/* What somebody wrote on a participant, on this computer only: no sync touches it. */

void       parvis_note_read  (ParvisStore  *store,
                              const char   *id_participant,
                              char        **label,
                              char        **note);
DexFuture *parvis_note_write (ParvisStore  *store,
                              const char   *id_participant,
                              const char   *label,
                              const char   *note) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *parvis_note_list_new (void);
DexFuture *parvis_note_mark     (ParvisStore  *store,
                                 GArray       *keys,
                                 const char   *label,
                                 GPtrArray    *before) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *parvis_note_restore  (ParvisStore  *store,
                                 GPtrArray    *before) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
