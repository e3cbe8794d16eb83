#pragma once

#include "parvis-database.h"
#include "parvis-store.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_CHECK (parvis_check_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCheck, parvis_check, PARVIS, CHECK, WeezRecord)

/**
 * ParvisCheck:
 *
 * What looking at a store told: `name` is one of "integrity", "foreign-keys", "counts", "unindexed"
 * and "search", `found` how many of what it looks for there are, `well` whether that is as it
 * should be.
 */
struct _ParvisCheck
{
  WeezRecord  parent_instance;
  char       *name;
  gint64      found;
  gboolean    well;
};

gboolean   parvis_check_begin  (ParvisDatabase  *database,
                                gint64           now,
                                GError         **error);
DexFuture *parvis_check_weekly (ParvisStore     *store,
                                gint64           now) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *parvis_check_list   (ParvisStore     *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
