#include "config.h"

#include "parvis-session.h"

#include "demo-server.h"
#include "parvis-background.h"
#include "parvis-demo.h"
#include "parvis-secret.h"
#include "parvis-settings.h"
#include "parvis-sign-in-guard.h"
#include "parvis-weak.h"

struct _ParvisSession
{
  GObject            parent_instance;
  char              *api_url;
  char              *folder;
  ParvisAccount     *account;
  ParvisBackground  *background;
  ParvisFailure     *failure;
  ParvisSignInGuard *guard;
  ParvisDemo        *demo;
  gboolean           opening;
  gboolean           kept;
  guint              n_mapped;
  gboolean           stays;       /* without a window */
  DexFuture         *keyring;
  DexFuture         *store;
};

G_DEFINE_FINAL_TYPE (ParvisSession, parvis_session, G_TYPE_OBJECT)

typedef enum
{
  PROP_OPENING = 1,
  PROP_ACCOUNT,
  PROP_DEMO,
  PROP_FAILURE,
  PROP_KEPT,
} ParvisSessionProperty;

static GParamSpec *props[PROP_KEPT + 1];

static void
take_failure (ParvisSession *self,
              ParvisFailure *failure)
{
  if (g_set_object (&self->failure, failure))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
}

static void
set_failure (ParvisSession *self,
             const GError  *error,
             ParvisTask     task)
{
  g_autoptr(ParvisFailure) failure = NULL;

  if (error != NULL)
    failure = parvis_failure_new (error, task);
  take_failure (self, failure);
}

static void
set_kept (ParvisSession *self,
          gboolean       kept)
{
  if (self->kept == kept)
    return;

  self->kept = kept;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEPT]);
}

static void
set_opening (ParvisSession *self,
             gboolean       opening)
{
  if (self->opening == opening)
    return;

  self->opening = opening;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OPENING]);
}

static void
account_failure_cb (ParvisSession *self,
                    GParamSpec    *pspec,
                    ParvisAccount *account)
{
  if (account == self->account)
    take_failure (self, parvis_account_get_failure (account));
}

static void
updated_cb (ParvisSession *self,
            gboolean       by_itself)
{
  g_signal_emit_by_name (self, "updated", by_itself);
}

static void
set_watched (ParvisSession *self)
{
  if (self->background != NULL)
    parvis_background_set_watched (self->background, self->n_mapped > 0 || self->stays);
}

/* What was kept is there. Where nothing was, somebody waits for the first of it. */
static DexFuture *
store_opened (DexFuture *completed,
              gpointer   user_data)
{
  g_autoptr(ParvisSession) self = parvis_weak_get (user_data);

  if (self == NULL || self->account == NULL || !dex_future_is_resolved (completed))
    return dex_ref (completed);

  if (parvis_account_get_updated_at (self->account) == NULL)
    parvis_session_refresh (self);
  g_clear_object (&self->background);
  self->background = parvis_background_new (self->account);
  g_signal_connect_object (self->background, "updated", G_CALLBACK (updated_cb), self,
                           G_CONNECT_SWAPPED);
  set_watched (self);

  return dex_ref (completed);
}

static DexFuture *
closed (DexFuture *completed,
        gpointer   user_data)
{
  return dex_ref (completed);
}

/* The store is closed in its own time. The demo ends, and its folder goes, once that is done. */
static void
close_account (ParvisSession *self)
{
  g_autoptr(ParvisAccount) account = g_steal_pointer (&self->account);
  g_autoptr(ParvisDemo) demo = g_steal_pointer (&self->demo);

  dex_clear (&self->store);
  g_clear_object (&self->background);
  if (account == NULL)
    return;

  dex_future_disown (dex_future_finally (parvis_account_close (account), closed,
                                         demo != NULL ? g_object_ref (demo) : NULL,
                                         demo != NULL ? g_object_unref : NULL));
}

static void
set_account (ParvisSession *self,
             WeezClient    *client,
             const char    *username,
             ParvisDemo    *demo)
{
  close_account (self);
  g_set_object (&self->demo, demo);
  if (client != NULL)
    {
      self->account = parvis_account_new (client, username, demo != NULL
                                                            ? parvis_demo_get_folder (demo)
                                                            : self->folder);
      g_signal_connect_object (self->account, "notify::failure", G_CALLBACK (account_failure_cb),
                               self, G_CONNECT_SWAPPED);
      /* Nobody looks for the demo's people, nor for those of a test. */
      if (demo == NULL && self->folder == NULL)
        parvis_settings_set_search_store (self->account);
    }

  take_failure (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DEMO]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ACCOUNT]);

  if (self->account != NULL)
    self->store = dex_future_finally (parvis_account_open (self->account), store_opened,
                                      parvis_weak_new (self), parvis_weak_free);
}

static void
parvis_session_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ParvisSession *self = PARVIS_SESSION (object);

  switch ((ParvisSessionProperty) prop_id)
    {
    case PROP_OPENING:
      g_value_set_boolean (value, self->opening);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_DEMO:
      g_value_set_boolean (value, self->demo != NULL);
      break;
    case PROP_FAILURE:
      g_value_set_object (value, self->failure);
      break;
    case PROP_KEPT:
      g_value_set_boolean (value, self->kept);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_session_dispose (GObject *object)
{
  ParvisSession *self = PARVIS_SESSION (object);

  dex_clear (&self->keyring);
  close_account (self);

  G_OBJECT_CLASS (parvis_session_parent_class)->dispose (object);
}

static void
parvis_session_finalize (GObject *object)
{
  ParvisSession *self = PARVIS_SESSION (object);

  g_clear_object (&self->failure);
  g_clear_object (&self->guard);
  g_clear_pointer (&self->api_url, g_free);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (parvis_session_parent_class)->finalize (object);
}

static void
parvis_session_class_init (ParvisSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_session_get_property;
  object_class->dispose = parvis_session_dispose;
  object_class->finalize = parvis_session_finalize;

  props[PROP_OPENING] = g_param_spec_boolean ("opening", NULL, NULL, FALSE, flags);
  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, PARVIS_TYPE_ACCOUNT, flags);
  props[PROP_DEMO] = g_param_spec_boolean ("demo", NULL, NULL, FALSE, flags);
  props[PROP_FAILURE] = g_param_spec_object ("failure", NULL, NULL, PARVIS_TYPE_FAILURE, flags);
  props[PROP_KEPT] = g_param_spec_boolean ("kept", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_signal_new ("updated", PARVIS_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  g_signal_new ("looked", PARVIS_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, PARVIS_TYPE_EVENT);
}

static void
parvis_session_init (ParvisSession *self)
{
  self->guard = parvis_sign_in_guard_new ();
  self->kept = TRUE;
}

/**
 * parvis_session_new:
 * @api_url: (nullable): where the service is, or null for Weezevent's own
 * @folder: (nullable): where stores are kept, or null for the user's own place
 *
 * Returns: (transfer full): a session that nobody has signed in to
 */
ParvisSession *
parvis_session_new (const char *api_url,
                    const char *folder)
{
  ParvisSession *self = g_object_new (PARVIS_TYPE_SESSION, NULL);
  g_autoptr(WeezClient) client = weez_client_new (api_url, NULL);

  /* One spelling of it, for what the keyring holds. */
  self->api_url = g_strdup (client != NULL ? weez_client_get_base_url (client) : api_url);
  self->folder = g_strdup (folder);

  return self;
}

/**
 * parvis_session_get_opening:
 * @self: a session
 *
 * Returns: whether the keyring has yet to say who is signed in
 */
gboolean
parvis_session_get_opening (ParvisSession *self)
{
  g_return_val_if_fail (PARVIS_IS_SESSION (self), FALSE);

  return self->opening;
}

/**
 * parvis_session_get_account:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): who is signed in
 */
ParvisAccount *
parvis_session_get_account (ParvisSession *self)
{
  g_return_val_if_fail (PARVIS_IS_SESSION (self), NULL);

  return self->account;
}

/**
 * parvis_session_get_demo:
 * @self: a session
 *
 * Returns: whether it is signed in to the demo organizer
 */
gboolean
parvis_session_get_demo (ParvisSession *self)
{
  g_return_val_if_fail (PARVIS_IS_SESSION (self), FALSE);

  return self->demo != NULL;
}

/**
 * parvis_session_get_kept:
 * @self: a session
 *
 * Returns: false if the keyring could not keep the token
 */
gboolean
parvis_session_get_kept (ParvisSession *self)
{
  g_return_val_if_fail (PARVIS_IS_SESSION (self), FALSE);

  return self->kept;
}

/**
 * parvis_session_get_failure:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): why the store cannot be opened or the last refresh failed
 */
ParvisFailure *
parvis_session_get_failure (ParvisSession *self)
{
  g_return_val_if_fail (PARVIS_IS_SESSION (self), NULL);

  return self->failure;
}

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

  return parvis_sign_in_guard_get_wait (self->guard, g_get_monotonic_time ());
}

static DexFuture *
loaded (DexFuture *completed,
        gpointer   user_data)
{
  g_autoptr(ParvisSession) self = parvis_weak_get (user_data);
  const GValue *value = dex_future_get_value (completed, NULL);
  ParvisCredentials *credentials = value != NULL ? g_value_get_object (value) : NULL;
  g_autoptr(WeezClient) client = NULL;

  if (self == NULL)
    return dex_ref (completed);

  /* Without a keyring people sign in by hand; they are told when it can't keep the token. */
  if (self->account == NULL && credentials != NULL &&
      (client = weez_client_new (self->api_url, NULL)) != NULL)
    {
      weez_client_set_credentials (client, parvis_credentials_get_api_key (credentials),
                                   parvis_credentials_get_access_token (credentials));
      set_account (self, client, parvis_credentials_get_username (credentials), NULL);
    }
  set_opening (self, FALSE);

  return dex_ref (completed);
}

/**
 * parvis_session_open:
 * @self: a session
 *
 * Asks the keyring who is signed in, without waiting for it.
 */
void
parvis_session_open (ParvisSession *self)
{
  g_return_if_fail (PARVIS_IS_SESSION (self));

  set_opening (self, TRUE);
  dex_clear (&self->keyring);
  self->keyring = dex_future_finally (parvis_secret_load (self->api_url), loaded,
                                      parvis_weak_new (self), parvis_weak_free);
}

static DexFuture *
saved (DexFuture *completed,
       gpointer   user_data)
{
  g_autoptr(ParvisSession) self = parvis_weak_get (user_data);

  if (self != NULL)
    set_kept (self, dex_future_is_resolved (completed));

  return dex_ref (completed);
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

static void
keep (ParvisSession *self,
      SignIn        *sign_in,
      const char    *access_token)
{
  g_autoptr(ParvisCredentials) credentials =
    parvis_credentials_new (self->api_url, sign_in->username, sign_in->api_key, access_token);

  dex_clear (&self->keyring);
  self->keyring = dex_future_finally (parvis_secret_save (credentials), saved,
                                      parvis_weak_new (self), parvis_weak_free);
}

static DexFuture *
signed_in (DexFuture *completed,
           gpointer   user_data)
{
  SignIn *sign_in = user_data;
  ParvisSession *self = sign_in->session;
  g_autoptr(GError) error = NULL;
  const GValue *token = dex_future_get_value (completed, &error);
  gint64 now = g_get_monotonic_time ();

  if (g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_REFUSED))
    parvis_sign_in_guard_refused (self->guard, now);
  else if (g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_BUSY))
    parvis_sign_in_guard_busy (self->guard, now, weez_error_get_retry_after (error));
  if (token == NULL)
    return dex_ref (completed);

  set_kept (self, TRUE);
  set_account (self, sign_in->client, sign_in->username, NULL);
  parvis_session_refresh (self);
  keep (self, sign_in, g_value_get_string (token));

  return dex_ref (completed);
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
 * Returns: (transfer full): resolves once there is an account; dropping it cancels
 */
DexFuture *
parvis_session_sign_in (ParvisSession *self,
                        const char    *username,
                        const char    *password,
                        const char    *api_key)
{
  g_autoptr(WeezClient) client = NULL;
  g_autoptr(GError) error = NULL;
  SignIn *sign_in;
  guint wait;

  g_return_val_if_fail (PARVIS_IS_SESSION (self), NULL);

  if ((wait = parvis_session_get_wait (self)) > 0)
    return dex_future_new_for_error (weez_error_new (WEEZ_ERROR_BUSY, 0, NULL, wait,
                                                     "too many refused sign-ins"));
  if ((client = weez_client_new (self->api_url, &error)) == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

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
  ParvisDemo *demo = g_value_get_object (dex_future_get_value (completed, NULL));

  set_kept (self, TRUE);
  set_account (self, parvis_demo_get_client (demo), DEMO_USERNAME, demo);

  return dex_ref (completed);
}

/**
 * parvis_session_start_demo:
 * @self: a session
 *
 * Starts the demo organizer's service on this computer and signs in to it, over HTTP as to any
 * other. Nothing of it goes to the keyring.
 *
 * Returns: (transfer full): resolves once there is an account; dropping it cancels
 */
DexFuture *
parvis_session_start_demo (ParvisSession *self)
{
  g_return_val_if_fail (PARVIS_IS_SESSION (self), NULL);

  return dex_future_then (parvis_demo_start (), demo_started, g_object_ref (self),
                          g_object_unref);
}

static DexFuture *
demo_opened (DexFuture *completed,
             gpointer   user_data)
{
  g_autoptr(ParvisSession) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (self != NULL)
    {
      if (error != NULL)
        set_failure (self, error, PARVIS_TASK_SIGN_IN);
      set_opening (self, FALSE);
    }

  return dex_ref (completed);
}

/**
 * parvis_session_open_demo:
 * @self: a session
 *
 * Signs in to the demo organizer in place of asking the keyring.
 */
void
parvis_session_open_demo (ParvisSession *self)
{
  g_return_if_fail (PARVIS_IS_SESSION (self));

  set_opening (self, TRUE);
  dex_clear (&self->keyring);
  self->keyring = dex_future_finally (parvis_session_start_demo (self), demo_opened,
                                      parvis_weak_new (self), parvis_weak_free);
}

/**
 * parvis_session_refresh:
 * @self: a session
 *
 * Reads the account's events again; "failure" says how it went.
 */
void
parvis_session_refresh (ParvisSession *self)
{
  g_return_if_fail (PARVIS_IS_SESSION (self));

  if (self->account == NULL)
    return;

  /* Somebody waits for it: what only failed before may be tried at once. */
  weez_limiter_forgive (weez_client_get_limiter (parvis_account_get_client (self->account)));
  dex_future_disown (parvis_account_refresh (self->account));
}

/**
 * parvis_session_cancel:
 * @self: a session
 *
 * Ends a refresh; what was read before it is kept.
 */
void
parvis_session_cancel (ParvisSession *self)
{
  g_return_if_fail (PARVIS_IS_SESSION (self));

  if (self->account != NULL)
    parvis_account_cancel (self->account);
}

/**
 * parvis_session_add_window:
 * @self: a session
 * @mapped: whether there is one more window that somebody may look at, or one less
 */
void
parvis_session_add_window (ParvisSession *self,
                           gboolean       mapped)
{
  g_return_if_fail (PARVIS_IS_SESSION (self));
  g_return_if_fail (mapped || self->n_mapped > 0);

  self->n_mapped += mapped ? 1 : -1;
  set_watched (self);
}

/**
 * parvis_session_set_stays:
 * @self: a session
 * @stays: whether it reads by itself also while there is no window
 */
void
parvis_session_set_stays (ParvisSession *self,
                          gboolean       stays)
{
  g_return_if_fail (PARVIS_IS_SESSION (self));

  self->stays = stays;
  set_watched (self);
}

static DexFuture *
forgotten (DexFuture *completed,
           gpointer   user_data)
{
  g_autoptr(ParvisSession) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  /* What never was in the keyring can't be left there. */
  if (self != NULL && self->account == NULL && self->kept)
    set_failure (self, error, PARVIS_TASK_KEEP_SECRET);

  return dex_ref (completed);
}

/**
 * parvis_session_sign_out:
 * @self: a session
 *
 * Forgets who is signed in, here and in the keyring. What the store keeps of the account stays for
 * the next time: people sign in again. Of the demo organizer nothing stays.
 */
void
parvis_session_sign_out (ParvisSession *self)
{
  gboolean forget;

  g_return_if_fail (PARVIS_IS_SESSION (self));

  if (self->account == NULL)
    return;

  /* The demo organizer never was in the keyring. */
  forget = self->demo == NULL;
  set_account (self, NULL, NULL, NULL);

  if (forget)
    {
      parvis_settings_set_search_store (NULL);
      dex_clear (&self->keyring);
      self->keyring = dex_future_finally (parvis_secret_clear (self->api_url),
                                          forgotten, parvis_weak_new (self), parvis_weak_free);
    }
}
