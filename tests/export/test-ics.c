#include <string.h>

#include "parvis-ical.h"
#include "parvis-ics.h"
#include "weez-period.h"

static GDateTime *
at (const char *zone,
    int         year,
    int         month,
    int         day,
    int         hour,
    int         minute)
{
  g_autoptr(GTimeZone) place = g_time_zone_new_identifier (zone);

  return g_date_time_new (place, year, month, day, hour, minute, 0);
}

static void
add_date (WeezEventDetails *details,
          GDateTime        *start,
          GDateTime        *end)
{
  WeezPeriod *period = g_object_new (WEEZ_TYPE_PERIOD, NULL);

  period->start = start;
  period->end = end;
  g_ptr_array_add (details->dates, period);
}

static WeezEventDetails *
new_details (const char *title)
{
  WeezEventDetails *details = g_object_new (WEEZ_TYPE_EVENT_DETAILS, NULL);

  details->event = g_object_new (WEEZ_TYPE_PUBLIC_EVENT, NULL);
  details->event->id = g_strdup ("36799");
  details->event->title = g_strdup (title);
  details->event->venue = g_object_new (WEEZ_TYPE_VENUE, NULL);
  details->organizer = g_object_new (WEEZ_TYPE_ORGANIZER, NULL);
  details->dates = g_ptr_array_new_with_free_func (g_object_unref);

  return details;
}

/* On both sides of both clock changes. */
static WeezEventDetails *
new_play (void)
{
  static const char zone[] = "Europe/Paris";
  g_autoptr(GString) title = g_string_new ("L’Avare, de « Molière »; ");
  WeezEventDetails *details;

  for (guint i = 0; i < 20; i++)
    g_string_append (title, "très long ");
  details = new_details (title->str);
  details->event->minisite_url = g_strdup ("https://billetterie.example/avare?a=1;b=2,3");
  details->event->venue->name = g_strdup ("Théâtre municipal");
  details->event->venue->address = g_strdup ("1 rue du Port");
  details->event->venue->zip_code = g_strdup ("44000");
  details->event->venue->city = g_strdup ("Nantes");
  details->event->venue->country_name = g_strdup ("France");
  details->event->venue->latitude = 47.2184;
  details->event->venue->longitude = -1.5536;
  add_date (details, at (zone, 2026, 10, 24, 20, 30), at (zone, 2026, 10, 24, 23, 0));
  add_date (details, at (zone, 2026, 10, 25, 20, 30), at (zone, 2026, 10, 25, 23, 0));
  add_date (details, at (zone, 2027, 3, 28, 20, 30), at (zone, 2027, 3, 28, 23, 0));

  return details;
}

static WeezEventDetails *
new_hostile (void)
{
  WeezEventDetails *details =
    new_details ("Un; deux, trois\\quatre\r\nATTENDEE:mailto:x@y\nEND:VEVENT");
  static const char evil[] =
    "x\r\nATTACH:file:///etc/passwd\r\nBEGIN:VALARM\xe2\x80\xa8X:y\x01\xff";

  g_free (details->event->id);
  details->event->id = g_strdup ("1\r\nATTENDEE:x");
  details->event->category_name = g_strdup (evil);
  details->event->minisite_url = g_strdup ("https://x.example/\r\nATTENDEE:mailto:x@y");
  details->event->venue->name = g_strdup (evil);
  details->event->venue->city = g_strdup ("\n\r\n\nEND:VCALENDAR");
  details->event->venue->latitude = 1e300;
  details->event->venue->longitude = 2;
  details->organizer->organization_name = g_strdup (evil);
  details->event->start = at ("America/Montreal", 2026, 12, 5, 20, 0);
  details->event->end = at ("America/Montreal", 2026, 12, 5, 19, 0);

  return details;
}

static char *
write_calendar (const char *kind)
{
  g_autoptr(WeezEventDetails) details = g_str_equal (kind, "dates") ? new_play () : new_hostile ();
  g_autoptr(GDateTime) now = g_date_time_new_utc (2026, 11, 25, 12, 0, 0);

  return parvis_ics_from_details (details, now);
}

/* ---- read back by libical ---- */

static void
assert_time (ICalComponent *event,
             int            month,
             int            hour,
             int            utc_hour)
{
  g_autoptr(ICalTime) start = i_cal_component_get_dtstart (event);
  g_autoptr(ICalTime) utc = i_cal_time_convert_to_zone (start, i_cal_timezone_get_utc_timezone ());

  g_assert_true (i_cal_time_is_valid_time (start));
  g_assert_cmpint (i_cal_time_get_month (start), ==, month);
  g_assert_cmpint (i_cal_time_get_hour (start), ==, hour);
  g_assert_cmpint (i_cal_time_get_hour (utc), ==, utc_hour);
}

static void
test_dates (void)
{
  static const struct { int month, utc_hour; } dates[] = { { 10, 18 }, { 10, 19 }, { 3, 18 } };
  g_autofree char *text = write_calendar ("dates");
  g_autoptr(ICalComponent) calendar = i_cal_parser_parse_string (text);
  g_autoptr(ICalComponent) event = NULL;
  guint n_events = 0;

  g_assert_nonnull (calendar);
  g_assert_cmpint (i_cal_component_count_errors (calendar), ==, 0);
  for (event = i_cal_component_get_first_component (calendar, I_CAL_VEVENT_COMPONENT);
       event != NULL; n_events++)
    {
      ICalComponent *next;

      g_assert_cmpuint (n_events, <, G_N_ELEMENTS (dates));
      assert_time (event, dates[n_events].month, 20, dates[n_events].utc_hour);
      g_assert_true (g_str_has_prefix (i_cal_component_get_summary (event), "L’Avare, de «"));
      next = i_cal_component_get_next_component (calendar, I_CAL_VEVENT_COMPONENT);
      g_set_object (&event, next);
      g_clear_object (&next);
    }
  g_assert_cmpuint (n_events, ==, G_N_ELEMENTS (dates));
}

static void
test_lines (void)
{
  static const char * const kinds[] = { "dates", "hostile" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *text = write_calendar (kinds[i]);
      g_auto(GStrv) lines = g_strsplit (text, "\r\n", -1);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_true (g_str_has_suffix (text, "END:VCALENDAR\r\n"));
      for (guint j = 0; lines[j] != NULL; j++)
        {
          g_assert_cmpuint (strlen (lines[j]), <=, 75);
          g_assert_null (strpbrk (lines[j], "\r\n"));
          g_assert_false (g_str_has_prefix (lines[j], "ATTENDEE"));
          g_assert_false (g_str_has_prefix (lines[j], "ATTACH"));
          g_assert_false (g_str_has_prefix (lines[j], "BEGIN:VALARM"));
        }
    }
}

static void
test_events (void)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *empty = parvis_ics_from_events (events, now);
  g_autofree char *text = NULL;
  g_autoptr(ICalComponent) calendar = NULL;

  g_assert_nonnull (strstr (empty, "END:VCALENDAR"));
  for (guint i = 0; i < 3; i++)
    {
      WeezPublicEvent *event = g_object_new (WEEZ_TYPE_PUBLIC_EVENT, NULL);

      event->id = g_strdup_printf ("%u", i);
      event->start = i < 2 ? at (i == 0 ? "Asia/Tokyo" : "UTC", 2026, 12, 5, 20, 0) : NULL;
      g_ptr_array_add (events, event);
    }

  text = parvis_ics_from_events (events, now);
  calendar = i_cal_parser_parse_string (text);
  /* Without a start there is nothing to put into a calendar. */
  g_assert_cmpint (i_cal_component_count_components (calendar, I_CAL_VEVENT_COMPONENT), ==, 2);
  g_assert_cmpint (i_cal_component_count_components (calendar, I_CAL_VTIMEZONE_COMPONENT), ==, 1);
  g_assert_nonnull (strstr (text, "DTSTART:20261205T200000Z"));
}

/* Whatever an event is called, that is its title and nothing else. */
static void
test_titles (void)
{
  static const char * const titles[] = {
    "<b>Gras</b> & Co <a href=\"http://x\">y</a>",
    "Inverse \342\200\256etnarg",
    "😀 Émoji 👩‍👩‍👧‍👦",
    "=HYPERLINK(\"http://x\")",
    "_Souligné_ &amp; %s %d \\n \\, ; : , \\",
    "END:VEVENT",
    "",
  };
  g_autofree char *long_title = g_strnfill (300, 'N');
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  for (guint i = 0; i <= G_N_ELEMENTS (titles); i++)
    {
      const char *title = i < G_N_ELEMENTS (titles) ? titles[i] : long_title;
      g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
      WeezPublicEvent *event = g_object_new (WEEZ_TYPE_PUBLIC_EVENT, NULL);
      g_autofree char *text = NULL;
      g_autoptr(ICalComponent) calendar = NULL;
      g_autoptr(ICalComponent) entry = NULL;
      const char *summary;

      event->id = g_strdup ("1");
      event->title = g_strdup (title);
      event->start = at ("Europe/Paris", 2026, 12, 5, 20, 0);
      g_ptr_array_add (events, event);
      text = parvis_ics_from_events (events, now);
      calendar = i_cal_parser_parse_string (text);
      g_assert_nonnull (calendar);
      g_assert_cmpint (i_cal_component_count_errors (calendar), ==, 0);
      g_assert_cmpint (i_cal_component_count_components (calendar, I_CAL_VEVENT_COMPONENT), ==, 1);
      entry = i_cal_component_get_first_component (calendar, I_CAL_VEVENT_COMPONENT);
      summary = i_cal_component_get_summary (entry);
      g_assert_cmpstr (summary != NULL ? summary : "", ==, title);
    }
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    {
      g_autofree char *text = write_calendar (argv[2]);

      fputs (text, stdout);
      return 0;
    }

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ics/dates", test_dates);
  g_test_add_func ("/ics/lines", test_lines);
  g_test_add_func ("/ics/events", test_events);
  g_test_add_func ("/ics/titles", test_titles);

  return g_test_run ();
}
