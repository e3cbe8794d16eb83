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

/* Whose codes begin like this, in name order; one more than @most where they are too many. */
static GArray *
list_codes (ParvisSearchRun  *run,
            const char       *code,
            guint             most,
            GError          **error)
{
  static const char sql[] = "SELECT ord FROM code WHERE value >= ?1 AND value < ?2 LIMIT ?3";
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (run->database, sql, error);
  g_autoptr(GArray) ords = NULL;
  g_autofree char *end = g_strconcat (code, "\xf4\x8f\xbf\xbf", NULL);

  if (statement == NULL)
    return NULL;

  parvis_statement_bind_text (statement, 1, code);
  parvis_statement_bind_text (statement, 2, end);
  parvis_statement_bind_int (statement, 3, most + 1);
  if (!(ords = parvis_search_list_ords (statement, error)))
    return NULL;
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

/* Of the many whose codes begin alike, the first in name order. */
static gboolean
find_many_codes (ParvisSearchRun  *run,
                 GError          **error)
{
  g_autoptr(GString) expression = g_string_new (NULL);

  append_stub (expression, run->search->code);

  return parvis_search_look_through (run, expression, G_MAXUINT, &parvis_search_code_look,
                                     error);
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

  return parvis_search_look_through (run, expression, MAX_LOOKED_AT, &parvis_search_word_look,
                                     error);
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

  return ords->len > MAX_LOOKED_AT
           ? look_at_many (run, error)
           : parvis_search_look_at (run, ords, &parvis_search_word_look, error);
}
