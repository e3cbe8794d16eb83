#pragma once

#include "parvis-failure.h"
#include "parvis-public-query.h"
#include "parvis-store.h"
#include "weez-client.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_PUBLIC_SEARCH (parvis_public_search_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPublicSearch, parvis_public_search, PARVIS, PUBLIC_SEARCH, GObject)

/* A search of the public calendar, with its last results. Properties: "events" (GListModel of
 * WeezPublicEvent, as the service orders them; those that are as they were stay the same objects),
 * "categories" (GListModel of WeezEventCategory), "names" (strings, of the searches that are kept),
 * "query" (string of parvis_public_query_to_text(), null before the first search), "found-at"
 * (GDateTime of the answer that is shown, null where there is none), "searching" (boolean),
 * "failure" (ParvisFailure of the last search, null when all is well). */

ParvisPublicSearch *parvis_public_search_new            (ParvisStore         *store,
                                                         WeezClient          *client);
GListModel         *parvis_public_search_get_events     (ParvisPublicSearch  *self);
GListModel         *parvis_public_search_get_categories (ParvisPublicSearch  *self);
const char * const *parvis_public_search_get_names      (ParvisPublicSearch  *self);
const char         *parvis_public_search_get_query      (ParvisPublicSearch  *self);
GDateTime          *parvis_public_search_get_found_at   (ParvisPublicSearch  *self);
gboolean            parvis_public_search_get_searching  (ParvisPublicSearch  *self);
ParvisFailure      *parvis_public_search_get_failure    (ParvisPublicSearch  *self);
DexFuture          *parvis_public_search_open           (ParvisPublicSearch  *self)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *parvis_public_search_run            (ParvisPublicSearch  *self,
                                                         const char          *text)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *parvis_public_search_keep           (ParvisPublicSearch  *self,
                                                         const char          *name)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *parvis_public_search_forget         (ParvisPublicSearch  *self,
                                                         const char          *name)
  G_GNUC_WARN_UNUSED_RESULT;
char               *parvis_public_search_dup_kept       (ParvisPublicSearch  *self,
                                                         const char          *name);
DexFuture          *parvis_public_search_read_details   (ParvisPublicSearch  *self,
                                                         const char          *id_event)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
