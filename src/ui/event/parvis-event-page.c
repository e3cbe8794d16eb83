#include "config.h"

#include "parvis-event-page.h"

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
  DexFuture         *refresh;

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

static DexFuture *
refreshed (DexFuture *completed,
           gpointer   user_data)
{
  g_autoptr(ParvisEventPage) self = parvis_weak_get (user_data);
  g_autoptr(ParvisFailure) failure = NULL;
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (error != NULL)
    failure = parvis_failure_new (error, PARVIS_TASK_READ);
  if (self != NULL && g_set_object (&self->failure, failure))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);

  return dex_ref (completed);
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
  parvis_event_page_refresh (self);
}

static void
parvis_event_page_dispose (GObject *object)
{
  ParvisEventPage *self = PARVIS_EVENT_PAGE (object);

  dex_clear (&self->refresh);
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

  g_type_ensure (PARVIS_TYPE_EVENT);
  g_type_ensure (PARVIS_TYPE_OVERVIEW);
  g_type_ensure (PARVIS_TYPE_TICKETS_VIEW);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/event/parvis-event-page.ui");
  parvis_words_bind (widget_class);
  parvis_failure_words_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ParvisEventPage, stack);
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
 * Returns: (transfer floating): a page about it, which reads it anew
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
 * Returns: (transfer none): "overview" or "tickets"
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
 * @view: "overview" or "tickets"
 */
void
parvis_event_page_set_view (ParvisEventPage *self,
                            const char      *view)
{
  g_return_if_fail (PARVIS_IS_EVENT_PAGE (self));

  adw_view_stack_set_visible_child_name (self->stack, view);
}

/**
 * parvis_event_page_refresh:
 * @self: a page
 *
 * Reads the event again; "failure" says how it went.
 */
void
parvis_event_page_refresh (ParvisEventPage *self)
{
  g_return_if_fail (PARVIS_IS_EVENT_PAGE (self));

  dex_clear (&self->refresh);
  self->refresh = dex_future_finally (parvis_event_refresh (self->event), refreshed,
                                      parvis_weak_new (self), parvis_weak_free);
}
