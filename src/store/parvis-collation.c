#include "config.h"

#include "parvis-collation.h"

#include "parvis-fold.h"
#include "parvis-indexer.h"
#include "parvis-places.h"

/* Name order is kept as the keys that ICU makes, which another version may make otherwise. Then
 * everybody is sorted again, some thousands in a transaction. */

#define ROWS_A_TIME 5000
#define RULES "collation"

enum { KEY, ORD, SORT_KEY, LAST_NAME, FIRST_NAME };

static gboolean
is_current (ParvisDatabase  *database,
            const char      *rules,
            gboolean        *current,
            GError         **error)
{
  g_autofree char *kept = parvis_database_read_fact (database, "meta", RULES, error);

  if (kept == NULL)
    return FALSE;

  *current = g_str_equal (kept, rules);

  return TRUE;
}

static gboolean
move (ParvisDatabase  *database,
      gint64           key,
      gint64           ord,
      GBytes          *sort_key,
      GError         **error)
{
  g_autoptr(ParvisStatement) statement = NULL;
  gsize size;
  const void *data = g_bytes_get_data (sort_key, &size);

  statement = parvis_database_prepare (database, "UPDATE participant SET ord = ?2, sort_key = ?3"
                                       " WHERE key = ?1", error);
  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, key);
  parvis_statement_bind_int (statement, 2, ord);
  sqlite3_bind_blob (statement, 3, data, (int) size, SQLITE_STATIC);

  return parvis_statement_run (statement, error);
}

/* The index of words knows people by their places. */
static gboolean
leave_index (ParvisDatabase  *database,
             gint64           key,
             GError         **error)
{
  return parvis_indexer_remove (database, key, error) &&
         parvis_indexer_queue (database, key, error);
}

static gboolean
sort_one (ParvisDatabase   *database,
          ParvisStatement  *row,
          gint64            key,
          GError          **error)
{
  const char *last_name = (const char *) sqlite3_column_text (row, LAST_NAME);
  const char *first_name = (const char *) sqlite3_column_text (row, FIRST_NAME);
  gint64 own = sqlite3_column_int64 (row, ORD);
  g_autoptr(GBytes) sort_key = parvis_fold_sort_key (last_name, first_name);
  g_autoptr(GBytes) kept = g_bytes_new_static (sqlite3_column_blob (row, SORT_KEY),
                                               (gsize) sqlite3_column_bytes (row, SORT_KEY));
  gint64 ord;

  if (!parvis_place_choose (database, parvis_fold_ord (sort_key), own, &ord, error))
    return FALSE;
  if (ord == own && g_bytes_equal (sort_key, kept))
    return TRUE;

  return (ord == own || leave_index (database, key, error)) &&
         move (database, key, ord, sort_key, error);
}

static gboolean
sort_some (ParvisDatabase   *database,
           ParvisCollation  *self,
           GError          **error)
{
  g_autoptr(ParvisStatement) rows = NULL;
  gboolean has_row = FALSE;

  rows = parvis_database_prepare (database, "SELECT key, ord, sort_key, last_name, first_name"
                                  " FROM participant WHERE key > ?1 ORDER BY key LIMIT ?2", error);
  if (rows == NULL)
    return FALSE;

  parvis_statement_bind_int (rows, 1, self->after);
  parvis_statement_bind_int (rows, 2, ROWS_A_TIME);
  self->ended = TRUE;
  while (parvis_statement_step (rows, &has_row, error))
    {
      if (!has_row)
        return TRUE;

      self->ended = FALSE;
      self->after = sqlite3_column_int64 (rows, KEY);
      if (!sort_one (database, rows, self->after, error))
        return FALSE;
    }

  return FALSE;
}

/**
 * parvis_collation_renew:
 * @database: in a transaction
 * @self: (inout): all zero at first
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Sorts participants again if the rules of French order are not those they were sorted by: some at
 * a time, to be called until it has ended. Where it was cut, it begins anew.
 *
 * Returns: whether it could
 */
gboolean
parvis_collation_renew (ParvisDatabase   *database,
                        ParvisCollation  *self,
                        GError          **error)
{
  g_autofree char *rules = parvis_fold_dup_rules ();

  if (!is_current (database, rules, &self->ended, error))
    return FALSE;
  if (self->ended)
    return TRUE;

  return sort_some (database, self, error) &&
         (!self->ended || parvis_database_write_fact (database, "meta", RULES, rules, error));
}
