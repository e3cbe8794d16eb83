#pragma once
#include "demo-query.h"
#include "demo-reply.h"

G_BEGIN_DECLS
/* Who may ask: the account's login, its key, and the token that it was given. */
typedef struct
{
  guint64  seed;
  guint    generation;   /* of tokens: a new one kills those before */
  gint64   wrong[5];     /* when, in monotonic time; the oldest first */
  guint    n_wrong;
} DemoAccess;

gboolean demo_access_login (DemoAccess *self, DemoQuery *query, DemoReply *reply);
gboolean demo_access_check (DemoAccess *self, DemoQuery *query, DemoReply *reply);
G_END_DECLS
