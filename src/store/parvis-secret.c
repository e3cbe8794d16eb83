#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "parvis-credentials-private.h"

/* A keyring that asks nobody and answers nothing must not keep Parvis from starting. */
#define DEADLINE 10

#define FORMAT "1"

static const SecretSchema schema = {
  PARVIS_APP_ID ".Account", SECRET_SCHEMA_NONE,
  {
    { "api-url", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "format", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static DexFuture *
in_time (DexPromise *promise)
{
  return dex_future_first (DEX_FUTURE (promise), dex_timeout_new_seconds (DEADLINE), NULL);
}

/* Takes @error. A bus that is not found is not an account that is not found. */
static void
reject (DexPromise *promise,
        GError     *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    error->code = G_IO_ERROR_NOT_CONNECTED;

  dex_promise_reject (promise, error);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;
  char *text = secret_password_lookup_nonpageable_finish (result, &error);
  ParvisCredentials *credentials = NULL;

  if (error != NULL)
    reject (promise, error);
  else if (text == NULL)
    dex_promise_reject (promise, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                                      "no account in the keyring"));
  else if ((credentials = parvis_credentials_new_from_text (text, &error)) != NULL)
    dex_promise_resolve_object (promise, credentials);
  else
    dex_promise_reject (promise, error);

  secret_password_free (text);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    reject (promise, error);
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;
  gboolean cleared = secret_password_clear_finish (result, &error);

  if (error == NULL)
    dex_promise_resolve_boolean (promise, cleared);
  else
    reject (promise, error);
}

/**
 * parvis_secret_load:
 * @api_url: a service
 *
 * Looks in the keyring for the account of @api_url.
 *
 * Returns: (transfer full): resolves to #ParvisCredentials; rejects with %G_IO_ERROR_NOT_FOUND
 *   where there are none, with %G_IO_ERROR_INVALID_DATA where they cannot be read, and with
 *   anything else where the keyring is absent, locked or silent
 */
DexFuture *
parvis_secret_load (const char *api_url)
{
  DexPromise *promise;

  g_return_val_if_fail (api_url != NULL, NULL);

  promise = dex_promise_new_cancellable ();
  secret_password_lookup (&schema, dex_promise_get_cancellable (promise),
                          looked_up_cb, dex_ref (promise),
                          "api-url", api_url,
                          "format", FORMAT,
                          NULL);

  return in_time (promise);
}

/**
 * parvis_secret_save:
 * @credentials: whole credentials
 *
 * Keeps @credentials in the keyring, in place of what it held for the same service.
 *
 * Returns: (transfer full): resolves once they are kept
 */
DexFuture *
parvis_secret_save (ParvisCredentials *credentials)
{
  DexPromise *promise;
  char *text;

  g_return_val_if_fail (PARVIS_IS_CREDENTIALS (credentials), NULL);
  g_return_val_if_fail (parvis_credentials_get_api_url (credentials) != NULL, NULL);

  promise = dex_promise_new_cancellable ();
  text = parvis_credentials_to_text (credentials);
  /* Translators: the name of an entry in the list of kept passwords. */
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, _("Weezevent Account in Parvis"), text,
                         dex_promise_get_cancellable (promise), stored_cb, dex_ref (promise),
                         "api-url", parvis_credentials_get_api_url (credentials),
                         "format", FORMAT,
                         NULL);
  parvis_wipe (text);

  return in_time (promise);
}

/**
 * parvis_secret_clear:
 * @api_url: a service
 *
 * Takes the account of @api_url out of the keyring, in whatever format.
 *
 * Returns: (transfer full): resolves to whether there was one
 */
DexFuture *
parvis_secret_clear (const char *api_url)
{
  DexPromise *promise;

  g_return_val_if_fail (api_url != NULL, NULL);

  promise = dex_promise_new_cancellable ();
  secret_password_clear (&schema, dex_promise_get_cancellable (promise),
                         cleared_cb, dex_ref (promise),
                         "api-url", api_url,
                         NULL);

  return in_time (promise);
}
