#include "config.h"

#include <string.h>

#include "parvis-spelling.h"

#include "parvis-name-words.h"

/* A shorter word has too many neighbours to mean one of them. */
#define MIN_LENGTH 4
#define MAX_LENGTH 24

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz";

/* The words that are one slip away from a word. */
typedef struct
{
  ParvisStatement *known;
  ParvisStatement *begun;
  GString         *expression;
  gboolean         found;
  GError          *error;
} Spelling;

static gboolean
ask (Spelling        *self,
     ParvisStatement *statement,
     const char      *word)
{
  gboolean found = FALSE;

  if (self->error != NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, word);
  found = parvis_statement_step (statement, &found, &self->error) && found;
  sqlite3_reset (statement);

  return found;
}

static void
try_word (Spelling   *self,
          const char *word)
{
  if (!ask (self, self->known, word))
    return;

  g_string_append_printf (self->expression, " OR \"%s\"", word);
  self->found = TRUE;
}

/* With one letter too many at a place, a wrong one, two in the wrong order, or one missing. */
static void
try_slips_at (Spelling   *self,
              const char *word,
              gsize       length,
              gsize       i)
{
  char slip[MAX_LENGTH + 2];

  memcpy (slip, word, i);
  for (const char *letter = alphabet; *letter != '\0'; letter++)
    {
      memcpy (slip + i + 1, word + i, length - i + 1);
      slip[i] = *letter;
      try_word (self, slip);

      if (i < length && *letter != word[i])
        {
          memcpy (slip + i + 1, word + i + 1, length - i);
          try_word (self, slip);
        }
    }

  if (i < length)
    {
      memcpy (slip + i, word + i + 1, length - i);
      try_word (self, slip);
    }
  if (i + 1 < length && word[i] != word[i + 1])
    {
      memcpy (slip, word, length + 1);
      slip[i] = word[i + 1];
      slip[i + 1] = word[i];
      try_word (self, slip);
    }
}

/* A slip comes no later than the last place up to which there is a word that begins so. */
static void
try_slips (Spelling   *self,
           const char *word)
{
  gsize length = strlen (word);
  char start[MAX_LENGTH + 1];

  for (gsize i = 0; i <= length; i++)
    {
      memcpy (start, word, i);
      start[i] = '\0';
      if (i > 0 && !ask (self, self->begun, start))
        return;
      try_slips_at (self, word, length, i);
    }
}

static gboolean
is_plain (const char *word)
{
  gsize length = strlen (word);

  return length >= MIN_LENGTH && length <= MAX_LENGTH && strspn (word, alphabet) == length;
}

/**
 * parvis_spelling_dup_expression:
 * @database: a connection of this thread
 * @words: folded words
 * @n_words: how many
 * @all: whether even a word that is in the store may be meant for another one
 * @left: (out): whether such words were left as they are
 * @expression: (out) (nullable): what to look for in the words; null where no word has a neighbour
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Puts beside each word the words in the store that differ from it by one slip.
 *
 * Returns: whether the words could be read
 */
gboolean
parvis_spelling_dup_expression (ParvisDatabase  *database,
                                char           **words,
                                guint            n_words,
                                gboolean         all,
                                gboolean        *left,
                                char           **expression,
                                GError         **error)
{
  g_autoptr(ParvisStatement) known =
    parvis_database_prepare (database, "SELECT 1 FROM word WHERE word = ?1", error);
  g_autoptr(ParvisStatement) begun = NULL;
  g_autoptr(GString) choice = g_string_new (NULL);
  Spelling self = { .expression = choice };

  *expression = NULL;
  *left = FALSE;
  if (known == NULL ||
      !(begun = parvis_database_prepare (database, "SELECT 1 FROM word WHERE word >= ?1"
                                         " AND word < ?1 || '{' LIMIT 1", error)))
    return FALSE;

  self.known = known;
  self.begun = begun;
  for (guint i = 0; i < n_words; i++)
    {
      g_string_append (choice, i > 0 ? " AND (" : "(");
      if (!parvis_name_words_append (database, choice, words[i], error))
        return FALSE;
      if (is_plain (words[i]))
        {
          gboolean is_known = !all && ask (&self, known, words[i]);

          *left |= is_known;
          if (!is_known)
            try_slips (&self, words[i]);
        }
      g_string_append_c (choice, ')');
    }

  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return FALSE;
    }
  if (self.found)
    *expression = g_strdup (choice->str);

  return TRUE;
}
