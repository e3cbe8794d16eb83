#include "config.h"

#include "parvis-public-search.h"

#include "parvis-public-kept.h"
#include "parvis-setting.h"
#include "parvis-splice.h"
#include "weez-column.h"
#include "weez-fiber.h"

#define SETTING "calendar.last"
#define DAY (24 * 60 * 60)

struct _ParvisPublicSearch
{
  GObject         parent_instance;
  ParvisStore    *store;
  WeezClient     *client;
  GListStore     *events;
  GListStore     *categories;
  char          **names;
  char           *query;
  GDateTime      *found_at;
  ParvisFailure  *failure;
  gboolean        searching;
  guint           serial;       /* of the newest search: an older one shows nothing any more */
};

G_DEFINE_FINAL_TYPE (ParvisPublicSearch, parvis_public_search, G_TYPE_OBJECT)

typedef enum
{
  PROP_EVENTS = 1,
  PROP_CATEGORIES,
  PROP_NAMES,
  PROP_QUERY,
  PROP_FOUND_AT,
  PROP_SEARCHING,
  PROP_FAILURE,
} ParvisPublicSearchProperty;

static GParamSpec *props[PROP_FAILURE + 1];

static void
set_searching (ParvisPublicSearch *self,
               gboolean            searching)
{
  if (self->searching == searching)
    return;

  self->searching = searching;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEARCHING]);
}

static void
set_failure (ParvisPublicSearch *self,
             const GError       *error)
{
  g_autoptr(ParvisFailure) failure = NULL;

  if (error != NULL)
    failure = parvis_failure_new (error, PARVIS_TASK_READ);
  if (g_set_object (&self->failure, failure))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
}

static const char *
get_id (gpointer record)
{
  const char *id = WEEZ_IS_PUBLIC_EVENT (record) ? WEEZ_PUBLIC_EVENT (record)->id
                                                 : WEEZ_EVENT_CATEGORY (record)->id;

  return id != NULL ? id : "";
}

/* Records that are as they were stay the same objects, so that a list stays where it is. */
static void
show (GListStore *list,
      GPtrArray  *records)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                       g_object_unref);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *model = G_LIST_MODEL (list);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      gpointer record = g_list_model_get_item (model, i);

      g_hash_table_insert (known, (gpointer) get_id (record), record);
    }

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      gpointer record = g_ptr_array_index (records, i);
      gpointer old = g_hash_table_lookup (known, get_id (record));

      g_ptr_array_add (items, g_object_ref (old != NULL && weez_record_equal (old, record)
                                            ? old : record));
    }

  parvis_splice (list, items);
}

/* FETCHED is 0 where there is no answer. */
static void
show_answer (ParvisPublicSearch *self,
             GPtrArray          *events,
             gint64              fetched)
{
  show (self->events, events);
  g_clear_pointer (&self->found_at, g_date_time_unref);
  if (fetched > 0)
    self->found_at = g_date_time_new_from_unix_local (fetched);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOUND_AT]);
}

static void
show_rest (ParvisPublicSearch *self,
           ParvisPublicKept   *kept)
{
  show (self->categories, kept->categories);
  if (self->names == NULL || !g_strv_equal ((const char * const *) self->names,
                                            (const char * const *) kept->names))
    {
      g_strfreev (self->names);
      self->names = g_strdupv (kept->names);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAMES]);
    }
}

/* What a fibre needs; it must not keep the search alive. */
typedef struct
{
  GWeakRef          search;
  ParvisStore      *store;
  WeezClient       *client;
  WeezSearchQuery  *query;
  char             *text;
  char             *name;
  guint             serial;
  gboolean          asks;
} Work;

static Work *
work_new (ParvisPublicSearch *self)
{
  Work *work = g_new0 (Work, 1);

  g_weak_ref_init (&work->search, self);
  work->store = g_object_ref (self->store);
  work->client = g_object_ref (self->client);
  work->serial = self->serial;

  return work;
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_weak_ref_clear (&work->search);
  g_object_unref (work->store);
  g_object_unref (work->client);
  g_clear_object (&work->query);
  g_free (work->text);
  g_free (work->name);
  g_free (work);
}

/* The search, if this is still what it looks for. */
static ParvisPublicSearch *
get_current (Work *work)
{
  g_autoptr(ParvisPublicSearch) self = g_weak_ref_get (&work->search);

  return self != NULL && self->serial == work->serial ? g_steal_pointer (&self) : NULL;
}

static void
release_kept (ParvisPublicKept **kept)
{
  parvis_public_kept_unref (*kept);
}

/* Reads the answer that is kept; -1 if that failed, 0 if there is none. */
static gint64
show_kept (Work    *work,
           GError **error)
{
  g_autofree char *question = weez_search_query_to_text (work->query);
  __attribute__ ((cleanup (release_kept)))
  ParvisPublicKept *kept = parvis_public_kept_new (work->store, question, NULL);
  g_autoptr(ParvisPublicSearch) self = NULL;

  if (!dex_await (parvis_public_kept_read (kept), error))
    return -1;

  if ((self = get_current (work)) != NULL)
    show_answer (self, kept->events, kept->found ? kept->fetched : 0);

  return kept->found ? kept->fetched : 0;
}

/* Nobody waits for what is shown to be kept. */
static gboolean
ask (Work    *work,
     GError **error)
{
  g_autofree char *question = weez_search_query_to_text (work->query);
  g_autoptr(WeezListing) listing =
    dex_await_object (weez_client_search_events (work->client, work->query), error);
  g_autoptr(ParvisPublicSearch) self = NULL;
  ParvisPublicKept *kept;
  gboolean done;

  if (listing == NULL)
    return FALSE;

  if ((self = get_current (work)) != NULL)
    show_answer (self, listing->records, g_get_real_time () / G_USEC_PER_SEC);
  g_clear_object (&self);

  kept = parvis_public_kept_new (work->store, question, listing);
  done = dex_await (parvis_public_kept_write (kept), error);
  parvis_public_kept_unref (kept);

  return done;
}

static DexFuture *
run_fiber (gpointer      data,
           GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisPublicSearch) self = NULL;
  gint64 fetched;

  if (parvis_store_is_writable (work->store, NULL))
    dex_await (parvis_setting_write (work->store, SETTING, work->text), NULL);
  fetched = show_kept (work, &error);

  if (fetched >= 0 && (work->asks || fetched == 0))
    {
      if ((self = get_current (work)) != NULL)
        ask (work, &error);
      g_clear_object (&self);
    }

  if ((self = get_current (work)) != NULL)
    {
      set_failure (self, error);
      set_searching (self, FALSE);
    }

  return error != NULL ? dex_future_new_for_error (g_steal_pointer (&error))
                       : dex_future_new_true ();
}

static DexFuture *
start (ParvisPublicSearch *self,
       const char         *text,
       gboolean            asks)
{
  g_autoptr(GDateTime) now = g_date_time_new_now (parvis_store_get_zone (self->store));
  Work *work;

  self->serial++;
  work = work_new (self);
  work->text = g_strdup (text);
  work->query = parvis_public_query_from_text (text, now, NULL);
  work->asks = asks;

  if (g_set_str (&self->query, text))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_QUERY]);
  set_searching (self, TRUE);

  return weez_fiber_spawn (run_fiber, work, work_free);
}

/* Categories need neither key nor token, and change once in a while. */
static gboolean
refresh_categories (Work              *work,
                    ParvisPublicKept  *kept,
                    GError           **error)
{
  g_autoptr(WeezListing) listing = NULL;
  ParvisPublicKept *answer;
  gboolean done;

  if (kept->categories_fetched + 30 * DAY > g_get_real_time () / G_USEC_PER_SEC)
    return TRUE;

  if (!(listing = dex_await_object (weez_client_list_event_categories (work->client), error)))
    return FALSE;

  answer = parvis_public_kept_new (work->store, NULL, listing);
  done = dex_await (parvis_public_kept_write_categories (answer), error) &&
         dex_await (parvis_public_kept_read_rest (kept), error);
  parvis_public_kept_unref (answer);

  return done;
}

static DexFuture *
open_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr(ParvisPublicSearch) self = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(DexFuture) searching = NULL;
  g_autofree char *last = parvis_store_get_setting (work->store, SETTING);
  __attribute__ ((cleanup (release_kept)))
  ParvisPublicKept *kept = parvis_public_kept_new (work->store, NULL, NULL);

  if (!dex_await (parvis_public_kept_read_rest (kept), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if ((self = g_weak_ref_get (&work->search)) == NULL)
    return dex_future_new_true ();
  show_rest (self, kept);
  /* Unless somebody was faster. */
  if (last != NULL && self->serial == 0)
    searching = start (self, last, FALSE);
  g_clear_object (&self);

  /* The calendar can be searched without them. */
  refresh_categories (work, kept, NULL);
  if ((self = g_weak_ref_get (&work->search)) != NULL)
    show_rest (self, kept);
  g_clear_object (&self);

  return searching != NULL ? g_steal_pointer (&searching) : dex_future_new_true ();
}

/* ---- searches with a name ---- */

static DexFuture *
keep_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Work *work = data;
  g_autofree char *setting = g_strconcat (PARVIS_PUBLIC_SETTING_PREFIX, work->name, NULL);
  g_autoptr(ParvisPublicSearch) self = NULL;
  g_autoptr(GError) error = NULL;
  __attribute__ ((cleanup (release_kept)))
  ParvisPublicKept *kept = parvis_public_kept_new (work->store, NULL, NULL);

  if (!dex_await (parvis_setting_write (work->store, setting, work->text), &error) ||
      !dex_await (parvis_public_kept_read_rest (kept), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if ((self = g_weak_ref_get (&work->search)) != NULL)
    show_rest (self, kept);

  return dex_future_new_true ();
}

static DexFuture *
write_name (ParvisPublicSearch *self,
            const char         *name,
            const char         *text)
{
  Work *work = work_new (self);

  work->name = g_strdup (name);
  work->text = g_strdup (text);

  return weez_fiber_spawn (keep_fiber, work, work_free);
}

static void
parvis_public_search_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  ParvisPublicSearch *self = PARVIS_PUBLIC_SEARCH (object);

  switch ((ParvisPublicSearchProperty) prop_id)
    {
    case PROP_EVENTS:
      g_value_set_object (value, self->events);
      break;
    case PROP_CATEGORIES:
      g_value_set_object (value, self->categories);
      break;
    case PROP_NAMES:
      g_value_set_boxed (value, self->names);
      break;
    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;
    case PROP_FOUND_AT:
      g_value_set_boxed (value, self->found_at);
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, self->searching);
      break;
    case PROP_FAILURE:
      g_value_set_object (value, self->failure);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_public_search_finalize (GObject *object)
{
  ParvisPublicSearch *self = PARVIS_PUBLIC_SEARCH (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_object (&self->events);
  g_clear_object (&self->categories);
  g_clear_object (&self->failure);
  g_clear_pointer (&self->found_at, g_date_time_unref);
  g_strfreev (self->names);
  g_free (self->query);

  G_OBJECT_CLASS (parvis_public_search_parent_class)->finalize (object);
}

static void
parvis_public_search_class_init (ParvisPublicSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_public_search_get_property;
  object_class->finalize = parvis_public_search_finalize;

  props[PROP_EVENTS] = g_param_spec_object ("events", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_CATEGORIES] = g_param_spec_object ("categories", NULL, NULL, G_TYPE_LIST_MODEL,
                                                flags);
  props[PROP_NAMES] = g_param_spec_boxed ("names", NULL, NULL, G_TYPE_STRV, flags);
  props[PROP_QUERY] = g_param_spec_string ("query", NULL, NULL, NULL, flags);
  props[PROP_FOUND_AT] = g_param_spec_boxed ("found-at", NULL, NULL, G_TYPE_DATE_TIME, flags);
  props[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE, flags);
  props[PROP_FAILURE] = g_param_spec_object ("failure", NULL, NULL, PARVIS_TYPE_FAILURE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_public_search_init (ParvisPublicSearch *self)
{
  self->events = g_list_store_new (WEEZ_TYPE_PUBLIC_EVENT);
  self->categories = g_list_store_new (WEEZ_TYPE_EVENT_CATEGORY);
}

/**
 * parvis_public_search_new:
 * @store: (transfer none): an open store, where answers are kept
 * @client: (transfer none): whom to ask
 *
 * Returns: (transfer full): a search that has looked for nothing yet
 */
ParvisPublicSearch *
parvis_public_search_new (ParvisStore *store,
                          WeezClient  *client)
{
  ParvisPublicSearch *self;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (WEEZ_IS_CLIENT (client), NULL);

  self = g_object_new (PARVIS_TYPE_PUBLIC_SEARCH, NULL);
  self->store = g_object_ref (store);
  self->client = g_object_ref (client);

  return self;
}

/**
 * parvis_public_search_get_events:
 * @self: a search
 *
 * Returns: (transfer none): a model of #WeezPublicEvent
 */
GListModel *
parvis_public_search_get_events (ParvisPublicSearch *self)
{
  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), NULL);

  return G_LIST_MODEL (self->events);
}

/**
 * parvis_public_search_get_categories:
 * @self: a search
 *
 * Returns: (transfer none): a model of #WeezEventCategory
 */
GListModel *
parvis_public_search_get_categories (ParvisPublicSearch *self)
{
  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), NULL);

  return G_LIST_MODEL (self->categories);
}

/**
 * parvis_public_search_get_names:
 * @self: a search
 *
 * Returns: (transfer none) (nullable): the names of the searches that are kept
 */
const char * const *
parvis_public_search_get_names (ParvisPublicSearch *self)
{
  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), NULL);

  return (const char * const *) self->names;
}

/**
 * parvis_public_search_get_query:
 * @self: a search
 *
 * Returns: (transfer none) (nullable): what it looks for, of parvis_public_query_to_text()
 */
const char *
parvis_public_search_get_query (ParvisPublicSearch *self)
{
  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), NULL);

  return self->query;
}

/**
 * parvis_public_search_get_found_at:
 * @self: a search
 *
 * Returns: (transfer none) (nullable): when the answer came that is shown
 */
GDateTime *
parvis_public_search_get_found_at (ParvisPublicSearch *self)
{
  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), NULL);

  return self->found_at;
}

/**
 * parvis_public_search_get_searching:
 * @self: a search
 *
 * Returns: whether an answer is waited for
 */
gboolean
parvis_public_search_get_searching (ParvisPublicSearch *self)
{
  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), FALSE);

  return self->searching;
}

/**
 * parvis_public_search_get_failure:
 * @self: a search
 *
 * Returns: (transfer none) (nullable): why the last search failed; what is shown is older then
 */
ParvisFailure *
parvis_public_search_get_failure (ParvisPublicSearch *self)
{
  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), NULL);

  return self->failure;
}

/**
 * parvis_public_search_open:
 * @self: a search that has looked for nothing yet
 *
 * Shows the categories, the names of the searches that are kept, and the last search with its
 * answer. The service is asked only for what is not kept.
 *
 * Returns: (transfer full): resolves once it is shown; rejects with %WEEZ_ERROR or
 *   %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_public_search_open (ParvisPublicSearch *self)
{
  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), NULL);

  return weez_fiber_spawn (open_fiber, work_new (self), work_free);
}

/**
 * parvis_public_search_run:
 * @self: a search
 * @text: what to look for, of parvis_public_query_to_text()
 *
 * Shows the answer that is kept, asks the service, and shows its answer. A newer search takes the
 * place of an older one, whose answer is kept all the same.
 *
 * Returns: (transfer full): resolves once the answer is shown; rejects with %WEEZ_ERROR or
 *   %PARVIS_STORE_ERROR, and what was kept stays
 */
DexFuture *
parvis_public_search_run (ParvisPublicSearch *self,
                          const char         *text)
{
  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return start (self, text, TRUE);
}

/**
 * parvis_public_search_keep:
 * @self: a search that looks for something
 * @name: how somebody calls it
 *
 * Returns: (transfer full): resolves once what it looks for is kept under @name; rejects with
 *   %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_public_search_keep (ParvisPublicSearch *self,
                           const char         *name)
{
  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), NULL);
  g_return_val_if_fail (name != NULL && *name != '\0' && self->query != NULL, NULL);

  return write_name (self, name, self->query);
}

/**
 * parvis_public_search_forget:
 * @self: a search
 * @name: of a search that is kept
 *
 * Returns: (transfer full): resolves once it is kept no more; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_public_search_forget (ParvisPublicSearch *self,
                             const char         *name)
{
  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return write_name (self, name, NULL);
}

/**
 * parvis_public_search_dup_kept:
 * @self: a search
 * @name: of a search that is kept
 *
 * Returns: (transfer full) (nullable): what to look for, of parvis_public_query_to_text()
 */
char *
parvis_public_search_dup_kept (ParvisPublicSearch *self,
                               const char         *name)
{
  g_autofree char *setting = NULL;

  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), NULL);

  setting = g_strconcat (PARVIS_PUBLIC_SETTING_PREFIX, name, NULL);

  return parvis_store_get_setting (self->store, setting);
}

/**
 * parvis_public_search_read_details:
 * @self: a search
 * @id_event: one of its events
 *
 * Returns: (transfer full): resolves to #WeezEventDetails; rejects with %WEEZ_ERROR
 */
DexFuture *
parvis_public_search_read_details (ParvisPublicSearch *self,
                                   const char         *id_event)
{
  g_return_val_if_fail (PARVIS_IS_PUBLIC_SEARCH (self), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  return weez_client_get_event_details (self->client, id_event);
}
