#include "config.h"

#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <unistd.h>

#include "parvis-database.h"

#include "parvis-french.h"
#include "parvis-labels.h"
#include "parvis-migration.h"
#include "parvis-private-file.h"
#include "parvis-store-error.h"

#define BUSY_MILLISECONDS 5000

/* A statement that nobody used for so long is not one that somebody holds. */
#define MAX_STATEMENTS 256

struct _ParvisDatabase
{
  sqlite3    *handle;
  GHashTable *statements;   /* text -> statement */
  GQueue      used;         /* their texts, the newest first */
  int         descriptor;
  gboolean    newer;
};

static const char settings[] =
  /* Of a new file, and before the size of the cache, which is counted in pages then. Each page that
   * a transaction touches is two writes into the log, so half as many pages take less time. */
  "PRAGMA page_size = 8192;"
  "PRAGMA foreign_keys = ON;"
  "PRAGMA secure_delete = ON;"
  "PRAGMA trusted_schema = OFF;"
  "PRAGMA cell_size_check = ON;"
  "PRAGMA mmap_size = 0;"
  "PRAGMA temp_store = MEMORY;"
  "PRAGMA synchronous = FULL;"
  "PRAGMA cache_size = -16000;"
  /* Of pages; a first sync writes the same ones so often that fewer come back into the file. */
  "PRAGMA wal_autocheckpoint = 10000;";

/* A file can hold a schema that was made to do harm: it gets as little as the store needs. */
static const struct { int option; int value; } options[] = {
  { SQLITE_DBCONFIG_DEFENSIVE, 1 },
  { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
  { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
  { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
  { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
  { SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0 },
  { SQLITE_DBCONFIG_DQS_DDL, 0 },
  { SQLITE_DBCONFIG_DQS_DML, 0 },
};

static const struct { int limit; int value; } limits[] = {
  { SQLITE_LIMIT_LENGTH, 4 * 1000 * 1000 },
  { SQLITE_LIMIT_SQL_LENGTH, 100 * 1000 },
  { SQLITE_LIMIT_COLUMN, 100 },
  { SQLITE_LIMIT_EXPR_DEPTH, 50 },
  { SQLITE_LIMIT_ATTACHED, 0 },
  { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200 },
};

/**
 * parvis_database_set_error:
 * @handle: (nullable): a connection
 * @result: what SQLite said
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Says what happened without SQLite's own message, which may quote a value. Damage is written
 * down: the next that opens the file alone looks through all of it.
 */
void
parvis_database_set_error (sqlite3  *handle,
                           int       result,
                           GError  **error)
{
  int extended = handle != NULL ? sqlite3_extended_errcode (handle) : result;
  ParvisStoreError code;

  if ((extended & 0xff) != (result & 0xff))
    extended = result;
  code = parvis_store_error_for_result (extended,
                                        handle != NULL ? sqlite3_system_errno (handle) : 0);

  if (code == PARVIS_STORE_ERROR_DAMAGED && handle != NULL &&
      sqlite3_get_clientdata (handle, "parvis") != NULL)
    {
      g_autofree char *path = g_strconcat (sqlite3_db_filename (handle, "main"), ".suspect", NULL);

      parvis_private_file_make (path, NULL);
    }

  g_set_error (error, PARVIS_STORE_ERROR, code, "SQLite: %s (%d)",
               sqlite3_errstr (result), extended);
}

static gboolean
check (ParvisDatabase  *self,
       int              result,
       GError         **error)
{
  if (result == SQLITE_OK)
    return TRUE;

  parvis_database_set_error (self->handle, result, error);

  return FALSE;
}

/* ---- opening ---- */

static gboolean
configure (ParvisDatabase  *self,
           GError         **error)
{
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_MILLISECONDS);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    sqlite3_db_config (self->handle, options[i].option, options[i].value, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (self->handle, limits[i].limit, limits[i].value);

  return check (self, parvis_french_install (self->handle), error) &&
         parvis_labels_install (self, error);
}

/* These read the schema, so they come after the version of it. */
static gboolean
apply_settings (ParvisDatabase  *self,
                GError         **error)
{
  int result = sqlite3_exec (self->handle, settings, NULL, NULL, NULL);

  if ((result & 0xff) != SQLITE_ERROR)
    return check (self, result, error);

  g_set_error_literal (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_DAMAGED,
                       "the format of the file is unknown");

  return FALSE;
}

/* Else all threads wait for each other to count every piece of memory, which nobody reads. Where
 * SQLite is in use already, it stays as it is. */
static void
set_up_once (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&done, 1);
    }
}

static ParvisDatabase *
open_with (const char  *path,
           int          flags,
           GError     **error)
{
  g_autoptr(ParvisDatabase) self = g_new0 (ParvisDatabase, 1);

  set_up_once ();
  self->descriptor = -1;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) sqlite3_finalize);

  if (!check (self, sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL),
              error) ||
      !configure (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Where the folder cannot be written, nobody writes, and there can be no log beside the file. */
static ParvisDatabase *
open_immutable (const char  *path,
                GError     **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (absolute, NULL, NULL);
  g_autofree char *immutable = g_strconcat (uri, "?immutable=1", NULL);

  return open_with (immutable, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
}

/* Whose file it is, before anything else is believed of it. The schema of a newer Parvis is left
 * alone: this SQLite may not even understand it. */
static gboolean
identify (ParvisDatabase  *self,
          gint64          *version,
          GError         **error)
{
  gint64 newest = parvis_migration_get_newest (PARVIS_MIGRATION_FOLDER);
  gint64 application;
  gint64 n_tables;

  if (!parvis_database_read_number (self, "PRAGMA application_id", &application, error) ||
      !parvis_database_read_number (self, "PRAGMA user_version", version, error))
    return FALSE;

  self->newer = application == PARVIS_DATABASE_APPLICATION && *version > newest;
  if (self->newer)
    return TRUE;

  if (!apply_settings (self, error) ||
      !parvis_database_read_number (self, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;

  /* Both are written with the first table. */
  if (application == 0 && *version == 0 && n_tables == 0)
    return TRUE;

  if (application == PARVIS_DATABASE_APPLICATION && *version > 0)
    return TRUE;

  g_set_error_literal (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_DAMAGED,
                       "the file is no store");

  return FALSE;
}

/* What is not understood of a newer one is not damaged. */
static gboolean
read_newer (ParvisDatabase  *self,
            GError         **error)
{
  g_autoptr(GError) local = NULL;
  gint64 n_tables;

  if (apply_settings (self, &local) &&
      parvis_database_read_number (self, "SELECT count(*) FROM meta", &n_tables, &local))
    return TRUE;

  if (g_error_matches (local, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_DAMAGED) ||
      g_error_matches (local, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED))
    local->code = PARVIS_STORE_ERROR_NEWER;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
is_writable (const char *path)
{
  return faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

static ParvisDatabase *
open_reader (const char  *path,
             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr(ParvisDatabase) self = NULL;
  gint64 version;

  if (!parvis_private_file_check (path, error))
    return NULL;

  if (!is_writable (folder) && parvis_private_file_get_size (log) == 0)
    self = open_immutable (path, error);
  else
    self = open_with (path, SQLITE_OPEN_READONLY, error);

  if (self == NULL ||
      !identify (self, &version, error) ||
      (self->newer && !read_newer (self, error)) ||
      !parvis_database_execute (self, "PRAGMA query_only = ON", error))
    return NULL;

  if (version < parvis_migration_get_newest (PARVIS_MIGRATION_FOLDER))
    {
      g_set_error_literal (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_READ_ONLY,
                           "the store must first be opened to write");
      return NULL;
    }

  sqlite3_set_clientdata (self->handle, "parvis", self, NULL);

  return g_steal_pointer (&self);
}

static gboolean
check_files (const char  *path,
             GError     **error)
{
  static const char * const suffixes[] = { "-wal", "-shm", "-journal" };
  g_autofree char *folder = g_path_get_dirname (path);

  if (!parvis_private_file_make_folder (path, error) ||
      !parvis_private_file_make (path, error))
    return FALSE;

  /* SQLite only says that it cannot make its log. */
  if (!is_writable (path) || !is_writable (folder))
    {
      g_set_error_literal (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_READ_ONLY,
                           "the store cannot be written");
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *beside = g_strconcat (path, suffixes[i], NULL);

      if (!parvis_private_file_check (beside, error))
        return FALSE;
    }

  return TRUE;
}

static ParvisDatabase *
open_writer (const char  *path,
             GError     **error)
{
  g_autoptr(ParvisDatabase) self = NULL;
  gint64 version;

  if (!check_files (path, error) ||
      (self = open_with (path, SQLITE_OPEN_READWRITE, error)) == NULL ||
      !identify (self, &version, error))
    return NULL;

  if (self->newer)
    return open_reader (path, error);

  /* SQLite opens what it may not write as well, to read. */
  if (sqlite3_db_readonly (self->handle, "main") != 0)
    {
      g_set_error_literal (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_READ_ONLY,
                           "the file of the store cannot be written");
      return NULL;
    }

  /* Room is given back after a purge; this must come before the first page. */
  if ((version == 0 &&
       !parvis_database_execute (self, "PRAGMA auto_vacuum = INCREMENTAL", error)) ||
      !parvis_database_execute (self, "PRAGMA journal_mode = WAL", error) ||
      !parvis_migration_run (self, PARVIS_MIGRATION_FOLDER, error))
    return NULL;

  sqlite3_set_clientdata (self->handle, "parvis", self, NULL);

  return g_steal_pointer (&self);
}

/**
 * parvis_database_open:
 * @path: the file
 * @writable: whether to write to it; it is then made if it is not there, and brought up to date
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * What a newer Parvis made is opened to be read only, see parvis_database_get_newer().
 *
 * Returns: (transfer full) (nullable): a connection
 */
ParvisDatabase *
parvis_database_open (const char  *path,
                      gboolean     writable,
                      GError     **error)
{
  return writable ? open_writer (path, error) : open_reader (path, error);
}

/**
 * parvis_database_open_bare:
 * @path: a file that is there
 * @writable: whether to write to it
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Opens a file that is no store, with the same caution.
 *
 * Returns: (transfer full) (nullable): a connection
 */
ParvisDatabase *
parvis_database_open_bare (const char  *path,
                           gboolean     writable,
                           GError     **error)
{
  g_autoptr(ParvisDatabase) self = NULL;
  int flags = writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;

  if (!parvis_private_file_check (path, error) ||
      (self = open_with (path, flags, error)) == NULL ||
      !apply_settings (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
parvis_database_free (ParvisDatabase *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_queue_clear (&self->used);
  sqlite3_close (self->handle);
  if (self->descriptor >= 0)
    close (self->descriptor);
  g_free (self);
}

/**
 * parvis_database_hold:
 * @self: a connection
 * @descriptor: a lock
 *
 * Keeps @descriptor open as long as the connection is.
 */
void
parvis_database_hold (ParvisDatabase *self,
                      int             descriptor)
{
  g_return_if_fail (self->descriptor < 0);

  self->descriptor = descriptor;
}

/**
 * parvis_database_get_newer:
 * @self: a connection
 *
 * Returns: whether a newer Parvis made the file, so that it must not be written
 */
gboolean
parvis_database_get_newer (ParvisDatabase *self)
{
  return self->newer;
}

/**
 * parvis_database_get_handle:
 * @self: a connection
 *
 * Returns: (transfer none): SQLite's own
 */
sqlite3 *
parvis_database_get_handle (ParvisDatabase *self)
{
  return self->handle;
}

/**
 * parvis_database_trim:
 * @self: a connection of this thread
 *
 * To be called where a whole index went through the cache, or rows from everywhere, and much is
 * free in between.
 */
void
parvis_database_trim (ParvisDatabase *self)
{
  sqlite3_db_release_memory (self->handle);
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

/* ---- statements ---- */

/**
 * parvis_database_execute:
 * @self: a connection
 * @sql: statements without values
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether all of them ran
 */
gboolean
parvis_database_execute (ParvisDatabase  *self,
                         const char      *sql,
                         GError         **error)
{
  return check (self, sqlite3_exec (self->handle, sql, NULL, NULL, NULL), error);
}

static void
forget_oldest (ParvisDatabase *self)
{
  GList *link = self->used.tail;

  while (link != NULL && g_hash_table_size (self->statements) > MAX_STATEMENTS)
    {
      GList *before = link->prev;

      if (!sqlite3_stmt_busy (g_hash_table_lookup (self->statements, link->data)))
        {
          g_hash_table_remove (self->statements, link->data);
          g_queue_delete_link (&self->used, link);
        }
      link = before;
    }
}

/**
 * parvis_database_prepare:
 * @self: a connection
 * @sql: one statement
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Statements are kept by their text. The same one must not be used twice at a time.
 *
 * Returns: (transfer none) (nullable): the statement; an autoptr makes it ready for its next use
 */
ParvisStatement *
parvis_database_prepare (ParvisDatabase  *self,
                         const char      *sql,
                         GError         **error)
{
  ParvisStatement *statement = NULL;
  gpointer text;
  gpointer kept;

  if (g_hash_table_lookup_extended (self->statements, sql, &text, &kept))
    {
      if (self->used.head->data != text)
        {
          g_queue_remove (&self->used, text);
          g_queue_push_head (&self->used, text);
        }
      return kept;
    }

  if (!check (self, sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                        &statement, NULL), error))
    return NULL;

  text = g_strdup (sql);
  g_hash_table_insert (self->statements, text, statement);
  g_queue_push_head (&self->used, text);
  forget_oldest (self);

  return statement;
}

/**
 * parvis_database_read_number:
 * @self: a connection
 * @sql: a statement without values that gives a number
 * @number: (out): the number
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether there was one
 */
gboolean
parvis_database_read_number (ParvisDatabase  *self,
                             const char      *sql,
                             gint64          *number,
                             GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (self, sql, error);
  gboolean has_row;

  if (statement == NULL || !parvis_statement_step (statement, &has_row, error))
    return FALSE;

  *number = has_row ? sqlite3_column_int64 (statement, 0) : 0;

  return TRUE;
}

/**
 * parvis_database_read_fact:
 * @self: a connection
 * @table: a table with the columns name and value, such as "meta"
 * @name: which row of it
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the value, empty where there is none; null on error
 */
char *
parvis_database_read_fact (ParvisDatabase  *self,
                           const char      *table,
                           const char      *name,
                           GError         **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT value FROM %s WHERE name = ?1", table);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (self, sql, error);
  const char *value;
  gboolean has_row;

  if (statement == NULL)
    return NULL;

  parvis_statement_bind_text (statement, 1, name);
  if (!parvis_statement_step (statement, &has_row, error))
    return NULL;

  value = has_row ? (const char *) sqlite3_column_text (statement, 0) : NULL;

  return g_strdup (value != NULL ? value : "");
}

/**
 * parvis_database_write_fact:
 * @self: a connection that writes
 * @table: a table with the columns name and value, such as "meta"
 * @name: a row, which it may have
 * @value: what it is to say
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it could be written
 */
gboolean
parvis_database_write_fact (ParvisDatabase  *self,
                            const char      *table,
                            const char      *name,
                            const char      *value,
                            GError         **error)
{
  g_autofree char *sql = g_strdup_printf ("REPLACE INTO %s (name, value) VALUES (?1, ?2)", table);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, name);
  parvis_statement_bind_text (statement, 2, value);

  return parvis_statement_run (statement, error);
}

/**
 * parvis_database_begin:
 * @self: a connection that writes
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Begins a transaction as the only writer.
 *
 * Returns: whether it could
 */
gboolean
parvis_database_begin (ParvisDatabase  *self,
                       GError         **error)
{
  return parvis_database_execute (self, "BEGIN IMMEDIATE", error);
}

/**
 * parvis_database_begin_read:
 * @self: a connection
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * What is read from here to parvis_database_commit() is one state of the store, and is locked once
 * and not for each statement.
 *
 * Returns: whether it could
 */
gboolean
parvis_database_begin_read (ParvisDatabase  *self,
                            GError         **error)
{
  return parvis_database_execute (self, "BEGIN", error);
}

/**
 * parvis_database_commit:
 * @self: a connection in a transaction
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Puts on the disk what was written since parvis_database_begin(). Where that fails, the
 * transaction is still to be rolled back.
 *
 * Returns: whether it could
 */
gboolean
parvis_database_commit (ParvisDatabase  *self,
                        GError         **error)
{
  return parvis_database_execute (self, "COMMIT", error);
}

/**
 * parvis_database_rollback:
 * @self: a connection
 *
 * Forgets what was written since parvis_database_begin(), if anything was.
 */
void
parvis_database_rollback (ParvisDatabase *self)
{
  /* Some errors have taken it back already. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}
