#include "parvis-picture-cache.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "parvis-private-file.h"
#include "weez-pictures.h"

#define NAME_LENGTH 64   /* of a SHA-256 in hexadecimal */

struct _ParvisPictureCache
{
  GObject  parent_instance;
  char    *folder;
  gint64   limit;
  gboolean ended;
  GMutex   mutex;
};

G_DEFINE_FINAL_TYPE (ParvisPictureCache, parvis_picture_cache, G_TYPE_OBJECT)

typedef struct
{
  char            *path;
  struct timespec  used;
  gint64           size;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->path);
  g_free (entry);
}

static int
compare_used (gconstpointer a,
              gconstpointer b)
{
  const Entry *first = *(Entry **) a;
  const Entry *second = *(Entry **) b;

  if (first->used.tv_sec != second->used.tv_sec)
    return first->used.tv_sec < second->used.tv_sec ? -1 : 1;

  return (first->used.tv_nsec > second->used.tv_nsec) -
         (first->used.tv_nsec < second->used.tv_nsec);
}

/* The name tells nobody which event it is of. */
static char *
dup_path (ParvisPictureCache *self,
          const char         *url)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);

  return g_build_filename (self->folder, digest, NULL);
}

/* Its own files, and what a write that was broken off left of one. */
static GPtrArray *
list_entries (ParvisPictureCache *self)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      GStatBuf status;
      Entry *entry;

      if (strspn (name, "0123456789abcdef") < NAME_LENGTH || g_lstat (path, &status) != 0)
        continue;

      entry = g_new0 (Entry, 1);
      entry->path = g_steal_pointer (&path);
      entry->used = status.st_mtim;
      entry->size = status.st_size;
      g_ptr_array_add (entries, entry);
    }

  return entries;
}

/* By the same clock as one that is looked at, which that of a write may lag behind. */
static void
mark_used (const char *path)
{
  utimensat (AT_FDCWD, path, NULL, AT_SYMLINK_NOFOLLOW);
}

static void
trim (ParvisPictureCache *self,
      gint64              limit)
{
  g_autoptr(GPtrArray) entries = list_entries (self);
  gint64 size = 0;

  for (guint i = 0; i < entries->len; i++)
    size += ((Entry *) g_ptr_array_index (entries, i))->size;

  g_ptr_array_sort (entries, compare_used);
  for (guint i = 0; i < entries->len && size > limit; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);

      if (g_unlink (entry->path) == 0)
        size -= entry->size;
    }
}

static void
parvis_picture_cache_finalize (GObject *object)
{
  ParvisPictureCache *self = PARVIS_PICTURE_CACHE (object);

  g_clear_pointer (&self->folder, g_free);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (parvis_picture_cache_parent_class)->finalize (object);
}

static void
parvis_picture_cache_class_init (ParvisPictureCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_picture_cache_finalize;
}

static void
parvis_picture_cache_init (ParvisPictureCache *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * parvis_picture_cache_new:
 * @folder: where to keep files; made when there is one to keep
 * @limit: how many bytes they may have together
 *
 * Returns: (transfer full): what is kept there
 */
ParvisPictureCache *
parvis_picture_cache_new (const char *folder,
                          gint64      limit)
{
  ParvisPictureCache *self = g_object_new (PARVIS_TYPE_PICTURE_CACHE, NULL);

  self->folder = g_strdup (folder);
  self->limit = limit;

  return self;
}

/**
 * parvis_picture_cache_read:
 * @self: a cache
 * @url: where a picture is from
 *
 * What is no picture any more is removed.
 *
 * Returns: (transfer full) (nullable): the picture, where it is kept
 */
GBytes *
parvis_picture_cache_read (ParvisPictureCache *self,
                           const char         *url)
{
  g_autofree char *path = dup_path (self, url);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(GBytes) bytes = NULL;
  char *contents;
  gsize length;

  /* Links are not followed, nor are pipes read. */
  if (!parvis_private_file_exists (path) || !parvis_private_file_check (path, NULL) ||
      !g_file_get_contents (path, &contents, &length, NULL))
    return NULL;

  bytes = g_bytes_new_take (contents, length);
  if (!weez_pictures_is_picture (bytes))
    {
      g_unlink (path);
      return NULL;
    }

  mark_used (path);

  return g_steal_pointer (&bytes);
}

/**
 * parvis_picture_cache_write:
 * @self: a cache
 * @url: where a picture is from
 * @bytes: (transfer none): the picture
 *
 * Keeps it, where that is possible: on a full or read-only disk it is fetched again.
 */
void
parvis_picture_cache_write (ParvisPictureCache *self,
                            const char         *url,
                            GBytes             *bytes)
{
  g_autofree char *path = dup_path (self, url);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (self->ended || (gint64) size > self->limit)
    return;

  if (!parvis_private_file_make_folder (path, &error) ||
      !g_file_set_contents_full (path, data, size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    {
      g_debug ("a picture cannot be kept: %s", error->message);
      return;
    }

  mark_used (path);
  trim (self, self->limit);
}

/**
 * parvis_picture_cache_remove:
 * @self: a cache
 * @url: where a picture is from, that proved not to be one
 */
void
parvis_picture_cache_remove (ParvisPictureCache *self,
                             const char         *url)
{
  g_autofree char *path = dup_path (self, url);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_unlink (path);
}

/**
 * parvis_picture_cache_end:
 * @self: a cache
 *
 * Removes every picture, and leaves what else is in the folder. Nothing is kept by @self from then
 * on, not even a picture that is on its way already.
 */
void
parvis_picture_cache_end (ParvisPictureCache *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->ended = TRUE;
  trim (self, -1);
  g_rmdir (self->folder);
}
