#include "config.h"

#include "weez-public-event.h"

G_DEFINE_FINAL_TYPE (WeezPublicEvent, weez_public_event, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezPublicEvent, id,            "id", .flags = WEEZ_ID),
  WEEZ_FIELD (WeezPublicEvent, title,         "title"),
  WEEZ_FIELD (WeezPublicEvent, site_url,      "site_url"),
  WEEZ_FIELD (WeezPublicEvent, description,   "description"),
  WEEZ_FIELD (WeezPublicEvent, image,         "image"),
  WEEZ_FIELD (WeezPublicEvent, id_category,   "category.id"),
  WEEZ_FIELD (WeezPublicEvent, category_name, "category.name"),
  WEEZ_FIELD (WeezPublicEvent, start,         "period.start"),
  WEEZ_FIELD (WeezPublicEvent, end,           "period.end"),
  WEEZ_FIELD (WeezPublicEvent, timezone,      "period.timezone", .flags = WEEZ_EXTRA),
  WEEZ_FIELD (WeezPublicEvent, price_min,     "price.min"),
  WEEZ_FIELD (WeezPublicEvent, price_max,     "price.max"),
  WEEZ_RECORD_FIELD (WeezPublicEvent, venue, "venue", weez_venue_get_type),
  WEEZ_FIELD (WeezPublicEvent, minisite_url,  "extras.minisite_url"),
};

static void
weez_public_event_class_init (WeezPublicEventClass *klass)
{
  WEEZ_RECORD_CLASS (klass)->zone_path = "period.timezone";
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_public_event_init (WeezPublicEvent *self)
{
}
