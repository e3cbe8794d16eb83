#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parvis-credentials-private.h"

#define GROUP "weezevent"
#define MAX_FILE (64 * 1024)

/**
 * ParvisCredentials:
 *
 * What a signed-in account needs for its calls. It has no properties, so that no debugger, log or
 * binding shows a secret by accident.
 */
struct _ParvisCredentials
{
  GObject  parent_instance;
  char    *api_url;
  char    *username;
  char    *api_key;
  char    *access_token;
};

G_DEFINE_FINAL_TYPE (ParvisCredentials, parvis_credentials, G_TYPE_OBJECT)

/* The key file and the secret in the keyring hold the same lines. */
static const struct
{
  const char *key;
  gsize       offset;
} lines[] = {
  { "api_url",      G_STRUCT_OFFSET (ParvisCredentials, api_url) },
  { "username",     G_STRUCT_OFFSET (ParvisCredentials, username) },
  { "api_key",      G_STRUCT_OFFSET (ParvisCredentials, api_key) },
  { "access_token", G_STRUCT_OFFSET (ParvisCredentials, access_token) },
};

/* Frees @text and leaves nothing of it in memory. */
void
parvis_wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static char **
line_of (ParvisCredentials *self,
         guint              i)
{
  return G_STRUCT_MEMBER_P (self, lines[i].offset);
}

static void
parvis_credentials_finalize (GObject *object)
{
  ParvisCredentials *self = PARVIS_CREDENTIALS (object);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    parvis_wipe (*line_of (self, i));

  G_OBJECT_CLASS (parvis_credentials_parent_class)->finalize (object);
}

static void
parvis_credentials_class_init (ParvisCredentialsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_credentials_finalize;
}

static void
parvis_credentials_init (ParvisCredentials *self)
{
}

/* Returns: (transfer full): to be freed with parvis_wipe() */
char *
parvis_credentials_to_text (ParvisCredentials *self)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (*line_of (self, i) != NULL)
      g_key_file_set_string (file, GROUP, lines[i].key, *line_of (self, i));

  return g_key_file_to_data (file, NULL, NULL);
}

ParvisCredentials *
parvis_credentials_new_from_text (const char  *text,
                                  GError     **error)
{
  g_autoptr(ParvisCredentials) self = g_object_new (PARVIS_TYPE_CREDENTIALS, NULL);
  g_autoptr(GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL) ||
      !g_key_file_has_group (file, GROUP))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "no key file with a group [" GROUP "]");
      return NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      char *value = g_key_file_get_string (file, GROUP, lines[i].key, NULL);

      if (value != NULL && *g_strstrip (value) == '\0')
        g_clear_pointer (&value, g_free);

      *line_of (self, i) = value;
    }

  return g_steal_pointer (&self);
}

/**
 * parvis_credentials_new:
 * @api_url: (nullable): the service that they are for, null where not known
 * @username: (nullable): the login
 * @api_key: (nullable): the API key
 * @access_token: (nullable): what signing in gave
 *
 * Returns: (transfer full): credentials, wiped from memory with their last reference
 */
ParvisCredentials *
parvis_credentials_new (const char *api_url,
                        const char *username,
                        const char *api_key,
                        const char *access_token)
{
  ParvisCredentials *self = g_object_new (PARVIS_TYPE_CREDENTIALS, NULL);

  self->api_url = g_strdup (api_url);
  self->username = g_strdup (username);
  self->api_key = g_strdup (api_key);
  self->access_token = g_strdup (access_token);

  return self;
}

static gboolean
fail_with_errno (int      number,
                 GError **error)
{
  /* What opening a link with O_NOFOLLOW says. */
  if (number == ELOOP)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "a link");
  else
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (number), g_strerror (number));

  return FALSE;
}

/* A file that others can read, or could have written, is not one for secrets. */
static gboolean
check_file (const struct stat *status,
            GError           **error)
{
  if (!S_ISREG (status->st_mode))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "not a regular file");
      return FALSE;
    }

  if (status->st_uid != geteuid () || (status->st_mode & 0077) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                           "not for its owner alone");
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_whole (int      fd,
            char    *buffer,
            GError **error)
{
  gsize length = 0;

  while (length < MAX_FILE)
    {
      gssize n = read (fd, buffer + length, MAX_FILE - length);

      if (n < 0 && errno != EINTR)
        return fail_with_errno (errno, error);
      if (n == 0)
        return TRUE;
      length += MAX (n, 0);
    }

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "too large for a key file");

  return FALSE;
}

/**
 * parvis_credentials_new_from_file:
 * @path: a key file with a group `[weezevent]`
 * @error: return location for a #GIOErrorEnum
 *
 * Any of `api_url`, `username`, `api_key` and `access_token` may be missing. The file must be a
 * regular file, not a link (%G_IO_ERROR_NOT_REGULAR_FILE), and its owner's alone with mode 0600 or
 * stricter (%G_IO_ERROR_PERMISSION_DENIED).
 *
 * Returns: (transfer full) (nullable): what it holds
 */
ParvisCredentials *
parvis_credentials_new_from_file (const char  *path,
                                  GError     **error)
{
  g_autofd int fd = -1;
  g_autofree char *buffer = NULL;
  ParvisCredentials *self = NULL;
  struct stat status;

  g_return_val_if_fail (path != NULL, NULL);

  /* Without O_NONBLOCK a pipe would wait here for a writer. */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  if (fd < 0 || fstat (fd, &status) != 0)
    {
      fail_with_errno (errno, error);
      return NULL;
    }

  if (!check_file (&status, error))
    return NULL;

  buffer = g_malloc0 (MAX_FILE + 1);
  if (read_whole (fd, buffer, error))
    self = parvis_credentials_new_from_text (buffer, error);
  explicit_bzero (buffer, MAX_FILE);

  return self;
}

static gboolean
write_whole (int         fd,
             const char *text,
             GError    **error)
{
  gsize length = strlen (text);

  while (length > 0)
    {
      gssize n = write (fd, text, length);

      if (n < 0 && errno != EINTR)
        return fail_with_errno (errno, error);
      text += MAX (n, 0);
      length -= MAX (n, 0);
    }

  if (fsync (fd) != 0)
    return fail_with_errno (errno, error);

  return TRUE;
}

/* The new name must be on the disk too. */
static void
sync_folder (const char *folder)
{
  g_autofd int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0 && fsync (fd) != 0)
    g_debug ("A folder could not be synced: %s", g_strerror (errno));
}

/**
 * parvis_credentials_save_to_file:
 * @self: credentials
 * @path: a key file, made or replaced
 * @error: return location for a #GIOErrorEnum
 *
 * The file is there as it was or whole as it shall be, and never readable by others, not even for a
 * moment. A link is refused: where it leads may be anybody's.
 *
 * Returns: whether it is written
 */
gboolean
parvis_credentials_save_to_file (ParvisCredentials  *self,
                                 const char         *path,
                                 GError            **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *temporary = NULL;
  g_autofd int fd = -1;
  struct stat status;
  char *text;
  gboolean saved;

  g_return_val_if_fail (PARVIS_IS_CREDENTIALS (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (lstat (path, &status) == 0 && !S_ISREG (status.st_mode))
    return check_file (&status, error);

  folder = g_path_get_dirname (path);
  temporary = g_build_filename (folder, ".parvis-XXXXXX", NULL);
  if ((fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600)) < 0)
    return fail_with_errno (errno, error);

  text = parvis_credentials_to_text (self);
  saved = write_whole (fd, text, error);
  parvis_wipe (text);

  if (saved && rename (temporary, path) != 0)
    saved = fail_with_errno (errno, error);

  if (saved)
    sync_folder (folder);
  else
    g_unlink (temporary);

  return saved;
}

/**
 * parvis_credentials_get_api_url:
 * @self: credentials
 *
 * Returns: (transfer none) (nullable): the only service that they may be sent to, null where they
 *   do not say
 */
const char *
parvis_credentials_get_api_url (ParvisCredentials *self)
{
  g_return_val_if_fail (PARVIS_IS_CREDENTIALS (self), NULL);

  return self->api_url;
}

/**
 * parvis_credentials_get_username:
 * @self: credentials
 *
 * Returns: (transfer none) (nullable): the login
 */
const char *
parvis_credentials_get_username (ParvisCredentials *self)
{
  g_return_val_if_fail (PARVIS_IS_CREDENTIALS (self), NULL);

  return self->username;
}

/**
 * parvis_credentials_get_api_key:
 * @self: credentials
 *
 * Returns: (transfer none) (nullable): the API key
 */
const char *
parvis_credentials_get_api_key (ParvisCredentials *self)
{
  g_return_val_if_fail (PARVIS_IS_CREDENTIALS (self), NULL);

  return self->api_key;
}

/**
 * parvis_credentials_get_access_token:
 * @self: credentials
 *
 * Returns: (transfer none) (nullable): what signing in gave
 */
const char *
parvis_credentials_get_access_token (ParvisCredentials *self)
{
  g_return_val_if_fail (PARVIS_IS_CREDENTIALS (self), NULL);

  return self->access_token;
}
