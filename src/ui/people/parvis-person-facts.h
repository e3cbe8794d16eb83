#pragma once

#include "parvis-person.h"

G_BEGIN_DECLS

/**
 * ParvisPersonFactFunc:
 * @label: what it is, in the user's language; plain text
 * @value: plain text
 * @data: what was handed over
 *
 * Is told something that is held on a person.
 */
typedef void (*ParvisPersonFactFunc) (const char *label,
                                      const char *value,
                                      gpointer    data);

char *parvis_person_facts_name    (WeezParticipant       *participant);
char *parvis_person_facts_status  (WeezParticipant       *participant,
                                   gboolean               gone);
char *parvis_person_facts_matched (ParvisPerson          *person);
void  parvis_person_facts_tell    (ParvisHeldTicket      *ticket,
                                   gboolean               masked,
                                   ParvisPersonFactFunc   func,
                                   gpointer               data);

G_END_DECLS
