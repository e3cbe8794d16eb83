#pragma once

#include <libdex.h>

#include "weez-known.h"
#include "weez-secrets.h"

G_BEGIN_DECLS

typedef enum
{
  WEEZ_REPLY_LIST,
  WEEZ_REPLY_RECORD,
  WEEZ_REPLY_TEXT,
} WeezReplyShape;

/**
 * WeezReply:
 * @what: the method, for messages
 * @member: where in the answer the thing is; other spellings follow after "|"
 * @type: the record type, for lists and records
 * @known: (nullable): who knows rows of a list, which are then not read
 * @empty: whether an empty array in place of the record is an empty record and not "no such thing"
 *
 * What an answer must look like, and the answer once it is there.
 */
typedef struct
{
  const char     *what;
  WeezReplyShape  shape;
  const char     *member;
  GType           type;
  gboolean        empty;
  WeezKnown      *known;
  GTimeZone      *zone;
  WeezSecrets    *secrets;
  GBytes         *body;
} WeezReply;

void       weez_reply_free (WeezReply *self);
DexFuture *weez_reply_job  (gpointer   data);

G_END_DECLS
