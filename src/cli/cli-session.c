#include "config.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli-session.h"

#include "parvis-ledger.h"

void
cli_session_free (CliSession *self)
{
  /* Its log goes into the file with the last connection. */
  if (self->store != NULL)
    cli_await (parvis_store_close (self->store), NULL);
  g_clear_object (&self->store);

  g_free (self->account);
  g_free (self->api_url);
  g_free (self->credentials_file);
  g_free (self->store_folder);
  g_clear_object (&self->client);
  g_clear_object (&self->output);
  g_free (self);
}

static DexFuture *
settled_cb (DexFuture *completed,
            gpointer   user_data)
{
  return dex_ref (completed);
}

/* Takes @future and runs the main loop until it is settled. */
static DexFuture *
wait_for (DexFuture *future)
{
  /* A link of this thread, so that its main loop wakes up when a worker settles @future. */
  DexFuture *link = dex_future_finally (future, settled_cb, NULL, NULL);

  while (dex_future_is_pending (link))
    g_main_context_iteration (NULL, TRUE);

  return link;
}

gpointer
cli_await_object (DexFuture  *future,
                  GError    **error)
{
  g_autoptr(DexFuture) settled = wait_for (future);
  const GValue *value = dex_future_get_value (settled, error);

  return value != NULL ? g_value_dup_object (value) : NULL;
}

char *
cli_await_string (DexFuture  *future,
                  GError    **error)
{
  g_autoptr(DexFuture) settled = wait_for (future);
  const GValue *value = dex_future_get_value (settled, error);

  return value != NULL ? g_value_dup_string (value) : NULL;
}

gboolean
cli_await (DexFuture  *future,
           GError    **error)
{
  g_autoptr(DexFuture) settled = wait_for (future);

  return dex_future_get_value (settled, error) != NULL;
}

static gboolean
stop_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

/* As cli_await(), but a signal drops @future in place of ending the program. */
gboolean
cli_await_or_stop (DexFuture  *future,
                   GError    **error)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  guint sources[G_N_ELEMENTS (numbers)];
  DexFuture *either;
  gboolean done;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    sources[i] = g_unix_signal_add (numbers[i], stop_cb, cancellable);

  either = dex_future_first (future, dex_cancellable_new_from_cancellable (cancellable), NULL);
  done = cli_await (either, error);

  /* The next signal ends the program as it always does. */
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_source_remove (sources[i]);

  return done;
}

static CliStatus
status_for (const GError *error)
{
  if (error->domain != WEEZ_ERROR)
    return CLI_FAILED;

  switch ((WeezError) error->code)
    {
    case WEEZ_ERROR_OFFLINE:
    case WEEZ_ERROR_UNREACHABLE:
    case WEEZ_ERROR_TLS:
      return CLI_UNREACHABLE;

    case WEEZ_ERROR_REFUSED:
      return CLI_REFUSED;

    case WEEZ_ERROR_NOT_FOUND:
    case WEEZ_ERROR_BUSY:
    case WEEZ_ERROR_SERVER:
    case WEEZ_ERROR_NOT_UNDERSTOOD:
    case WEEZ_ERROR_TOO_LARGE:
    case WEEZ_ERROR_CANCELLED:
    default:
      return CLI_FAILED;
    }
}

/* Says what @error means, and gives the program's end. */
CliStatus
cli_fail (const GError *error,
          ParvisTask    task)
{
  g_autoptr(ParvisFailure) failure = parvis_failure_new (error, task);

  g_printerr ("%s\n", parvis_failure_get_sentence (failure));
  if (parvis_failure_get_detail (failure) != NULL)
    {
      /* Translators: %s is what the Weezevent service itself said. */
      g_printerr (_("The service says: %s"), parvis_failure_get_detail (failure));
      g_printerr ("\n");
    }

  return status_for (error);
}

/* Makes the client, without an account. */
CliStatus
cli_session_open (CliSession *self)
{
  self->client = weez_client_new (self->api_url, NULL);

  if (self->client == NULL)
    {
      /* Not shown: an address may hold a password. */
      g_printerr (_("The address of the service must start with “https://” and have no "
                    "user, question mark or number sign in it.\n"));
      return CLI_USAGE;
    }

  return CLI_OK;
}

static CliStatus
fail_with_file (CliSession   *self,
                const GError *error)
{
  const char *path = self->credentials_file;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_printerr (_("There is no file “%s”; sign in first.\n"), path);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_printerr (_("“%s” must be yours and readable by you alone: run “chmod 600 %s”.\n"),
                path, path);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE))
    g_printerr (_("“%s” is a link or no regular file, and is not used for credentials.\n"), path);
  else
    g_printerr (_("“%s” is not a key file with a group “[weezevent]”.\n"), path);

  return CLI_REFUSED;
}

/* A service on this computer has another port each time it starts. */
static gboolean
is_same_service (WeezClient *client,
                 const char *other)
{
  g_autoptr(GUri) a = g_uri_parse (weez_client_get_base_url (client),
                                   G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  g_autoptr(GUri) b = g_uri_parse (other, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

  return a != NULL && b != NULL &&
         g_str_equal (g_uri_get_scheme (a), g_uri_get_scheme (b)) &&
         g_uri_get_host (a) != NULL && g_uri_get_host (b) != NULL &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 &&
         (weez_client_is_local (client) || g_uri_get_port (a) == g_uri_get_port (b));
}

static CliStatus
load_from_file (CliSession         *self,
                ParvisCredentials **credentials)
{
  g_autoptr(ParvisCredentials) loaded = NULL;
  g_autoptr(GError) error = NULL;
  const char *there;

  loaded = parvis_credentials_new_from_file (self->credentials_file, &error);
  if (loaded == NULL)
    return fail_with_file (self, error);

  there = parvis_credentials_get_api_url (loaded);
  if (there != NULL && !is_same_service (self->client, there))
    {
      g_printerr (_("The credentials in “%s” are for another service and are not sent to %s.\n"),
                  self->credentials_file, weez_client_get_base_url (self->client));
      return CLI_REFUSED;
    }

  if (self->account != NULL &&
      g_strcmp0 (self->account, parvis_credentials_get_username (loaded)) != 0)
    {
      g_printerr (_("“%s” holds another account.\n"), self->credentials_file);
      return CLI_REFUSED;
    }

  *credentials = g_steal_pointer (&loaded);

  return CLI_OK;
}

/* Nobody has to know by heart which logins were used on this computer. */
static CliStatus
fail_with_account (CliSession *self)
{
  g_autoptr(DexFuture) listing =
    wait_for (parvis_secret_list (weez_client_get_base_url (self->client)));
  const GValue *value = dex_future_get_value (listing, NULL);
  char **kept = value != NULL ? g_value_get_boxed (value) : NULL;

  g_printerr (_("No account “%s” is kept in the keyring.\n"), self->account);
  if (kept != NULL && kept[0] != NULL)
    {
      g_autofree char *names = g_strjoinv ("\n  ", kept);

      g_printerr (_("There are:\n  %s\n"), names);
    }

  return CLI_REFUSED;
}

static CliStatus
load_from_keyring (CliSession         *self,
                   ParvisCredentials **credentials)
{
  g_autoptr(GError) error = NULL;

  *credentials = cli_await_object (parvis_secret_load (weez_client_get_base_url (self->client),
                                                      self->account),
                                   &error);
  if (*credentials != NULL)
    return CLI_OK;

  if (self->account != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return fail_with_account (self);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    cli_fail (error, PARVIS_TASK_KEEP_SECRET);
  else
    g_printerr (_("The keyring of this computer does not answer; use --credentials FILE.\n"));

  return CLI_REFUSED;
}

/* What is kept for this service, whole or not. */
CliStatus
cli_session_load (CliSession         *self,
                  ParvisCredentials **credentials)
{
  return self->credentials_file != NULL ? load_from_file (self, credentials)
                                        : load_from_keyring (self, credentials);
}

/* An account that was written down without a name is known by its key, of which nothing is told. */
char *
cli_session_dup_username (ParvisCredentials *credentials)
{
  const char *username = parvis_credentials_get_username (credentials);
  const char *key = parvis_credentials_get_api_key (credentials);
  g_autofree char *digest = NULL;

  if (username != NULL && *username != '\0')
    return g_strdup (username);

  if (key == NULL || *key == '\0')
    return NULL;

  digest = g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) "parvis-account",
                                      strlen ("parvis-account"), key, -1);

  return g_strdup_printf ("key-%.32s", digest);
}

/* Signs the calls to come with what is kept, which take turns with those of other processes. */
CliStatus
cli_session_use (CliSession *self)
{
  g_autoptr(ParvisCredentials) credentials = NULL;
  g_autofree char *username = NULL;
  CliStatus status = cli_session_load (self, &credentials);

  if (status != CLI_OK)
    return status;

  if (parvis_credentials_get_api_key (credentials) == NULL ||
      parvis_credentials_get_access_token (credentials) == NULL)
    {
      g_printerr (_("No whole account is kept for this service; sign in first.\n"));
      return CLI_REFUSED;
    }

  weez_client_set_credentials (self->client,
                               parvis_credentials_get_api_key (credentials),
                               parvis_credentials_get_access_token (credentials));
  username = cli_session_dup_username (credentials);
  parvis_ledger_share (self->client, username);

  return CLI_OK;
}

CliStatus
cli_session_keep (CliSession        *self,
                  ParvisCredentials *credentials)
{
  g_autoptr(GError) error = NULL;

  if (self->credentials_file != NULL
      ? parvis_credentials_save_to_file (credentials, self->credentials_file, &error)
      : cli_await (parvis_secret_save (credentials), &error))
    return CLI_OK;

  return cli_fail (error, PARVIS_TASK_KEEP_SECRET);
}
