#pragma once

#include <glib-object.h>

#include "weez-event.h"
#include "weez-participant.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_FINDING (parvis_finding_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFinding, parvis_finding, PARVIS, FINDING, GObject)

/**
 * ParvisFinding:
 *
 * What a #ParvisFinder found, by the name it gave to it: an event, or a participant of one. It does
 * not change, so it may cross threads. `participant` is null where the event itself was found,
 * `event` where that of a participant is not listed any more.
 */
struct _ParvisFinding
{
  GObject          parent_instance;
  char            *name;
  WeezEvent       *event;
  WeezParticipant *participant;
};

G_END_DECLS
