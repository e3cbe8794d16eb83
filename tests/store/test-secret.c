#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parvis-secret.h"
#include "scripted-server.h"

#define HERE "https://here.example/"
#define THERE "https://there.example/"
#define JEANNE "jeanne@example.org"
#define PAUL "paul@example.org"

static char *folder;

static ParvisCredentials *
new_credentials_of (const char *url,
                    const char *username,
                    const char *token)
{
  return parvis_credentials_new (url, username, "clé\\ =\n[x]", token);
}

static ParvisCredentials *
new_credentials (const char *url,
                 const char *token)
{
  return new_credentials_of (url, JEANNE, token);
}

static void
assert_is (ParvisCredentials *credentials,
           const char        *url,
           const char        *token)
{
  g_assert_cmpstr (parvis_credentials_get_api_url (credentials), ==, url);
  g_assert_cmpstr (parvis_credentials_get_username (credentials), ==, JEANNE);
  g_assert_cmpstr (parvis_credentials_get_api_key (credentials), ==, "clé\\ =\n[x]");
  g_assert_cmpstr (parvis_credentials_get_access_token (credentials), ==, token);
}

static gboolean
settle (DexFuture  *future,
        GError    **error)
{
  g_autoptr(DexFuture) owned = future;

  return await (owned, error) != NULL;
}

static void
save (ParvisCredentials *credentials)
{
  g_autoptr(GError) error = NULL;

  settle (parvis_secret_save (credentials), &error);
  g_assert_no_error (error);
}

static void
assert_nothing_kept (const char *url)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (await_object (parvis_secret_load (url, JEANNE), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_keyring (void)
{
  g_autoptr(ParvisCredentials) here = new_credentials (HERE, "token one");
  g_autoptr(ParvisCredentials) again = new_credentials (HERE, "token two");
  g_autoptr(ParvisCredentials) there = new_credentials (THERE, "token three");
  g_autoptr(ParvisCredentials) loaded = NULL;
  g_autoptr(ParvisCredentials) other = NULL;
  g_autoptr(GError) error = NULL;

  assert_nothing_kept (HERE);

  save (here);
  save (again);
  save (there);

  loaded = await_object (parvis_secret_load (HERE, JEANNE), &error);
  g_assert_no_error (error);
  assert_is (loaded, HERE, "token two");

  settle (parvis_secret_clear (HERE, JEANNE), &error);
  g_assert_no_error (error);
  assert_nothing_kept (HERE);

  /* One account cleared is one account cleared. */
  other = await_object (parvis_secret_load (THERE, JEANNE), &error);
  g_assert_no_error (error);
  assert_is (other, THERE, "token three");

  settle (parvis_secret_clear (HERE, JEANNE), &error);
  g_assert_no_error (error);
}

static char *
dup_listed (const char *url)
{
  g_autoptr(DexFuture) future = parvis_secret_list (url);
  g_autoptr(GError) error = NULL;
  const GValue *value;

  await (future, &error);
  g_assert_no_error (error);
  value = dex_future_get_value (future, NULL);

  return g_strjoinv (" ", g_value_get_boxed (value));
}

/* Two logins of one service are two entries: neither is taken for the other. */
static void
test_several (void)
{
  g_autoptr(ParvisCredentials) jeanne = new_credentials_of (HERE, JEANNE, "hers");
  g_autoptr(ParvisCredentials) paul = new_credentials_of (HERE, PAUL, "his");
  g_autoptr(ParvisCredentials) there = new_credentials_of (THERE, PAUL, "elsewhere");
  const char * const usernames[] = { JEANNE, PAUL };
  const char * const tokens[] = { "hers", "his" };
  g_autofree char *nobody = dup_listed (HERE);
  g_autofree char *both = NULL;
  g_autofree char *one = NULL;
  g_autoptr(ParvisCredentials) any = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (nobody, ==, "");
  save (jeanne);
  save (paul);
  save (there);

  both = dup_listed (HERE);
  g_assert_cmpuint (strlen (both), ==, strlen (JEANNE " " PAUL));
  g_assert_nonnull (strstr (both, JEANNE));
  g_assert_nonnull (strstr (both, PAUL));
  for (guint i = 0; i < G_N_ELEMENTS (usernames); i++)
    {
      g_autoptr(ParvisCredentials) loaded =
        await_object (parvis_secret_load (HERE, usernames[i]), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (parvis_credentials_get_username (loaded), ==, usernames[i]);
      g_assert_cmpstr (parvis_credentials_get_access_token (loaded), ==, tokens[i]);
    }

  settle (parvis_secret_clear (HERE, JEANNE), &error);
  g_assert_no_error (error);
  one = dup_listed (HERE);
  g_assert_cmpstr (one, ==, PAUL);
  any = await_object (parvis_secret_load (HERE, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (parvis_credentials_get_username (any), ==, PAUL);

  settle (parvis_secret_clear (HERE, PAUL), &error);
  settle (parvis_secret_clear (THERE, PAUL), &error);
  g_assert_no_error (error);
}

static void
test_no_keyring_inside (void)
{
  g_autoptr(ParvisCredentials) credentials = new_credentials (HERE, "token");
  DexFuture *futures[] = {
    parvis_secret_list (HERE), parvis_secret_load (HERE, NULL),
    parvis_secret_load (HERE, JEANNE), parvis_secret_save (credentials),
    parvis_secret_clear (HERE, JEANNE),
  };

  for (guint i = 0; i < G_N_ELEMENTS (futures); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (settle (futures[i], &error));
      g_assert_nonnull (error);
      g_assert_false (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND));
      g_assert_null (strstr (error->message, "token"));
    }
}

static void
test_no_keyring (void)
{
  g_auto(GStrv) environment = g_get_environ ();

  environment = g_environ_setenv (environment, "SECRET_BACKEND", "service", TRUE);
  environment = g_environ_setenv (environment, "DBUS_SESSION_BUS_ADDRESS",
                                  "unix:path=/nonexistent/bus", TRUE);
  g_test_trap_subprocess_with_envp ("/secret/subprocess/no-keyring",
                                    (const char * const *) environment, 0, 0);
  g_test_trap_assert_passed ();
}

static char *
dup_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static guint
mode_of (const char *path)
{
  GStatBuf status;

  g_assert_no_errno (g_lstat (path, &status));

  return status.st_mode & 07777;
}

static void
write_file (const char *path,
            const char *text,
            int         mode)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_assert_no_errno (g_chmod (path, mode));
}

static void
assert_refused (const char *path,
                int         code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (parvis_credentials_new_from_file (path, &error));
  g_assert_error (error, G_IO_ERROR, code);
}

static void
test_file (void)
{
  g_autofree char *path = dup_path ("whole");
  g_autoptr(ParvisCredentials) first = new_credentials (HERE, "token one");
  g_autoptr(ParvisCredentials) second = new_credentials (HERE, "token two");
  g_autoptr(ParvisCredentials) loaded = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;

  umask (0);
  g_assert_true (parvis_credentials_save_to_file (first, path, &error));
  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_true (parvis_credentials_save_to_file (second, path, &error));
  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_no_error (error);

  loaded = parvis_credentials_new_from_file (path, &error);
  g_assert_no_error (error);
  assert_is (loaded, HERE, "token two");

  /* No half-written file stays behind. */
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".parvis"));
}

static void
test_file_by_hand (void)
{
  g_autofree char *path = dup_path ("by-hand");
  g_autoptr(ParvisCredentials) loaded = NULL;
  g_autoptr(GError) error = NULL;

  write_file (path, "# mine\n[weezevent]\napi_key = abc \naccess_token=\n", 0400);
  loaded = parvis_credentials_new_from_file (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (parvis_credentials_get_api_key (loaded), ==, "abc");
  g_assert_null (parvis_credentials_get_access_token (loaded));
  g_assert_null (parvis_credentials_get_api_url (loaded));
}

static void
test_file_refused (void)
{
  static const int modes[] = { 0640, 0604, 0660, 0644, 0601, 0666 };
  g_autofree char *path = dup_path ("refused");
  g_autofree char *link = dup_path ("link");
  g_autofree char *pipe = dup_path ("pipe");
  g_autofree char *garbage = dup_path ("garbage");
  g_autofree char *large = dup_path ("large");
  g_autofree char *spaces = g_strnfill (70000, '\n');
  g_autoptr(ParvisCredentials) credentials = new_credentials (HERE, "token");

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      write_file (path, "[weezevent]\napi_key=abc\n", modes[i]);
      assert_refused (path, G_IO_ERROR_PERMISSION_DENIED);
    }

  g_assert_no_errno (g_chmod (path, 0600));
  g_assert_no_errno (symlink (path, link));
  g_assert_no_errno (mkfifo (pipe, 0600));
  write_file (garbage, "no key file", 0600);
  write_file (large, spaces, 0600);

  assert_refused (link, G_IO_ERROR_NOT_REGULAR_FILE);
  assert_refused (pipe, G_IO_ERROR_NOT_REGULAR_FILE);
  assert_refused (folder, G_IO_ERROR_NOT_REGULAR_FILE);
  assert_refused (garbage, G_IO_ERROR_INVALID_DATA);
  assert_refused (large, G_IO_ERROR_INVALID_DATA);
  assert_refused ("/nonexistent/file", G_IO_ERROR_NOT_FOUND);

  {
    const char *places[] = { link, pipe, folder, "/nonexistent/file" };

    for (guint i = 0; i < G_N_ELEMENTS (places); i++)
      {
        g_autoptr(GError) error = NULL;

        g_assert_false (parvis_credentials_save_to_file (credentials, places[i], &error));
        g_assert_nonnull (error);
      }
  }

  /* Nothing went through the link. */
  {
    g_autofree char *text = NULL;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    g_assert_cmpstr (text, ==, "[weezevent]\napi_key=abc\n");
  }
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR) && !g_file_test (inner, G_FILE_TEST_IS_SYMLINK))
        remove_tree (inner);
      else
        g_unlink (inner);
    }

  g_rmdir (path);
}

int
main (int    argc,
      char **argv)
{
  int status;

  /* The keyring file of the test, and nobody else's. */
  folder = g_dir_make_tmp ("parvis-secret-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/secret/keyring", test_keyring);
  g_test_add_func ("/secret/several", test_several);
  g_test_add_func ("/secret/no-keyring", test_no_keyring);
  g_test_add_func ("/secret/subprocess/no-keyring", test_no_keyring_inside);
  g_test_add_func ("/secret/file", test_file);
  g_test_add_func ("/secret/file-by-hand", test_file_by_hand);
  g_test_add_func ("/secret/file-refused", test_file_refused);

  status = g_test_run ();
  remove_tree (folder);
  g_free (folder);

  return status;
}
