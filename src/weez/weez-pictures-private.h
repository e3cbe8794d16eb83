#pragma once

#include "weez-pictures.h"

G_BEGIN_DECLS

/* For tests, which have no public address and no day to spare. */

void weez_pictures_set_stand_in (WeezPictures   *self,
                                 GSocketAddress *address,
                                 GTlsDatabase   *authorities);
void weez_pictures_set_deadline (WeezPictures   *self,
                                 guint           milliseconds);

G_END_DECLS
