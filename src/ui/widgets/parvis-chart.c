#include "config.h"

#include "parvis-chart-private.h"

#include <glib/gi18n-lib.h>

#include "parvis-format.h"

#define SMALLEST_WIDTH 240
#define SMALLEST_HEIGHT 200
#define NATURAL_HEIGHT 280
/* Page Up and Page Down: a week where places are days. */
#define PAGE 7

struct _ParvisChart
{
  GtkWidget          parent_instance;
  ParvisChartContent content;
  gboolean           pointed;   /* the cursor follows the pointer */
};

G_DEFINE_FINAL_TYPE (ParvisChart, parvis_chart, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_CURSOR = 1,
} ParvisChartProperty;

static GParamSpec *props[PROP_CURSOR + 1];

static void
series_free (gpointer data)
{
  ParvisChartSeries *series = data;

  g_free (series->name);
  g_free (series->values);
  g_free (series);
}

static void
tell (ParvisChart *self,
      gboolean     aloud)
{
  g_autofree char *words = NULL;

  if (self->content.cursor >= self->content.n_places)
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }

  words = parvis_chart_dup_words_at (self, self->content.cursor);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  if (aloud)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
move_to (ParvisChart *self,
         guint        place,
         gboolean     aloud)
{
  if (self->content.cursor == place)
    return;

  self->content.cursor = place;
  tell (self, aloud);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURSOR]);
}

/* Where somebody who comes by key looks first. */
static guint
get_first_place (ParvisChart *self)
{
  if (self->content.mark < self->content.n_places)
    return self->content.mark;

  return self->content.n_places > 0 ? self->content.n_places - 1 : G_MAXUINT;
}

static void
step (ParvisChart *self,
      int          by)
{
  int last = (int) self->content.n_places - 1;
  int from = self->content.cursor < self->content.n_places ? (int) self->content.cursor
                                                           : (int) get_first_place (self);

  if (last >= 0)
    move_to (self, (guint) CLAMP (from + by, 0, last), TRUE);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        modifiers,
                ParvisChart           *self)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int last = (int) self->content.n_places;

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      step (self, mirrored ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      step (self, mirrored ? -1 : 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
      step (self, -PAGE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
      step (self, PAGE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      step (self, -last);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      step (self, last);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_enter_cb (ParvisChart *self)
{
  move_to (self, get_first_place (self), FALSE);
}

static void
focus_leave_cb (ParvisChart *self)
{
  move_to (self, G_MAXUINT, FALSE);
}

static void
motion_cb (ParvisChart *self,
           double       x,
           double       y)
{
  self->pointed = TRUE;
  move_to (self, parvis_chart_place_at (GTK_WIDGET (self), &self->content, x), FALSE);
}

static void
leave_cb (ParvisChart *self)
{
  if (self->pointed && !gtk_widget_has_focus (GTK_WIDGET (self)))
    move_to (self, G_MAXUINT, FALSE);
  self->pointed = FALSE;
}

static void
pressed_cb (ParvisChart *self,
            int          n_presses,
            double       x,
            double       y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  move_to (self, parvis_chart_place_at (GTK_WIDGET (self), &self->content, x), TRUE);
}

static void
parvis_chart_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  parvis_chart_draw (widget, snapshot, &PARVIS_CHART (widget)->content);
}

static void
parvis_chart_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  gboolean wide = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = wide ? SMALLEST_WIDTH : SMALLEST_HEIGHT;
  *natural = wide ? SMALLEST_WIDTH : NATURAL_HEIGHT;
}

static void
parvis_chart_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (prop_id == PROP_CURSOR)
    g_value_set_uint (value, PARVIS_CHART (object)->content.cursor);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_chart_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  if (prop_id == PROP_CURSOR)
    parvis_chart_set_cursor (PARVIS_CHART (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
clear_words (ParvisChart *self)
{
  if (self->content.destroy != NULL)
    self->content.destroy (self->content.data);
  self->content.words = NULL;
  self->content.destroy = NULL;
}

static void
parvis_chart_finalize (GObject *object)
{
  ParvisChart *self = PARVIS_CHART (object);

  clear_words (self);
  g_ptr_array_unref (self->content.series);

  G_OBJECT_CLASS (parvis_chart_parent_class)->finalize (object);
}

static void
parvis_chart_class_init (ParvisChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_chart_get_property;
  object_class->set_property = parvis_chart_set_property;
  object_class->finalize = parvis_chart_finalize;
  widget_class->snapshot = parvis_chart_snapshot;
  widget_class->measure = parvis_chart_measure;

  props[PROP_CURSOR] =
    g_param_spec_uint ("cursor", NULL, NULL, 0, G_MAXUINT, G_MAXUINT,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
parvis_chart_init (ParvisChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));

  self->content.series = g_ptr_array_new_with_free_func (series_free);
  self->content.mark = self->content.cursor = self->content.range_place = G_MAXUINT;

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));

  g_signal_connect_object (style, "notify::accent-color", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_ROLE_DESCRIPTION, _("Chart"), -1);
}

/**
 * parvis_chart_set_places:
 * @self: a chart
 * @n_places: how many values each series has
 * @mark: one of them that is marked, as today; or %G_MAXUINT
 * @words: tells a place
 * @data: for @words
 * @destroy: (nullable): frees @data
 *
 * Begins anew, without any series.
 */
void
parvis_chart_set_places (ParvisChart      *self,
                         guint             n_places,
                         guint             mark,
                         ParvisChartWords  words,
                         gpointer          data,
                         GDestroyNotify    destroy)
{
  g_return_if_fail (PARVIS_IS_CHART (self));

  clear_words (self);
  g_ptr_array_set_size (self->content.series, 0);
  self->content.n_places = n_places;
  self->content.mark = mark;
  self->content.words = words;
  self->content.data = data;
  self->content.destroy = destroy;
  self->content.range_place = G_MAXUINT;
  if (self->content.cursor >= n_places)
    move_to (self, G_MAXUINT, FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * parvis_chart_add_series:
 * @self: a chart
 * @name: what is counted
 * @shape: how it is drawn
 * @values: (transfer none): one for each place, %PARVIS_CHART_GAP where nothing is known
 */
void
parvis_chart_add_series (ParvisChart      *self,
                         const char       *name,
                         ParvisChartShape  shape,
                         const gint64     *values)
{
  ParvisChartSeries *series = g_new0 (ParvisChartSeries, 1);

  g_return_if_fail (PARVIS_IS_CHART (self));

  series->name = g_strdup (name);
  series->shape = shape;
  series->values = g_memdup2 (values, self->content.n_places * sizeof (gint64));
  g_ptr_array_add (self->content.series, series);
  tell (self, FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * parvis_chart_set_range:
 * @self: a chart with places
 * @place: where it is
 * @low: the least of it
 * @high: the most of it
 *
 * Shows that the first series may come to anything from @low to @high.
 */
void
parvis_chart_set_range (ParvisChart *self,
                        guint        place,
                        gint64       low,
                        gint64       high)
{
  g_return_if_fail (PARVIS_IS_CHART (self));

  self->content.range_place = place;
  self->content.low = low;
  self->content.high = high;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * parvis_chart_set_cursor:
 * @self: a chart
 * @place: where the cursor is to be, or %G_MAXUINT
 */
void
parvis_chart_set_cursor (ParvisChart *self,
                         guint        place)
{
  g_return_if_fail (PARVIS_IS_CHART (self));

  move_to (self, place < self->content.n_places ? place : G_MAXUINT, FALSE);
}

/**
 * parvis_chart_dup_words_at:
 * @self: a chart
 * @place: one of its places
 *
 * Returns: (transfer full): what is there, in a sentence
 */
char *
parvis_chart_dup_words_at (ParvisChart *self,
                           guint        place)
{
  g_autoptr(GString) words = g_string_new (NULL);
  g_autofree char *where = NULL;

  g_return_val_if_fail (PARVIS_IS_CHART (self), NULL);
  g_return_val_if_fail (place < self->content.n_places, NULL);

  where = self->content.words (place, FALSE, self->content.data);
  g_string_append (words, where);
  for (guint i = 0; i < self->content.series->len; i++)
    {
      const ParvisChartSeries *series = g_ptr_array_index (self->content.series, i);
      g_autofree char *count = NULL;

      if (series->values[place] == PARVIS_CHART_GAP)
        continue;

      count = parvis_format_count (series->values[place]);
      g_string_append (words, "; ");
      /* Translators: a series of a chart and its value, as in "Gala 2027: 120". */
      g_string_append_printf (words, C_("chart", "%s: %s"), series->name, count);
    }

  return g_string_free_and_steal (g_steal_pointer (&words));
}
