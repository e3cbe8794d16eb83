#include "config.h"

#include "parvis-event-private.h"
#include "parvis-setting.h"
#include "parvis-ticket-tree.h"
#include "weez-column.h"

struct _ParvisEvent
{
  GObject             parent_instance;
  ParvisAccount      *account;   /* weak */
  gint64              key;
  WeezEvent          *record;
  WeezEventDetails   *details;
  WeezTicketCategory *tree;
  GListStore         *tickets;
  gint64              sold;
  gint64              quota;
  gint64              dropped;
  gboolean            passed;
  GDateTime          *updated_at;
  gint64              sold_today;
  GDateTime          *changed_at;
  char               *edition;
  gint64              same_stage;
};

G_DEFINE_FINAL_TYPE (ParvisEvent, parvis_event, G_TYPE_OBJECT)

typedef enum
{
  PROP_RECORD = 1,
  PROP_DETAILS,
  PROP_TICKETS,
  PROP_SOLD,
  PROP_QUOTA,
  PROP_PASSED,
  PROP_REFRESHING,
  PROP_UPDATED_AT,
  PROP_DROPPED,
  PROP_ACCOUNT,
  PROP_SOLD_TODAY,
  PROP_CHANGED_AT,
  PROP_EDITION,
  PROP_SAME_STAGE,
} ParvisEventProperty;

static GParamSpec *props[PROP_SAME_STAGE + 1];

static void
set_figure (ParvisEvent         *self,
            gint64              *figure,
            gint64               value,
            ParvisEventProperty  property)
{
  if (*figure == value)
    return;

  *figure = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

/* An event without an end lasts until its day is over. */
static gboolean
has_passed (WeezEvent *record)
{
  GDateTime *moment = record->end != NULL ? record->end : record->start;
  g_autoptr(GDateTime) now = NULL;

  if (moment == NULL)
    return FALSE;

  now = g_date_time_new_now (g_date_time_get_timezone (moment));
  if (record->end != NULL)
    return g_date_time_compare (moment, now) < 0;

  return g_date_time_get_year (moment) * 1000 + g_date_time_get_day_of_year (moment) <
         g_date_time_get_year (now) * 1000 + g_date_time_get_day_of_year (now);
}

static gboolean
update_passed (ParvisEvent *self)
{
  gboolean passed = has_passed (self->record);

  if (self->passed == passed)
    return FALSE;

  self->passed = passed;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PASSED]);

  return TRUE;
}

static gboolean
apply_record (ParvisEvent *self,
              WeezEvent   *record)
{
  if (weez_record_equal (WEEZ_RECORD (self->record), WEEZ_RECORD (record)))
    return FALSE;

  g_set_object (&self->record, record);
  if (record->participants != WEEZ_UNKNOWN)
    set_figure (self, &self->sold, record->participants, PROP_SOLD);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECORD]);

  return TRUE;
}

static void
apply_details (ParvisEvent      *self,
               WeezEventDetails *details)
{
  if (weez_record_equal ((WeezRecord *) self->details, (WeezRecord *) details))
    return;

  g_set_object (&self->details, details);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DETAILS]);
}

static void
apply_tickets (ParvisEvent        *self,
               WeezTicketCategory *tree)
{
  g_autoptr(GPtrArray) top = g_ptr_array_new ();
  gint64 sold;
  gint64 quota;

  if (parvis_ticket_tree_equal (self->tree, tree))
    return;

  g_set_object (&self->tree, tree);
  if (tree->categories != NULL)
    g_ptr_array_extend (top, tree->categories, NULL, NULL);
  if (tree->tickets != NULL)
    g_ptr_array_extend (top, tree->tickets, NULL, NULL);

  weez_ticket_category_get_sums (tree, &sold, &quota);
  if (sold != WEEZ_UNKNOWN)
    set_figure (self, &self->sold, sold, PROP_SOLD);
  set_figure (self, &self->quota, quota, PROP_QUOTA);

  g_list_store_splice (self->tickets, 0, g_list_model_get_n_items (G_LIST_MODEL (self->tickets)),
                       top->pdata, top->len);
}

static void
apply_sales (ParvisEvent            *self,
             const ParvisEventState *state)
{
  set_figure (self, &self->sold_today, state->sold_today, PROP_SOLD_TODAY);
  set_figure (self, &self->same_stage, state->same_stage, PROP_SAME_STAGE);

  if (g_set_str (&self->edition, state->id_edition))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EDITION]);

  if (self->changed_at != state->changed_at &&
      (self->changed_at == NULL || state->changed_at == NULL ||
       !g_date_time_equal (self->changed_at, state->changed_at)))
    {
      g_clear_pointer (&self->changed_at, g_date_time_unref);
      if (state->changed_at != NULL)
        self->changed_at = g_date_time_ref (state->changed_at);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHANGED_AT]);
    }
}

static void
apply_updated_at (ParvisEvent *self,
                  gint64       updated_at)
{
  if ((self->updated_at != NULL ? g_date_time_to_unix (self->updated_at) : 0) == updated_at)
    return;

  g_clear_pointer (&self->updated_at, g_date_time_unref);
  if (updated_at != 0)
    self->updated_at = g_date_time_new_from_unix_local (updated_at);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_UPDATED_AT]);
}

static void
parvis_event_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  ParvisEvent *self = PARVIS_EVENT (object);

  switch ((ParvisEventProperty) prop_id)
    {
    case PROP_RECORD:
      g_value_set_object (value, self->record);
      break;
    case PROP_DETAILS:
      g_value_set_object (value, self->details);
      break;
    case PROP_TICKETS:
      g_value_set_object (value, self->tickets);
      break;
    case PROP_SOLD:
      g_value_set_int64 (value, self->sold);
      break;
    case PROP_QUOTA:
      g_value_set_int64 (value, self->quota);
      break;
    case PROP_PASSED:
      g_value_set_boolean (value, self->passed);
      break;
    case PROP_REFRESHING:
      g_value_set_boolean (value, parvis_event_get_refreshing (self));
      break;
    case PROP_UPDATED_AT:
      g_value_set_boxed (value, self->updated_at);
      break;
    case PROP_DROPPED:
      g_value_set_int64 (value, self->dropped);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_SOLD_TODAY:
      g_value_set_int64 (value, self->sold_today);
      break;
    case PROP_CHANGED_AT:
      g_value_set_boxed (value, self->changed_at);
      break;
    case PROP_EDITION:
      g_value_set_string (value, self->edition);
      break;
    case PROP_SAME_STAGE:
      g_value_set_int64 (value, self->same_stage);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_event_finalize (GObject *object)
{
  ParvisEvent *self = PARVIS_EVENT (object);

  g_clear_weak_pointer (&self->account);
  g_clear_object (&self->record);
  g_clear_object (&self->details);
  g_clear_object (&self->tree);
  g_clear_object (&self->tickets);
  g_clear_pointer (&self->updated_at, g_date_time_unref);
  g_clear_pointer (&self->changed_at, g_date_time_unref);
  g_free (self->edition);

  G_OBJECT_CLASS (parvis_event_parent_class)->finalize (object);
}

static void
parvis_event_class_init (ParvisEventClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_event_get_property;
  object_class->finalize = parvis_event_finalize;

  props[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, WEEZ_TYPE_EVENT, flags);
  props[PROP_DETAILS] = g_param_spec_object ("details", NULL, NULL, WEEZ_TYPE_EVENT_DETAILS, flags);
  props[PROP_TICKETS] = g_param_spec_object ("tickets", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_SOLD] = g_param_spec_int64 ("sold", NULL, NULL,
                                         G_MININT64, G_MAXINT64, WEEZ_UNKNOWN, flags);
  props[PROP_QUOTA] = g_param_spec_int64 ("quota", NULL, NULL,
                                          G_MININT64, G_MAXINT64, WEEZ_UNKNOWN, flags);
  props[PROP_PASSED] = g_param_spec_boolean ("passed", NULL, NULL, FALSE, flags);
  props[PROP_REFRESHING] = g_param_spec_boolean ("refreshing", NULL, NULL, FALSE, flags);
  props[PROP_UPDATED_AT] = g_param_spec_boxed ("updated-at", NULL, NULL, G_TYPE_DATE_TIME, flags);
  props[PROP_DROPPED] = g_param_spec_int64 ("dropped", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, PARVIS_TYPE_ACCOUNT, flags);
  props[PROP_SOLD_TODAY] = g_param_spec_int64 ("sold-today", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_CHANGED_AT] = g_param_spec_boxed ("changed-at", NULL, NULL, G_TYPE_DATE_TIME, flags);
  props[PROP_EDITION] = g_param_spec_string ("edition", NULL, NULL, NULL, flags);
  props[PROP_SAME_STAGE] = g_param_spec_int64 ("same-stage", NULL, NULL,
                                               G_MININT64, G_MAXINT64, WEEZ_UNKNOWN, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_event_init (ParvisEvent *self)
{
  self->tickets = g_list_store_new (WEEZ_TYPE_RECORD);
  self->sold = WEEZ_UNKNOWN;
  self->quota = WEEZ_UNKNOWN;
  self->same_stage = WEEZ_UNKNOWN;
}

/**
 * parvis_event_new:
 * @account: (transfer none): whose event it is; not kept alive
 * @state: what the store keeps of it
 *
 * Returns: (transfer full): an event that knows what @state says
 */
ParvisEvent *
parvis_event_new (ParvisAccount          *account,
                  const ParvisEventState *state)
{
  ParvisEvent *self;

  g_return_val_if_fail (PARVIS_IS_ACCOUNT (account), NULL);

  self = g_object_new (PARVIS_TYPE_EVENT, NULL);
  self->key = state->key;
  g_set_weak_pointer (&self->account, account);
  parvis_event_apply (self, state);

  return self;
}

/**
 * parvis_event_get_key:
 * @self: an event
 *
 * Returns: its key in the store
 */
gint64
parvis_event_get_key (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), 0);

  return self->key;
}

/**
 * parvis_event_apply:
 * @self: an event
 * @state: what the store keeps of it now
 *
 * Announces what differs. Of the list of events and the tickets, what changed last says how many
 * are sold.
 *
 * Returns: whether it may have another place in a list of events
 */
gboolean
parvis_event_apply (ParvisEvent            *self,
                    const ParvisEventState *state)
{
  gboolean moved = apply_record (self, state->record);

  apply_details (self, state->details);
  apply_tickets (self, state->tickets);
  apply_updated_at (self, state->updated_at);
  set_figure (self, &self->dropped, state->dropped, PROP_DROPPED);
  apply_sales (self, state);

  return update_passed (self) || moved;
}

/**
 * parvis_event_notify_refreshing:
 * @self: an event whose account starts or ends a refresh
 */
void
parvis_event_notify_refreshing (ParvisEvent *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REFRESHING]);
}

/**
 * parvis_event_get_record:
 * @self: an event
 *
 * Returns: (transfer none): what the list of events said
 */
WeezEvent *
parvis_event_get_record (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), NULL);

  return self->record;
}

/**
 * parvis_event_get_details:
 * @self: an event
 *
 * Returns: (transfer none) (nullable): its public page; null before a refresh, and for a draft
 */
WeezEventDetails *
parvis_event_get_details (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), NULL);

  return self->details;
}

/**
 * parvis_event_get_tickets:
 * @self: an event
 *
 * Returns: (transfer none): a model of #WeezTicketCategory and #WeezTicket, the top level
 */
GListModel *
parvis_event_get_tickets (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), NULL);

  return G_LIST_MODEL (self->tickets);
}

/**
 * parvis_event_get_sold:
 * @self: an event
 *
 * Returns: how many tickets are sold, or %WEEZ_UNKNOWN
 */
gint64
parvis_event_get_sold (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), WEEZ_UNKNOWN);

  return self->sold;
}

/**
 * parvis_event_get_quota:
 * @self: an event
 *
 * Returns: how many tickets there are in all; 0 if one of them has no limit; or %WEEZ_UNKNOWN
 */
gint64
parvis_event_get_quota (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), WEEZ_UNKNOWN);

  return self->quota;
}

/**
 * parvis_event_get_passed:
 * @self: an event
 *
 * Returns: whether it was over when last heard of
 */
gboolean
parvis_event_get_passed (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), FALSE);

  return self->passed;
}

/**
 * parvis_event_get_refreshing:
 * @self: an event
 *
 * Returns: whether a refresh of it, or of its account, is under way
 */
gboolean
parvis_event_get_refreshing (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), FALSE);

  return self->account != NULL && parvis_account_get_refreshing (self->account);
}

/**
 * parvis_event_get_updated_at:
 * @self: an event
 *
 * Returns: (transfer none) (nullable): when it was last read wholly
 */
GDateTime *
parvis_event_get_updated_at (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), NULL);

  return self->updated_at;
}

/**
 * parvis_event_get_dropped:
 * @self: an event
 *
 * Returns: how many participants the service no longer lists and that are kept until somebody says
 *   that they are gone; 0 if nobody needs to be asked
 */
gint64
parvis_event_get_dropped (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), 0);

  return self->dropped;
}

/**
 * parvis_event_get_account:
 * @self: an event
 *
 * Returns: (transfer none) (nullable): whose it is; null once that is gone
 */
ParvisAccount *
parvis_event_get_account (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), NULL);

  return self->account;
}

static DexFuture *
no_account (void)
{
  return dex_future_new_reject (WEEZ_ERROR, WEEZ_ERROR_CANCELLED, "the account is gone");
}

/**
 * parvis_event_refresh:
 * @self: an event
 *
 * Reads this event into the store. While one refresh of the account is under way there is no other:
 * that one is waited for.
 *
 * Returns: (transfer full): resolves once all is read; what is there stays if not
 */
DexFuture *
parvis_event_refresh (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), NULL);

  if (self->account == NULL)
    return no_account ();

  return parvis_account_refresh_event (self->account, self->record->id);
}

/**
 * parvis_event_accept_drop:
 * @self: an event
 *
 * Somebody said that the participants which are no longer listed are gone. The next complete
 * listings decide which.
 *
 * Returns: (transfer full): resolves once it is kept; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_event_accept_drop (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), NULL);

  if (self->account == NULL)
    return no_account ();

  return parvis_store_accept_drop (parvis_account_get_store (self->account), self->key);
}

/**
 * parvis_event_get_sold_today:
 * @self: an event
 *
 * Returns: how many tickets were ordered today
 */
gint64
parvis_event_get_sold_today (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), 0);

  return self->sold_today;
}

/**
 * parvis_event_get_changed_at:
 * @self: an event
 *
 * Returns: (transfer none) (nullable): when something of it last changed; midnight where only the
 *   day of the newest order is known
 */
GDateTime *
parvis_event_get_changed_at (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), NULL);

  return self->changed_at;
}

/**
 * parvis_event_get_edition:
 * @self: an event
 *
 * Returns: (transfer none) (nullable): the id of the event that it is compared with
 */
const char *
parvis_event_get_edition (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), NULL);

  return self->edition;
}

/**
 * parvis_event_get_same_stage:
 * @self: an event
 *
 * Returns: how many tickets of its edition were sold as many days before, or %WEEZ_UNKNOWN
 */
gint64
parvis_event_get_same_stage (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), WEEZ_UNKNOWN);

  return self->same_stage;
}

/**
 * parvis_event_set_edition:
 * @self: an event
 * @id_event: (nullable): the event to compare it with
 *
 * The figures follow once that is kept.
 *
 * Returns: (transfer full): resolves once it is kept; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_event_set_edition (ParvisEvent *self,
                          const char  *id_event)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (PARVIS_IS_EVENT (self), NULL);

  if (self->account == NULL)
    return no_account ();

  name = g_strconcat ("edition.", self->record->id, NULL);

  return parvis_setting_write (parvis_account_get_store (self->account), name, id_event);
}
