#include "config.h"

#include "weez-event-details.h"

#include "weez-period.h"

G_DEFINE_FINAL_TYPE (WeezEventDetails, weez_event_details, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_RECORD_FIELD (WeezEventDetails, event, "", weez_public_event_get_type),
  WEEZ_FIELD (WeezEventDetails, sale_start, "sale_period.start"),
  WEEZ_FIELD (WeezEventDetails, sale_end,   "sale_period.end"),
  WEEZ_FIELD (WeezEventDetails, dates,      "dates", .type = weez_period_get_type),
  WEEZ_RECORD_FIELD (WeezEventDetails, organizer, "organizer", weez_organizer_get_type),
};

static void
weez_event_details_class_init (WeezEventDetailsClass *klass)
{
  WEEZ_RECORD_CLASS (klass)->zone_path = "period.timezone";
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_event_details_init (WeezEventDetails *self)
{
}
