#include "config.h"

#include "parvis-attendance-view.h"

#include "parvis-arrivals.h"
#include "parvis-attendance-row.h"
#include "parvis-attendance-source.h"
#include "parvis-attendance-words.h"
#include "parvis-control-point-group.h"
#include "parvis-failure-words.h"
#include "parvis-figure.h"
#include "parvis-figures.h"
#include "parvis-filter.h"
#include "parvis-format.h"
#include "parvis-scan-settings-group.h"
#include "parvis-splice.h"
#include "parvis-wait.h"
#include "parvis-words.h"
#include "weez-column.h"

struct _ParvisAttendanceView
{
  AdwBin                   parent_instance;
  ParvisEvent             *event;
  ParvisAttendanceSource  *source;
  gboolean                 filling;
  GtkWidget               *window;    /* while mapped */

  GtkDropDown             *days;
  GListStore              *days_model;
  GListStore              *arrivals_model;
  GListStore              *tickets_model;
  GListStore              *dates_model;
  GListStore              *gates_model;
  GtkListBox              *tickets;
  GtkListBox              *dates;
  GtkListBox              *gates;
};

G_DEFINE_FINAL_TYPE (ParvisAttendanceView, parvis_attendance_view, ADW_TYPE_BIN)

typedef enum
{
  PROP_EVENT = 1,
  PROP_SOURCE,
} ParvisAttendanceViewProperty;

static GParamSpec *props[PROP_SOURCE + 1];

/* Rows that say the same as before stay: the focus must not jump every two minutes. */
static void
fill (GListStore *store,
      GPtrArray  *lines)
{
  GListModel *model = G_LIST_MODEL (store);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      WeezRecord *line = g_ptr_array_index (lines, i);
      g_autoptr(WeezRecord) there = g_list_model_get_item (model, i);

      g_ptr_array_add (items, g_object_ref (weez_record_equal (there, line) ? there : line));
    }

  parvis_splice (store, items);
}

static void
choose_day (ParvisAttendanceView *self,
            const char           *day)
{
  GListModel *model = G_LIST_MODEL (self->days_model);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(ParvisAttendanceLine) line = g_list_model_get_item (model, i);

      if (g_strcmp0 (line->id, day) == 0)
        gtk_drop_down_set_selected (self->days, i);
    }
}

static void
attendance_cb (ParvisAttendanceView *self)
{
  ParvisAttendance *attendance = parvis_attendance_source_get (self->source);

  if (attendance == NULL)
    return;

  self->filling = TRUE;
  fill (self->tickets_model, attendance->tickets);
  fill (self->dates_model, attendance->dates);
  fill (self->gates_model, attendance->gates);
  fill (self->days_model, attendance->days);
  fill (self->arrivals_model, attendance->arrivals);
  choose_day (self, attendance->day);
  self->filling = FALSE;
}

static void
day_cb (ParvisAttendanceView *self)
{
  ParvisAttendanceLine *day = gtk_drop_down_get_selected_item (self->days);

  if (!self->filling && day != NULL)
    parvis_attendance_source_set_day (self->source, day->id);
}

/* ---- whether somebody looks ---- */

static void
update_watched (ParvisAttendanceView *self)
{
  gboolean watched = self->window != NULL &&
                     !gtk_window_is_suspended (GTK_WINDOW (self->window));

  if (self->source != NULL)
    parvis_attendance_source_set_watched (self->source, watched);
}

static void
parvis_attendance_view_map (GtkWidget *widget)
{
  ParvisAttendanceView *self = PARVIS_ATTENDANCE_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  GTK_WIDGET_CLASS (parvis_attendance_view_parent_class)->map (widget);

  if (!GTK_IS_WINDOW (root))
    return;

  self->window = GTK_WIDGET (root);
  g_signal_connect_object (self->window, "notify::suspended", G_CALLBACK (update_watched), self,
                           G_CONNECT_SWAPPED);
  update_watched (self);
}

static void
parvis_attendance_view_unmap (GtkWidget *widget)
{
  ParvisAttendanceView *self = PARVIS_ATTENDANCE_VIEW (widget);

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_func (self->window, update_watched, self);
  self->window = NULL;
  update_watched (self);

  GTK_WIDGET_CLASS (parvis_attendance_view_parent_class)->unmap (widget);
}

/* ---- closures and actions ---- */

static GtkWidget *
ticket_row_cb (gpointer item,
               gpointer user_data)
{
  return parvis_attendance_row_new (item, PARVIS_ATTENDANCE_TICKET);
}

static GtkWidget *
date_row_cb (gpointer item,
             gpointer user_data)
{
  return parvis_attendance_row_new (item, PARVIS_ATTENDANCE_DATE);
}

static GtkWidget *
gate_row_cb (gpointer item,
             gpointer user_data)
{
  return parvis_attendance_row_new (item, PARVIS_ATTENDANCE_GATE);
}

static char *
day_name_cb (GObject   *object,
             GDateTime *day)
{
  return day != NULL ? parvis_format_day (day) : g_strdup ("");
}

static gboolean
any_cb (GObject *object,
        guint    n_items)
{
  return n_items > 0;
}

static gboolean
several_cb (GObject *object,
            guint    n_items)
{
  return n_items > 1;
}

static gboolean
shows_chart_cb (GObject  *object,
                gboolean  has_arrivals,
                gboolean  table)
{
  return has_arrivals && !table;
}

static void
ask_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  parvis_attendance_source_ask (PARVIS_ATTENDANCE_VIEW (widget)->source);
}

/* Those of @facet who are expected, as the board counts them. */
static void
show_people (ParvisAttendanceView *self,
             const char           *facet,
             const char           *value)
{
  g_autoptr(ParvisFilter) expected =
    parvis_filter_new_from_text ("[('" PARVIS_FACET_STATUS "', 'deleted', true),"
                                 " ('" PARVIS_FACET_STATUS "', 'unpaid', true)]");
  g_autoptr(ParvisFilter) filter = parvis_filter_with (expected, facet, value,
                                                       PARVIS_FILTER_ONLY);
  g_autofree char *text = parvis_filter_to_text (filter);

  gtk_widget_activate_action (GTK_WIDGET (self), "event.show-participants", "s", text);
}

static void
show_missing_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  show_people (PARVIS_ATTENDANCE_VIEW (widget), PARVIS_FACET_ENTRY, "not-scanned");
}

static void
row_cb (ParvisAttendanceView *self,
        ParvisAttendanceRow  *row)
{
  static const char * const facets[] = {
    [PARVIS_ATTENDANCE_TICKET] = PARVIS_FACET_TICKET,
    [PARVIS_ATTENDANCE_DATE] = PARVIS_FACET_DATE,
    [PARVIS_ATTENDANCE_GATE] = PARVIS_FACET_GATE,
  };

  show_people (self, facets[parvis_attendance_row_get_kind (row)],
               parvis_attendance_row_get_line (row)->id);
}

static void
set_event (ParvisAttendanceView *self,
           ParvisEvent          *event)
{
  if (!g_set_object (&self->event, event))
    return;

  g_clear_object (&self->source);
  if (event != NULL)
    {
      self->source = parvis_attendance_source_new (event);
      g_signal_connect_object (self->source, "notify::attendance", G_CALLBACK (attendance_cb),
                               self, G_CONNECT_SWAPPED);
      update_watched (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EVENT]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SOURCE]);
}

static void
parvis_attendance_view_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  ParvisAttendanceView *self = PARVIS_ATTENDANCE_VIEW (object);

  switch ((ParvisAttendanceViewProperty) prop_id)
    {
    case PROP_EVENT:
      g_value_set_object (value, self->event);
      break;
    case PROP_SOURCE:
      g_value_set_object (value, self->source);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_attendance_view_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  if (prop_id == PROP_EVENT)
    set_event (PARVIS_ATTENDANCE_VIEW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_attendance_view_dispose (GObject *object)
{
  ParvisAttendanceView *self = PARVIS_ATTENDANCE_VIEW (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_ATTENDANCE_VIEW);
  g_clear_object (&self->source);
  g_clear_object (&self->event);

  G_OBJECT_CLASS (parvis_attendance_view_parent_class)->dispose (object);
}

static void
bind_closures (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; GCallback function; } closures[] = {
    { "day_name", G_CALLBACK (day_name_cb) },
    { "any", G_CALLBACK (any_cb) },
    { "several", G_CALLBACK (several_cb) },
    { "shows_chart", G_CALLBACK (shows_chart_cb) },
  };

  parvis_words_bind (widget_class);
  parvis_failure_words_bind (widget_class);
  parvis_attendance_words_bind (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name,
                                                  closures[i].function);
}

static void
parvis_attendance_view_class_init (ParvisAttendanceViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_attendance_view_get_property;
  object_class->set_property = parvis_attendance_view_set_property;
  object_class->dispose = parvis_attendance_view_dispose;
  widget_class->map = parvis_attendance_view_map;
  widget_class->unmap = parvis_attendance_view_unmap;

  props[PROP_EVENT] =
    g_param_spec_object ("event", NULL, NULL, PARVIS_TYPE_EVENT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_SOURCE] = g_param_spec_object ("source", NULL, NULL, PARVIS_TYPE_ATTENDANCE_SOURCE,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_ACCOUNT);
  g_type_ensure (PARVIS_TYPE_ARRIVAL);
  g_type_ensure (PARVIS_TYPE_ARRIVALS);
  g_type_ensure (PARVIS_TYPE_ATTENDANCE);
  g_type_ensure (PARVIS_TYPE_ATTENDANCE_LINE);
  g_type_ensure (PARVIS_TYPE_ATTENDANCE_SOURCE);
  g_type_ensure (PARVIS_TYPE_CONTROL_POINT_GROUP);
  g_type_ensure (PARVIS_TYPE_FIGURE);
  g_type_ensure (PARVIS_TYPE_FIGURES);
  g_type_ensure (PARVIS_TYPE_SCAN_SETTINGS_GROUP);
  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/attendance/parvis-attendance-view.ui");
  bind_closures (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ParvisAttendanceView, days);
  gtk_widget_class_bind_template_child (widget_class, ParvisAttendanceView, days_model);
  gtk_widget_class_bind_template_child (widget_class, ParvisAttendanceView, arrivals_model);
  gtk_widget_class_bind_template_child (widget_class, ParvisAttendanceView, tickets_model);
  gtk_widget_class_bind_template_child (widget_class, ParvisAttendanceView, dates_model);
  gtk_widget_class_bind_template_child (widget_class, ParvisAttendanceView, gates_model);
  gtk_widget_class_bind_template_child (widget_class, ParvisAttendanceView, tickets);
  gtk_widget_class_bind_template_child (widget_class, ParvisAttendanceView, dates);
  gtk_widget_class_bind_template_child (widget_class, ParvisAttendanceView, gates);
  gtk_widget_class_bind_template_callback (widget_class, day_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);

  gtk_widget_class_install_action (widget_class, "attendance.ask", NULL, ask_action);
  gtk_widget_class_install_action (widget_class, "attendance.show-missing", NULL,
                                   show_missing_action);
}

static void
parvis_attendance_view_init (ParvisAttendanceView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_list_box_bind_model (self->tickets, G_LIST_MODEL (self->tickets_model), ticket_row_cb,
                           NULL, NULL);
  gtk_list_box_bind_model (self->dates, G_LIST_MODEL (self->dates_model), date_row_cb,
                           NULL, NULL);
  gtk_list_box_bind_model (self->gates, G_LIST_MODEL (self->gates_model), gate_row_cb,
                           NULL, NULL);
}
