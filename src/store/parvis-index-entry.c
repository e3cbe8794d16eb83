#include "config.h"

#include <string.h>

#include "parvis-index-entry.h"

/* How much of @word is the beginning of a word before it as well. */
static gsize
get_shared_length (const char *words,
                   const char *word)
{
  gsize shared = 0;

  for (const char *other = words; other < word; other = strchr (other, ' ') + 1)
    {
      gsize length = 0;

      while (other[length] == word[length] && word[length] != ' ')
        length++;
      shared = MAX (shared, length);
    }

  return shared;
}

/* Each of the words, and their beginnings of @least to @most letters, unless they are there. */
static void
append_terms (GString    *terms,
              const char *words,
              guint       least,
              guint       most)
{
  for (const char *word = words; *word != '\0';)
    {
      gsize shared = get_shared_length (words, word);
      const char *end = strchr (word, ' ');
      const char *p = word;

      for (guint length = 1; length <= most && p < end; length++)
        {
          p = g_utf8_next_char (p);
          if (length >= least && p < end && (gsize) (p - word) > shared)
            {
              g_string_append_len (terms, word, p - word);
              g_string_append_c (terms, ' ');
            }
        }
      g_string_append_len (terms, word, end - word + 1);
      word = end + 1;
    }
}

static GString *
make_terms (const ParvisIndexRow *row)
{
  g_autofree char *event = parvis_index_event_word (row->event);
  GString *terms = g_string_new (event);

  g_string_append_c (terms, ' ');
  append_terms (terms, row->names->str, 1, PARVIS_INDEX_NAME_PREFIX);
  append_terms (terms, row->answers->str, PARVIS_INDEX_MIN_ANSWER, PARVIS_INDEX_ANSWER_PREFIX);

  return terms;
}

static GString *
make_pieces (const ParvisIndexRow *row)
{
  g_autofree char *event = parvis_index_event_word (row->event);
  GString *pieces = g_string_new (NULL);

  if (row->mails->len > 0)
    g_string_append_printf (pieces, "%s ", event);
  for (const char *mail = row->mails->str; *mail != '\0';)
    {
      const char *end = strchr (mail, ' ');

      g_string_append_len (pieces, mail,
                           (gssize) parvis_index_mail_length (mail, (gsize) (end - mail)));
      g_string_append_c (pieces, ' ');
      mail = end + 1;
    }

  return pieces;
}

static char *
pack (char       **end,
      const char  *text,
      gsize        length)
{
  char *place = memcpy (*end, text, length + 1);

  *end += length + 1;

  return place;
}

/**
 * parvis_index_entry_new:
 * @row: what a search knows of a participant
 *
 * Returns: (transfer full): what is written of them
 */
ParvisIndexEntry *
parvis_index_entry_new (const ParvisIndexRow *row)
{
  g_autoptr(GString) terms = make_terms (row);
  g_autoptr(GString) pieces = make_pieces (row);
  gsize size = row->names->len + row->answers->len + terms->len + pieces->len + 4;
  ParvisIndexEntry *self;
  char *end;

  for (guint i = 0; i < row->n_codes; i++)
    size += strlen (row->codes[i]) + 1;

  self = g_malloc (sizeof (ParvisIndexEntry) + size);
  end = (char *) (self + 1);
  *self = (ParvisIndexEntry) {
    .ord = row->ord,
    .names = pack (&end, row->names->str, row->names->len),
    .answers = pack (&end, row->answers->str, row->answers->len),
    .terms = pack (&end, terms->str, terms->len),
    .pieces = pack (&end, pieces->str, pieces->len),
    .n_codes = row->n_codes,
  };
  for (guint i = 0; i < row->n_codes; i++)
    self->codes[i] = pack (&end, row->codes[i], strlen (row->codes[i]));

  return self;
}

void
parvis_index_entry_free (ParvisIndexEntry *self)
{
  g_free (self);
}
