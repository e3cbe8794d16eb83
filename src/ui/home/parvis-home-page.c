#include "config.h"

#include "parvis-home-page.h"

#include <glib/gi18n-lib.h>

#include "parvis-event-order.h"
#include "parvis-failure-words.h"
#include "parvis-format.h"
#include "parvis-settings.h"
#include "parvis-wait.h"
#include "parvis-words.h"

struct _ParvisHomePage
{
  AdwNavigationPage  parent_instance;
  ParvisAccount     *account;
  gboolean           alone;     /* nothing beside it says what failed */

  GtkStack          *shapes;
  GtkColumnView     *table;
  GtkListView       *list;
  GtkDropDown       *order;
  GtkButton         *reverse;
};

G_DEFINE_FINAL_TYPE (ParvisHomePage, parvis_home_page, ADW_TYPE_NAVIGATION_PAGE)

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_ALONE,
} ParvisHomePageProperty;

static GParamSpec *props[PROP_ALONE + 1];

static guint opened_signal;

/* ---- order ---- */

static int
compare_counts (gint64 a,
                gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  return parvis_format_compare_names (parvis_event_get_record ((ParvisEvent *) a)->name,
                                      parvis_event_get_record ((ParvisEvent *) b)->name);
}

static int
compare_today (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  return compare_counts (parvis_event_get_sold_today ((ParvisEvent *) a),
                         parvis_event_get_sold_today ((ParvisEvent *) b));
}

static int
compare_sold (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  return compare_counts (parvis_event_get_sold ((ParvisEvent *) a),
                         parvis_event_get_sold ((ParvisEvent *) b));
}

static double
get_fill (gconstpointer event)
{
  gint64 sold = parvis_event_get_sold ((ParvisEvent *) event);
  gint64 quota = parvis_event_get_quota ((ParvisEvent *) event);

  /* Without a limit it cannot be told: before all that can. */
  return parvis_words_has_fill (NULL, sold, quota) ? (double) sold / (double) quota : -1;
}

static int
compare_fill (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  double fill_a = get_fill (a);
  double fill_b = get_fill (b);

  return (fill_a > fill_b) - (fill_a < fill_b);
}

static int
compare_stage (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  return compare_counts (parvis_event_get_same_stage ((ParvisEvent *) a),
                         parvis_event_get_same_stage ((ParvisEvent *) b));
}

static int
compare_changed (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  GDateTime *moment_a = parvis_event_get_changed_at ((ParvisEvent *) a);
  GDateTime *moment_b = parvis_event_get_changed_at ((ParvisEvent *) b);

  if (moment_a == NULL || moment_b == NULL)
    return (moment_a != NULL) - (moment_b != NULL);

  return g_date_time_compare (moment_a, moment_b);
}

/* In the order of the columns, and of the list that narrow windows have for them. */
static const struct
{
  const char       *id;
  GCompareDataFunc  compare;
  GtkSortType       first;    /* what people look for: the soonest, the most */
} orders[] = {
  { "name", compare_names, GTK_SORT_ASCENDING },
  { "days", parvis_event_order_by_date, GTK_SORT_ASCENDING },
  { "today", compare_today, GTK_SORT_DESCENDING },
  { "sold", compare_sold, GTK_SORT_DESCENDING },
  { "fill", compare_fill, GTK_SORT_DESCENDING },
  { "stage", compare_stage, GTK_SORT_DESCENDING },
  { "changed", compare_changed, GTK_SORT_DESCENDING },
};

#define FIRST_ORDER 1   /* by date, as in the sidebar */
#define ORDER_TYPE "(sb)"

static GtkColumnViewColumn *
get_sort_column (ParvisHomePage *self,
                 GtkSortType    *direction)
{
  GtkColumnViewSorter *sorter =
    GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->table));

  *direction = gtk_column_view_sorter_get_primary_sort_order (sorter);

  return gtk_column_view_sorter_get_primary_sort_column (sorter);
}

static void
order_cb (ParvisHomePage *self)
{
  guint order = gtk_drop_down_get_selected (self->order);
  GListModel *columns = gtk_column_view_get_columns (self->table);
  g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, order);
  GtkSortType direction;

  /* Said of a header that was clicked, which has its own direction. */
  if (get_sort_column (self, &direction) != column)
    gtk_column_view_sort_by_column (self->table, column, orders[order].first);
}

static void
reverse_cb (ParvisHomePage *self)
{
  GtkSortType direction;
  GtkColumnViewColumn *column = get_sort_column (self, &direction);

  gtk_column_view_sort_by_column (self->table, column, direction == GTK_SORT_ASCENDING
                                                       ? GTK_SORT_DESCENDING
                                                       : GTK_SORT_ASCENDING);
}

/* What narrow windows have in place of headers says the same as those. */
static void
show_order (ParvisHomePage      *self,
            GtkColumnViewColumn *column,
            GtkSortType          direction)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);
  gboolean ascending = direction == GTK_SORT_ASCENDING;

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr(GtkColumnViewColumn) other = g_list_model_get_item (columns, i);

      if (other == column)
        gtk_drop_down_set_selected (self->order, i);
    }

  gtk_button_set_icon_name (self->reverse, ascending ? "view-sort-ascending-symbolic"
                                                     : "view-sort-descending-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reverse),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  ascending ? _("Ascending") : _("Descending"), -1);
}

/* As it was left, in whatever window. */
static void
restore_order (ParvisHomePage *self)
{
  GSettings *settings = parvis_settings_get ();
  GListModel *columns = gtk_column_view_get_columns (self->table);
  g_autoptr(GtkColumnViewColumn) column = NULL;
  g_autofree char *id = NULL;
  gboolean descending = orders[FIRST_ORDER].first == GTK_SORT_DESCENDING;
  guint order = FIRST_ORDER;

  if (settings != NULL)
    g_settings_get (settings, "home-order", ORDER_TYPE, &id, &descending);
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (orders); i++)
    if (g_str_equal (orders[i].id, id))
      order = i;

  column = g_list_model_get_item (columns, order);
  gtk_column_view_sort_by_column (self->table, column, descending ? GTK_SORT_DESCENDING
                                                                  : GTK_SORT_ASCENDING);
}

/* Lists stay at the row that was first before they were sorted. */
static void
scroll_to_top (ParvisHomePage *self,
               gboolean        table,
               gboolean        list)
{
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (self->list));

  if (g_list_model_get_n_items (rows) == 0)
    return;

  if (table)
    gtk_column_view_scroll_to (self->table, 0, NULL, GTK_LIST_SCROLL_NONE, NULL);
  if (list)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
}

/* It changes with the figures as well. */
static void
keep_order (ParvisHomePage *self)
{
  GSettings *settings = parvis_settings_get ();
  GtkSortType direction;
  GtkColumnViewColumn *column = get_sort_column (self, &direction);
  g_autoptr(GVariant) before = NULL;
  g_autoptr(GVariant) now = NULL;

  if (column == NULL)
    return;

  show_order (self, column, direction);
  if (settings == NULL)
    return;

  before = g_settings_get_value (settings, "home-order");
  now = g_variant_ref_sink (g_variant_new (ORDER_TYPE, gtk_column_view_column_get_id (column),
                                           direction == GTK_SORT_DESCENDING));
  if (g_variant_equal (before, now))
    return;

  g_settings_set_value (settings, "home-order", now);
  scroll_to_top (self, TRUE, TRUE);
}

static void
set_up_columns (ParvisHomePage *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autoptr(GtkSorter) sorter =
        GTK_SORTER (gtk_custom_sorter_new (orders[i].compare, NULL, NULL));

      g_assert (g_str_equal (gtk_column_view_column_get_id (column), orders[i].id));
      gtk_column_view_column_set_sorter (column, sorter);
    }
}

static gboolean
is_at_top (gpointer view)
{
  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (view)) <= 0;
}

/* Models don't see that the figures of an item changed. */
static void
changed_cb (ParvisHomePage *self)
{
  gboolean table = is_at_top (self->table);
  gboolean list = is_at_top (self->list);

  gtk_sorter_changed (gtk_column_view_get_sorter (self->table), GTK_SORTER_CHANGE_DIFFERENT);
  scroll_to_top (self, table, list);
}

/* ---- words ---- */

static char *
page_cb (GObject       *object,
         guint          n_events,
         GDateTime     *updated_at,
         ParvisFailure *failure)
{
  if (n_events > 0)
    return g_strdup ("events");
  if (failure != NULL)
    return g_strdup ("failure");

  return g_strdup (updated_at != NULL ? "empty" : "wait");
}

static gboolean
shows_failure_cb (GObject       *object,
                  ParvisFailure *failure,
                  guint          n_events,
                  gboolean       alone)
{
  return failure != NULL && n_events > 0 && alone;
}

static char *
days_cb (GObject   *object,
         WeezEvent *record,
         gboolean   passed)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  int days;

  if (record == NULL || record->start == NULL)
    return g_strdup ("—");
  if (passed)
    /* Translators: of an event, in place of a number of days that are left. */
    return g_strdup (C_("event", "Over"));

  days = parvis_format_days_until (record->start, now);
  if (days < 0)
    return g_strdup (_("Now"));

  return days == 0 ? g_strdup (C_("day", "Today")) : parvis_format_count (days);
}

static char *
days_left_cb (GObject   *object,
              WeezEvent *record,
              gboolean   passed)
{
  g_autofree char *days = days_cb (object, record, passed);

  if (!g_ascii_isdigit (*days))
    return g_steal_pointer (&days);

  /* Translators: %s is a number of days until an event. */
  return g_strdup_printf (ngettext ("%s day left", "%s days left", (gulong) atoi (days)), days);
}

static char *
moment_words (GDateTime *moment)
{
  /* Only the day is known of what was never seen to change. */
  if (g_date_time_get_hour (moment) == 0 && g_date_time_get_minute (moment) == 0)
    return parvis_format_day (moment);

  return parvis_format_age (moment);
}

static char *
changed_words_cb (GObject   *object,
                  GDateTime *changed_at)
{
  return changed_at != NULL ? moment_words (changed_at) : g_strdup ("—");
}

static char *
today_cb (GObject   *object,
          gint64     sold_today,
          GDateTime *changed_at)
{
  g_autofree char *count = parvis_format_count (sold_today);

  if (sold_today > 0)
    /* Translators: %s is a number of tickets. */
    return g_strdup_printf (ngettext ("%s sold today", "%s sold today",
                                      (gulong) MIN (sold_today, 1000000)), count);

  return changed_at != NULL ? moment_words (changed_at) : g_strdup ("");
}

/* Nothing to compare with is no column. */
static gboolean
compares_cb (GObject    *object,
             GListModel *events,
             GDateTime  *updated_at)
{
  for (guint i = 0; events != NULL && i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (events, i);

      if (parvis_event_get_edition (event) != NULL)
        return TRUE;
    }

  return FALSE;
}

static char *
dup_edition_name (ParvisEvent *event)
{
  ParvisAccount *account = parvis_event_get_account (event);
  ParvisEvent *edition = account != NULL ? parvis_account_find_event (account,
                                             parvis_event_get_edition (event)) : NULL;

  return edition != NULL ? parvis_words_event_name (NULL, parvis_event_get_record (edition)) : NULL;
}

static char *
stage_note_cb (GObject     *object,
               ParvisEvent *event,
               gint64       same_stage)
{
  g_autofree char *name = event != NULL ? dup_edition_name (event) : NULL;

  if (name == NULL || same_stage == WEEZ_UNKNOWN)
    return g_strdup (_("Choose the edition to compare with on the event’s overview"));

  /* Translators: %s is the name of another event, the edition that is compared with. */
  return g_strdup_printf (_("Sold of “%s” as many days before"), name);
}

/* What the columns say, in one breath. */
static char *
summary_cb (GObject     *object,
            ParvisEvent *event,
            gint64       sold,
            gint64       sold_today,
            GDateTime   *changed_at)
{
  g_autoptr(GString) words = g_string_new (NULL);
  g_autofree char *whole = NULL;
  g_autofree char *days = NULL;
  g_autofree char *today = NULL;
  g_autofree char *changed = NULL;

  if (event == NULL)
    return g_strdup ("");

  whole = parvis_words_event_summary (object, parvis_event_get_record (event),
                                      parvis_event_get_passed (event), sold,
                                      parvis_event_get_quota (event));
  days = days_left_cb (object, parvis_event_get_record (event), parvis_event_get_passed (event));
  today = today_cb (object, sold_today, NULL);
  changed = changed_words_cb (object, changed_at);
  g_string_append_printf (words, "%s; %s", whole, days);
  if (*today != '\0')
    g_string_append_printf (words, "; %s", today);
  if (changed_at != NULL)
    /* Translators: %s is a time or a date. */
    g_string_append_printf (words, _("; last change: %s"), changed);

  return g_string_free_and_steal (g_steal_pointer (&words));
}

/* ---- the page ---- */

static void
activate_cb (ParvisHomePage *self,
             guint           position)
{
  GtkSelectionModel *model = gtk_column_view_get_model (self->table);
  g_autoptr(ParvisEvent) event = g_list_model_get_item (G_LIST_MODEL (model), position);

  if (event != NULL)
    g_signal_emit (self, opened_signal, 0, event);
}

static void
parvis_home_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  ParvisHomePage *self = PARVIS_HOME_PAGE (object);

  switch ((ParvisHomePageProperty) prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_ALONE:
      g_value_set_boolean (value, self->alone);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_home_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  ParvisHomePage *self = PARVIS_HOME_PAGE (object);

  switch ((ParvisHomePageProperty) prop_id)
    {
    case PROP_ACCOUNT:
      self->account = g_value_dup_object (value);
      break;
    case PROP_ALONE:
      self->alone = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* The two shapes show one list in one order. */
static void
parvis_home_page_constructed (GObject *object)
{
  ParvisHomePage *self = PARVIS_HOME_PAGE (object);
  GListModel *events = parvis_account_get_events (self->account);
  GtkSorter *sorter = g_object_ref (gtk_column_view_get_sorter (self->table));
  GtkSortListModel *sorted = gtk_sort_list_model_new (g_object_ref (events), sorter);
  g_autoptr(GtkSelectionModel) selection =
    GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (sorted)));

  G_OBJECT_CLASS (parvis_home_page_parent_class)->constructed (object);

  gtk_column_view_set_model (self->table, selection);
  gtk_list_view_set_model (self->list, selection);
  g_signal_connect_object (sorter, "changed", G_CALLBACK (keep_order), self, G_CONNECT_SWAPPED);
  restore_order (self);
  scroll_to_top (self, TRUE, TRUE);
  g_signal_connect_object (self->account, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account, "notify::updated-at", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* A page that comes over another one gets the focus, and its button "Back" would be first. To say
 * that in grab_focus would lead Tab back to the list for ever. */
static void
parvis_home_page_shown (AdwNavigationPage *page)
{
  ParvisHomePage *self = PARVIS_HOME_PAGE (page);

  if (gtk_widget_get_focus_child (GTK_WIDGET (page)) == NULL)
    return;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->shapes), "table") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
parvis_home_page_dispose (GObject *object)
{
  ParvisHomePage *self = PARVIS_HOME_PAGE (object);

  if (self->account != NULL)
    g_signal_handlers_disconnect_by_data (self->account, self);
  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->table), self);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_HOME_PAGE);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (parvis_home_page_parent_class)->dispose (object);
}

static void
bind_closures (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; GCallback function; } closures[] = {
    { "page", G_CALLBACK (page_cb) },
    { "days", G_CALLBACK (days_cb) },
    { "days_left", G_CALLBACK (days_left_cb) },
    { "changed", G_CALLBACK (changed_words_cb) },
    { "compares", G_CALLBACK (compares_cb) },
    { "today", G_CALLBACK (today_cb) },
    { "shows_failure", G_CALLBACK (shows_failure_cb) },
    { "stage_note", G_CALLBACK (stage_note_cb) },
    { "summary", G_CALLBACK (summary_cb) },
  };

  parvis_words_bind (widget_class);
  parvis_failure_words_bind (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name,
                                                  closures[i].function);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_cb);
  gtk_widget_class_bind_template_callback (widget_class, reverse_cb);
}

static void
parvis_home_page_class_init (ParvisHomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_home_page_get_property;
  object_class->set_property = parvis_home_page_set_property;
  object_class->constructed = parvis_home_page_constructed;
  object_class->dispose = parvis_home_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = parvis_home_page_shown;

  props[PROP_ACCOUNT] =
    g_param_spec_object ("account", NULL, NULL, PARVIS_TYPE_ACCOUNT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_ALONE] =
    g_param_spec_boolean ("alone", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  opened_signal = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, PARVIS_TYPE_EVENT);

  g_type_ensure (PARVIS_TYPE_ACCOUNT);
  g_type_ensure (PARVIS_TYPE_EVENT);
  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/home/parvis-home-page.ui");
  /* For the tests. */
  gtk_widget_class_bind_template_child_full (widget_class, "failure_banner", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, ParvisHomePage, shapes);
  gtk_widget_class_bind_template_child (widget_class, ParvisHomePage, table);
  gtk_widget_class_bind_template_child (widget_class, ParvisHomePage, list);
  gtk_widget_class_bind_template_child (widget_class, ParvisHomePage, order);
  gtk_widget_class_bind_template_child (widget_class, ParvisHomePage, reverse);
  bind_closures (widget_class);
}

static void
parvis_home_page_init (ParvisHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_columns (self);
}

/**
 * parvis_home_page_new:
 * @account: (transfer none): whose events
 *
 * Returns: (transfer floating): a page with all of them
 */
ParvisHomePage *
parvis_home_page_new (ParvisAccount *account)
{
  return g_object_new (PARVIS_TYPE_HOME_PAGE, "account", account, NULL);
}
