#include "config.h"

#include "parvis-cut-text.h"

static gboolean
query_tooltip_cb (GtkInscription *text,
                  int             x,
                  int             y,
                  gboolean        by_key,
                  GtkTooltip     *tooltip)
{
  const char *words = gtk_inscription_get_text (text);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (text), words);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= gtk_widget_get_width (GTK_WIDGET (text)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, words);

  return TRUE;
}

/**
 * parvis_cut_text_install:
 * @text: a text on one line, as wide as it is given
 *
 * Tells all of it where somebody points at it and it is cut. Nothing is done before, so that a
 * table of many scrolls as fast as without.
 */
void
parvis_cut_text_install (GtkInscription *text)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (text), TRUE);
  g_signal_connect (text, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
