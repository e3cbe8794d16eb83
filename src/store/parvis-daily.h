#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/**
 * ParvisCounts:
 * @participants: rows held, in whatever state
 * @active: neither deleted nor unpaid
 * @deleted: deleted, or gone from the service
 * @unpaid: not paid
 * @refunded: refunded
 * @scanned: scanned at least once
 */
typedef struct
{
  gint64 participants;
  gint64 active;
  gint64 deleted;
  gint64 unpaid;
  gint64 refunded;
  gint64 scanned;
} ParvisCounts;

typedef struct _ParvisDaily ParvisDaily;

ParvisDaily *parvis_daily_new   (void);
void         parvis_daily_free  (ParvisDaily         *self);
void         parvis_daily_add   (ParvisDaily         *self,
                                 gint64               event,
                                 const char          *id_ticket,
                                 gint64               day,
                                 const ParvisCounts  *counts,
                                 int                  sign);
gboolean     parvis_daily_write (ParvisDaily         *self,
                                 ParvisDatabase      *database,
                                 GError             **error);
gboolean     parvis_daily_check (ParvisDatabase      *database,
                                 gboolean            *right,
                                 GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisDaily, parvis_daily_free)

G_END_DECLS
