#pragma once

#include "parvis-account.h"
#include "parvis-event-state.h"

G_BEGIN_DECLS

ParvisEvent *parvis_event_new               (ParvisAccount          *account,
                                             const ParvisEventState *state);
gint64       parvis_event_get_key           (ParvisEvent            *self);
gboolean     parvis_event_apply             (ParvisEvent            *self,
                                             const ParvisEventState *state);
void         parvis_event_notify_refreshing (ParvisEvent            *self);

G_END_DECLS
