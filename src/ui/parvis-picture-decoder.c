#define _GNU_SOURCE   /* memfd_create () */

#include "config.h"

#include "parvis-picture-decoder.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "weez-pictures.h"

#if HAVE_GLYCIN
#include <glycin-gtk4.h>
#endif

#define MAX_SIDE 8192
#define MAX_PIXELS (20 * 1000 * 1000)

static gboolean
is_fit (guint64 width,
        guint64 height)
{
  return width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE &&
         width * height <= MAX_PIXELS;
}

static void
fail (GError     **error,
      const char  *why)
{
  g_set_error_literal (error, WEEZ_PICTURE_ERROR, WEEZ_PICTURE_ERROR_NOT_A_PICTURE, why);
}

/* By how much to make it smaller, so that it still covers what it is shown on. */
static double
get_scale (int from_width,
           int from_height,
           int to_width,
           int to_height)
{
  return MIN (1, MAX ((double) to_width / from_width, (double) to_height / from_height));
}

#if HAVE_GLYCIN

/* A decoder takes a file, so here is one in memory. */
static int
make_file (GBytes  *bytes,
           GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofd int memory = memfd_create ("picture", MFD_CLOEXEC);

  if (memory >= 0 && write (memory, data, size) == (gssize) size)
    return g_steal_fd (&memory);

  fail (error, "there is no memory for the picture");

  return -1;
}

static gboolean
is_known_kind (GlyImage *image)
{
  static const char * const kinds[] = {
    "image/png", "image/jpeg", "image/webp", "image/gif", NULL,
  };

  return g_strv_contains (kinds, gly_image_get_mime_type (image));
}

static GdkTexture *
decode (GBytes  *bytes,
        int      width,
        int      height,
        GError **error)
{
  g_autofd int memory = make_file (bytes, error);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", memory);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GlyLoader) loader = gly_loader_new (file);
  g_autoptr(GlyImage) image = NULL;
  g_autoptr(GlyFrame) frame = NULL;

  /* In a sandbox of its own. */
  if (memory < 0 || !(image = gly_loader_load (loader, error)))
    return NULL;
  if (!is_known_kind (image) ||
      !is_fit (gly_image_get_width (image), gly_image_get_height (image)))
    {
      fail (error, "the picture is of another kind, or has too many pixels");
      return NULL;
    }

  frame = gly_image_next_frame (image, error);
  if (frame == NULL)
    return NULL;
  if (!is_fit (gly_frame_get_width (frame), gly_frame_get_height (frame)))
    {
      fail (error, "the picture has too many pixels");
      return NULL;
    }

  return gly_gtk_frame_get_texture (frame);
}

#else

typedef struct
{
  int      width;
  int      height;
  gboolean unfit;
} Wanted;

static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  Wanted          *wanted)
{
  double scale;

  if (!is_fit (width, height))
    {
      /* Nothing is made of no pixels at all. */
      wanted->unfit = TRUE;
      gdk_pixbuf_loader_set_size (loader, 0, 0);
      return;
    }

  scale = get_scale (width, height, wanted->width, wanted->height);
  gdk_pixbuf_loader_set_size (loader, MAX (1, (int) ceil (width * scale)),
                              MAX (1, (int) ceil (height * scale)));
}

/* Said by name, so that no other decoder is chosen. */
static const char *
get_kind (GBytes *bytes)
{
  const guint8 *data = g_bytes_get_data (bytes, NULL);

  switch (data[0])
    {
    case 0x89:
      return "png";
    case 0xff:
      return "jpeg";
    case 'G':
      return "gif";
    default:
      return "webp";
    }
}

static GdkTexture *
texture_from_pixbuf (GdkPixbuf *pixbuf)
{
  g_autoptr(GBytes) pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);

  return gdk_memory_texture_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                 gdk_pixbuf_get_has_alpha (pixbuf) ? GDK_MEMORY_R8G8B8A8
                                                                   : GDK_MEMORY_R8G8B8,
                                 pixels, gdk_pixbuf_get_rowstride (pixbuf));
}

static GdkTexture *
decode (GBytes  *bytes,
        int      width,
        int      height,
        GError **error)
{
  Wanted wanted = { width, height, FALSE };
  g_autoptr(GdkPixbufLoader) loader =
    gdk_pixbuf_loader_new_with_type (get_kind (bytes), error);
  gboolean read;
  GdkPixbuf *pixbuf;

  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &wanted);
  read = gdk_pixbuf_loader_write_bytes (loader, bytes, error);
  /* It is to be closed in any case; the first error is told. */
  if (!gdk_pixbuf_loader_close (loader, read ? error : NULL) || !read)
    return NULL;

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL || wanted.unfit)
    {
      fail (error, "the picture has too many pixels");
      return NULL;
    }

  return texture_from_pixbuf (pixbuf);
}

#endif

static GdkTexture *
make_smaller (GdkTexture *texture,
              int         width,
              int         height)
{
  g_autoptr(GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  g_autoptr(GBytes) pixels = NULL;
  g_autoptr(GdkPixbuf) whole = NULL;
  g_autoptr(GdkPixbuf) small = NULL;
  g_autoptr(GBytes) small_pixels = NULL;
  gsize stride;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  pixels = gdk_texture_downloader_download_bytes (downloader, &stride);
  whole = gdk_pixbuf_new_from_bytes (pixels, GDK_COLORSPACE_RGB, TRUE, 8,
                                     gdk_texture_get_width (texture),
                                     gdk_texture_get_height (texture), (int) stride);
  small = gdk_pixbuf_scale_simple (whole, width, height, GDK_INTERP_BILINEAR);
  if (small == NULL)
    return g_object_ref (texture);

  small_pixels = gdk_pixbuf_read_pixel_bytes (small);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, small_pixels,
                                 gdk_pixbuf_get_rowstride (small));
}

/**
 * parvis_picture_decode:
 * @bytes: a PNG, JPEG, WebP or GIF, of which the first picture is taken
 * @width: of what it is to cover, in pixels of the screen
 * @height: of it
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the picture, no larger than it is shown
 */
GdkTexture *
parvis_picture_decode (GBytes  *bytes,
                       int      width,
                       int      height,
                       GError **error)
{
  g_autoptr(GdkTexture) texture = NULL;
  double scale;

  if (!weez_pictures_is_picture (bytes))
    {
      fail (error, "it is no picture");
      return NULL;
    }

  texture = decode (bytes, width, height, error);
  if (texture == NULL)
    return NULL;

  scale = get_scale (gdk_texture_get_width (texture), gdk_texture_get_height (texture),
                     width, height);
  if (scale >= 1)
    return g_steal_pointer (&texture);

  return make_smaller (texture, MAX (1, (int) ceil (gdk_texture_get_width (texture) * scale)),
                       MAX (1, (int) ceil (gdk_texture_get_height (texture) * scale)));
}
