#include "demo-time.h"

#include <string.h>

#define PARIS_RULE "CET-1CEST,M3.5.0,M10.5.0/3"

/* Borrowed and kept for ever: a handful of zones, asked for with every date. */
GTimeZone *
demo_time_zone (const char *identifier)
{
  static GMutex mutex;
  static GHashTable *zones;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&mutex);
  GTimeZone *zone;

  if (identifier == NULL)
    identifier = "Europe/Paris";

  if (zones == NULL)
    zones =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);

  if ((zone = g_hash_table_lookup (zones, identifier)) == NULL)
    {
      if ((zone = g_time_zone_new_identifier (identifier)) == NULL &&
          (zone = g_time_zone_new_identifier (PARIS_RULE)) == NULL)
        zone = g_time_zone_new_utc ();
      g_hash_table_insert (zones, g_strdup (identifier), zone);
    }

  return zone;
}

gint64
demo_time_midnight (GDateTime *now)
{
  g_autoptr(GDateTime) local = g_date_time_to_timezone (now, demo_time_zone (NULL));
  g_autoptr(GDateTime) midnight = g_date_time_new (demo_time_zone (NULL),
                                                   g_date_time_get_year (local),
                                                   g_date_time_get_month (local),
                                                   g_date_time_get_day_of_month (local),
                                                   0, 0, 0);

  return g_date_time_to_unix (midnight);
}

/* The moment when a wall clock in zone shows minute, day days after the anchor. */
gint64
demo_time_at (gint64      midnight,
              int         day,
              int         minute,
              const char *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (midnight);
  g_autoptr(GDateTime) anchor = g_date_time_to_timezone (utc, demo_time_zone (NULL));
  g_autoptr(GDateTime) date = g_date_time_add_days (anchor, day + minute / (24 * 60));
  g_autoptr(GDateTime) moment = g_date_time_new (demo_time_zone (zone),
                                                 g_date_time_get_year (date),
                                                 g_date_time_get_month (date),
                                                 g_date_time_get_day_of_month (date),
                                                 minute / 60 % 24, minute % 60, 0);

  return g_date_time_to_unix (moment);
}

int
demo_time_year (gint64 moment)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (moment);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, demo_time_zone (NULL));

  return g_date_time_get_year (local);
}

/* A day alone is its first second, or its last where a period ends with it. */
gboolean
demo_time_parse (const char *text,
                 gboolean    end_of_day,
                 gint64     *moment)
{
  g_autofree char *iso = g_strstrip (g_strdup (text));
  g_autoptr(GDateTime) parsed = NULL;
  char *space;

  if (strlen (iso) == strlen ("2013-06-01"))
    {
      char *whole = g_strconcat (iso, end_of_day ? "T23:59:59" : "T00:00:00", NULL);

      g_free (iso);
      iso = whole;
    }
  else if ((space = strchr (iso, ' ')) != NULL)
    {
      *space = 'T';
    }

  if ((parsed = g_date_time_new_from_iso8601 (iso, demo_time_zone (NULL))) == NULL)
    return FALSE;

  *moment = g_date_time_to_unix (parsed);
  return TRUE;
}

static void
append_formatted (GString    *text,
                  gint64      moment,
                  const char *zone,
                  const char *format)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (moment);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, demo_time_zone (zone));
  g_autofree char *formatted = g_date_time_format (local, format);

  g_string_append (text, formatted);
}

/* No zone in the text: that is how the service writes its dates. 0 is never. */
void
demo_time_append (GString    *text,
                  gint64      moment,
                  const char *zone)
{
  if (moment == 0)
    g_string_append (text, "0000-00-00 00:00:00");
  else
    append_formatted (text, moment, zone, "%Y-%m-%d %H:%M:%S");
}

void
demo_time_append_iso (GString    *text,
                      gint64      moment,
                      const char *zone)
{
  append_formatted (text, moment, zone, "%Y-%m-%dT%H:%M:%S%:z");
}
