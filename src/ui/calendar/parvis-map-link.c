#include "config.h"

#include "parvis-map-link.h"

typedef struct
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE];
  char longitude[G_ASCII_DTOSTR_BUF_SIZE];
} Place;

/* Numbers are written anew, so that nothing else of what the service said is in an address. */
static gboolean
read_place (WeezVenue *venue,
            Place     *place)
{
  if (venue == NULL || !weez_venue_has_coordinates (venue))
    return FALSE;

  g_ascii_formatd (place->latitude, sizeof place->latitude, "%.6f", venue->latitude);
  g_ascii_formatd (place->longitude, sizeof place->longitude, "%.6f", venue->longitude);

  return TRUE;
}

/**
 * parvis_map_link_new:
 * @venue: (nullable): a venue
 *
 * Returns: (transfer full) (nullable): its place for a program that shows maps; null where it is
 *   not known
 */
char *
parvis_map_link_new (WeezVenue *venue)
{
  Place place;

  if (!read_place (venue, &place))
    return NULL;

  return g_strdup_printf ("geo:%s,%s", place.latitude, place.longitude);
}

/**
 * parvis_map_link_new_web:
 * @venue: (nullable): a venue
 *
 * Returns: (transfer full) (nullable): its place on OpenStreetMap; null where it is not known
 */
char *
parvis_map_link_new_web (WeezVenue *venue)
{
  Place place;

  if (!read_place (venue, &place))
    return NULL;

  return g_strdup_printf ("https://www.openstreetmap.org/?mlat=%s&mlon=%s#map=17/%s/%s",
                          place.latitude, place.longitude, place.latitude, place.longitude);
}
