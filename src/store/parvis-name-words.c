#include "config.h"

#include <string.h>

#include "parvis-name-words.h"

#include "parvis-index-row.h"

/* Words that begin alike, which are looked for one by one. */
#define MAX_CHOICE 40

/* Comes after any letter. */
#define LAST "\xf4\x8f\xbf\xbf"

static const char next_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";

static void
append_start (GString    *expression,
              const char *word)
{
  g_string_append_printf (expression, "\"%s\" *", word);
}

/* Through the beginnings that have one letter or digit more. */
static void
append_longer_starts (GString    *expression,
                      const char *word)
{
  g_string_append_printf (expression, "(\"%s\"", word);
  for (const char *letter = next_letters; *letter != '\0'; letter++)
    g_string_append_printf (expression, " OR \"%s%c\" *", word, *letter);
  g_string_append_c (expression, ')');
}

/* The same for a word without digits, of which only those are taken that there are. */
static gboolean
append_known_starts (ParvisDatabase  *database,
                     GString         *expression,
                     const char      *word,
                     const char      *end,
                     GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT word FROM word WHERE word > ?1 AND word < ?2"
                             " ORDER BY word LIMIT 1", error);
  g_autofree char *after = g_strdup (word);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  g_string_append_printf (expression, "(\"%s\"", word);
  while (has_row)
    {
      parvis_statement_bind_text (statement, 1, after);
      parvis_statement_bind_text (statement, 2, end);
      if (!parvis_statement_step (statement, &has_row, error))
        return FALSE;

      if (has_row)
        {
          const char *next = (const char *) sqlite3_column_text (statement, 0);
          g_autofree char *longer = g_utf8_substring (next, 0, PARVIS_INDEX_PREFIX);
          char *past = g_strconcat (longer, LAST, NULL);

          g_string_append_printf (expression, " OR \"%s\" *", longer);
          sqlite3_reset (statement);
          g_free (after);
          after = past;
        }
      else
        sqlite3_reset (statement);
    }
  g_string_append_c (expression, ')');

  return TRUE;
}

/**
 * parvis_name_words_append:
 * @database: a connection of this thread
 * @expression: (inout): of FTS5
 * @word: a folded word: of letters and digits alone, so that nothing in it means anything to FTS5
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Appends what finds all words that begin with @word. Of a beginning that is not indexed itself,
 * FTS5 would first gather all rows, and half of all people may have answered "oreille". The words
 * that begin so are few, and each of them gives its rows one by one.
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
  g_autofree char *end = g_strconcat (word, LAST, NULL);
  gboolean plain = parvis_index_is_plain (word, strlen (word));
  guint n_words = 0;
  gboolean has_row = FALSE;

  if (plain && g_utf8_strlen (word, -1) == PARVIS_INDEX_NO_PREFIX)
    return append_known_starts (database, expression, word, end, error);
  if (strlen (word) == PARVIS_INDEX_NO_PREFIX && g_str_is_ascii (word))
    {
      append_longer_starts (expression, word);
      return TRUE;
    }
  if (!plain || g_utf8_strlen (word, -1) <= PARVIS_INDEX_PREFIX)
    {
      append_start (expression, word);
      return TRUE;
    }

  statement = parvis_database_prepare (database, "SELECT word FROM word WHERE word >= ?1"
                                       " AND word < ?2 AND start < ?4 ORDER BY word LIMIT ?3",
                                       error);
  if (statement == NULL)
    return FALSE;

  choice = g_string_new ("(");
  parvis_statement_bind_text (statement, 1, word);
  parvis_statement_bind_text (statement, 2, end);
  parvis_statement_bind_int (statement, 3, MAX_CHOICE + 1);
  parvis_statement_bind_int (statement, 4, (gint64) strlen (word));
  while (parvis_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        {
          if (n_words == 0 || n_words > MAX_CHOICE)
            append_start (expression, word);
          else
            g_string_append_printf (expression, "%s)", choice->str);
          return TRUE;
        }

      g_string_append_printf (choice, "%s\"%s\"", n_words++ > 0 ? " OR " : "",
                              (const char *) sqlite3_column_text (statement, 0));
    }

  return FALSE;
}
