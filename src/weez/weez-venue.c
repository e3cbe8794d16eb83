#include "config.h"

#include <math.h>

#include "weez-venue.h"

G_DEFINE_FINAL_TYPE (WeezVenue, weez_venue, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezVenue, name,         "name"),
  WEEZ_FIELD (WeezVenue, address,      "address"),
  WEEZ_FIELD (WeezVenue, zip_code,     "zip_code"),
  WEEZ_FIELD (WeezVenue, city,         "city"),
  WEEZ_FIELD (WeezVenue, state,        "state"),
  WEEZ_FIELD (WeezVenue, country_code, "country.code"),
  WEEZ_FIELD (WeezVenue, country_name, "country.name"),
  WEEZ_FIELD (WeezVenue, longitude,    "coordinates.long"),
  WEEZ_FIELD (WeezVenue, latitude,     "coordinates.lat"),
};

static void
weez_venue_class_init (WeezVenueClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_venue_init (WeezVenue *self)
{
}

/**
 * weez_venue_has_coordinates:
 * @self: a venue
 *
 * Returns: whether the place on the map is known, and on Earth; the service writes 0.0000000 where
 *   it is not
 */
gboolean
weez_venue_has_coordinates (WeezVenue *self)
{
  g_return_val_if_fail (WEEZ_IS_VENUE (self), FALSE);

  /* What is not a number is not within any bounds. */
  return fabs (self->latitude) <= 90 && fabs (self->longitude) <= 180 &&
         (fabs (self->longitude) > 1e-7 || fabs (self->latitude) > 1e-7);
}
