#pragma once

#include "parvis-database.h"
#include "weez-client.h"

G_BEGIN_DECLS

/**
 * ParvisEventState:
 * @key: of the event
 * @record: what the list of events says
 * @details: (nullable): its public page; null before it is read, and for a draft
 * @tickets: the top of its ticket tree
 * @updated_at: our time of the newest reading of its participants, 0 before the first
 * @dropped: participants that the newest complete listing misses and that are kept, 0 if none
 * @sold_today: tickets ordered today
 * @changed_at: (nullable): when something of it last changed
 * @id_edition: (nullable): the event that it is compared with
 * @same_stage: how many tickets of that one were sold as many days before, or %WEEZ_UNKNOWN
 *
 * All that the store keeps of an event as a whole. It does not change, so it may cross threads.
 */
typedef struct
{
  gint64              key;
  WeezEvent          *record;
  WeezEventDetails   *details;
  WeezTicketCategory *tickets;
  gint64              updated_at;
  gint64              dropped;
  gint64              sold_today;
  GDateTime          *changed_at;
  char               *id_edition;
  gint64              same_stage;
} ParvisEventState;

GPtrArray *parvis_event_state_read_all (ParvisDatabase  *database,
                                        GTimeZone       *zone,
                                        GError         **error);

G_END_DECLS
