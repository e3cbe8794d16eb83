#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/**
 * ParvisKeySet:
 *
 * A set of rowids, which are small and dense: one bit each, so that a listing of a million
 * participants remembers which it has seen in 125 KB.
 */
typedef struct
{
  GByteArray *bits;
  guint64     n_keys;
} ParvisKeySet;

static inline ParvisKeySet *
parvis_key_set_new (void)
{
  ParvisKeySet *self = g_new0 (ParvisKeySet, 1);

  self->bits = g_byte_array_new ();

  return self;
}

static inline void
parvis_key_set_free (ParvisKeySet *self)
{
  g_byte_array_unref (self->bits);
  g_free (self);
}

static inline gboolean
parvis_key_set_has (const ParvisKeySet *self,
                    gint64              key)
{
  return key >= 0 && (guint64) key / 8 < self->bits->len &&
         (self->bits->data[key / 8] >> (key % 8) & 1) != 0;
}

/* FALSE if it was there already. */
static inline gboolean
parvis_key_set_add (ParvisKeySet *self,
                    gint64        key)
{
  guint length = self->bits->len;

  if (key < 0 || key / 8 >= G_MAXINT32 || parvis_key_set_has (self, key))
    return FALSE;

  if (key / 8 >= length)
    {
      guint wanted = (guint) MAX (key / 8 + 1, (gint64) length * 2);

      g_byte_array_set_size (self->bits, wanted);
      memset (self->bits->data + length, 0, wanted - length);
    }
  self->bits->data[key / 8] |= (guint8) (1 << (key % 8));
  self->n_keys++;

  return TRUE;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisKeySet, parvis_key_set_free)

G_END_DECLS
