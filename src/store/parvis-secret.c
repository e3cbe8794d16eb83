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
    { "username", SECRET_SCHEMA_ATTRIBUTE_STRING },
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

static int
compare_by_age (gconstpointer a,
                gconstpointer b)
{
  guint64 first = secret_retrievable_get_modified ((SecretRetrievable *) a);
  guint64 second = secret_retrievable_get_modified ((SecretRetrievable *) b);

  return (first < second) - (first > second);
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  g_autoptr(GStrvBuilder) usernames = g_strv_builder_new ();
  GError *error = NULL;
  GList *found = secret_password_search_finish (result, &error);

  found = g_list_sort (found, compare_by_age);
  for (GList *item = found; item != NULL; item = item->next)
    {
      g_autoptr(GHashTable) attributes = secret_retrievable_get_attributes (item->data);
      const char *username = g_hash_table_lookup (attributes, "username");

      if (username != NULL)
        g_strv_builder_add (usernames, username);
    }
  g_list_free_full (found, g_object_unref);

  if (error != NULL)
    reject (promise, error);
  else
    dex_promise_resolve_boxed (promise, G_TYPE_STRV, g_strv_builder_end (usernames));
}

/**
 * parvis_secret_list:
 * @api_url: a service
 *
 * Looks in the keyring for the accounts of @api_url. Only their names are read.
 *
 * Returns: (transfer full): resolves to a #GStrv of logins, the one kept last first, empty where
 *   there are none; rejects where the keyring is absent, locked or silent
 */
DexFuture *
parvis_secret_list (const char *api_url)
{
  DexPromise *promise;

  g_return_val_if_fail (api_url != NULL, NULL);

  promise = dex_promise_new_cancellable ();
  secret_password_search (&schema, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK,
                          dex_promise_get_cancellable (promise), searched_cb, dex_ref (promise),
                          "api-url", api_url,
                          "format", FORMAT,
                          NULL);

  return in_time (promise);
}

static DexFuture *
load_first (DexFuture *completed,
            gpointer   user_data)
{
  char **usernames = g_value_get_boxed (dex_future_get_value (completed, NULL));

  if (usernames[0] == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no account in the keyring");

  return parvis_secret_load (user_data, usernames[0]);
}

/**
 * parvis_secret_load:
 * @api_url: a service
 * @username: (nullable): the login of the account, or null for the one that was kept last
 *
 * Looks in the keyring for an account of @api_url.
 *
 * Returns: (transfer full): resolves to #ParvisCredentials; rejects with %G_IO_ERROR_NOT_FOUND
 *   where there are none, with %G_IO_ERROR_INVALID_DATA where they cannot be read, and with
 *   anything else where the keyring is absent, locked or silent
 */
DexFuture *
parvis_secret_load (const char *api_url,
                    const char *username)
{
  DexPromise *promise;

  g_return_val_if_fail (api_url != NULL, NULL);

  if (username == NULL)
    return dex_future_then (parvis_secret_list (api_url), load_first, g_strdup (api_url), g_free);

  promise = dex_promise_new_cancellable ();
  secret_password_lookup (&schema, dex_promise_get_cancellable (promise),
                          looked_up_cb, dex_ref (promise),
                          "api-url", api_url,
                          "username", username,
                          "format", FORMAT,
                          NULL);

  return in_time (promise);
}

/**
 * parvis_secret_save:
 * @credentials: whole credentials
 *
 * Keeps @credentials in the keyring, in place of what it held for the same service and login.
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
  g_return_val_if_fail (parvis_credentials_get_username (credentials) != NULL, NULL);

  promise = dex_promise_new_cancellable ();
  text = parvis_credentials_to_text (credentials);
  /* Translators: the name of an entry in the list of kept passwords. */
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, _("Weezevent Account in Parvis"), text,
                         dex_promise_get_cancellable (promise), stored_cb, dex_ref (promise),
                         "api-url", parvis_credentials_get_api_url (credentials),
                         "username", parvis_credentials_get_username (credentials),
                         "format", FORMAT,
                         NULL);
  parvis_wipe (text);

  return in_time (promise);
}

/**
 * parvis_secret_clear:
 * @api_url: a service
 * @username: the login of an account
 *
 * Takes that account of @api_url out of the keyring, in whatever format.
 *
 * Returns: (transfer full): resolves to whether there was one
 */
DexFuture *
parvis_secret_clear (const char *api_url,
                     const char *username)
{
  DexPromise *promise;

  g_return_val_if_fail (api_url != NULL, NULL);
  g_return_val_if_fail (username != NULL, NULL);

  promise = dex_promise_new_cancellable ();
  secret_password_clear (&schema, dex_promise_get_cancellable (promise),
                         cleared_cb, dex_ref (promise),
                         "api-url", api_url,
                         "username", username,
                         NULL);

  return in_time (promise);
}
