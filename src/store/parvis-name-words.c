#include "config.h"

#include <string.h>

#include "parvis-name-words.h"

#include "parvis-index-row.h"

/* Words that begin alike, which are looked for one by one. Of a million people, a hundred or so
 * begin with the same five letters. */
#define MAX_CHOICE 400

/* Comes after any letter. */
#define LAST "\xf4\x8f\xbf\xbf"

static void
append_start (GString    *expression,
              const char *word)
{
  g_string_append_printf (expression, "\"%s\" *", word);
}

/**
 * parvis_name_words_append:
 * @database: a connection of this thread
 * @expression: (inout): of FTS5
 * @word: a folded word: of letters and digits alone, so that nothing in it means anything to FTS5
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Appends what finds all words that begin with @word. A short beginning is a term itself. Longer
 * words of names and answers that begin so are few, and each of them gives its rows one by one.
 *
 * Returns: whether the words could be read
 */
gboolean
parvis_name_words_append (ParvisDatabase  *database,
                          GString         *expression,
                          const char      *word,
                          GError         **error)
{
  g_autoptr(ParvisStatement) statement = NULL;
  g_autoptr(GString) choice = NULL;
  g_autofree char *end = NULL;
  guint n_words = 0;
  gboolean has_row = FALSE;

  if (g_utf8_strlen (word, -1) <= PARVIS_INDEX_PREFIX)
    {
      g_string_append_printf (expression, "\"%s\"", word);
      return TRUE;
    }
  if (!parvis_index_is_plain (word, strlen (word)))
    {
      append_start (expression, word);
      return TRUE;
    }

  statement = parvis_database_prepare (database, "SELECT word FROM word WHERE word > ?1"
                                       " AND word < ?2 AND start < ?4 ORDER BY word LIMIT ?3",
                                       error);
  if (statement == NULL)
    return FALSE;

  end = g_strconcat (word, LAST, NULL);
  choice = g_string_new (NULL);
  g_string_append_printf (choice, "(\"%s\"", word);
  parvis_statement_bind_text (statement, 1, word);
  parvis_statement_bind_text (statement, 2, end);
  parvis_statement_bind_int (statement, 3, MAX_CHOICE + 1);
  parvis_statement_bind_int (statement, 4, (gint64) strlen (word));
  while (parvis_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        {
          if (n_words > MAX_CHOICE)
            append_start (expression, word);
          else
            g_string_append_printf (expression, "%s)", choice->str);
          return TRUE;
        }

      n_words++;
      g_string_append_printf (choice, " OR \"%s\"",
                              (const char *) sqlite3_column_text (statement, 0));
    }

  return FALSE;
}
