#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/* What the service's statistics said of an event over a stretch of time, all tickets together. */
typedef struct _ParvisSamples ParvisSamples;

ParvisSamples *parvis_samples_read       (ParvisDatabase       *database,
                                          gint64                event,
                                          gint64                from,
                                          gint64                to,
                                          GError              **error);
void           parvis_samples_free       (ParvisSamples        *self);
gboolean       parvis_samples_get_extent (const ParvisSamples  *self,
                                          gint64               *first,
                                          gint64               *last);
gint64         parvis_samples_get_at     (const ParvisSamples  *self,
                                          gint64                time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSamples, parvis_samples_free)

G_END_DECLS
