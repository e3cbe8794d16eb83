#pragma once

#include "weez-record.h"
#include "weez-organizer.h"
#include "weez-public-event.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_EVENT_DETAILS (weez_event_details_get_type ())
G_DECLARE_FINAL_TYPE (WeezEventDetails, weez_event_details, WEEZ, EVENT_DETAILS, WeezRecord)

/**
 * WeezEventDetails:
 *
 * Everything public about one event: `GET /event/:id/details`.
 */
struct _WeezEventDetails
{
  WeezRecord        parent_instance;
  WeezPublicEvent  *event;
  GDateTime        *sale_start;
  GDateTime        *sale_end;
  GPtrArray        *dates;
  WeezOrganizer    *organizer;
};

G_END_DECLS
