#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "parvis-demo-folder.h"

#define TEMPLATE "demo-XXXXXX"
#define PREFIX   "demo-"

/* Where the demo organizer's data are kept as long as this object lives. Its lock ends with the
 * process, however that ends, so that the next demo can tell what nobody needs any more. */
struct _ParvisDemoFolder
{
  GObject  parent_instance;
  char    *path;
  int      lock;
};

G_DEFINE_FINAL_TYPE (ParvisDemoFolder, parvis_demo_folder, G_TYPE_OBJECT)

static void
close_lock (int lock)
{
  if (lock >= 0)
    close (lock);
}

/* A store is a few files side by side. */
static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }

  g_rmdir (path);
}

static int
lock_folder (const char *path,
             int         operation)
{
  int lock = open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  if (lock >= 0 && flock (lock, operation) == 0)
    return lock;

  close_lock (lock);
  return -1;
}

static void
remove_leftovers (const char *parent)
{
  g_autoptr(GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      int lock;

      if (!g_str_has_prefix (name, PREFIX) || (lock = lock_folder (path, LOCK_EX | LOCK_NB)) < 0)
        continue;

      remove_folder (path);
      close_lock (lock);
    }
}

static void
parvis_demo_folder_finalize (GObject *object)
{
  ParvisDemoFolder *self = PARVIS_DEMO_FOLDER (object);

  if (self->path != NULL)
    remove_folder (self->path);
  close_lock (self->lock);
  g_free (self->path);

  G_OBJECT_CLASS (parvis_demo_folder_parent_class)->finalize (object);
}

static void
parvis_demo_folder_class_init (ParvisDemoFolderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_demo_folder_finalize;
}

static void
parvis_demo_folder_init (ParvisDemoFolder *self)
{
  self->lock = -1;
}

static ParvisDemoFolder *
fail (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno),
                       "no folder for the demo organizer");

  return NULL;
}

/**
 * parvis_demo_folder_new:
 * @parent: where to make it; made as well
 * @error: return location for a %G_IO_ERROR
 *
 * Removes what demos that are dead have left in @parent.
 *
 * Returns: (transfer full) (nullable): a folder that only this user can read
 */
ParvisDemoFolder *
parvis_demo_folder_new (const char  *parent,
                        GError     **error)
{
  g_autoptr(ParvisDemoFolder) self = NULL;
  g_autofree char *path = NULL;
  int lock;

  if (g_mkdir_with_parents (parent, 0700) != 0)
    return fail (error);
  /* Until the new folder has its lock, another demo would take it for a dead one. */
  if ((lock = lock_folder (parent, LOCK_EX)) < 0)
    return fail (error);

  remove_leftovers (parent);
  path = g_build_filename (parent, TEMPLATE, NULL);
  if (g_mkdtemp_full (path, 0700) != NULL)
    {
      self = g_object_new (PARVIS_TYPE_DEMO_FOLDER, NULL);
      self->path = g_steal_pointer (&path);
      self->lock = lock_folder (self->path, LOCK_EX | LOCK_NB);
    }
  else
    fail (error);
  close_lock (lock);

  return g_steal_pointer (&self);
}

/**
 * parvis_demo_folder_get_path:
 * @self: a folder
 *
 * Returns: (transfer none): where it is
 */
const char *
parvis_demo_folder_get_path (ParvisDemoFolder *self)
{
  g_return_val_if_fail (PARVIS_IS_DEMO_FOLDER (self), NULL);

  return self->path;
}
