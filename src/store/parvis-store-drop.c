#include "config.h"

#include "parvis-listing.h"
#include "parvis-store-private.h"

static gboolean
accept_drop (ParvisDatabase  *database,
             gpointer         data,
             GError         **error)
{
  return parvis_listing_accept (database, *(const gint64 *) data, error);
}

/**
 * parvis_store_accept_drop:
 * @self: an open store
 * @event: key of an event
 *
 * Somebody said that the participants a listing misses are gone. The next complete listings decide
 * which of them; nothing is removed before.
 *
 * Returns: (transfer full): resolves once it is kept; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_store_accept_drop (ParvisStore *self,
                          gint64       event)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  return parvis_store_write (self, accept_drop, g_memdup2 (&event, sizeof event), g_free);
}
