#include "config.h"

#include "parvis-barcode.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zint.h>

#define SIZE 168
/* Modules of white around a QR code. */
#define QUIET 4

struct _ParvisBarcode
{
  GtkWidget  parent_instance;
  char      *text;
  GArray    *squares;   /* graphene_rect_t, in modules */
  int        modules;   /* on a side; 0 for nothing to draw */
};

G_DEFINE_FINAL_TYPE (ParvisBarcode, parvis_barcode, GTK_TYPE_WIDGET)

static void
parvis_barcode_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
parvis_barcode_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  ParvisBarcode *self = PARVIS_BARCODE (widget);
  const GdkRGBA white = { 1, 1, 1, 1 };
  const GdkRGBA black = { 0, 0, 0, 1 };
  float scale;
  float left;

  if (self->modules == 0)
    return;

  /* Whole pixels: a scanner wants sharp edges. */
  scale = (float) (SIZE / self->modules);
  left = (float) ((gtk_widget_get_width (widget) - (int) scale * self->modules) / 2);
  gtk_snapshot_append_color (snapshot, &white,
                             &GRAPHENE_RECT_INIT (left, 0, scale * (float) self->modules,
                                                  scale * (float) self->modules));
  for (guint i = 0; i < self->squares->len; i++)
    {
      const graphene_rect_t *square = &g_array_index (self->squares, graphene_rect_t, i);

      gtk_snapshot_append_color (snapshot, &black,
                                 &GRAPHENE_RECT_INIT (left + square->origin.x * scale,
                                                      square->origin.y * scale,
                                                      square->size.width * scale,
                                                      square->size.height * scale));
    }
}

static void
parvis_barcode_finalize (GObject *object)
{
  ParvisBarcode *self = PARVIS_BARCODE (object);

  g_free (self->text);
  g_array_unref (self->squares);

  G_OBJECT_CLASS (parvis_barcode_parent_class)->finalize (object);
}

static void
parvis_barcode_class_init (ParvisBarcodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = parvis_barcode_finalize;
  widget_class->measure = parvis_barcode_measure;
  widget_class->snapshot = parvis_barcode_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
parvis_barcode_init (ParvisBarcode *self)
{
  self->squares = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Barcode to scan"), -1);
}

/* The service tells what a code says and not of which kind it is: not with the participant, not
 * with the ticket, not in the settings of the doors. It may be the seven digits of one distributor
 * and the letters of another, so its length tells nothing either. A QR code holds any of them, and
 * what reads it gives the same text as the ticket would. */
static void
draw (ParvisBarcode *self)
{
  struct zint_symbol *symbol = ZBarcode_Create ();

  g_array_set_size (self->squares, 0);
  self->modules = 0;
  symbol->symbology = BARCODE_QRCODE;
  symbol->input_mode = UNICODE_MODE;

  if (ZBarcode_Encode (symbol, (const unsigned char *) self->text,
                       (int) strlen (self->text)) < ZINT_ERROR)
    {
      self->modules = symbol->width + 2 * QUIET;
      for (int y = 0; y < symbol->rows; y++)
        for (int x = 0; x < symbol->width; x++)
          if ((symbol->encoded_data[y][x / 8] >> (x % 8) & 1) != 0)
            {
              graphene_rect_t square =
                GRAPHENE_RECT_INIT ((float) (x + QUIET), (float) (y + QUIET), 1, 1);

              g_array_append_val (self->squares, square);
            }
    }
  ZBarcode_Delete (symbol);
}

/**
 * parvis_barcode_set_text:
 * @self: a barcode
 * @text: (nullable): what it says; null for nothing
 */
void
parvis_barcode_set_text (ParvisBarcode *self,
                         const char    *text)
{
  g_return_if_fail (PARVIS_IS_BARCODE (self));

  if (!g_set_str (&self->text, text))
    return;

  if (self->text != NULL)
    draw (self);
  else
    {
      g_array_set_size (self->squares, 0);
      self->modules = 0;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
