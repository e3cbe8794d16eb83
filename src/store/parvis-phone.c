#include "config.h"

#include <string.h>

#include "parvis-phone.h"

/* Numbers that people write in groups, and that others type in one go. */

#define DIGITS "0123456789"
#define MIN_DIGITS 6
#define MAX_DIGITS 15
/* Of one text: who answers with a list of numbers is found by the first ones. */
#define MAX_NUMBERS 8
/* As in ") ", and fewer than between two numbers. */
#define MAX_SIGNS 2

#define DATE_DIGITS 8

#define FRANCE "33"
#define FRANCE_DIALLED "0033"
/* Without the 0 that is dialled in France. */
#define FRENCH_DIGITS 9

/* The bytes of a sign that may stand within a number, or 0. */
static gsize
get_sign (const char *p)
{
  static const char * const signs[] = {
    " ", ".", "-", "/", "(", ")", "\u00a0", "\u2009", "\u202f", "\u2010", "\u2011",
  };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (p, signs[i]))
      return strlen (signs[i]);

  return 0;
}

/* Where the next group begins, or @p where none does. */
static const char *
find_group (const char *p)
{
  const char *next = p;

  for (guint i = 0; i < MAX_SIGNS && !g_ascii_isdigit (*next); i++)
    next += get_sign (next);

  return g_ascii_isdigit (*next) ? next : p;
}

/* Of a number that is dialled from abroad, what follows the country; NULL where it is not France's
 * or not whole. */
static const char *
get_french (const char *digits,
            gboolean    after_plus)
{
  const char *rest = NULL;

  if (after_plus && g_str_has_prefix (digits, FRANCE))
    rest = digits + strlen (FRANCE);
  else if (g_str_has_prefix (digits, FRANCE_DIALLED))
    rest = digits + strlen (FRANCE_DIALLED);

  /* As in "+33 (0)6". */
  if (rest != NULL && *rest == '0')
    rest++;

  return rest != NULL && strlen (rest) == FRENCH_DIGITS ? rest : NULL;
}

/* Another number may follow, with no other sign between the two than within them. */
static gboolean
is_whole (const char *digits,
          gboolean    after_plus)
{
  return get_french (digits, after_plus) != NULL ||
         (digits[0] == '0' && digits[1] != '0' && strlen (digits) == FRENCH_DIGITS + 1);
}

/* Reads the groups that begin at @p, and gives where they end. */
static const char *
read_number (GString    *digits,
             const char *p,
             gboolean    after_plus,
             guint      *n_groups)
{
  const char *next = p;

  g_string_truncate (digits, 0);
  *n_groups = 0;
  do
    {
      gsize length = strspn (next, DIGITS);

      g_string_append_len (digits, next, (gssize) length);
      (*n_groups)++;
      p = next + length;
      next = find_group (p);
    }
  while (next > p && !is_whole (digits->str, after_plus));

  return p;
}

static gboolean
is_day (const char *year,
        const char *month)
{
  return (g_str_has_prefix (year, "19") || g_str_has_prefix (year, "20")) &&
         (month[0] == '0' || (month[0] == '1' && month[1] <= '2'));
}

/* "28/03/1971" and "1971-03-28", which many answer and nobody dials. */
static gboolean
is_date (const char *digits,
         guint       n_groups)
{
  return n_groups == 3 && strlen (digits) == DATE_DIGITS &&
         (is_day (digits + 4, digits + 2) || is_day (digits, digits + 4));
}

static guint
append_number (GString    *words,
               const char *digits,
               gboolean    after_plus,
               guint       n_groups)
{
  const char *french = get_french (digits, after_plus);

  if (french != NULL)
    g_string_append_printf (words, FRANCE "%s 0%s ", french, french);
  else if (n_groups > 1 && strlen (digits) >= MIN_DIGITS && strlen (digits) <= MAX_DIGITS &&
           !is_date (digits, n_groups))
    g_string_append_printf (words, "%s ", digits);
  else
    return 0;

  return 1;
}

/**
 * parvis_phone_append:
 * @words: (inout): gets the numbers, each with a space behind it
 * @text: valid UTF-8
 *
 * "06 12 34 56 78" gives "0612345678", and "+33 6 12 34 56 78" both that and "33612345678". What
 * stands in one group already is a word without this.
 */
void
parvis_phone_append (GString    *words,
                     const char *text)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  gboolean within_word = FALSE;
  guint n_numbers = 0;

  for (const char *p = text; *p != '\0' && n_numbers < MAX_NUMBERS;)
    if (g_ascii_isdigit (*p) && !within_word)
      {
        gboolean after_plus = p > text && p[-1] == '+';
        guint n_groups;

        p = read_number (digits, p, after_plus, &n_groups);
        n_numbers += append_number (words, digits->str, after_plus, n_groups);
      }
    else
      {
        within_word = g_unichar_isalnum (g_utf8_get_char (p));
        p = g_utf8_next_char (p);
      }
}
