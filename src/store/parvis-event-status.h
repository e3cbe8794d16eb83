#pragma once

#include "parvis-store.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_EVENT_STATUS (parvis_event_status_get_type ())
G_DECLARE_FINAL_TYPE (ParvisEventStatus, parvis_event_status, PARVIS, EVENT_STATUS, WeezRecord)

/**
 * ParvisEventStatus:
 *
 * What is held of an event, and how well it is known. `participants` counts every row, `deleted`
 * those that are deleted or gone, `active` those neither deleted nor unpaid. `last_sync` is the end
 * of the newest reading that was not cut. `complete` says that all participants were listed, that
 * no listing is cut and that nobody is asked anything.
 *
 * `dropped`, which is in no document, counts the participants that a listing misses and that
 * somebody is asked about.
 */
struct _ParvisEventStatus
{
  WeezRecord  parent_instance;
  char       *id;
  char       *name;
  gint64      participants;
  gint64      active;
  gint64      deleted;
  gint64      unpaid;
  gint64      refunded;
  gint64      scanned;
  GDateTime  *last_sync;
  gboolean    complete;
  gint64      dropped;
};

DexFuture *parvis_event_status_list   (ParvisStore         *store,
                                       const char * const  *id_events)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture *parvis_event_status_accept (ParvisStore         *store,
                                       const char * const  *id_events)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
