#pragma once

#include <adwaita.h>

#include "parvis-account.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_SIDEBAR (parvis_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSidebar, parvis_sidebar, PARVIS, SIDEBAR, AdwNavigationPage)

/* Signal: "opened" (ParvisEvent), when a person or the first answer chooses an event. */

ParvisEvent *parvis_sidebar_get_selected (ParvisSidebar *self);
void         parvis_sidebar_find         (ParvisSidebar *self);
void         parvis_sidebar_leave        (ParvisSidebar *self);
void         parvis_sidebar_open_first   (ParvisSidebar *self);
gboolean     parvis_sidebar_open         (ParvisSidebar *self,
                                          const char    *id_event);

G_END_DECLS
