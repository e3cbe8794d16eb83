#include "config.h"

#include "parvis-calendar-results.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "parvis-calendar-row.h"
#include "parvis-calendar-towns.h"
#include "parvis-format.h"

/* A list view makes 200 rows at once, which takes longer than everything else that is done with an
 * answer. About as many as are seen are there in the first frame. Others follow a few at a time,
 * after whatever is to be drawn. */
#define FIRST_ROWS 8
#define ROWS_AT_ONCE 8
#define LAST_ROWS 240
#define GROWING_PAUSE 25   /* ms */
#define REST (300 * G_TIME_SPAN_MILLISECOND)

struct _ParvisCalendarResults
{
  AdwBin              parent_instance;
  ParvisAccount      *account;
  ParvisPublicSearch *search;
  GListStore         *rows;
  GPtrArray          *towns;       /* of the events found, in the order in which they are shown */
  GtkFilter          *filter;
  GtkSorter          *sorter;
  GtkSortListModel   *found;       /* on the day */
  GtkSliceListModel  *shown;       /* of those as many as are there yet */
  guint               growing;     /* a source, 0 for none */
  guint               reaching;    /* a tick callback, 0 for none */
  gint64              rests_until;
  guint32             day;
  guint               chosen;      /* an Order */
  gboolean            filling;     /* the towns are not the reader's choice */

  GtkDropDown        *order;
  GtkWidget          *near_side;
  GtkDropDown        *near;
  GtkListView        *list;
  GtkNoSelection     *selection;
};

G_DEFINE_FINAL_TYPE (ParvisCalendarResults, parvis_calendar_results, ADW_TYPE_BIN)

typedef enum
{
  PROP_SEARCH = 1,
  PROP_DAY,
  PROP_ROWS,
  PROP_FOUND,
} ParvisCalendarResultsProperty;

static GParamSpec *props[PROP_FOUND + 1];

static guint activated_signal;

/* The entries of the drop-down. */
typedef enum
{
  ORDER_DATE,
  ORDER_PRICE,
  ORDER_NAME,
  ORDER_DISTANCE,
} Order;

static char *
found_cb (GObject   *object,
          guint      n_events,
          GDateTime *found_at,
          guint      day)
{
  g_autofree char *age = found_at != NULL ? parvis_format_age (found_at) : g_strdup ("");
  g_autoptr(GDateTime) moment = NULL;
  g_autofree char *chosen = NULL;
  GDate date;

  if (day == 0)
    /* Translators: the last is when the service was asked. */
    return g_strdup_printf (ngettext ("%u event of all organizers, as of %s",
                                      "%u events of all organizers, as of %s", n_events),
                            n_events, age);

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  moment = g_date_time_new_utc (g_date_get_year (&date), g_date_get_month (&date),
                                g_date_get_day (&date), 12, 0, 0);
  chosen = parvis_format_day (moment);

  /* Translators: the second is a day, the last when the service was asked. */
  return g_strdup_printf (ngettext ("%u event on %s, of all organizers, as of %s",
                                    "%u events on %s, of all organizers, as of %s", n_events),
                          n_events, chosen, age);
}

/* ---- which, and in which order ---- */

static gboolean
is_on_day (gpointer item,
           gpointer user_data)
{
  ParvisCalendarResults *self = user_data;

  return self->day == 0 || parvis_public_row_is_on (item, self->day);
}

/* What is not known comes last. */
static int
compare_figures (double a,
                 double b)
{
  if (a < 0 || b < 0)
    return (a < 0) - (b < 0);

  return (a > b) - (a < b);
}

static double
get_price (WeezPublicEvent *event)
{
  WeezMoney price = event->price_min.cents != WEEZ_UNKNOWN ? event->price_min : event->price_max;

  return price.cents != WEEZ_UNKNOWN ? (double) price.cents : -1;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  ParvisCalendarResults *self = user_data;
  ParvisPublicRow *row = (gpointer) a;
  ParvisPublicRow *other_row = (gpointer) b;
  WeezPublicEvent *one = parvis_public_row_get_record (row);
  WeezPublicEvent *other = parvis_public_row_get_record (other_row);
  int order = 0;

  switch ((Order) self->chosen)
    {
    case ORDER_PRICE:
      order = compare_figures (get_price (one), get_price (other));
      break;

    case ORDER_NAME:
      order = parvis_format_compare_names (one->title != NULL ? one->title : "",
                                           other->title != NULL ? other->title : "");
      break;

    case ORDER_DISTANCE:
      order = compare_figures (parvis_public_row_get_distance (row),
                               parvis_public_row_get_distance (other_row));
      break;

    case ORDER_DATE:
    default:
      break;
    }

  return order != 0 ? order : parvis_public_row_compare_starts (row, other_row);
}

/* ---- how far it is ---- */

static void
measure (ParvisCalendarResults *self)
{
  guint chosen = gtk_drop_down_get_selected (self->near);
  gboolean measures = self->chosen == ORDER_DISTANCE && chosen < self->towns->len;
  double latitude = NAN;
  double longitude = NAN;

  if (measures)
    {
      const ParvisCalendarTown *town = g_ptr_array_index (self->towns, chosen);

      latitude = town->latitude;
      longitude = town->longitude;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr(ParvisPublicRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      parvis_public_row_measure (row, latitude, longitude);
    }
}

static void
sort (ParvisCalendarResults *self)
{
  measure (self);
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
  gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
}

/* The towns of the events found, with the one that was chosen, or looked for, or has most. */
static void
show_towns (ParvisCalendarResults *self)
{
  const char *query = parvis_public_search_get_query (self->search);
  g_autoptr(WeezSearchQuery) looked_for =
    query != NULL ? weez_search_query_new_from_text (query) : NULL;
  GtkStringObject *old = gtk_drop_down_get_selected_item (self->near);
  g_autofree char *chosen = old != NULL ? g_strdup (gtk_string_object_get_string (old)) : NULL;
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint place;

  g_ptr_array_unref (self->towns);
  self->towns = parvis_calendar_towns_new (parvis_public_search_get_events (self->search));
  for (guint i = 0; i < self->towns->len; i++)
    gtk_string_list_append (names, ((ParvisCalendarTown *)
                                    g_ptr_array_index (self->towns, i))->name);

  place = parvis_calendar_towns_find (self->towns, chosen,
                                      looked_for != NULL ? looked_for->city : NULL);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->near, G_LIST_MODEL (names));
  if (self->towns->len > 0)
    gtk_drop_down_set_selected (self->near, place);
  self->filling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->near), self->towns->len > 0);
  measure (self);
}

static void
order_cb (ParvisCalendarResults *self)
{
  self->chosen = gtk_drop_down_get_selected (self->order);
  gtk_widget_set_visible (self->near_side, self->chosen == ORDER_DISTANCE);
  if (self->sorter != NULL)
    sort (self);
}

static void
near_cb (ParvisCalendarResults *self)
{
  if (!self->filling && self->sorter != NULL)
    sort (self);
}

/* ---- rows ---- */

static void
mark_own (ParvisCalendarResults *self,
          ParvisPublicRow       *row)
{
  const char *id = parvis_public_row_get_record (row)->id;

  parvis_public_row_set_own (row, id != NULL ? parvis_account_find_event (self->account, id)
                                             : NULL);
}

static void
account_changed_cb (ParvisCalendarResults *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr(ParvisPublicRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      mark_own (self, row);
    }
}

static gboolean
grow (ParvisCalendarResults *self)
{
  guint size = gtk_slice_list_model_get_size (self->shown);
  gboolean has_more = size < LAST_ROWS;

  gtk_slice_list_model_set_size (self->shown, has_more ? size + ROWS_AT_ONCE : G_MAXUINT);

  return has_more;
}

static gboolean
grow_cb (gpointer data)
{
  ParvisCalendarResults *self = data;

  if (g_get_monotonic_time () < self->rests_until || grow (self))
    return G_SOURCE_CONTINUE;

  self->growing = 0;

  return G_SOURCE_REMOVE;
}

static gboolean
reach_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  ParvisCalendarResults *self = PARVIS_CALENDAR_RESULTS (widget);

  self->reaching = 0;
  if (self->growing != 0)
    grow (self);

  return G_SOURCE_REMOVE;
}

/* Whoever comes near to the last row that is there must not wait for a quiet moment. */
static void
scrolled_cb (ParvisCalendarResults *self,
             GtkAdjustment         *adjustment)
{
  double left = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment);

  if (self->growing != 0 && self->reaching == 0 &&
      left < 3 * gtk_adjustment_get_page_size (adjustment))
    self->reaching = gtk_widget_add_tick_callback (GTK_WIDGET (self), reach_cb, NULL, NULL);
}

static void
show_first_rows (ParvisCalendarResults *self)
{
  gtk_slice_list_model_set_size (self->shown, FIRST_ROWS);
  g_clear_handle_id (&self->growing, g_source_remove);
  self->growing = g_timeout_add_full (G_PRIORITY_LOW, GROWING_PAUSE, grow_cb, self, NULL);
}

static void
events_changed_cb (ParvisCalendarResults *self,
                   guint                  position,
                   guint                  n_removed,
                   guint                  n_added,
                   GListModel            *events)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_full (n_added, g_object_unref);

  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(WeezPublicEvent) event = g_list_model_get_item (events, i);
      ParvisPublicRow *row = parvis_public_row_new (event);

      mark_own (self, row);
      g_ptr_array_add (rows, row);
    }

  show_first_rows (self);
  g_list_store_splice (self->rows, position, n_removed, rows->pdata, rows->len);
}

/* The events of an answer are there before its time is told. */
static void
found_at_cb (ParvisCalendarResults *self)
{
  show_towns (self);
  if (self->chosen == ORDER_DISTANCE)
    gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

static void
activate_cb (ParvisCalendarResults *self,
             guint                  position)
{
  g_autoptr(ParvisPublicRow) row =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (row != NULL)
    g_signal_emit (self, activated_signal, 0, row);
}

static void
parvis_calendar_results_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  ParvisCalendarResults *self = PARVIS_CALENDAR_RESULTS (object);

  switch ((ParvisCalendarResultsProperty) prop_id)
    {
    case PROP_SEARCH:
      g_value_set_object (value, self->search);
      break;
    case PROP_DAY:
      g_value_set_uint (value, self->day);
      break;
    case PROP_ROWS:
      g_value_set_object (value, self->rows);
      break;
    case PROP_FOUND:
      g_value_set_object (value, self->found);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_calendar_results_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  ParvisCalendarResults *self = PARVIS_CALENDAR_RESULTS (object);

  if (prop_id != PROP_DAY)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (self->day == g_value_get_uint (value))
    return;

  self->day = g_value_get_uint (value);
  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  g_object_notify_by_pspec (object, pspec);
}

static void
parvis_calendar_results_dispose (GObject *object)
{
  ParvisCalendarResults *self = PARVIS_CALENDAR_RESULTS (object);

  g_clear_handle_id (&self->growing, g_source_remove);
  if (self->reaching != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->reaching);
  self->reaching = 0;
  /* The models may outlive the page: what they ask must not. */
  if (self->selection != NULL)
    gtk_no_selection_set_model (self->selection, NULL);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  if (self->sorter != NULL)
    gtk_custom_sorter_set_sort_func (GTK_CUSTOM_SORTER (self->sorter), NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_clear_object (&self->shown);
  g_clear_object (&self->found);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_CALENDAR_RESULTS);
  g_clear_object (&self->rows);
  g_clear_object (&self->search);
  g_clear_object (&self->account);
  g_clear_pointer (&self->towns, g_ptr_array_unref);

  G_OBJECT_CLASS (parvis_calendar_results_parent_class)->dispose (object);
}

static void
parvis_calendar_results_class_init (ParvisCalendarResultsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_calendar_results_get_property;
  object_class->set_property = parvis_calendar_results_set_property;
  object_class->dispose = parvis_calendar_results_dispose;

  props[PROP_SEARCH] = g_param_spec_object ("search", NULL, NULL, PARVIS_TYPE_PUBLIC_SEARCH,
                                            flags);
  props[PROP_DAY] = g_param_spec_uint ("day", NULL, NULL, 0, G_MAXUINT, 0,
                                       flags | G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_ROWS] = g_param_spec_object ("rows", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_FOUND] = g_param_spec_object ("found", NULL, NULL, GTK_TYPE_SORT_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, PARVIS_TYPE_PUBLIC_ROW);

  g_type_ensure (PARVIS_TYPE_CALENDAR_ROW);
  g_type_ensure (PARVIS_TYPE_PUBLIC_ROW);
  g_type_ensure (PARVIS_TYPE_PUBLIC_SEARCH);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/calendar/parvis-calendar-results.ui");
  parvis_public_row_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarResults, order);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarResults, near_side);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarResults, near);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarResults, list);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarResults, selection);
  gtk_widget_class_bind_template_callback_full (widget_class, "found", G_CALLBACK (found_cb));
  gtk_widget_class_bind_template_callback (widget_class, order_cb);
  gtk_widget_class_bind_template_callback (widget_class, near_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
parvis_calendar_results_init (ParvisCalendarResults *self)
{
  self->rows = g_list_store_new (PARVIS_TYPE_PUBLIC_ROW);
  self->towns = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)),
                           "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

static void
set_up_list (ParvisCalendarResults *self)
{
  GtkFilterListModel *filtered;

  self->filter = GTK_FILTER (gtk_custom_filter_new (is_on_day, self, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare_rows, self, NULL));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)),
                                        g_object_ref (self->filter));
  self->found = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (self->sorter));
  self->shown = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->found)), 0, G_MAXUINT);
  gtk_no_selection_set_model (self->selection, G_LIST_MODEL (self->shown));
}

/**
 * parvis_calendar_results_open:
 * @self: results of nothing yet
 * @account: (transfer none): whose own events are marked
 * @search: (transfer none): whose events are shown
 */
void
parvis_calendar_results_open (ParvisCalendarResults *self,
                              ParvisAccount         *account,
                              ParvisPublicSearch    *search)
{
  GListModel *events = parvis_public_search_get_events (search);

  g_return_if_fail (self->search == NULL);

  self->account = g_object_ref (account);
  self->search = g_object_ref (search);
  set_up_list (self);
  g_signal_connect_object (account, "changed", G_CALLBACK (account_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (events, "items-changed", G_CALLBACK (events_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "notify::found-at", G_CALLBACK (found_at_cb), self,
                           G_CONNECT_SWAPPED);
  events_changed_cb (self, 0, 0, g_list_model_get_n_items (events), events);
  found_at_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOUND]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEARCH]);
}

/**
 * parvis_calendar_results_rest:
 * @self: results
 *
 * Makes no rows that are not seen for a moment, in which something else moves.
 */
void
parvis_calendar_results_rest (ParvisCalendarResults *self)
{
  g_return_if_fail (PARVIS_IS_CALENDAR_RESULTS (self));

  self->rests_until = g_get_monotonic_time () + REST;
}

/**
 * parvis_calendar_results_get_rows:
 * @self: results
 *
 * Returns: (transfer none): a model of #ParvisPublicRow, of all days
 */
GListModel *
parvis_calendar_results_get_rows (ParvisCalendarResults *self)
{
  g_return_val_if_fail (PARVIS_IS_CALENDAR_RESULTS (self), NULL);

  return G_LIST_MODEL (self->rows);
}
