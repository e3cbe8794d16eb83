#pragma once

#include <gtk/gtk.h>

#include "parvis-saved-views.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_VIEW_MENU (parvis_view_menu_get_type ())
G_DECLARE_FINAL_TYPE (ParvisViewMenu, parvis_view_menu, PARVIS, VIEW_MENU, GtkPopover)

/* Views that are always there, those that somebody saved, and a way to save one more. Signals:
 * "chosen" (ParvisSavedView, for the handler only), "save" (string, a name). */

GtkWidget *parvis_view_menu_new        (ParvisSavedViews  *views);
void       parvis_view_menu_offer_undo (ParvisViewMenu    *self,
                                        const char        *title,
                                        const char        *before);

G_END_DECLS
