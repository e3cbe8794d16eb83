#pragma once

#include "parvis-change.h"
#include "parvis-store.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_CHANGE_COUNTS (parvis_change_counts_get_type ())
G_DECLARE_FINAL_TYPE (ParvisChangeCounts, parvis_change_counts, PARVIS, CHANGE_COUNTS, GObject)

/**
 * ParvisChangeCounts:
 *
 * How often each kind of change was seen in an event since somebody last looked at it: `counts` by
 * #ParvisChangeKind. `looked_at` is null and `after` 0 before the first look; `after` and `last`
 * are places in the feed. It does not change.
 */
struct _ParvisChangeCounts
{
  GObject    parent_instance;
  GDateTime *looked_at;
  gint64     after;
  gint64     last;
  gint64     counts[PARVIS_CHANGE_SCANNED + 1];
};

DexFuture *parvis_change_counts_read (ParvisStore        *store,
                                      const char         *id_event) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *parvis_change_counts_look (ParvisStore        *store,
                                      const char         *id_event,
                                      ParvisChangeCounts *counts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
