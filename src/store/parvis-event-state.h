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
} ParvisEventState;

GPtrArray *parvis_event_state_read_all (ParvisDatabase  *database,
                                        GTimeZone       *zone,
                                        GError         **error);

G_END_DECLS
