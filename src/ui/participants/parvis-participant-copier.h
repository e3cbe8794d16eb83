#pragma once

#include <gtk/gtk.h>

#include "parvis-participant-columns.h"
#include "parvis-record-list.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_PARTICIPANT_COPIER (parvis_participant_copier_get_type ())
G_DECLARE_FINAL_TYPE (ParvisParticipantCopier, parvis_participant_copier, PARVIS,
                      PARTICIPANT_COPIER, GObject)

/* What is done with those who are selected, as actions of a page: "selected.all" (selects all),
 * "selected.copy-emails", "selected.copy-rows" (for a spreadsheet) and "selected.write" (a letter).
 * They may be all of a big event, so they are read behind; the newest wish wins. Signal "said":
 * what became of it, in words. */

ParvisParticipantCopier *parvis_participant_copier_new   (GtkWidget                *page,
                                                          ParvisStore              *store,
                                                          ParvisRecordList         *list,
                                                          GtkSelectionModel        *selection,
                                                          ParvisParticipantColumns *columns);
guint                    parvis_participant_copier_count (ParvisParticipantCopier  *self);

G_END_DECLS
