#include "config.h"

#include "parvis-session-private.h"

#include "demo-server.h"
#include "parvis-background.h"
#include "parvis-settings.h"
#include "parvis-weak.h"

struct _ParvisSession
{
  GObject            parent_instance;
  ParvisAccounts    *accounts;
  char              *username;
  ParvisAccount     *account;
  ParvisBackground  *background;
  ParvisFailure     *failure;
  ParvisDemo        *demo;
  gboolean           opening;
  gboolean           kept;
  guint              n_seen;
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
  PROP_USERNAME,
  PROP_ACCOUNTS,
} ParvisSessionProperty;

static GParamSpec *props[PROP_ACCOUNTS + 1];

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
set_username (ParvisSession *self,
              const char    *username)
{
  if (g_set_str (&self->username, username))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_USERNAME]);
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
    parvis_background_set_watched (self->background, self->n_seen > 0 || self->stays);
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
  const char *folder = demo != NULL ? parvis_demo_get_folder (demo)
                                    : parvis_accounts_get_folder (self->accounts);

  close_account (self);
  g_set_object (&self->demo, demo);
  set_username (self, username);
  if (client != NULL)
    {
      self->account = parvis_account_new (client, username, folder);
      g_signal_connect_object (self->account, "notify::failure", G_CALLBACK (account_failure_cb),
                               self, G_CONNECT_SWAPPED);
      /* Nobody looks for the demo's people, nor for those of a test. */
      if (folder == NULL)
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
    case PROP_USERNAME:
      g_value_set_string (value, self->username);
      break;
    case PROP_ACCOUNTS:
      g_value_set_object (value, self->accounts);
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
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->username, g_free);

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
  props[PROP_USERNAME] = g_param_spec_string ("username", NULL, NULL, NULL, flags);
  props[PROP_ACCOUNTS] = g_param_spec_object ("accounts", NULL, NULL, PARVIS_TYPE_ACCOUNTS, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_signal_new ("updated", PARVIS_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  g_signal_new ("looked", PARVIS_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, PARVIS_TYPE_EVENT);
}

static void
parvis_session_init (ParvisSession *self)
{
  self->kept = TRUE;
}

/**
 * parvis_session_new:
 * @accounts: (transfer none): those of the service
 * @username: (nullable): the login of one that is known, or null for none yet
 *
 * Returns: (transfer full): a session that is not opened yet
 */
ParvisSession *
parvis_session_new (ParvisAccounts *accounts,
                    const char     *username)
{
  ParvisSession *self = g_object_new (PARVIS_TYPE_SESSION, NULL);

  self->accounts = g_object_ref (accounts);
  self->username = g_strdup (username);

  return self;
}

/**
 * parvis_session_get_accounts:
 * @self: a session
 *
 * Returns: (transfer none): the accounts that it may be one of
 */
ParvisAccounts *
parvis_session_get_accounts (ParvisSession *self)
{
  g_return_val_if_fail (PARVIS_IS_SESSION (self), NULL);

  return self->accounts;
}

/**
 * parvis_session_get_username:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the login of its account, known before that is opened
 */
const char *
parvis_session_get_username (ParvisSession *self)
{
  g_return_val_if_fail (PARVIS_IS_SESSION (self), NULL);

  return self->username;
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

/* The one that was shown last, else the one that was kept last. The others wait for a window. */
static void
take_usernames (ParvisSession      *self,
                const char * const *usernames)
{
  const char *api_url = parvis_accounts_get_api_url (self->accounts);
  const char *first = usernames[0];

  for (guint i = 0; usernames[i] != NULL; i++)
    if (parvis_settings_is_last_account (api_url, usernames[i]))
      first = usernames[i];

  if (first != NULL && parvis_accounts_find (self->accounts, first) == NULL)
    {
      set_username (self, first);
      parvis_accounts_add (self->accounts, self);
    }
  parvis_accounts_add_known (self->accounts, usernames);
}

static DexFuture *
loaded (DexFuture *completed,
        gpointer   user_data)
{
  g_autoptr(ParvisSession) self = parvis_weak_get (user_data);
  const GValue *value = dex_future_get_value (completed, NULL);
  ParvisCredentials *credentials = value != NULL ? g_value_get_object (value) : NULL;
  g_autoptr(WeezClient) client = NULL;

  if (self == NULL || self->account != NULL)
    return dex_ref (completed);

  if (credentials != NULL &&
      (client = weez_client_new (parvis_accounts_get_api_url (self->accounts), NULL)) != NULL)
    {
      weez_client_set_credentials (client, parvis_credentials_get_api_key (credentials),
                                   parvis_credentials_get_access_token (credentials));
      set_account (self, client, parvis_credentials_get_username (credentials), NULL);
    }
  else
    {
      /* Without a keyring people sign in by hand; they are told when it can't keep the token. */
      parvis_accounts_remove (self->accounts, self);
      set_username (self, NULL);
    }
  set_opening (self, FALSE);

  return dex_ref (completed);
}

static DexFuture *
load (ParvisSession *self)
{
  return dex_future_finally (parvis_secret_load (parvis_accounts_get_api_url (self->accounts),
                                                 self->username),
                             loaded, parvis_weak_new (self), parvis_weak_free);
}

static DexFuture *
listed (DexFuture *completed,
        gpointer   user_data)
{
  g_autoptr(ParvisSession) self = parvis_weak_get (user_data);
  const GValue *value = dex_future_get_value (completed, NULL);

  if (self == NULL)
    return dex_ref (completed);

  if (value != NULL)
    take_usernames (self, g_value_get_boxed (value));
  if (self->username != NULL)
    return load (self);
  set_opening (self, FALSE);

  return dex_ref (completed);
}

/**
 * parvis_session_open:
 * @self: a session
 *
 * Asks the keyring for the token of its account, or for the account to begin with where it has
 * none, without waiting for it.
 */
void
parvis_session_open (ParvisSession *self)
{
  g_return_if_fail (PARVIS_IS_SESSION (self));

  if (self->account != NULL || self->opening)
    return;

  set_opening (self, TRUE);
  dex_clear (&self->keyring);
  self->keyring = self->username != NULL
    ? load (self)
    : dex_future_finally (parvis_secret_list (parvis_accounts_get_api_url (self->accounts)),
                          listed, parvis_weak_new (self), parvis_weak_free);
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

/* Keeps the token, in the keyring and for the calls to come. Who has signed in again goes on where
 * they were. */
void
parvis_session_enter (ParvisSession     *self,
                      WeezClient        *client,
                      ParvisCredentials *credentials)
{
  const char *username = parvis_credentials_get_username (credentials);

  set_kept (self, TRUE);
  if (self->account != NULL)
    weez_client_set_credentials (parvis_account_get_client (self->account),
                                 parvis_credentials_get_api_key (credentials),
                                 parvis_credentials_get_access_token (credentials));
  else
    set_account (self, client, username, NULL);
  if (parvis_accounts_find (self->accounts, username) == NULL)
    parvis_accounts_add (self->accounts, self);
  set_opening (self, FALSE);
  parvis_session_refresh (self);

  dex_clear (&self->keyring);
  self->keyring = dex_future_finally (parvis_secret_save (credentials), saved,
                                      parvis_weak_new (self), parvis_weak_free);
}

/* Nothing of the demo organizer goes to the keyring. */
void
parvis_session_enter_demo (ParvisSession *self,
                           ParvisDemo    *demo)
{
  set_kept (self, TRUE);
  set_account (self, parvis_demo_get_client (demo), DEMO_USERNAME, demo);
}

static DexFuture *
demo_opened (DexFuture *completed,
             gpointer   user_data)
{
  g_autoptr(ParvisSession) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (self != NULL && error != NULL)
    set_failure (self, error, PARVIS_TASK_SIGN_IN);
  if (self != NULL)
    set_opening (self, FALSE);

  /* What it resolved to holds this future. */
  return dex_future_new_true ();
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
 * @seen: whether there is one more window that somebody may look at, or one less
 */
void
parvis_session_add_window (ParvisSession *self,
                           gboolean       seen)
{
  g_return_if_fail (PARVIS_IS_SESSION (self));
  g_return_if_fail (seen || self->n_seen > 0);

  self->n_seen += seen ? 1 : -1;
  set_watched (self);
}

ParvisBackground *
parvis_session_get_background (ParvisSession *self)
{
  return self->background;
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
  ParvisSession *self = user_data;
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  /* What never was in the keyring can't be left there. */
  if (self->account == NULL && self->kept)
    set_failure (self, error, PARVIS_TASK_KEEP_SECRET);

  return dex_ref (completed);
}

/**
 * parvis_session_sign_out:
 * @self: a session
 *
 * Forgets who is signed in, here and in the keyring, and no other account. What the store keeps of
 * it stays for the next time: people sign in again. Of the demo organizer nothing stays.
 */
void
parvis_session_sign_out (ParvisSession *self)
{
  g_autoptr(ParvisSession) held = NULL;
  g_autofree char *username = NULL;

  g_return_if_fail (PARVIS_IS_SESSION (self));

  if (self->account == NULL)
    return;

  /* The windows that show it may let go of it. */
  held = g_object_ref (self);
  /* The demo organizer never was in the keyring. */
  if (self->demo == NULL)
    username = g_strdup (self->username);
  parvis_accounts_remove (self->accounts, self);
  set_account (self, NULL, NULL, NULL);

  if (username != NULL)
    {
      parvis_settings_set_search_store (NULL);
      dex_clear (&self->keyring);
      /* It is forgotten even if nobody shows the session any more. */
      dex_future_disown (dex_future_finally (
        parvis_secret_clear (parvis_accounts_get_api_url (self->accounts), username),
        forgotten, g_steal_pointer (&held), g_object_unref));
    }
}
