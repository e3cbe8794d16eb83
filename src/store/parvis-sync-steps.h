#pragma once

#include "parvis-sync-private.h"

G_BEGIN_DECLS

/* The steps of a sync in their order, each in its fibre; FALSE with an error where it failed. */

gboolean parvis_sync_step_order        (ParvisSync  *self,
                                        GError     **error);
gboolean parvis_sync_step_events       (ParvisSync  *self,
                                        GError     **error);
gboolean parvis_sync_step_tickets      (ParvisSync  *self,
                                        GError     **error);
gboolean parvis_sync_step_dates        (ParvisSync  *self,
                                        GError     **error);
gboolean parvis_sync_step_details      (ParvisSync  *self,
                                        GError     **error);
gboolean parvis_sync_step_participants (ParvisSync  *self,
                                        GError     **error);
gboolean parvis_sync_step_changes      (ParvisSync  *self,
                                        GError     **error);
gboolean parvis_sync_step_attendance   (ParvisSync  *self,
                                        GError     **error);
gboolean parvis_sync_step_rest         (ParvisSync  *self,
                                        GError     **error);
gboolean parvis_sync_index_meanwhile   (ParvisSync  *self,
                                        gint64       waited,
                                        GError     **error);
gboolean parvis_sync_step_index        (ParvisSync  *self,
                                        GError     **error);
void     parvis_sync_stop_reading      (ParvisSync  *self);

G_END_DECLS
