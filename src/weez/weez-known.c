#include "config.h"

#include <string.h>

#include "weez-known.h"

/* A listing says again what it said the last time of nearly all rows. Whether a row is the same
 * text is seen before it is parsed, which takes longer than everything else that happens to it. */

/* To be changed when the same text is read in another way than before. */
#define READING 1

struct _WeezKnown
{
  WeezKnownFunc  know;
  WeezBeginFunc  begin;
  WeezTakeFunc   take;
  gpointer       data;
  GDestroyNotify destroy;
};

/* One object of the array. */
typedef struct
{
  const char *text;
  gsize       length;
} Row;

/**
 * weez_known_new:
 * @know: tells which rows are held
 * @begin: makes what takes the others of one answer
 * @take: gets these
 * @data: for @know and @begin
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): who is asked which rows need not be read again, and gets the others
 */
WeezKnown *
weez_known_new (WeezKnownFunc  know,
                WeezBeginFunc  begin,
                WeezTakeFunc   take,
                gpointer       data,
                GDestroyNotify destroy)
{
  WeezKnown *self = g_atomic_rc_box_new0 (WeezKnown);

  self->know = know;
  self->begin = begin;
  self->take = take;
  self->data = data;
  self->destroy = destroy;

  return self;
}

WeezKnown *
weez_known_ref (WeezKnown *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  WeezKnown *self = data;

  if (self->destroy != NULL)
    self->destroy (self->data);
}

void
weez_known_unref (WeezKnown *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* ---- finding the rows: what is not as expected is left to the parser to refuse ---- */

static const char *
skip_space (const char *p,
            const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
    p++;

  return p;
}

/* From a quotation mark to behind the one that ends it. */
static const char *
skip_string (const char *p,
             const char *end)
{
  for (p++; p < end; p++)
    {
      if (*p == '"')
        return p + 1;
      if (*p == '\\')
        p++;
    }

  return NULL;
}

/* From a bracket to behind the one that ends it. */
static const char *
skip_brackets (const char *p,
               const char *end)
{
  guint depth = 0;

  while (p != NULL && p < end)
    if (*p == '"')
      p = skip_string (p, end);
    else
      {
        if (*p == '{' || *p == '[')
          depth++;
        else if ((*p == '}' || *p == ']') && --depth == 0)
          return p + 1;
        p++;
      }

  return NULL;
}

static const char *
skip_value (const char *p,
            const char *end)
{
  if (p < end && *p == '"')
    return skip_string (p, end);
  if (p < end && (*p == '{' || *p == '['))
    return skip_brackets (p, end);

  while (p < end && strchr (",}] \t\n\r", *p) == NULL)
    p++;

  return p;
}

/* The value of a member of an object, whose text begins at @p. */
static const char *
find_member (const char *p,
             const char *end,
             const char *name)
{
  gsize length = strlen (name);

  if (p == NULL || p >= end || *p != '{')
    return NULL;

  for (p = skip_space (p + 1, end); p < end && *p == '"'; p = skip_space (p + 1, end))
    {
      const char *key = p + 1;
      gboolean is_it;

      if ((p = skip_string (p, end)) == NULL)
        return NULL;

      is_it = (gsize) (p - 1 - key) == length && memcmp (key, name, length) == 0;
      p = skip_space (p, end);
      if (p >= end || *p != ':')
        return NULL;

      p = skip_space (p + 1, end);
      if (is_it)
        return p;
      if ((p = skip_value (p, end)) == NULL || (p = skip_space (p, end)) >= end || *p != ',')
        return NULL;
    }

  return NULL;
}

/* The objects of an array, and nothing but objects; NULL for anything else. */
static GArray *
split_rows (const char  *p,
            const char  *end,
            const char **after)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));

  if (p == NULL || p >= end || *p != '[')
    return NULL;

  for (p = skip_space (p + 1, end); p < end && *p == '{'; p = skip_space (p + 1, end))
    {
      Row row = { .text = p };

      if ((p = skip_brackets (p, end)) == NULL)
        return NULL;

      row.length = (gsize) (p - row.text);
      g_array_append_val (rows, row);
      p = skip_space (p, end);
      if (p < end && *p == ']')
        {
          *after = p;
          return g_steal_pointer (&rows);
        }
      if (p >= end || *p != ',')
        return NULL;
    }

  return NULL;
}

/* ---- which of them are known ---- */

/* Tells whether two texts are the same, never a security. */
static gint64
digest (const Row *row)
{
  guint64 hash = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) * (row->length + READING);

  for (gsize i = 0; i < row->length; i += sizeof hash)
    {
      guint64 word = 0;
      unsigned __int128 product;

      memcpy (&word, row->text + i, MIN (sizeof word, row->length - i));
      product = (unsigned __int128) (hash ^ word) * G_GUINT64_CONSTANT (0xd1342543de82ef95);
      hash = (guint64) product ^ (guint64) (product >> 64) ^ word;
    }

  /* 0 stands for none. */
  return (gint64) (hash | 1);
}

/* An id that is written as the number or the text it is; NULL for anything else. */
static char *
dup_id (const Row  *row,
        const char *name)
{
  const char *end = row->text + row->length;
  const char *value = find_member (row->text, end, name);
  const char *after = value != NULL ? skip_value (value, end) : NULL;

  if (after == NULL)
    return NULL;
  if (*value == '"')
    value++, after--;
  if (memchr (value, '\\', (gsize) (after - value)) != NULL)
    return NULL;

  return g_strndup (value, (gsize) (after - value));
}

static GArray *
ask (WeezKnown    *self,
     const GArray *rows,
     const GArray *digests,
     const char   *id)
{
  GArray *keys = g_array_sized_new (FALSE, TRUE, sizeof (gint64), rows->len);
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      char *own = dup_id (&g_array_index (rows, Row, i), id);

      g_ptr_array_add (ids, own != NULL ? own : g_strdup (""));
    }

  g_array_set_size (keys, rows->len);
  self->know ((const char * const *) ids->pdata, (const gint64 *) digests->data,
              (gint64 *) keys->data, rows->len, self->data);

  return keys;
}

/**
 * weez_known_cut:
 * @self: who knows rows
 * @body: an answer, whatever it is
 * @member: where in the answer its rows are
 * @id: the member of a row that names it
 * @keys: (out) (transfer full) (element-type gint64): of the rows that were cut out
 * @digests: (out) (transfer full) (element-type gint64): of the texts of those that were left
 *
 * Leaves out of an answer the rows that are held as they are, each of which was read from the very
 * same text before. An answer in which no rows can be told apart stays whole.
 *
 * Returns: (transfer full): what is left to be read
 */
GBytes *
weez_known_cut (WeezKnown   *self,
                GBytes      *body,
                const char  *member,
                const char  *id,
                GArray     **keys,
                GArray     **digests)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) found = NULL;
  g_autoptr(GArray) rows = NULL;
  GString *left;
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  const char *end = text + length;
  const char *after = NULL;

  *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  *digests = g_array_new (FALSE, FALSE, sizeof (gint64));
  rows = split_rows (find_member (skip_space (text, end), end, member), end, &after);
  if (rows == NULL)
    return g_bytes_ref (body);

  for (guint i = 0; i < rows->len; i++)
    {
      gint64 one = digest (&g_array_index (rows, Row, i));

      g_array_append_val (all, one);
    }
  found = ask (self, rows, all, id);

  left = g_string_sized_new (length);
  g_string_append_len (left, text, g_array_index (rows, Row, 0).text - text);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (g_array_index (found, gint64, i) != 0)
        {
          g_array_append_val (*keys, g_array_index (found, gint64, i));
          continue;
        }
      if ((*digests)->len > 0)
        g_string_append_c (left, ',');
      g_string_append_len (left, row->text, (gssize) row->length);
      g_array_append_val (*digests, g_array_index (all, gint64, i));
    }
  g_string_append_len (left, after, end - after);

  return g_string_free_to_bytes (left);
}

/* ---- the others ---- */

/**
 * weez_known_begin:
 * @self: who takes records
 *
 * Returns: (transfer full): what takes those of one answer
 */
GObject *
weez_known_begin (WeezKnown *self)
{
  return self->begin (self->data);
}

/**
 * weez_known_take:
 * @self: who takes records
 * @page: of weez_known_begin()
 * @values: one for each column of a row
 * @digest: of the row's text, 0 where it could not be told apart
 */
void
weez_known_take (WeezKnown       *self,
                 GObject         *page,
                 const WeezValue *values,
                 gint64           digest)
{
  self->take (page, values, digest);
}
