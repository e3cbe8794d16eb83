#include "config.h"

#include <sqlite3.h>

#include "parvis-account-kept.h"

#include "parvis-event-state.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"

static void
clear (gpointer data)
{
  ParvisAccountKept *self = data;

  g_clear_object (&self->store);
  g_clear_pointer (&self->events, g_ptr_array_unref);
}

/**
 * parvis_account_kept_new:
 * @store: (transfer none): an open store
 *
 * Returns: (transfer full): nothing yet, to be read
 */
ParvisAccountKept *
parvis_account_kept_new (ParvisStore *store)
{
  ParvisAccountKept *self = g_atomic_rc_box_new0 (ParvisAccountKept);

  self->store = g_object_ref (store);

  return self;
}

/**
 * parvis_account_kept_unref:
 * @self: what is kept
 */
void
parvis_account_kept_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* An account without events has no event that says when it was read. */
static gboolean
read_stamp (ParvisDatabase  *database,
            gint64          *stamp,
            GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT max (ifnull ((SELECT value FROM meta"
                             " WHERE name = 'last_sync'), 0), ifnull ((SELECT max (max (last_sync,"
                             " completed_at)) FROM event_sync), 0))", error);

  if (statement == NULL || !parvis_statement_step (statement, NULL, error))
    return FALSE;

  *stamp = sqlite3_column_int64 (statement, 0);

  return TRUE;
}

static gboolean
read_kept (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  ParvisAccountKept *self = data;
  gint64 updated_at;
  GPtrArray *events;

  if (!read_stamp (database, &updated_at, error) ||
      !(events = parvis_event_state_read_all (database, parvis_store_get_zone (self->store),
                                              error)))
    return FALSE;

  self->updated_at = updated_at;
  self->events = events;

  return TRUE;
}

/**
 * parvis_account_kept_read:
 * @self: what is kept, not read yet
 *
 * Returns: (transfer full): resolves once @self is read; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_account_kept_read (ParvisAccountKept *self)
{
  return parvis_store_read (self->store, read_kept, g_atomic_rc_box_acquire (self),
                            parvis_account_kept_unref);
}

static gboolean
write_stamp (ParvisDatabase  *database,
             gpointer         data,
             GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "INSERT OR REPLACE INTO meta (name, value)"
                             " VALUES ('last_sync', ?1)", error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, g_get_real_time () / G_USEC_PER_SEC);

  return parvis_statement_run (statement, error);
}

/**
 * parvis_account_kept_stamp:
 * @store: an open store, into which all of the account was just read
 *
 * Returns: (transfer full): resolves once that is kept; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_account_kept_stamp (ParvisStore *store)
{
  return parvis_store_write (store, write_stamp, NULL, NULL);
}
