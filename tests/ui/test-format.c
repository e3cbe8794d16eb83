#include "config.h"

#include <glib.h>
#include <libintl.h>
#include <locale.h>

#include "parvis-format.h"

#define NARROW "\xe2\x80\xaf" /* U+202F */
#define NO_BREAK "\xc2\xa0"

static void
assert_text (char       *text,
             const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_numbers (void)
{
  parvis_format_set_locale ("en_GB.UTF-8");
  assert_text (parvis_format_count (1234567), "1,234,567");
  assert_text (parvis_format_count (0), "0");
  assert_text (parvis_format_count (WEEZ_UNKNOWN), "—");
  assert_text (parvis_format_count (G_MAXINT64), "9,223,372,036,854,775,807");
  assert_text (parvis_format_share (999, 1000), "99%");
  assert_text (parvis_format_share (1100, 1000), "110%");
  assert_text (parvis_format_share (G_MAXINT64, G_MAXINT64), "100%");
  assert_text (parvis_format_share (1, 0), "—");
  assert_text (parvis_format_share (WEEZ_UNKNOWN, 10), "—");

  parvis_format_set_locale ("fr_FR.UTF-8");
  assert_text (parvis_format_count (1234567), "1" NARROW "234" NARROW "567");
  assert_text (parvis_format_share (1, 2), "50" NO_BREAK "%");
}

static void
test_money (void)
{
  parvis_format_set_locale ("en_GB.UTF-8");
  assert_text (parvis_format_money ((WeezMoney) { 2550 }), "€25.50");
  assert_text (parvis_format_money ((WeezMoney) { 5 }), "€0.05");
  assert_text (parvis_format_money ((WeezMoney) { -50 }), "-€0.50");
  assert_text (parvis_format_money ((WeezMoney) { WEEZ_UNKNOWN }), "—");
  assert_text (parvis_format_money_rounded ((WeezMoney) { 1234560 }), "€12,346");

  parvis_format_set_locale ("fr_FR.UTF-8");
  assert_text (parvis_format_money ((WeezMoney) { 123450 }),
               "1" NARROW "234,50" NO_BREAK "€");
}

static void
test_plain_locale (void)
{
  parvis_format_set_locale ("C.UTF-8");
  assert_text (parvis_format_count (1234), "1,234");
  parvis_format_set_locale ("nonsense@@");
  assert_text (parvis_format_count (7), "7");
}

static void
test_dates (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_iso8601 ("2027-06-10T23:30:00+02:00", NULL);
  static const struct { const char *moment; const char *near; const char *within; } cases[] = {
    { "2027-06-10T20:00:00+02:00", "Today, 20:00", "today, 20:00" },
    { "2027-06-11T00:30:00+02:00", "Tomorrow, 00:30", "tomorrow, 00:30" },
    { "2027-06-09T20:00:00+02:00", "Yesterday, 20:00", "yesterday, 20:00" },
    { "2027-06-12T20:00:00+02:00", "Saturday, 20:00", "Saturday, 20:00" },
    { "2027-06-16T20:00:00+02:00", "Wednesday, 20:00", "Wednesday, 20:00" },
    { "2027-06-17T20:00:00+02:00", "Thu 17 June 2027, 20:00", "Thu 17 June 2027, 20:00" },
    { "2027-06-17T00:00:00+02:00", "Thu 17 June 2027", "Thu 17 June 2027" },
    /* In its own zone it is the 11th already. */
    { "2027-06-11T07:00:00+11:00", "Today, 07:00", "today, 07:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601 (cases[i].moment, NULL);

      assert_text (parvis_format_near (moment, now), cases[i].near);
      assert_text (parvis_format_near_within (moment, now), cases[i].within);
    }

  assert_text (parvis_format_moment_short (now), "10 Jun 2027, 23:30");
}

static void
test_spans (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GTimeZone) far = g_time_zone_new_identifier ("America/Cayenne");
  g_autoptr(GDateTime) start = g_date_time_new (zone, 2027, 6, 12, 20, 0, 0);
  g_autoptr(GDateTime) late = g_date_time_new (zone, 2027, 6, 12, 23, 30, 0);
  g_autoptr(GDateTime) later = g_date_time_new (zone, 2027, 6, 13, 18, 0, 0);
  g_autoptr(GDateTime) away = g_date_time_new (far, 2027, 6, 12, 20, 0, 0);

  assert_text (parvis_format_span (start, late), "Sat 12 June 2027, 20:00 – 23:30");
  assert_text (parvis_format_span (start, later),
               "Sat 12 June 2027, 20:00 – Sun 13 June 2027, 18:00");
  assert_text (parvis_format_span (start, NULL), "Sat 12 June 2027, 20:00");
  assert_text (parvis_format_span (start, start), "Sat 12 June 2027, 20:00");
  assert_text (parvis_format_span (away, NULL), "Sat 12 June 2027, 20:00 (-03)");
  assert_text (parvis_format_span (NULL, NULL), "—");

  assert_text (parvis_format_sale (start, late), "Sat 12 June 2027, 20:00 – 23:30");
  assert_text (parvis_format_sale (start, NULL), "From Sat 12 June 2027, 20:00");
  assert_text (parvis_format_sale (NULL, later), "Until Sun 13 June 2027, 18:00");
  assert_text (parvis_format_sale (NULL, away), "Until Sat 12 June 2027, 20:00 (-03)");
  assert_text (parvis_format_sale (NULL, NULL), "");
}

/* Days are written small in French, but not where a line begins. */
static void
test_capitals (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) start = g_date_time_new (zone, 2027, 6, 12, 20, 0, 0);
  g_autoptr(GDateTime) end = g_date_time_new (zone, 2027, 6, 13, 18, 0, 0);
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));

  assert_text (parvis_format_capitalize (g_strdup ("août 2027")), "Août 2027");
  assert_text (parvis_format_capitalize (g_strdup ("école")), "École");
  assert_text (parvis_format_capitalize (g_strdup ("12 juin")), "12 juin");
  assert_text (parvis_format_capitalize (g_strdup ("")), "");

  if (setlocale (LC_ALL, "fr_FR.UTF-8") == NULL)
    {
      g_test_skip ("this computer has no French");
      return;
    }
  assert_text (parvis_format_moment (start), "Sam. 12 juin 2027, 20:00");
  assert_text (parvis_format_span (start, end),
               "Sam. 12 juin 2027, 20:00 – dim. 13 juin 2027, 18:00");
  setlocale (LC_ALL, before);
}

/* The first of a month is not "1" in French. */
static void
test_firsts (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) first = g_date_time_new (zone, 2027, 5, 1, 20, 0, 0);
  g_autoptr(GDateTime) last = g_date_time_new (zone, 2027, 5, 31, 20, 0, 0);
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));
  g_autofree char *words = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);

  assert_text (parvis_format_moment (first), "Sat 1 May 2027, 20:00");
  if (setlocale (LC_ALL, "fr_FR.UTF-8") == NULL)
    {
      g_test_skip ("this computer has no French");
      return;
    }

  bindtextdomain (GETTEXT_PACKAGE, words);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  assert_text (parvis_format_moment (first), "Sam. 1er mai 2027, 20:00");
  assert_text (parvis_format_day (first), "1er mai 2027");
  assert_text (parvis_format_moment (last), "Lun. 31 mai 2027, 20:00");
  assert_text (parvis_format_day (last), "31 mai 2027");
  setlocale (LC_ALL, before);
}

static void
test_names (void)
{
  parvis_format_set_locale ("fr_FR.UTF-8");
  g_assert_cmpint (parvis_format_compare_names ("Été", "Étude"), <, 0);
  g_assert_cmpint (parvis_format_compare_names ("éclair", "Zénith"), <, 0);
  g_assert_cmpint (parvis_format_compare_names ("Gala 2", "Gala 10"), <, 0);
  g_assert_cmpint (parvis_format_compare_names ("a", "a"), ==, 0);
  g_assert_cmpint (parvis_format_compare_names (NULL, "a"), <, 0);
  g_assert_cmpint (parvis_format_compare_names (NULL, NULL), ==, 0);
  parvis_format_set_locale (NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/numbers", test_numbers);
  g_test_add_func ("/format/money", test_money);
  g_test_add_func ("/format/plain-locale", test_plain_locale);
  g_test_add_func ("/format/dates", test_dates);
  g_test_add_func ("/format/spans", test_spans);
  g_test_add_func ("/format/capitals", test_capitals);
  g_test_add_func ("/format/firsts", test_firsts);
  g_test_add_func ("/format/names", test_names);

  return g_test_run ();
}
