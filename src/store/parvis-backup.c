#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "parvis-backup.h"

#include "parvis-private-file.h"
#include "parvis-store-error.h"

/* "PaBk" */
#define APPLICATION 0x5061426b
#define KEPT 5

static const char * const tables[] = { "user_note", "user_setting" };

/* What a backup says of itself. Its rows count only together with these. */
static const char * const facts[] = { "service", "username" };

static char *
dup_name (const char *path,
          GDateTime  *day)
{
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");

  return g_strconcat (path, ".backup-", date, NULL);
}

/* ---- checksum ---- */

static void
digest_bytes (GChecksum  *digest,
              const void *bytes,
              gsize       length)
{
  guint64 size = GUINT64_TO_LE (length);

  g_checksum_update (digest, (const guchar *) &size, sizeof size);
  if (length > 0)
    g_checksum_update (digest, bytes, length);
}

static void
digest_row (GChecksum       *digest,
            ParvisStatement *row)
{
  for (int i = 0; i < sqlite3_column_count (row); i++)
    {
      guchar type = sqlite3_column_type (row, i);
      const void *bytes = sqlite3_column_blob (row, i);

      digest_bytes (digest, &type, 1);
      digest_bytes (digest, bytes, sqlite3_column_bytes (row, i));
    }
}

static void
digest_columns (GChecksum       *digest,
                ParvisStatement *rows)
{
  for (int i = 0; i < sqlite3_column_count (rows); i++)
    digest_bytes (digest, sqlite3_column_name (rows, i),
                  strlen (sqlite3_column_name (rows, i)));
}

static ParvisStatement *
prepare_rows (ParvisDatabase  *database,
              const char      *table,
              GError         **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1", table);

  return parvis_database_prepare (database, sql, error);
}

static gboolean
digest_table (GChecksum       *digest,
              ParvisDatabase  *database,
              const char      *table,
              GError         **error)
{
  g_autoptr(ParvisStatement) rows = prepare_rows (database, table, error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;

  digest_bytes (digest, table, strlen (table));
  digest_columns (digest, rows);
  while (parvis_statement_step (rows, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      digest_row (digest, rows);
    }

  return FALSE;
}

/* Of all rows and facts, where @table holds the facts. */
static char *
read_checksum (ParvisDatabase  *database,
               const char      *table,
               GError         **error)
{
  g_autoptr(GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *fact = parvis_database_read_fact (database, table, facts[i], error);

      if (fact == NULL)
        return NULL;
      digest_bytes (digest, fact, strlen (fact));
    }

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!digest_table (digest, database, tables[i], error))
      return NULL;

  return g_strdup (g_checksum_get_string (digest));
}

/* ---- copying ---- */

static char *
dup_columns (ParvisStatement *rows,
             ParvisStatement *other,
             GArray          *places)
{
  GString *list = g_string_new (NULL);

  for (int i = 0; i < sqlite3_column_count (rows); i++)
    {
      const char *name = sqlite3_column_name (rows, i);
      gboolean found = other == NULL;

      for (int j = 0; !found && j < sqlite3_column_count (other); j++)
        found = g_str_equal (name, sqlite3_column_name (other, j));
      if (!found)
        continue;

      g_string_append_printf (list, "%s\"%s\"", list->len > 0 ? ", " : "", name);
      g_array_append_val (places, i);
    }

  return g_string_free_and_steal (list);
}

static ParvisStatement *
prepare_insert (ParvisDatabase  *database,
                const char      *table,
                const char      *columns,
                guint            n_columns,
                GError         **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT OR IGNORE INTO %s (%s) VALUES (", table, columns);
  for (guint i = 0; i < n_columns; i++)
    g_string_append (sql, i == 0 ? "?" : ", ?");
  g_string_append_c (sql, ')');

  return parvis_database_prepare (database, sql->str, error);
}

/* The columns that both have: a backup may be older than the schema. */
static gboolean
copy_table (ParvisDatabase  *from,
            ParvisDatabase  *to,
            const char      *table,
            guint           *n_rows,
            GError         **error)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr(ParvisStatement) rows = prepare_rows (from, table, error);
  g_autoptr(ParvisStatement) there = NULL;
  g_autoptr(ParvisStatement) insert = NULL;
  g_autofree char *columns = NULL;
  gboolean has_row;

  if (rows == NULL || (there = prepare_rows (to, table, error)) == NULL)
    return FALSE;

  columns = dup_columns (rows, there, places);
  if (places->len == 0)
    return TRUE;
  if ((insert = prepare_insert (to, table, columns, places->len, error)) == NULL)
    return FALSE;

  while (parvis_statement_step (rows, &has_row, error))
    {
      if (!has_row)
        return TRUE;

      for (guint i = 0; i < places->len; i++)
        sqlite3_bind_value (insert, i + 1,
                            sqlite3_column_value (rows, g_array_index (places, int, i)));
      if (!parvis_statement_run (insert, error))
        return FALSE;
      (*n_rows)++;
    }

  return FALSE;
}

/* ---- making ---- */

static gboolean
fill (ParvisDatabase  *database,
      ParvisDatabase  *backup,
      GError         **error)
{
  g_autofree char *checksum = read_checksum (database, "meta", error);
  guint n_rows = 0;

  if (checksum == NULL ||
      !parvis_database_execute (backup, "CREATE TABLE fact (name PRIMARY KEY, value)"
                                " WITHOUT ROWID", error) ||
      !parvis_database_write_fact (backup, "fact", "checksum", checksum, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *fact = parvis_database_read_fact (database, "meta", facts[i], error);

      if (fact == NULL ||
          !parvis_database_write_fact (backup, "fact", facts[i], fact, error))
        return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (int));
      g_autoptr(ParvisStatement) rows = prepare_rows (database, tables[i], error);
      g_autofree char *columns = rows != NULL ? dup_columns (rows, NULL, places) : NULL;
      g_autofree char *sql = g_strdup_printf ("CREATE TABLE %s (%s)", tables[i], columns);

      if (rows == NULL || !parvis_database_execute (backup, sql, error))
        return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!copy_table (database, backup, tables[i], &n_rows, error))
      return FALSE;

  return TRUE;
}

/* With the file's journal in memory: a backup that is not whole is thrown away. */
static gboolean
write_backup (ParvisDatabase  *database,
              const char      *path,
              GError         **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id = %d", APPLICATION);
  g_autoptr(ParvisDatabase) backup = NULL;

  if (!parvis_private_file_make (path, error) ||
      (backup = parvis_database_open_bare (path, TRUE, error)) == NULL ||
      !parvis_database_execute (backup, "PRAGMA journal_mode = MEMORY", error) ||
      !parvis_database_begin (backup, error))
    return FALSE;

  return parvis_database_execute (backup, stamp, error) &&
         fill (database, backup, error) &&
         parvis_database_commit (backup, error);
}

/* ---- reading ---- */

static gboolean
is_of_account (ParvisDatabase *backup,
               ParvisDatabase *database)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *here = parvis_database_read_fact (backup, "fact", facts[i], NULL);
      g_autofree char *there = parvis_database_read_fact (database, "meta", facts[i], NULL);

      if (here == NULL || g_strcmp0 (here, there) != 0)
        return FALSE;
    }

  return TRUE;
}

/* A disk that fails right now may work later: only what is wrong in itself is passed over. */
static gboolean
is_damage (ParvisDatabase *backup,
           const GError   *error)
{
  int result;

  if (error->code != PARVIS_STORE_ERROR_FAILED)
    return error->code == PARVIS_STORE_ERROR_DAMAGED || error->code == PARVIS_STORE_ERROR_READ_ONLY;

  if (backup == NULL)
    return FALSE;

  result = sqlite3_errcode (parvis_database_get_handle (backup)) & 0xff;

  return result != SQLITE_IOERR && result != SQLITE_CANTOPEN && result != SQLITE_NOMEM;
}

static gboolean
is_whole (ParvisDatabase  *backup,
          ParvisDatabase  *database,
          gboolean        *whole,
          GError         **error)
{
  g_autofree char *checksum = NULL;
  g_autofree char *promised = NULL;
  gint64 application;

  if (!parvis_database_read_number (backup, "PRAGMA application_id", &application, error) ||
      (promised = parvis_database_read_fact (backup, "fact", "checksum", error)) == NULL ||
      (checksum = read_checksum (backup, "fact", error)) == NULL)
    return FALSE;

  *whole = application == APPLICATION && g_str_equal (checksum, promised) &&
           is_of_account (backup, database);

  return TRUE;
}

/* Gives null without an error where the file is no good. */
static ParvisDatabase *
open_good (const char      *path,
           ParvisDatabase  *database,
           GError         **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(ParvisDatabase) backup = parvis_database_open_bare (path, FALSE, &local);
  gboolean whole = FALSE;

  if (backup != NULL && is_whole (backup, database, &whole, &local))
    return whole ? g_steal_pointer (&backup) : NULL;

  if (!is_damage (backup, local))
    g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return -g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

/* The newest first. */
static GPtrArray *
list_backups (const char *path)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *prefix = g_strconcat (base, ".backup-", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix) && strlen (name) == strlen (prefix) + 10)
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));

  g_ptr_array_sort (paths, compare_names);

  return paths;
}

/**
 * parvis_backup_is_due:
 * @path: the file of a store
 * @day: today
 *
 * Returns: whether there is no backup of @day
 */
gboolean
parvis_backup_is_due (const char *path,
                      GDateTime  *day)
{
  g_autofree char *name = dup_name (path, day);

  return !parvis_private_file_exists (name);
}

/**
 * parvis_backup_make:
 * @database: a store
 * @path: its file
 * @day: today
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Writes what people wrote into a file of its own, in place of another one of the same day, reads
 * it again, and keeps the newest five. Until it is whole the one before stays.
 *
 * Returns: whether there is a new backup
 */
gboolean
parvis_backup_make (ParvisDatabase  *database,
                    const char      *path,
                    GDateTime       *day,
                    GError         **error)
{
  g_autofree char *name = dup_name (path, day);
  g_autofree char *part = g_strconcat (path, ".backup.part", NULL);
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(ParvisDatabase) made = NULL;
  g_autoptr(GError) local = NULL;
  gboolean written;

  g_unlink (part);
  if (!parvis_database_execute (database, "SAVEPOINT backup", error))
    return FALSE;
  written = write_backup (database, part, error);
  if (!parvis_database_execute (database, "RELEASE backup", written ? error : NULL) || !written)
    {
      g_unlink (part);
      return FALSE;
    }

  made = open_good (part, database, &local);
  if (made == NULL && local == NULL)
    local = g_error_new_literal (PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED,
                                 "the backup is not as it was written");
  else if (made != NULL && g_rename (part, name) != 0)
    local = g_error_new_literal (PARVIS_STORE_ERROR, parvis_store_error_for_errno (errno),
                                 "the backup cannot be given its name");
  if (local != NULL)
    {
      g_unlink (part);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  all = list_backups (path);
  for (guint i = KEPT; i < all->len; i++)
    g_unlink (g_ptr_array_index (all, i));
  parvis_private_file_sync_folder (path);

  return TRUE;
}

/**
 * parvis_backup_restore:
 * @database: a store, in a transaction
 * @path: its file
 * @n_rows: (out): how many rows came back
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Takes what people wrote from the newest backup that is whole and of the same account. A damaged
 * one is passed over.
 *
 * Returns: whether all could be read and written; true where there is no backup
 */
gboolean
parvis_backup_restore (ParvisDatabase  *database,
                       const char      *path,
                       guint           *n_rows,
                       GError         **error)
{
  g_autoptr(GPtrArray) all = list_backups (path);

  *n_rows = 0;

  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr(GError) local = NULL;
      g_autoptr(ParvisDatabase) backup = open_good (g_ptr_array_index (all, i), database, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (backup == NULL)
        {
          g_message ("a backup of the store is damaged and passed over");
          continue;
        }

      for (guint j = 0; j < G_N_ELEMENTS (tables); j++)
        if (!copy_table (backup, database, tables[j], n_rows, error))
          return FALSE;

      return TRUE;
    }

  return TRUE;
}
