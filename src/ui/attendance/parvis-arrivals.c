#include "config.h"

#include "parvis-arrivals.h"

#include <adwaita.h>

#include "parvis-attendance-words.h"
#include "parvis-attendance.h"
#include "parvis-format.h"

#define HEIGHT 180
#define GAP_BELOW 4
#define GAP_BESIDE 8
#define TICKS 3
#define LABEL_ROOM 72

struct _ParvisArrivals
{
  GtkWidget         parent_instance;
  ParvisAttendance *attendance;
  int               cursor;        /* -1 for none */
  char             *legend;
};

G_DEFINE_FINAL_TYPE (ParvisArrivals, parvis_arrivals, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ATTENDANCE = 1,
  PROP_LEGEND,
} ParvisArrivalsProperty;

static GParamSpec *props[PROP_LEGEND + 1];

static guint
count_bars (ParvisArrivals *self)
{
  return self->attendance != NULL && self->attendance->arrivals != NULL
         ? self->attendance->arrivals->len : 0;
}

static ParvisArrival *
get_bar (ParvisArrivals *self,
         guint           place)
{
  return g_ptr_array_index (self->attendance->arrivals, place);
}

/* ---- what it says ---- */

static void
update_legend (ParvisArrivals *self)
{
  g_autofree char *legend = NULL;
  g_autofree char *summary = parvis_attendance_words_summary (self->attendance);

  if (self->cursor >= 0 && (guint) self->cursor < count_bars (self))
    legend = parvis_attendance_words_arrival (get_bar (self, (guint) self->cursor));
  else
    legend = g_strdup (summary);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, summary,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, legend, -1);
  if (g_set_str (&self->legend, legend))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LEGEND]);
}

static void
set_cursor (ParvisArrivals *self,
            int             cursor)
{
  if (self->cursor == cursor)
    return;

  self->cursor = cursor;
  update_legend (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- drawing ---- */

/* A round number that the highest bar does not pass, and that the ticks divide. */
static gint64
get_top (ParvisArrivals *self)
{
  static const int steps[] = { 1, 2, 5 };
  gint64 highest = TICKS;

  for (guint i = 0; i < count_bars (self); i++)
    highest = MAX (highest, MAX (get_bar (self, i)->scans, get_bar (self, i)->sampled));

  for (gint64 power = 1; ; power *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
      if (steps[i] * power * TICKS >= highest)
        return steps[i] * power * TICKS;
}

static PangoLayout *
make_layout (ParvisArrivals *self,
             const char     *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);

  return layout;
}

static void
draw_text (ParvisArrivals *self,
           GtkSnapshot    *snapshot,
           const char     *text,
           float           x,
           float           y,
           float           align,
           const GdkRGBA  *color)
{
  g_autoptr(PangoLayout) layout = make_layout (self, text);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x - align * (float) width, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* Where the bars stand: beside the numbers, above the times. */
static graphene_rect_t
get_plot (ParvisArrivals *self)
{
  g_autofree char *top = parvis_format_count (get_top (self));
  g_autoptr(PangoLayout) layout = make_layout (self, top);
  GtkWidget *widget = GTK_WIDGET (self);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  width += GAP_BESIDE;

  return GRAPHENE_RECT_INIT ((float) width, (float) height / 2,
                             MAX (1, (float) (gtk_widget_get_width (widget) - width)),
                             MAX (1, (float) gtk_widget_get_height (widget) -
                                     (float) height * 1.5f - GAP_BELOW));
}

/* The place in the plot, counted from the side where reading begins. */
static float
get_x (ParvisArrivals        *self,
       const graphene_rect_t *plot,
       float                  place)
{
  float offset = plot->size.width * place / (float) MAX (1, count_bars (self));

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    return (float) gtk_widget_get_width (GTK_WIDGET (self)) - plot->origin.x - offset;

  return plot->origin.x + offset;
}

static float
get_y (const graphene_rect_t *plot,
       gint64                 value,
       gint64                 top)
{
  return plot->origin.y + plot->size.height * (1 - (float) value / (float) top);
}

static void
draw_axes (ParvisArrivals        *self,
           GtkSnapshot           *snapshot,
           const graphene_rect_t *plot,
           const GdkRGBA         *color)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float side = rtl ? (float) gtk_widget_get_width (GTK_WIDGET (self)) : 0;
  float left = MIN (get_x (self, plot, 0), get_x (self, plot, (float) count_bars (self)));
  guint every = (guint) (LABEL_ROOM * count_bars (self) / plot->size.width) + 1;
  gint64 top = get_top (self);
  GdkRGBA line = *color;

  line.alpha *= 0.15f;
  for (int i = 0; i <= TICKS; i++)
    {
      gint64 value = top / TICKS * i;
      g_autofree char *text = parvis_format_count (value);
      float y = get_y (plot, value, top);

      gtk_snapshot_append_color (snapshot, &line,
                                 &GRAPHENE_RECT_INIT (left, y, plot->size.width, 1));
      draw_text (self, snapshot, text, side, y - plot->origin.y, rtl ? 1 : 0, color);
    }

  for (guint i = 0; i < count_bars (self); i += every)
    {
      g_autofree char *text = parvis_format_clock (get_bar (self, i)->start);

      /* The last one would be cut off. */
      if (plot->size.width * (float) (count_bars (self) - i) / (float) count_bars (self) >=
          LABEL_ROOM / 2 || i == 0)
        draw_text (self, snapshot, text, get_x (self, plot, (float) i),
                   plot->origin.y + plot->size.height + GAP_BELOW, rtl ? 1 : 0, color);
    }
}

static void
draw_bars (ParvisArrivals        *self,
           GtkSnapshot           *snapshot,
           const graphene_rect_t *plot,
           const GdkRGBA         *color)
{
  gint64 top = get_top (self);
  float width = plot->size.width / (float) count_bars (self);
  float room = width > 3 ? 1 : 0;

  for (guint i = 0; i < count_bars (self); i++)
    {
      float left = MIN (get_x (self, plot, (float) i), get_x (self, plot, (float) i + 1));
      float y = get_y (plot, get_bar (self, i)->scans, top);
      GskRoundedRect outline;
      float corner = MIN (3, width / 4);

      if ((guint) self->cursor == i)
        {
          GdkRGBA band = *color;

          band.alpha = 0.15f;
          gtk_snapshot_append_color (snapshot, &band,
                                     &GRAPHENE_RECT_INIT (left, plot->origin.y, width,
                                                          plot->size.height));
        }
      if (get_bar (self, i)->scans == 0)
        continue;

      gsk_rounded_rect_init (&outline,
                             &GRAPHENE_RECT_INIT (left + room, y, width - 2 * room,
                                                  plot->origin.y + plot->size.height - y),
                             &GRAPHENE_SIZE_INIT (corner, corner),
                             &GRAPHENE_SIZE_INIT (corner, corner),
                             &GRAPHENE_SIZE_INIT (0, 0), &GRAPHENE_SIZE_INIT (0, 0));
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, color, &outline.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

/* A stretch in which nobody asked has no line: it is not known what came then. */
static void
draw_samples (ParvisArrivals        *self,
              GtkSnapshot           *snapshot,
              const graphene_rect_t *plot,
              const GdkRGBA         *color)
{
  g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr(GskPathBuilder) dots = gsk_path_builder_new ();
  g_autoptr(GskPath) path = NULL;
  g_autoptr(GskPath) points = NULL;
  g_autoptr(GskStroke) stroke = gsk_stroke_new (2);
  gint64 top = get_top (self);
  gboolean drawing = FALSE;

  for (guint i = 0; i < count_bars (self); i++)
    {
      gint64 sampled = get_bar (self, i)->sampled;
      graphene_point_t point = GRAPHENE_POINT_INIT (get_x (self, plot, (float) i + 0.5f),
                                                    get_y (plot, MAX (sampled, 0), top));

      if (sampled == WEEZ_UNKNOWN)
        {
          drawing = FALSE;
          continue;
        }
      if (drawing)
        gsk_path_builder_line_to (builder, point.x, point.y);
      else
        gsk_path_builder_move_to (builder, point.x, point.y);
      gsk_path_builder_add_circle (dots, &point, 2.5f);
      drawing = TRUE;
    }

  path = gsk_path_builder_to_path (builder);
  points = gsk_path_builder_to_path (dots);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
  gtk_snapshot_append_fill (snapshot, points, GSK_FILL_RULE_WINDING, color);
}

static void
parvis_arrivals_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  ParvisArrivals *self = PARVIS_ARRIVALS (widget);
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  graphene_rect_t plot;
  GdkRGBA accent;
  GdkRGBA text;

  if (count_bars (self) == 0)
    return;

  plot = get_plot (self);
  gtk_widget_get_color (widget, &text);
  adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (manager),
                                       adw_style_manager_get_dark (manager), &accent);
  draw_axes (self, snapshot, &plot, &text);
  draw_bars (self, snapshot, &plot, &accent);
  draw_samples (self, snapshot, &plot, &text);
}

static void
parvis_arrivals_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 200;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 600;
}

/* ---- the cursor ---- */

static void
motion_cb (ParvisArrivals *self,
           double          x)
{
  graphene_rect_t plot;
  double offset;

  if (count_bars (self) == 0)
    return;

  plot = get_plot (self);
  offset = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL
           ? gtk_widget_get_width (GTK_WIDGET (self)) - x - plot.origin.x : x - plot.origin.x;
  set_cursor (self, offset < 0 ? -1 : MIN ((int) (offset * count_bars (self) / plot.size.width),
                                           (int) count_bars (self) - 1));
}

static void
leave_cb (ParvisArrivals *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    set_cursor (self, -1);
}

static gboolean
key_cb (ParvisArrivals *self,
        guint           key)
{
  int n_bars = (int) count_bars (self);
  int step = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  int cursor = self->cursor;

  if (n_bars == 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Left:
      cursor -= step;
      break;
    case GDK_KEY_Right:
      cursor += step;
      break;
    case GDK_KEY_Home:
      cursor = 0;
      break;
    case GDK_KEY_End:
      cursor = n_bars - 1;
      break;
    case GDK_KEY_Escape:
      if (cursor < 0)
        return GDK_EVENT_PROPAGATE;
      set_cursor (self, -1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }

  set_cursor (self, CLAMP (cursor, 0, n_bars - 1));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), self->legend,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);

  return GDK_EVENT_STOP;
}

static void
add_controllers (ParvisArrivals *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

static void
parvis_arrivals_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ParvisArrivals *self = PARVIS_ARRIVALS (object);

  switch ((ParvisArrivalsProperty) prop_id)
    {
    case PROP_ATTENDANCE:
      g_value_set_object (value, self->attendance);
      break;
    case PROP_LEGEND:
      g_value_set_string (value, self->legend);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_arrivals_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  ParvisArrivals *self = PARVIS_ARRIVALS (object);

  if (prop_id != PROP_ATTENDANCE)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }

  if (!g_set_object (&self->attendance, g_value_get_object (value)))
    return;

  if (self->cursor >= (int) count_bars (self))
    self->cursor = -1;
  update_legend (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (object, pspec);
}

static void
parvis_arrivals_finalize (GObject *object)
{
  ParvisArrivals *self = PARVIS_ARRIVALS (object);

  g_clear_object (&self->attendance);
  g_clear_pointer (&self->legend, g_free);

  G_OBJECT_CLASS (parvis_arrivals_parent_class)->finalize (object);
}

static void
parvis_arrivals_class_init (ParvisArrivalsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_arrivals_get_property;
  object_class->set_property = parvis_arrivals_set_property;
  object_class->finalize = parvis_arrivals_finalize;
  widget_class->snapshot = parvis_arrivals_snapshot;
  widget_class->measure = parvis_arrivals_measure;

  props[PROP_ATTENDANCE] =
    g_param_spec_object ("attendance", NULL, NULL, PARVIS_TYPE_ATTENDANCE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_LEGEND] = g_param_spec_string ("legend", NULL, NULL, NULL,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
parvis_arrivals_init (ParvisArrivals *self)
{
  self->cursor = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  add_controllers (self);
}
