#pragma once

#include "parvis-query.h"
#include "parvis-store.h"

G_BEGIN_DECLS

/**
 * ParvisFacetValue:
 * @value: of a facet, as filters name it; "" where nothing is known
 * @count: participants that have it, among those that all other facets let through
 */
typedef struct
{
  char  *value;
  guint  count;
} ParvisFacetValue;

#define PARVIS_TYPE_FACETS (parvis_facets_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFacets, parvis_facets, PARVIS, FACETS, GObject)

/* How many participants of an event a query finds, and how many each value of a facet would leave.
 * It does not change. */

DexFuture  *parvis_facets_count          (ParvisStore   *store,
                                          ParvisQuery   *query,
                                          GCancellable  *cancellable) G_GNUC_WARN_UNUSED_RESULT;
guint       parvis_facets_get_total      (ParvisFacets  *self);
guint       parvis_facets_get_matching   (ParvisFacets  *self);
gint64      parvis_facets_get_face_value (ParvisFacets  *self);
char      **parvis_facets_dup_names      (ParvisFacets  *self);
GPtrArray  *parvis_facets_get_questions  (ParvisFacets  *self);
GPtrArray  *parvis_facets_get_values     (ParvisFacets  *self,
                                          const char    *facet);

G_END_DECLS
