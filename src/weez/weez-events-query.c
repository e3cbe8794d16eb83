#include "config.h"

#include "weez-events-query.h"

G_DEFINE_FINAL_TYPE (WeezEventsQuery, weez_events_query, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezEventsQuery, include_not_published, "include_not_published",
              .flags = WEEZ_ALWAYS),
  WEEZ_FIELD (WeezEventsQuery, include_closed,        "include_closed", .flags = WEEZ_ALWAYS),
  WEEZ_FIELD (WeezEventsQuery, include_without_sales, "include_without_sales",
              .flags = WEEZ_ALWAYS),
};

static void
weez_events_query_class_init (WeezEventsQueryClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_events_query_init (WeezEventsQuery *self)
{
}

/**
 * weez_events_query_new:
 *
 * Returns: (transfer full): a query that asks for everything; set its members before it is sent
 */
WeezEventsQuery *
weez_events_query_new (void)
{
  return g_object_new (WEEZ_TYPE_EVENTS_QUERY, NULL);
}
