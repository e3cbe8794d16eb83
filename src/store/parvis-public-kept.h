#pragma once

#include "parvis-store.h"
#include "weez-listing.h"

G_BEGIN_DECLS

/**
 * ParvisPublicKept:
 * @store: where it is kept
 * @query: what was asked for, as weez_search_query_to_text() tells it
 * @listing: (nullable): the answer to be kept
 * @found: whether there is an answer
 * @fetched: when it came, in seconds since 1970
 * @events: (element-type WeezPublicEvent) (nullable): of the answer, in its order
 * @categories: (element-type WeezEventCategory) (nullable): of the public calendar
 * @categories_fetched: when they came, 0 before the first time
 * @names: (nullable): of the searches that somebody keeps, in the order of their bytes
 *
 * The public calendar as the store keeps it: the last answer to each of the newest questions.
 * Counted, because both the thread that reads it and the one that waits may be the last to let go.
 */
typedef struct
{
  ParvisStore  *store;
  char         *query;
  WeezListing  *listing;
  gboolean      found;
  gint64        fetched;
  GPtrArray    *events;
  GPtrArray    *categories;
  gint64        categories_fetched;
  char        **names;
} ParvisPublicKept;

#define PARVIS_PUBLIC_SETTING_PREFIX "calendar.search."
#define PARVIS_PUBLIC_MAX_SEARCHES 40

ParvisPublicKept *parvis_public_kept_new              (ParvisStore      *store,
                                                       const char       *query,
                                                       WeezListing      *listing);
void              parvis_public_kept_unref            (gpointer          self);
DexFuture        *parvis_public_kept_write            (ParvisPublicKept *self)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture        *parvis_public_kept_read             (ParvisPublicKept *self)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture        *parvis_public_kept_write_categories (ParvisPublicKept *self)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture        *parvis_public_kept_read_rest        (ParvisPublicKept *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
