#pragma once

#include <adwaita.h>

#include "parvis-account.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_HOME_PAGE (parvis_home_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisHomePage, parvis_home_page, PARVIS, HOME_PAGE, AdwNavigationPage)

/* Every event of an account on one screen. Signal: "opened" (ParvisEvent), when a person chooses
 * one. */

ParvisHomePage *parvis_home_page_new (ParvisAccount *account);

G_END_DECLS
