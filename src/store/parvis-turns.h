#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ParvisTurns ParvisTurns;

ParvisTurns *parvis_turns_new       (const char   *path);
ParvisTurns *parvis_turns_ref       (ParvisTurns  *self);
void         parvis_turns_unref     (gpointer      self);
gboolean     parvis_turns_take      (ParvisTurns  *self,
                                     gint64        now,
                                     guint         patience,
                                     guint        *wait,
                                     GError      **error);
void         parvis_turns_give_back (ParvisTurns  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisTurns, parvis_turns_unref)

G_END_DECLS
