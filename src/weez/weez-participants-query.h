#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_PARTICIPANTS_QUERY (weez_participants_query_get_type ())
G_DECLARE_FINAL_TYPE (WeezParticipantsQuery, weez_participants_query,
                      WEEZ, PARTICIPANTS_QUERY, WeezRecord)

/**
 * WeezParticipantsQuery:
 *
 * The parameters of `GET /participant/list`. Pages count from 1; 500 rows are known to work.
 * @date_ticket is of type a(ss): pairs of id_date and id_ticket.
 */
struct _WeezParticipantsQuery
{
  WeezRecord   parent_instance;
  char       **id_event;
  char       **id_ticket;
  GVariant    *date_ticket;
  GDateTime   *last_update;
  GDateTime   *last_update_before;
  gboolean     include_deleted;
  gboolean     moderation;
  gboolean     include_unpaid;
  gboolean     full;
  gboolean     minimized;
  gboolean     return_count;
  gboolean     return_count_total;
  gboolean     return_removed;
  gint64       max;
  gint64       page;
  char       **transaction_reference;
};

WeezParticipantsQuery *weez_participants_query_new (void);

G_END_DECLS
