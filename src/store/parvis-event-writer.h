#pragma once

#include "parvis-database.h"
#include "weez-client.h"

G_BEGIN_DECLS

/* Seconds after which samples of the attendance do not belong together. */
#define PARVIS_SAMPLE_GAP (15 * 60)

/* Writes what the service says of events, each answer as a whole: all of these run in a
 * transaction of the writer's thread. Nothing is removed because an answer is empty. */

gboolean parvis_event_writer_events     (ParvisDatabase      *database,
                                         WeezListing         *listing,
                                         gint64               now,
                                         GError             **error);
gboolean parvis_event_writer_tickets    (ParvisDatabase      *database,
                                         WeezTicketCategory  *tree,
                                         gint64               now,
                                         GError             **error);
gboolean parvis_event_writer_dates      (ParvisDatabase      *database,
                                         WeezListing         *listing,
                                         gint64               now,
                                         GError             **error);
gboolean parvis_event_writer_details    (ParvisDatabase      *database,
                                         const char          *id_event,
                                         WeezEventDetails    *details,
                                         gint64               now,
                                         GError             **error);
gboolean parvis_event_writer_settings   (ParvisDatabase      *database,
                                         WeezScanSettings    *settings,
                                         gint64               now,
                                         GError             **error);
gboolean parvis_event_writer_categories (ParvisDatabase      *database,
                                         WeezListing         *listing,
                                         gint64               now,
                                         GError             **error);
gboolean parvis_event_writer_sample     (ParvisDatabase      *database,
                                         const char          *id_event,
                                         const char          *id_ticket,
                                         const char          *id_date,
                                         WeezTicketStats     *stats,
                                         gint64               now,
                                         GError             **error);

G_END_DECLS
