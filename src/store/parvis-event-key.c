#include "config.h"

#include <sqlite3.h>

#include "parvis-event-key.h"

#include "parvis-statement.h"

/**
 * parvis_event_key_find:
 * @database: a store
 * @id_event: the event
 * @key: (out): its key, 0 where the store does not have it
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it could be looked up
 */
gboolean
parvis_event_key_find (ParvisDatabase  *database,
                       const char      *id_event,
                       gint64          *key,
                       GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT key FROM event WHERE id = ?1", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, id_event);
  if (!parvis_statement_step (statement, &has_row, error))
    return FALSE;

  *key = has_row ? sqlite3_column_int64 (statement, 0) : 0;

  return TRUE;
}
