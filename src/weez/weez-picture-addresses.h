#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WEEZ_TYPE_PICTURE_ADDRESSES (weez_picture_addresses_get_type ())
G_DECLARE_FINAL_TYPE (WeezPictureAddresses, weez_picture_addresses, WEEZ, PICTURE_ADDRESSES,
                      GSocketAddressEnumerator)

/* Those of a name's addresses that may be connected to. */

GSocketAddressEnumerator *weez_picture_addresses_new (GSocketAddressEnumerator *all,
                                                      GSocketAddress           *stand_in);

G_END_DECLS
