#pragma once

#include "parvis-query.h"
#include "parvis-store.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_RECORD_LIST (parvis_record_list_get_type ())
G_DECLARE_FINAL_TYPE (ParvisRecordList, parvis_record_list, PARVIS, RECORD_LIST, GObject)

/* The one list model: the keys of what a query finds, and records made when looked at, without the
 * lists in them unless that is asked for. Sorting and filtering are the query's, never those of a
 * model around this one. Properties: "n-items", "loading", "error" (GError, of the last reading).
 * It follows the store by itself. */

ParvisRecordList *parvis_record_list_new         (ParvisStore       *store);
ParvisQuery      *parvis_record_list_get_query   (ParvisRecordList  *self);
void              parvis_record_list_set_query   (ParvisRecordList  *self,
                                                  ParvisQuery       *query);
void              parvis_record_list_set_whole   (ParvisRecordList  *self,
                                                  gboolean           whole);
gboolean          parvis_record_list_get_loading (ParvisRecordList  *self);
const GError     *parvis_record_list_get_error   (ParvisRecordList  *self);
gint64            parvis_record_list_get_key     (ParvisRecordList  *self,
                                                  guint              position);
guint             parvis_record_list_find        (ParvisRecordList  *self,
                                                  gint64             key);
DexFuture        *parvis_record_list_load        (ParvisRecordList  *self)
                                                  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
