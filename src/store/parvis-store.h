#pragma once

#include <libdex.h>

#include "weez-record.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_STORE (parvis_store_get_type ())
G_DECLARE_FINAL_TYPE (ParvisStore, parvis_store, PARVIS, STORE, GObject)

/* All that is kept of one account, in one file. What changes it runs one after the other in a
 * thread of its own; what searches it, in another; the thread that opened it only reads by key.
 *
 * Signal "changed": something in it is not as it was; in the thread that opened the store. Another
 * process may have changed it. */

ParvisStore *parvis_store_new            (const char   *folder,
                                          const char   *service,
                                          const char   *username,
                                          GTimeZone    *zone);
DexFuture   *parvis_store_open           (ParvisStore  *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *parvis_store_close          (ParvisStore  *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean     parvis_store_is_open        (ParvisStore  *self);
gboolean     parvis_store_is_writable    (ParvisStore  *self,
                                          GError      **error);
const char  *parvis_store_get_set_aside  (ParvisStore  *self);
const char  *parvis_store_get_path       (ParvisStore  *self);
char        *parvis_store_dup_name       (const char   *service,
                                          const char   *username);
GTimeZone   *parvis_store_get_zone       (ParvisStore  *self);

WeezRecord  *parvis_store_get_record     (ParvisStore  *self,
                                          GType         type,
                                          gint64        key);
GPtrArray   *parvis_store_get_records    (ParvisStore  *self,
                                          GType         type,
                                          const gint64 *keys,
                                          guint         n_keys);
GPtrArray   *parvis_store_get_rows       (ParvisStore  *self,
                                          GType         type,
                                          const gint64 *keys,
                                          guint         n_keys);
char        *parvis_store_get_setting    (ParvisStore  *self,
                                          const char   *name);
DexFuture   *parvis_store_accept_drop    (ParvisStore  *self,
                                          gint64        event) G_GNUC_WARN_UNUSED_RESULT;

gboolean     parvis_store_lock_sync      (ParvisStore  *self,
                                          GError      **error);
void         parvis_store_unlock_sync    (ParvisStore  *self);

G_END_DECLS
