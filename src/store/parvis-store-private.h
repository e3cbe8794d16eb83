#pragma once

#include "parvis-database.h"
#include "parvis-store.h"

G_BEGIN_DECLS

/**
 * ParvisStoreFunc:
 * @database: a connection of the thread it runs in; to write, in a transaction
 * @data: what was handed over
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it went well
 */
typedef gboolean (*ParvisStoreFunc) (ParvisDatabase  *database,
                                     gpointer         data,
                                     GError         **error);

DexFuture      *parvis_store_write      (ParvisStore      *self,
                                         ParvisStoreFunc   func,
                                         gpointer          data,
                                         GDestroyNotify    destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *parvis_store_write_aside (ParvisStore     *self,
                                         ParvisStoreFunc   func,
                                         gpointer          data,
                                         GDestroyNotify    destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *parvis_store_read       (ParvisStore      *self,
                                         ParvisStoreFunc   func,
                                         gpointer          data,
                                         GDestroyNotify    destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *parvis_store_look       (ParvisStore      *self,
                                         ParvisStoreFunc   func,
                                         gpointer          data,
                                         GDestroyNotify    destroy) G_GNUC_WARN_UNUSED_RESULT;
ParvisDatabase *parvis_store_get_reader (ParvisStore      *self);

ParvisStatement *parvis_store_prepare_record (ParvisDatabase   *database,
                                              GType             type,
                                              GError          **error);
gboolean         parvis_store_load_record    (ParvisStatement  *statement,
                                              GType             type,
                                              gint64            key,
                                              GTimeZone        *zone,
                                              WeezRecord      **record,
                                              GError          **error);

G_END_DECLS
