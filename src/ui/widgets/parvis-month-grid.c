#include "config.h"

#include "parvis-month-grid.h"

#include <glib/gi18n-lib.h>
#include <unicode/ucal.h>

#include "parvis-format.h"

#define DAYS 7
#define DAY_HEIGHT 34   /* as much as a button's */

struct _ParvisMonthGrid
{
  AdwBin      parent_instance;
  GHashTable *marks;      /* julian day -> words */
  GDate       month;      /* its first day */
  guint       first;      /* of the week, as GDateWeekday */

  GtkLabel   *title;
  GtkGrid    *grid;
};

G_DEFINE_FINAL_TYPE (ParvisMonthGrid, parvis_month_grid, ADW_TYPE_BIN)

static guint activated_signal;

/* Sunday is 1 for ICU and 7 for GLib. */
static guint
find_first_weekday (void)
{
  UErrorCode status = U_ZERO_ERROR;
  UCalendar *calendar = ucal_open (NULL, 0, NULL, UCAL_DEFAULT, &status);
  int first;

  if (U_FAILURE (status))
    return G_DATE_MONDAY;

  first = ucal_getAttribute (calendar, UCAL_FIRST_DAY_OF_WEEK);
  ucal_close (calendar);

  return first == UCAL_SUNDAY ? G_DATE_SUNDAY : (guint) first - 1;
}

static GDateTime *
to_time (const GDate *date)
{
  return g_date_time_new_local (g_date_get_year (date), g_date_get_month (date),
                                g_date_get_day (date), 0, 0, 0);
}

static void
clicked_cb (GtkWidget       *button,
            ParvisMonthGrid *self)
{
  guint32 day = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "day"));

  g_signal_emit (self, activated_signal, 0, day);
}

static GtkWidget *
new_day (ParvisMonthGrid *self,
         const GDate     *date)
{
  guint32 julian = g_date_get_julian (date);
  const char *words = g_hash_table_lookup (self->marks, GUINT_TO_POINTER (julian));
  g_autofree char *number = parvis_format_count (g_date_get_day (date));
  g_autoptr(GDateTime) time = NULL;
  g_autofree char *name = NULL;
  GtkWidget *day;

  if (words == NULL)
    {
      day = gtk_label_new (number);
      gtk_widget_set_size_request (day, -1, DAY_HEIGHT);
      gtk_widget_add_css_class (day, "dimmed");
      gtk_widget_add_css_class (day, "numeric");
      return day;
    }

  time = to_time (date);
  name = parvis_format_moment (time);
  day = gtk_button_new_with_label (number);
  gtk_widget_add_css_class (day, "numeric");
  gtk_widget_add_css_class (day, "marked-day");
  gtk_widget_set_tooltip_text (day, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (day), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  g_object_set_data (G_OBJECT (day), "day", GUINT_TO_POINTER (julian));
  g_signal_connect_object (day, "clicked", G_CALLBACK (clicked_cb), self, 0);

  return day;
}

static void
add_weekdays (ParvisMonthGrid *self)
{
  for (guint i = 0; i < DAYS; i++)
    {
      /* The first of January 2024 was a Monday. */
      g_autoptr(GDateTime) time =
        g_date_time_new_local (2024, 1, (int) ((self->first - 1 + i) % DAYS) + 1, 0, 0, 0);
      /* Translators: the short name of a weekday, in the notation of g_date_time_format(). */
      g_autofree char *name = g_date_time_format (time, C_("weekday", "%a"));
      GtkWidget *label = gtk_label_new (name);

      gtk_widget_add_css_class (label, "caption");
      gtk_grid_attach (self->grid, label, (int) i, 0, 1, 1);
    }
}

static void
fill (ParvisMonthGrid *self)
{
  guint shift = (g_date_get_weekday (&self->month) + DAYS - self->first) % DAYS;
  g_autofree char *title = parvis_month_grid_dup_title (self);
  GDate date = self->month;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);

  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  add_weekdays (self);
  for (guint place = shift; g_date_get_month (&date) == g_date_get_month (&self->month); place++)
    {
      gtk_grid_attach (self->grid, new_day (self, &date), (int) (place % DAYS),
                       (int) (place / DAYS) + 1, 1, 1);
      g_date_add_days (&date, 1);
    }
}

static void
turn (ParvisMonthGrid *self,
      int              months)
{
  g_autofree char *title = NULL;

  if (months < 0)
    g_date_subtract_months (&self->month, (guint) -months);
  else
    g_date_add_months (&self->month, (guint) months);
  fill (self);

  title = parvis_month_grid_dup_title (self);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
turn_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  turn (PARVIS_MONTH_GRID (widget), g_str_equal (name, "month.next") ? 1 : -1);
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
  g_hash_table_unref (PARVIS_MONTH_GRID (object)->marks);

  G_OBJECT_CLASS (parvis_month_grid_parent_class)->finalize (object);
}

static void
parvis_month_grid_class_init (ParvisMonthGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = parvis_month_grid_dispose;
  object_class->finalize = parvis_month_grid_finalize;

  activated_signal = g_signal_new ("day-activated", PARVIS_TYPE_MONTH_GRID, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/widgets/parvis-month-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisMonthGrid, title);
  gtk_widget_class_bind_template_child (widget_class, ParvisMonthGrid, grid);

  gtk_widget_class_install_action (widget_class, "month.previous", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "month.next", NULL, turn_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "month.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "month.next", NULL);
}

static void
parvis_month_grid_init (ParvisMonthGrid *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  self->marks = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->first = find_first_weekday ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_date_clear (&self->month, 1);
  g_date_set_dmy (&self->month, 1, g_date_time_get_month (now), g_date_time_get_year (now));
  fill (self);
}

/**
 * parvis_month_grid_clear:
 * @self: a grid
 *
 * Takes all marks away.
 */
void
parvis_month_grid_clear (ParvisMonthGrid *self)
{
  g_return_if_fail (PARVIS_IS_MONTH_GRID (self));

  g_hash_table_remove_all (self->marks);
}

/**
 * parvis_month_grid_mark:
 * @self: a grid
 * @day: a julian day
 * @words: what is on that day
 *
 * Makes it a button from the next parvis_month_grid_show() on.
 */
void
parvis_month_grid_mark (ParvisMonthGrid *self,
                        guint32          day,
                        const char      *words)
{
  g_return_if_fail (PARVIS_IS_MONTH_GRID (self));

  g_hash_table_insert (self->marks, GUINT_TO_POINTER (day), g_strdup (words));
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

  g_date_set_julian (&self->month, day);
  g_date_set_day (&self->month, 1);
  fill (self);
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

  time = to_time (&self->month);
  /* Translators: a month as in "June 2027", in the notation of g_date_time_format(). */
  return g_date_time_format (time, C_("month", "%B %Y"));
}
