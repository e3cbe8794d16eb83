#pragma once

#include <glib-object.h>

#include "parvis-database.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_ERASED (parvis_erased_get_type ())
G_DECLARE_FINAL_TYPE (ParvisErased, parvis_erased, PARVIS, ERASED, GObject)

/* What was held of people who are erased: in memory only, for as long as that can be undone. */

ParvisErased *parvis_erased_new      (GTimeZone       *zone);
gboolean      parvis_erased_add      (ParvisErased    *self,
                                      ParvisDatabase  *database,
                                      const char      *id_participant,
                                      GError         **error);
gboolean      parvis_erased_put_back (ParvisErased    *self,
                                      ParvisDatabase  *database,
                                      GError         **error);

G_END_DECLS
