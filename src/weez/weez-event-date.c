#include "config.h"

#include "weez-event-date.h"

G_DEFINE_FINAL_TYPE (WeezEventDate, weez_event_date, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezEventDate, id,       "id", .flags = WEEZ_REQUIRED | WEEZ_ID),
  WEEZ_FIELD (WeezEventDate, id_event, "id_event", .flags = WEEZ_ID),
  WEEZ_FIELD (WeezEventDate, date,     "date"),
  WEEZ_FIELD (WeezEventDate, tickets,  "tickets"),
};

static void
weez_event_date_class_init (WeezEventDateClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_event_date_init (WeezEventDate *self)
{
}
