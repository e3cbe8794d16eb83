#pragma once

#include <adwaita.h>

#include "parvis-event.h"
#include "parvis-filter.h"

G_BEGIN_DECLS

/* The participants of an event. Properties: "event" (ParvisEvent), "list" (ParvisRecordList),
 * "narrowed" (boolean: not all are asked for), "sum" (string), "n-selected" (uint), "failure"
 * (ParvisFailure). */

#define PARVIS_TYPE_PARTICIPANTS_PAGE (parvis_participants_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisParticipantsPage, parvis_participants_page, PARVIS, PARTICIPANTS_PAGE,
                      AdwBreakpointBin)

void parvis_participants_page_find       (ParvisParticipantsPage *self);
void parvis_participants_page_set_filter (ParvisParticipantsPage *self,
                                          ParvisFilter           *filter);

G_END_DECLS
