#pragma once

#include <adwaita.h>

#include "parvis-roster.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_PARTICIPANT_DETAIL (parvis_participant_detail_get_type ())
G_DECLARE_FINAL_TYPE (ParvisParticipantDetail, parvis_participant_detail, PARVIS,
                      PARTICIPANT_DETAIL, AdwBin)

/* Everything that is held of a participant. Signals: "open" (int64, key of somebody of the same
 * order), "said" (string, what was just done). */

void parvis_participant_detail_set_roster (ParvisParticipantDetail  *self,
                                           ParvisRoster             *roster,
                                           ParvisStore              *store);
void parvis_participant_detail_show       (ParvisParticipantDetail  *self,
                                           gint64                    key,
                                           WeezParticipant          *person);

G_END_DECLS
