#pragma once

#include "weez-venue.h"

G_BEGIN_DECLS

char *parvis_map_link_new     (WeezVenue *venue);
char *parvis_map_link_new_web (WeezVenue *venue);

G_END_DECLS
