#include "config.h"

#include "weez-event-category.h"

G_DEFINE_FINAL_TYPE (WeezEventCategory, weez_event_category, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezEventCategory, id,         "id", .flags = WEEZ_REQUIRED | WEEZ_ID),
  WEEZ_FIELD (WeezEventCategory, name,       "name"),
  WEEZ_FIELD (WeezEventCategory, name_other, "name_other"),
};

static void
weez_event_category_class_init (WeezEventCategoryClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_event_category_init (WeezEventCategory *self)
{
}
