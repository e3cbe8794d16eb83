#pragma once

#include "parvis-store.h"

G_BEGIN_DECLS

/* Tickets that participants have and that the list of tickets does not name. */

DexFuture *parvis_other_tickets_list (ParvisStore *store,
                                      const char  *id_event) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
