#pragma once

#include "parvis-chart.h"

G_BEGIN_DECLS

/* Between a chart and what draws it. */

typedef struct
{
  char             *name;
  ParvisChartShape  shape;
  gint64           *values;
} ParvisChartSeries;

typedef struct
{
  guint             n_places;
  guint             mark;
  guint             cursor;
  GPtrArray        *series;    /* ParvisChartSeries */
  ParvisChartWords  words;
  gpointer          data;
  GDestroyNotify    destroy;
  guint             range_place;
  gint64            low;
  gint64            high;
} ParvisChartContent;

void  parvis_chart_draw     (GtkWidget                *widget,
                             GtkSnapshot              *snapshot,
                             const ParvisChartContent *content);
guint parvis_chart_place_at (GtkWidget                *widget,
                             const ParvisChartContent *content,
                             double                    x);

G_END_DECLS
