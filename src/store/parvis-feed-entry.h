#pragma once

#include "parvis-store.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_FEED_ENTRY (parvis_feed_entry_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFeedEntry, parvis_feed_entry, PARVIS, FEED_ENTRY, WeezRecord)

/**
 * ParvisFeedEntry:
 *
 * Something that happened to a participant: `kind` is what parvis_change_kind_to_text() says, `was`
 * and `now` are what it was about, where that can be told in a word. `place` is its number in the
 * feed, in no document.
 */
struct _ParvisFeedEntry
{
  WeezRecord  parent_instance;
  GDateTime  *time;
  char       *id_event;
  char       *event;
  char       *id_participant;
  char       *kind;
  char       *was;
  char       *now;
  gint64      place;
};

DexFuture *parvis_feed_entry_list (ParvisStore *store,
                                   const char  *id_event,
                                   GDateTime   *since,
                                   gint64       after,
                                   guint        limit) G_GNUC_WARN_UNUSED_RESULT;

typedef struct _ParvisDatabase ParvisDatabase;

gboolean   parvis_feed_entry_read (ParvisDatabase  *database,
                                   gint64           participant,
                                   guint            limit,
                                   GTimeZone       *zone,
                                   GPtrArray       *entries,
                                   GError         **error);

G_END_DECLS
