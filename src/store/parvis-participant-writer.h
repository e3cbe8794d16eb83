#pragma once

#include "parvis-daily.h"
#include "parvis-prepared-row.h"

G_BEGIN_DECLS

/**
 * ParvisParticipantWriter:
 *
 * Writes pages of participants, with what follows from them: the feed of changes, the daily counts
 * and what is still to be indexed. It lives within one transaction of the writer's thread.
 */
typedef struct _ParvisParticipantWriter ParvisParticipantWriter;

/**
 * ParvisPageOutcome:
 * @keys: of the participants on the page, each once, in its order
 * @n_fresh: rows of the page, each participant counted once
 * @n_new: of them, participants never seen before
 * @n_foreign: rows of events that were not asked for, left out
 */
typedef struct
{
  GArray *keys;
  guint   n_fresh;
  guint   n_new;
  guint   n_foreign;
} ParvisPageOutcome;

ParvisParticipantWriter *parvis_participant_writer_new    (ParvisDatabase           *database,
                                                           GTimeZone                *zone,
                                                           gint64                    now,
                                                           GError                  **error);
void                     parvis_participant_writer_free   (ParvisParticipantWriter  *self);
gboolean                 parvis_participant_writer_apply  (ParvisParticipantWriter  *self,
                                                           GPtrArray                *rows,
                                                           gint64                    event,
                                                           gboolean                  feed,
                                                           ParvisPageOutcome        *outcome,
                                                           GError                  **error);
gboolean                 parvis_participant_writer_missed (ParvisParticipantWriter  *self,
                                                           gint64                    key,
                                                           GError                  **error);
gboolean                 parvis_participant_writer_finish (ParvisParticipantWriter  *self,
                                                           GError                  **error);

void                     parvis_page_outcome_clear        (ParvisPageOutcome        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisParticipantWriter, parvis_participant_writer_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisPageOutcome, parvis_page_outcome_clear)

G_END_DECLS
