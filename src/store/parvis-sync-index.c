#include "config.h"

#include "parvis-sync-steps.h"

#include "parvis-backup.h"
#include "parvis-check.h"
#include "parvis-collation.h"
#include "parvis-indexer.h"
#include "parvis-sync-point.h"

/* What a sync does on this computer alone: name order, the search, the backup. */

/* Rows indexed in one transaction. */
#define ROWS_A_BATCH 5000
/* Free pages of the file that are not worth moving others for. */
#define MANY_FREE 200

static gboolean
sort_some (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  gboolean done = parvis_collation_renew (database, data, error);

  parvis_sync_point ("order", "applied");

  return done;
}

gboolean
parvis_sync_step_order (ParvisSync  *self,
                        GError     **error)
{
  ParvisCollation collation = { 0 };

  while (!collation.ended)
    {
      if (!parvis_sync_write (self, sort_some, &collation, error))
        return FALSE;
      if (!collation.ended)
        parvis_sync_say (self, PARVIS_SYNC_INDEX, NULL, 0, 0);
    }

  return TRUE;
}

static gboolean
index_found_by (ParvisDatabase  *database,
                gpointer         data,
                GError         **error)
{
  GPtrArray *found_by = data;
  gboolean done = parvis_indexer_add (database, found_by, error);

  g_ptr_array_set_size (found_by, 0);
  parvis_sync_point ("index", "applied");

  return done;
}

static gboolean
index_some (ParvisDatabase  *database,
            gpointer         data,
            GError         **error)
{
  gboolean done = parvis_indexer_run (database, ROWS_A_BATCH, data, error);

  parvis_sync_point ("index", "applied");

  return done;
}

/* What people wrote is saved before it could be needed: once a day, and never a reason to stop. */
static gboolean
back_up (ParvisDatabase  *database,
         gpointer         data,
         GError         **error)
{
  ParvisSync *self = data;
  const char *path = parvis_store_get_path (self->store);
  g_autoptr(GDateTime) day = g_date_time_new_from_unix_local (self->now);
  g_autoptr(GError) problem = NULL;

  if (parvis_backup_is_due (path, day) && !parvis_backup_make (database, path, day, &problem))
    g_warning ("No backup: %s", problem->message);

  return TRUE;
}

/* Merging the index leaves pages free that no later sync needs. */
static gboolean
give_room_back (ParvisDatabase  *database,
                gpointer         data,
                GError         **error)
{
  gint64 n_free;

  return parvis_database_read_number (database, "PRAGMA freelist_count", &n_free, error) &&
         (n_free < MANY_FREE ||
          parvis_database_execute (database, "PRAGMA incremental_vacuum", error));
}

static gboolean
begin_checks (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  return parvis_check_begin (database, ((ParvisSync *) data)->now, error);
}

/* Makes those findable who were read so far, once they are worth it, in the transaction that wrote
 * the last of them. Of those who wait, a search looks only at the first ones. */
gboolean
parvis_sync_index_meanwhile (ParvisSync      *self,
                             ParvisDatabase  *database,
                             GError         **error)
{
  return self->found_by->len < ROWS_A_BATCH || index_found_by (database, self->found_by, error);
}

gboolean
parvis_sync_step_index (ParvisSync  *self,
                        GError     **error)
{
  guint n_done;

  if (self->found_by->len > 0 && !parvis_sync_write (self, index_found_by, self->found_by, error))
    return FALSE;

  do
    {
      n_done = 0;
      if (!parvis_sync_write (self, index_some, &n_done, error))
        return FALSE;
      parvis_sync_say (self, PARVIS_SYNC_INDEX, NULL, 0, 0);
    }
  while (n_done > 0);

  return dex_await (parvis_store_write_aside (self->store, give_room_back, NULL, NULL), error) &&
         dex_await (parvis_store_read (self->store, back_up, self, NULL), error) &&
         parvis_sync_write (self, begin_checks, self, error);
}
