#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which pictures may be fetched. Their addresses are written by whoever makes an event, so that one
 * could lead into the network that this computer stands in, or tell who looks. */

char     *weez_picture_rules_dup_url        (const char   *url,
                                             const char   *own_origin);
gboolean  weez_picture_rules_allows_address (GInetAddress *address);

G_END_DECLS
