#pragma once

#include "parvis-event.h"

G_BEGIN_DECLS

int parvis_event_order_by_date (gconstpointer a,
                                gconstpointer b,
                                gpointer      user_data);

G_END_DECLS
