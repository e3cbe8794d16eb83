#include "config.h"

#include <sqlite3.h>

#include "parvis-daily.h"

#include "parvis-statement.h"

/* The counts of each event, ticket and day of order change by what a page changes, in the page's
 * own transaction, so that a sum over days is right at any moment. */

typedef struct
{
  gint64       event;
  const char  *id_ticket;   /* interned */
  gint64       day;
  ParvisCounts counts;
} Cell;

struct _ParvisDaily
{
  GHashTable *cells;
};

static guint
hash_cell (gconstpointer data)
{
  const Cell *cell = data;

  return (guint) cell->event * 31 + (guint) cell->day * 1000003 + g_direct_hash (cell->id_ticket);
}

static gboolean
equal_cells (gconstpointer a,
             gconstpointer b)
{
  const Cell *left = a;
  const Cell *right = b;

  return left->event == right->event && left->day == right->day &&
         left->id_ticket == right->id_ticket;
}

ParvisDaily *
parvis_daily_new (void)
{
  ParvisDaily *self = g_new0 (ParvisDaily, 1);

  self->cells = g_hash_table_new_full (hash_cell, equal_cells, g_free, NULL);

  return self;
}

void
parvis_daily_free (ParvisDaily *self)
{
  g_hash_table_unref (self->cells);
  g_free (self);
}

/**
 * parvis_daily_add:
 * @self: changes of one transaction
 * @event: key of the event
 * @id_ticket: (nullable): the ticket
 * @day: julian day of the order, 0 where it is not known
 * @counts: (transfer none): what a participant counts for
 * @sign: 1 or -1
 */
void
parvis_daily_add (ParvisDaily        *self,
                  gint64              event,
                  const char         *id_ticket,
                  gint64              day,
                  const ParvisCounts *counts,
                  int                 sign)
{
  Cell wanted = {
    .event = event,
    .id_ticket = g_intern_string (id_ticket != NULL ? id_ticket : ""),
    .day = day,
  };
  Cell *cell = g_hash_table_lookup (self->cells, &wanted);

  if (cell == NULL)
    {
      cell = g_memdup2 (&wanted, sizeof wanted);
      g_hash_table_add (self->cells, cell);
    }

  cell->counts.participants += sign * counts->participants;
  cell->counts.active += sign * counts->active;
  cell->counts.deleted += sign * counts->deleted;
  cell->counts.unpaid += sign * counts->unpaid;
  cell->counts.refunded += sign * counts->refunded;
  cell->counts.scanned += sign * counts->scanned;
}

static const char add_sql[] =
  "INSERT INTO daily (event, id_ticket, day,"
  " participants, active, deleted, unpaid, refunded, scanned)"
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
  " ON CONFLICT (event, id_ticket, day) DO UPDATE SET"
  " participants = participants + excluded.participants, active = active + excluded.active,"
  " deleted = deleted + excluded.deleted, unpaid = unpaid + excluded.unpaid,"
  " refunded = refunded + excluded.refunded, scanned = scanned + excluded.scanned";

static const char forget_sql[] =
  "DELETE FROM daily WHERE event = ?1 AND id_ticket = ?2 AND day = ?3 AND participants = 0";

/**
 * parvis_daily_write:
 * @self: changes of one transaction
 * @database: in that transaction
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether they were written
 */
gboolean
parvis_daily_write (ParvisDaily     *self,
                    ParvisDatabase  *database,
                    GError         **error)
{
  g_autoptr(ParvisStatement) add = parvis_database_prepare (database, add_sql, error);
  g_autoptr(ParvisStatement) forget = NULL;
  GHashTableIter iter;
  gpointer key;

  if (add == NULL || (forget = parvis_database_prepare (database, forget_sql, error)) == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Cell *cell = key;
      const gint64 counts[] = {
        cell->counts.participants, cell->counts.active, cell->counts.deleted,
        cell->counts.unpaid, cell->counts.refunded, cell->counts.scanned,
      };

      parvis_statement_bind_int (add, 1, cell->event);
      parvis_statement_bind_text (add, 2, cell->id_ticket);
      parvis_statement_bind_int (add, 3, cell->day);
      for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
        parvis_statement_bind_int (add, 4 + (int) i, counts[i]);
      if (!parvis_statement_run (add, error))
        return FALSE;

      if (cell->counts.participants >= 0)
        continue;

      parvis_statement_bind_int (forget, 1, cell->event);
      parvis_statement_bind_text (forget, 2, cell->id_ticket);
      parvis_statement_bind_int (forget, 3, cell->day);
      if (!parvis_statement_run (forget, error))
        return FALSE;
    }

  return TRUE;
}

static const char check_sql[] =
  "SELECT count(*) FROM"
  " (SELECT event, ifnull (id_ticket, '') AS ticket, count(*) AS n, sum (paid = 0) AS unpaid,"
  "  sum (refund) AS refunded, sum (deleted OR gone != 0) AS deleted FROM participant"
  "  GROUP BY event, ticket) AS is_"
  " FULL JOIN"
  " (SELECT event, id_ticket AS ticket, sum (participants) AS n, sum (unpaid) AS unpaid,"
  "  sum (refunded) AS refunded, sum (deleted) AS deleted FROM daily"
  "  GROUP BY event, ticket) AS told USING (event, ticket)"
  " WHERE is_.n IS NOT told.n OR is_.unpaid IS NOT told.unpaid"
  " OR is_.refunded IS NOT told.refunded OR is_.deleted IS NOT told.deleted";

/**
 * parvis_daily_check:
 * @database: a store
 * @right: (out): whether the counts are those of the participants
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it could be told
 */
gboolean
parvis_daily_check (ParvisDatabase  *database,
                    gboolean        *right,
                    GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, check_sql, error);

  if (statement == NULL || !parvis_statement_step (statement, NULL, error))
    return FALSE;

  *right = sqlite3_column_int64 (statement, 0) == 0;

  return TRUE;
}
