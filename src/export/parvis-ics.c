#include "config.h"

#include "parvis-ics.h"

#include <string.h>

#include "parvis-ical.h"
#include "weez-period.h"

#define PRODUCT "-//Parvis//Parvis " PARVIS_VERSION "//EN"
#define MAX_TEXT 8192

typedef struct
{
  ICalComponent *calendar;
  GHashTable    *zones;      /* names that the calendar has, as a set */
  GDateTime     *now;
} Writer;

/* What the service says, without what could end a line of the file. */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_TEXT));
  GString *bare = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n')
        g_string_append_c (bare, '\n');
      else if (!g_unichar_iscntrl (c) && c != 0x2028 && c != 0x2029)
        g_string_append_unichar (bare, c);
    }

  return g_string_free_and_steal (bare);
}

/* libical escapes texts, so that none of them becomes a property of its own. */
static void
add_text (ICalComponent    *event,
          ICalPropertyKind  kind,
          const char       *text)
{
  g_autofree char *bare = text != NULL ? clean (text) : NULL;
  g_autoptr(ICalValue) value = NULL;
  ICalProperty *property;

  if (bare == NULL || *bare == '\0')
    return;

  property = i_cal_property_new (kind);
  value = i_cal_value_new_text (bare);
  i_cal_property_set_value (property, value);
  i_cal_component_take_property (event, property);
}

/* An address is written as it is: no line may end in it, and GLib forgives some that do. */
static gboolean
is_link (const char *text)
{
  if (text == NULL || strlen (text) > 2048 ||
      !(g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://")))
    return FALSE;

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;

  return g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL);
}

static void
add_link (ICalComponent *event,
          const char    *link)
{
  if (is_link (link))
    i_cal_component_take_property (event, i_cal_property_new_url (link));
}

/* The zone as the file names it, with its rules in the file; NULL where there is none. */
static const char *
add_zone (Writer     *self,
          const char *name)
{
  ICalTimezone *zone = name != NULL ? i_cal_timezone_get_builtin_timezone (name) : NULL;
  g_autoptr(ICalComponent) rules = NULL;
  g_autoptr(ICalComponent) copy = NULL;
  g_autoptr(ICalProperty) property = NULL;

  if (zone == NULL || g_str_equal (name, "UTC"))
    return NULL;
  if (g_hash_table_contains (self->zones, name))
    return name;

  rules = i_cal_timezone_get_component (zone);
  copy = rules != NULL ? i_cal_component_clone (rules) : NULL;
  property = copy != NULL ? i_cal_component_get_first_property (copy, I_CAL_TZID_PROPERTY) : NULL;
  if (property == NULL)
    return NULL;

  i_cal_property_set_tzid (property, name);
  g_hash_table_add (self->zones, g_strdup (name));
  i_cal_component_take_component (self->calendar, g_steal_pointer (&copy));

  return name;
}

static void
add_time (Writer           *self,
          ICalComponent    *event,
          ICalPropertyKind  kind,
          GDateTime        *moment,
          gboolean          in_utc)
{
  const char *zone = g_time_zone_get_identifier (g_date_time_get_timezone (moment));
  const char *name = in_utc ? NULL : add_zone (self, zone);
  g_autoptr(GDateTime) utc = g_date_time_to_utc (moment);
  g_autofree char *text = name != NULL ? g_date_time_format (moment, "%Y%m%dT%H%M%S")
                                       : g_date_time_format (utc, "%Y%m%dT%H%M%SZ");
  g_autoptr(ICalTime) time = i_cal_time_new_from_string (text);
  ICalProperty *property = i_cal_property_new (kind);
  g_autoptr(ICalValue) value = i_cal_value_new_datetime (time);

  i_cal_property_set_value (property, value);
  if (name != NULL)
    i_cal_property_take_parameter (property, i_cal_parameter_new_tzid (name));
  i_cal_component_take_property (event, property);
}

static void
add_place (ICalComponent *event,
           WeezVenue     *venue)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *town = NULL;
  g_autofree char *text = NULL;
  const char *zip_code = venue != NULL && venue->zip_code != NULL ? venue->zip_code : "";

  if (venue == NULL)
    return;

  town = g_strstrip (g_strconcat (zip_code, " ", venue->city, NULL));
  for (guint i = 0; i < 4; i++)
    {
      const char *part = (const char *[]) { venue->name, venue->address, town,
                                            venue->country_name }[i];

      if (part != NULL && *part != '\0')
        g_ptr_array_add (parts, (gpointer) part);
    }
  g_ptr_array_add (parts, NULL);
  text = g_strjoinv (", ", (char **) parts->pdata);
  add_text (event, I_CAL_LOCATION_PROPERTY, text);

  if (weez_venue_has_coordinates (venue))
    {
      g_autoptr(ICalGeo) geo = i_cal_geo_new (venue->latitude, venue->longitude);

      i_cal_component_take_property (event, i_cal_property_new_geo (geo));
    }
}

static void
add_event (Writer          *self,
           WeezPublicEvent *public,
           GDateTime       *start,
           GDateTime       *end,
           const char      *organizer)
{
  ICalComponent *event;
  g_autoptr(GDateTime) utc = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *uid = NULL;

  if (start == NULL)
    return;

  event = i_cal_component_new (I_CAL_VEVENT_COMPONENT);
  utc = g_date_time_to_utc (start);
  moment = g_date_time_format (utc, "%Y%m%dT%H%M%SZ");
  /* The same date of the same event is the same entry when it is added again. */
  uid = g_strdup_printf ("%s-%s@weezevent", public->id != NULL ? public->id : "", moment);
  add_text (event, I_CAL_UID_PROPERTY, uid);
  add_time (self, event, I_CAL_DTSTAMP_PROPERTY, self->now, TRUE);
  add_time (self, event, I_CAL_DTSTART_PROPERTY, start, FALSE);
  if (end != NULL && g_date_time_compare (end, start) > 0)
    add_time (self, event, I_CAL_DTEND_PROPERTY, end, FALSE);
  add_text (event, I_CAL_SUMMARY_PROPERTY, public->title);
  add_text (event, I_CAL_CATEGORIES_PROPERTY, public->category_name);
  add_text (event, I_CAL_CONTACT_PROPERTY, organizer);
  add_link (event, public->minisite_url != NULL && *public->minisite_url != '\0'
                   ? public->minisite_url : public->site_url);
  add_place (event, public->venue);
  i_cal_component_take_component (self->calendar, event);
}

static void
start_calendar (Writer    *self,
                GDateTime *now)
{
  self->calendar = i_cal_component_new (I_CAL_VCALENDAR_COMPONENT);
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->now = now;
  i_cal_component_take_property (self->calendar, i_cal_property_new_version ("2.0"));
  i_cal_component_take_property (self->calendar, i_cal_property_new_prodid (PRODUCT));
}

static char *
end_calendar (Writer *self)
{
  char *text = i_cal_component_as_ical_string (self->calendar);

  g_clear_object (&self->calendar);
  g_hash_table_unref (self->zones);

  return text;
}

/**
 * parvis_ics_from_details:
 * @details: an event, as its public page shows it
 * @now: when it is written
 *
 * Returns: (transfer full): an iCalendar file with one entry for each of its dates, each in the
 *   event's own time zone, whose rules are in the file
 */
char *
parvis_ics_from_details (WeezEventDetails *details,
                         GDateTime        *now)
{
  const char *organizer = NULL;
  Writer self;

  g_return_val_if_fail (WEEZ_IS_EVENT_DETAILS (details), NULL);

  start_calendar (&self, now);
  if (details->organizer != NULL)
    organizer = details->organizer->organization_name;
  for (guint i = 0; details->dates != NULL && i < details->dates->len; i++)
    {
      WeezPeriod *period = g_ptr_array_index (details->dates, i);

      add_event (&self, details->event, period->start, period->end, organizer);
    }
  if (details->dates == NULL || details->dates->len == 0)
    add_event (&self, details->event, details->event->start, details->event->end, organizer);

  return end_calendar (&self);
}

/**
 * parvis_ics_from_events:
 * @events: (element-type WeezPublicEvent): what a search found
 * @now: when it is written
 *
 * Returns: (transfer full): an iCalendar file with an entry for each of them that has a start
 */
char *
parvis_ics_from_events (GPtrArray *events,
                        GDateTime *now)
{
  Writer self;

  start_calendar (&self, now);
  for (guint i = 0; i < events->len; i++)
    {
      WeezPublicEvent *event = g_ptr_array_index (events, i);

      add_event (&self, event, event->start, event->end, NULL);
    }

  return end_calendar (&self);
}
