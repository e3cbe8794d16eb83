#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_CHART (parvis_chart_get_type ())
G_DECLARE_FINAL_TYPE (ParvisChart, parvis_chart, PARVIS, CHART, GtkWidget)

/* Counts at places in a row, as days, drawn as bars or lines. The arrow keys move a cursor, whose
 * values are announced and shown; so does the pointer. The first series has the accent colour and
 * is solid, the second is dashed and as grey as the text: they differ without any colour. Whoever
 * shows one gives it an accessible label, and the same figures as a table.
 *
 * Property: "cursor" (uint, G_MAXUINT where it is nowhere). */

/* Nothing is known there: a gap in a line. */
#define PARVIS_CHART_GAP G_MININT64

typedef enum
{
  PARVIS_CHART_LINE,
  PARVIS_CHART_BARS,
} ParvisChartShape;

/* What the place is called: in a word or two for the axis, or in full. (transfer full) */
typedef char *(*ParvisChartWords) (guint    place,
                                   gboolean brief,
                                   gpointer data);

void   parvis_chart_set_places   (ParvisChart       *self,
                                  guint              n_places,
                                  guint              mark,
                                  ParvisChartWords   words,
                                  gpointer           data,
                                  GDestroyNotify     destroy);
void   parvis_chart_add_series   (ParvisChart       *self,
                                  const char        *name,
                                  ParvisChartShape   shape,
                                  const gint64      *values);
void   parvis_chart_set_range    (ParvisChart       *self,
                                  guint              place,
                                  gint64             low,
                                  gint64             high);
void   parvis_chart_set_cursor   (ParvisChart       *self,
                                  guint              place);
char  *parvis_chart_dup_words_at (ParvisChart       *self,
                                  guint              place);

G_END_DECLS
