#pragma once

#include <adwaita.h>

#include "parvis-account.h"
#include "parvis-person.h"

G_BEGIN_DECLS

/* Everything that is held on one person, over all events. Properties: "person" (ParvisPerson, null
 * until it is read), "failure" (ParvisFailure). */

#define PARVIS_TYPE_PERSON_PAGE (parvis_person_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPersonPage, parvis_person_page, PARVIS, PERSON_PAGE,
                      AdwNavigationPage)

ParvisPersonPage *parvis_person_page_new (ParvisAccount *account,
                                          const char    *id_participant);

G_END_DECLS
