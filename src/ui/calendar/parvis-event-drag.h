#pragma once

#include <gtk/gtk.h>

#include "weez-public-event.h"

G_BEGIN_DECLS

GdkContentProvider *parvis_event_drag_new      (WeezPublicEvent *event);
GdkContentProvider *parvis_event_drag_new_full (GPtrArray       *events,
                                                const char      *calendar);

G_END_DECLS
