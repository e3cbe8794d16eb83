#pragma once

#include <adwaita.h>

#include "parvis-store.h"

G_BEGIN_DECLS

/* The same label for several participants at once, which is undone at once. */

void parvis_participant_marker_ask (GtkWidget   *page,
                                    ParvisStore *store,
                                    GArray      *keys);

G_END_DECLS
