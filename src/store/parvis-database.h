#pragma once

#include <sqlite3.h>

#include "parvis-statement.h"

G_BEGIN_DECLS

/* "Parv" */
#define PARVIS_DATABASE_APPLICATION 0x50617276

/* One connection to a store, for one thread at a time. */
typedef struct _ParvisDatabase ParvisDatabase;

ParvisDatabase  *parvis_database_open        (const char      *path,
                                              gboolean         writable,
                                              GError         **error);
ParvisDatabase  *parvis_database_open_bare   (const char      *path,
                                              gboolean         writable,
                                              GError         **error);
void             parvis_database_free        (ParvisDatabase  *self);
void             parvis_database_hold        (ParvisDatabase  *self,
                                              int              descriptor);
gboolean         parvis_database_get_newer   (ParvisDatabase  *self);
sqlite3         *parvis_database_get_handle  (ParvisDatabase  *self);
void             parvis_database_trim        (ParvisDatabase  *self);
gboolean         parvis_database_execute     (ParvisDatabase  *self,
                                              const char      *sql,
                                              GError         **error);
ParvisStatement *parvis_database_prepare     (ParvisDatabase  *self,
                                              const char      *sql,
                                              GError         **error);
gboolean         parvis_database_read_number (ParvisDatabase  *self,
                                              const char      *sql,
                                              gint64          *number,
                                              GError         **error);
char            *parvis_database_read_fact   (ParvisDatabase  *self,
                                              const char      *table,
                                              const char      *name,
                                              GError         **error);
gboolean         parvis_database_write_fact  (ParvisDatabase  *self,
                                              const char      *table,
                                              const char      *name,
                                              const char      *value,
                                              GError         **error);
gboolean         parvis_database_begin       (ParvisDatabase  *self,
                                              GError         **error);
gboolean         parvis_database_begin_read  (ParvisDatabase  *self,
                                              GError         **error);
gboolean         parvis_database_commit      (ParvisDatabase  *self,
                                              GError         **error);
void             parvis_database_rollback    (ParvisDatabase  *self);

void             parvis_database_set_error   (sqlite3         *handle,
                                              int              result,
                                              GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisDatabase, parvis_database_free)

G_END_DECLS
