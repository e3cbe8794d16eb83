#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/**
 * ParvisCollation:
 * @after: key of the participant who was looked at last, 0 before the first
 * @ended: whether everybody is sorted by the rules of today
 *
 * How far the renewal of name order has come.
 */
typedef struct
{
  gint64   after;
  gboolean ended;
} ParvisCollation;

gboolean parvis_collation_renew (ParvisDatabase   *database,
                                 ParvisCollation  *self,
                                 GError          **error);

G_END_DECLS
