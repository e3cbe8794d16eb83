#include "config.h"

#include "parvis-figures.h"

#define SPACING 12

struct _ParvisFigures
{
  GtkWidget parent_instance;
  guint     fewest;   /* in a line */
  guint     most;
};

G_DEFINE_FINAL_TYPE (ParvisFigures, parvis_figures, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_FEWEST = 1,
  PROP_MOST,
} ParvisFiguresProperty;

static GParamSpec *props[PROP_MOST + 1];

static GtkWidget *
get_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static GtkWidget *
get_first (ParvisFigures *self)
{
  return get_shown (gtk_widget_get_first_child (GTK_WIDGET (self)));
}

static GtkWidget *
get_next (GtkWidget *child)
{
  return get_shown (gtk_widget_get_next_sibling (child));
}

static guint
count (ParvisFigures *self)
{
  guint n = 0;

  for (GtkWidget *child = get_first (self); child != NULL; child = get_next (child))
    n++;

  return n;
}

/* They all get what the largest of them needs. */
static void
measure_largest (ParvisFigures  *self,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural)
{
  *minimum = *natural = 0;

  for (GtkWidget *child = get_first (self); child != NULL; child = get_next (child))
    {
      int its_minimum;
      int its_natural;

      gtk_widget_measure (child, orientation, for_size, &its_minimum, &its_natural, NULL, NULL);
      *minimum = MAX (*minimum, its_minimum);
      *natural = MAX (*natural, its_natural);
    }
}

/* What N of them need beside or below each other. */
static int
span (guint n,
      int   each)
{
  return n > 0 ? n * each + (n - 1) * SPACING : 0;
}

/* Six of which four have room are three and three: no line ends in a hole that could be shared. */
static void
arrange (ParvisFigures *self,
         int            width,
         guint         *n_columns,
         guint         *n_lines)
{
  guint n = MAX (count (self), 1);
  int minimum;
  int natural;
  guint fitting;

  measure_largest (self, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural);
  fitting = CLAMP ((width + SPACING) / (natural + SPACING), (int) self->fewest, (int) self->most);
  *n_lines = (n + fitting - 1) / fitting;
  *n_columns = (n + *n_lines - 1) / *n_lines;
}

static int
get_column_width (guint n_columns,
                  int   width)
{
  return (width - (int) (n_columns - 1) * SPACING) / (int) n_columns;
}

static GtkSizeRequestMode
parvis_figures_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
parvis_figures_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  ParvisFigures *self = PARVIS_FIGURES (widget);
  guint n = count (self);
  guint n_columns;
  guint n_lines;

  measure_largest (self, GTK_ORIENTATION_HORIZONTAL, -1, minimum, natural);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = span (MIN (n, self->fewest), *minimum);
      *natural = span (MIN (n, self->most), *natural);
      return;
    }

  if (for_size < 0)
    for_size = span (MIN (n, self->most), *natural);
  arrange (self, for_size, &n_columns, &n_lines);
  measure_largest (self, orientation, get_column_width (n_columns, for_size), minimum, natural);
  *minimum = span (n > 0 ? n_lines : 0, *minimum);
  *natural = span (n > 0 ? n_lines : 0, *natural);
}

static void
parvis_figures_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  ParvisFigures *self = PARVIS_FIGURES (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint n_columns;
  guint n_lines;
  guint place = 0;
  int line_height;
  int column_width;

  arrange (self, width, &n_columns, &n_lines);
  column_width = get_column_width (n_columns, width);
  line_height = (height - (int) (n_lines - 1) * SPACING) / (int) n_lines;

  for (GtkWidget *child = get_first (self); child != NULL; child = get_next (child))
    {
      GtkAllocation box = { .width = column_width, .height = line_height };

      box.x = (int) (place % n_columns) * (column_width + SPACING);
      box.y = (int) (place / n_columns) * (line_height + SPACING);
      if (mirrored)
        box.x = width - box.x - box.width;
      gtk_widget_size_allocate (child, &box, -1);
      place++;
    }
}

static void
parvis_figures_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ParvisFigures *self = PARVIS_FIGURES (object);

  switch ((ParvisFiguresProperty) prop_id)
    {
    case PROP_FEWEST:
      g_value_set_uint (value, self->fewest);
      break;
    case PROP_MOST:
      g_value_set_uint (value, self->most);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_figures_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  ParvisFigures *self = PARVIS_FIGURES (object);

  switch ((ParvisFiguresProperty) prop_id)
    {
    case PROP_FEWEST:
      self->fewest = g_value_get_uint (value);
      break;
    case PROP_MOST:
      self->most = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_figures_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (parvis_figures_parent_class)->dispose (object);
}

static void
parvis_figures_class_init (ParvisFiguresClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_figures_get_property;
  object_class->set_property = parvis_figures_set_property;
  object_class->dispose = parvis_figures_dispose;
  widget_class->get_request_mode = parvis_figures_get_request_mode;
  widget_class->measure = parvis_figures_measure;
  widget_class->size_allocate = parvis_figures_size_allocate;

  props[PROP_FEWEST] = g_param_spec_uint ("fewest", NULL, NULL, 1, 10, 1, flags);
  props[PROP_MOST] = g_param_spec_uint ("most", NULL, NULL, 1, 10, 10, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_figures_init (ParvisFigures *self)
{
}
