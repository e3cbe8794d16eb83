#include "config.h"

#include "parvis-account.h"

#include "parvis-event-private.h"
#include "parvis-weak.h"
#include "weez-fiber.h"

/* The service answers about so many events at once without its address growing out of hand. */
#define EVENTS_A_REQUEST 50

struct _ParvisAccount
{
  GObject     parent_instance;
  WeezClient *client;
  char       *username;
  GListStore *events;
  gboolean    refreshing;
  GDateTime  *updated_at;
  DexFuture  *refresh;
};

G_DEFINE_FINAL_TYPE (ParvisAccount, parvis_account, G_TYPE_OBJECT)

typedef enum
{
  PROP_USERNAME = 1,
  PROP_EVENTS,
  PROP_REFRESHING,
  PROP_UPDATED_AT,
} ParvisAccountProperty;

static GParamSpec *props[PROP_UPDATED_AT + 1];

static void
set_refreshing (ParvisAccount *self,
                gboolean       refreshing)
{
  if (self->refreshing == refreshing)
    return;

  self->refreshing = refreshing;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REFRESHING]);
}

static GHashTable *
index_events (ParvisAccount *self)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  GListModel *events = G_LIST_MODEL (self->events);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      ParvisEvent *event = g_list_model_get_item (events, i);

      g_hash_table_insert (table, g_strdup (parvis_event_get_record (event)->id), event);
    }

  return table;
}

static gboolean
holds_at (GListModel  *model,
          guint        position,
          ParvisEvent *event)
{
  g_autoptr(ParvisEvent) there = g_list_model_get_item (model, position);

  return there == event;
}

/* Announces only the stretch that differs, so that selection and scroll survive. */
static void
splice_events (ParvisAccount *self,
               GPtrArray     *events)
{
  GListModel *model = G_LIST_MODEL (self->events);
  guint old = g_list_model_get_n_items (model);
  guint head = 0;
  guint tail = 0;

  while (head < MIN (old, events->len) &&
         holds_at (model, head, g_ptr_array_index (events, head)))
    head++;
  while (tail < MIN (old, events->len) - head &&
         holds_at (model, old - 1 - tail, g_ptr_array_index (events, events->len - 1 - tail)))
    tail++;

  if (old != events->len || head < old)
    g_list_store_splice (self->events, head, old - head - tail,
                         events->pdata + head, events->len - head - tail);
}

static void
apply_events (ParvisAccount *self,
              WeezListing   *listing)
{
  g_autoptr(GHashTable) known = index_events (self);
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < listing->records->len; i++)
    {
      WeezEvent *record = g_ptr_array_index (listing->records, i);
      ParvisEvent *event = g_hash_table_lookup (known, record->id);

      if (event != NULL)
        parvis_event_set_record (event, record);
      else
        g_hash_table_insert (known, g_strdup (record->id),
                             event = parvis_event_new (self->client, record));
      if (!g_ptr_array_find (events, event, NULL))
        g_ptr_array_add (events, g_object_ref (event));
    }

  splice_events (self, events);
}

static void
apply_tickets (ParvisAccount *self,
               WeezListing   *listing)
{
  g_autoptr(GHashTable) known = index_events (self);

  for (guint i = 0; i < listing->records->len; i++)
    {
      WeezTicketCategory *tree = g_ptr_array_index (listing->records, i);
      ParvisEvent *event = tree->id != NULL ? g_hash_table_lookup (known, tree->id) : NULL;

      if (event != NULL)
        parvis_event_set_tickets (event, tree);
    }
}

/* What a refresh holds: it must not keep the account alive. */
typedef struct
{
  GWeakRef    account;
  WeezClient *client;
} Refresh;

static void
refresh_free (gpointer data)
{
  Refresh *refresh = data;

  g_weak_ref_clear (&refresh->account);
  g_object_unref (refresh->client);
  g_free (refresh);
}

static gboolean
apply (Refresh     *refresh,
       WeezListing *listing,
       void       (*func) (ParvisAccount *, WeezListing *))
{
  g_autoptr(ParvisAccount) self = g_weak_ref_get (&refresh->account);

  if (self == NULL)
    return FALSE;

  func (self, listing);
  return TRUE;
}

static void
stamp (ParvisAccount *self,
       WeezListing   *listing)
{
  g_clear_pointer (&self->updated_at, g_date_time_unref);
  self->updated_at = g_date_time_new_now_local ();
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_UPDATED_AT]);
}

static WeezEventsQuery *
query_everything (void)
{
  WeezEventsQuery *query = weez_events_query_new ();

  query->include_not_published = TRUE;
  query->include_closed = TRUE;
  query->include_without_sales = TRUE;

  return query;
}

static DexFuture *
refresh_fiber (gpointer      data,
               GCancellable *cancellable)
{
  Refresh *refresh = data;
  g_autoptr(WeezEventsQuery) query = query_everything ();
  g_autoptr(WeezListing) events = NULL;
  g_autoptr(GError) error = NULL;

  events = dex_await_object (weez_unless_cancelled (weez_client_list_events (refresh->client,
                                                                             query),
                                                    cancellable),
                             &error);
  if (events == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!apply (refresh, events, apply_events))
    return dex_future_new_for_boolean (FALSE);

  for (guint first = 0; first < events->records->len; first += EVENTS_A_REQUEST)
    {
      g_autoptr(GPtrArray) ids = g_ptr_array_new_null_terminated (EVENTS_A_REQUEST, NULL, TRUE);
      g_autoptr(WeezListing) tickets = NULL;
      DexFuture *future;

      for (guint i = first; i < MIN (first + EVENTS_A_REQUEST, events->records->len); i++)
        g_ptr_array_add (ids, ((WeezEvent *) g_ptr_array_index (events->records, i))->id);

      future = weez_client_list_tickets (refresh->client, (const char * const *) ids->pdata);
      tickets = dex_await_object (weez_unless_cancelled (future, cancellable), &error);
      if (tickets == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      if (!apply (refresh, tickets, apply_tickets))
        return dex_future_new_for_boolean (FALSE);
    }

  return dex_future_new_for_boolean (apply (refresh, events, stamp));
}

static DexFuture *
refreshed (DexFuture *completed,
           gpointer   user_data)
{
  g_autoptr(ParvisAccount) self = parvis_weak_get (user_data);

  if (self != NULL)
    set_refreshing (self, FALSE);

  return dex_ref (completed);
}

static void
parvis_account_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ParvisAccount *self = PARVIS_ACCOUNT (object);

  switch ((ParvisAccountProperty) prop_id)
    {
    case PROP_USERNAME:
      g_value_set_string (value, self->username);
      break;
    case PROP_EVENTS:
      g_value_set_object (value, self->events);
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
parvis_account_dispose (GObject *object)
{
  ParvisAccount *self = PARVIS_ACCOUNT (object);

  dex_clear (&self->refresh);

  G_OBJECT_CLASS (parvis_account_parent_class)->dispose (object);
}

static void
parvis_account_finalize (GObject *object)
{
  ParvisAccount *self = PARVIS_ACCOUNT (object);

  g_clear_object (&self->client);
  g_clear_object (&self->events);
  g_clear_pointer (&self->username, g_free);
  g_clear_pointer (&self->updated_at, g_date_time_unref);

  G_OBJECT_CLASS (parvis_account_parent_class)->finalize (object);
}

static void
parvis_account_class_init (ParvisAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_account_get_property;
  object_class->dispose = parvis_account_dispose;
  object_class->finalize = parvis_account_finalize;

  props[PROP_USERNAME] = g_param_spec_string ("username", NULL, NULL, NULL, flags);
  props[PROP_EVENTS] = g_param_spec_object ("events", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_REFRESHING] = g_param_spec_boolean ("refreshing", NULL, NULL, FALSE, flags);
  props[PROP_UPDATED_AT] = g_param_spec_boxed ("updated-at", NULL, NULL, G_TYPE_DATE_TIME, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_account_init (ParvisAccount *self)
{
  self->events = g_list_store_new (PARVIS_TYPE_EVENT);
}

/**
 * parvis_account_new:
 * @client: (transfer none): with credentials
 * @username: (nullable): who signed in, to be shown
 *
 * Returns: (transfer full): an account that knows nothing yet
 */
ParvisAccount *
parvis_account_new (WeezClient *client,
                    const char *username)
{
  ParvisAccount *self;

  g_return_val_if_fail (WEEZ_IS_CLIENT (client), NULL);

  self = g_object_new (PARVIS_TYPE_ACCOUNT, NULL);
  self->client = g_object_ref (client);
  self->username = g_strdup (username);

  return self;
}

/**
 * parvis_account_get_client:
 * @self: an account
 *
 * Returns: (transfer none): what it asks the service with
 */
WeezClient *
parvis_account_get_client (ParvisAccount *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  return self->client;
}

/**
 * parvis_account_get_username:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): who signed in
 */
const char *
parvis_account_get_username (ParvisAccount *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  return self->username;
}

/**
 * parvis_account_get_events:
 * @self: an account
 *
 * Returns: (transfer none): a model of #ParvisEvent, as the service orders them
 */
GListModel *
parvis_account_get_events (ParvisAccount *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  return G_LIST_MODEL (self->events);
}

/**
 * parvis_account_get_refreshing:
 * @self: an account
 *
 * Returns: whether a refresh is under way
 */
gboolean
parvis_account_get_refreshing (ParvisAccount *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), FALSE);

  return self->refreshing;
}

/**
 * parvis_account_get_updated_at:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): when all of it was last read
 */
GDateTime *
parvis_account_get_updated_at (ParvisAccount *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  return self->updated_at;
}

/**
 * parvis_account_refresh:
 * @self: an account
 *
 * Reads all events, then the tickets of all of them. An event that is still there stays the same
 * object. While one refresh is under way there is no other.
 *
 * Returns: (transfer full): resolves to true once all is read; what is there stays if not
 */
DexFuture *
parvis_account_refresh (ParvisAccount *self)
{
  Refresh *refresh;

  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  if (self->refreshing)
    return dex_ref (self->refresh);

  refresh = g_new0 (Refresh, 1);
  g_weak_ref_init (&refresh->account, self);
  refresh->client = g_object_ref (self->client);

  set_refreshing (self, TRUE);
  dex_clear (&self->refresh);
  self->refresh = dex_future_finally (weez_fiber_spawn (refresh_fiber, refresh, refresh_free),
                                      refreshed, parvis_weak_new (self), parvis_weak_free);

  return dex_ref (self->refresh);
}
