#include "config.h"

#include "parvis-sales-view.h"

#include <glib/gi18n-lib.h>

#include "parvis-account.h"
#include "parvis-chart.h"
#include "parvis-event-order.h"
#include "parvis-follower.h"
#include "parvis-format.h"
#include "parvis-sales-curve.h"
#include "parvis-sales-row.h"
#include "parvis-splice.h"
#include "parvis-wait.h"
#include "parvis-words.h"
#include "weez-ticket.h"

struct _ParvisSalesView
{
  AdwBin               parent_instance;
  ParvisEvent         *event;
  GPtrArray           *tickets;    /* WeezTicket, in the order of the list */
  GPtrArray           *editions;   /* ParvisEvent, likewise */
  ParvisFollower      *follower;
  GStrv                question;   /* what was read last */
  ParvisSales         *sales;
  ParvisSales         *compared;   /* those of the edition */
  ParvisSalesCurve    *curve;      /* of both */
  GListStore          *days;       /* ParvisSalesRow */
  char                *sentence;
  DexFuture           *keeping;
  gboolean             filling;    /* the lists: nobody chose anything */

  GtkDropDown         *ticket;
  GtkDropDown         *edition;
  AdwToggleGroup      *shape;
  AdwToggleGroup      *count;
  GtkStack            *stack;
  ParvisChart         *chart;
  GtkColumnView       *table;
  GtkColumnViewColumn *edition_column;
};

G_DEFINE_FINAL_TYPE (ParvisSalesView, parvis_sales_view, ADW_TYPE_BIN)

typedef enum
{
  PROP_EVENT = 1,
  PROP_SENTENCE,
} ParvisSalesViewProperty;

static GParamSpec *props[PROP_SENTENCE + 1];

/* ---- what is chosen ---- */

static WeezTicket *
get_ticket (ParvisSalesView *self)
{
  guint place = gtk_drop_down_get_selected (self->ticket);

  return place > 0 && place <= self->tickets->len
         ? g_ptr_array_index (self->tickets, place - 1) : NULL;
}

static ParvisEvent *
get_edition (ParvisSalesView *self)
{
  guint place = gtk_drop_down_get_selected (self->edition);

  return place > 0 && place <= self->editions->len
         ? g_ptr_array_index (self->editions, place - 1) : NULL;
}

static void
collect_tickets (GPtrArray  *tickets,
                 WeezRecord *record)
{
  WeezTicketCategory *category;

  if (WEEZ_IS_TICKET (record))
    g_ptr_array_add (tickets, g_object_ref (record));
  if (!WEEZ_IS_TICKET_CATEGORY (record))
    return;

  category = WEEZ_TICKET_CATEGORY (record);
  for (guint i = 0; category->categories != NULL && i < category->categories->len; i++)
    collect_tickets (tickets, g_ptr_array_index (category->categories, i));
  for (guint i = 0; category->tickets != NULL && i < category->tickets->len; i++)
    collect_tickets (tickets, g_ptr_array_index (category->tickets, i));
}

static GPtrArray *
list_tickets (ParvisEvent *event)
{
  GPtrArray *tickets = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *top = parvis_event_get_tickets (event);

  for (guint i = 0; i < g_list_model_get_n_items (top); i++)
    {
      g_autoptr(WeezRecord) record = g_list_model_get_item (top, i);

      collect_tickets (tickets, record);
    }

  return tickets;
}

/* Ids change from one edition to the next; names are what people keep. */
static const char *
find_same_ticket (ParvisEvent *edition,
                  WeezTicket  *ticket)
{
  g_autoptr(GPtrArray) tickets = list_tickets (edition);

  for (guint i = 0; i < tickets->len; i++)
    {
      WeezTicket *other = g_ptr_array_index (tickets, i);

      if (g_strcmp0 (other->name, ticket->name) == 0)
        /* The event holds it. */
        return other->id;
    }

  return NULL;
}

/* ---- what is shown ---- */

static void
set_sentence (ParvisSalesView *self,
              const char      *sentence)
{
  if (g_set_str (&self->sentence, sentence))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SENTENCE]);
}

static void
append_forecast (ParvisSalesView *self,
                 GString         *text)
{
  g_autofree char *low = parvis_format_count (self->curve->low);
  g_autofree char *high = parvis_format_count (self->curve->high);

  if (!self->curve->has_forecast)
    return;

  g_string_append_c (text, ' ');
  /* Translators: a forecast, from %s to %s tickets. */
  g_string_append_printf (text, _("If sales go on as they did then, %s to %s will be sold: this is "
                                  "an estimate, not a promise."), low, high);
}

static void
update_sentence (ParvisSalesView *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  ParvisEvent *edition = get_edition (self);
  WeezTicket *ticket = get_ticket (self);
  g_autofree char *name = NULL;
  g_autofree char *count = NULL;
  guint place;

  if (edition == NULL || self->curve == NULL || self->curve->n_days == 0)
    {
      set_sentence (self, NULL);
      return;
    }

  name = parvis_words_event_name (NULL, parvis_event_get_record (edition));
  if (ticket != NULL && find_same_ticket (edition, ticket) == NULL)
    {
      /* Translators: %s is the name of an event. */
      g_string_append_printf (text, _("“%s” has no ticket of this name."), name);
      set_sentence (self, text->str);
      return;
    }
  if (self->curve->edition_total == NULL)
    {
      set_sentence (self, _("Events without a date cannot be compared."));
      return;
    }

  place = self->curve->today < self->curve->n_days ? self->curve->today : self->curve->n_days - 1;
  count = parvis_format_count (self->curve->edition_total[place]);
  /* Translators: the name of another event, and how many of its tickets were sold as many days
   * before it. */
  g_string_append_printf (text, _("Same stage of “%s”: %s."), name, count);
  append_forecast (self, text);
  set_sentence (self, text->str);
}

static void
redraw_cb (ParvisSalesView *self)
{
  gboolean daily = g_strcmp0 (adw_toggle_group_get_active_name (self->count), "daily") == 0;
  ParvisSalesCurve *curve = self->curve;
  ParvisEvent *edition = get_edition (self);
  g_autofree char *name = NULL;

  if (curve == NULL || curve->n_days == 0)
    return;

  name = parvis_words_event_name (NULL, parvis_event_get_record (self->event));
  parvis_chart_set_places (self->chart, curve->n_days, curve->today, parvis_sales_curve_dup_words,
                           g_object_ref (curve), g_object_unref);
  parvis_chart_add_series (self->chart, name, daily ? PARVIS_CHART_BARS : PARVIS_CHART_LINE,
                           daily ? curve->sold : curve->total);
  if (edition != NULL && curve->edition_total != NULL)
    {
      g_autofree char *other = parvis_words_event_name (NULL, parvis_event_get_record (edition));

      parvis_chart_add_series (self->chart, other, PARVIS_CHART_LINE,
                               daily ? curve->edition_sold : curve->edition_total);
    }
  if (!daily && curve->has_forecast)
    parvis_chart_set_range (self->chart, curve->event_place, curve->low, curve->high);
}

/* Of what was never read it is not known whether anything is sold. */
static const char *
get_blank_page (ParvisSalesView *self)
{
  if (self->curve == NULL || parvis_event_get_refreshing (self->event))
    return "wait";

  return parvis_event_get_updated_at (self->event) != NULL ? "empty" : "unread";
}

static void
show_page (ParvisSalesView *self)
{
  gboolean sold = self->curve != NULL && self->curve->n_days > 0;
  gboolean table = g_strcmp0 (adw_toggle_group_get_active_name (self->shape), "table") == 0;

  gtk_stack_set_visible_child_name (self->stack, !sold ? get_blank_page (self)
                                                       : table ? "table" : "chart");
  gtk_widget_set_sensitive (GTK_WIDGET (self->shape), sold);
  gtk_widget_set_sensitive (GTK_WIDGET (self->count), sold && !table);
}

static void
shape_cb (ParvisSalesView *self)
{
  show_page (self);
}

/* Days that are shown keep their rows, and so the place and the focus of those who read them. */
static ParvisSalesRow *
dup_row (ParvisSalesView *self,
         guint            place)
{
  g_autoptr(ParvisSalesRow) newest = g_list_model_get_item (G_LIST_MODEL (self->days), 0);
  gint64 age = newest != NULL ? parvis_sales_row_get_day (newest) - self->curve->first_day - place
                              : -1;
  ParvisSalesRow *row = age >= 0 && age < G_MAXUINT
                        ? g_list_model_get_item (G_LIST_MODEL (self->days), (guint) age) : NULL;

  if (row == NULL)
    return parvis_sales_row_new (self->curve, place);

  parvis_sales_row_set_curve (row, self->curve, place);

  return row;
}

static void
fill_table (ParvisSalesView *self)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  /* The newest day is what people look for. */
  for (guint i = self->curve->n_days; i-- > 0;)
    g_ptr_array_add (rows, dup_row (self, i));

  parvis_splice (self->days, rows);
  gtk_column_view_column_set_visible (self->edition_column, self->curve->edition_total != NULL);
}

static void
show_sales (ParvisSalesView *self)
{
  WeezTicket *ticket = get_ticket (self);

  if (self->sales == NULL)
    return;

  g_clear_object (&self->curve);
  self->curve = parvis_sales_curve_new (self->sales, self->compared, ticket != NULL
                                        ? ticket->quota : parvis_event_get_quota (self->event));
  redraw_cb (self);
  fill_table (self);
  show_page (self);
  update_sentence (self);
}

/* ---- reading ---- */

static const char *
get_id (ParvisEvent *event)
{
  return parvis_event_get_record (event)->id;
}

/* The event, its ticket, then the edition and that one's: what is not asked for is "". */
static GStrv
dup_question (ParvisSalesView *self)
{
  WeezTicket *ticket = get_ticket (self);
  ParvisEvent *edition = get_edition (self);
  const char *same = ticket != NULL && edition != NULL ? find_same_ticket (edition, ticket) : NULL;
  gboolean compares = edition != NULL && (ticket == NULL || same != NULL);
  const char *question[] = {
    get_id (self->event), ticket != NULL ? ticket->id : "",
    compares ? get_id (edition) : "", same != NULL ? same : "", NULL,
  };

  return g_strdupv ((char **) question);
}

static DexFuture *
read_part (ParvisStore        *store,
           const char * const *part)
{
  return parvis_sales_read (store, part[0], *part[1] != '\0' ? part[1] : NULL);
}

static DexFuture *
read_sales (gpointer     data,
            ParvisStore *store)
{
  ParvisSalesView *self = data;
  const char * const *question;

  g_strfreev (self->question);
  self->question = dup_question (self);
  question = (const char * const *) self->question;
  if (*question[2] == '\0')
    return dex_future_all (read_part (store, question), NULL);

  return dex_future_all (read_part (store, question), read_part (store, question + 2), NULL);
}

static void
sales_read (gpointer   data,
            DexFuture *completed)
{
  ParvisSalesView *self = data;
  DexFutureSet *set = DEX_FUTURE_SET (completed);
  const GValue *sales;
  const GValue *compared = NULL;

  if (!dex_future_is_resolved (completed) ||
      (sales = dex_future_get_value (dex_future_set_get_future_at (set, 0), NULL)) == NULL)
    return;

  if (dex_future_set_get_size (set) > 1)
    compared = dex_future_get_value (dex_future_set_get_future_at (set, 1), NULL);
  g_set_object (&self->sales, g_value_get_object (sales));
  g_set_object (&self->compared, compared != NULL ? g_value_get_object (compared) : NULL);
  show_sales (self);
}

/* What was read is shown with the names and limits of now; only what was not is asked for. */
static void
update (ParvisSalesView *self)
{
  g_auto(GStrv) question = dup_question (self);

  if (self->question != NULL && g_strv_equal ((const char * const *) question,
                                              (const char * const *) self->question))
    show_sales (self);
  else
    parvis_follower_ask (self->follower);
}

/* ---- lists ---- */

static void
fill_tickets (ParvisSalesView *self)
{
  WeezTicket *chosen = get_ticket (self);
  g_autofree char *id = g_strdup (chosen != NULL ? chosen->id : NULL);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint place = 0;

  g_clear_pointer (&self->tickets, g_ptr_array_unref);
  self->tickets = list_tickets (self->event);
  gtk_string_list_append (names, _("All Tickets"));
  for (guint i = 0; i < self->tickets->len; i++)
    {
      WeezTicket *ticket = g_ptr_array_index (self->tickets, i);

      gtk_string_list_append (names, ticket->name != NULL && *ticket->name != '\0'
                                     ? ticket->name : C_("ticket", "Untitled"));
      if (id != NULL && g_strcmp0 (id, ticket->id) == 0)
        place = i + 1;
    }

  self->filling = TRUE;
  gtk_drop_down_set_model (self->ticket, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->ticket, place);
  gtk_widget_set_visible (GTK_WIDGET (self->ticket), self->tickets->len > 1);
  self->filling = FALSE;
}

static int
compare_editions (gconstpointer a,
                  gconstpointer b)
{
  return parvis_event_order_by_date (*(ParvisEvent **) a, *(ParvisEvent **) b, NULL);
}

/* Two editions may have one name. */
static char *
dup_edition_name (ParvisEvent *edition)
{
  WeezEvent *record = parvis_event_get_record (edition);
  g_autofree char *name = parvis_words_event_name (NULL, record);
  g_autofree char *day = NULL;

  if (record->start == NULL)
    return g_steal_pointer (&name);

  day = parvis_format_day (record->start);
  /* Translators: an event and its date, as in "Gala (12 Jun 2027)". */
  return g_strdup_printf (C_("event and date", "%s (%s)"), name, day);
}

static void
fill_editions (ParvisSalesView *self)
{
  ParvisAccount *account = parvis_event_get_account (self->event);
  GListModel *events = account != NULL ? parvis_account_get_events (account) : NULL;
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint place = 0;

  g_ptr_array_set_size (self->editions, 0);
  for (guint i = 0; events != NULL && i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (events, i);

      if (event != self->event && parvis_event_get_passed (event))
        g_ptr_array_add (self->editions, g_object_ref (event));
    }
  g_ptr_array_sort (self->editions, compare_editions);

  gtk_string_list_append (names, _("No Comparison"));
  for (guint i = 0; i < self->editions->len; i++)
    {
      ParvisEvent *edition = g_ptr_array_index (self->editions, i);
      g_autofree char *name = dup_edition_name (edition);

      gtk_string_list_append (names, name);
      if (g_strcmp0 (get_id (edition), parvis_event_get_edition (self->event)) == 0)
        place = i + 1;
    }

  self->filling = TRUE;
  gtk_drop_down_set_model (self->edition, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->edition, place);
  gtk_widget_set_visible (GTK_WIDGET (self->edition), self->editions->len > 0);
  self->filling = FALSE;
}

static void
chosen_cb (ParvisSalesView *self)
{
  if (!self->filling)
    update (self);
}

static void
edition_cb (ParvisSalesView *self)
{
  ParvisEvent *edition = get_edition (self);

  if (self->filling)
    return;

  update (self);
  dex_clear (&self->keeping);
  self->keeping = parvis_event_set_edition (self->event,
                                            edition != NULL ? get_id (edition) : NULL);
}

static void
tickets_changed_cb (ParvisSalesView *self)
{
  fill_tickets (self);
  update (self);
}

static void
editions_changed_cb (ParvisSalesView *self)
{
  fill_editions (self);
  update (self);
}

static void
follow_event (ParvisSalesView *self)
{
  ParvisAccount *account = parvis_event_get_account (self->event);

  g_signal_connect_object (self->event, "notify::record", G_CALLBACK (redraw_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->event, "notify::refreshing", G_CALLBACK (show_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->event, "notify::updated-at", G_CALLBACK (show_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->event, "notify::edition", G_CALLBACK (editions_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parvis_event_get_tickets (self->event), "items-changed",
                           G_CALLBACK (tickets_changed_cb), self, G_CONNECT_SWAPPED);
  if (account != NULL)
    g_signal_connect_object (account, "changed", G_CALLBACK (editions_changed_cb), self,
                             G_CONNECT_SWAPPED);

  fill_tickets (self);
  fill_editions (self);
  parvis_follower_set_account (self->follower, account);
}

static char *
row_words_cb (GObject    *object,
              const char *sold,
              const char *total)
{
  /* Translators: read aloud for a day: tickets sold on it, and until then. */
  return g_strdup_printf (_("sold: %s; total: %s"), sold, total);
}

/* ---- the widget ---- */

static void
parvis_sales_view_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  ParvisSalesView *self = PARVIS_SALES_VIEW (object);

  switch ((ParvisSalesViewProperty) prop_id)
    {
    case PROP_EVENT:
      g_value_set_object (value, self->event);
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* An event is set once: its page is made for it. */
static void
parvis_sales_view_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  ParvisSalesView *self = PARVIS_SALES_VIEW (object);

  if (prop_id != PROP_EVENT)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (g_set_object (&self->event, g_value_get_object (value)))
    {
      if (self->event != NULL)
        follow_event (self);
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
parvis_sales_view_dispose (GObject *object)
{
  ParvisSalesView *self = PARVIS_SALES_VIEW (object);

  g_clear_object (&self->follower);
  dex_clear (&self->keeping);
  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_SALES_VIEW);
  g_clear_object (&self->event);
  g_clear_object (&self->sales);
  g_clear_object (&self->compared);
  g_clear_object (&self->curve);

  G_OBJECT_CLASS (parvis_sales_view_parent_class)->dispose (object);
}

static void
parvis_sales_view_finalize (GObject *object)
{
  ParvisSalesView *self = PARVIS_SALES_VIEW (object);

  g_ptr_array_unref (self->tickets);
  g_ptr_array_unref (self->editions);
  g_object_unref (self->days);
  g_clear_pointer (&self->question, g_strfreev);
  g_clear_pointer (&self->sentence, g_free);

  G_OBJECT_CLASS (parvis_sales_view_parent_class)->finalize (object);
}

static void
parvis_sales_view_class_init (ParvisSalesViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_sales_view_get_property;
  object_class->set_property = parvis_sales_view_set_property;
  object_class->dispose = parvis_sales_view_dispose;
  object_class->finalize = parvis_sales_view_finalize;

  props[PROP_EVENT] =
    g_param_spec_object ("event", NULL, NULL, PARVIS_TYPE_EVENT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_CHART);
  g_type_ensure (PARVIS_TYPE_SALES_ROW);
  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/event/parvis-sales-view.ui");
  parvis_words_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ParvisSalesView, ticket);
  gtk_widget_class_bind_template_child (widget_class, ParvisSalesView, edition);
  gtk_widget_class_bind_template_child (widget_class, ParvisSalesView, shape);
  gtk_widget_class_bind_template_child (widget_class, ParvisSalesView, count);
  gtk_widget_class_bind_template_child (widget_class, ParvisSalesView, stack);
  gtk_widget_class_bind_template_child (widget_class, ParvisSalesView, chart);
  gtk_widget_class_bind_template_child (widget_class, ParvisSalesView, table);
  gtk_widget_class_bind_template_child (widget_class, ParvisSalesView, edition_column);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, edition_cb);
  gtk_widget_class_bind_template_callback (widget_class, shape_cb);
  gtk_widget_class_bind_template_callback (widget_class, redraw_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "row_words",
                                                G_CALLBACK (row_words_cb));
}

static void
parvis_sales_view_init (ParvisSalesView *self)
{
  g_autoptr(GtkSelectionModel) rows = NULL;

  self->tickets = g_ptr_array_new_with_free_func (g_object_unref);
  self->editions = g_ptr_array_new_with_free_func (g_object_unref);
  self->days = g_list_store_new (PARVIS_TYPE_SALES_ROW);
  self->follower = parvis_follower_new (GTK_WIDGET (self), read_sales, sales_read);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;

  rows = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->days))));
  gtk_column_view_set_model (self->table, rows);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Sales per day; the arrow keys read each day"), -1);
}
