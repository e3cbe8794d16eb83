#include "config.h"

#include "parvis-accounts.h"

#include "parvis-session.h"
#include "weez-client.h"

struct _ParvisAccounts
{
  GObject            parent_instance;
  char              *api_url;
  char              *folder;
  ParvisSignInGuard *guard;
  GListStore        *sessions;
};

G_DEFINE_FINAL_TYPE (ParvisAccounts, parvis_accounts, G_TYPE_OBJECT)

typedef enum
{
  PROP_SESSIONS = 1,
} ParvisAccountsProperty;

static GParamSpec *props[PROP_SESSIONS + 1];

static void
parvis_accounts_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ParvisAccounts *self = PARVIS_ACCOUNTS (object);

  if (prop_id == PROP_SESSIONS)
    g_value_set_object (value, self->sessions);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_accounts_finalize (GObject *object)
{
  ParvisAccounts *self = PARVIS_ACCOUNTS (object);

  g_clear_object (&self->sessions);
  g_clear_object (&self->guard);
  g_clear_pointer (&self->api_url, g_free);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (parvis_accounts_parent_class)->finalize (object);
}

static void
parvis_accounts_class_init (ParvisAccountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = parvis_accounts_get_property;
  object_class->finalize = parvis_accounts_finalize;

  props[PROP_SESSIONS] = g_param_spec_object ("sessions", NULL, NULL, G_TYPE_LIST_MODEL,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_accounts_init (ParvisAccounts *self)
{
  self->guard = parvis_sign_in_guard_new ();
  self->sessions = g_list_store_new (PARVIS_TYPE_SESSION);
}

/**
 * parvis_accounts_new:
 * @api_url: (nullable): where the service is, or null for Weezevent's own
 * @folder: (nullable): where stores are kept, or null for the user's own place
 *
 * Returns: (transfer full): accounts, of which none is known yet
 */
ParvisAccounts *
parvis_accounts_new (const char *api_url,
                     const char *folder)
{
  ParvisAccounts *self = g_object_new (PARVIS_TYPE_ACCOUNTS, NULL);
  g_autoptr(WeezClient) client = weez_client_new (api_url, NULL);

  /* One spelling of it, for what the keyring holds. */
  self->api_url = g_strdup (client != NULL ? weez_client_get_base_url (client) : api_url);
  self->folder = g_strdup (folder);

  return self;
}

/**
 * parvis_accounts_get_api_url:
 * @self: accounts
 *
 * Returns: (transfer none): where the service is
 */
const char *
parvis_accounts_get_api_url (ParvisAccounts *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNTS (self), NULL);

  return self->api_url;
}

/**
 * parvis_accounts_get_folder:
 * @self: accounts
 *
 * Returns: (transfer none) (nullable): where stores are kept, null for the user's own place
 */
const char *
parvis_accounts_get_folder (ParvisAccounts *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNTS (self), NULL);

  return self->folder;
}

/**
 * parvis_accounts_get_guard:
 * @self: accounts
 *
 * The service counts refused sign-ins of a computer, whosever they are.
 *
 * Returns: (transfer none): who counts them here
 */
ParvisSignInGuard *
parvis_accounts_get_guard (ParvisAccounts *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNTS (self), NULL);

  return self->guard;
}

/**
 * parvis_accounts_get_sessions:
 * @self: accounts
 *
 * Returns: (transfer none): a #GListModel of #ParvisSession, one an account
 */
GListModel *
parvis_accounts_get_sessions (ParvisAccounts *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNTS (self), NULL);

  return G_LIST_MODEL (self->sessions);
}

/**
 * parvis_accounts_find:
 * @self: accounts
 * @username: a login
 *
 * Returns: (transfer none) (nullable): the session of that account, where it is known
 */
ParvisSession *
parvis_accounts_find (ParvisAccounts *self,
                      const char     *username)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNTS (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sessions)); i++)
    {
      g_autoptr(ParvisSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      if (g_strcmp0 (parvis_session_get_username (session), username) == 0)
        return session;
    }

  return NULL;
}

/**
 * parvis_accounts_add:
 * @self: accounts
 * @session: (transfer none): of an account that is not known yet
 */
void
parvis_accounts_add (ParvisAccounts *self,
                     ParvisSession  *session)
{
  g_return_if_fail (PARVIS_IS_ACCOUNTS (self));

  g_list_store_append (self->sessions, session);
}

/**
 * parvis_accounts_add_known:
 * @self: the accounts
 * @usernames: their logins, as the keyring knows them
 *
 * Adds a session, which waits for a window, for each login that has none.
 */
void
parvis_accounts_add_known (ParvisAccounts     *self,
                           const char * const *usernames)
{
  g_return_if_fail (PARVIS_IS_ACCOUNTS (self));

  for (guint i = 0; usernames[i] != NULL; i++)
    if (parvis_accounts_find (self, usernames[i]) == NULL)
      {
        g_autoptr(ParvisSession) session = parvis_session_new (self, usernames[i]);

        parvis_accounts_add (self, session);
      }
}

/**
 * parvis_accounts_remove:
 * @self: accounts
 * @session: one of them, or none
 */
void
parvis_accounts_remove (ParvisAccounts *self,
                        ParvisSession  *session)
{
  guint position;

  g_return_if_fail (PARVIS_IS_ACCOUNTS (self));

  if (g_list_store_find (self->sessions, session, &position))
    g_list_store_remove (self->sessions, position);
}

/**
 * parvis_accounts_close:
 * @self: accounts
 *
 * Lets go of all sessions; nobody is signed out by it.
 */
void
parvis_accounts_close (ParvisAccounts *self)
{
  g_return_if_fail (PARVIS_IS_ACCOUNTS (self));

  g_list_store_remove_all (self->sessions);
}
