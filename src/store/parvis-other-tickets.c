#include "config.h"

#include <sqlite3.h>

#include "parvis-other-tickets.h"

#include "parvis-reading.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "weez-listing.h"
#include "weez-ticket.h"

static const char list_sql[] =
  "SELECT id_ticket, sum (active) FROM daily"
  " WHERE event = (SELECT key FROM event WHERE id = ?1) AND id_ticket NOT IN"
  " (SELECT id FROM ticket WHERE ticket.event = daily.event AND gone = 0)"
  " GROUP BY id_ticket HAVING sum (active) > 0 ORDER BY id_ticket";

static gboolean
read_list (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  ParvisReading *reading = data;
  WeezListing *listing = reading->result;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, list_sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, reading->question);
  while (parvis_statement_step (statement, &has_row, error))
    {
      WeezTicket *ticket;

      if (!has_row)
        return TRUE;

      ticket = g_object_new (WEEZ_TYPE_TICKET, NULL);
      ticket->id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      ticket->participants = sqlite3_column_int64 (statement, 1);
      ticket->price.cents = ticket->quota = ticket->group_size = WEEZ_UNKNOWN;
      g_ptr_array_add (listing->records, ticket);
    }

  return FALSE;
}

/**
 * parvis_other_tickets_list:
 * @store: an open store
 * @id_event: the event
 *
 * Returns: (transfer full): resolves to a #WeezListing of #WeezTicket, of which only the id, "" for
 *   none, and the active participants are known; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_other_tickets_list (ParvisStore *store,
                           const char  *id_event)
{
  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  return parvis_reading_run (store, read_list, weez_listing_new_empty (WEEZ_TYPE_TICKET),
                             g_strdup (id_event), g_free);
}
