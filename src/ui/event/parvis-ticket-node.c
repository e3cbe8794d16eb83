#include "config.h"

#include "parvis-ticket-node.h"

struct _ParvisTicketNode
{
  GObject     parent_instance;
  WeezRecord *record;
  GListStore *children;
  gint64      sold;
  gint64      quota;
  gint64      value;
  guint       soon;
};

G_DEFINE_FINAL_TYPE (ParvisTicketNode, parvis_ticket_node, G_TYPE_OBJECT)

typedef enum
{
  PROP_RECORD = 1,
  PROP_NAME,
  PROP_CATEGORY,
  PROP_SOLD,
  PROP_QUOTA,
  PROP_VALUE,
  PROP_SOON,
} ParvisTicketNodeProperty;

static GParamSpec *props[PROP_SOON + 1];

static const char *
get_id (gpointer record)
{
  if (WEEZ_IS_TICKET (record))
    return ((WeezTicket *) record)->id;

  return WEEZ_IS_TICKET_CATEGORY (record) ? ((WeezTicketCategory *) record)->id : NULL;
}

static const char *
get_name (gpointer record)
{
  if (WEEZ_IS_TICKET (record))
    return ((WeezTicket *) record)->name;

  return WEEZ_IS_TICKET_CATEGORY (record) ? ((WeezTicketCategory *) record)->name : NULL;
}

/* What the service does not name has no price that is known. */
static gboolean
is_other (gpointer record)
{
  return WEEZ_IS_TICKET_CATEGORY (record) && g_strcmp0 (get_id (record), "") == 0;
}

static void
update_figures (ParvisTicketNode *self)
{
  gint64 sold = WEEZ_UNKNOWN;
  gint64 quota = WEEZ_UNKNOWN;
  gint64 value = WEEZ_UNKNOWN;

  /* Where no ticket is known yet, nothing is known of their value. */
  if (WEEZ_IS_TICKET (self->record) || g_list_model_get_n_items (G_LIST_MODEL (self->children)) > 0)
    value = parvis_ticket_node_get_value (self).cents;

  if (WEEZ_IS_TICKET (self->record))
    {
      sold = ((WeezTicket *) self->record)->participants;
      quota = ((WeezTicket *) self->record)->quota;
    }
  else if (WEEZ_IS_TICKET_CATEGORY (self->record))
    weez_ticket_category_get_sums (WEEZ_TICKET_CATEGORY (self->record), &sold, &quota);

  if (self->sold != sold)
    {
      self->sold = sold;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SOLD]);
    }
  if (self->quota != quota)
    {
      self->quota = quota;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_QUOTA]);
    }
  if (self->value != value)
    {
      self->value = value;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VALUE]);
    }
}

static void
set_record (ParvisTicketNode *self,
            WeezRecord       *record)
{
  g_autoptr(GListStore) records = g_list_store_new (WEEZ_TYPE_RECORD);

  if (WEEZ_IS_TICKET_CATEGORY (record))
    {
      WeezTicketCategory *category = WEEZ_TICKET_CATEGORY (record);

      for (guint i = 0; category->categories != NULL && i < category->categories->len; i++)
        g_list_store_append (records, g_ptr_array_index (category->categories, i));
      for (guint i = 0; category->tickets != NULL && i < category->tickets->len; i++)
        g_list_store_append (records, g_ptr_array_index (category->tickets, i));
    }

  g_set_object (&self->record, record);
  parvis_ticket_node_set_children (self, G_LIST_MODEL (records));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECORD]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAME]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CATEGORY]);
}

static void
parvis_ticket_node_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  ParvisTicketNode *self = PARVIS_TICKET_NODE (object);

  switch ((ParvisTicketNodeProperty) prop_id)
    {
    case PROP_RECORD:
      g_value_set_object (value, self->record);
      break;
    case PROP_NAME:
      g_value_set_string (value, get_name (self->record));
      break;
    case PROP_CATEGORY:
      g_value_set_boolean (value, parvis_ticket_node_get_category (self));
      break;
    case PROP_SOLD:
      g_value_set_int64 (value, self->sold);
      break;
    case PROP_QUOTA:
      g_value_set_int64 (value, self->quota);
      break;
    case PROP_VALUE:
      g_value_set_int64 (value, self->value);
      break;
    case PROP_SOON:
      g_value_set_uint (value, self->soon);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_ticket_node_finalize (GObject *object)
{
  ParvisTicketNode *self = PARVIS_TICKET_NODE (object);

  g_clear_object (&self->record);
  g_clear_object (&self->children);

  G_OBJECT_CLASS (parvis_ticket_node_parent_class)->finalize (object);
}

static void
parvis_ticket_node_class_init (ParvisTicketNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_ticket_node_get_property;
  object_class->finalize = parvis_ticket_node_finalize;

  props[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, WEEZ_TYPE_RECORD, flags);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_CATEGORY] = g_param_spec_boolean ("category", NULL, NULL, FALSE, flags);
  props[PROP_SOLD] = g_param_spec_int64 ("sold", NULL, NULL,
                                         G_MININT64, G_MAXINT64, WEEZ_UNKNOWN, flags);
  props[PROP_QUOTA] = g_param_spec_int64 ("quota", NULL, NULL,
                                          G_MININT64, G_MAXINT64, WEEZ_UNKNOWN, flags);
  props[PROP_VALUE] = g_param_spec_int64 ("value", NULL, NULL,
                                          G_MININT64, G_MAXINT64, WEEZ_UNKNOWN, flags);
  props[PROP_SOON] = g_param_spec_uint ("soon", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_ticket_node_init (ParvisTicketNode *self)
{
  self->children = g_list_store_new (PARVIS_TYPE_TICKET_NODE);
  self->sold = WEEZ_UNKNOWN;
  self->quota = WEEZ_UNKNOWN;
  self->value = WEEZ_UNKNOWN;
}

/**
 * parvis_ticket_node_new:
 *
 * Returns: (transfer full): the root of a tree, of no ticket itself
 */
ParvisTicketNode *
parvis_ticket_node_new (void)
{
  return g_object_new (PARVIS_TYPE_TICKET_NODE, NULL);
}

static gboolean
stands_for (ParvisTicketNode *self,
            gpointer          record)
{
  return G_OBJECT_TYPE (self->record) == G_OBJECT_TYPE (record) &&
         g_strcmp0 (get_id (self->record), get_id (record)) == 0;
}

/**
 * parvis_ticket_node_set_children:
 * @self: a node
 * @records: (transfer none): of #WeezTicket and #WeezTicketCategory
 *
 * Rows that are still there keep their place, and stay open or closed.
 */
void
parvis_ticket_node_set_children (ParvisTicketNode *self,
                                 GListModel       *records)
{
  guint n_records = g_list_model_get_n_items (records);
  guint n_children = g_list_model_get_n_items (G_LIST_MODEL (self->children));
  g_autoptr(GPtrArray) rest = g_ptr_array_new_with_free_func (g_object_unref);
  guint same = 0;

  for (guint i = 0; i < n_records; i++)
    {
      g_autoptr(WeezRecord) record = g_list_model_get_item (records, i);
      g_autoptr(ParvisTicketNode) child = NULL;

      if (same == i && i < n_children)
        child = g_list_model_get_item (G_LIST_MODEL (self->children), i);
      if (child != NULL && stands_for (child, record))
        {
          set_record (child, record);
          same++;
        }
      else
        {
          ParvisTicketNode *node = parvis_ticket_node_new ();

          set_record (node, record);
          g_ptr_array_add (rest, node);
        }
    }

  if (same < n_children || rest->len > 0)
    g_list_store_splice (self->children, same, n_children - same, rest->pdata, rest->len);
  update_figures (self);
}

/**
 * parvis_ticket_node_get_children:
 * @self: a node
 *
 * Returns: (transfer none): a model of #ParvisTicketNode
 */
GListModel *
parvis_ticket_node_get_children (ParvisTicketNode *self)
{
  g_return_val_if_fail (PARVIS_IS_TICKET_NODE (self), NULL);

  return G_LIST_MODEL (self->children);
}

/**
 * parvis_ticket_node_get_category:
 * @self: a node
 *
 * Returns: whether it holds tickets, and is none
 */
gboolean
parvis_ticket_node_get_category (ParvisTicketNode *self)
{
  g_return_val_if_fail (PARVIS_IS_TICKET_NODE (self), FALSE);

  return !WEEZ_IS_TICKET (self->record);
}

/**
 * parvis_ticket_node_get_record:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the ticket or the category
 */
WeezRecord *
parvis_ticket_node_get_record (ParvisTicketNode *self)
{
  g_return_val_if_fail (PARVIS_IS_TICKET_NODE (self), NULL);

  return self->record;
}

/**
 * parvis_ticket_node_get_quota:
 * @self: a node
 *
 * Returns: how many there are, 0 for no limit, or %WEEZ_UNKNOWN
 */
gint64
parvis_ticket_node_get_quota (ParvisTicketNode *self)
{
  g_return_val_if_fail (PARVIS_IS_TICKET_NODE (self), WEEZ_UNKNOWN);

  return self->quota;
}

static gint64
get_ticket_value (WeezTicket *ticket)
{
  gint64 value;

  if (ticket->participants == 0)
    return 0;
  if (ticket->participants == WEEZ_UNKNOWN || ticket->price.cents == WEEZ_UNKNOWN ||
      __builtin_mul_overflow (ticket->participants, ticket->price.cents, &value))
    return WEEZ_UNKNOWN;

  return value;
}

/**
 * parvis_ticket_node_get_value:
 * @self: a node
 *
 * What is sold at the price of each ticket. What people paid the service does not tell.
 *
 * Returns: an amount, unknown where one price or count is
 */
WeezMoney
parvis_ticket_node_get_value (ParvisTicketNode *self)
{
  GListModel *children = G_LIST_MODEL (self->children);
  WeezMoney value = { 0 };

  g_return_val_if_fail (PARVIS_IS_TICKET_NODE (self), value);

  if (WEEZ_IS_TICKET (self->record))
    return (WeezMoney) { get_ticket_value (WEEZ_TICKET (self->record)) };

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr(ParvisTicketNode) child = g_list_model_get_item (children, i);

      if (is_other (child->record))
        continue;

      value.cents = weez_count_add (value.cents, parvis_ticket_node_get_value (child).cents);
    }

  return value;
}

/**
 * parvis_ticket_node_set_soon:
 * @self: a node
 * @soon: what is about to happen to its ticket
 */
void
parvis_ticket_node_set_soon (ParvisTicketNode *self,
                             ParvisTicketSoon  soon)
{
  g_return_if_fail (PARVIS_IS_TICKET_NODE (self));

  if (self->soon == (guint) soon)
    return;

  self->soon = soon;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SOON]);
}
