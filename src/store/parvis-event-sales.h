#pragma once

#include "parvis-event-state.h"

G_BEGIN_DECLS

gboolean parvis_event_sales_read (ParvisDatabase  *database,
                                  GTimeZone       *zone,
                                  GPtrArray       *states,
                                  GError         **error);

G_END_DECLS
