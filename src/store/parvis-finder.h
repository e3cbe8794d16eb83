#pragma once

#include <libdex.h>

#include "parvis-finding.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_FINDER (parvis_finder_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFinder, parvis_finder, PARVIS, FINDER, GObject)

/* Looks into what is kept of an account without opening its store: over a connection of its own
 * that only reads, in a thread of its own, so that neither a sync nor a long search is waited for.
 * What it finds it names "event:ID" or "person:ID". */

ParvisFinder *parvis_finder_new         (const char          *path,
                                         GTimeZone           *zone);
const char   *parvis_finder_get_path    (ParvisFinder        *self);
DexFuture    *parvis_finder_find        (ParvisFinder        *self,
                                         const char          *text,
                                         gboolean             people,
                                         guint                limit) G_GNUC_WARN_UNUSED_RESULT;
DexFuture    *parvis_finder_describe    (ParvisFinder        *self,
                                         const char * const  *names) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
