#pragma once

#include "weez-participant.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_HELD_TICKET (parvis_held_ticket_get_type ())
G_DECLARE_FINAL_TYPE (ParvisHeldTicket, parvis_held_ticket, PARVIS, HELD_TICKET, WeezRecord)

/**
 * ParvisHeldTicket:
 *
 * One ticket that a person holds, with what its ids stand for and all that is kept beside it:
 * `event`, `ticket` and `date` are names and a time, null where they are not known; `first_seen` is
 * when Parvis first read it, `gone` whether the service lists it no longer, `label` and `note` what
 * somebody wrote here, `changes` a list of #ParvisFeedEntry.
 */
struct _ParvisHeldTicket
{
  WeezRecord       parent_instance;
  WeezParticipant *participant;
  char            *event;
  char            *ticket;
  GDateTime       *date;
  GDateTime       *first_seen;
  gboolean         gone;
  char            *label;
  char            *note;
  GPtrArray       *changes;
};

G_END_DECLS
