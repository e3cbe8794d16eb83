#pragma once

#include <adwaita.h>

#include "parvis-account.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_SIDEBAR (parvis_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSidebar, parvis_sidebar, PARVIS, SIDEBAR, AdwNavigationPage)

/* Signals: "opened" (ParvisEvent), when a person chooses an event; "place-opened" (string, the name
 * of its row), when a person chooses one of the places above the events. */

void parvis_sidebar_find       (ParvisSidebar *self);
void parvis_sidebar_search     (ParvisSidebar *self,
                                const char    *text);
void parvis_sidebar_open       (ParvisSidebar *self,
                                ParvisEvent   *event);
void parvis_sidebar_open_place (ParvisSidebar *self,
                                const char    *name);

G_END_DECLS
