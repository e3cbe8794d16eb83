#include "config.h"

#include <string.h>

#include "parvis-search-private.h"

#include "parvis-name-words.h"

/* Who is found by a code: alone, or with words beside it. */

/* Codes that begin alike: more are looked at in name order instead. */
#define MAX_CODES 20000
#define MAX_CODES_OF_EVENT 1000
/* Who have a code that begins like the one among the words typed are looked at one by one. */
#define MAX_LOOKED_AT 1000
/* To look at so many takes as long as going through all who have a common beginning. */
#define FEW 150

/* Whose codes begin like this, in name order; one more than @most where they are too many. */
static GArray *
list_codes (ParvisSearchRun  *run,
            const char       *code,
            guint             most,
            GError          **error)
{
  static const char sql[] = "SELECT ord FROM code WHERE value >= ?1 AND value < ?2 LIMIT ?3";
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (run->database, sql, error);
  g_autoptr(GArray) ords = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *end = g_strconcat (code, "\xf4\x8f\xbf\xbf", NULL);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;

  parvis_statement_bind_text (statement, 1, code);
  parvis_statement_bind_text (statement, 2, end);
  parvis_statement_bind_int (statement, 3, most + 1);
  while (has_row)
    {
      gint64 ord;

      if (!parvis_statement_step (statement, &has_row, error))
        return NULL;
      ord = has_row ? sqlite3_column_int64 (statement, 0) : 0;
      if (has_row)
        g_array_append_val (ords, ord);
    }
  g_array_sort (ords, parvis_search_compare_ords);

  return g_steal_pointer (&ords);
}

/* Of longer codes only the stubs are words. */
static void
append_stub (GString    *expression,
             const char *code)
{
  const char *end = g_utf8_offset_to_pointer (code, PARVIS_INDEX_STUB);

  g_string_append_printf (expression, "\"%.*s\"", (int) (end - code), code);
}

/* Looks at one who may be sought; FALSE where there are enough. */
typedef gboolean (* Look) (ParvisSearchRun *run,
                           ParvisStatement *statement,
                           ParvisIndexRow  *row,
                           guint           *n_taken);

/* At those that have what an expression says, in name order, and at no more than @most. */
static gboolean
look_through (ParvisSearchRun  *run,
              GString          *expression,
              guint             most,
              Look              look,
              GError          **error)
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
    if (!has_row || !look (run, statement, row, &n_taken))
      return TRUE;

  return FALSE;
}

static gboolean
is_within (ParvisSearchRun      *run,
           const ParvisIndexRow *row)
{
  return run->event == 0 || row->event == run->event;
}

static gboolean
look_at_codes (ParvisSearchRun *run,
               ParvisStatement *statement,
               ParvisIndexRow  *row,
               guint           *n_taken)
{
  parvis_index_row_read_codes (row, statement, 0);

  return !is_within (run, row) || !parvis_search_has_code (run->search, row) ||
         parvis_search_run_take (run, n_taken, row->ord);
}

/* Of the many whose codes begin alike, the first in name order. */
static gboolean
find_many_codes (ParvisSearchRun  *run,
                 GError          **error)
{
  g_autoptr(GString) expression = g_string_new (NULL);

  append_stub (expression, run->search->code);

  return look_through (run, expression, G_MAXUINT, look_at_codes, error);
}

gboolean
parvis_search_find_codes (ParvisSearchRun  *run,
                          GError          **error)
{
  /* Of a small event, few of these may be. */
  guint most = run->event == 0 || run->looks ? MAX_CODES : MAX_CODES_OF_EVENT;
  g_autoptr(GArray) ords = list_codes (run, run->search->code, most, error);
  guint n_taken = 0;

  if (ords == NULL)
    return FALSE;
  if (ords->len > most)
    return find_many_codes (run, error);

  for (guint i = 0; i < ords->len; i++)
    {
      gint64 ord = g_array_index (ords, gint64, i);
      gboolean is = FALSE;

      if (!parvis_search_run_is_of_event (run, ord, &is, error))
        return FALSE;
      if (is && !parvis_search_run_take (run, &n_taken, ord))
        break;
    }

  return TRUE;
}

/* ---- words and codes ---- */

/* NULL where none of the words may be one. */
static const char *
get_longest_code (const ParvisSearch *search)
{
  const char *longest = NULL;

  for (guint i = 0; i < search->n_words; i++)
    if (parvis_search_is_code (search->words[i]) &&
        (longest == NULL || strlen (search->words[i]) > strlen (longest)))
      longest = search->words[i];

  return longest;
}

/* At all words and codes. */
static gboolean
look_at (ParvisSearchRun *run,
         ParvisStatement *statement,
         ParvisIndexRow  *row,
         guint           *n_taken)
{
  parvis_index_row_read (row, statement, 0);

  return !is_within (run, row) || !parvis_search_has_words (run->search, row) ||
         parvis_search_run_take (run, n_taken, row->ord);
}

/* At the short words, where an expression has all others, be they spelled almost so. */
static gboolean
look_at_short (ParvisSearchRun *run,
               ParvisStatement *statement,
               ParvisIndexRow  *row,
               guint           *n_taken)
{
  parvis_index_row_read (row, statement, 0);

  return !is_within (run, row) || !parvis_search_has_short_words (run->search, row) ||
         parvis_search_run_take (run, n_taken, row->ord);
}

static gboolean
look_at_few (ParvisSearchRun  *run,
             GArray           *ords,
             Look              look,
             GError          **error)
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
      if (has_row && !look (run, statement, row, &n_taken))
        return TRUE;
      sqlite3_reset (statement);
    }

  return TRUE;
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
  g_autoptr(GArray) ords = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_search_run_append_event (run, within);
  parvis_statement_bind_text (statement, 1, within->str);
  parvis_statement_bind_int (statement, 2, FEW + 1);
  while (parvis_statement_step (statement, &has_row, error))
    {
      gint64 ord = has_row ? sqlite3_column_int64 (statement, 0) : 0;

      if (!has_row)
        {
          *done = ords->len <= FEW;
          return !*done || look_at_few (run, ords, slips ? look_at_short : look_at, error);
        }
      g_array_append_val (ords, ord);
    }

  return FALSE;
}

static gboolean
look_at_many (ParvisSearchRun  *run,
              GError          **error)
{
  g_autoptr(GString) expression = g_string_new (NULL);

  for (guint i = 0; i < run->search->n_words; i++)
    {
      const char *word = run->search->words[i];

      g_string_append (expression, i > 0 ? " AND " : "");
      if (parvis_search_is_code (word))
        append_stub (expression, word);
      else if (!parvis_name_words_append (run->database, expression, word, error))
        return FALSE;
    }

  return look_through (run, expression, MAX_LOOKED_AT, look_at, error);
}

/* A name and a code together, as they are read from a ticket. */
gboolean
parvis_search_find_words_and_codes (ParvisSearchRun  *run,
                                    GError          **error)
{
  const char *code = get_longest_code (run->search);
  g_autoptr(GArray) ords = NULL;

  if (code == NULL)
    return TRUE;
  if (!(ords = list_codes (run, code, MAX_LOOKED_AT, error)))
    return FALSE;

  return ords->len > MAX_LOOKED_AT ? look_at_many (run, error)
                                   : look_at_few (run, ords, look_at, error);
}
