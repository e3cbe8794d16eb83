#pragma once

#include <gtk/gtk.h>

#include "parvis-roster.h"

G_BEGIN_DECLS

/* A participant in two lines, where there is no room for a table. */

GtkListItemFactory *parvis_participant_row_factory_new (ParvisRoster *roster);

G_END_DECLS
