#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WEEZ_VALUE_NONE,
  WEEZ_VALUE_INTEGER,
  WEEZ_VALUE_REAL,
  WEEZ_VALUE_TEXT,
} WeezValueType;

/**
 * WeezValue:
 * @type: which of the members below holds it; none for what is not known
 * @unsaid: whether the answer that it was read from left it out. A member that made no sense counts
 *   as left out, one that is null does not
 * @integer: a count, hundredths of an amount, 0 or 1 of a flag, or seconds since 1970 of a time
 * @real: a coordinate
 * @text: a text, an id, or a list as JSON, whose records are rows of values
 * @owned: (nullable): what @text points to, where it was made for this value
 *
 * A field of a record in the form in which a table keeps it.
 */
typedef struct
{
  WeezValueType  type : 8;
  guint          unsaid : 1;
  union
  {
    gint64      integer;
    double      real;
    const char *text;
  };
  char          *owned;
} WeezValue;

static inline void
weez_value_clear (WeezValue *self)
{
  g_free (self->owned);
  *self = (WeezValue) { 0 };
}

static inline void
weez_value_set_integer (WeezValue *self,
                        gint64     integer)
{
  self->type = WEEZ_VALUE_INTEGER;
  self->integer = integer;
}

static inline void
weez_value_set_real (WeezValue *self,
                     double     real)
{
  self->type = WEEZ_VALUE_REAL;
  self->real = real;
}

/* @text must stay as it is for as long as @self. */
static inline void
weez_value_set_text (WeezValue  *self,
                     const char *text)
{
  self->type = text != NULL ? WEEZ_VALUE_TEXT : WEEZ_VALUE_NONE;
  self->text = text;
}

static inline gboolean
weez_value_equal (const WeezValue *a,
                  const WeezValue *b)
{
  if (a->type != b->type)
    return FALSE;

  switch (a->type)
    {
    case WEEZ_VALUE_INTEGER:
      return a->integer == b->integer;

    case WEEZ_VALUE_REAL:
      return a->real == b->real;

    case WEEZ_VALUE_TEXT:
      return g_str_equal (a->text, b->text);

    case WEEZ_VALUE_NONE:
    default:
      return TRUE;
    }
}

static inline void
weez_value_take_text (WeezValue *self,
                      char      *text)
{
  weez_value_set_text (self, text);
  self->owned = text;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WeezValue, weez_value_clear)

G_END_DECLS
