#pragma once

#include "parvis-filter.h"
#include "weez-record.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_QUERY (parvis_query_get_type ())
G_DECLARE_FINAL_TYPE (ParvisQuery, parvis_query, PARVIS, QUERY, GObject)

/* Which records, in which order. It does not change once it is handed to a list. */

ParvisQuery *parvis_query_new           (GType         type);
GType        parvis_query_get_item_type (ParvisQuery  *self);
void         parvis_query_set_event     (ParvisQuery  *self,
                                         const char   *id_event);
void         parvis_query_set_text      (ParvisQuery  *self,
                                         const char   *text);
const char  *parvis_query_get_text      (ParvisQuery  *self);
void         parvis_query_set_facets    (ParvisQuery  *self,
                                         ParvisFilter *facets);
gboolean     parvis_query_add_filter    (ParvisQuery  *self,
                                         const char   *field,
                                         const char   *value,
                                         gboolean      negated);
gboolean     parvis_query_set_sort      (ParvisQuery  *self,
                                         const char   *field,
                                         gboolean      descending);

G_END_DECLS
