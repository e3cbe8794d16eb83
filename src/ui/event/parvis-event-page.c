#include "config.h"

#include "parvis-event-page.h"

#include <glib/gi18n-lib.h>

#include "parvis-account.h"
#include "parvis-attendance-view.h"
#include "parvis-dates-view.h"
#include "parvis-failure-words.h"
#include "parvis-follower.h"
#include "parvis-other-tickets.h"
#include "parvis-overview.h"
#include "parvis-participants-page.h"
#include "parvis-ticket-node.h"
#include "parvis-ticket-threshold.h"
#include "parvis-ticket-tree.h"
#include "parvis-tickets-view.h"
#include "parvis-view-title.h"
#include "parvis-weak.h"
#include "parvis-words.h"
#include "weez-listing.h"

struct _ParvisEventPage
{
  AdwNavigationPage   parent_instance;
  ParvisEvent        *event;
  ParvisTicketNode   *tickets;
  WeezTicketCategory *others;    /* tickets that the service does not name */
  ParvisFailure      *failure;
  DexFuture          *answer;
  ParvisFollower     *follower;

  AdwViewStack       *stack;
};

G_DEFINE_FINAL_TYPE (ParvisEventPage, parvis_event_page, ADW_TYPE_NAVIGATION_PAGE)

typedef enum
{
  PROP_EVENT = 1,
  PROP_TICKETS,
  PROP_FAILURE,
} ParvisEventPageProperty;

static GParamSpec *props[PROP_FAILURE + 1];

static guint view_changed_signal;

static void
set_failure (ParvisEventPage *self,
             ParvisFailure   *failure)
{
  if (g_set_object (&self->failure, failure))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
}

static void
account_failure_cb (ParvisEventPage *self,
                    GParamSpec      *pspec,
                    ParvisAccount   *account)
{
  set_failure (self, parvis_account_get_failure (account));
}

/* The figures of the account and of an event are read together, and fail together. */
static void
follow_account (ParvisEventPage *self)
{
  ParvisAccount *account = parvis_event_get_account (self->event);

  if (account == NULL)
    return;

  g_signal_connect_object (account, "notify::failure", G_CALLBACK (account_failure_cb), self,
                           G_CONNECT_SWAPPED);
  account_failure_cb (self, NULL, account);
  /* What is kept is good enough; what never was read is read now. */
  if (parvis_event_get_updated_at (self->event) == NULL &&
      (self->failure == NULL || !parvis_failure_needs_sign_in (self->failure)))
    dex_future_disown (parvis_event_refresh (self->event));
}

static DexFuture *
accepted (DexFuture *completed,
          gpointer   user_data)
{
  g_autoptr(ParvisEventPage) self = parvis_weak_get (user_data);
  g_autoptr(ParvisFailure) failure = NULL;
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (self != NULL && error != NULL)
    set_failure (self, failure = parvis_failure_new (error, PARVIS_TASK_READ));

  return dex_ref (completed);
}

static void
accept_drop_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  ParvisEventPage *self = PARVIS_EVENT_PAGE (widget);

  dex_clear (&self->answer);
  self->answer = dex_future_finally (parvis_event_accept_drop (self->event), accepted,
                                     parvis_weak_new (self), parvis_weak_free);
}

static void
show_participants (ParvisEventPage *self,
                   ParvisFilter    *filter)
{
  GtkWidget *view = adw_view_stack_get_child_by_name (self->stack, "participants");

  parvis_participants_page_set_filter (PARVIS_PARTICIPANTS_PAGE (view), filter);
  adw_view_stack_set_visible_child (self->stack, view);
}

static void
show_participants_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  g_autoptr(ParvisFilter) filter =
    parvis_filter_new_from_text (g_variant_get_string (parameter, NULL));

  show_participants (PARVIS_EVENT_PAGE (widget), filter);
}

static void
show_date_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  g_autoptr(ParvisFilter) everybody = parvis_filter_new ();
  g_autoptr(ParvisFilter) filter =
    parvis_filter_with (everybody, PARVIS_FACET_DATE, g_variant_get_string (parameter, NULL),
                        PARVIS_FILTER_ONLY);

  show_participants (PARVIS_EVENT_PAGE (widget), filter);
}

/* Those of whom the feed tells it, as a filter that people see and can take away. */
static void
show_changes_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  g_autoptr(ParvisFilter) everybody = parvis_filter_new ();
  g_autoptr(ParvisFilter) filter = NULL;
  g_autofree char *facet = NULL;
  const char *kind;
  gint64 after;

  g_variant_get (parameter, "(&sx)", &kind, &after);
  facet = g_strdup_printf (PARVIS_FACET_CHANGED "%s:%" G_GINT64_FORMAT, kind, after);
  filter = parvis_filter_with (everybody, facet, "yes", PARVIS_FILTER_ONLY);
  show_participants (PARVIS_EVENT_PAGE (widget), filter);
}

static gboolean
has_dates_cb (GObject   *object,
              WeezEvent *record)
{
  return record != NULL && record->multiple_dates;
}

static char *
dropped_cb (GObject *object,
            gint64   dropped)
{
  /* Translators: the service does not list so many participants any more. */
  return g_strdup_printf (ngettext ("%'d participant is no longer listed. They are kept.",
                                    "%'d participants are no longer listed. They are kept.",
                                    (gulong) dropped), (int) dropped);
}

static gboolean
has_dropped_cb (GObject *object,
                gint64   dropped)
{
  return dropped > 0;
}

static void
show_tickets (ParvisEventPage *self)
{
  GListModel *tickets = parvis_event_get_tickets (self->event);
  g_autoptr(GListStore) rows = g_list_store_new (WEEZ_TYPE_RECORD);

  for (guint i = 0; i < g_list_model_get_n_items (tickets); i++)
    {
      g_autoptr(WeezRecord) record = g_list_model_get_item (tickets, i);

      g_list_store_append (rows, record);
    }
  if (self->others != NULL)
    g_list_store_append (rows, self->others);

  parvis_ticket_node_set_children (self->tickets, G_LIST_MODEL (rows));
  parvis_ticket_threshold_apply (self->event, self->tickets);
}

static WeezTicketCategory *
new_others (WeezListing *listing)
{
  WeezTicketCategory *others = g_object_new (WEEZ_TYPE_TICKET_CATEGORY, NULL);

  others->id = g_strdup ("");
  others->name = g_strdup (_("Other Tickets"));
  others->tickets = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < listing->records->len; i++)
    {
      WeezTicket *ticket = g_object_ref (g_ptr_array_index (listing->records, i));

      /* Translators: a ticket without a name; %s is its number. */
      ticket->name = *ticket->id != '\0' ? g_strdup_printf (_("Ticket %s"), ticket->id)
                                         : g_strdup (_("Without a Ticket"));
      g_ptr_array_add (others->tickets, ticket);
    }

  return others;
}

static DexFuture *
read_others (gpointer     data,
             ParvisStore *store)
{
  ParvisEventPage *self = data;

  return parvis_other_tickets_list (store, parvis_event_get_record (self->event)->id);
}

static void
set_others (ParvisEventPage *self,
            WeezListing     *listing)
{
  g_autoptr(WeezTicketCategory) others = listing->records->len > 0 ? new_others (listing) : NULL;

  if (parvis_ticket_tree_equal (self->others, others))
    return;

  g_set_object (&self->others, others);
  show_tickets (self);
}

static void
others_read (gpointer   data,
             DexFuture *completed)
{
  ParvisEventPage *self = data;
  const GValue *value = dex_future_get_value (completed, NULL);

  if (value != NULL)
    set_others (self, g_value_get_object (value));
  /* A threshold may be among what changed: a read by key for each ticket. */
  parvis_ticket_threshold_apply (self->event, self->tickets);
}

static void
view_cb (ParvisEventPage *self)
{
  g_signal_emit (self, view_changed_signal, 0);
}

static void
parvis_event_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  ParvisEventPage *self = PARVIS_EVENT_PAGE (object);

  switch ((ParvisEventPageProperty) prop_id)
    {
    case PROP_EVENT:
      g_value_set_object (value, self->event);
      break;
    case PROP_TICKETS:
      g_value_set_object (value, self->tickets);
      break;
    case PROP_FAILURE:
      g_value_set_object (value, self->failure);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_event_page_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  ParvisEventPage *self = PARVIS_EVENT_PAGE (object);

  if (prop_id == PROP_EVENT)
    self->event = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_event_page_constructed (GObject *object)
{
  ParvisEventPage *self = PARVIS_EVENT_PAGE (object);

  G_OBJECT_CLASS (parvis_event_page_parent_class)->constructed (object);

  g_signal_connect_object (parvis_event_get_tickets (self->event), "items-changed",
                           G_CALLBACK (show_tickets), self, G_CONNECT_SWAPPED);
  show_tickets (self);
  parvis_follower_set_account (self->follower, parvis_event_get_account (self->event));
  follow_account (self);
}

static void
parvis_event_page_dispose (GObject *object)
{
  ParvisEventPage *self = PARVIS_EVENT_PAGE (object);

  dex_clear (&self->answer);
  g_clear_object (&self->follower);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_EVENT_PAGE);
  g_clear_object (&self->event);
  g_clear_object (&self->tickets);
  g_clear_object (&self->others);
  g_clear_object (&self->failure);

  G_OBJECT_CLASS (parvis_event_page_parent_class)->dispose (object);
}

static void
parvis_event_page_class_init (ParvisEventPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_event_page_get_property;
  object_class->set_property = parvis_event_page_set_property;
  object_class->constructed = parvis_event_page_constructed;
  object_class->dispose = parvis_event_page_dispose;

  props[PROP_EVENT] =
    g_param_spec_object ("event", NULL, NULL, PARVIS_TYPE_EVENT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_TICKETS] = g_param_spec_object ("tickets", NULL, NULL, PARVIS_TYPE_TICKET_NODE,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_FAILURE] = g_param_spec_object ("failure", NULL, NULL, PARVIS_TYPE_FAILURE,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  view_changed_signal = g_signal_new ("view-changed", PARVIS_TYPE_EVENT_PAGE, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PARVIS_TYPE_ATTENDANCE_VIEW);
  g_type_ensure (PARVIS_TYPE_EVENT);
  g_type_ensure (PARVIS_TYPE_DATES_VIEW);
  g_type_ensure (PARVIS_TYPE_OVERVIEW);
  g_type_ensure (PARVIS_TYPE_PARTICIPANTS_PAGE);
  g_type_ensure (PARVIS_TYPE_TICKETS_VIEW);
  g_type_ensure (PARVIS_TYPE_VIEW_TITLE);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/event/parvis-event-page.ui");
  parvis_words_bind (widget_class);
  parvis_failure_words_bind (widget_class);
  /* For the tests. */
  gtk_widget_class_bind_template_child_full (widget_class, "failure_banner", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "drop_banner", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, ParvisEventPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, view_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "dropped", G_CALLBACK (dropped_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "has_dates",
                                                G_CALLBACK (has_dates_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "has_dropped",
                                                G_CALLBACK (has_dropped_cb));

  gtk_widget_class_install_action (widget_class, "event.accept-drop", NULL, accept_drop_action);
  gtk_widget_class_install_action (widget_class, "event.show-date", "s", show_date_action);
  gtk_widget_class_install_action (widget_class, "event.show-participants", "s",
                                   show_participants_action);
  gtk_widget_class_install_action (widget_class, "event.show-changes", "(sx)",
                                   show_changes_action);
}

static void
parvis_event_page_init (ParvisEventPage *self)
{
  self->tickets = parvis_ticket_node_new ();
  self->follower = parvis_follower_new (GTK_WIDGET (self), read_others, others_read);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parvis_event_page_new:
 * @event: (transfer none): an event
 *
 * Returns: (transfer floating): a page about it, which has it read if it never was
 */
ParvisEventPage *
parvis_event_page_new (ParvisEvent *event)
{
  return g_object_new (PARVIS_TYPE_EVENT_PAGE, "event", event, NULL);
}

/**
 * parvis_event_page_get_event:
 * @self: a page
 *
 * Returns: (transfer none): what it is about
 */
ParvisEvent *
parvis_event_page_get_event (ParvisEventPage *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT_PAGE (self), NULL);

  return self->event;
}

/**
 * parvis_event_page_get_view:
 * @self: a page
 *
 * Returns: (transfer none): the name of one of its views, as in "overview"
 */
const char *
parvis_event_page_get_view (ParvisEventPage *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT_PAGE (self), NULL);

  return adw_view_stack_get_visible_child_name (self->stack);
}

/**
 * parvis_event_page_set_view:
 * @self: a page
 * @view: the name of one of its views, as in "overview"
 */
void
parvis_event_page_set_view (ParvisEventPage *self,
                            const char      *view)
{
  GtkWidget *child;

  g_return_if_fail (PARVIS_IS_EVENT_PAGE (self));

  /* Not every event has every side. */
  child = adw_view_stack_get_child_by_name (self->stack, view);
  if (child != NULL &&
      adw_view_stack_page_get_visible (adw_view_stack_get_page (self->stack, child)))
    adw_view_stack_set_visible_child (self->stack, child);
}

/**
 * parvis_event_page_find:
 * @self: a page
 *
 * Lets the person type what to look for in the view that is shown.
 *
 * Returns: whether there is anything to look for in it
 */
gboolean
parvis_event_page_find (ParvisEventPage *self)
{
  GtkWidget *view;

  g_return_val_if_fail (PARVIS_IS_EVENT_PAGE (self), FALSE);

  view = adw_view_stack_get_visible_child (self->stack);
  if (!PARVIS_IS_PARTICIPANTS_PAGE (view))
    return FALSE;

  parvis_participants_page_find (PARVIS_PARTICIPANTS_PAGE (view));

  return TRUE;
}
