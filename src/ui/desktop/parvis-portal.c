#include "config.h"

#include "parvis-portal.h"

#include <gio/gio.h>

/* A portal answers a call with a signal, which may come before the call returns: held by both. */
typedef struct
{
  GDBusConnection *bus;
  DexPromise      *promise;
  guint            subscription;
} Request;

static void
request_clear (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->bus);
  dex_clear (&request->promise);
}

static void
request_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, request_clear);
}

static void
unsubscribe (Request *request)
{
  guint subscription = request->subscription;

  request->subscription = 0;
  if (subscription != 0)
    g_dbus_connection_signal_unsubscribe (request->bus, subscription);
}

static void
response_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  Request *request = user_data;
  g_autoptr(GVariant) results = NULL;
  guint response;

  if (request->subscription == 0 ||
      !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response == 0)
    dex_promise_resolve_variant (request->promise, g_steal_pointer (&results));
  else
    dex_promise_reject (request->promise,
                        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                                             "the portal said no"));
  unsubscribe (request);
}

static void
called_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Request *request = user_data;
  g_autoptr(GVariant) reply = NULL;
  GError *error = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  if (reply == NULL && request->subscription != 0)
    {
      dex_promise_reject (request->promise, g_steal_pointer (&error));
      unsubscribe (request);
    }

  g_clear_error (&error);
  request_unref (request);
}

static char *
dup_token (void)
{
  static guint n_requests;

  return g_strdup_printf ("parvis%u_%u", n_requests++, g_random_int ());
}

static char *
dup_request_path (GDBusConnection *bus,
                  const char      *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);

  return g_strconcat (PARVIS_PORTAL_PATH "/request/", g_strdelimit (sender, ".", '_'), "/", token,
                      NULL);
}

/**
 * parvis_portal_request:
 * @bus: the session bus
 * @interface: of a portal
 * @method: one of its methods that takes a window and options
 * @options: (transfer none): what is asked; "handle_token" is added
 *
 * Asks a portal, which may ask the person in turn.
 *
 * Returns: (transfer full): resolves to its results, an "a{sv}"; rejects with
 *   %G_IO_ERROR_PERMISSION_DENIED if the answer is no, and with what D-Bus says where there is no
 *   portal
 */
DexFuture *
parvis_portal_request (GDBusConnection *bus,
                       const char      *interface,
                       const char      *method,
                       GVariantDict    *options)
{
  Request *request;
  g_autofree char *token = NULL;
  g_autofree char *path = NULL;
  DexFuture *future;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), NULL);

  token = dup_token ();
  path = dup_request_path (bus, token);
  g_variant_dict_insert (options, "handle_token", "s", token);

  request = g_atomic_rc_box_new0 (Request);
  request->bus = g_object_ref (bus);
  request->promise = dex_promise_new ();
  future = dex_ref (DEX_FUTURE (request->promise));
  request->subscription =
    g_dbus_connection_signal_subscribe (bus, PARVIS_PORTAL_NAME, "org.freedesktop.portal.Request",
                                        "Response", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                        response_cb, g_atomic_rc_box_acquire (request),
                                        request_unref);
  g_dbus_connection_call (bus, PARVIS_PORTAL_NAME, PARVIS_PORTAL_PATH, interface, method,
                          g_variant_new ("(s@a{sv})", "", g_variant_dict_end (options)),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, called_cb, request);

  return future;
}
