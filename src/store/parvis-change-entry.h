#pragma once

#include "parvis-change.h"
#include "parvis-store.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_CHANGE_ENTRY (parvis_change_entry_get_type ())
G_DECLARE_FINAL_TYPE (ParvisChangeEntry, parvis_change_entry, PARVIS, CHANGE_ENTRY, WeezRecord)

/**
 * ParvisChangeEntry:
 *
 * A change of an event as its organizer reads it: `kind` is a #ParvisChangeKind, `name` the
 * participant's, `was` and `now` names of tickets where somebody moved from one to the other.
 */
struct _ParvisChangeEntry
{
  WeezRecord  parent_instance;
  GDateTime  *time;
  gint64      kind;
  char       *id_participant;
  char       *name;
  char       *was;
  char       *now;
};

DexFuture *parvis_change_entry_list (ParvisStore      *store,
                                     const char       *id_event,
                                     ParvisChangeKind  kind,
                                     gint64            after,
                                     guint             limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
