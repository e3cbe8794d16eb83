#include "config.h"

#include "parvis-format.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <unicode/ucol.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#define UNKNOWN "—"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UNumberFormatter, unumf_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UFormattedNumber, unumf_closeResult)

typedef enum
{
  STYLE_COUNT,
  STYLE_SHARE,
  STYLE_MONEY,
  STYLE_MONEY_ROUNDED,
} Style;

/* The service names no currency; its organizers are paid in euros. */
static const char *skeletons[] = {
  [STYLE_COUNT] = "precision-integer",
  [STYLE_SHARE] = "percent precision-integer",
  [STYLE_MONEY] = "currency/EUR",
  [STYLE_MONEY_ROUNDED] = "currency/EUR precision-integer",
};

/* Making a formatter is a hundred times slower than using one. All of this is for the main thread
 * only. */
static UNumberFormatter *formatters[G_N_ELEMENTS (skeletons)];
static UCollator *collator;
static char *chosen_locale;

/* "C" has no grouping and no money: plain English stands in for it. */
static char *
dup_locale (int category)
{
  const char *name = chosen_locale != NULL ? chosen_locale : setlocale (category, NULL);
  char canonical[ULOC_FULLNAME_CAPACITY];
  UErrorCode status = U_ZERO_ERROR;

  if (name == NULL || g_str_equal (name, "C") || g_str_equal (name, "POSIX") ||
      g_str_has_prefix (name, "C."))
    return g_strdup ("en");

  uloc_canonicalize (name, canonical, sizeof canonical, &status);

  return g_strdup (U_SUCCESS (status) ? canonical : "en");
}

static UNumberFormatter *
get_formatter (Style style)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar skeleton[64];

  if (formatters[style] == NULL)
    {
      g_autofree char *locale = dup_locale (LC_NUMERIC);

      u_uastrcpy (skeleton, skeletons[style]);
      formatters[style] = unumf_openForSkeletonAndLocale (skeleton, -1, locale, &status);
      if (U_FAILURE (status))
        g_warning ("ICU has no formatter “%s”: %s", skeletons[style], u_errorName (status));
    }

  return formatters[style];
}

static char *
format_decimal (Style       style,
                const char *decimal)
{
  UNumberFormatter *formatter = get_formatter (style);
  UErrorCode status = U_ZERO_ERROR;
  g_autoptr(UFormattedNumber) result = unumf_openResult (&status);
  const UFormattedValue *value;
  const UChar *text;
  int32_t length = 0;

  unumf_formatDecimal (formatter, decimal, -1, result, &status);
  value = unumf_resultAsValue (result, &status);
  text = ufmtval_getString (value, &length, &status);
  if (U_FAILURE (status))
    return g_strdup (decimal);

  return g_utf16_to_utf8 ((const gunichar2 *) text, length, NULL, NULL, NULL);
}

/**
 * parvis_format_set_locale:
 * @locale: (nullable): a locale's name, or null for the one of the process
 *
 * Chooses how numbers are written and names are sorted from now on.
 */
void
parvis_format_set_locale (const char *locale)
{
  for (guint i = 0; i < G_N_ELEMENTS (formatters); i++)
    g_clear_pointer (&formatters[i], unumf_close);
  g_clear_pointer (&collator, ucol_close);

  g_set_str (&chosen_locale, locale);
}

/**
 * parvis_format_count:
 * @count: a number, or %WEEZ_UNKNOWN
 *
 * Returns: (transfer full): the number as people write it, or a dash
 */
char *
parvis_format_count (gint64 count)
{
  char decimal[32];

  if (count == WEEZ_UNKNOWN)
    return g_strdup (UNKNOWN);

  g_snprintf (decimal, sizeof decimal, "%" G_GINT64_FORMAT, count);
  return format_decimal (STYLE_COUNT, decimal);
}

/**
 * parvis_format_share:
 * @part: a number, or %WEEZ_UNKNOWN
 * @whole: what it is a part of, or %WEEZ_UNKNOWN
 *
 * Only what is whole is 100 %: shares are rounded down.
 *
 * Returns: (transfer full): as in "42%", or a dash
 */
char *
parvis_format_share (gint64 part,
                     gint64 whole)
{
  char decimal[32];

  if (part == WEEZ_UNKNOWN || whole == WEEZ_UNKNOWN || whole <= 0)
    return g_strdup (UNKNOWN);

  g_snprintf (decimal, sizeof decimal, "%" G_GINT64_FORMAT,
              (gint64) ((__int128) part * 100 / whole));
  return format_decimal (STYLE_SHARE, decimal);
}

static char *
format_money (Style     style,
              WeezMoney money)
{
  g_autofree char *decimal = NULL;

  if (money.cents == WEEZ_UNKNOWN)
    return g_strdup (UNKNOWN);

  decimal = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d", money.cents < 0 ? "-" : "",
                             ABS (money.cents / 100), (int) ABS (money.cents % 100));
  return format_decimal (style, decimal);
}

/**
 * parvis_format_money:
 * @money: an amount
 *
 * Returns: (transfer full): as in "€25.50", or a dash
 */
char *
parvis_format_money (WeezMoney money)
{
  return format_money (STYLE_MONEY, money);
}

/**
 * parvis_format_money_rounded:
 * @money: an amount
 *
 * Returns: (transfer full): as in "€12,345", or a dash
 */
char *
parvis_format_money_rounded (WeezMoney money)
{
  return format_money (STYLE_MONEY_ROUNDED, money);
}

static gboolean
is_midnight (GDateTime *moment)
{
  return g_date_time_get_hour (moment) == 0 && g_date_time_get_minute (moment) == 0;
}

/**
 * parvis_format_clock:
 * @moment: a time
 *
 * Returns: (transfer full): as in "14:02"
 */
char *
parvis_format_clock (GDateTime *moment)
{
  /* Translators: the time of day, in the notation of g_date_time_format(). */
  return g_date_time_format (moment, C_("time", "%H:%M"));
}

static gboolean
is_today (GDateTime *moment)
{
  g_autoptr(GDateTime) now = g_date_time_new_now (g_date_time_get_timezone (moment));

  return g_date_time_get_year (moment) == g_date_time_get_year (now) &&
         g_date_time_get_day_of_year (moment) == g_date_time_get_day_of_year (now);
}

/**
 * parvis_format_age:
 * @moment: when something was read
 *
 * Returns: (transfer full): as in "14:02", with the day in front where that is not today
 */
char *
parvis_format_age (GDateTime *moment)
{
  g_autofree char *day = NULL;
  g_autofree char *clock = parvis_format_clock (moment);

  if (is_today (moment))
    return g_steal_pointer (&clock);

  day = parvis_format_day (moment);
  /* Translators: a day and the time of that day, as in "Sat 12 June 2027, 20:00". */
  return g_strdup_printf (C_("day and time", "%s, %s"), day, clock);
}

static gboolean
is_first (GDateTime *moment)
{
  return g_date_time_get_day_of_month (moment) == 1;
}

static char *
format_day (GDateTime *moment)
{
  if (is_first (moment))
    /* Translators: as other dates, but of the first of a month, which some languages write in a way
     * of its own: as in "mar. 1er juin 2027". */
    return g_date_time_format (moment, C_("date of a first", "%a %-d %B %Y"));

  /* Translators: a date as in "Sat 12 June 2027", in the notation of g_date_time_format(). */
  return g_date_time_format (moment, C_("date", "%a %-d %B %Y"));
}

/**
 * parvis_format_day:
 * @moment: a time
 *
 * Returns: (transfer full): as in "12 Jun 2027"
 */
char *
parvis_format_day (GDateTime *moment)
{
  if (is_first (moment))
    /* Translators: as other short dates, but of the first of a month, as in "1er juin 2027". */
    return g_date_time_format (moment, C_("short date of a first", "%-d %b %Y"));

  /* Translators: a short date as in "12 Jun 2027", in the notation of g_date_time_format(). */
  return g_date_time_format (moment, C_("short date", "%-d %b %Y"));
}

static char *
join_day_and_time (const char *day,
                   GDateTime  *moment)
{
  g_autofree char *clock = NULL;

  /* The service writes midnight where there is no time. */
  if (is_midnight (moment))
    return g_strdup (day);

  clock = parvis_format_clock (moment);
  /* Translators: a day and the time of that day, as in "Sat 12 June 2027, 20:00". */
  return g_strdup_printf (C_("day and time", "%s, %s"), day, clock);
}

static char *
format_moment (GDateTime *moment)
{
  g_autofree char *day = format_day (moment);

  return join_day_and_time (day, moment);
}

/**
 * parvis_format_capitalize:
 * @text: (transfer full): what is at the beginning of a line
 *
 * Some languages write days and months small.
 *
 * Returns: (transfer full): the same with a capital
 */
char *
parvis_format_capitalize (char *text)
{
  g_autofree char *small = text;
  char first[7] = { 0 };

  if (!g_unichar_islower (g_utf8_get_char (text)))
    return g_steal_pointer (&small);

  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text)), first);

  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

/**
 * parvis_format_moment:
 * @moment: a time
 *
 * Returns: (transfer full): as in "Sat 12 June 2027, 20:00", at the beginning of a line
 */
char *
parvis_format_moment (GDateTime *moment)
{
  return parvis_format_capitalize (format_moment (moment));
}

/**
 * parvis_format_moment_short:
 * @moment: a time
 *
 * Returns: (transfer full): as in "12 Jun 2027, 20:00", for where there is little room
 */
char *
parvis_format_moment_short (GDateTime *moment)
{
  g_autofree char *day = parvis_format_day (moment);

  return join_day_and_time (day, moment);
}

/**
 * parvis_format_days_until:
 * @moment: a time
 * @now: the present
 *
 * Returns: how often midnight comes between, in the zone of @moment; less than 0 in the past
 */
int
parvis_format_days_until (GDateTime *moment,
                          GDateTime *now)
{
  g_autoptr(GDateTime) here = g_date_time_to_timezone (now, g_date_time_get_timezone (moment));
  GDate a;
  GDate b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, g_date_time_get_day_of_month (here), g_date_time_get_month (here),
                  g_date_time_get_year (here));
  g_date_set_dmy (&b, g_date_time_get_day_of_month (moment), g_date_time_get_month (moment),
                  g_date_time_get_year (moment));

  return g_date_days_between (&a, &b);
}

static char *
format_near (GDateTime          *moment,
             GDateTime          *now,
             const char * const *words)
{
  g_autofree char *day = NULL;
  int days = parvis_format_days_until (moment, now);

  if (days >= -1 && days <= 1)
    day = g_strdup (words[days + 1]);
  else if (days > 1 && days < 7)
    /* Translators: a day of this week, as in "Saturday". */
    day = g_date_time_format (moment, C_("date", "%A"));
  else
    day = format_day (moment);

  return join_day_and_time (day, moment);
}

/**
 * parvis_format_near:
 * @moment: a time
 * @now: the present
 *
 * Returns: (transfer full): as in "Tomorrow, 20:00" or "Saturday, 20:00", or a plain date, at the
 *   beginning of a line
 */
char *
parvis_format_near (GDateTime *moment,
                    GDateTime *now)
{
  const char *words[] = { C_("day", "Yesterday"), C_("day", "Today"), C_("day", "Tomorrow") };

  return parvis_format_capitalize (format_near (moment, now, words));
}

/**
 * parvis_format_near_within:
 * @moment: a time
 * @now: the present
 *
 * Returns: (transfer full): as in "tomorrow, 20:00" or "Saturday, 20:00", or a plain date, within a
 *   sentence
 */
char *
parvis_format_near_within (GDateTime *moment,
                           GDateTime *now)
{
  const char *words[] = {
    C_("day within a sentence", "yesterday"),
    C_("day within a sentence", "today"),
    C_("day within a sentence", "tomorrow"),
  };

  return format_near (moment, now, words);
}

/* Where the person reading lives by another clock. */
static gboolean
is_elsewhere (GDateTime *moment)
{
  g_autoptr(GDateTime) local = g_date_time_to_local (moment);

  return g_date_time_get_utc_offset (local) != g_date_time_get_utc_offset (moment);
}

/* Takes the text, and says by which clock it is where that isn't the reader's own. */
static char *
add_zone (char      *text,
          GDateTime *moment)
{
  g_autofree char *plain = text;
  g_autofree char *zone = NULL;

  if (!is_elsewhere (moment))
    return g_steal_pointer (&plain);

  zone = g_date_time_format (moment, "%Z");
  /* Translators: a date and its time zone, as in "Sat 12 June 2027, 20:00 (CEST)". */
  return g_strdup_printf (C_("date and zone", "%s (%s)"), plain, zone);
}

/**
 * parvis_format_span:
 * @start: (nullable): when it begins
 * @end: (nullable): when it ends
 *
 * Returns: (transfer full): both, in full, with the zone where it isn't the reader's own; or a dash
 */
char *
parvis_format_span (GDateTime *start,
                    GDateTime *end)
{
  GDateTime *any = start != NULL ? start : end;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (any == NULL)
    return g_strdup (UNKNOWN);

  from = parvis_format_moment (any);
  if (start == NULL || end == NULL || g_date_time_equal (start, end))
    return add_zone (g_steal_pointer (&from), any);

  to = parvis_format_days_until (end, start) == 0 && !is_midnight (end)
       ? parvis_format_clock (end) : format_moment (end);
  /* Translators: from a time to another, as in "Sat 12 June 2027, 20:00 – 23:30". */
  return add_zone (g_strdup_printf (C_("period", "%s – %s"), from, to), any);
}

/**
 * parvis_format_sale:
 * @start: (nullable): when the sale begins
 * @end: (nullable): when it ends
 *
 * Returns: (transfer full): both, in full, or as in "Until Sat 12 June 2027, 20:00" the only one,
 *   or nothing
 */
char *
parvis_format_sale (GDateTime *start,
                    GDateTime *end)
{
  GDateTime *any = start != NULL ? start : end;
  g_autofree char *moment = NULL;

  if (any == NULL)
    return g_strdup ("");
  if (start != NULL && end != NULL)
    return parvis_format_span (start, end);

  moment = format_moment (any);
  return add_zone (g_strdup_printf (any == start ? _("From %s") : _("Until %s"), moment), any);
}

/**
 * parvis_format_compare_names:
 * @a: (nullable): a name
 * @b: (nullable): another
 *
 * Returns: how they follow one another in the reader's language
 */
int
parvis_format_compare_names (const char *a,
                             const char *b)
{
  UErrorCode status = U_ZERO_ERROR;

  if (a == NULL || b == NULL)
    return (a != NULL) - (b != NULL);

  if (collator == NULL)
    {
      g_autofree char *locale = dup_locale (LC_COLLATE);

      collator = ucol_open (locale, &status);
      ucol_setAttribute (collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
    }

  return ucol_strcollUTF8 (collator, a, -1, b, -1, &status);
}
