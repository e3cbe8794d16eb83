#include "weez-picture-addresses.h"

#include "weez-picture-rules.h"
#include "weez-pictures.h"

struct _WeezPictureAddresses
{
  GSocketAddressEnumerator  parent_instance;
  GSocketAddressEnumerator *all;
  GSocketAddress           *stand_in;
  gboolean                  any;
};

G_DEFINE_FINAL_TYPE (WeezPictureAddresses, weez_picture_addresses,
                     G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static gboolean
is_allowed (GSocketAddress *address)
{
  return G_IS_INET_SOCKET_ADDRESS (address) &&
         weez_picture_rules_allows_address (
           g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static GSocketAddress *
weez_picture_addresses_next (GSocketAddressEnumerator  *enumerator,
                             GCancellable              *cancellable,
                             GError                   **error)
{
  WeezPictureAddresses *self = WEEZ_PICTURE_ADDRESSES (enumerator);
  g_autoptr(GError) inner = NULL;

  for (;;)
    {
      g_autoptr(GSocketAddress) address =
        g_socket_address_enumerator_next (self->all, cancellable, &inner);

      if (address == NULL)
        break;
      if (!is_allowed (address))
        continue;

      self->any = TRUE;
      return g_object_ref (self->stand_in != NULL ? self->stand_in : address);
    }

  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else if (!self->any)
    g_set_error_literal (error, WEEZ_PICTURE_ERROR, WEEZ_PICTURE_ERROR_NOT_ALLOWED,
                         "the name leads to no public address");

  return NULL;
}

static void
weez_picture_addresses_finalize (GObject *object)
{
  WeezPictureAddresses *self = WEEZ_PICTURE_ADDRESSES (object);

  g_clear_object (&self->all);
  g_clear_object (&self->stand_in);

  G_OBJECT_CLASS (weez_picture_addresses_parent_class)->finalize (object);
}

static void
weez_picture_addresses_class_init (WeezPictureAddressesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = weez_picture_addresses_finalize;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass)->next = weez_picture_addresses_next;
}

static void
weez_picture_addresses_init (WeezPictureAddresses *self)
{
}

/**
 * weez_picture_addresses_new:
 * @all: (transfer full): where a name leads
 * @stand_in: (nullable): what a test has connected to in place of an allowed address
 *
 * Returns: (transfer full): the allowed ones of them; with none, an error
 */
GSocketAddressEnumerator *
weez_picture_addresses_new (GSocketAddressEnumerator *all,
                            GSocketAddress           *stand_in)
{
  WeezPictureAddresses *self = g_object_new (WEEZ_TYPE_PICTURE_ADDRESSES, NULL);

  self->all = all;
  self->stand_in = stand_in != NULL ? g_object_ref (stand_in) : NULL;

  return G_SOCKET_ADDRESS_ENUMERATOR (self);
}
