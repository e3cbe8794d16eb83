#pragma once

#include <adwaita.h>

#include "parvis-facets.h"
#include "parvis-roster.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_FACET_BAR (parvis_facet_bar_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFacetBar, parvis_facet_bar, PARVIS, FACET_BAR, AdwBin)

/* A pill for each facet, with its values, how many participants each would leave, and whether it
 * is asked for or ruled out. Signal "chosen" (ParvisFilter): somebody asks for other ones. */

void parvis_facet_bar_set_roster (ParvisFacetBar *self,
                                  ParvisRoster   *roster);
void parvis_facet_bar_update     (ParvisFacetBar *self,
                                  ParvisFacets   *facets,
                                  ParvisFilter   *filter);

G_END_DECLS
