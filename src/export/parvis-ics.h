#pragma once

#include <gio/gio.h>

#include "weez-event-details.h"

G_BEGIN_DECLS

char *parvis_ics_from_details (WeezEventDetails *details,
                               GDateTime        *now);
char *parvis_ics_from_events  (GPtrArray        *events,
                               GDateTime        *now);

G_END_DECLS
