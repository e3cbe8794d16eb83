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

#define DATE_GROUPS 3

#define FRANCE "33"
/* Without the 0 that is dialled in France. */
#define FRENCH_DIGITS 9

/* What is dialled from most countries before that of the country called. */
#define ABROAD "00"

/* Where a 0 is dialled before a number that has none, seen from abroad. */
static const char * const countries[] = {
  FRANCE, "20", "211", "212", "213", "218", "231", "232", "233", "234", "243", "249", "250", "251",
  "252", "254", "255", "256", "260", "261", "262", "263", "264", "265", "27", "291", "31", "32",
  "353", "355", "358", "359", "370", "373", "374", "377", "380", "381", "382", "383", "385", "386",
  "387", "389", "40", "41", "421", "423", "43", "44", "46", "49", "508", "51", "53", "54", "55",
  "57", "58", "590", "591", "593", "594", "595", "596", "598", "60", "61", "62", "63", "64", "66",
  "686", "81", "82", "84", "850", "855", "856", "86", "880", "886", "90", "91", "92", "93", "94",
  "95", "961", "962", "963", "964", "966", "967", "970", "971", "972", "976", "977", "98", "994",
  "995", "996",
};

/* Where the 0 is a digit as any other, and dialled from abroad too. */
static const char * const countries_with_zero[] = { "225", "229", "241", "242", "378", "39" };

/* Groups of digits that belong together, as far as it can be seen. */
typedef struct
{
  GString  *digits;
  guint     n_groups;
  gsize     lengths[DATE_GROUPS];   /* of the first groups */
  gboolean  after_plus;
} Number;

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

/* The bytes of the country that the digits begin with, or 0. */
static gsize
get_country (const char         *digits,
             const char * const *codes,
             gsize               n_codes)
{
  for (gsize i = 0; i < n_codes; i++)
    if (g_str_has_prefix (digits, codes[i]))
      return strlen (codes[i]);

  return 0;
}

static gsize
get_country_without_zero (const char *digits)
{
  return get_country (digits, countries, G_N_ELEMENTS (countries));
}

/* Of a number that is dialled from abroad, the country and what follows; else NULL. */
static const char *
get_abroad (const Number *number)
{
  const char *digits = number->digits->str;

  if (!number->after_plus)
    digits = g_str_has_prefix (digits, ABROAD) ? digits + strlen (ABROAD) : "";

  return *digits != '\0' && *digits != '0' ? digits : NULL;
}

/* As in "+33 (0)6", where nobody dials the 0. */
static const char *
skip_zero (const char *rest)
{
  return *rest == '0' ? rest + 1 : rest;
}

/* The number without the 0 that is dialled in France; NULL where it is not French or not whole. */
static const char *
get_french (const Number *number)
{
  const char *abroad = get_abroad (number);
  const char *rest = number->after_plus ? "" : number->digits->str;

  if (abroad != NULL)
    rest = g_str_has_prefix (abroad, FRANCE) ? skip_zero (abroad + strlen (FRANCE)) : "";
  else if (*rest == '0')
    rest++;
  else
    return NULL;

  return *rest != '0' && strlen (rest) == FRENCH_DIGITS ? rest : NULL;
}

static gboolean
is_day (const char *year,
        guint       month,
        guint       day)
{
  return (g_str_has_prefix (year, "19") || g_str_has_prefix (year, "20")) &&
         month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static guint
get_value (const char *digits,
           gsize       length)
{
  guint value = 0;

  for (gsize i = 0; i < length; i++)
    value = 10 * value + (guint) g_ascii_digit_value (digits[i]);

  return value;
}

/* "28/03/1971" and "1971-03-28", which many answer and nobody dials. */
static gboolean
is_date (const Number *number)
{
  const gsize *lengths = number->lengths;
  const char *first = number->digits->str;
  const char *second;
  const char *third;

  if (number->n_groups != DATE_GROUPS || number->after_plus || lengths[1] > 2)
    return FALSE;

  second = first + lengths[0];
  third = second + lengths[1];

  return (lengths[0] <= 2 && lengths[2] == 4 &&
          is_day (third, get_value (second, lengths[1]), get_value (first, lengths[0]))) ||
         (lengths[0] == 4 && lengths[2] <= 2 &&
          is_day (first, get_value (second, lengths[1]), get_value (third, lengths[2])));
}

/* Reads the groups that begin at @p, and gives where they end. Another number may follow one that
 * is whole, or an hour a date, with no other sign between the two than within them. */
static const char *
read_number (Number     *number,
             const char *text,
             const char *p)
{
  const char *next = p;

  g_string_truncate (number->digits, 0);
  number->n_groups = 0;
  number->after_plus = p > text && p[-1] == '+';
  do
    {
      gsize length = strspn (next, DIGITS);

      g_string_append_len (number->digits, next, (gssize) length);
      if (number->n_groups < DATE_GROUPS)
        number->lengths[number->n_groups] = length;
      number->n_groups++;
      p = next + length;
      next = find_group (p);
    }
  while (next > p && get_french (number) == NULL && !is_date (number));

  return p;
}

/* In one group, digits after 00 may as well be a code of another kind. */
static gboolean
is_from_abroad (const Number *number)
{
  gsize length = number->digits->len;

  return get_abroad (number) != NULL && (number->after_plus || number->n_groups > 1) &&
         !is_date (number) && length >= MIN_DIGITS && length <= MAX_DIGITS;
}

/* As all write it who call from abroad, whether they put "+", "00" or "(0)". */
static gsize
append_abroad (GString    *words,
               const char *abroad)
{
  gsize length = get_country_without_zero (abroad);

  g_string_append_len (words, abroad, (gssize) length);
  g_string_append (words, length > 0 ? skip_zero (abroad + length) : abroad);

  return length;
}

/* As it is dialled in its country, where that is known. */
static void
append_at_home (GString    *words,
                const char *abroad,
                gsize       length)
{
  const char *rest = skip_zero (abroad + length);

  if (length == 0)
    {
      length = get_country (abroad, countries_with_zero, G_N_ELEMENTS (countries_with_zero));
      rest = length > 0 && abroad[length] == '0' ? skip_zero (abroad + length) : "";
    }

  if (strlen (rest) >= MIN_DIGITS && !g_str_has_prefix (abroad, FRANCE))
    g_string_append_printf (words, " 0%s", rest);
}

static void
append_from_abroad (GString      *words,
                    const Number *number)
{
  const char *abroad = get_abroad (number);
  gsize length = append_abroad (words, abroad);

  append_at_home (words, abroad, length);
  if (!number->after_plus)
    g_string_append_printf (words, " %s", number->digits->str);
  g_string_append_c (words, ' ');
}

static guint
append_number (GString      *words,
               const Number *number)
{
  const char *french = get_french (number);

  if (french != NULL && get_abroad (number) != NULL)
    g_string_append_printf (words, FRANCE "%s 0%s ", french, french);
  else if (is_from_abroad (number))
    append_from_abroad (words, number);
  else if (number->n_groups > 1 && number->digits->len >= MIN_DIGITS &&
           number->digits->len <= MAX_DIGITS && !is_date (number))
    g_string_append_printf (words, "%s ", number->digits->str);
  else
    return 0;

  return 1;
}

/**
 * parvis_phone_append:
 * @words: (inout): gets the numbers, each with a space behind it
 * @text: valid UTF-8
 *
 * "06 12 34 56 78" gives "0612345678", and "+33 6 12 34 56 78" both that and "33612345678".
 * "+44 20 7946 0958" gives "442079460958" and "02079460958". What else stands in one group is a
 * word without this.
 */
void
parvis_phone_append (GString    *words,
                     const char *text)
{
  g_autoptr(GString) digits = NULL;
  Number number = { 0 };
  gboolean within_word = FALSE;
  guint n_numbers = 0;

  if (strpbrk (text, DIGITS) == NULL)
    return;

  number.digits = digits = g_string_new (NULL);
  for (const char *p = text; *p != '\0' && n_numbers < MAX_NUMBERS;)
    if (g_ascii_isdigit (*p) && !within_word)
      {
        p = read_number (&number, text, p);
        n_numbers += append_number (words, &number);
      }
    else
      {
        within_word = g_unichar_isalnum (g_utf8_get_char (p));
        p = g_utf8_next_char (p);
      }
}

/* A word of append_number(), of a number that may lack its end; FALSE for others. That of France is
 * one without a country, since most who live there write none. */
static gboolean
append_typed (GString      *text,
              const Number *number)
{
  const char *abroad = get_abroad (number);
  const char *french = abroad != NULL && g_str_has_prefix (abroad, FRANCE)
                         ? skip_zero (abroad + strlen (FRANCE)) : "";
  gboolean is_french = *french != '\0' && strlen (french) <= FRENCH_DIGITS;

  if (is_french && (number->after_plus || get_french (number) != NULL || is_from_abroad (number)))
    g_string_append_printf (text, "0%s", french);
  else if (abroad != NULL && is_from_abroad (number))
    append_abroad (text, abroad);
  else
    return FALSE;

  return TRUE;
}

/**
 * parvis_phone_dup_typed:
 * @text: valid UTF-8 that somebody typed
 *
 * Writes numbers with a country as parvis_phone_append() does: "0033 6 12 34" and "+33 (0)6 12 34"
 * as "061234". All else stays as it is.
 *
 * Returns: (transfer full): what to look for
 */
char *
parvis_phone_dup_typed (const char *text)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  GString *typed = g_string_new (NULL);
  Number number = { .digits = digits };
  gboolean within_word = FALSE;

  for (const char *p = text; *p != '\0';)
    {
      const char *start = p;

      if (g_ascii_isdigit (*p) && !within_word)
        {
          p = read_number (&number, text, p);
          if (append_typed (typed, &number))
            continue;
        }
      else
        {
          within_word = g_unichar_isalnum (g_utf8_get_char (p));
          p = g_utf8_next_char (p);
        }
      g_string_append_len (typed, start, p - start);
    }

  return g_string_free_and_steal (typed);
}
