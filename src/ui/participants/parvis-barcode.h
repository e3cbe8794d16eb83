#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_BARCODE (parvis_barcode_get_type ())
G_DECLARE_FINAL_TYPE (ParvisBarcode, parvis_barcode, PARVIS, BARCODE, GtkWidget)

/* A code as a scanner reads it: dark on white in every style. */

void parvis_barcode_set_text (ParvisBarcode *self,
                              const char    *text);

G_END_DECLS
