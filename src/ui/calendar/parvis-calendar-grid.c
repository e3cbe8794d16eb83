#include "config.h"

#include "parvis-calendar-grid.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

#include "parvis-format.h"

#define WEEK 7

typedef struct
{
  GtkWidget *button;
  GtkWidget *number;
  GtkWidget *dots;
} Cell;

struct _ParvisCalendarGrid
{
  GtkWidget  parent_instance;
  GtkWidget *grid;
  Cell       cells[PARVIS_CALENDAR_GRID_DAYS];
  GDateTime *month;
  GDateTime *day;
  guint32    first;                          /* the julian day of the first cell */
  guint      counts[PARVIS_CALENDAR_GRID_DAYS];
  gboolean   shown;                          /* what the cells show is true */
};

G_DEFINE_FINAL_TYPE (ParvisCalendarGrid, parvis_calendar_grid, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MONTH = 1,
  PROP_DAY,
} ParvisCalendarGridProperty;

static GParamSpec *props[PROP_DAY + 1];

/* Days by number, whatever the time and the zone. */
guint32
parvis_julian (GDateTime *moment)
{
  g_autoptr(GDate) date = NULL;
  int year, month, day;

  g_date_time_get_ymd (moment, &year, &month, &day);
  date = g_date_new_dmy ((GDateDay) day, month, (GDateYear) year);

  return g_date_get_julian (date);
}

static GDateTime *
get_moment (guint32 julian)
{
  g_autoptr(GDate) date = g_date_new_julian (julian);

  return g_date_time_new_utc (g_date_get_year (date), g_date_get_month (date),
                              g_date_get_day (date), 12, 0, 0);
}

/* 0 for Sunday, as the reader's calendars have it. */
static int
get_first_weekday (void)
{
  const char *told = nl_langinfo (_NL_TIME_FIRST_WEEKDAY);

  return told != NULL && *told >= 1 && *told <= WEEK ? *told - 1 : 1;
}

static void
show_cell (ParvisCalendarGrid *self,
           guint            i,
           guint32          today)
{
  static const char * const dots[] = { "", "•", "••", "•••" };
  Cell *cell = &self->cells[i];
  guint count = self->counts[i];
  g_autoptr(GDateTime) moment = get_moment (self->first + i);
  g_autofree char *number = g_strdup_printf ("%d", g_date_time_get_day_of_month (moment));
  g_autofree char *day = parvis_format_day (moment);
  g_autofree char *events = g_strdup_printf (ngettext ("%u event", "%u events", count), count);
  /* Translators: a day, and how many events are on it. */
  g_autofree char *name = g_strdup_printf (C_("day", "%s, %s"), day, events);
  gboolean inside = g_date_time_get_month (moment) == g_date_time_get_month (self->month);

  gtk_label_set_label (GTK_LABEL (cell->number), number);
  gtk_label_set_label (GTK_LABEL (cell->dots), dots[MIN (count, 3)]);
  gtk_widget_set_tooltip_text (cell->button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (cell->button), self->day != NULL &&
                                parvis_julian (self->day) == self->first + i);
  if (inside)
    gtk_widget_remove_css_class (cell->button, "other-month");
  else
    gtk_widget_add_css_class (cell->button, "other-month");
  if (today == self->first + i)
    gtk_widget_add_css_class (cell->number, "today");
  else
    gtk_widget_remove_css_class (cell->number, "today");
}

static void
show_all (ParvisCalendarGrid *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  guint32 today = parvis_julian (now);

  for (guint i = 0; i < PARVIS_CALENDAR_GRID_DAYS; i++)
    show_cell (self, i, today);
  self->shown = TRUE;
}

/* The chosen day once more chooses none. */
static void
clicked_cb (GtkWidget       *button,
            ParvisCalendarGrid *self)
{
  g_autoptr(GDateTime) day = NULL;

  for (guint i = 0; i < PARVIS_CALENDAR_GRID_DAYS; i++)
    if (self->cells[i].button == button &&
        (self->day == NULL || parvis_julian (self->day) != self->first + i))
      day = get_moment (self->first + i);

  parvis_calendar_grid_set_day (self, day);
}

static void
make_cell (ParvisCalendarGrid *self,
           guint            i)
{
  Cell *cell = &self->cells[i];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  cell->button = gtk_toggle_button_new ();
  cell->number = gtk_label_new (NULL);
  cell->dots = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (box), cell->number);
  gtk_box_append (GTK_BOX (box), cell->dots);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (cell->button), box);
  gtk_widget_add_css_class (cell->button, "flat");
  gtk_widget_add_css_class (cell->button, "month-day");
  gtk_widget_add_css_class (cell->number, "numeric");
  gtk_widget_add_css_class (cell->dots, "dots");
  gtk_widget_set_hexpand (cell->button, TRUE);
  g_signal_connect (cell->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_grid_attach (GTK_GRID (self->grid), cell->button, (int) i % WEEK, 1 + (int) i / WEEK, 1, 1);
}

static void
make_heading (ParvisCalendarGrid *self,
              int              column)
{
  int weekday = (get_first_weekday () + column) % WEEK;
  /* The second of August 2026 is a Sunday. */
  g_autoptr(GDateTime) any = g_date_time_new_utc (2026, 8, 2 + weekday, 0, 0, 0);
  g_autofree char *name = g_date_time_format (any, "%a");
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_set_margin_bottom (label, 3);
  gtk_grid_attach (GTK_GRID (self->grid), label, column, 0, 1, 1);
}

/* Arrows go from day to day; Tab passes the grid by in one step. */
static gboolean
parvis_calendar_grid_focus (GtkWidget        *widget,
                            GtkDirectionType  direction)
{
  ParvisCalendarGrid *self = PARVIS_CALENDAR_GRID (widget);
  gboolean inside = gtk_widget_get_focus_child (widget) != NULL;
  guint place;

  if (inside && direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return gtk_widget_child_focus (self->grid, direction);
  if (inside)
    return FALSE;

  place = parvis_julian (self->day != NULL ? self->day : self->month) - self->first;

  return gtk_widget_grab_focus (self->cells[MIN (place, PARVIS_CALENDAR_GRID_DAYS - 1)].button);
}

static void
parvis_calendar_grid_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  ParvisCalendarGrid *self = PARVIS_CALENDAR_GRID (object);

  switch ((ParvisCalendarGridProperty) prop_id)
    {
    case PROP_MONTH:
      g_value_set_boxed (value, self->month);
      break;
    case PROP_DAY:
      g_value_set_boxed (value, self->day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_calendar_grid_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  ParvisCalendarGrid *self = PARVIS_CALENDAR_GRID (object);

  switch ((ParvisCalendarGridProperty) prop_id)
    {
    case PROP_MONTH:
      parvis_calendar_grid_set_month (self, g_value_get_boxed (value));
      break;
    case PROP_DAY:
      parvis_calendar_grid_set_day (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_calendar_grid_dispose (GObject *object)
{
  ParvisCalendarGrid *self = PARVIS_CALENDAR_GRID (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->month, g_date_time_unref);
  g_clear_pointer (&self->day, g_date_time_unref);

  G_OBJECT_CLASS (parvis_calendar_grid_parent_class)->dispose (object);
}

static void
parvis_calendar_grid_class_init (ParvisCalendarGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_calendar_grid_get_property;
  object_class->set_property = parvis_calendar_grid_set_property;
  object_class->dispose = parvis_calendar_grid_dispose;
  widget_class->focus = parvis_calendar_grid_focus;

  props[PROP_MONTH] = g_param_spec_boxed ("month", NULL, NULL, G_TYPE_DATE_TIME, flags);
  props[PROP_DAY] = g_param_spec_boxed ("day", NULL, NULL, G_TYPE_DATE_TIME, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "monthgrid");
}

static void
parvis_calendar_grid_init (ParvisCalendarGrid *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 2);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 2);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  for (int column = 0; column < WEEK; column++)
    make_heading (self, column);
  for (guint i = 0; i < PARVIS_CALENDAR_GRID_DAYS; i++)
    make_cell (self, i);
  parvis_calendar_grid_set_month (self, now);
}

GDateTime *
parvis_calendar_grid_get_month (ParvisCalendarGrid *self)
{
  return self->month;
}

void
parvis_calendar_grid_set_month (ParvisCalendarGrid *self,
                                GDateTime          *month)
{
  guint32 first = parvis_julian (month) - (guint) g_date_time_get_day_of_month (month) + 1;
  g_autoptr(GDateTime) start = get_moment (first);
  int offset = (g_date_time_get_day_of_week (start) - get_first_weekday () + WEEK) % WEEK;

  g_clear_pointer (&self->month, g_date_time_unref);
  self->month = g_steal_pointer (&start);
  self->first = first - (guint) offset;
  memset (self->counts, 0, sizeof self->counts);
  /* Whoever hears of it may give the counts, and once is enough. */
  self->shown = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MONTH]);
  if (!self->shown)
    show_all (self);
}

GDateTime *
parvis_calendar_grid_get_day (ParvisCalendarGrid *self)
{
  return self->day;
}

void
parvis_calendar_grid_set_day (ParvisCalendarGrid *self,
                              GDateTime          *day)
{
  g_autoptr(GDateTime) old = g_steal_pointer (&self->day);

  if (old == NULL && day == NULL)
    return;

  self->day = day != NULL ? g_date_time_ref (day) : NULL;
  show_all (self);
  if ((old != NULL ? parvis_julian (old) : 0) != (day != NULL ? parvis_julian (day) : 0))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DAY]);
}

/* The julian day of the first of the 42 days that are shown. */
guint32
parvis_calendar_grid_get_first (ParvisCalendarGrid *self)
{
  return self->first;
}

/* How much is on each of the 42 days. */
void
parvis_calendar_grid_set_counts (ParvisCalendarGrid *self,
                                 const guint        *counts)
{
  memcpy (self->counts, counts, sizeof self->counts);
  show_all (self);
}
