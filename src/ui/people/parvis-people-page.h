#pragma once

#include <adwaita.h>

#include "parvis-account.h"

G_BEGIN_DECLS

/* One box over all events of an account. Properties: "account" (ParvisAccount), "list"
 * (ParvisRecordList of what was found). */

#define PARVIS_TYPE_PEOPLE_PAGE (parvis_people_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPeoplePage, parvis_people_page, PARVIS, PEOPLE_PAGE,
                      AdwNavigationPage)

ParvisPeoplePage *parvis_people_page_new  (ParvisAccount    *account);
void              parvis_people_page_show_person (ParvisPeoplePage *self,
                                                  const char       *id_participant);
void              parvis_people_page_find (ParvisPeoplePage *self);

G_END_DECLS
