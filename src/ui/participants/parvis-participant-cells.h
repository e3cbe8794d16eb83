#pragma once

#include "parvis-roster.h"

G_BEGIN_DECLS

/* What the columns of the table of participants say, and what they are called. */

char    **parvis_participant_cells_dup_ids   (void);
gboolean  parvis_participant_cells_is_known  (const char *id);
char     *parvis_participant_cells_dup_title (const char *id);
int       parvis_participant_cells_get_width (const char *id);
gboolean  parvis_participant_cells_get_shown (const char *id);
char     *parvis_participant_cells_dup_text  (const char      *id,
                                              ParvisRoster    *roster,
                                              WeezParticipant *person);

G_END_DECLS
