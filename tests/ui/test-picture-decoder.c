#include <adwaita.h>

#include "parvis-picture-decoder.h"
#include "weez-pictures.h"

/* Files become textures, and nothing else does. */

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "pictures", name, NULL);
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (contents, length);
}

static void
assert_decoded (const char *name,
                int         width,
                int         height,
                int         expected_width,
                int         expected_height)
{
  g_autoptr(GBytes) bytes = load (name);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = parvis_picture_decode (bytes, width, height, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, expected_width);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, expected_height);
}

static void
assert_refused (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (parvis_picture_decode (bytes, 100, 100, &error));
  g_assert_nonnull (error);
}

static void
test_kinds (void)
{
  assert_decoded ("red.png", 60, 40, 60, 40);
  assert_decoded ("red.jpg", 60, 40, 60, 40);
  assert_decoded ("red.gif", 60, 40, 60, 40);
}

/* No larger than it is shown, and no larger than it is. */
static void
test_size (void)
{
  assert_decoded ("red.png", 30, 10, 30, 20);
  assert_decoded ("red.png", 6, 20, 30, 20);
  assert_decoded ("red.jpg", 1, 1, 2, 1);
  assert_decoded ("red.png", 600, 400, 60, 40);
}

static void
test_colour (void)
{
  g_autoptr(GBytes) bytes = load ("red.png");
  g_autoptr(GdkTexture) texture = parvis_picture_decode (bytes, 6, 4, NULL);
  guint32 pixels[6 * 4];

  gdk_texture_download (texture, (guchar *) pixels, 6 * 4);
  g_assert_cmphex (pixels[9], ==, 0xffff0000);
}

/* What a file says of its size is not believed. */
static void
test_refused (void)
{
  static const char * const names[] = { "wide.png", "many.png", "drawing.svg" };
  g_autoptr(GBytes) whole = load ("red.png");
  g_autoptr(GBytes) cut = g_bytes_new_from_bytes (whole, 0, 60);
  g_autoptr(GBytes) magic = g_bytes_new_from_bytes (whole, 0, 9);
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GBytes) bytes = load (names[i]);

      assert_refused (bytes);
    }
  assert_refused (cut);
  assert_refused (magic);
  assert_refused (nothing);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/picture-decoder/kinds", test_kinds);
  g_test_add_func ("/picture-decoder/size", test_size);
  g_test_add_func ("/picture-decoder/colour", test_colour);
  g_test_add_func ("/picture-decoder/refused", test_refused);

  return g_test_run ();
}
