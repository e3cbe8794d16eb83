#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WEEZ_TYPE_PICTURE_HOST (weez_picture_host_get_type ())
G_DECLARE_FINAL_TYPE (WeezPictureHost, weez_picture_host, WEEZ, PICTURE_HOST, GNetworkAddress)

/* A name that leads to public addresses only. What is connected to is what was looked at: the name
 * is not asked for once more in between. Behind a proxy it is the proxy that asks. */

GSocketConnectable *weez_picture_host_new (const char     *name,
                                           GSocketAddress *stand_in);

G_END_DECLS
