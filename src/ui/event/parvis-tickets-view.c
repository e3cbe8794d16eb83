#include "config.h"

#include "parvis-tickets-view.h"

#include <glib/gi18n-lib.h>

#include "parvis-event.h"
#include "parvis-failure-words.h"
#include "parvis-format.h"
#include "parvis-ticket-dialog.h"
#include "parvis-ticket-node.h"
#include "parvis-wait.h"
#include "parvis-words.h"

struct _ParvisTicketsView
{
  AdwBreakpointBin  parent_instance;
  ParvisEvent      *event;
  ParvisTicketNode *tickets;
  ParvisFailure    *failure;

  GtkColumnView    *table;
  GtkListView      *list;
};

G_DEFINE_FINAL_TYPE (ParvisTicketsView, parvis_tickets_view, ADW_TYPE_BREAKPOINT_BIN)

typedef enum
{
  PROP_EVENT = 1,
  PROP_TICKETS,
  PROP_FAILURE,
  PROP_N_TICKETS,
} ParvisTicketsViewProperty;

static GParamSpec *props[PROP_N_TICKETS + 1];

static char *
page_cb (GObject       *object,
         guint          n_tickets,
         gboolean       refreshing,
         ParvisFailure *failure)
{
  if (n_tickets > 0)
    return g_strdup ("tickets");
  if (refreshing)
    return g_strdup ("wait");

  return g_strdup (failure != NULL ? "failure" : "empty");
}

static char *
node_name_cb (GObject          *object,
              ParvisTicketNode *node)
{
  g_autofree char *name = NULL;

  if (node != NULL)
    g_object_get (node, "name", &name, NULL);
  if (name == NULL || *name == '\0')
    return g_strdup (C_("ticket", "Untitled"));

  return g_steal_pointer (&name);
}

static char **
node_classes_cb (GObject          *object,
                 ParvisTicketNode *node)
{
  const char *category[] = { "heading", NULL };
  const char *ticket[] = { NULL };

  return g_strdupv ((char **) (node != NULL && parvis_ticket_node_get_category (node) ? category
                                                                                      : ticket));
}

static char *
node_price_cb (GObject          *object,
               ParvisTicketNode *node,
               WeezRecord       *record)
{
  if (!WEEZ_IS_TICKET (record))
    return g_strdup ("");
  if (((WeezTicket *) record)->price.cents == 0)
    return g_strdup (C_("price", "Free"));

  return parvis_format_money (((WeezTicket *) record)->price);
}

static char *
node_sale_cb (GObject          *object,
              ParvisTicketNode *node,
              WeezRecord       *record)
{
  WeezTicket *ticket = WEEZ_IS_TICKET (record) ? WEEZ_TICKET (record) : NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *moment = NULL;

  if (ticket == NULL)
    return g_strdup ("");

  if (ticket->start_sale != NULL && g_date_time_compare (now, ticket->start_sale) < 0)
    {
      moment = parvis_format_day (ticket->start_sale);
      /* Translators: a ticket's sale begins on that date. */
      return g_strdup_printf (_("From %s"), moment);
    }
  if (ticket->end_sale != NULL && g_date_time_compare (now, ticket->end_sale) >= 0)
    return g_strdup (C_("ticket", "Sale ended"));
  if (ticket->end_sale != NULL)
    {
      moment = parvis_format_day (ticket->end_sale);
      /* Translators: a ticket is on sale until that date. */
      return g_strdup_printf (_("Until %s"), moment);
    }

  return g_strdup (ticket->start_sale != NULL ? C_("ticket", "On sale") : "");
}

static char *
node_sale_period_cb (GObject          *object,
                     ParvisTicketNode *node,
                     WeezRecord       *record)
{
  WeezTicket *ticket = WEEZ_IS_TICKET (record) ? WEEZ_TICKET (record) : NULL;

  if (ticket == NULL || (ticket->start_sale == NULL && ticket->end_sale == NULL))
    return NULL;

  return parvis_format_sale (ticket->start_sale, ticket->end_sale);
}

static char *
node_group_cb (GObject          *object,
               ParvisTicketNode *node,
               WeezRecord       *record)
{
  WeezTicket *ticket = WEEZ_IS_TICKET (record) ? WEEZ_TICKET (record) : NULL;

  if (ticket == NULL || ticket->group_size < 2)
    return g_strdup ("");

  /* Translators: of a ticket that several people share. */
  return g_strdup_printf (ngettext ("For %d person", "For %d people", (gulong) ticket->group_size),
                          (int) ticket->group_size);
}

/* What somebody wanted to hear of. */
static char *
node_soon_cb (GObject          *object,
              ParvisTicketNode *node,
              guint             soon)
{
  if ((soon & PARVIS_TICKET_SOON_SOLD_OUT) != 0 && (soon & PARVIS_TICKET_SOON_SALE_ENDS) != 0)
    return g_strdup (_("Sold out soon, sale ends soon"));
  if ((soon & PARVIS_TICKET_SOON_SOLD_OUT) != 0)
    return g_strdup (_("Sold out soon"));

  return g_strdup ((soon & PARVIS_TICKET_SOON_SALE_ENDS) != 0 ? _("Sale ends soon") : "");
}

/* What the columns say, in one breath. */
static char *
node_summary_cb (GObject          *object,
                 ParvisTicketNode *node,
                 gint64            sold)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = NULL;
  WeezRecord *record;
  gint64 quota;
  char *texts[6];
  guint soon;

  if (node == NULL)
    return g_strdup ("");

  record = parvis_ticket_node_get_record (node);
  quota = parvis_ticket_node_get_quota (node);
  texts[0] = node_price_cb (object, node, record);
  texts[1] = parvis_words_sold (object, sold, quota);
  texts[2] = quota != WEEZ_UNKNOWN ? parvis_words_quota (object, sold, quota) : g_strdup ("");
  texts[3] = node_sale_cb (object, node, record);
  texts[4] = node_group_cb (object, node, record);
  g_object_get (node, "soon", &soon, NULL);
  texts[5] = node_soon_cb (object, node, soon);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (*texts[i] != '\0')
        g_strv_builder_add (builder, texts[i]);
      g_free (texts[i]);
    }
  parts = g_strv_builder_end (builder);

  return g_strjoinv ("; ", parts);
}

static void
activate_cb (ParvisTicketsView *self,
             guint              position)
{
  GListModel *rows = G_LIST_MODEL (gtk_column_view_get_model (self->table));
  g_autoptr(GtkTreeListRow) row = g_list_model_get_item (rows, position);
  g_autoptr(ParvisTicketNode) node = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (node == NULL)
    return;

  if (parvis_ticket_node_get_category (node))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    adw_dialog_present (parvis_ticket_dialog_new (self->event, node,
                                                  parvis_undo_get (GTK_WIDGET (self))),
                        GTK_WIDGET (self));
}

static GListModel *
create_children_cb (gpointer item,
                    gpointer user_data)
{
  if (!parvis_ticket_node_get_category (item))
    return NULL;

  return g_object_ref (parvis_ticket_node_get_children (item));
}

static void
n_tickets_changed_cb (ParvisTicketsView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_TICKETS]);
}

static void
set_tickets (ParvisTicketsView *self,
             ParvisTicketNode  *tickets)
{
  GListModel *top;
  GtkTreeListModel *tree;
  g_autoptr(GtkSelectionModel) selection = NULL;

  if (tickets == NULL || !g_set_object (&self->tickets, tickets))
    return;

  top = parvis_ticket_node_get_children (tickets);
  tree = gtk_tree_list_model_new (g_object_ref (top), FALSE, TRUE, create_children_cb, NULL, NULL);
  /* One model for both shapes: what is open in one is open in the other. */
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (tree)));
  gtk_column_view_set_model (self->table, selection);
  gtk_list_view_set_model (self->list, selection);

  g_signal_connect_object (top, "items-changed", G_CALLBACK (n_tickets_changed_cb), self,
                           G_CONNECT_SWAPPED);
  n_tickets_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TICKETS]);
}

static guint
count_tickets (ParvisTicketsView *self)
{
  return self->tickets != NULL
         ? g_list_model_get_n_items (parvis_ticket_node_get_children (self->tickets)) : 0;
}

static void
parvis_tickets_view_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  ParvisTicketsView *self = PARVIS_TICKETS_VIEW (object);

  switch ((ParvisTicketsViewProperty) prop_id)
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
    case PROP_N_TICKETS:
      g_value_set_uint (value, count_tickets (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_tickets_view_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  ParvisTicketsView *self = PARVIS_TICKETS_VIEW (object);

  switch ((ParvisTicketsViewProperty) prop_id)
    {
    case PROP_EVENT:
      if (g_set_object (&self->event, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_TICKETS:
      set_tickets (self, g_value_get_object (value));
      break;
    case PROP_FAILURE:
      if (g_set_object (&self->failure, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_N_TICKETS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* From the last: where the one with the focus goes before others, GTK 4.18 leaks each of these. */
static void
remove_columns (GtkColumnView *table)
{
  GListModel *columns = gtk_column_view_get_columns (table);

  for (guint i = g_list_model_get_n_items (columns); i > 0; i--)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i - 1);

      gtk_column_view_remove_column (table, column);
    }
}

static void
parvis_tickets_view_dispose (GObject *object)
{
  ParvisTicketsView *self = PARVIS_TICKETS_VIEW (object);

  if (self->table != NULL)
    remove_columns (self->table);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_TICKETS_VIEW);
  g_clear_object (&self->event);
  g_clear_object (&self->tickets);
  g_clear_object (&self->failure);

  G_OBJECT_CLASS (parvis_tickets_view_parent_class)->dispose (object);
}

static void
bind_closures (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; GCallback function; } closures[] = {
    { "page", G_CALLBACK (page_cb) },
    { "node_name", G_CALLBACK (node_name_cb) },
    { "node_classes", G_CALLBACK (node_classes_cb) },
    { "node_price", G_CALLBACK (node_price_cb) },
    { "node_sale", G_CALLBACK (node_sale_cb) },
    { "node_sale_period", G_CALLBACK (node_sale_period_cb) },
    { "node_group", G_CALLBACK (node_group_cb) },
    { "node_soon", G_CALLBACK (node_soon_cb) },
    { "node_summary", G_CALLBACK (node_summary_cb) },
  };

  parvis_words_bind (widget_class);
  parvis_failure_words_bind (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name,
                                                  closures[i].function);
}

static void
parvis_tickets_view_class_init (ParvisTicketsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_tickets_view_get_property;
  object_class->set_property = parvis_tickets_view_set_property;
  object_class->dispose = parvis_tickets_view_dispose;

  props[PROP_EVENT] = g_param_spec_object ("event", NULL, NULL, PARVIS_TYPE_EVENT, flags);
  props[PROP_TICKETS] = g_param_spec_object ("tickets", NULL, NULL,
                                             PARVIS_TYPE_TICKET_NODE, flags);
  props[PROP_FAILURE] = g_param_spec_object ("failure", NULL, NULL, PARVIS_TYPE_FAILURE, flags);
  props[PROP_N_TICKETS] = g_param_spec_uint ("n-tickets", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_EVENT);
  g_type_ensure (PARVIS_TYPE_TICKET_NODE);
  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/event/parvis-tickets-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisTicketsView, table);
  gtk_widget_class_bind_template_child (widget_class, ParvisTicketsView, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  bind_closures (widget_class);
}

static void
parvis_tickets_view_init (ParvisTicketsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
