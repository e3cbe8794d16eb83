#pragma once

#include "parvis-erased.h"
#include "parvis-store.h"

G_BEGIN_DECLS

/* Removes what is held, so that nothing of it can be read in a file afterwards. */

DexFuture *parvis_eraser_erase_event    (ParvisStore  *store,
                                         const char   *id_event) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *parvis_eraser_erase_people   (ParvisStore        *store,
                                         const char * const *ids) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *parvis_eraser_restore_people (ParvisStore  *store,
                                         ParvisErased *erased) G_GNUC_WARN_UNUSED_RESULT;
gboolean   parvis_eraser_erase_store    (ParvisStore  *store,
                                         guint        *n_files,
                                         GError      **error);

G_END_DECLS
