#include "config.h"

#include "parvis-view-title.h"

struct _ParvisViewTitle
{
  GtkWidget        parent_instance;
  gboolean         folded;

  AdwViewSwitcher *switcher;
  AdwWindowTitle  *title;
  guint            telling;
};

G_DEFINE_FINAL_TYPE (ParvisViewTitle, parvis_view_title, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_STACK = 1,
  PROP_TITLE,
  PROP_FOLDED,
} ParvisViewTitleProperty;

static GParamSpec *props[PROP_FOLDED + 1];

static int
measure_natural (gpointer       widget,
                 GtkOrientation orientation)
{
  int natural;

  gtk_widget_measure (GTK_WIDGET (widget), orientation, -1, NULL, &natural, NULL, NULL);

  return natural;
}

/* Whoever listens may change what is being allocated, so they hear of it after that. */
static void
tell_cb (gpointer data)
{
  ParvisViewTitle *self = data;

  self->telling = 0;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOLDED]);
}

static void
fold (ParvisViewTitle *self,
      gboolean         folded)
{
  if (self->folded == folded)
    return;

  self->folded = folded;
  gtk_widget_set_child_visible (GTK_WIDGET (self->switcher), !folded);
  gtk_widget_set_child_visible (GTK_WIDGET (self->title), folded);
  if (self->telling == 0)
    self->telling = g_idle_add_once (tell_cb, self);
}

static GtkSizeRequestMode
parvis_view_title_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
parvis_view_title_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  ParvisViewTitle *self = PARVIS_VIEW_TITLE (widget);

  gtk_widget_measure (GTK_WIDGET (self->title), orientation, -1, minimum, natural, NULL, NULL);
  *natural = MAX (*natural, measure_natural (self->switcher, orientation));
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural;
}

static void
parvis_view_title_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  ParvisViewTitle *self = PARVIS_VIEW_TITLE (widget);
  GtkAllocation all = { 0, 0, width, height };

  fold (self, width < measure_natural (self->switcher, GTK_ORIENTATION_HORIZONTAL));
  gtk_widget_size_allocate (self->folded ? GTK_WIDGET (self->title) : GTK_WIDGET (self->switcher),
                            &all, baseline);
}

static void
parvis_view_title_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  ParvisViewTitle *self = PARVIS_VIEW_TITLE (object);

  switch ((ParvisViewTitleProperty) prop_id)
    {
    case PROP_STACK:
      g_value_set_object (value, adw_view_switcher_get_stack (self->switcher));
      break;
    case PROP_TITLE:
      g_value_set_string (value, adw_window_title_get_title (self->title));
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_view_title_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  ParvisViewTitle *self = PARVIS_VIEW_TITLE (object);

  switch ((ParvisViewTitleProperty) prop_id)
    {
    case PROP_STACK:
      adw_view_switcher_set_stack (self->switcher, g_value_get_object (value));
      break;
    case PROP_TITLE:
      adw_window_title_set_title (self->title, g_value_get_string (value));
      break;
    case PROP_FOLDED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_view_title_dispose (GObject *object)
{
  ParvisViewTitle *self = PARVIS_VIEW_TITLE (object);

  g_clear_handle_id (&self->telling, g_source_remove);
  if (self->switcher != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->switcher));
  if (self->title != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->title));
  self->switcher = NULL;
  self->title = NULL;

  G_OBJECT_CLASS (parvis_view_title_parent_class)->dispose (object);
}

static void
parvis_view_title_class_init (ParvisViewTitleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_view_title_get_property;
  object_class->set_property = parvis_view_title_set_property;
  object_class->dispose = parvis_view_title_dispose;
  widget_class->get_request_mode = parvis_view_title_get_request_mode;
  widget_class->measure = parvis_view_title_measure;
  widget_class->size_allocate = parvis_view_title_size_allocate;

  props[PROP_STACK] = g_param_spec_object ("stack", NULL, NULL, ADW_TYPE_VIEW_STACK,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_view_title_init (ParvisViewTitle *self)
{
  self->switcher = ADW_VIEW_SWITCHER (adw_view_switcher_new ());
  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  adw_view_switcher_set_policy (self->switcher, ADW_VIEW_SWITCHER_POLICY_WIDE);
  gtk_widget_set_parent (GTK_WIDGET (self->switcher), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->title), GTK_WIDGET (self));
  gtk_widget_set_child_visible (GTK_WIDGET (self->title), FALSE);
}
