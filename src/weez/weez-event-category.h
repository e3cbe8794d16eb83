#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_EVENT_CATEGORY (weez_event_category_get_type ())
G_DECLARE_FINAL_TYPE (WeezEventCategory, weez_event_category, WEEZ, EVENT_CATEGORY, WeezRecord)

/**
 * WeezEventCategory:
 *
 * A category of the public calendar: one row of `GET /event/categories/`.
 */
struct _WeezEventCategory
{
  WeezRecord   parent_instance;
  char        *id;
  char        *name;
  char        *name_other;
};

G_END_DECLS
