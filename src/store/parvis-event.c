#include "config.h"

#include "parvis-event-private.h"
#include "parvis-weak.h"
#include "weez-fiber.h"

struct _ParvisEvent
{
  GObject           parent_instance;
  WeezClient       *client;
  WeezEvent        *record;
  WeezEventDetails *details;
  GListStore       *tickets;
  gint64            sold;
  gint64            quota;
  gboolean          passed;
  gboolean          refreshing;
  GDateTime        *updated_at;
  DexFuture        *refresh;
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
} ParvisEventProperty;

static GParamSpec *props[PROP_UPDATED_AT + 1];

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

static void
update_passed (ParvisEvent *self)
{
  gboolean passed = has_passed (self->record);

  if (self->passed == passed)
    return;

  self->passed = passed;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PASSED]);
}

static void
set_details (ParvisEvent      *self,
             WeezEventDetails *details)
{
  if (g_set_object (&self->details, details))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DETAILS]);
}

static void
set_refreshing (ParvisEvent *self,
                gboolean     refreshing)
{
  if (self->refreshing == refreshing)
    return;

  self->refreshing = refreshing;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REFRESHING]);
}

/* What a refresh holds: it must not keep the event alive. */
typedef struct
{
  GWeakRef    event;
  WeezClient *client;
  char       *id;
} Refresh;

static void
refresh_free (gpointer data)
{
  Refresh *refresh = data;

  g_weak_ref_clear (&refresh->event);
  g_object_unref (refresh->client);
  g_free (refresh->id);
  g_free (refresh);
}

static void
apply_tickets (Refresh     *refresh,
               WeezListing *listing)
{
  g_autoptr(ParvisEvent) self = g_weak_ref_get (&refresh->event);

  for (guint i = 0; self != NULL && i < listing->records->len; i++)
    {
      WeezTicketCategory *tree = g_ptr_array_index (listing->records, i);

      if (g_strcmp0 (tree->id, refresh->id) == 0)
        parvis_event_set_tickets (self, tree);
    }
}

static void
apply_details (Refresh          *refresh,
               WeezEventDetails *details)
{
  g_autoptr(ParvisEvent) self = g_weak_ref_get (&refresh->event);

  if (self == NULL)
    return;

  set_details (self, details);
  update_passed (self);
  g_clear_pointer (&self->updated_at, g_date_time_unref);
  self->updated_at = g_date_time_new_now_local ();
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_UPDATED_AT]);
}

static DexFuture *
refresh_fiber (gpointer      data,
               GCancellable *cancellable)
{
  Refresh *refresh = data;
  const char *ids[] = { refresh->id, NULL };
  g_autoptr(WeezListing) listing = NULL;
  g_autoptr(WeezEventDetails) details = NULL;
  g_autoptr(GError) error = NULL;
  DexFuture *future;

  future = weez_client_list_tickets (refresh->client, ids);
  if (!(listing = dex_await_object (weez_unless_cancelled (future, cancellable), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  apply_tickets (refresh, listing);

  future = weez_client_get_event_details (refresh->client, refresh->id);
  details = dex_await_object (weez_unless_cancelled (future, cancellable), &error);
  /* A draft has no public page. */
  if (details == NULL && !g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_NOT_FOUND))
    return dex_future_new_for_error (g_steal_pointer (&error));
  apply_details (refresh, details);

  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
refreshed (DexFuture *completed,
           gpointer   user_data)
{
  g_autoptr(ParvisEvent) self = parvis_weak_get (user_data);

  if (self != NULL)
    set_refreshing (self, FALSE);

  return dex_ref (completed);
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
      g_value_set_boolean (value, self->refreshing);
      break;
    case PROP_UPDATED_AT:
      g_value_set_boxed (value, self->updated_at);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_event_dispose (GObject *object)
{
  ParvisEvent *self = PARVIS_EVENT (object);

  dex_clear (&self->refresh);

  G_OBJECT_CLASS (parvis_event_parent_class)->dispose (object);
}

static void
parvis_event_finalize (GObject *object)
{
  ParvisEvent *self = PARVIS_EVENT (object);

  g_clear_object (&self->client);
  g_clear_object (&self->record);
  g_clear_object (&self->details);
  g_clear_object (&self->tickets);
  g_clear_pointer (&self->updated_at, g_date_time_unref);

  G_OBJECT_CLASS (parvis_event_parent_class)->finalize (object);
}

static void
parvis_event_class_init (ParvisEventClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_event_get_property;
  object_class->dispose = parvis_event_dispose;
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
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_event_init (ParvisEvent *self)
{
  self->tickets = g_list_store_new (WEEZ_TYPE_RECORD);
  self->sold = WEEZ_UNKNOWN;
  self->quota = WEEZ_UNKNOWN;
}

/**
 * parvis_event_new:
 * @client: (transfer none): with credentials
 * @record: (transfer none): what the list of events said
 *
 * Returns: (transfer full): an event that knows what @record says
 */
ParvisEvent *
parvis_event_new (WeezClient *client,
                  WeezEvent  *record)
{
  ParvisEvent *self;

  g_return_val_if_fail (WEEZ_IS_CLIENT (client), NULL);
  g_return_val_if_fail (WEEZ_IS_EVENT (record), NULL);

  self = g_object_new (PARVIS_TYPE_EVENT, NULL);
  self->client = g_object_ref (client);
  parvis_event_set_record (self, record);

  return self;
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
 * parvis_event_set_record:
 * @self: an event
 * @record: (transfer none): what the list of events says now, of the same id
 *
 * The newest answer that tells how many are sold is the one that counts.
 */
void
parvis_event_set_record (ParvisEvent *self,
                         WeezEvent   *record)
{
  g_return_if_fail (PARVIS_IS_EVENT (self));
  g_return_if_fail (WEEZ_IS_EVENT (record));

  if (!g_set_object (&self->record, record))
    return;

  if (record->participants != WEEZ_UNKNOWN)
    set_figure (self, &self->sold, record->participants, PROP_SOLD);
  update_passed (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECORD]);
}

/**
 * parvis_event_set_tickets:
 * @self: an event
 * @tree: (transfer none): its tickets, as one request for several events told them
 */
void
parvis_event_set_tickets (ParvisEvent        *self,
                          WeezTicketCategory *tree)
{
  g_autoptr(GPtrArray) top = g_ptr_array_new ();
  gint64 sold;
  gint64 quota;

  g_return_if_fail (PARVIS_IS_EVENT (self));
  g_return_if_fail (WEEZ_IS_TICKET_CATEGORY (tree));

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
 * Returns: whether a refresh is under way
 */
gboolean
parvis_event_get_refreshing (ParvisEvent *self)
{
  g_return_val_if_fail (PARVIS_IS_EVENT (self), FALSE);

  return self->refreshing;
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
 * parvis_event_refresh:
 * @self: an event
 *
 * Reads its tickets and its public page. While one refresh is under way there is no other.
 *
 * Returns: (transfer full): resolves to true once all is read; what is there stays if not
 */
DexFuture *
parvis_event_refresh (ParvisEvent *self)
{
  Refresh *refresh;

  g_return_val_if_fail (PARVIS_IS_EVENT (self), NULL);

  if (self->refreshing)
    return dex_ref (self->refresh);

  refresh = g_new0 (Refresh, 1);
  g_weak_ref_init (&refresh->event, self);
  refresh->client = g_object_ref (self->client);
  refresh->id = g_strdup (self->record->id);

  set_refreshing (self, TRUE);
  dex_clear (&self->refresh);
  self->refresh = dex_future_finally (weez_fiber_spawn (refresh_fiber, refresh, refresh_free),
                                      refreshed, parvis_weak_new (self), parvis_weak_free);

  return dex_ref (self->refresh);
}
