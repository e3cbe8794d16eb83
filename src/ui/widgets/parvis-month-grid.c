#include "config.h"

#include "parvis-month-grid.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <unicode/ucal.h>

#include "parvis-format.h"

#define CELLS PARVIS_MONTH_DAYS
#define WEEK PARVIS_MONTH_WEEK
#define LANE_HEIGHT 6
#define BAR_HEIGHT 4
#define BAR_INSET 5

typedef struct
{
  GtkWidget *button;
  GtkWidget *number;
  GtkWidget *dots;
} Cell;

struct _ParvisMonthGrid
{
  AdwBin             parent_instance;
  ParvisMonthLayout  layout;
  Cell               cells[CELLS];
  GDate              month;           /* its first day */
  guint32            first;           /* the julian day of the first cell */
  guint32            day;
  guint              current;         /* the cell that Tab comes to */
  guint              first_weekday;   /* of the week, as GDateWeekday */

  GtkLabel          *title;
  GtkGrid           *grid;
};

G_DEFINE_FINAL_TYPE (ParvisMonthGrid, parvis_month_grid, ADW_TYPE_BIN)

typedef enum
{
  PROP_DAY = 1,
} ParvisMonthGridProperty;

static GParamSpec *props[PROP_DAY + 1];

static guint drag_signal;
static guint turned_signal;

/* Sunday is 1 for ICU and 7 for GLib. */
static guint
find_first_weekday (void)
{
  UErrorCode status = U_ZERO_ERROR;
  UCalendar *calendar = ucal_open (NULL, 0, setlocale (LC_TIME, NULL), UCAL_DEFAULT, &status);
  int first;

  if (U_FAILURE (status))
    return G_DATE_MONDAY;

  first = ucal_getAttribute (calendar, UCAL_FIRST_DAY_OF_WEEK);
  ucal_close (calendar);

  return first == UCAL_SUNDAY ? G_DATE_SUNDAY : (guint) first - 1;
}

static GDateTime *
to_time (guint32 day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);

  return g_date_time_new_utc (g_date_get_year (&date), g_date_get_month (&date),
                              g_date_get_day (&date), 12, 0, 0);
}

/* ---- the cells ---- */

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_words (ParvisMonthGrid *self,
            guint            i)
{
  static const char * const dots[] = { "", "•", "••", "•••" };
  const ParvisMonthCell *day = &self->layout.cells[i];
  g_autofree char *words = parvis_month_layout_dup_words (&self->layout, i);
  Cell *cell = &self->cells[i];

  gtk_label_set_label (GTK_LABEL (cell->dots), dots[MIN (day->n_dots, 3)]);
  set_class (cell->button, "dimmed", day->n_spans == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  day->n_spans > 0 ? words : _("Nothing on this day"), -1);
}

static void
show_day (ParvisMonthGrid *self,
          guint            i,
          guint32          today)
{
  Cell *cell = &self->cells[i];
  g_autoptr(GDateTime) moment = to_time (self->first + i);
  g_autofree char *number = parvis_format_count (g_date_time_get_day_of_month (moment));
  g_autofree char *name = parvis_format_day (moment);

  gtk_label_set_label (GTK_LABEL (cell->number), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  set_class (cell->button, "other-month",
             g_date_time_get_month (moment) != (int) g_date_get_month (&self->month));
  set_class (cell->number, "today", today == self->first + i);
}

static void
show_chosen (ParvisMonthGrid *self)
{
  for (guint i = 0; i < CELLS; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->cells[i].button),
                                  self->day == self->first + i);
}

static void
set_current (ParvisMonthGrid *self,
             guint            current)
{
  gboolean inside = gtk_widget_get_focus_child (GTK_WIDGET (self->grid)) != NULL;
  GtkWidget *old = self->cells[self->current].button;
  GtkWidget *new = self->cells[current].button;

  self->current = current;
  gtk_widget_set_focusable (new, TRUE);
  if (inside)
    gtk_widget_grab_focus (new);
  if (old != new)
    gtk_widget_set_focusable (old, FALSE);
}

static void
show_spans (ParvisMonthGrid *self)
{
  parvis_month_layout_place (&self->layout, self->first);
  for (guint i = 0; i < CELLS; i++)
    show_words (self, i);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self->grid));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
fill (ParvisMonthGrid *self)
{
  guint shift = (g_date_get_weekday (&self->month) + WEEK - self->first_weekday) % WEEK;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *title = parvis_month_grid_dup_title (self);
  guint32 today = parvis_month_grid_day_of (now);

  self->first = g_date_get_julian (&self->month) - shift;
  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  for (guint i = 0; i < CELLS; i++)
    show_day (self, i, today);
  show_chosen (self);
  show_spans (self);
  if (self->day >= self->first && self->day < self->first + CELLS)
    set_current (self, self->day - self->first);
  else
    set_current (self, shift);
}

/* The chosen day once more chooses none. */
static void
clicked_cb (GtkWidget       *button,
            ParvisMonthGrid *self)
{
  for (guint i = 0; i < CELLS; i++)
    if (self->cells[i].button == button)
      {
        set_current (self, i);
        parvis_month_grid_set_day (self, self->day == self->first + i ? 0 : self->first + i);
        /* The button has turned by itself, also where the day is as it was. */
        show_chosen (self);
        break;
      }
}

/* A day with nothing on it stays where it is. */
static GdkContentProvider *
prepare_cb (ParvisMonthGrid *self,
            double           x,
            double           y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->grid), x, y, GTK_PICK_DEFAULT);
  GtkWidget *button = picked != NULL ? gtk_widget_get_ancestor (picked, GTK_TYPE_TOGGLE_BUTTON)
                                     : NULL;
  GdkContentProvider *provider = NULL;

  for (guint i = 0; i < CELLS; i++)
    if (self->cells[i].button == button && self->layout.cells[i].n_spans > 0)
      g_signal_emit (self, drag_signal, 0, self->first + i, &provider);

  return provider;
}

/* Told when it is looked for: with each text that a widget is given, GTK asks the display where the
 * pointer is, and waits. */
static gboolean
tooltip_cb (GtkWidget       *button,
            int              x,
            int              y,
            gboolean         by_keyboard,
            GtkTooltip      *tooltip,
            ParvisMonthGrid *self)
{
  for (guint i = 0; i < CELLS; i++)
    if (self->cells[i].button == button && self->layout.cells[i].n_spans > 0)
      {
        g_autofree char *words = parvis_month_layout_dup_words (&self->layout, i);

        gtk_tooltip_set_text (tooltip, words);
        return TRUE;
      }

  return FALSE;
}

static void
make_cell (ParvisMonthGrid *self,
           guint            i)
{
  Cell *cell = &self->cells[i];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  cell->button = gtk_toggle_button_new ();
  cell->number = gtk_label_new (NULL);
  cell->dots = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (box), cell->number);
  gtk_box_append (GTK_BOX (box), cell->dots);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (cell->button), box);
  gtk_widget_set_focusable (cell->button, FALSE);
  gtk_widget_add_css_class (cell->button, "flat");
  gtk_widget_add_css_class (cell->button, "month-day");
  gtk_widget_add_css_class (cell->number, "numeric");
  gtk_widget_add_css_class (cell->dots, "dots");
  gtk_widget_set_hexpand (cell->button, TRUE);
  gtk_widget_set_has_tooltip (cell->button, TRUE);
  g_signal_connect_object (cell->button, "query-tooltip", G_CALLBACK (tooltip_cb), self, 0);
  g_signal_connect_object (cell->button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  gtk_grid_attach (self->grid, cell->button, (int) i % WEEK, 1 + (int) i / WEEK, 1, 1);
}

static void
make_heading (ParvisMonthGrid *self,
              guint            column)
{
  /* The first of January 2024 was a Monday. */
  g_autoptr(GDateTime) time =
    g_date_time_new_utc (2024, 1, (int) ((self->first_weekday - 1 + column) % WEEK) + 1, 0, 0, 0);
  /* Translators: the short name of a weekday, in the notation of g_date_time_format(). */
  g_autofree char *name = g_date_time_format (time, C_("weekday", "%a"));
  /* With large text a column is narrower than that, and its beginning says enough. */
  GtkWidget *label = g_object_new (GTK_TYPE_INSCRIPTION,
                                   "text", name,
                                   "xalign", 0.5,
                                   "min-chars", 1,
                                   "nat-chars", 4,
                                   "text-overflow", GTK_INSCRIPTION_OVERFLOW_CLIP,
                                   NULL);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_set_margin_bottom (label, 3);
  gtk_grid_attach (self->grid, label, (int) column, 0, 1, 1);
}

static void
draw_bar (ParvisMonthGrid      *self,
          GtkSnapshot          *snapshot,
          const ParvisMonthBar *bar,
          const GdkRGBA        *color)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean left = rtl ? bar->ends : bar->starts;
  gboolean right = rtl ? bar->starts : bar->ends;
  graphene_size_t round = GRAPHENE_SIZE_INIT (BAR_HEIGHT / 2.0f, BAR_HEIGHT / 2.0f);
  graphene_size_t sharp = GRAPHENE_SIZE_INIT (0, 0);
  graphene_rect_t first, last, area;
  GskRoundedRect shape;

  if (!gtk_widget_compute_bounds (self->cells[bar->first].button, GTK_WIDGET (self), &first) ||
      !gtk_widget_compute_bounds (self->cells[bar->last].button, GTK_WIDGET (self), &last))
    return;

  graphene_rect_union (&first, &last, &area);
  area.origin.y += area.size.height - LANE_HEIGHT * (float) (PARVIS_MONTH_LANES - bar->lane);
  area.size.height = BAR_HEIGHT;
  area.origin.x += left ? BAR_INSET : 0;
  area.size.width -= (left ? BAR_INSET : 0) + (right ? BAR_INSET : 0);
  gsk_rounded_rect_init (&shape, &area, left ? &round : &sharp, right ? &round : &sharp,
                         right ? &round : &sharp, left ? &round : &sharp);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, color, &area);
  gtk_snapshot_pop (snapshot);
}

static void
parvis_month_grid_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  ParvisMonthGrid *self = PARVIS_MONTH_GRID (widget);
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  GdkRGBA color;

  GTK_WIDGET_CLASS (parvis_month_grid_parent_class)->snapshot (widget, snapshot);

  adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (style),
                                       adw_style_manager_get_dark (style), &color);
  for (guint i = 0; i < self->layout.bars->len; i++)
    draw_bar (self, snapshot, &g_array_index (self->layout.bars, ParvisMonthBar, i), &color);
}

/* ---- moving ---- */

static void
set_month (ParvisMonthGrid *self,
           guint32          day)
{
  GDate month;

  g_date_clear (&month, 1);
  g_date_set_julian (&month, day);
  g_date_set_day (&month, 1);
  if (g_date_valid (&self->month) && g_date_compare (&month, &self->month) == 0)
    return;

  self->month = month;
  fill (self);
  g_signal_emit (self, turned_signal, 0);
}

static void
turn_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ParvisMonthGrid *self = PARVIS_MONTH_GRID (widget);
  g_autofree char *title = NULL;
  GDate month = self->month;

  if (g_str_equal (name, "month.next"))
    g_date_add_months (&month, 1);
  else
    g_date_subtract_months (&month, 1);
  set_month (self, g_date_get_julian (&month));

  title = parvis_month_grid_dup_title (self);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
go_to (ParvisMonthGrid *self,
       guint32          day)
{
  guint32 month = g_date_get_julian (&self->month);

  if (day < month || day >= month + g_date_get_days_in_month (g_date_get_month (&self->month),
                                                              g_date_get_year (&self->month)))
    set_month (self, day);
  set_current (self, day - self->first);
}

static gboolean
move_cb (GtkWidget *widget,
         GVariant  *days,
         gpointer   user_data)
{
  ParvisMonthGrid *self = PARVIS_MONTH_GRID (widget);
  int step = g_variant_get_int32 (days);

  if (gtk_widget_get_focus_child (GTK_WIDGET (self->grid)) == NULL)
    return FALSE;

  if (ABS (step) == 1 && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    step = -step;
  go_to (self, self->first + self->current + (guint32) step);

  return TRUE;
}

static gboolean
move_to_edge_cb (GtkWidget *widget,
                 GVariant  *at_end,
                 gpointer   user_data)
{
  ParvisMonthGrid *self = PARVIS_MONTH_GRID (widget);
  guint n_days = g_date_get_days_in_month (g_date_get_month (&self->month),
                                           g_date_get_year (&self->month));

  if (gtk_widget_get_focus_child (GTK_WIDGET (self->grid)) == NULL)
    return FALSE;

  go_to (self, g_date_get_julian (&self->month) +
               (g_variant_get_boolean (at_end) ? n_days - 1 : 0));

  return TRUE;
}

static void
parvis_month_grid_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (prop_id == PROP_DAY)
    g_value_set_uint (value, PARVIS_MONTH_GRID (object)->day);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_month_grid_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  if (prop_id == PROP_DAY)
    parvis_month_grid_set_day (PARVIS_MONTH_GRID (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_month_grid_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PARVIS_TYPE_MONTH_GRID);

  G_OBJECT_CLASS (parvis_month_grid_parent_class)->dispose (object);
}

static void
parvis_month_grid_finalize (GObject *object)
{
  parvis_month_layout_clear (&PARVIS_MONTH_GRID (object)->layout);

  G_OBJECT_CLASS (parvis_month_grid_parent_class)->finalize (object);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct { guint key; guint pad_key; int days; } moves[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -1 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, 1 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, -WEEK },
    { GDK_KEY_Down, GDK_KEY_KP_Down, WEEK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      gtk_widget_class_add_binding (widget_class, moves[i].key, 0, move_cb, "i", moves[i].days);
      gtk_widget_class_add_binding (widget_class, moves[i].pad_key, 0, move_cb, "i",
                                    moves[i].days);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, move_to_edge_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, move_to_edge_cb, "b", TRUE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "month.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "month.next", NULL);
}

static void
parvis_month_grid_class_init (ParvisMonthGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_month_grid_get_property;
  object_class->set_property = parvis_month_grid_set_property;
  object_class->dispose = parvis_month_grid_dispose;
  object_class->finalize = parvis_month_grid_finalize;
  widget_class->snapshot = parvis_month_grid_snapshot;

  props[PROP_DAY] =
    g_param_spec_uint ("day", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  drag_signal = g_signal_new ("drag", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                              g_signal_accumulator_first_wins, NULL, NULL,
                              GDK_TYPE_CONTENT_PROVIDER, 1, G_TYPE_UINT);
  turned_signal = g_signal_new ("turned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/widgets/parvis-month-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisMonthGrid, title);
  gtk_widget_class_bind_template_child (widget_class, ParvisMonthGrid, grid);
  gtk_widget_class_bind_template_callback (widget_class, prepare_cb);

  gtk_widget_class_install_action (widget_class, "month.previous", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "month.next", NULL, turn_action);
  bind_keys (widget_class);
}

static void
parvis_month_grid_init (ParvisMonthGrid *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  parvis_month_layout_init (&self->layout);
  self->first_weekday = find_first_weekday ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint column = 0; column < WEEK; column++)
    make_heading (self, column);
  for (guint i = 0; i < CELLS; i++)
    make_cell (self, i);
  g_date_clear (&self->month, 1);
  set_month (self, parvis_month_grid_day_of (now));
}

/**
 * parvis_month_grid_set_spans:
 * @self: a grid
 * @spans: (array length=n_spans) (transfer none): what is on, in any order
 * @n_spans: how many
 *
 * Takes the place of what was on.
 */
void
parvis_month_grid_set_spans (ParvisMonthGrid       *self,
                             const ParvisMonthSpan *spans,
                             guint                  n_spans)
{
  g_return_if_fail (PARVIS_IS_MONTH_GRID (self));

  parvis_month_layout_set_spans (&self->layout, spans, n_spans);
  show_spans (self);
}

/**
 * parvis_month_grid_get_day:
 * @self: a grid
 *
 * Returns: the chosen julian day, 0 for none
 */
guint32
parvis_month_grid_get_day (ParvisMonthGrid *self)
{
  g_return_val_if_fail (PARVIS_IS_MONTH_GRID (self), 0);

  return self->day;
}

/**
 * parvis_month_grid_set_day:
 * @self: a grid
 * @day: a julian day, 0 for none
 *
 * Chooses it, whatever month is shown.
 */
void
parvis_month_grid_set_day (ParvisMonthGrid *self,
                           guint32          day)
{
  g_return_if_fail (PARVIS_IS_MONTH_GRID (self));

  if (self->day == day)
    return;

  self->day = day;
  show_chosen (self);
  if (day >= self->first && day < self->first + CELLS)
    set_current (self, day - self->first);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DAY]);
}

/**
 * parvis_month_grid_get_first:
 * @self: a grid
 *
 * Returns: the julian day of the first of the days that are shown
 */
guint32
parvis_month_grid_get_first (ParvisMonthGrid *self)
{
  g_return_val_if_fail (PARVIS_IS_MONTH_GRID (self), 0);

  return self->first;
}

/**
 * parvis_month_grid_show:
 * @self: a grid
 * @day: a julian day
 *
 * Shows the month of that day.
 */
void
parvis_month_grid_show (ParvisMonthGrid *self,
                        guint32          day)
{
  g_return_if_fail (PARVIS_IS_MONTH_GRID (self));
  g_return_if_fail (g_date_valid_julian (day));

  set_month (self, day);
}

/**
 * parvis_month_grid_dup_title:
 * @self: a grid
 *
 * Returns: (transfer full): the month that is shown, as in "June 2027"
 */
char *
parvis_month_grid_dup_title (ParvisMonthGrid *self)
{
  g_autoptr(GDateTime) time = NULL;

  g_return_val_if_fail (PARVIS_IS_MONTH_GRID (self), NULL);

  time = to_time (g_date_get_julian (&self->month));
  /* Translators: a month as in "June 2027", in the notation of g_date_time_format(). */
  return parvis_format_capitalize (g_date_time_format (time, C_("month", "%OB %Y")));
}

/**
 * parvis_month_grid_day_of:
 * @moment: a time
 *
 * Returns: its julian day, in its own zone
 */
guint32
parvis_month_grid_day_of (GDateTime *moment)
{
  GDate date;
  int year, month, day;

  g_date_time_get_ymd (moment, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return g_date_get_julian (&date);
}
