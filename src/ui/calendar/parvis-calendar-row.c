#include "config.h"

#include "parvis-calendar-row.h"

#include "parvis-cut-text.h"
#include "parvis-event-drag.h"
#include "parvis-picture.h"
#include "parvis-words.h"

struct _ParvisCalendarRow
{
  AdwBin           parent_instance;
  ParvisPublicRow *row;

  GtkInscription  *title;
  GtkInscription  *place;
  GtkInscription  *moment;
};

G_DEFINE_FINAL_TYPE (ParvisCalendarRow, parvis_calendar_row, ADW_TYPE_BIN)

typedef enum
{
  PROP_ROW = 1,
} ParvisCalendarRowProperty;

static GParamSpec *props[PROP_ROW + 1];

static GdkContentProvider *
prepare_cb (ParvisCalendarRow *self,
            double             x,
            double             y)
{
  if (self->row == NULL)
    return NULL;

  return parvis_event_drag_new (parvis_public_row_get_record (self->row));
}

static void
parvis_calendar_row_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (prop_id == PROP_ROW)
    g_value_set_object (value, PARVIS_CALENDAR_ROW (object)->row);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_calendar_row_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  ParvisCalendarRow *self = PARVIS_CALENDAR_ROW (object);

  if (prop_id != PROP_ROW)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (g_set_object (&self->row, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
parvis_calendar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PARVIS_TYPE_CALENDAR_ROW);
  g_clear_object (&PARVIS_CALENDAR_ROW (object)->row);

  G_OBJECT_CLASS (parvis_calendar_row_parent_class)->dispose (object);
}

static void
parvis_calendar_row_class_init (ParvisCalendarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_calendar_row_get_property;
  object_class->set_property = parvis_calendar_row_set_property;
  object_class->dispose = parvis_calendar_row_dispose;

  props[PROP_ROW] =
    g_param_spec_object ("row", NULL, NULL, PARVIS_TYPE_PUBLIC_ROW,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_PICTURE);
  g_type_ensure (PARVIS_TYPE_PUBLIC_ROW);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/calendar/parvis-calendar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarRow, title);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarRow, place);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarRow, moment);
  parvis_words_bind (widget_class);
  parvis_public_row_bind (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, prepare_cb);
}

static void
parvis_calendar_row_init (ParvisCalendarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  parvis_cut_text_install (self->title);
  parvis_cut_text_install (self->place);
  parvis_cut_text_install (self->moment);
}
