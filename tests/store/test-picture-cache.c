#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "parvis-picture-cache.h"

/* What is kept of the pictures that were fetched. */

#define LIMIT 1000
#define URL "https://images.example/1.png"

typedef struct
{
  char               *parent;
  char               *folder;
  ParvisPictureCache *cache;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->parent = g_dir_make_tmp ("parvis-test-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->parent, "pictures", NULL);
  fixture->cache = parvis_picture_cache_new (fixture->folder, LIMIT);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  parvis_picture_cache_end (fixture->cache);
  g_assert_no_errno (g_rmdir (fixture->parent));
  g_clear_object (&fixture->cache);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->parent, g_free);
}

static GBytes *
make_picture (gsize size)
{
  char *data = g_strnfill (size, 'x');

  memcpy (data, "\x89PNG\r\n\x1a\n", 8);

  return g_bytes_new_take (data, size);
}

static void
write_one (Fixture    *fixture,
           const char *url,
           gsize       size)
{
  g_autoptr(GBytes) bytes = make_picture (size);

  parvis_picture_cache_write (fixture->cache, url, bytes);
  /* The clock of a file system may be coarse. */
  g_usleep (12000);
}

static gboolean
is_kept (Fixture    *fixture,
         const char *url)
{
  g_autoptr(GBytes) bytes = parvis_picture_cache_read (fixture->cache, url);

  return bytes != NULL;
}

static char *
dup_path (Fixture    *fixture,
          const char *url)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);

  return g_build_filename (fixture->folder, digest, NULL);
}

static guint
get_mode (const char *path)
{
  GStatBuf status;

  g_assert_no_errno (g_lstat (path, &status));

  return status.st_mode & 07777;
}

static void
test_same (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GBytes) bytes = make_picture (500);
  g_autoptr(GBytes) read = NULL;
  g_autofree char *path = dup_path (fixture, URL);

  g_assert_false (is_kept (fixture, URL));
  parvis_picture_cache_write (fixture->cache, URL, bytes);
  read = parvis_picture_cache_read (fixture->cache, URL);
  g_assert_true (g_bytes_equal (bytes, read));
  g_assert_cmpuint (get_mode (path), ==, 0600);
  g_assert_cmpuint (get_mode (fixture->folder), ==, 0700);

  g_assert_false (is_kept (fixture, "https://images.example/2.png"));
  parvis_picture_cache_remove (fixture->cache, URL);
  g_assert_false (is_kept (fixture, URL));
}

/* What was looked at stays; what was not goes first. */
static void
test_bound (Fixture       *fixture,
            gconstpointer  data)
{
  write_one (fixture, "a", 400);
  write_one (fixture, "b", 400);
  g_assert_true (is_kept (fixture, "a"));
  g_usleep (12000);
  write_one (fixture, "c", 400);

  g_assert_true (is_kept (fixture, "a"));
  g_assert_false (is_kept (fixture, "b"));
  g_assert_true (is_kept (fixture, "c"));

  g_usleep (12000);
  write_one (fixture, "d", LIMIT);
  g_assert_true (is_kept (fixture, "d"));
  g_assert_false (is_kept (fixture, "a"));
  g_assert_false (is_kept (fixture, "c"));

  write_one (fixture, "e", LIMIT + 1);
  g_assert_false (is_kept (fixture, "e"));
  g_assert_true (is_kept (fixture, "d"));
}

static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = dup_path (fixture, URL);
  g_autofree char *other = g_build_filename (fixture->parent, "other", NULL);

  write_one (fixture, URL, 100);
  g_assert_true (g_file_set_contents (path, "<svg/>", -1, NULL));
  g_assert_false (is_kept (fixture, URL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  write_one (fixture, URL, 100);
  g_assert_no_errno (g_chmod (path, 0644));
  g_assert_true (is_kept (fixture, URL));
  g_assert_cmpuint (get_mode (path), ==, 0600);

  /* A link leads nowhere. */
  g_assert_no_errno (g_rename (path, other));
  g_assert_no_errno (symlink (other, path));
  g_assert_false (is_kept (fixture, URL));
  g_assert_no_errno (g_unlink (other));
}

/* Nothing is kept, and nothing fails. A file in the folder's place stops root as well. */
static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_assert_true (g_file_set_contents (fixture->folder, "", -1, NULL));
  write_one (fixture, URL, 100);
  g_assert_false (is_kept (fixture, URL));
  parvis_picture_cache_end (fixture->cache);
  g_assert_no_errno (g_unlink (fixture->folder));
}

static void
test_end (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);

  write_one (fixture, "a", 100);
  write_one (fixture, "b", 100);
  g_assert_true (g_file_set_contents (other, "", -1, NULL));
  parvis_picture_cache_end (fixture->cache);

  g_assert_false (is_kept (fixture, "a"));
  g_assert_false (is_kept (fixture, "b"));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_no_errno (g_unlink (other));

  /* One that comes late. */
  write_one (fixture, "c", 100);
  g_assert_false (is_kept (fixture, "c"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  TEST ("/picture-cache/same", test_same);
  TEST ("/picture-cache/bound", test_bound);
  TEST ("/picture-cache/damage", test_damage);
  TEST ("/picture-cache/read-only", test_read_only);
  TEST ("/picture-cache/end", test_end);

  return g_test_run ();
}
