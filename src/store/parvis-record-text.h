#pragma once

#include "parvis-store.h"

G_BEGIN_DECLS

/**
 * ParvisRecordTextFunc:
 * @record: a record
 * @text: gets what is said of it
 * @data: what was handed over
 *
 * Runs in the thread that searches the store.
 */
typedef void (*ParvisRecordTextFunc) (WeezRecord *record,
                                      GString    *text,
                                      gpointer    data);

/* A text about many records, which would take too long in the thread that opened the store. */

DexFuture *parvis_record_text_read (ParvisStore          *store,
                                    GType                 type,
                                    GArray               *keys,
                                    ParvisRecordTextFunc  func,
                                    gpointer              data,
                                    GDestroyNotify        destroy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
