#include "config.h"

#include "parvis-event-page.h"

#include <glib/gi18n-lib.h>

#include "parvis-account.h"
#include "parvis-attendance-view.h"
#include "parvis-failure-words.h"
#include "parvis-overview.h"
#include "parvis-ticket-node.h"
#include "parvis-tickets-view.h"
#include "parvis-weak.h"
#include "parvis-words.h"

struct _ParvisEventPage
{
  AdwNavigationPage  parent_instance;
  ParvisEvent       *event;
  ParvisTicketNode  *tickets;
  ParvisFailure     *failure;
  DexFuture         *answer;

  AdwViewStack      *stack;
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
view_cb (ParvisEventPage *self)
{
  g_signal_emit (self, view_changed_signal, 0);
}

static void
tickets_changed_cb (ParvisEventPage *self)
{
  parvis_ticket_node_set_children (self->tickets, parvis_event_get_tickets (self->event));
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
                           G_CALLBACK (tickets_changed_cb), self, G_CONNECT_SWAPPED);
  tickets_changed_cb (self);
  follow_account (self);
}

static void
parvis_event_page_dispose (GObject *object)
{
  ParvisEventPage *self = PARVIS_EVENT_PAGE (object);

  dex_clear (&self->answer);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_EVENT_PAGE);
  g_clear_object (&self->event);
  g_clear_object (&self->tickets);
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
  g_type_ensure (PARVIS_TYPE_OVERVIEW);
  g_type_ensure (PARVIS_TYPE_TICKETS_VIEW);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/event/parvis-event-page.ui");
  parvis_words_bind (widget_class);
  parvis_failure_words_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ParvisEventPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, view_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "dropped", G_CALLBACK (dropped_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "has_dropped",
                                                G_CALLBACK (has_dropped_cb));

  gtk_widget_class_install_action (widget_class, "event.accept-drop", NULL, accept_drop_action);
}

static void
parvis_event_page_init (ParvisEventPage *self)
{
  self->tickets = parvis_ticket_node_new ();
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
 * Returns: (transfer none): "overview", "tickets" or "attendance"
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
 * @view: "overview", "tickets" or "attendance"
 */
void
parvis_event_page_set_view (ParvisEventPage *self,
                            const char      *view)
{
  g_return_if_fail (PARVIS_IS_EVENT_PAGE (self));

  adw_view_stack_set_visible_child_name (self->stack, view);
}
