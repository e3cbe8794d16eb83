#include "config.h"

#include "parvis-merging.h"

#include "parvis-statement.h"

/* Each batch of people is a part of the index for itself, and a search looks into each part. As one
 * they take a fifth less room, and searches a third to half less time. */

#define PAGES_A_TIME 500
/* It is worth it once as many people as one in so many are new. */
#define SHARE "5"

/* How many parts of a size FTS5 merges by itself, a bit with each change, and at the latest all at
 * once. What is merged in the end need not be merged before. */
static const struct { gint64 little_by_little; gint64 at_once; } usual = { 8, 16 }, off = { 0, 64 };

static gboolean
is_due (ParvisDatabase  *database,
        gint64           least,
        gboolean        *due,
        GError         **error)
{
  gint64 n_new;

  if (!parvis_database_read_number (database, "SELECT iif (" SHARE " * n_new >= n_all, n_new, 0)"
                                    " FROM (SELECT indexed.value AS n_all,"
                                    " indexed.value - ifnull (merged.value, 0) AS n_new"
                                    " FROM meta AS indexed"
                                    " LEFT JOIN meta AS merged ON merged.name = 'merged'"
                                    " WHERE indexed.name = 'indexed')", &n_new, error))
    return FALSE;

  *due = n_new >= MAX (least, 1);

  return TRUE;
}

static gboolean
set_up (ParvisDatabase  *database,
        gint64           little_by_little,
        gint64           at_once,
        GError         **error)
{
  g_autofree char *sql = NULL;
  gint64 is;

  if (!parvis_database_read_number (database, "SELECT v FROM search_config WHERE k = 'automerge'",
                                    &is, error))
    return FALSE;
  if (is == little_by_little)
    return TRUE;

  sql = g_strdup_printf ("INSERT INTO search (search, rank) VALUES ('automerge', %"
                         G_GINT64_FORMAT "), ('crisismerge', %" G_GINT64_FORMAT ")",
                         little_by_little, at_once);

  return parvis_database_execute (database, sql, error);
}

/**
 * parvis_merging_put_off:
 * @database: in a transaction
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * To be called as people are indexed: where they are many, nothing is merged until
 * parvis_merging_run(), which may be of the next sync.
 *
 * Returns: whether it could
 */
gboolean
parvis_merging_put_off (ParvisDatabase  *database,
                        GError         **error)
{
  gboolean due;

  return is_due (database, 1, &due, error) &&
         (!due || set_up (database, off.little_by_little, off.at_once, error));
}

/* FTS5 tells that nothing is left by changing no row but its own. */
static gboolean
merge_some (ParvisDatabase  *database,
            gint64           n_pages,
            gboolean        *left,
            GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "INSERT INTO search (search, rank) VALUES ('merge', ?1)",
                             error);
  sqlite3 *handle = parvis_database_get_handle (database);
  gint64 n_changes = sqlite3_total_changes64 (handle);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, n_pages);
  if (!parvis_statement_run (statement, error))
    return FALSE;

  *left = sqlite3_total_changes64 (handle) - n_changes >= 2;

  return TRUE;
}

/**
 * parvis_merging_run:
 * @database: in a transaction
 * @self: (inout): how far it has come; all zero at first but what says from when on
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Merges some of the search, where many people are new since it was merged. To be called, each time
 * in a transaction, until it has ended; where it is cut, it begins again and has less to do.
 *
 * Returns: whether it could
 */
gboolean
parvis_merging_run (ParvisDatabase  *database,
                    ParvisMerging   *self,
                    GError         **error)
{
  gboolean due = self->begun;
  gboolean left = TRUE;

  if (!due && !is_due (database, self->least, &due, error))
    return FALSE;
  if (!due)
    {
      self->ended = TRUE;
      return TRUE;
    }

  /* Below 0, all parts become one; above, that goes on. */
  if (!merge_some (database, self->begun ? PAGES_A_TIME : -PAGES_A_TIME, &left, error))
    return FALSE;

  self->begun = TRUE;
  if (left)
    return TRUE;

  self->ended = TRUE;

  return set_up (database, usual.little_by_little, usual.at_once, error) &&
         parvis_database_execute (database, "REPLACE INTO meta (name, value) SELECT 'merged',"
                                  " value FROM meta WHERE name = 'indexed'", error);
}
