#pragma once

#include "parvis-database.h"
#include "parvis-store.h"
#include "weez-ticket-category.h"

G_BEGIN_DECLS

/* The tickets that are held of an event, in the categories that they came in. */

DexFuture          *parvis_ticket_tree_list  (ParvisStore         *store,
                                              const char          *id_event)
                                              G_GNUC_WARN_UNUSED_RESULT;
WeezTicketCategory *parvis_ticket_tree_read  (ParvisDatabase      *database,
                                              gint64               event,
                                              GTimeZone           *zone,
                                              GError             **error);
gboolean            parvis_ticket_tree_equal (WeezTicketCategory  *a,
                                              WeezTicketCategory  *b);

G_END_DECLS
