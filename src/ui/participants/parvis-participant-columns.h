#pragma once

#include <gtk/gtk.h>

#include "parvis-record-list.h"
#include "parvis-roster.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_PARTICIPANT_COLUMNS (parvis_participant_columns_get_type ())
G_DECLARE_FINAL_TYPE (ParvisParticipantColumns, parvis_participant_columns, PARVIS,
                      PARTICIPANT_COLUMNS, GObject)

/* The columns of the table of participants: what they say, and which are shown, where and how wide,
 * which is remembered for each event. */

ParvisParticipantColumns *
            parvis_participant_columns_new           (GtkColumnView            *table,
                                                      ParvisRoster             *roster,
                                                      ParvisStore              *store,
                                                      ParvisRecordList         *list,
                                                      const char               *id_event,
                                                      gboolean                  dates);
GMenuModel *parvis_participant_columns_get_menu      (ParvisParticipantColumns *self);
GActionGroup *
            parvis_participant_columns_get_actions   (ParvisParticipantColumns *self);
void        parvis_participant_columns_add_questions (ParvisParticipantColumns *self,
                                                      GPtrArray                *questions);
char       *parvis_participant_columns_to_text       (ParvisParticipantColumns *self);
void        parvis_participant_columns_restore       (ParvisParticipantColumns *self,
                                                      const char               *text);
void        parvis_participant_columns_sort          (ParvisParticipantColumns *self,
                                                      const char               *id,
                                                      gboolean                  descending);
DexFuture  *parvis_participant_columns_read_text     (ParvisParticipantColumns *self,
                                                      GArray                   *keys)
                                                      G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
