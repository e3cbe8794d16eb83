#pragma once
#include <libsoup/soup.h>

G_BEGIN_DECLS
typedef struct
{
  guint       status;
  const char *type;          /* NULL is JSON */
  GBytes     *body;
  guint       retry_after;   /* seconds, 0 for none */
  gboolean    retry_date;    /* say when instead of how long */
  char       *location;
  gboolean    gzipped;       /* the body is already */
} DemoReply;

void     demo_reply_set_text  (DemoReply *self, GString *text);
void     demo_reply_set_error (DemoReply *self, guint status, const char *type,
                               const char *message);
void     demo_reply_send      (DemoReply *self, SoupServerMessage *message);
void     demo_reply_clear     (DemoReply *self);
GBytes  *demo_reply_gzip      (GBytes *body, int level);
const char *demo_reply_get_phrase (guint status);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DemoReply, demo_reply_clear)
G_END_DECLS
