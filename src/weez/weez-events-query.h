#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_EVENTS_QUERY (weez_events_query_get_type ())
G_DECLARE_FINAL_TYPE (WeezEventsQuery, weez_events_query, WEEZ, EVENTS_QUERY, WeezRecord)

/**
 * WeezEventsQuery:
 *
 * The parameters of `GET /events`. All three are always sent: the document contradicts itself on
 * their defaults.
 */
struct _WeezEventsQuery
{
  WeezRecord   parent_instance;
  gboolean     include_not_published;
  gboolean     include_closed;
  gboolean     include_without_sales;
};

WeezEventsQuery *weez_events_query_new (void);

G_END_DECLS
