#include "config.h"

#include "weez-participants-query.h"

G_DEFINE_FINAL_TYPE (WeezParticipantsQuery, weez_participants_query, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezParticipantsQuery, id_event,              "id_event"),
  WEEZ_FIELD (WeezParticipantsQuery, id_ticket,             "id_ticket"),
  WEEZ_FIELD (WeezParticipantsQuery, date_ticket,           "date_ticket"),
  WEEZ_FIELD (WeezParticipantsQuery, last_update,           "last_update"),
  WEEZ_FIELD (WeezParticipantsQuery, last_update_before,    "last_update_before"),
  WEEZ_FIELD (WeezParticipantsQuery, include_deleted,       "include_deleted"),
  WEEZ_FIELD (WeezParticipantsQuery, moderation,            "moderation"),
  WEEZ_FIELD (WeezParticipantsQuery, include_unpaid,        "include_unpaid"),
  WEEZ_FIELD (WeezParticipantsQuery, full,                  "full"),
  WEEZ_FIELD (WeezParticipantsQuery, minimized,             "minimized"),
  WEEZ_FIELD (WeezParticipantsQuery, return_count,          "return_count"),
  WEEZ_FIELD (WeezParticipantsQuery, return_count_total,    "return_count_total"),
  WEEZ_FIELD (WeezParticipantsQuery, return_removed,        "return_removed"),
  WEEZ_FIELD (WeezParticipantsQuery, max,                   "max"),
  WEEZ_FIELD (WeezParticipantsQuery, page,                  "page"),
  WEEZ_FIELD (WeezParticipantsQuery, transaction_reference, "transaction_reference"),
};

static void
weez_participants_query_class_init (WeezParticipantsQueryClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_participants_query_init (WeezParticipantsQuery *self)
{
}

/**
 * weez_participants_query_new:
 *
 * Returns: (transfer full): a query that asks for everything; set its members before it is sent
 */
WeezParticipantsQuery *
weez_participants_query_new (void)
{
  return g_object_new (WEEZ_TYPE_PARTICIPANTS_QUERY, NULL);
}
