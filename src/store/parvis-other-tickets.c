#include "config.h"

#include <sqlite3.h>

#include "parvis-other-tickets.h"

#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "weez-listing.h"
#include "weez-ticket.h"

typedef struct
{
  char        *id_event;
  WeezListing *listing;
} Reading;

static void
reading_clear (gpointer data)
{
  Reading *reading = data;

  g_free (reading->id_event);
  g_clear_object (&reading->listing);
}

/* Held by the job as well, which goes on if nobody waits for it any more. */
static void
reading_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, reading_clear);
}

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
  Reading *reading = data;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, list_sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, reading->id_event);
  while (parvis_statement_step (statement, &has_row, error))
    {
      WeezTicket *ticket;

      if (!has_row)
        return TRUE;

      ticket = g_object_new (WEEZ_TYPE_TICKET, NULL);
      ticket->id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      ticket->participants = sqlite3_column_int64 (statement, 1);
      ticket->price.cents = ticket->quota = ticket->group_size = WEEZ_UNKNOWN;
      g_ptr_array_add (reading->listing->records, ticket);
    }

  return FALSE;
}

static DexFuture *
give_list (DexFuture *completed,
           gpointer   user_data)
{
  Reading *reading = user_data;

  return dex_future_new_take_object (g_steal_pointer (&reading->listing));
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
  Reading *reading;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  reading = g_atomic_rc_box_new0 (Reading);
  reading->id_event = g_strdup (id_event);
  reading->listing = weez_listing_new_empty (WEEZ_TYPE_TICKET);

  return dex_future_then (parvis_store_read (store, read_list, g_atomic_rc_box_acquire (reading),
                                             reading_unref),
                          give_list, reading, reading_unref);
}
