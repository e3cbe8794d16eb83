#pragma once

#include "weez-turn.h"

G_BEGIN_DECLS

typedef struct _ParvisTurns ParvisTurns;

ParvisTurns *parvis_turns_new       (const char   *path);
ParvisTurns *parvis_turns_ref       (ParvisTurns  *self);
void         parvis_turns_unref     (gpointer      self);
gboolean     parvis_turns_take      (ParvisTurns  *self,
                                     gint64        now,
                                     guint         patience,
                                     guint64       signer,
                                     WeezTurn     *turn,
                                     GError      **error);
void         parvis_turns_give_back (ParvisTurns  *self);
void         parvis_turns_fail      (ParvisTurns  *self,
                                     gint64        now,
                                     gint64        ban,
                                     gint64        failure,
                                     guint         n_failures);
void         parvis_turns_forgive   (ParvisTurns  *self,
                                     gint64        now,
                                     gboolean      answered);
void         parvis_turns_refuse    (ParvisTurns  *self,
                                     gint64        now,
                                     guint64       signer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisTurns, parvis_turns_unref)

G_END_DECLS
