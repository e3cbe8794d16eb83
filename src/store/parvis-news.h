#pragma once

#include "parvis-store.h"

G_BEGIN_DECLS

/**
 * ParvisNewsItem:
 * @id_event: of which event
 * @event: (nullable): its name
 * @sold: participants who came, or whose order was paid, and who hold a ticket now
 * @cancelled: participants who were deleted or refunded
 *
 * What changed in one event.
 */
typedef struct
{
  char   *id_event;
  char   *event;
  gint64  sold;
  gint64  cancelled;
} ParvisNewsItem;

#define PARVIS_TYPE_NEWS (parvis_news_get_type ())
G_DECLARE_FINAL_TYPE (ParvisNews, parvis_news, PARVIS, NEWS, GObject)

/**
 * ParvisNews:
 *
 * What nobody was told yet: `items` is a list of #ParvisNewsItem, without events in which there is
 * nothing and without what somebody has looked at. `marked` is false before anything was kept of
 * what is told; `told_at` is when somebody was told last, in seconds since 1970, 0 for never;
 * `last` is a place in the feed. It does not change.
 */
struct _ParvisNews
{
  GObject    parent_instance;
  gboolean   marked;
  gint64     told_at;
  gint64     last;
  GPtrArray *items;
};

DexFuture *parvis_news_read (ParvisStore *store) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *parvis_news_told (ParvisStore *store,
                             ParvisNews  *news,
                             gint64       time)  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
