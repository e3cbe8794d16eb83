#pragma once

#include <gio/gio.h>

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_LISTING (weez_listing_get_type ())
G_DECLARE_FINAL_TYPE (WeezListing, weez_listing, WEEZ, LISTING, GObject)

/**
 * WeezListing:
 *
 * What a method that lists things answered: the records, as a #GListModel, and what the service
 * said about them. It never changes.
 *
 * `counter` members hold %WEEZ_UNKNOWN where the service sent none; `server_time` is in the
 * account's zone; `n_skipped` counts the rows left out because they have no id, `n_odd` the values
 * left empty because they make no sense. Where a #WeezKnown was asked, `known` has the keys of the
 * rows that were not read, `taken` what took the others, and there are no records; else both
 * are NULL.
 */
struct _WeezListing
{
  GObject     parent_instance;
  GType       item_type;
  GPtrArray  *records;
  GDateTime  *server_time;
  GDateTime  *last_update;
  gint64      count;
  gint64      counter;
  gint64      counter_deleted;
  gint64      counter_total;
  guint       n_skipped;
  guint       n_odd;
  GArray     *known;
  GObject    *taken;
};

WeezListing *weez_listing_new_empty (GType        item_type);
char        *weez_listing_to_json   (WeezListing *self);

G_END_DECLS
