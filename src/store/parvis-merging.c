#include "config.h"

#include "parvis-merging.h"

#include "parvis-statement.h"

/* Each batch of people is a part of the index for itself, and a search looks into each part. As one
 * they take a fifth less room, and searches a third to half less time. */

#define PAGES_A_TIME 500
/* It is worth it once as many people as one in so many are new. */
#define SHARE "5"

static const char * const tables[] = { "word_search", "mail_search" };

/* How many parts of a size FTS5 merges by itself, a bit with each change, and at the latest all at
 * once. What is merged in the end need not be merged before. */
static const struct { gint64 little_by_little; gint64 at_once; } usual = { 8, 16 }, off = { 0, 64 };

static gboolean
is_due (ParvisDatabase  *database,
        gboolean        *due,
        GError         **error)
{
  gint64 number;

  if (!parvis_database_read_number (database, "SELECT indexed.value > ifnull (merged.value, 0) AND "
                                    SHARE " * (indexed.value - ifnull (merged.value, 0))"
                                    " >= indexed.value FROM meta AS indexed"
                                    " LEFT JOIN meta AS merged ON merged.name = 'merged'"
                                    " WHERE indexed.name = 'indexed'", &number, error))
    return FALSE;

  *due = number != 0;

  return TRUE;
}

static gboolean
set_up (ParvisDatabase  *database,
        gint64           little_by_little,
        gint64           at_once,
        GError         **error)
{
  gint64 is;

  if (!parvis_database_read_number (database, "SELECT v FROM word_search_config"
                                    " WHERE k = 'automerge'", &is, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (tables) && is != little_by_little; i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("INSERT INTO %s (%s, rank) VALUES ('automerge', %" G_GINT64_FORMAT "),"
                         " ('crisismerge', %" G_GINT64_FORMAT ")", tables[i], tables[i],
                         little_by_little, at_once);

      if (!parvis_database_execute (database, sql, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * parvis_merging_put_off:
 * @database: in a transaction
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * To be called as people are indexed: where parvis_merging_run() comes after them, nothing is
 * merged until then.
 *
 * Returns: whether it could
 */
gboolean
parvis_merging_put_off (ParvisDatabase  *database,
                        GError         **error)
{
  gboolean due;

  return is_due (database, &due, error) &&
         (!due || set_up (database, off.little_by_little, off.at_once, error));
}

/* FTS5 tells that nothing is left by changing no row but its own. */
static gboolean
merge_some (ParvisDatabase  *database,
            const char      *table,
            gint64           n_pages,
            gboolean        *left,
            GError         **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO %s (%s, rank) VALUES ('merge', ?1)", table,
                                          table);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);
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
 * @self: (inout): how far it has come; all zero at first
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
  gboolean left = TRUE;

  if (self->table == 0 && !self->begun)
    {
      gboolean due;

      if (!is_due (database, &due, error))
        return FALSE;
      if (!due)
        {
          self->ended = TRUE;
          return TRUE;
        }
    }

  /* Below 0, all parts become one; above, that goes on. */
  if (!merge_some (database, tables[self->table], self->begun ? PAGES_A_TIME : -PAGES_A_TIME, &left,
                   error))
    return FALSE;

  self->begun = left;
  self->table += !left;
  if (self->table < G_N_ELEMENTS (tables))
    return TRUE;

  self->ended = TRUE;

  return set_up (database, usual.little_by_little, usual.at_once, error) &&
         parvis_database_execute (database, "REPLACE INTO meta (name, value) SELECT 'merged',"
                                  " value FROM meta WHERE name = 'indexed'", error);
}
