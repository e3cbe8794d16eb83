#include "config.h"

#include "parvis-dates-view.h"

#include <glib/gi18n-lib.h>

#include "parvis-date-sales.h"
#include "parvis-failure-words.h"
#include "parvis-follower.h"
#include "parvis-format.h"
#include "parvis-month-grid.h"
#include "parvis-wait.h"
#include "weez-column.h"

/* More of them are easier to find in a calendar. */
#define MANY 12

struct _ParvisDatesView
{
  AdwBin             parent_instance;
  ParvisEvent       *event;
  ParvisFailure     *failure;
  GListModel        *dates;     /* ParvisDateSales */
  ParvisFollower    *follower;
  gboolean           loading;
  guint32            today;     /* when the rows were made: they say how far a date is */
  gboolean           placed;    /* a day was chosen: the reader may have another wish since */
  gboolean           scrolled;  /* likewise the place in the list */
  guint              tick;

  AdwToggleGroup    *shape;
  GtkScrolledWindow *scroller;
  ParvisMonthGrid   *month;
  GtkListBox        *rows;
};

G_DEFINE_FINAL_TYPE (ParvisDatesView, parvis_dates_view, ADW_TYPE_BIN)

typedef enum
{
  PROP_EVENT = 1,
  PROP_FAILURE,
  PROP_LOADING,
  PROP_N_DATES,
} ParvisDatesViewProperty;

static GParamSpec *props[PROP_N_DATES + 1];

static guint
count_dates (ParvisDatesView *self)
{
  return self->dates != NULL ? g_list_model_get_n_items (self->dates) : 0;
}

/**
 * parvis_dates_view_dup_people:
 * @people: who has a ticket for a date
 * @scanned: how many of them were scanned
 *
 * Returns: (transfer full): both, in words
 */
char *
parvis_dates_view_dup_people (gint64 people,
                              gint64 scanned)
{
  g_autofree char *part = parvis_format_count (people);
  g_autofree char *done = parvis_format_count (scanned);

  if (scanned == 0)
    return g_strdup_printf (ngettext ("%s person", "%s people", (gulong) MIN (people, 1000000)),
                            part);

  /* Translators: how many people have a ticket, and how many of them were scanned. */
  return g_strdup_printf (ngettext ("%s person, %s scanned", "%s people, %s scanned",
                                    (gulong) MIN (people, 1000000)), part, done);
}

static char *
dup_moment (ParvisDateSales *date)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  return date->date != NULL ? parvis_format_near (date->date, now) : g_strdup (_("No date"));
}

static guint32
get_day (ParvisDateSales *date)
{
  return date->date != NULL ? parvis_month_grid_day_of (date->date) : 0;
}

/* ---- rows ---- */

static GtkWidget *
new_people (ParvisDateSales *date)
{
  g_autofree char *people = parvis_dates_view_dup_people (date->people, 0);
  g_autofree char *count = parvis_format_count (date->scanned);
  /* Translators: %s is how many people were scanned. */
  g_autofree char *scanned =
    g_strdup_printf (ngettext ("%s scanned", "%s scanned",
                               (gulong) MIN (date->scanned, 1000000)), count);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *texts[] = { people, date->scanned > 0 ? scanned : NULL };

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; i < G_N_ELEMENTS (texts) && texts[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_widget_add_css_class (label, "numeric");
      if (i > 0)
        gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (box), label);
    }

  return box;
}

static void
add_row (ParvisDatesView *self,
         ParvisDateSales *date)
{
  g_autofree char *moment = dup_moment (date);
  g_autofree char *whole = date->date != NULL ? parvis_format_span (date->date, NULL) : NULL;
  g_autofree char *people = parvis_dates_view_dup_people (date->people, date->scanned);
  g_autofree char *tickets = g_strjoinv (", ", date->tickets);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), moment);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), tickets);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_people (date));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  gtk_widget_set_tooltip_text (row, whole);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  people, -1);
  g_object_set_data_full (G_OBJECT (row), "date", g_strdup (date->id), g_free);
  gtk_list_box_append (self->rows, row);
}

static void
fill_rows (ParvisDatesView *self)
{
  gboolean month = g_strcmp0 (adw_toggle_group_get_active_name (self->shape), "month") == 0;
  guint32 day = parvis_month_grid_get_day (self->month);

  gtk_list_box_remove_all (self->rows);
  for (guint i = 0; i < count_dates (self); i++)
    {
      g_autoptr(ParvisDateSales) date = g_list_model_get_item (self->dates, i);

      if (month && day != 0 && get_day (date) != day)
        continue;

      add_row (self, date);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->month), month);
}

static void
clear_span (gpointer data)
{
  g_free ((char *) ((ParvisMonthSpan *) data)->words);
}

/* One sentence a day, although it may have several dates. */
static void
mark_days (ParvisDatesView *self)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (ParvisMonthSpan));
  guint i = 0;

  g_array_set_clear_func (spans, clear_span);
  while (i < count_dates (self))
    {
      g_autoptr(ParvisDateSales) first = g_list_model_get_item (self->dates, i);
      ParvisMonthSpan span = { .first = get_day (first), .last = get_day (first) };
      gint64 people = 0;
      gint64 scanned = 0;

      for (; i < count_dates (self); i++)
        {
          g_autoptr(ParvisDateSales) date = g_list_model_get_item (self->dates, i);

          if (get_day (date) != span.first)
            break;
          people += date->people;
          scanned += date->scanned;
        }
      if (span.first == 0)
        continue;

      span.words = parvis_dates_view_dup_people (people, scanned);
      g_array_append_val (spans, span);
    }

  parvis_month_grid_set_spans (self->month, (ParvisMonthSpan *) spans->data, spans->len);
}

/* The next date, or the last one once all are over; its day is 0 where none is known. */
static guint
find_next (ParvisDatesView *self,
           guint32         *day)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  guint place = 0;

  *day = 0;
  for (guint i = 0; i < count_dates (self); i++)
    {
      g_autoptr(ParvisDateSales) date = g_list_model_get_item (self->dates, i);

      if (date->date == NULL)
        continue;
      place = i;
      *day = get_day (date);
      if (parvis_format_days_until (date->date, now) >= 0)
        break;
    }

  return place;
}

/* What is over is above, for those who look for it. */
static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  ParvisDatesView *self = PARVIS_DATES_VIEW (widget);
  GtkWidget *content = gtk_widget_get_parent (GTK_WIDGET (self->rows));
  GtkWidget *row;
  graphene_rect_t bounds;
  guint32 day;

  row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, (int) find_next (self, &day)));
  /* Rows have no place before the first frame with them. */
  if (row != NULL && gtk_widget_get_height (row) == 0)
    return G_SOURCE_CONTINUE;

  if (row != NULL && gtk_widget_compute_bounds (row, content, &bounds))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller),
                              bounds.origin.y);
  self->scrolled = TRUE;
  self->tick = 0;

  return G_SOURCE_REMOVE;
}

static void
scroll_to_next (ParvisDatesView *self)
{
  if (!self->scrolled && self->tick == 0 && gtk_widget_get_mapped (GTK_WIDGET (self->rows)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

static void
stop_scrolling (ParvisDatesView *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
}

static void
show_dates (ParvisDatesView *self)
{
  guint32 day = 0;

  if (!self->placed)
    find_next (self, &day);

  mark_days (self);
  if (day != 0)
    {
      self->placed = TRUE;
      parvis_month_grid_show (self->month, day);
      parvis_month_grid_set_day (self->month, day);
    }
  fill_rows (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_DATES]);
  scroll_to_next (self);
}

static void
shape_cb (ParvisDatesView *self)
{
  fill_rows (self);
}

static void
day_cb (ParvisDatesView *self)
{
  fill_rows (self);
}

static void
activated_cb (ParvisDatesView *self,
              GtkListBoxRow   *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), "date");

  gtk_widget_activate_action (GTK_WIDGET (self), "event.show-date", "s", id);
}

static char *
page_cb (GObject       *object,
         guint          n_dates,
         gboolean       loading,
         gboolean       refreshing,
         ParvisFailure *failure)
{
  if (n_dates > 0)
    return g_strdup ("dates");
  if (loading || refreshing)
    return g_strdup ("wait");

  return g_strdup (failure != NULL ? "failure" : "empty");
}

static gboolean
are_many_cb (GObject *object,
             guint    n_dates)
{
  return n_dates > MANY;
}

/* ---- reading ---- */

static void
set_loading (ParvisDatesView *self,
             gboolean         loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static gboolean
are_shown (ParvisDatesView *self,
           GListModel      *dates)
{
  guint n_dates = count_dates (self);

  if (self->dates == NULL || g_list_model_get_n_items (dates) != n_dates)
    return FALSE;

  for (guint i = 0; i < n_dates; i++)
    {
      g_autoptr(WeezRecord) shown = g_list_model_get_item (self->dates, i);
      g_autoptr(WeezRecord) date = g_list_model_get_item (dates, i);

      if (!weez_record_equal (shown, date))
        return FALSE;
    }

  return TRUE;
}

/* New rows take the focus from the old ones. */
static void
set_dates (ParvisDatesView *self,
           GListModel      *dates,
           guint32          today)
{
  if (self->today == today && are_shown (self, dates))
    return;

  self->today = today;
  g_set_object (&self->dates, dates);
  show_dates (self);
}

static DexFuture *
read_dates (gpointer     data,
            ParvisStore *store)
{
  ParvisDatesView *self = data;

  set_loading (self, TRUE);

  return parvis_date_sales_list (store, parvis_event_get_record (self->event)->id);
}

static void
dates_read (gpointer   data,
            DexFuture *completed)
{
  ParvisDatesView *self = data;
  const GValue *value = dex_future_get_value (completed, NULL);
  ParvisStore *store;

  if (value != NULL && (store = parvis_follower_get_store (self->follower)) != NULL)
    {
      g_autoptr(GDateTime) now = g_date_time_new_now (parvis_store_get_zone (store));

      set_dates (self, g_value_get_object (value), parvis_month_grid_day_of (now));
    }
  set_loading (self, FALSE);
}

/* Until somebody looks it is not known whether there are any. */
static void
follow_store (ParvisDatesView *self)
{
  parvis_follower_set_account (self->follower, parvis_event_get_account (self->event));
  set_loading (self, parvis_follower_get_store (self->follower) != NULL);
}

static void
parvis_dates_view_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  ParvisDatesView *self = PARVIS_DATES_VIEW (object);

  switch ((ParvisDatesViewProperty) prop_id)
    {
    case PROP_EVENT:
      g_value_set_object (value, self->event);
      break;
    case PROP_FAILURE:
      g_value_set_object (value, self->failure);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_N_DATES:
      g_value_set_uint (value, count_dates (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_dates_view_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  ParvisDatesView *self = PARVIS_DATES_VIEW (object);

  switch ((ParvisDatesViewProperty) prop_id)
    {
    case PROP_EVENT:
      if (!g_set_object (&self->event, g_value_get_object (value)))
        return;
      if (self->event != NULL)
        follow_store (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_FAILURE:
      if (g_set_object (&self->failure, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_LOADING:
    case PROP_N_DATES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_dates_view_dispose (GObject *object)
{
  ParvisDatesView *self = PARVIS_DATES_VIEW (object);

  g_clear_object (&self->follower);
  stop_scrolling (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_DATES_VIEW);
  g_clear_object (&self->event);
  g_clear_object (&self->failure);
  g_clear_object (&self->dates);

  G_OBJECT_CLASS (parvis_dates_view_parent_class)->dispose (object);
}

static void
parvis_dates_view_class_init (ParvisDatesViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_dates_view_get_property;
  object_class->set_property = parvis_dates_view_set_property;
  object_class->dispose = parvis_dates_view_dispose;

  props[PROP_EVENT] =
    g_param_spec_object ("event", NULL, NULL, PARVIS_TYPE_EVENT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_FAILURE] =
    g_param_spec_object ("failure", NULL, NULL, PARVIS_TYPE_FAILURE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_N_DATES] = g_param_spec_uint ("n-dates", NULL, NULL, 0, G_MAXUINT, 0,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_MONTH_GRID);
  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/event/parvis-dates-view.ui");
  parvis_failure_words_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ParvisDatesView, shape);
  gtk_widget_class_bind_template_child (widget_class, ParvisDatesView, scroller);
  gtk_widget_class_bind_template_child (widget_class, ParvisDatesView, month);
  gtk_widget_class_bind_template_child (widget_class, ParvisDatesView, rows);
  gtk_widget_class_bind_template_callback (widget_class, scroll_to_next);
  gtk_widget_class_bind_template_callback (widget_class, stop_scrolling);
  gtk_widget_class_bind_template_callback (widget_class, shape_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "page", G_CALLBACK (page_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "are_many",
                                                G_CALLBACK (are_many_cb));
}

static void
parvis_dates_view_init (ParvisDatesView *self)
{
  self->follower = parvis_follower_new (GTK_WIDGET (self), read_dates, dates_read);
  gtk_widget_init_template (GTK_WIDGET (self));
}
