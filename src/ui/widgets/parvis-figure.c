#include "config.h"

#include "parvis-figure.h"

#include <glib/gi18n-lib.h>

struct _ParvisFigure
{
  AdwBin  parent_instance;
  char   *value;
  char   *caption;
};

G_DEFINE_FINAL_TYPE (ParvisFigure, parvis_figure, ADW_TYPE_BIN)

typedef enum
{
  PROP_VALUE = 1,
  PROP_CAPTION,
} ParvisFigureProperty;

static GParamSpec *props[PROP_CAPTION + 1];

static void
update_name (ParvisFigure *self)
{
  /* A dash says nothing to an ear. */
  const char *value = g_strcmp0 (self->value, "—") == 0 ? _("Unknown") : self->value;
  g_autofree char *name = g_strdup_printf ("%s: %s",
                                           self->caption != NULL ? self->caption : "",
                                           value != NULL ? value : "");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
parvis_figure_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  ParvisFigure *self = PARVIS_FIGURE (object);

  switch ((ParvisFigureProperty) prop_id)
    {
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;
    case PROP_CAPTION:
      g_value_set_string (value, self->caption);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_figure_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  ParvisFigure *self = PARVIS_FIGURE (object);
  gboolean changed = FALSE;

  switch ((ParvisFigureProperty) prop_id)
    {
    case PROP_VALUE:
      changed = g_set_str (&self->value, g_value_get_string (value));
      break;
    case PROP_CAPTION:
      changed = g_set_str (&self->caption, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }

  if (changed)
    {
      update_name (self);
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
parvis_figure_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PARVIS_TYPE_FIGURE);

  G_OBJECT_CLASS (parvis_figure_parent_class)->dispose (object);
}

static void
parvis_figure_finalize (GObject *object)
{
  ParvisFigure *self = PARVIS_FIGURE (object);

  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->caption, g_free);

  G_OBJECT_CLASS (parvis_figure_parent_class)->finalize (object);
}

static void
parvis_figure_class_init (ParvisFigureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_figure_get_property;
  object_class->set_property = parvis_figure_set_property;
  object_class->dispose = parvis_figure_dispose;
  object_class->finalize = parvis_figure_finalize;

  props[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);
  props[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/widgets/parvis-figure.ui");
}

static void
parvis_figure_init (ParvisFigure *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
