#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parvis-private-file.h"

#include "parvis-store-error.h"

/* No file that SQLite has open may be opened here as well: closing it would drop SQLite's locks,
 * which belong to the process and not to the descriptor. So everything goes by name. */

static gboolean
fail (int          number,
      const char  *message,
      GError     **error)
{
  g_set_error (error, PARVIS_STORE_ERROR, parvis_store_error_for_errno (number), "%s: %s",
               message, g_strerror (number));

  return FALSE;
}

static gboolean
repair_mode (const char *path,
             mode_t      mode,
             mode_t      wanted)
{
  if ((mode & 07777) == wanted)
    return TRUE;

  /* A folder on a read-only disk is as good as the disk lets it be. */
  if (g_chmod (path, wanted) != 0 && errno != EROFS)
    return FALSE;

  if ((mode & 07777 & ~wanted) != 0)
    g_message ("others could use the store; its permissions are put right");

  return TRUE;
}

/**
 * parvis_private_file_make_folder:
 * @path: a file that is to be in it
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Makes the folder of @path where it is not there, and takes it from everyone else where it is.
 *
 * Returns: whether the folder is there and private
 */
gboolean
parvis_private_file_make_folder (const char  *path,
                                 GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  GStatBuf status;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (errno, "the folder of the store cannot be made", error);

  if (g_stat (folder, &status) != 0 || !repair_mode (folder, status.st_mode, 0700))
    return fail (errno, "the folder of the store cannot be used", error);

  return TRUE;
}

/**
 * parvis_private_file_check:
 * @path: a file
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Takes the file from everyone else. A link could lead to any file of the user, and a pipe would
 * never end: neither is followed.
 *
 * Returns: whether @path is an ordinary file, or not there
 */
gboolean
parvis_private_file_check (const char  *path,
                           GError     **error)
{
  GStatBuf status;

  if (g_lstat (path, &status) != 0)
    return errno == ENOENT || fail (errno, "a file of the store cannot be seen", error);

  if (!S_ISREG (status.st_mode))
    return fail (EPERM, "a file of the store is no ordinary file", error);

  return repair_mode (path, status.st_mode, 0600) ||
         fail (errno, "a file of the store cannot be made private", error);
}

/**
 * parvis_private_file_make:
 * @path: a file
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Makes an empty file where there is none.
 *
 * Returns: whether @path is an ordinary file
 */
gboolean
parvis_private_file_make (const char  *path,
                          GError     **error)
{
  if (mknod (path, S_IFREG | 0600, 0) != 0 && errno != EEXIST &&
      !parvis_private_file_exists (path))
    return fail (errno, "a file of the store cannot be made", error);

  return parvis_private_file_check (path, error);
}

/**
 * parvis_private_file_exists:
 * @path: a file
 *
 * Returns: whether anything is there, a broken link too
 */
gboolean
parvis_private_file_exists (const char *path)
{
  GStatBuf status;

  return g_lstat (path, &status) == 0;
}

/**
 * parvis_private_file_get_size:
 * @path: a file
 *
 * Returns: how many bytes it has, or 0 where it is not there
 */
gint64
parvis_private_file_get_size (const char *path)
{
  GStatBuf status;

  return g_lstat (path, &status) == 0 ? status.st_size : 0;
}

/**
 * parvis_private_file_sync_folder:
 * @path: a file that was made, renamed or removed
 *
 * Lets the names in the folder of @path outlive a power cut.
 */
void
parvis_private_file_sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int descriptor = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (descriptor < 0)
    return;

  fsync (descriptor);
  close (descriptor);
}
