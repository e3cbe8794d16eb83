#include "store-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "scripted-server.h"

char *
store_test_make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_strdup ("/dev/shm/parvis-store-XXXXXX");

  /* In memory where that is possible: no test here pulls the plug, and a disk takes its time. */
  if (g_mkdtemp (folder) != NULL)
    return folder;

  g_free (folder);
  folder = g_dir_make_tmp ("parvis-store-XXXXXX", &error);
  g_assert_no_error (error);

  return folder;
}

void
store_test_remove_folder (char **folder)
{
  g_autoptr(GDir) dir = g_dir_open (*folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (*folder, name, NULL);

      g_assert_no_errno (g_unlink (path));
    }
  g_assert_no_errno (g_rmdir (*folder));
  g_clear_pointer (folder, g_free);
}

ParvisStore *
store_test_open (const char *folder,
                 WeezClient *client)
{
  ParvisStore *store = parvis_store_new (folder, weez_client_get_base_url (client), "somebody",
                                         weez_client_get_zone (client));
  g_autoptr(DexFuture) opening = parvis_store_open (store);
  g_autoptr(GError) error = NULL;

  await (opening, &error);
  g_assert_no_error (error);
  g_assert_true (parvis_store_is_open (store));

  return store;
}

void
store_test_close (ParvisStore **store)
{
  g_autoptr(DexFuture) closing = parvis_store_close (*store);
  g_autoptr(GError) error = NULL;

  await (closing, &error);
  g_assert_no_error (error);
  g_clear_object (store);
}
