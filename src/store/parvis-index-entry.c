#include "config.h"

#include <string.h>

#include "parvis-index-entry.h"

#include "parvis-obstack.h"

/* More words may have beginnings twice, which are then one term all the same. */
#define MAX_COMPARED 64

/* How much of @word is the beginning of one of the words before it as well. */
static gsize
get_shared_length (const char * const *words,
                   guint               n_words,
                   const char         *word)
{
  gsize shared = 0;

  for (guint i = 0; i < n_words; i++)
    {
      gsize length = 0;

      while (words[i][length] == word[length] && word[length] != ' ')
        length++;
      shared = MAX (shared, length);
    }

  return shared;
}

/* Each of the words, and their beginnings of @least letters and more, unless they are there. */
static void
append_terms (GString    *terms,
              const char *words,
              guint       least)
{
  const char *before[MAX_COMPARED];
  guint n_before = 0;

  for (const char *word = words; *word != '\0';)
    {
      gsize shared = get_shared_length (before, n_before, word);
      const char *end = strchr (word, ' ');
      const char *p = word;

      for (guint length = 1; length <= PARVIS_INDEX_PREFIX && p < end; length++)
        {
          p = g_utf8_next_char (p);
          if (length >= least && p < end && (gsize) (p - word) > shared)
            {
              g_string_append_len (terms, word, p - word);
              g_string_append_c (terms, ' ');
            }
        }
      g_string_append_len (terms, word, end - word + 1);
      if (n_before < MAX_COMPARED)
        before[n_before++] = word;
      word = end + 1;
    }
}

/* Each three characters of the addresses. */
static void
append_pieces (GString    *terms,
               const char *mails)
{
  for (const char *mail = mails; *mail != '\0';)
    {
      const char *end = strchr (mail, ' ');
      const char *last = mail + parvis_index_mail_length (mail, (gsize) (end - mail));
      const char *piece_end = mail;

      for (guint i = 0; i < PARVIS_INDEX_PIECE - 1 && piece_end < last; i++)
        piece_end = g_utf8_next_char (piece_end);
      for (const char *piece = mail; piece_end < last; piece = g_utf8_next_char (piece))
        {
          piece_end = g_utf8_next_char (piece_end);
          if (!parvis_index_is_piece (piece, (gsize) (piece_end - piece)))
            continue;
          parvis_index_append_piece (terms, piece, (gsize) (piece_end - piece));
          g_string_append_c (terms, ' ');
        }
      mail = end + 1;
    }
}

static void
append_event (GString *terms,
              gint64   event)
{
  g_autofree char *word = parvis_index_event_word (event);

  g_string_append (terms, word);
  g_string_append_c (terms, ' ');
}

/**
 * parvis_index_entry_init:
 * @self: an entry, without its key and hash
 * @row: what a search knows of a participant
 * @terms: (inout): for the time being
 * @memory: where to put the texts
 *
 * Works out what is written of them.
 */
void
parvis_index_entry_init (ParvisIndexEntry     *self,
                         const ParvisIndexRow *row,
                         GString              *terms,
                         struct obstack       *memory)
{
  g_string_truncate (terms, 0);
  append_event (terms, row->event);
  append_terms (terms, row->names->str, 1);
  append_terms (terms, row->answers->str, PARVIS_INDEX_MIN_ANSWER);
  append_pieces (terms, row->mails->str);

  self->ord = row->ord;
  self->terms = obstack_copy0 (memory, terms->str, (int) terms->len);
  self->n_codes = row->n_codes;
  for (guint i = 0; i < row->n_codes; i++)
    self->codes[i] = obstack_copy0 (memory, row->codes[i], (int) strlen (row->codes[i]));
}
