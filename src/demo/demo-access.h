#pragma once
#include "demo-query.h"
#include "demo-reply.h"

G_BEGIN_DECLS
#define DEMO_N_LOGINS 2

/* Who may ask: each account's login, its key, and the token that it was given. */
typedef struct
{
  guint64  seed;
  guint    generation;   /* of tokens: a new one kills those before */
  gint64   wrong[5];     /* when, in monotonic time; the oldest first */
  guint    n_wrong;
} DemoAccess;

/* Whose key it is; the first one's where it is nobody's. */
guint    demo_access_who   (DemoQuery *query);
gboolean demo_access_login (DemoAccess *self, DemoQuery *query, DemoReply *reply);
gboolean demo_access_check (DemoAccess *self, DemoQuery *query, DemoReply *reply);
G_END_DECLS
