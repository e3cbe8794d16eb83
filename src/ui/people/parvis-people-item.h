#pragma once

#include "parvis-account.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_PEOPLE_ITEM (parvis_people_item_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPeopleItem, parvis_people_item, PARVIS, PEOPLE_ITEM, GObject)

/* Somebody who was found, with what tells them from a namesake. Properties: "name", "email",
 * "place" (the event and the ticket), "status", "clue" (what has the word that was sought where
 * neither name nor address have it), "summary" (all of it in one breath), "line" (the same, to be
 * seen). */

ParvisPeopleItem *parvis_people_item_new    (WeezParticipant  *participant,
                                             ParvisAccount    *account,
                                             const char       *text);
const char       *parvis_people_item_get_id (ParvisPeopleItem *self);

G_END_DECLS
