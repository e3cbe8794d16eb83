#pragma once

#include "parvis-table.h"

G_BEGIN_DECLS

/**
 * ParvisParticipantColumn:
 *
 * The columns of a participant that mean something to whoever writes it.
 */
typedef enum
{
  PARVIS_PARTICIPANT_ID,
  PARVIS_PARTICIPANT_ID_EVENT,
  PARVIS_PARTICIPANT_ID_TICKET,
  PARVIS_PARTICIPANT_DELETED,
  PARVIS_PARTICIPANT_REFUND,
  PARVIS_PARTICIPANT_PAID,
  PARVIS_PARTICIPANT_CREATE_DATE,
  PARVIS_PARTICIPANT_CONTROL_STATUS,
  PARVIS_PARTICIPANT_SCAN_DATE,
  PARVIS_PARTICIPANT_FIRST_NAME,
  PARVIS_PARTICIPANT_LAST_NAME,
  PARVIS_PARTICIPANT_N_COLUMNS,
} ParvisParticipantColumn;

const WeezValue *parvis_participant_value          (const WeezValue         *values,
                                                    ParvisParticipantColumn  column);
const char      *parvis_participant_text           (const WeezValue         *values,
                                                    ParvisParticipantColumn  column);
gboolean         parvis_participant_flag           (const WeezValue         *values,
                                                    ParvisParticipantColumn  column);
gboolean         parvis_participant_is_scanned     (const WeezValue         *values);
gboolean         parvis_participant_is_found_anew  (const WeezValue         *was,
                                                    const WeezValue         *now);
gboolean         parvis_participant_is_corrected   (const WeezValue         *was,
                                                    const WeezValue         *now);
gint64           parvis_participant_get_day        (const WeezValue         *values,
                                                    GTimeZone               *zone);

G_END_DECLS
