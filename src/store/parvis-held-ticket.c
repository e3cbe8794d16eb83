#include "config.h"

#include "parvis-held-ticket.h"

#include "parvis-feed-entry.h"

G_DEFINE_FINAL_TYPE (ParvisHeldTicket, parvis_held_ticket, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (ParvisHeldTicket, event,      "event"),
  WEEZ_FIELD (ParvisHeldTicket, ticket,     "ticket"),
  WEEZ_FIELD (ParvisHeldTicket, date,       "date"),
  WEEZ_FIELD (ParvisHeldTicket, first_seen, "first_seen"),
  WEEZ_FIELD (ParvisHeldTicket, gone,       "gone"),
  WEEZ_FIELD (ParvisHeldTicket, label,      "label"),
  WEEZ_FIELD (ParvisHeldTicket, note,       "note"),
  WEEZ_RECORD_FIELD (ParvisHeldTicket, participant, "participant", weez_participant_get_type),
  WEEZ_FIELD (ParvisHeldTicket, changes,    "changes", .type = parvis_feed_entry_get_type),
};

static void
parvis_held_ticket_class_init (ParvisHeldTicketClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
parvis_held_ticket_init (ParvisHeldTicket *self)
{
  self->changes = g_ptr_array_new_with_free_func (g_object_unref);
}
