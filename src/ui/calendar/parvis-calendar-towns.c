#include "config.h"

#include "parvis-calendar-towns.h"

#include "parvis-format.h"
#include "weez-public-event.h"

static void
town_free (gpointer data)
{
  ParvisCalendarTown *town = data;

  g_free (town->name);
  g_free (town);
}

static int
compare_towns (gconstpointer a,
               gconstpointer b)
{
  return parvis_format_compare_names ((*(ParvisCalendarTown * const *) a)->name,
                                      (*(ParvisCalendarTown * const *) b)->name);
}

static void
add_venue (GPtrArray  *towns,
           GHashTable *by_name,
           WeezVenue  *venue)
{
  g_autofree char *key = g_utf8_casefold (venue->city, -1);
  ParvisCalendarTown *town = g_hash_table_lookup (by_name, key);

  if (town == NULL)
    {
      town = g_new0 (ParvisCalendarTown, 1);
      town->name = g_strdup (venue->city);
      g_ptr_array_add (towns, town);
      g_hash_table_insert (by_name, g_steal_pointer (&key), town);
    }

  town->n_events++;
  town->latitude += (venue->latitude - town->latitude) / town->n_events;
  town->longitude += (venue->longitude - town->longitude) / town->n_events;
}

/**
 * parvis_calendar_towns_new:
 * @events: of #WeezPublicEvent
 *
 * Returns: (transfer full) (element-type ParvisCalendarTown): the towns of those whose place on the
 *   map is known, by name
 */
GPtrArray *
parvis_calendar_towns_new (GListModel *events)
{
  GPtrArray *towns = g_ptr_array_new_with_free_func (town_free);
  g_autoptr(GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(WeezPublicEvent) event = g_list_model_get_item (events, i);
      WeezVenue *venue = event->venue;

      if (venue != NULL && venue->city != NULL && *venue->city != '\0' &&
          weez_venue_has_coordinates (venue))
        add_venue (towns, by_name, venue);
    }
  g_ptr_array_sort (towns, compare_towns);

  return towns;
}

static gboolean
has_name (const ParvisCalendarTown *town,
          const char               *name)
{
  return name != NULL && parvis_format_compare_names (town->name, name) == 0;
}

/**
 * parvis_calendar_towns_find:
 * @towns: of parvis_calendar_towns_new()
 * @chosen: (nullable): the name of the one that somebody chose before
 * @looked_for: (nullable): the name of the one that was searched for
 *
 * Returns: the place of the first of these that is there, else of the one with most events
 */
guint
parvis_calendar_towns_find (GPtrArray  *towns,
                            const char *chosen,
                            const char *looked_for)
{
  const char *names[] = { chosen, looked_for };
  guint most = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint place = 0; place < towns->len; place++)
      if (has_name (g_ptr_array_index (towns, place), names[i]))
        return place;

  for (guint place = 1; place < towns->len; place++)
    if (((ParvisCalendarTown *) g_ptr_array_index (towns, place))->n_events >
        ((ParvisCalendarTown *) g_ptr_array_index (towns, most))->n_events)
      most = place;

  return most;
}
