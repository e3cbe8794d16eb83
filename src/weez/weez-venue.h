#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_VENUE (weez_venue_get_type ())
G_DECLARE_FINAL_TYPE (WeezVenue, weez_venue, WEEZ, VENUE, WeezRecord)

/**
 * WeezVenue:
 *
 * Where an event takes place.
 */
struct _WeezVenue
{
  WeezRecord   parent_instance;
  char        *name;
  char        *address;
  char        *zip_code;
  char        *city;
  char        *state;
  char        *country_code;
  char        *country_name;
  double       longitude;
  double       latitude;
};

gboolean weez_venue_has_coordinates (WeezVenue *self);

G_END_DECLS
