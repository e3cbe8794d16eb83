#include "weez-picture-host.h"

#include "weez-picture-addresses.h"

#define PORT 443

struct _WeezPictureHost
{
  GNetworkAddress  parent_instance;
  GSocketAddress  *stand_in;
};

static GSocketConnectableIface *parent_iface;

static GSocketAddressEnumerator *
weez_picture_host_enumerate (GSocketConnectable *connectable)
{
  return weez_picture_addresses_new (parent_iface->enumerate (connectable),
                                     WEEZ_PICTURE_HOST (connectable)->stand_in);
}

/* The enumeration with proxies is the parent's, and comes to this one where there is none. */
static void
connectable_iface_init (GSocketConnectableIface *iface)
{
  parent_iface = g_type_interface_peek_parent (iface);
  iface->enumerate = weez_picture_host_enumerate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WeezPictureHost, weez_picture_host, G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE,
                                                      connectable_iface_init))

static void
weez_picture_host_finalize (GObject *object)
{
  g_clear_object (&WEEZ_PICTURE_HOST (object)->stand_in);

  G_OBJECT_CLASS (weez_picture_host_parent_class)->finalize (object);
}

static void
weez_picture_host_class_init (WeezPictureHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = weez_picture_host_finalize;
}

static void
weez_picture_host_init (WeezPictureHost *self)
{
}

/**
 * weez_picture_host_new:
 * @name: a name that weez_picture_rules_dup_url() lets pass
 * @stand_in: (nullable): what a test has connected to in place of an allowed address
 *
 * Returns: (transfer full): where to connect to for a picture
 */
GSocketConnectable *
weez_picture_host_new (const char     *name,
                       GSocketAddress *stand_in)
{
  WeezPictureHost *self = g_object_new (WEEZ_TYPE_PICTURE_HOST,
                                        "hostname", name,
                                        "port", PORT,
                                        "scheme", "https",
                                        NULL);

  self->stand_in = stand_in != NULL ? g_object_ref (stand_in) : NULL;

  return G_SOCKET_CONNECTABLE (self);
}
