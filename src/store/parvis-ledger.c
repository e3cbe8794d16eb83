#include "config.h"

#include <sqlite3.h>

#include "parvis-ledger.h"

#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "parvis-weak.h"

#define MINUTE (60 * 1000)
#define DAY (24 * 60 * MINUTE)

/* One request that asks to be counted; times are milliseconds. */
typedef struct
{
  gint64 now;
  guint  wait;
} Entry;

/* How long until fewer than @most requests lie within @span; 0 for now. */
static gboolean
find_wait (ParvisDatabase  *database,
           gint64           now,
           gint64           span,
           guint            most,
           gint64          *wait,
           GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT time FROM request WHERE time > ?1"
                             " ORDER BY time DESC LIMIT 1 OFFSET ?2", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, now - span);
  parvis_statement_bind_int (statement, 2, most - 1);
  if (!parvis_statement_step (statement, &has_row, error))
    return FALSE;

  if (has_row)
    *wait = MAX (*wait, sqlite3_column_int64 (statement, 0) + span - now);

  return TRUE;
}

static gboolean
run_at (ParvisDatabase  *database,
        const char      *sql,
        gint64           time,
        GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, time);

  return parvis_statement_run (statement, error);
}

/* What lies in the future was counted before the clock was put back, and is older than it says. */
static gboolean
count_request (ParvisDatabase  *database,
               gpointer         data,
               GError         **error)
{
  Entry *entry = data;
  gint64 wait = 0;

  if (!run_at (database, "DELETE FROM request WHERE time <= ?1", entry->now - DAY, error) ||
      !run_at (database, "DELETE FROM request WHERE time > ?1", entry->now + MINUTE, error) ||
      !find_wait (database, entry->now, MINUTE, WEEZ_LIMITER_PER_MINUTE, &wait, error) ||
      !find_wait (database, entry->now, DAY, WEEZ_LIMITER_PER_DAY, &wait, error))
    return FALSE;

  entry->wait = (guint) CLAMP (wait, 0, DAY);

  return wait > 0 ||
         run_at (database, "INSERT INTO request (time) VALUES (?1)", entry->now, error);
}

static DexFuture *
counted (DexFuture *completed,
         gpointer   user_data)
{
  return dex_future_new_for_uint (((Entry *) user_data)->wait);
}

static DexFuture *
ask (gpointer data)
{
  g_autoptr(ParvisStore) store = parvis_weak_get (data);
  Entry *entry;

  if (store == NULL || !parvis_store_is_open (store))
    return dex_future_new_for_uint (0);

  /* Shared by the job and by who waits for it: either may go first. */
  entry = g_atomic_rc_box_new0 (Entry);
  entry->now = g_get_real_time () / 1000;

  /* Where it can't be counted, the client's own budget is left. */
  return dex_future_then (parvis_store_write_aside (store, count_request,
                                                    g_atomic_rc_box_acquire (entry),
                                                    g_atomic_rc_box_release),
                          counted, entry, g_atomic_rc_box_release);
}

/**
 * parvis_ledger_share:
 * @store: (transfer none): of the account
 * @client: (transfer none): that asks for it
 *
 * Counts the requests of @client in @store, so that all processes together keep within the budget
 * of the account, over restarts too. A service on this computer has no budget.
 */
void
parvis_ledger_share (ParvisStore *store,
                     WeezClient  *client)
{
  g_return_if_fail (PARVIS_IS_STORE (store));
  g_return_if_fail (WEEZ_IS_CLIENT (client));

  weez_limiter_set_ledger (weez_client_get_limiter (client), ask, parvis_weak_new (store),
                           parvis_weak_free);
}
