#pragma once

#include <gio/gio.h>

#include "weez-event-category.h"
#include "weez-public-event.h"

G_BEGIN_DECLS

const char *parvis_category_get_name (WeezEventCategory *category);
const char *parvis_category_name_of  (WeezPublicEvent   *event,
                                      GListModel        *categories);

G_END_DECLS
