#include "config.h"

#include "parvis-search-private.h"

/* Who is looked at one by one, where the index alone does not tell. */

/* To look at so many takes as long as going through all who have a common beginning. */
#define FEW 150

const ParvisSearchLook parvis_search_code_look = {
  parvis_index_row_read_codes, parvis_search_has_code,
};

const ParvisSearchLook parvis_search_word_look = {
  parvis_index_row_read, parvis_search_has_words,
};

/* Where an expression has the other words, be they spelled almost so. */
static const ParvisSearchLook short_word_look = {
  parvis_index_row_read, parvis_search_has_short_words,
};

/* Looks at one who may be sought; FALSE where there are enough. */
static gboolean
look_at_one (ParvisSearchRun        *run,
             const ParvisSearchLook *look,
             ParvisStatement        *statement,
             ParvisIndexRow         *row,
             guint                  *n_taken)
{
  look->read (row, statement, 0);

  return (run->event != 0 && row->event != run->event) || !look->has (run->search, row) ||
         parvis_search_run_take (run, n_taken, row->ord);
}

/* At those that have what an expression says, in name order, and at no more than @most. */
gboolean
parvis_search_look_through (ParvisSearchRun         *run,
                            GString                 *expression,
                            guint                    most,
                            const ParvisSearchLook  *look,
                            GError                 **error)
{
  static const char sql[] =
    "SELECT " PARVIS_INDEX_ROW_COLUMNS " FROM search"
    " CROSS JOIN participant ON participant.ord = search.rowid"
    " WHERE search MATCH ?1 ORDER BY search.rowid LIMIT ?2";
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (run->database, sql, error);
  g_autoptr(ParvisIndexRow) row = parvis_index_row_new ();
  guint n_taken = 0;
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_search_run_append_event (run, expression);
  parvis_statement_bind_text (statement, 1, expression->str);
  parvis_statement_bind_int (statement, 2, most);
  while (parvis_statement_step (statement, &has_row, error))
    if (!has_row || !look_at_one (run, look, statement, row, &n_taken))
      return TRUE;

  return FALSE;
}

/* @ords: in name order */
gboolean
parvis_search_look_at (ParvisSearchRun         *run,
                       GArray                  *ords,
                       const ParvisSearchLook  *look,
                       GError                 **error)
{
  static const char sql[] =
    "SELECT " PARVIS_INDEX_ROW_COLUMNS " FROM participant WHERE ord = ?1";
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (run->database, sql, error);
  g_autoptr(ParvisIndexRow) row = parvis_index_row_new ();
  guint n_taken = 0;

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < ords->len; i++)
    {
      gboolean has_row = FALSE;

      parvis_statement_bind_int (statement, 1, g_array_index (ords, gint64, i));
      if (!parvis_statement_step (statement, &has_row, error))
        return FALSE;
      if (has_row && !look_at_one (run, look, statement, row, &n_taken))
        return TRUE;
      sqlite3_reset (statement);
    }

  return TRUE;
}

/* All that a statement gives. */
GArray *
parvis_search_list_ords (ParvisStatement  *statement,
                         GError          **error)
{
  g_autoptr(GArray) ords = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_row = FALSE;

  while (parvis_statement_step (statement, &has_row, error))
    {
      gint64 ord = has_row ? sqlite3_column_int64 (statement, 0) : 0;

      if (!has_row)
        return g_steal_pointer (&ords);
      g_array_append_val (ords, ord);
    }

  return NULL;
}

/* Looks at those that have what an expression says of the longer words, if they are few.
 * @slips: whether these may be spelled almost so. */
gboolean
parvis_search_find_few (ParvisSearchRun  *run,
                        const char       *expression,
                        gboolean          slips,
                        gboolean         *done,
                        GError          **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (run->database, "SELECT rowid FROM search WHERE search MATCH ?1"
                             " ORDER BY rowid LIMIT ?2", error);
  g_autoptr(GString) within = g_string_new (expression);
  g_autoptr(GArray) ords = NULL;

  if (statement == NULL)
    return FALSE;

  parvis_search_run_append_event (run, within);
  parvis_statement_bind_text (statement, 1, within->str);
  parvis_statement_bind_int (statement, 2, FEW + 1);
  if (!(ords = parvis_search_list_ords (statement, error)))
    return FALSE;

  *done = ords->len <= FEW;

  return !*done ||
         parvis_search_look_at (run, ords, slips ? &short_word_look : &parvis_search_word_look,
                                error);
}
