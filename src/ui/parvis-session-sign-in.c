#include "config.h"

#include "parvis-session-private.h"

#include "parvis-ledger.h"

/**
 * parvis_session_get_wait:
 * @self: a session
 *
 * Returns: seconds until the next sign-in may be tried, 0 for at once
 */
guint
parvis_session_get_wait (ParvisSession *self)
{
  g_return_val_if_fail (PARVIS_IS_SESSION (self), 0);

  return parvis_sign_in_guard_get_wait (
    parvis_accounts_get_guard (parvis_session_get_accounts (self)), g_get_monotonic_time ());
}

typedef struct
{
  ParvisSession *session;
  WeezClient    *client;
  char          *username;
  char          *api_key;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *sign_in = data;

  g_clear_object (&sign_in->session);
  g_clear_object (&sign_in->client);
  g_free (sign_in->username);
  if (sign_in->api_key != NULL)
    explicit_bzero (sign_in->api_key, strlen (sign_in->api_key));
  g_free (sign_in->api_key);
  g_free (sign_in);
}

static DexFuture *
signed_in (DexFuture *completed,
           gpointer   user_data)
{
  SignIn *sign_in = user_data;
  ParvisSession *self = sign_in->session;
  ParvisAccounts *accounts = parvis_session_get_accounts (self);
  ParvisSignInGuard *guard = parvis_accounts_get_guard (accounts);
  g_autoptr(ParvisCredentials) credentials = NULL;
  ParvisSession *session = NULL;
  g_autoptr(GError) error = NULL;
  const GValue *token = dex_future_get_value (completed, &error);
  gint64 now = g_get_monotonic_time ();

  if (g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_REFUSED))
    parvis_sign_in_guard_refused (guard, now);
  else if (g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_BUSY))
    parvis_sign_in_guard_busy (guard, now, weez_error_get_retry_after (error));
  if (token == NULL)
    return dex_ref (completed);

  /* Two sessions would keep the same account. */
  session = parvis_accounts_find (accounts, sign_in->username);
  if (session == NULL)
    session = self;
  credentials = parvis_credentials_new (parvis_accounts_get_api_url (accounts), sign_in->username,
                                        sign_in->api_key, g_value_get_string (token));
  parvis_session_enter (session, sign_in->client, credentials);

  return dex_future_new_for_object (session);
}

/**
 * parvis_session_sign_in:
 * @self: a session
 * @username: login of an organizer
 * @password: their password, used once
 * @api_key: their API key
 *
 * Signs in for a person who just typed a password, and hands the token to the keyring.
 *
 * Returns: (transfer full): resolves to the #ParvisSession of that account, which is another one
 *   where it was known already; dropping it cancels
 */
DexFuture *
parvis_session_sign_in (ParvisSession *self,
                        const char    *username,
                        const char    *password,
                        const char    *api_key)
{
  g_autoptr(WeezClient) client = NULL;
  g_autoptr(GError) error = NULL;
  const char *api_url;
  SignIn *sign_in;
  guint wait;

  g_return_val_if_fail (PARVIS_IS_SESSION (self), NULL);

  api_url = parvis_accounts_get_api_url (parvis_session_get_accounts (self));
  if ((wait = parvis_session_get_wait (self)) > 0)
    return dex_future_new_for_error (weez_error_new (WEEZ_ERROR_BUSY, 0, NULL, wait,
                                                     "too many refused sign-ins"));
  if ((client = weez_client_new (api_url, &error)) == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  parvis_ledger_share (client, username);
  sign_in = g_new0 (SignIn, 1);
  sign_in->session = g_object_ref (self);
  sign_in->client = g_object_ref (client);
  sign_in->username = g_strdup (username);
  sign_in->api_key = g_strdup (api_key);

  return dex_future_finally (weez_client_sign_in (client, username, password, api_key),
                             signed_in, sign_in, sign_in_free);
}

static DexFuture *
demo_started (DexFuture *completed,
              gpointer   user_data)
{
  ParvisSession *self = user_data;

  parvis_session_enter_demo (self, g_value_get_object (dex_future_get_value (completed, NULL)));

  return dex_future_new_for_object (self);
}

/**
 * parvis_session_start_demo:
 * @self: a session
 *
 * Starts the demo organizer's service on this computer and signs in to it, over HTTP as to any
 * other. Nothing of it goes to the keyring.
 *
 * Returns: (transfer full): resolves to @self once there is an account; dropping it cancels
 */
DexFuture *
parvis_session_start_demo (ParvisSession *self)
{
  g_return_val_if_fail (PARVIS_IS_SESSION (self), NULL);

  return dex_future_then (parvis_demo_start (), demo_started, g_object_ref (self),
                          g_object_unref);
}
