#include "config.h"

#include <sqlite3.h>

#include "parvis-event-state.h"

#include "parvis-event-sales.h"
#include "parvis-statement.h"
#include "parvis-table.h"
#include "parvis-ticket-tree.h"

static void
state_free (gpointer data)
{
  ParvisEventState *state = data;

  g_clear_object (&state->record);
  g_clear_object (&state->details);
  g_clear_object (&state->tickets);
  g_clear_pointer (&state->changed_at, g_date_time_unref);
  g_free (state->id_edition);
  g_free (state);
}

static gboolean
read_events (ParvisDatabase  *database,
             GTimeZone       *zone,
             GPtrArray       *states,
             GError         **error)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_EVENT);
  g_autofree char *sql =
    g_strdup_printf ("SELECT key, ifnull (max (last_sync, completed_at), 0), ifnull (dropped, 0),"
                     " %s FROM event LEFT JOIN event_sync ON event_sync.event = event.key"
                     " WHERE gone = 0 ORDER BY position", table->list);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  while (parvis_statement_step (statement, &has_row, error))
    {
      ParvisEventState *state;

      if (!has_row)
        return TRUE;

      state = g_new0 (ParvisEventState, 1);
      state->key = sqlite3_column_int64 (statement, 0);
      state->updated_at = sqlite3_column_int64 (statement, 1);
      state->dropped = sqlite3_column_int64 (statement, 2);
      state->record = WEEZ_EVENT (parvis_table_load (table, statement, 3, zone));
      g_ptr_array_add (states, state);
    }

  return FALSE;
}

/* An event without a page has a row that only says when it was asked for. */
static gboolean
read_details (ParvisDatabase    *database,
              GTimeZone         *zone,
              ParvisEventState  *state,
              GError           **error)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_EVENT_DETAILS);
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM event_details WHERE key = ?1"
                     " AND (id IS NOT NULL OR title IS NOT NULL)", table->list);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, state->key);
  if (!parvis_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    state->details = WEEZ_EVENT_DETAILS (parvis_table_load (table, statement, 0, zone));

  return TRUE;
}

/**
 * parvis_event_state_read_all:
 * @database: a store
 * @zone: (transfer none): the account's
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ParvisEventState): the events that are not
 *   gone, as the service orders them; null on error
 */
GPtrArray *
parvis_event_state_read_all (ParvisDatabase  *database,
                             GTimeZone       *zone,
                             GError         **error)
{
  g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func (state_free);

  if (!read_events (database, zone, states, error))
    return NULL;

  for (guint i = 0; i < states->len; i++)
    {
      ParvisEventState *state = g_ptr_array_index (states, i);

      if (!read_details (database, zone, state, error) ||
          !(state->tickets = parvis_ticket_tree_read (database, state->key, zone, error)))
        return NULL;
    }

  if (!parvis_event_sales_read (database, zone, states, error))
    return NULL;

  return g_steal_pointer (&states);
}
