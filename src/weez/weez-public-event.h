#pragma once

#include "weez-record.h"
#include "weez-venue.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_PUBLIC_EVENT (weez_public_event_get_type ())
G_DECLARE_FINAL_TYPE (WeezPublicEvent, weez_public_event, WEEZ, PUBLIC_EVENT, WeezRecord)

/**
 * WeezPublicEvent:
 *
 * An event as anyone may see it: one row of `GET /event/search/`, and the larger part of
 * `GET /event/:id/details`. Times are in the zone of @timezone where it is told.
 */
struct _WeezPublicEvent
{
  WeezRecord   parent_instance;
  char        *id;
  char        *title;
  char        *site_url;
  char        *description;
  char        *image;
  char        *id_category;
  char        *category_name;
  GDateTime   *start;
  GDateTime   *end;
  char        *timezone;
  WeezMoney    price_min;
  WeezMoney    price_max;
  WeezVenue   *venue;
  char        *minisite_url;
};

G_END_DECLS
