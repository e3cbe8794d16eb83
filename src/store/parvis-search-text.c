#include "config.h"

#include <string.h>

#include "parvis-search-private.h"

#include "parvis-fold.h"
#include "parvis-phone.h"

/* More than this nobody types. */
#define MAX_TEXT 400
#define MAX_WORDS 8
/* So many neighbouring words are also tried as one. */
#define MAX_JOINED_WORDS 4
/* Words of fewer letters are short. */
#define LEAST_LETTERS 3

/**
 * parvis_search_new:
 * @text: (nullable): what somebody typed, whatever it is
 *
 * Returns: (transfer full): a search
 */
ParvisSearch *
parvis_search_new (const char *text)
{
  ParvisSearch *self = g_new0 (ParvisSearch, 1);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *typed = NULL;
  g_autofree char *folded = NULL;
  g_auto(GStrv) words = NULL;

  if (g_utf8_strlen (valid, -1) > MAX_TEXT)
    *g_utf8_offset_to_pointer (valid, MAX_TEXT) = '\0';

  self->is_address = strchr (valid, '@') != NULL;
  typed = self->is_address ? g_strdup (valid) : parvis_phone_dup_typed (valid);
  folded = parvis_fold_text (typed);
  words = g_strsplit (folded, " ", MAX_WORDS + 1);
  if (g_strv_length (words) > MAX_WORDS)
    g_clear_pointer (&words[MAX_WORDS], g_free);
  self->n_words = *folded != '\0' ? g_strv_length (words) : 0;
  self->is_number = strspn (folded, "0123456789 ") == strlen (folded);
  self->words = g_steal_pointer (&words);

  self->code = parvis_fold_code (valid);
  if (g_utf8_strlen (self->code, -1) <= PARVIS_INDEX_STUB)
    g_clear_pointer (&self->code, g_free);

  self->mail = parvis_fold_mail (valid);
  if (g_utf8_strlen (self->mail, -1) < PARVIS_INDEX_PIECE ||
      !parvis_index_is_piece (self->mail, strlen (self->mail)))
    g_clear_pointer (&self->mail, g_free);

  return self;
}

void
parvis_search_free (ParvisSearch *self)
{
  g_strfreev (self->words);
  g_free (self->code);
  g_free (self->mail);
  g_free (self);
}

/* Those of the words that are joined with the next one, as bits: none, each one, all. */
guint
parvis_search_get_joins (guint variant,
                         guint n_joins)
{
  return variant == 0 ? 0 : variant <= n_joins ? 1u << (variant - 1) : (1u << n_joins) - 1;
}

/* How many words may be joined with the next one. */
guint
parvis_search_count_joins (const ParvisSearch *self)
{
  guint most = self->is_number ? MAX_WORDS : MAX_JOINED_WORDS;

  return self->n_words <= most && !self->is_address ? self->n_words - 1 : 0;
}

guint
parvis_search_count_variants (guint n_joins)
{
  return 1 + n_joins + (n_joins > 1);
}

static gboolean
has_prefix (const char *words,
            const char *prefix)
{
  gsize length = strlen (prefix);

  for (const char *p = words; (p = strstr (p, prefix)) != NULL; p += length)
    if (p == words || p[-1] == ' ')
      return TRUE;

  return FALSE;
}

/* Whether a word may be a code that is longer than what is indexed of it as a word. */
gboolean
parvis_search_is_code (const char *word)
{
  return g_utf8_strlen (word, -1) > PARVIS_INDEX_STUB &&
         !parvis_index_is_plain (word, strlen (word));
}

static gboolean
has_code_prefix (const ParvisIndexRow *row,
                 const char           *prefix)
{
  for (guint i = 0; i < row->n_codes; i++)
    if (g_str_has_prefix (row->codes[i], prefix))
      return TRUE;

  return FALSE;
}

/* Whether a code of the row begins with all that was typed, which is a code. */
gboolean
parvis_search_has_code (const ParvisSearch   *self,
                        const ParvisIndexRow *row)
{
  return has_code_prefix (row, self->code);
}

/* Of answers, short words are found, but not by short beginnings. */
static gboolean
has_answer (const ParvisIndexRow *row,
            const char           *word)
{
  g_autofree char *whole = NULL;

  if (g_utf8_strlen (word, -1) >= PARVIS_INDEX_MIN_ANSWER)
    return has_prefix (row->answers->str, word);

  whole = g_strconcat (word, " ", NULL);

  return has_prefix (row->answers->str, whole);
}

static gboolean
has_word (const ParvisIndexRow *row,
          const char           *word)
{
  return has_prefix (row->names->str, word) || has_answer (row, word) ||
         (parvis_search_is_code (word) && has_code_prefix (row, word));
}

/* Whether a word is the beginning of too many others. */
gboolean
parvis_search_is_short (const char *word)
{
  return g_utf8_strlen (word, -1) < LEAST_LETTERS;
}

/* Whether the row has the short ones of the words. */
gboolean
parvis_search_has_short_words (const ParvisSearch   *self,
                               const ParvisIndexRow *row)
{
  for (guint i = 0; i < self->n_words; i++)
    if (parvis_search_is_short (self->words[i]) && !has_word (row, self->words[i]))
      return FALSE;

  return TRUE;
}

static gboolean
has_variant (const ParvisSearch   *self,
             const ParvisIndexRow *row,
             guint                 joins)
{
  g_autoptr(GString) word = g_string_new (self->words[0]);

  for (guint i = 1; i < self->n_words; i++)
    if (joins & 1u << (i - 1))
      g_string_append (word, self->words[i]);
    else if (!has_word (row, word->str))
      return FALSE;
    else
      g_string_assign (word, self->words[i]);

  return has_word (row, word->str);
}

/* Whether the row has all words, in whichever way neighbours are joined. */
gboolean
parvis_search_has_words (const ParvisSearch   *self,
                         const ParvisIndexRow *row)
{
  guint n_joins = parvis_search_count_joins (self);

  for (guint variant = 0; variant < parvis_search_count_variants (n_joins); variant++)
    if (has_variant (self, row, parvis_search_get_joins (variant, n_joins)))
      return TRUE;

  return FALSE;
}

/* Whether the search finds the row, as far as no slip must be forgiven. */
gboolean
parvis_search_matches (const ParvisSearch   *self,
                       const ParvisIndexRow *row)
{
  return (self->n_words > 0 && parvis_search_has_words (self, row)) ||
         (self->code != NULL && parvis_search_has_code (self, row)) ||
         (self->mail != NULL && strstr (row->mails->str, self->mail) != NULL);
}
