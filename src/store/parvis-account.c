#include "config.h"

#include "parvis-account-private.h"

#include "parvis-account-kept.h"
#include "parvis-event-private.h"
#include "parvis-ledger.h"
#include "parvis-splice.h"
#include "parvis-weak.h"

struct _ParvisAccount
{
  GObject             parent_instance;
  WeezClient         *client;
  char               *username;
  ParvisStore        *store;
  ParvisAccountState  state;
  GListStore         *events;
  GDateTime          *updated_at;
  ParvisFailure      *failure;

  /* Others wait for these, and whoever stops waiting must not stop what is under way. */
  DexPromise         *opening;
  DexPromise         *loading;
  DexPromise         *refresh;
  gboolean            stale;         /* the store changed while it was read */
  gboolean            refreshing;
  char               *sentence;
  GCancellable       *cancellable;   /* of the refresh */
};

G_DEFINE_FINAL_TYPE (ParvisAccount, parvis_account, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
  PROP_USERNAME,
  PROP_EVENTS,
  PROP_REFRESHING,
  PROP_SENTENCE,
  PROP_UPDATED_AT,
  PROP_FAILURE,
} ParvisAccountProperty;

static GParamSpec *props[PROP_FAILURE + 1];

static guint changed_signal;

static void
set_state (ParvisAccount      *self,
           ParvisAccountState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

/**
 * parvis_account_set_failure:
 * @self: an account
 * @error: (nullable): why its store or its refresh failed
 */
void
parvis_account_set_failure (ParvisAccount *self,
                            const GError  *error)
{
  g_autoptr(ParvisFailure) failure = NULL;

  if (error != NULL)
    failure = parvis_failure_new (error, PARVIS_TASK_READ);
  if (g_set_object (&self->failure, failure))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
}

/**
 * parvis_account_say:
 * @self: an account
 * @sentence: (nullable): what its refresh is doing
 */
void
parvis_account_say (ParvisAccount *self,
                    const char    *sentence)
{
  g_return_if_fail (PARVIS_IS_ACCOUNT (self));

  if (g_set_str (&self->sentence, sentence))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SENTENCE]);
}

static void
set_refreshing (ParvisAccount *self,
                gboolean       refreshing)
{
  GListModel *events = G_LIST_MODEL (self->events);

  if (self->refreshing == refreshing)
    return;

  self->refreshing = refreshing;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REFRESHING]);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (events, i);

      parvis_event_notify_refreshing (event);
    }
}

static void
set_updated_at (ParvisAccount *self,
                gint64         updated_at)
{
  if ((self->updated_at != NULL ? g_date_time_to_unix (self->updated_at) : 0) == updated_at)
    return;

  g_clear_pointer (&self->updated_at, g_date_time_unref);
  if (updated_at != 0)
    self->updated_at = g_date_time_new_from_unix_local (updated_at);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_UPDATED_AT]);
}

/* Settles what others wait for. */
static void
settle (DexPromise   **place,
        const GError  *error)
{
  g_autoptr(DexPromise) promise = g_steal_pointer (place);

  if (promise != NULL && error != NULL)
    dex_promise_reject (promise, g_error_copy (error));
  else if (promise != NULL)
    dex_promise_resolve_boolean (promise, TRUE);
}

/* ---- what is kept ---- */

static GHashTable *
index_events (ParvisAccount *self)
{
  GHashTable *table = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  GListModel *events = G_LIST_MODEL (self->events);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      ParvisEvent *event = g_list_model_get_item (events, i);
      gint64 key = parvis_event_get_key (event);

      g_hash_table_insert (table, g_memdup2 (&key, sizeof key), event);
    }

  return table;
}

static void
apply_kept (ParvisAccount     *self,
            ParvisAccountKept *kept)
{
  g_autoptr(GHashTable) known = index_events (self);
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean moved = FALSE;

  for (guint i = 0; i < kept->events->len; i++)
    {
      const ParvisEventState *state = g_ptr_array_index (kept->events, i);
      ParvisEvent *event = g_hash_table_lookup (known, &state->key);

      if (event != NULL)
        moved |= parvis_event_apply (g_object_ref (event), state);
      else
        event = parvis_event_new (self, state);
      g_ptr_array_add (events, event);
    }

  set_updated_at (self, kept->updated_at);
  moved |= parvis_splice (self->events, events);
  if (moved)
    g_signal_emit (self, changed_signal, 0);
}

static void start_loading (ParvisAccount *self);

/* What a reading holds: it must not keep the account alive. */
typedef struct
{
  GWeakRef           account;
  ParvisAccountKept *kept;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_weak_ref_clear (&load->account);
  parvis_account_kept_unref (load->kept);
  g_free (load);
}

static DexFuture *
loaded (DexFuture *completed,
        gpointer   user_data)
{
  Load *load = user_data;
  g_autoptr(ParvisAccount) self = g_weak_ref_get (&load->account);
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (self == NULL || self->loading == NULL)
    return dex_ref (completed);

  if (error == NULL)
    apply_kept (self, load->kept);

  if (error == NULL && self->stale)
    start_loading (self);
  else
    settle (&self->loading, error);

  return dex_ref (completed);
}

static void
start_loading (ParvisAccount *self)
{
  Load *load = g_new0 (Load, 1);

  self->stale = FALSE;
  g_weak_ref_init (&load->account, self);
  load->kept = parvis_account_kept_new (self->store);
  dex_future_disown (dex_future_finally (parvis_account_kept_read (load->kept),
                                         loaded, load, load_free));
}

/**
 * parvis_account_load:
 * @self: an account whose store is open
 *
 * Returns: (transfer full): resolves once the events are as the store has them now
 */
DexFuture *
parvis_account_load (ParvisAccount *self)
{
  DexFuture *loading;

  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  self->stale = self->loading != NULL;
  if (self->stale)
    return dex_ref (DEX_FUTURE (self->loading));

  self->loading = dex_promise_new ();
  loading = dex_ref (DEX_FUTURE (self->loading));
  start_loading (self);

  return loading;
}

static void
store_changed_cb (ParvisAccount *self)
{
  if (self->state == PARVIS_ACCOUNT_OPEN || self->loading != NULL)
    dex_future_disown (parvis_account_load (self));
}

/* ---- opening ---- */

static DexFuture *
first_loaded (DexFuture *completed,
              gpointer   user_data)
{
  g_autoptr(ParvisAccount) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (self == NULL)
    return dex_ref (completed);

  parvis_account_set_failure (self, error);
  set_state (self, error != NULL ? PARVIS_ACCOUNT_FAILED : PARVIS_ACCOUNT_OPEN);
  settle (&self->opening, error);

  return dex_ref (completed);
}

static DexFuture *
opened (DexFuture *completed,
        gpointer   user_data)
{
  g_autoptr(ParvisAccount) self = parvis_weak_get (user_data);

  return self != NULL ? parvis_account_load (self) : dex_ref (completed);
}

/* ---- a refresh ---- */

static DexFuture *
refreshed (DexFuture *completed,
           gpointer   user_data)
{
  g_autoptr(ParvisAccount) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (self == NULL)
    return dex_ref (completed);

  /* Whoever cancels knows it, unless there is nothing else to see. */
  if (!g_cancellable_is_cancelled (self->cancellable) || self->updated_at == NULL)
    parvis_account_set_failure (self, error);
  parvis_account_say (self, NULL);
  set_refreshing (self, FALSE);
  settle (&self->refresh, error);

  return dex_ref (completed);
}

static DexFuture *
start_refresh (ParvisAccount *self,
               const char    *id_event)
{
  DexFuture *refresh;

  if (self->refresh != NULL)
    return dex_ref (DEX_FUTURE (self->refresh));

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->refresh = dex_promise_new ();
  refresh = dex_ref (DEX_FUTURE (self->refresh));
  set_refreshing (self, TRUE);
  dex_future_disown (dex_future_finally (parvis_account_read (self, id_event, self->cancellable),
                                         refreshed, parvis_weak_new (self), parvis_weak_free));

  return refresh;
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
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_USERNAME:
      g_value_set_string (value, self->username);
      break;
    case PROP_EVENTS:
      g_value_set_object (value, self->events);
      break;
    case PROP_REFRESHING:
      g_value_set_boolean (value, self->refreshing);
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    case PROP_UPDATED_AT:
      g_value_set_boxed (value, self->updated_at);
      break;
    case PROP_FAILURE:
      g_value_set_object (value, self->failure);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_account_dispose (GObject *object)
{
  ParvisAccount *self = PARVIS_ACCOUNT (object);

  g_autoptr(GError) error = weez_error_new (WEEZ_ERROR_CANCELLED, 0, NULL, -1,
                                            "the account is gone");

  parvis_account_cancel (self);
  settle (&self->opening, error);
  settle (&self->loading, error);
  settle (&self->refresh, error);

  G_OBJECT_CLASS (parvis_account_parent_class)->dispose (object);
}

static void
parvis_account_finalize (GObject *object)
{
  ParvisAccount *self = PARVIS_ACCOUNT (object);

  g_clear_object (&self->client);
  g_clear_object (&self->store);
  g_clear_object (&self->events);
  g_clear_object (&self->failure);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->sentence, g_free);
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

  props[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, PARVIS_ACCOUNT_FAILED, 0, flags);
  props[PROP_USERNAME] = g_param_spec_string ("username", NULL, NULL, NULL, flags);
  props[PROP_EVENTS] = g_param_spec_object ("events", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_REFRESHING] = g_param_spec_boolean ("refreshing", NULL, NULL, FALSE, flags);
  props[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  props[PROP_UPDATED_AT] = g_param_spec_boxed ("updated-at", NULL, NULL, G_TYPE_DATE_TIME, flags);
  props[PROP_FAILURE] = g_param_spec_object ("failure", NULL, NULL, PARVIS_TYPE_FAILURE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  changed_signal = g_signal_new ("changed", PARVIS_TYPE_ACCOUNT, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
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
 * @folder: (nullable): where stores are kept; null for the user's own place
 *
 * Returns: (transfer full): an account that knows nothing until it is opened
 */
ParvisAccount *
parvis_account_new (WeezClient *client,
                    const char *username,
                    const char *folder)
{
  ParvisAccount *self;

  g_return_val_if_fail (WEEZ_IS_CLIENT (client), NULL);

  self = g_object_new (PARVIS_TYPE_ACCOUNT, NULL);
  self->client = g_object_ref (client);
  self->username = g_strdup (username);
  parvis_ledger_share (client, username);
  self->store = parvis_store_new (folder, weez_client_get_base_url (client),
                                  username != NULL ? username : "", weez_client_get_zone (client));
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);

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
 * parvis_account_get_store:
 * @self: an account
 *
 * Returns: (transfer none): what is kept of it; open where the account is
 */
ParvisStore *
parvis_account_get_store (ParvisAccount *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  return self->store;
}

/**
 * parvis_account_get_state:
 * @self: an account
 *
 * Returns: whether its store is open
 */
ParvisAccountState
parvis_account_get_state (ParvisAccount *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), PARVIS_ACCOUNT_FAILED);

  return self->state;
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
 * parvis_account_get_sentence:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): what a refresh is doing, in the user's language
 */
const char *
parvis_account_get_sentence (ParvisAccount *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  return self->sentence;
}

/**
 * parvis_account_get_failure:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): why it cannot be opened, or why its last refresh failed
 */
ParvisFailure *
parvis_account_get_failure (ParvisAccount *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  return self->failure;
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
 * parvis_account_open:
 * @self: an account
 *
 * Opens its store in a thread of its own and shows what is kept there. After a failure it is tried
 * again.
 *
 * Returns: (transfer full): resolves once the events that are kept are there; rejects with
 *   %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_account_open (ParvisAccount *self)
{
  DexFuture *opening;
  DexFuture *future;

  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  if (self->state == PARVIS_ACCOUNT_OPEN)
    return dex_future_new_true ();
  if (self->opening != NULL)
    return dex_ref (DEX_FUTURE (self->opening));

  self->opening = dex_promise_new ();
  opening = dex_ref (DEX_FUTURE (self->opening));
  set_state (self, PARVIS_ACCOUNT_OPENING);
  future = dex_future_then (parvis_store_open (self->store), opened,
                            parvis_weak_new (self), parvis_weak_free);
  dex_future_disown (dex_future_finally (future, first_loaded,
                                         parvis_weak_new (self), parvis_weak_free));

  return opening;
}

/**
 * parvis_account_refresh:
 * @self: an account
 *
 * Reads the account into its store, which is opened first where it is not; the events follow. An
 * event that is still there stays the same object. While one refresh is under way there is no
 * other.
 *
 * Returns: (transfer full): resolves once all is read; rejects with %WEEZ_ERROR or
 *   %PARVIS_STORE_ERROR, and what is there stays. Dropping it stops nothing.
 */
DexFuture *
parvis_account_refresh (ParvisAccount *self)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  return start_refresh (self, NULL);
}

/**
 * parvis_account_refresh_event:
 * @self: an account
 * @id_event: one of its events
 *
 * Like parvis_account_refresh(), of one event only.
 *
 * Returns: (transfer full): resolves once it is read, or once what was under way has ended
 */
DexFuture *
parvis_account_refresh_event (ParvisAccount *self,
                              const char    *id_event)
{
  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  return start_refresh (self, id_event);
}

/**
 * parvis_account_cancel:
 * @self: an account
 *
 * Ends a refresh after what is being written; the next one goes on there.
 */
void
parvis_account_cancel (ParvisAccount *self)
{
  g_return_if_fail (PARVIS_IS_ACCOUNT (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static DexFuture *
ended (DexFuture *completed,
       gpointer   user_data)
{
  return parvis_store_close (user_data);
}

/**
 * parvis_account_close:
 * @self: an account that nobody looks at any more
 *
 * Ends a refresh and closes the store.
 *
 * Returns: (transfer full): resolves once its file is closed
 */
DexFuture *
parvis_account_close (ParvisAccount *self)
{
  DexFuture *refresh;

  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);

  refresh = self->refresh != NULL ? dex_ref (DEX_FUTURE (self->refresh)) : dex_future_new_true ();
  parvis_account_cancel (self);

  return dex_future_finally (refresh, ended, g_object_ref (self->store), g_object_unref);
}
