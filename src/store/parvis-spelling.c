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
  GString         *expression;
  GHashTable      *tried;
  gboolean         found;
  GError          *error;
} Spelling;

static void
try_word (Spelling   *self,
          const char *word)
{
  gboolean found = FALSE;

  if (self->error != NULL || !g_hash_table_add (self->tried, g_strdup (word)))
    return;

  parvis_statement_bind_text (self->known, 1, word);
  if (parvis_statement_step (self->known, &found, &self->error) && found)
    {
      g_string_append_printf (self->expression, " OR \"%s\"", word);
      self->found = TRUE;
    }
  sqlite3_reset (self->known);
}

/* One letter too many, one wrong, two in the wrong order, one missing. */
static void
try_slips (Spelling   *self,
           const char *word)
{
  gsize length = strlen (word);
  char slip[MAX_LENGTH + 2];

  for (gsize i = 0; i < length; i++)
    {
      memcpy (slip, word, i);
      memcpy (slip + i, word + i + 1, length - i);
      try_word (self, slip);

      memcpy (slip, word, length + 1);
      for (const char *letter = alphabet; *letter != '\0'; letter++)
        {
          slip[i] = *letter;
          try_word (self, slip);
        }

      memcpy (slip, word, length + 1);
      slip[i] = word[i + 1 < length ? i + 1 : i];
      slip[i + 1 < length ? i + 1 : i] = word[i];
      try_word (self, slip);
    }

  for (gsize i = 0; i <= length; i++)
    {
      memcpy (slip, word, i);
      memcpy (slip + i + 1, word + i, length - i + 1);
      for (const char *letter = alphabet; *letter != '\0'; letter++)
        {
          slip[i] = *letter;
          try_word (self, slip);
        }
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
                                char           **expression,
                                GError         **error)
{
  g_autoptr(ParvisStatement) known =
    parvis_database_prepare (database, "SELECT 1 FROM word WHERE word = ?1", error);
  g_autoptr(GString) all = g_string_new (NULL);
  gboolean any = FALSE;

  *expression = NULL;
  if (known == NULL)
    return FALSE;

  for (guint i = 0; i < n_words; i++)
    {
      g_autoptr(GString) choice = g_string_new (NULL);
      g_autoptr(GHashTable) tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      Spelling spelling = { known, choice, tried, FALSE, NULL };

      g_string_append (choice, i > 0 ? " AND (" : "(");
      if (!parvis_name_words_append (database, choice, words[i], error))
        return FALSE;
      if (is_plain (words[i]))
        try_slips (&spelling, words[i]);
      if (spelling.error != NULL)
        {
          g_propagate_error (error, spelling.error);
          return FALSE;
        }
      any |= spelling.found;
      g_string_append_printf (all, "%s)", choice->str);
    }

  if (any)
    *expression = g_strdup (all->str);

  return TRUE;
}
