#include "config.h"

#include "parvis-chart-private.h"

#include <math.h>

#include "parvis-format.h"

#define GAP 6
#define BEST_LINES 4
#define LABEL_ROOM 110
#define DOT 3.5f

/* What is needed while one picture is drawn. */
typedef struct
{
  GtkWidget                *widget;
  GtkSnapshot              *snapshot;
  const ParvisChartContent *content;
  gboolean                  mirrored;
  gboolean                  dark;
  gboolean                  contrast;
  GdkRGBA                   text;
  GdkRGBA                   accent;
  float                     x, y, width, height;   /* of the plot */
  gint64                    top;                   /* the value at its upper edge */
  gint64                    step;
} Picture;

/* ---- measures ---- */

static PangoLayout *
new_layout (GtkWidget  *widget,
            const char *text,
            gboolean    strong)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  if (strong)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);

  return layout;
}

static void
measure (GtkWidget  *widget,
         const char *text,
         int        *width,
         int        *height)
{
  g_autoptr(PangoLayout) layout = new_layout (widget, text, FALSE);

  pango_layout_get_pixel_size (layout, width, height);
}

static gint64
get_highest (const ParvisChartContent *content)
{
  gint64 highest = content->range_place < content->n_places ? content->high : 0;

  for (guint i = 0; i < content->series->len; i++)
    {
      const ParvisChartSeries *series = g_ptr_array_index (content->series, i);

      for (guint j = 0; j < content->n_places; j++)
        highest = MAX (highest, series->values[j]);
    }

  return MAX (highest, 1);
}

/* 1, 2 or 5 times a power of ten. */
static gint64
find_step (gint64 highest)
{
  gint64 power = 1;

  while (TRUE)
    {
      for (guint i = 0; i < 3; i++)
        {
          gint64 candidate = (const gint64[]) { 1, 2, 5 }[i] * power;

          if (highest <= candidate * BEST_LINES)
            return candidate;
        }
      power *= 10;
    }
}

static void
lay_out (Picture *picture)
{
  int width, height;
  g_autofree char *count = NULL;
  float all = gtk_widget_get_width (picture->widget);
  gint64 highest = get_highest (picture->content);

  picture->step = find_step (highest);
  picture->top = (highest + picture->step - 1) / picture->step * picture->step;
  count = parvis_format_count (picture->top);
  measure (picture->widget, count, &width, &height);

  picture->mirrored = gtk_widget_get_direction (picture->widget) == GTK_TEXT_DIR_RTL;
  picture->width = all - width - 2 * GAP - GAP;
  picture->x = picture->mirrored ? GAP : width + 2 * GAP;
  /* The names of the series are above, those of places below. */
  picture->y = height + 2 * GAP;
  picture->height = gtk_widget_get_height (picture->widget) - picture->y - height - 2 * GAP;
}

static float
x_of (const Picture *picture,
      guint          place)
{
  guint n = picture->content->n_places;
  float part = ((float) place + 0.5f) / (float) n;

  return picture->x + picture->width * (picture->mirrored ? 1 - part : part);
}

static float
y_of (const Picture *picture,
      gint64         value)
{
  return picture->y + picture->height * (1 - (float) ((double) value / (double) picture->top));
}

/* ---- colours ---- */

static GdkRGBA
fade (GdkRGBA color,
      float   alpha)
{
  color.alpha *= alpha;

  return color;
}

static void
find_colors (Picture *picture)
{
  GdkDisplay *display = gtk_widget_get_display (picture->widget);
  AdwStyleManager *style = adw_style_manager_get_for_display (display);

  picture->dark = adw_style_manager_get_dark (style);
  picture->contrast = adw_style_manager_get_high_contrast (style);
  gtk_widget_get_color (picture->widget, &picture->text);
  adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (style), picture->dark,
                                       &picture->accent);
}

static GdkRGBA
get_color (const Picture *picture,
           guint          series)
{
  return series == 0 ? picture->accent : fade (picture->text, picture->contrast ? 1 : 0.75f);
}

static GskStroke *
new_stroke (const Picture *picture,
            guint          series)
{
  GskStroke *stroke = gsk_stroke_new (picture->contrast ? 3 : 2);

  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  if (series > 0)
    gsk_stroke_set_dash (stroke, (const float[]) { 5, 4 }, 2);

  return stroke;
}

/* ---- drawing ---- */

static void
draw_line (const Picture *picture,
           float          from_x,
           float          from_y,
           float          to_x,
           float          to_y,
           GdkRGBA        color,
           gboolean       dashed)
{
  g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr(GskPath) path = NULL;
  GskStroke *stroke = gsk_stroke_new (1);

  gsk_path_builder_move_to (builder, from_x, from_y);
  gsk_path_builder_line_to (builder, to_x, to_y);
  path = gsk_path_builder_to_path (builder);
  if (dashed)
    gsk_stroke_set_dash (stroke, (const float[]) { 3, 3 }, 2);
  gtk_snapshot_append_stroke (picture->snapshot, path, stroke, &color);
  gsk_stroke_free (stroke);
}

static void
draw_text (const Picture *picture,
           PangoLayout   *layout,
           float          x,
           float          y,
           GdkRGBA        color)
{
  gtk_snapshot_save (picture->snapshot);
  gtk_snapshot_translate (picture->snapshot, &GRAPHENE_POINT_INIT (roundf (x), roundf (y)));
  gtk_snapshot_append_layout (picture->snapshot, layout, &color);
  gtk_snapshot_restore (picture->snapshot);
}

static void
draw_grid (const Picture *picture)
{
  GdkRGBA line = fade (picture->text, picture->contrast ? 0.5f : 0.15f);

  for (gint64 value = 0; value <= picture->top; value += picture->step)
    {
      g_autofree char *count = parvis_format_count (value);
      g_autoptr(PangoLayout) layout = new_layout (picture->widget, count, FALSE);
      float y = roundf (y_of (picture, value)) + 0.5f;
      int width, height;

      draw_line (picture, picture->x, y, picture->x + picture->width, y, line, FALSE);
      pango_layout_get_pixel_size (layout, &width, &height);
      draw_text (picture, layout,
                 picture->mirrored ? picture->x + picture->width + GAP
                                   : picture->x - GAP - (float) width,
                 y - (float) height / 2, picture->text);
    }
}

static void
draw_places (const Picture *picture)
{
  guint n = picture->content->n_places;
  guint n_labels = CLAMP ((guint) (picture->width / LABEL_ROOM), 2, 6);

  n_labels = MIN (n_labels, n);
  for (guint i = 0; i < n_labels; i++)
    {
      guint place = n_labels > 1 ? i * (n - 1) / (n_labels - 1) : 0;
      g_autofree char *words = picture->content->words (place, TRUE, picture->content->data);
      g_autoptr(PangoLayout) layout = new_layout (picture->widget, words, FALSE);
      int width;
      float x;

      pango_layout_get_pixel_size (layout, &width, NULL);
      x = x_of (picture, place) - (float) width / 2;
      draw_text (picture, layout,
                 CLAMP (x, picture->x, picture->x + picture->width - (float) width),
                 picture->y + picture->height + GAP, picture->text);
    }

  if (picture->content->mark < n)
    {
      float x = roundf (x_of (picture, picture->content->mark)) + 0.5f;

      draw_line (picture, x, picture->y, x, picture->y + picture->height,
                 fade (picture->text, 0.55f), TRUE);
    }
}

/* Up to the next gap; gives the place after it. */
static guint
draw_stretch (const Picture           *picture,
              const ParvisChartSeries *series,
              guint                    number,
              guint                    from)
{
  g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr(GskPathBuilder) area = gsk_path_builder_new ();
  g_autoptr(GskPath) path = NULL;
  GdkRGBA color = get_color (picture, number);
  float base = y_of (picture, 0);
  GskStroke *stroke;
  guint i;

  gsk_path_builder_move_to (area, x_of (picture, from), base);
  for (i = from; i < picture->content->n_places && series->values[i] != PARVIS_CHART_GAP; i++)
    {
      float x = x_of (picture, i);
      float y = y_of (picture, series->values[i]);

      if (i == from)
        gsk_path_builder_move_to (builder, x, y);
      else
        gsk_path_builder_line_to (builder, x, y);
      gsk_path_builder_line_to (area, x, y);
    }

  if (number == 0)
    {
      g_autoptr(GskPath) shade = NULL;
      GdkRGBA light = fade (color, 0.15f);

      gsk_path_builder_line_to (area, x_of (picture, i - 1), base);
      gsk_path_builder_close (area);
      shade = gsk_path_builder_to_path (area);
      gtk_snapshot_append_fill (picture->snapshot, shade, GSK_FILL_RULE_WINDING, &light);
    }

  /* A line of one point would not be seen. */
  if (i == from + 1)
    gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (x_of (picture, from),
                                 y_of (picture, series->values[from])), 1);
  path = gsk_path_builder_to_path (builder);
  stroke = new_stroke (picture, number);
  gtk_snapshot_append_stroke (picture->snapshot, path, stroke, &color);
  gsk_stroke_free (stroke);

  return i;
}

static void
draw_bars (const Picture           *picture,
           const ParvisChartSeries *series,
           guint                    number)
{
  GdkRGBA color = get_color (picture, number);
  float room = picture->width / (float) picture->content->n_places;
  float width = MAX (1, MIN (room * 0.7f, 24));

  for (guint i = 0; i < picture->content->n_places; i++)
    if (series->values[i] > 0)
      {
        float y = y_of (picture, series->values[i]);

        gtk_snapshot_append_color (picture->snapshot, &color,
                                   &GRAPHENE_RECT_INIT (x_of (picture, i) - width / 2, y, width,
                                                        picture->y + picture->height - y));
      }
}

static void
draw_series (const Picture *picture)
{
  /* The first one lies on top. */
  for (guint number = picture->content->series->len; number-- > 0;)
    {
      const ParvisChartSeries *series = g_ptr_array_index (picture->content->series, number);
      guint i = 0;

      if (series->shape == PARVIS_CHART_BARS)
        {
          draw_bars (picture, series, number);
          continue;
        }

      while (i < picture->content->n_places)
        i = series->values[i] == PARVIS_CHART_GAP ? i + 1
                                                  : draw_stretch (picture, series, number, i);
    }
}

/* A bracket, so that nobody takes it for a line that was measured. */
static void
draw_range (const Picture *picture)
{
  float x, low, high;

  if (picture->content->range_place >= picture->content->n_places)
    return;

  x = roundf (x_of (picture, picture->content->range_place)) + 0.5f;
  low = y_of (picture, picture->content->low);
  high = y_of (picture, picture->content->high);
  draw_line (picture, x, low, x, high, picture->accent, FALSE);
  draw_line (picture, x - 5, low, x + 5, low, picture->accent, FALSE);
  draw_line (picture, x - 5, high, x + 5, high, picture->accent, FALSE);
}

static void
draw_names (const Picture *picture)
{
  float room = (float) gtk_widget_get_width (picture->widget) - 2 * GAP;
  float x = GAP;
  guint n = picture->content->series->len;

  for (guint i = 0; i < n; i++)
    {
      const ParvisChartSeries *series = g_ptr_array_index (picture->content->series, i);
      g_autoptr(PangoLayout) layout = new_layout (picture->widget, series->name, FALSE);
      g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
      g_autoptr(GskPath) path = NULL;
      GdkRGBA color = get_color (picture, i);
      GskStroke *stroke = new_stroke (picture, i);
      int width, height;
      float left;

      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
      pango_layout_get_pixel_size (layout, &width, &height);
      width = MIN (width, (int) (room / (float) n) - 36);
      pango_layout_set_width (layout, width * PANGO_SCALE);

      left = picture->mirrored ? GAP + room - x : x;
      gsk_path_builder_move_to (builder, left, GAP + (float) height / 2);
      gsk_path_builder_line_to (builder, left + (picture->mirrored ? -20 : 20),
                                GAP + (float) height / 2);
      path = gsk_path_builder_to_path (builder);
      gtk_snapshot_append_stroke (picture->snapshot, path, stroke, &color);
      gsk_stroke_free (stroke);
      draw_text (picture, layout, picture->mirrored ? left - 26 - (float) width : left + 26, GAP,
                 picture->text);
      x += 26 + (float) width + 2 * GAP;
    }
}

static char *
dup_values (const Picture *picture,
            guint          place)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *where = picture->content->words (place, FALSE, picture->content->data);

  g_string_append (text, where);
  for (guint i = 0; i < picture->content->series->len; i++)
    {
      const ParvisChartSeries *series = g_ptr_array_index (picture->content->series, i);
      g_autofree char *count = NULL;

      if (series->values[place] == PARVIS_CHART_GAP)
        continue;
      count = parvis_format_count (series->values[place]);
      g_string_append_printf (text, "\n%s  %s", count, series->name);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
draw_note (const Picture *picture,
           float          at)
{
  g_autofree char *text = dup_values (picture, picture->content->cursor);
  g_autoptr(PangoLayout) layout = new_layout (picture->widget, text, FALSE);
  GdkRGBA back = picture->dark ? (GdkRGBA) { 0.21f, 0.21f, 0.23f, 1 } : (GdkRGBA) { 1, 1, 1, 1 };
  GdkRGBA edge = fade (picture->text, picture->contrast ? 1 : 0.25f);
  const float border[] = { 1, 1, 1, 1 };
  const GdkRGBA edges[] = { edge, edge, edge, edge };
  GskRoundedRect box;
  int width, height;
  float x, y;

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_get_pixel_size (layout, &width, &height);
  width = MIN (width, (int) picture->width - 4 * GAP);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  /* On the side where there is room for it. */
  x = at + 2 * GAP;
  if (x + (float) width + 2 * GAP > picture->x + picture->width)
    x = MAX (picture->x, at - 4 * GAP - (float) width);
  y = picture->y + GAP;

  gsk_rounded_rect_init_from_rect (&box,
                                   &GRAPHENE_RECT_INIT (x, y, (float) width + 2 * GAP,
                                                        (float) height + 2 * GAP), 6);
  gtk_snapshot_push_rounded_clip (picture->snapshot, &box);
  gtk_snapshot_append_color (picture->snapshot, &back, &box.bounds);
  gtk_snapshot_pop (picture->snapshot);
  gtk_snapshot_append_border (picture->snapshot, &box, border, edges);
  draw_text (picture, layout, x + GAP, y + GAP, picture->text);
}

static void
draw_cursor (const Picture *picture)
{
  guint place = picture->content->cursor;
  float x;

  if (place >= picture->content->n_places)
    return;

  x = roundf (x_of (picture, place)) + 0.5f;
  draw_line (picture, x, picture->y, x, picture->y + picture->height, picture->text, FALSE);

  for (guint i = 0; i < picture->content->series->len; i++)
    {
      const ParvisChartSeries *series = g_ptr_array_index (picture->content->series, i);
      g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
      g_autoptr(GskPath) path = NULL;
      GdkRGBA color = get_color (picture, i);

      if (series->values[place] == PARVIS_CHART_GAP)
        continue;

      gsk_path_builder_add_circle (builder,
                                   &GRAPHENE_POINT_INIT (x, y_of (picture, series->values[place])),
                                   DOT);
      path = gsk_path_builder_to_path (builder);
      gtk_snapshot_append_fill (picture->snapshot, path, GSK_FILL_RULE_WINDING, &color);
    }

  draw_note (picture, x);
}

void
parvis_chart_draw (GtkWidget                *widget,
                   GtkSnapshot              *snapshot,
                   const ParvisChartContent *content)
{
  Picture picture = { .widget = widget, .snapshot = snapshot, .content = content };

  if (content->n_places == 0)
    return;

  find_colors (&picture);
  lay_out (&picture);
  draw_grid (&picture);
  draw_places (&picture);
  draw_series (&picture);
  draw_range (&picture);
  draw_names (&picture);
  draw_cursor (&picture);
}

guint
parvis_chart_place_at (GtkWidget                *widget,
                       const ParvisChartContent *content,
                       double                    x)
{
  Picture picture = { .widget = widget, .content = content };
  double part;

  if (content->n_places == 0)
    return G_MAXUINT;

  lay_out (&picture);
  part = (x - picture.x) / picture.width;
  if (picture.mirrored)
    part = 1 - part;

  return (guint) CLAMP ((int) floor (part * content->n_places), 0, (int) content->n_places - 1);
}
