#include "demo-picture.h"

#include <math.h>
#include <string.h>

#include "demo-random.h"

#define WIDTH 480
#define HEIGHT 320

typedef struct
{
  double red, green, blue;
} Colour;

/* Above, below, what shines, and three layers from far to near. */
typedef struct
{
  guint32 above, below, light, layers[3];
} Palette;

static const Palette palettes[] = {
  { 0xf6d5a8, 0xf2a07b, 0xfff3d6, { 0xc9705f, 0x8d4a5b, 0x472f4e } },
  { 0x9fd3e6, 0xe3f1e4, 0xfffbe8, { 0x7fb59a, 0x41866f, 0x1d5a56 } },
  { 0x2b2d5b, 0x6b4a8c, 0xffd9a0, { 0x58407f, 0x3c2e63, 0x1d1a3d } },
  { 0xf7e3d0, 0xf3c7bd, 0xe8604c, { 0xe59a7f, 0x9f6a73, 0x54465f } },
  { 0xbfe3d0, 0xf4f0c9, 0xf6b23c, { 0x6cbf9c, 0x2f8f83, 0x1f5c68 } },
  { 0x1d3b53, 0x3f7d8c, 0xf8e9b0, { 0x2f6672, 0x1f4a5c, 0x122c3f } },
};

static Colour
get_colour (guint32 rgb)
{
  return (Colour) { rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff };
}

static void
mix (Colour *colour,
     guint32 rgb,
     double  share)
{
  Colour other = get_colour (rgb);

  share = CLAMP (share, 0, 1);
  colour->red += (other.red - colour->red) * share;
  colour->green += (other.green - colour->green) * share;
  colour->blue += (other.blue - colour->blue) * share;
}

/* A sun or a moon, with rings of light or rays. */
static void
draw_light (Colour        *colour,
            const Palette *palette,
            guint          kind,
            double         x,
            double         y)
{
  double distance = hypot (x, y);

  if (kind == 0)
    mix (colour, palette->light, 0.35 * (1 - distance / 220));
  else if (kind == 1)
    mix (colour, palette->light, fmod (distance, 56) < 28 ? 0.14 : 0);
  else
    mix (colour, palette->light, fmod (atan2 (y, x) + G_PI, G_PI / 8) < G_PI / 16 ? 0.16 : 0);
  mix (colour, palette->light, 46 - distance);
}

static Colour
get_pixel (const Palette *palette,
           guint64        seed,
           int            x,
           int            y)
{
  Colour colour = get_colour (palette->above);
  double centre = 110 + (double) (seed >> 8 & 0xff);

  mix (&colour, palette->below, (double) y / HEIGHT);
  draw_light (&colour, palette, seed >> 16 & 0xff ? (seed >> 16) % 3 : 0, x - centre, y - 120);
  for (guint i = 0; i < G_N_ELEMENTS (palette->layers); i++)
    {
      double phase = (double) (seed >> (24 + 8 * i) & 0xff) / 40;
      double top = 190 + 42 * i + 22 * sin (x / (90.0 - 18 * i) + phase) +
                   9 * sin (x / 31.0 + 2 * phase);

      mix (&colour, palette->layers[i], y - top);
    }

  return colour;
}

static guint32
get_check (const guint8 *data,
           gsize         length)
{
  guint32 check = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      check ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        check = check >> 1 ^ (check & 1 ? 0xedb88320 : 0);
    }

  return ~check;
}

static void
append_number (GByteArray *file,
               guint32     number)
{
  guint32 bytes = GUINT32_TO_BE (number);

  g_byte_array_append (file, (const guint8 *) &bytes, sizeof bytes);
}

static void
append_chunk (GByteArray   *file,
              const char   *type,
              const guint8 *data,
              gsize         length)
{
  guint start;

  append_number (file, (guint32) length);
  start = file->len;
  g_byte_array_append (file, (const guint8 *) type, 4);
  if (length > 0)
    g_byte_array_append (file, data, (guint) length);
  append_number (file, get_check (file->data + start, file->len - start));
}

/* Each pixel as its difference from the one to its left, which packs well. */
static GBytes *
draw (guint id)
{
  guint64 seed = demo_mix (id, 'P');
  const Palette *palette = &palettes[seed % G_N_ELEMENTS (palettes)];
  GByteArray *rows = g_byte_array_sized_new (HEIGHT * (1 + 3 * WIDTH));
  static const guint8 filter = 1;

  for (int y = 0; y < HEIGHT; y++)
    {
      guint8 before[3] = { 0 };

      g_byte_array_append (rows, &filter, 1);
      for (int x = 0; x < WIDTH; x++)
        {
          Colour colour = get_pixel (palette, seed, x, y);
          guint8 now[3] = { (guint8) colour.red, (guint8) colour.green, (guint8) colour.blue };
          guint8 change[3];

          for (guint i = 0; i < 3; i++)
            change[i] = now[i] - before[i];
          memcpy (before, now, sizeof now);
          g_byte_array_append (rows, change, sizeof change);
        }
    }

  return g_byte_array_free_to_bytes (rows);
}

GBytes *
demo_picture_new (guint id)
{
  static const guint8 header[] = {
    0, 0, WIDTH >> 8, WIDTH & 0xff, 0, 0, HEIGHT >> 8, HEIGHT & 0xff, 8, 2, 0, 0, 0,
  };
  g_autoptr(GBytes) rows = draw (id);
  g_autoptr(GConverter) packer =
    G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6));
  g_autoptr(GBytes) packed = g_converter_convert_bytes (packer, rows, NULL);
  GByteArray *file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_chunk (file, "IHDR", header, sizeof header);
  append_chunk (file, "IDAT", g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  append_chunk (file, "IEND", NULL, 0);

  return g_byte_array_free_to_bytes (file);
}
