#pragma once

#include "parvis-store.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_SOURCES (parvis_sources_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSources, parvis_sources, PARVIS, SOURCES, WeezRecord)

/**
 * ParvisSources:
 *
 * What each source says about an event. `event_count` is what the list of events says,
 * `ticket_sum` the sum over its tickets; `listed` to `scanned` count the participants that are
 * held: `deleted` those deleted or gone, `unpaid` and `refunded` those that are not deleted,
 * `active` the rest but for the unpaid, `elsewhere` the active ones whose ticket is in no category
 * of the event. `stats_total` and `stats_scanned` are the newest samples of scan statistics, at
 * `stats_time`, which is null where there is none. Counts are %WEEZ_UNKNOWN where not known.
 */
struct _ParvisSources
{
  WeezRecord  parent_instance;
  gint64      event_count;
  gint64      ticket_sum;
  gint64      listed;
  gint64      active;
  gint64      unpaid;
  gint64      refunded;
  gint64      deleted;
  gint64      scanned;
  gint64      elsewhere;
  gint64      stats_total;
  gint64      stats_scanned;
  GDateTime  *stats_time;
  GDateTime  *last_sync;
};

DexFuture *parvis_sources_read (ParvisStore *store,
                                const char  *id_event) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
