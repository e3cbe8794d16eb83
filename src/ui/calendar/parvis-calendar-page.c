#include "config.h"

#include "parvis-calendar-page.h"

#include <glib/gi18n-lib.h>

#include "parvis-calendar-details.h"
#include "parvis-calendar-filters.h"
#include "parvis-calendar-results.h"
#include "parvis-event-drag.h"
#include "parvis-failure-words.h"
#include "parvis-month-grid.h"
#include "parvis-public-search.h"
#include "parvis-wait.h"
#include "parvis-words.h"

#define MAX_NAME 60

struct _ParvisCalendarPage
{
  AdwNavigationPage      parent_instance;
  ParvisAccount         *account;
  ParvisPublicSearch    *search;
  WeezSearchQuery       *query;       /* what is filled in, but for the town and the period */
  gboolean               showing;     /* the widgets follow a query */

  AdwNavigationView     *navigation;
  GtkEditable           *city;
  GtkDropDown           *period;
  GtkMenuButton         *names_button;
  ParvisMonthGrid       *month_grid;
  ParvisCalendarResults *results;
};

G_DEFINE_FINAL_TYPE (ParvisCalendarPage, parvis_calendar_page, ADW_TYPE_NAVIGATION_PAGE)

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_SEARCH,
} ParvisCalendarPageProperty;

static GParamSpec *props[PROP_SEARCH + 1];

static guint opened_signal;

/* The entries of the drop-down; a single day is one of chosen days. */
static const ParvisPublicPeriod periods[] = {
  PARVIS_PUBLIC_FROM_NOW, PARVIS_PUBLIC_WEEKEND, PARVIS_PUBLIC_MONTH, PARVIS_PUBLIC_DAYS,
};

#define CHOSEN_DAYS 3

/* ---- words ---- */

static char *
page_cb (GObject       *object,
         const char    *query,
         gboolean       searching,
         GDateTime     *found_at,
         ParvisFailure *failure,
         guint          n_events)
{
  const char *page;

  if (query == NULL)
    page = "start";
  else if (n_events > 0)
    page = "results";
  else if (searching)
    page = "wait";
  else if (found_at == NULL)
    page = failure != NULL ? "failure" : "start";
  else
    page = "none";

  return g_strdup (page);
}

/* What is not seen elsewhere on the page. */
static char *
filters_cb (GObject    *object,
            const char *text,
            GListModel *categories,
            guint       n_categories)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(WeezSearchQuery) query = NULL;
  ParvisPublicPeriod period;

  if (text == NULL || categories == NULL)
    return g_strdup ("");

  query = parvis_public_query_from_text (text, now, &period);

  return parvis_calendar_filters_tell (query, period == PARVIS_PUBLIC_DAY ||
                                              period == PARVIS_PUBLIC_DAYS, categories);
}

/* ---- the results ---- */

/* Each event on all days that it is on. */
static void
show_spans (ParvisCalendarPage *self)
{
  GListModel *rows = parvis_calendar_results_get_rows (self->results);
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (ParvisMonthSpan));

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(ParvisPublicRow) row = g_list_model_get_item (rows, i);
      const char *title = parvis_public_row_get_record (row)->title;
      ParvisMonthSpan span = { .words = title != NULL && *title != '\0' ? title
                                                                        : _("Unnamed Event") };

      if (parvis_public_row_get_days (row, &span.first, &span.last))
        g_array_append_val (spans, span);
    }

  parvis_month_grid_set_spans (self->month_grid, (ParvisMonthSpan *) spans->data, spans->len);
}

/* All that is on, on that day. */
static GdkContentProvider *
drag_cb (ParvisCalendarPage *self,
         guint               day)
{
  GListModel *rows = parvis_calendar_results_get_rows (self->results);
  g_autoptr(GPtrArray) events = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(ParvisPublicRow) row = g_list_model_get_item (rows, i);

      if (parvis_public_row_is_on (row, day))
        g_ptr_array_add (events, parvis_public_row_get_record (row));
    }

  return events->len > 0 ? parvis_event_drag_new_full (events, NULL) : NULL;
}

static void
turned_cb (ParvisCalendarPage *self)
{
  parvis_calendar_results_rest (self->results);
}

static void
activated_cb (ParvisCalendarPage *self,
              ParvisPublicRow    *row)
{
  if (parvis_public_row_get_own (row) != NULL)
    g_signal_emit (self, opened_signal, 0, parvis_public_row_get_own (row));
  else
    adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (
      parvis_calendar_details_new (self->search, parvis_public_row_get_record (row))));
}

/* ---- searching ---- */

static void
run (ParvisCalendarPage *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  ParvisPublicPeriod period = periods[gtk_drop_down_get_selected (self->period)];
  g_autofree char *city = g_strstrip (g_strdup (gtk_editable_get_text (self->city)));
  g_autofree char *text = NULL;

  g_set_str (&self->query->city, *city != '\0' ? city : NULL);
  if (period != PARVIS_PUBLIC_DAYS)
    parvis_public_query_set_period (self->query, period, now);
  text = parvis_public_query_to_text (self->query, period);
  parvis_month_grid_set_day (self->month_grid, 0);
  dex_future_disown (parvis_public_search_run (self->search, text));
}

/* Puts a query into the widgets. */
static void
show_query (ParvisCalendarPage *self,
            const char         *text)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  ParvisPublicPeriod period;
  GDateTime *first;

  g_clear_object (&self->query);
  self->query = parvis_public_query_from_text (text, now, &period);
  self->showing = TRUE;
  gtk_editable_set_text (self->city, self->query->city != NULL ? self->query->city : "");
  gtk_drop_down_set_selected (self->period, MIN ((guint) period, CHOSEN_DAYS));
  self->showing = FALSE;
  first = self->query->date != NULL ? self->query->date : self->query->date_start;
  if (first != NULL)
    parvis_month_grid_show (self->month_grid, parvis_month_grid_day_of (first));
}

static void
query_cb (ParvisCalendarPage *self)
{
  const char *text = parvis_public_search_get_query (self->search);

  if (text != NULL)
    show_query (self, text);
}

static void
search_cb (ParvisCalendarPage *self)
{
  run (self);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  run (PARVIS_CALENDAR_PAGE (widget));
}

static void
applied_cb (ParvisCalendarPage    *self,
            ParvisCalendarFilters *filters)
{
  guint period = gtk_drop_down_get_selected (self->period);

  g_clear_object (&self->query);
  self->query = weez_search_query_new ();
  parvis_calendar_filters_fill (filters, self->query);
  self->showing = TRUE;
  if (self->query->date != NULL || self->query->date_start != NULL ||
      self->query->date_end != NULL)
    period = CHOSEN_DAYS;
  else if (period == CHOSEN_DAYS)
    period = 0;
  gtk_drop_down_set_selected (self->period, period);
  self->showing = FALSE;
  run (self);
}

static void
show_filters_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  ParvisCalendarPage *self = PARVIS_CALENDAR_PAGE (widget);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  ParvisCalendarFilters *filters;

  /* Days that follow from "this month" were not chosen. */
  if (gtk_drop_down_get_selected (self->period) != CHOSEN_DAYS)
    parvis_public_query_set_period (self->query, PARVIS_PUBLIC_FROM_NOW, now);
  filters = parvis_calendar_filters_new (parvis_public_search_get_categories (self->search),
                                         self->query);
  g_signal_connect_object (filters, "applied", G_CALLBACK (applied_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (filters), widget);
}

static void
drop_filters_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  ParvisCalendarPage *self = PARVIS_CALENDAR_PAGE (widget);

  g_clear_object (&self->query);
  self->query = weez_search_query_new ();
  self->showing = TRUE;
  if (gtk_drop_down_get_selected (self->period) == CHOSEN_DAYS)
    gtk_drop_down_set_selected (self->period, 0);
  self->showing = FALSE;
  run (self);
}

static void
period_cb (ParvisCalendarPage *self)
{
  if (self->showing || self->search == NULL)
    return;

  if (gtk_drop_down_get_selected (self->period) == CHOSEN_DAYS)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.show-filters", NULL);
  else if (parvis_public_search_get_query (self->search) != NULL)
    run (self);
}

static void
clear_filters_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  ParvisCalendarPage *self = PARVIS_CALENDAR_PAGE (widget);

  show_query (self, "");
  run (self);
}

/* ---- searches with a name ---- */

static void
names_cb (ParvisCalendarPage *self)
{
  const char * const *names = parvis_public_search_get_names (self->search);
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) searches = g_menu_new ();
  g_autoptr(GMenu) forget = g_menu_new ();
  g_autoptr(GMenu) verbs = g_menu_new ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr(GMenuItem) search = g_menu_item_new (NULL, NULL);
      g_autoptr(GMenuItem) removal = g_menu_item_new (NULL, NULL);
      g_auto(GStrv) parts = g_strsplit (names[i], "_", -1);
      /* An underscore would be a key to press. */
      g_autofree char *label = g_strjoinv ("__", parts);

      g_menu_item_set_label (search, label);
      g_menu_item_set_action_and_target (search, "calendar.run-named", "s", names[i]);
      g_menu_append_item (searches, search);
      g_menu_item_set_label (removal, label);
      g_menu_item_set_action_and_target (removal, "calendar.forget-named", "s", names[i]);
      g_menu_append_item (forget, removal);
    }

  g_menu_append (verbs, _("_Save This Search…"), "calendar.keep");
  if (g_menu_model_get_n_items (G_MENU_MODEL (forget)) > 0)
    g_menu_append_submenu (verbs, _("_Remove"), G_MENU_MODEL (forget));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (searches));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (verbs));
  gtk_menu_button_set_menu_model (self->names_button, G_MENU_MODEL (menu));
}

static void
run_named_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  ParvisCalendarPage *self = PARVIS_CALENDAR_PAGE (widget);
  g_autofree char *text =
    parvis_public_search_dup_kept (self->search, g_variant_get_string (parameter, NULL));

  if (text == NULL)
    return;

  show_query (self, text);
  run (self);
}

static void
forget_named_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  ParvisCalendarPage *self = PARVIS_CALENDAR_PAGE (widget);

  dex_future_disown (parvis_public_search_forget (self->search,
                                                  g_variant_get_string (parameter, NULL)));
}

static void
keep_cb (AdwAlertDialog     *dialog,
         const char         *response,
         ParvisCalendarPage *self)
{
  GtkWidget *entry = adw_alert_dialog_get_extra_child (dialog);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (g_str_equal (response, "save") && *name != '\0')
    dex_future_disown (parvis_public_search_keep (self->search, name));
}

static void
keep_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ParvisCalendarPage *self = PARVIS_CALENDAR_PAGE (widget);
  AdwDialog *dialog;
  GtkWidget *entry = gtk_entry_new ();

  if (parvis_public_search_get_query (self->search) == NULL)
    run (self);

  dialog = adw_alert_dialog_new (_("Save This Search"), NULL);
  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_NAME);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), gtk_editable_get_text (self->city));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name"), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"),
                                  "save", _("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (keep_cb), self, 0);
  adw_dialog_present (dialog, widget);
}

/* ---- the page ---- */

static void
parvis_calendar_page_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  ParvisCalendarPage *self = PARVIS_CALENDAR_PAGE (object);

  switch ((ParvisCalendarPageProperty) prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_SEARCH:
      g_value_set_object (value, self->search);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_calendar_page_dispose (GObject *object)
{
  ParvisCalendarPage *self = PARVIS_CALENDAR_PAGE (object);

  /* The template would take the child away behind the page's back. */
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_CALENDAR_PAGE);
  g_clear_object (&self->query);
  g_clear_object (&self->search);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (parvis_calendar_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  parvis_words_bind (widget_class);
  parvis_failure_words_bind (widget_class);
  parvis_public_row_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarPage, navigation);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarPage, city);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarPage, period);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarPage, names_button);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarPage, month_grid);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarPage, results);
  gtk_widget_class_bind_template_callback_full (widget_class, "page", G_CALLBACK (page_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "filters",
                                                G_CALLBACK (filters_cb));
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, period_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_cb);
  gtk_widget_class_bind_template_callback (widget_class, turned_cb);
}

static void
parvis_calendar_page_class_init (ParvisCalendarPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_calendar_page_get_property;
  object_class->dispose = parvis_calendar_page_dispose;

  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, PARVIS_TYPE_ACCOUNT, flags);
  props[PROP_SEARCH] = g_param_spec_object ("search", NULL, NULL, PARVIS_TYPE_PUBLIC_SEARCH,
                                            flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  opened_signal = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, PARVIS_TYPE_EVENT);

  g_type_ensure (PARVIS_TYPE_CALENDAR_RESULTS);
  g_type_ensure (PARVIS_TYPE_MONTH_GRID);
  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/calendar/parvis-calendar-page.ui");
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "calendar.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "calendar.show-filters", NULL,
                                   show_filters_action);
  gtk_widget_class_install_action (widget_class, "calendar.clear-filters", NULL,
                                   clear_filters_action);
  gtk_widget_class_install_action (widget_class, "calendar.drop-filters", NULL,
                                   drop_filters_action);
  gtk_widget_class_install_action (widget_class, "calendar.run-named", "s", run_named_action);
  gtk_widget_class_install_action (widget_class, "calendar.forget-named", "s",
                                   forget_named_action);
  gtk_widget_class_install_action (widget_class, "calendar.keep", NULL, keep_action);
}

static void
parvis_calendar_page_init (ParvisCalendarPage *self)
{
  self->query = weez_search_query_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parvis_calendar_page_new:
 * @account: (transfer none): whose own events are marked, and in whose store answers are kept
 *
 * Returns: (transfer floating): a page that shows the last search
 */
ParvisCalendarPage *
parvis_calendar_page_new (ParvisAccount *account)
{
  ParvisCalendarPage *self = g_object_new (PARVIS_TYPE_CALENDAR_PAGE, NULL);

  self->account = g_object_ref (account);
  self->search = parvis_public_search_new (parvis_account_get_store (account),
                                           parvis_account_get_client (account));
  g_signal_connect_object (self->search, "notify::query", G_CALLBACK (query_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "notify::names", G_CALLBACK (names_cb), self,
                           G_CONNECT_SWAPPED);
  parvis_calendar_results_open (self->results, account, self->search);
  g_signal_connect_object (self->search, "notify::found-at", G_CALLBACK (show_spans), self,
                           G_CONNECT_SWAPPED);
  names_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEARCH]);
  dex_future_disown (parvis_public_search_open (self->search));

  return self;
}
