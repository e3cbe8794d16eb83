#include "config.h"

#include <gio/gio.h>

#include "parvis-migration.h"

#include "parvis-database.h"
#include "parvis-schema.h"
#include "parvis-store-error.h"

/**
 * parvis_migration_get_newest:
 * @folder: a folder of resources: 001.sql, 002.sql and so on
 *
 * Returns: the number of the last of them
 */
gint64
parvis_migration_get_newest (const char *folder)
{
  g_auto(GStrv) names = NULL;

  /* The library is linked in: only a use of it brings its resources along. */
  parvis_schema_get_resource ();
  names = g_resources_enumerate_children (folder, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return names != NULL ? g_strv_length (names) : 0;
}

static gboolean
apply (ParvisDatabase  *database,
       const char      *folder,
       gint64           version,
       GError         **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%03" G_GINT64_FORMAT ".sql", folder, version);
  g_autofree char *stamp =
    g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %" G_GINT64_FORMAT,
                     PARVIS_DATABASE_APPLICATION, version);
  g_autoptr(GBytes) sql = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (sql == NULL)
    {
      g_set_error_literal (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED,
                           "a file of the schema is missing");
      return FALSE;
    }

  /* A resource ends with a zero. */
  return parvis_database_execute (database, g_bytes_get_data (sql, NULL), error) &&
         parvis_database_execute (database, stamp, error);
}

/* Another process may have been here first, so the version is read inside of the transaction. */
static gboolean
step (ParvisDatabase  *database,
      const char      *folder,
      gint64          *version,
      GError         **error)
{
  if (!parvis_database_begin (database, error))
    return FALSE;

  if (parvis_database_read_number (database, "PRAGMA user_version", version, error) &&
      (*version >= parvis_migration_get_newest (folder) ||
       apply (database, folder, *version + 1, error)) &&
      parvis_database_commit (database, error))
    return TRUE;

  parvis_database_rollback (database);

  return FALSE;
}

/**
 * parvis_migration_run:
 * @database: a connection that writes
 * @folder: a folder of resources, %PARVIS_MIGRATION_FOLDER but in tests
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Applies the files that @database has not seen, each in a transaction of its own: where one
 * fails, those before it hold.
 *
 * Returns: whether the schema is the newest, or a newer one
 */
gboolean
parvis_migration_run (ParvisDatabase  *database,
                      const char      *folder,
                      GError         **error)
{
  gint64 newest = parvis_migration_get_newest (folder);
  gint64 version;

  if (!parvis_database_read_number (database, "PRAGMA user_version", &version, error))
    return FALSE;

  while (version < newest)
    {
      gint64 before = version;

      if (!step (database, folder, &version, error))
        return FALSE;
      version = MAX (version, before + 1);
    }

  return TRUE;
}
