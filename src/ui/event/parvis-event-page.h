#pragma once

#include <adwaita.h>

#include "parvis-event.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_EVENT_PAGE (parvis_event_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisEventPage, parvis_event_page, PARVIS, EVENT_PAGE, AdwNavigationPage)

/* Signal "view-changed": another side of the event is shown. */

ParvisEventPage *parvis_event_page_new       (ParvisEvent      *event);
ParvisEvent     *parvis_event_page_get_event (ParvisEventPage  *self);
const char      *parvis_event_page_get_view  (ParvisEventPage  *self);
void             parvis_event_page_set_view  (ParvisEventPage  *self,
                                              const char       *view);
gboolean         parvis_event_page_find      (ParvisEventPage  *self);

G_END_DECLS
