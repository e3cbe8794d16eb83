#pragma once

#include "parvis-held-ticket.h"
#include "parvis-store.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_PERSON (parvis_person_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPerson, parvis_person, PARVIS, PERSON, WeezRecord)

/**
 * ParvisPerson:
 *
 * Everything that is held on one person, over all events. `matched` says what their tickets have in
 * common: "email", or "name" where there is no address, or "ticket" where there is neither.
 * `tickets` is a list of #ParvisHeldTicket, the newest order first.
 */
struct _ParvisPerson
{
  WeezRecord  parent_instance;
  char       *name;
  char       *email;
  char       *matched;
  GDateTime  *read_at;
  GPtrArray  *tickets;
};

DexFuture  *parvis_person_read    (ParvisStore   *store,
                                   const char    *id_participant) G_GNUC_WARN_UNUSED_RESULT;
char      **parvis_person_dup_ids (ParvisPerson  *self);

G_END_DECLS
