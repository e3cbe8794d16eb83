#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_TICKET_STATS (weez_ticket_stats_get_type ())
G_DECLARE_FINAL_TYPE (WeezTicketStats, weez_ticket_stats, WEEZ, TICKET_STATS, WeezRecord)

/**
 * WeezTicketStats:
 *
 * Scans of one ticket: `GET /tickets/:id/stats`.
 */
struct _WeezTicketStats
{
  WeezRecord   parent_instance;
  gint64       total;
  gint64       scanned;
  gint64       in;
  gint64       out;
};

G_END_DECLS
