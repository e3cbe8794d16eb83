#include "config.h"

#include <string.h>

#include "parvis-index-batch.h"

#include "parvis-obstack.h"

G_DEFINE_BOXED_TYPE (ParvisIndexBatch, parvis_index_batch, parvis_index_batch_ref,
                     parvis_index_batch_unref)

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const ParvisIndexEntry *left = a;
  const ParvisIndexEntry *right = b;

  return (left->ord > right->ord) - (left->ord < right->ord);
}

static int
compare_codes (gconstpointer a,
               gconstpointer b)
{
  return strcmp (((const ParvisIndexCode *) a)->value, ((const ParvisIndexCode *) b)->value);
}

/* The bytes of a word's first letters that are terms. */
static gsize
get_start (const char *word,
           gsize       length)
{
  const char *p = word;

  for (guint i = 0; i < PARVIS_INDEX_PREFIX && p < word + length; i++)
    p = g_utf8_next_char (p);

  return (gsize) (p - word);
}

/* Who has "martinbernard", being a Martin-Bernard, also has "martin": a beginning of that finds
 * them by the shorter word. */
static gsize
get_longest_start (const char *words,
                   const char *word,
                   gsize       length,
                   gsize       start)
{
  for (const char *other = words; *other != '\0';)
    {
      gsize n = strcspn (other, " ");

      if (n > start && n < length && memcmp (other, word, n) == 0)
        start = n;
      other += n + (other[n] != '\0');
    }

  return start;
}

/* Of somebody who has it without such a shorter word, less is terms; nearly all words have been
 * seen with the least. */
static void
add_word (ParvisIndexBatch *self,
          const char       *words,
          const char       *word,
          gsize             length,
          GString          *buffer)
{
  gsize start = get_start (word, length);
  gpointer known;
  gboolean is_known;

  g_string_truncate (buffer, 0);
  g_string_append_len (buffer, word, (gssize) length);
  is_known = g_hash_table_lookup_extended (self->words, buffer->str, NULL, &known);
  if (is_known && GPOINTER_TO_SIZE (known) == start)
    return;

  start = get_longest_start (words, word, length, start);
  if (!is_known || GPOINTER_TO_SIZE (known) > start)
    g_hash_table_insert (self->words, g_strdup (buffer->str), GSIZE_TO_POINTER (start));
}

static void
add_words (ParvisIndexBatch *self,
           GString          *buffer,
           const char       *words)
{
  for (const char *p = words; *p != '\0';)
    {
      gsize length = strcspn (p, " ");

      if (length >= PARVIS_INDEX_MIN_WORD && parvis_index_is_plain (p, length))
        add_word (self, words, p, length, buffer);
      p += length + (p[length] != '\0');
    }
}

/**
 * parvis_index_batch_new:
 *
 * Returns: (transfer full): a batch of nobody
 */
ParvisIndexBatch *
parvis_index_batch_new (void)
{
  ParvisIndexBatch *self = g_atomic_rc_box_new0 (ParvisIndexBatch);

  self->entries = g_array_new (FALSE, FALSE, sizeof (ParvisIndexEntry));
  self->codes = g_array_new (FALSE, FALSE, sizeof (ParvisIndexCode));
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->memory = parvis_obstack_new ();

  return self;
}

/**
 * parvis_index_batch_add:
 * @self: a batch
 * @key: of a participant
 * @hash: of their row
 * @row: what a search knows of them
 * @buffer: (inout): for the time being
 */
void
parvis_index_batch_add (ParvisIndexBatch     *self,
                        gint64                key,
                        gint64                hash,
                        const ParvisIndexRow *row,
                        GString              *buffer)
{
  ParvisIndexEntry entry = { .key = key, .hash = hash };

  parvis_index_entry_init (&entry, row, buffer, self->memory);
  g_array_append_val (self->entries, entry);
  self->last = MAX (self->last, key);
  add_words (self, buffer, row->names->str);
  add_words (self, buffer, row->answers->str);
}

/**
 * parvis_index_batch_sort:
 * @self: a batch to which nobody is added any more
 */
void
parvis_index_batch_sort (ParvisIndexBatch *self)
{
  g_array_sort (self->entries, compare_entries);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const ParvisIndexEntry *entry = &g_array_index (self->entries, ParvisIndexEntry, i);

      for (guint j = 0; j < entry->n_codes; j++)
        {
          ParvisIndexCode code = { entry->codes[j], i };

          g_array_append_val (self->codes, code);
        }
    }
  g_array_sort (self->codes, compare_codes);
}

ParvisIndexBatch *
parvis_index_batch_ref (ParvisIndexBatch *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  ParvisIndexBatch *self = data;

  g_array_unref (self->codes);
  g_hash_table_unref (self->words);
  g_array_unref (self->entries);
  parvis_obstack_free (self->memory);
}

void
parvis_index_batch_unref (ParvisIndexBatch *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
