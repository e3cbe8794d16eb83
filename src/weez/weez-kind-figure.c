#include "config.h"

#include <math.h>
#include <string.h>

#include "weez-kind-private.h"

/* Beyond that a double no longer tells whole numbers apart. */
#define MAX_EXACT 9007199254740992.0

/* 10, 9.99, "9.99", "25,50" and "1 200" are figures, "" is one that is not known. TRUE where there
 * is a figure below @limit; if not, @fine is what the kind has to say of @node. */
static gboolean
read_figure (const WeezField *field,
             yyjson_val      *node,
             WeezReading     *reading,
             double           limit,
             double          *number,
             gboolean        *fine)
{
  char buffer[WEEZ_NODE_BUFFER_SIZE];
  const char *text = weez_node_get_text (node, buffer);
  g_autofree char *bare = NULL;
  char *end = NULL;

  *fine = FALSE;
  if (text == NULL || yyjson_is_bool (node))
    return FALSE;

  if (weez_node_overflows (node))
    return weez_reading_refuse (field, reading);

  bare = weez_text_without_spaces (text);
  *fine = *bare == '\0';

  /* Neither "nan", "inf" nor "0x10", which the C library would take for numbers. */
  g_strdelimit (bare, ",", '.');
  if (*fine || strspn (bare, "0123456789.+-eE") != strlen (bare))
    return FALSE;

  *number = g_ascii_strtod (bare, &end);
  if (*end == '\0' && !(fabs (*number) < limit))
    return weez_reading_refuse (field, reading);

  return *end == '\0';
}

/* ---- gint64: counts ---- */

static GParamSpec *
count_pspec (const WeezField *field)
{
  return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, WEEZ_UNKNOWN,
                             G_PARAM_READABLE);
}

static gboolean
count_read (const WeezField *field,
            yyjson_val      *node,
            WeezValue       *value,
            WeezReading     *reading)
{
  double number = 0;
  gboolean fine;

  if (yyjson_is_int (node) && !weez_node_overflows (node))
    {
      weez_value_set_integer (value, yyjson_get_sint (node));
      return TRUE;
    }

  if (!read_figure (field, node, reading, MAX_EXACT, &number, &fine))
    return fine;
  if (number != floor (number))
    return FALSE;

  weez_value_set_integer (value, (gint64) number);

  return TRUE;
}

static void
count_get (const WeezField *field,
           gconstpointer    slot,
           GValue          *value)
{
  g_value_set_int64 (value, WEEZ_READ_SLOT (gint64, slot));
}

static gboolean
count_is_set (gconstpointer slot)
{
  return WEEZ_READ_SLOT (gint64, slot) != WEEZ_UNKNOWN;
}

static char *
count_to_text (const WeezField *field,
               gconstpointer    slot)
{
  if (!count_is_set (slot))
    return NULL;

  return g_strdup_printf ("%" G_GINT64_FORMAT, WEEZ_READ_SLOT (gint64, slot));
}

static void
count_preset (gpointer slot)
{
  WEEZ_SLOT (gint64, slot) = WEEZ_UNKNOWN;
}

/**
 * weez_count_add:
 * @a: a count, or cents
 * @b: another
 *
 * Returns: both together; %WEEZ_UNKNOWN if either is, or if they do not fit
 */
gint64
weez_count_add (gint64 a,
                gint64 b)
{
  gint64 sum;

  if (a == WEEZ_UNKNOWN || b == WEEZ_UNKNOWN || __builtin_add_overflow (a, b, &sum))
    return WEEZ_UNKNOWN;

  return sum;
}

static void
count_save (const WeezField *field,
            gconstpointer    slot,
            WeezValue       *value)
{
  weez_value_set_integer (value, WEEZ_READ_SLOT (gint64, slot));
}

static void
count_load (const WeezField *field,
            const WeezValue *value,
            gpointer         slot,
            GTimeZone       *zone)
{
  if (value->type == WEEZ_VALUE_INTEGER)
    WEEZ_SLOT (gint64, slot) = value->integer;
}

const WeezKind weez_kind_count = {
  .pspec = count_pspec,
  .read = count_read,
  .get = count_get,
  .is_set = count_is_set,
  .write = weez_kind_write_text,
  .to_text = count_to_text,
  .add = weez_kind_add_text,
  .save = count_save,
  .load = count_load,
  .preset = count_preset,
};

/* ---- WeezMoney: amounts ---- */

static gboolean
money_read (const WeezField *field,
            yyjson_val      *node,
            WeezValue       *value,
            WeezReading     *reading)
{
  double number = 0;
  gboolean fine;

  if (!read_figure (field, node, reading, MAX_EXACT / 100, &number, &fine))
    return fine;

  weez_value_set_integer (value, llround (number * 100));

  return TRUE;
}

static void
money_get (const WeezField *field,
           gconstpointer    slot,
           GValue          *value)
{
  g_value_set_int64 (value, WEEZ_READ_SLOT (WeezMoney, slot).cents);
}

/**
 * weez_money_to_text:
 * @money: an amount
 *
 * Returns: (transfer full) (nullable): the amount as in "9.99" or "10", whatever the locale
 */
char *
weez_money_to_text (WeezMoney money)
{
  const char *sign = money.cents < 0 ? "-" : "";
  guint64 cents;

  if (money.cents == WEEZ_UNKNOWN)
    return NULL;

  cents = ABS (money.cents);

  if (cents % 100 == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, cents / 100);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", sign, cents / 100,
                          (guint) (cents % 100));
}

static char *
money_to_text (const WeezField *field,
               gconstpointer    slot)
{
  return weez_money_to_text (WEEZ_READ_SLOT (WeezMoney, slot));
}

const WeezKind weez_kind_money = {
  .pspec = count_pspec,
  .read = money_read,
  .get = money_get,
  .is_set = count_is_set,
  .write = weez_kind_write_text,
  .to_text = money_to_text,
  .add = weez_kind_add_text,
  .save = count_save,
  .load = count_load,
  .preset = count_preset,
};

/* ---- double: coordinates ---- */

static GParamSpec *
number_pspec (const WeezField *field)
{
  return g_param_spec_double (field->name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0,
                              G_PARAM_READABLE);
}

static gboolean
number_read (const WeezField *field,
             yyjson_val      *node,
             WeezValue       *value,
             WeezReading     *reading)
{
  double number = 0;
  gboolean fine;

  if (!read_figure (field, node, reading, G_MAXDOUBLE, &number, &fine))
    return fine;

  weez_value_set_real (value, number);

  return TRUE;
}

static void
number_get (const WeezField *field,
            gconstpointer    slot,
            GValue          *value)
{
  g_value_set_double (value, WEEZ_READ_SLOT (double, slot));
}

static gboolean
number_is_set (gconstpointer slot)
{
  return !isnan (WEEZ_READ_SLOT (double, slot));
}

static char *
number_to_text (const WeezField *field,
                gconstpointer    slot)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!number_is_set (slot))
    return NULL;

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g", WEEZ_READ_SLOT (double, slot)));
}

static void
number_save (const WeezField *field,
             gconstpointer    slot,
             WeezValue       *value)
{
  weez_value_set_real (value, WEEZ_READ_SLOT (double, slot));
}

static void
number_load (const WeezField *field,
             const WeezValue *value,
             gpointer         slot,
             GTimeZone       *zone)
{
  if (value->type == WEEZ_VALUE_REAL)
    WEEZ_SLOT (double, slot) = value->real;
}

static void
number_preset (gpointer slot)
{
  WEEZ_SLOT (double, slot) = NAN;
}

const WeezKind weez_kind_number = {
  .pspec = number_pspec,
  .read = number_read,
  .get = number_get,
  .is_set = number_is_set,
  .write = weez_kind_write_text,
  .to_text = number_to_text,
  .add = weez_kind_add_text,
  .save = number_save,
  .load = number_load,
  .preset = number_preset,
};
