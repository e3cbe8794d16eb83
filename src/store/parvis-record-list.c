#include "config.h"

#include "parvis-record-list.h"

#include <sqlite3.h>

#include "parvis-query-private.h"
#include "parvis-store-private.h"
#include "parvis-weak.h"
#include "weez-column.h"

/* GTK looks at 200 rows around the place that is scrolled to, and at none beside them. */
#define PAGE_SIZE 16
#define MAX_PAGES 64
/* Kept when nobody scrolls any more: of the rows that GTK holds, some may have been looked at
 * before as many on either side. */
#define REST_PAGES 32
#define REST_MILLISECONDS 1000
/* Enough to fill a window before all keys are known; for each of more, GTK makes a row first. */
#define FIRST_WINDOW 64
/* So many keys leave behind what is worth to be given back. */
#define MANY_KEYS 50000

struct _ParvisRecordList
{
  GObject      parent_instance;
  ParvisStore *store;
  ParvisQuery *query;
  GArray      *keys;      /* packed */
  GHashTable  *pages;     /* number of the page -> its records */
  GQueue       recent;    /* numbers, the one looked at last at the end */
  gboolean     fresh;     /* of this query, all keys were seen */
  gboolean     stale;     /* the store changed while they were read */
  gboolean     loading;
  gboolean     whole;     /* records come with the lists in them */
  gboolean     scrolled;  /* since the last tick of the rest */
  guint        rest;      /* source that waits for one, 0 if nothing is to be given back */
  GError      *error;     /* of the last reading; null if it went well */
  DexFuture   *load;
};

typedef enum
{
  PROP_N_ITEMS = 1,
  PROP_LOADING,
  PROP_ERROR,
} ParvisRecordListProperty;

static GParamSpec *props[PROP_ERROR + 1];

/* ---- keys ---- */

/* Keys are rowids: half the room is enough for them, unless a file says otherwise. */
static GArray *
pack_keys (GArray *keys)
{
  g_autoptr(GArray) packed = g_array_sized_new (FALSE, FALSE, sizeof (guint32), keys->len);

  for (guint i = 0; i < keys->len; i++)
    {
      gint64 key = g_array_index (keys, gint64, i);
      guint32 small = (guint32) key;

      if (key != small)
        return g_array_ref (keys);
      g_array_append_val (packed, small);
    }

  return g_steal_pointer (&packed);
}

static gint64
get_key (GArray *keys,
         guint   at)
{
  return g_array_get_element_size (keys) == sizeof (guint32) ? g_array_index (keys, guint32, at)
                                                             : g_array_index (keys, gint64, at);
}

/* ---- memory ---- */

static void
forget_oldest_page (ParvisRecordList *self)
{
  g_hash_table_remove (self->pages, g_queue_pop_head (&self->recent));
}

static gboolean
rest_cb (gpointer data)
{
  ParvisRecordList *self = data;
  ParvisDatabase *reader = parvis_store_get_reader (self->store);

  if (self->scrolled)
    {
      self->scrolled = FALSE;
      return G_SOURCE_CONTINUE;
    }

  while (self->recent.length > REST_PAGES)
    forget_oldest_page (self);
  if (reader != NULL)
    parvis_database_trim (reader);
  self->rest = 0;

  return G_SOURCE_REMOVE;
}

/* ---- the model ---- */

static GPtrArray *
load_page (ParvisRecordList *self,
           guint             number)
{
  guint first = number * PAGE_SIZE;
  guint n_keys = MIN (PAGE_SIZE, self->keys->len - first);
  gint64 keys[PAGE_SIZE];

  for (guint i = 0; i < n_keys; i++)
    keys[i] = get_key (self->keys, first + i);

  return (self->whole ? parvis_store_get_records : parvis_store_get_rows)
           (self->store, parvis_query_get_item_type (self->query), keys, n_keys);
}

static GPtrArray *
get_page (ParvisRecordList *self,
          guint             number)
{
  GPtrArray *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  if (page != NULL)
    {
      if (GPOINTER_TO_UINT (g_queue_peek_tail (&self->recent)) != number)
        {
          g_queue_remove (&self->recent, GUINT_TO_POINTER (number));
          g_queue_push_tail (&self->recent, GUINT_TO_POINTER (number));
        }
      return page;
    }

  self->scrolled = TRUE;
  if (self->recent.length == MAX_PAGES)
    {
      forget_oldest_page (self);
      if (self->rest == 0)
        self->rest = g_timeout_add (REST_MILLISECONDS, rest_cb, self);
    }

  page = load_page (self, number);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
  g_queue_push_tail (&self->recent, GUINT_TO_POINTER (number));

  return page;
}

static gpointer
parvis_record_list_get_item (GListModel *model,
                             guint       position)
{
  ParvisRecordList *self = PARVIS_RECORD_LIST (model);
  WeezRecord *record;

  if (position >= self->keys->len)
    return NULL;

  record = g_ptr_array_index (get_page (self, position / PAGE_SIZE), position % PAGE_SIZE);

  /* A row that was removed since its key was read: nothing is known of it. */
  return record != NULL ? g_object_ref (record)
                        : g_object_new (parvis_query_get_item_type (self->query), NULL);
}

static GType
parvis_record_list_get_item_type (GListModel *model)
{
  ParvisRecordList *self = PARVIS_RECORD_LIST (model);

  return self->query != NULL ? parvis_query_get_item_type (self->query) : WEEZ_TYPE_RECORD;
}

static guint
parvis_record_list_get_n_items (GListModel *model)
{
  return PARVIS_RECORD_LIST (model)->keys->len;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item = parvis_record_list_get_item;
  iface->get_item_type = parvis_record_list_get_item_type;
  iface->get_n_items = parvis_record_list_get_n_items;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ParvisRecordList, parvis_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
forget_pages (ParvisRecordList *self)
{
  g_hash_table_remove_all (self->pages);
  g_queue_clear (&self->recent);
}

static gboolean
is_same_key (GArray *a,
             guint   at_a,
             GArray *b,
             guint   at_b)
{
  return get_key (a, at_a) == get_key (b, at_b);
}

/* Announces only the stretch that differs, so that selection and scroll survive. Records may have
 * changed where keys have not: a row that is shown is looked at again. */
static void
take_keys (ParvisRecordList *self,
           GArray           *keys)
{
  g_autoptr(GArray) old = g_steal_pointer (&self->keys);
  guint shared = MIN (old->len, keys->len);
  guint head = 0;
  guint tail = 0;

  while (head < shared && is_same_key (old, head, keys, head))
    head++;
  while (tail < shared - head && is_same_key (old, old->len - 1 - tail, keys, keys->len - 1 - tail))
    tail++;

  self->keys = keys;
  if (old->len != head + tail || keys->len != head + tail)
    {
      forget_pages (self);
      g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                  keys->len - head - tail);
    }
  if (old->len != keys->len)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ITEMS]);
}

/* Rows that are in use and are not as they were. */
static void
renew_pages (ParvisRecordList *self)
{
  g_autoptr(GHashTable) old = g_steal_pointer (&self->pages);
  GHashTableIter iter;
  gpointer number;
  gpointer records;

  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_queue_clear (&self->recent);

  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &number, &records))
    {
      guint first = GPOINTER_TO_UINT (number) * PAGE_SIZE;
      GPtrArray *before = records;
      GPtrArray *now;

      if (first >= self->keys->len)
        continue;

      now = get_page (self, GPOINTER_TO_UINT (number));
      for (guint i = 0; i < MIN (now->len, before->len); i++)
        if (weez_record_equal (g_ptr_array_index (now, i), g_ptr_array_index (before, i)))
          {
            gpointer same = g_ptr_array_index (before, i);

            /* The same object, so that nothing that shows it needs to be told. */
            g_ptr_array_index (before, i) = g_ptr_array_index (now, i);
            g_ptr_array_index (now, i) = same;
          }
        else
          g_list_model_items_changed (G_LIST_MODEL (self), first + i, 1, 1);
    }
}

/* ---- loading ---- */

/* Shared by the job that reads and by who waits for it: either may go first. */
typedef struct
{
  GWeakRef     list;
  ParvisQuery *query;
  guint        limit;
  GArray      *keys;
} Load;

static void
load_clear (gpointer data)
{
  Load *load = data;

  g_weak_ref_clear (&load->list);
  g_object_unref (load->query);
  g_clear_pointer (&load->keys, g_array_unref);
}

static void
load_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, load_clear);
}

static gboolean
run_query (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  Load *load = data;
  g_autoptr(GArray) keys = parvis_query_run (load->query, database, load->limit, error);

  if (keys == NULL)
    return FALSE;

  load->keys = pack_keys (keys);
  g_clear_pointer (&keys, g_array_unref);
  if (load->keys->len >= MANY_KEYS)
    parvis_database_trim (database);

  return TRUE;
}

static DexFuture *start_loading (ParvisRecordList *self,
                                 guint             limit);

static void
set_loading (ParvisRecordList *self,
             gboolean          loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static void
take_error (ParvisRecordList *self,
            GError           *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

static DexFuture *
loaded (DexFuture *completed,
        gpointer   user_data)
{
  Load *load = user_data;
  g_autoptr(ParvisRecordList) self = g_weak_ref_get (&load->list);
  gboolean whole;

  if (self == NULL || self->query != load->query)
    return dex_ref (completed);

  if (load->keys == NULL)
    {
      GError *error = NULL;

      dex_future_get_value (completed, &error);
      take_error (self, error);
      set_loading (self, FALSE);
      return dex_ref (completed);
    }

  whole = load->keys->len < load->limit;
  take_keys (self, g_steal_pointer (&load->keys));
  if (!whole)
    return start_loading (self, G_MAXUINT);

  renew_pages (self);
  self->fresh = TRUE;
  take_error (self, NULL);
  set_loading (self, FALSE);
  if (self->stale)
    {
      dex_clear (&self->load);
      dex_future_disown (parvis_record_list_load (self));
    }

  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
start_loading (ParvisRecordList *self,
               guint             limit)
{
  Load *load = g_atomic_rc_box_new0 (Load);

  g_weak_ref_init (&load->list, self);
  load->query = g_object_ref (self->query);
  load->limit = limit;

  return dex_future_finally (parvis_store_read (self->store, run_query,
                                                g_atomic_rc_box_acquire (load), load_unref),
                             loaded, load, load_unref);
}

static void
changed_cb (ParvisRecordList *self)
{
  self->stale = TRUE;
  if (!self->loading && self->query != NULL)
    dex_future_disown (parvis_record_list_load (self));
}

static void
parvis_record_list_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  ParvisRecordList *self = PARVIS_RECORD_LIST (object);

  switch ((ParvisRecordListProperty) prop_id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->keys->len);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_record_list_dispose (GObject *object)
{
  ParvisRecordList *self = PARVIS_RECORD_LIST (object);

  dex_clear (&self->load);

  G_OBJECT_CLASS (parvis_record_list_parent_class)->dispose (object);
}

static void
parvis_record_list_finalize (GObject *object)
{
  ParvisRecordList *self = PARVIS_RECORD_LIST (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_object (&self->store);
  g_clear_object (&self->query);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_queue_clear (&self->recent);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (parvis_record_list_parent_class)->finalize (object);
}

static void
parvis_record_list_class_init (ParvisRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_record_list_get_property;
  object_class->dispose = parvis_record_list_dispose;
  object_class->finalize = parvis_record_list_finalize;

  props[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_record_list_init (ParvisRecordList *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * parvis_record_list_new:
 * @store: (transfer none): an open store
 *
 * Returns: (transfer full): a list of nothing, until it gets a query
 */
ParvisRecordList *
parvis_record_list_new (ParvisStore *store)
{
  ParvisRecordList *self;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);

  self = g_object_new (PARVIS_TYPE_RECORD_LIST, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * parvis_record_list_set_whole:
 * @self: a list
 * @whole: whether its records are to have the lists in them, as answers are; not so at first
 */
void
parvis_record_list_set_whole (ParvisRecordList *self,
                              gboolean          whole)
{
  g_return_if_fail (PARVIS_IS_RECORD_LIST (self));

  if (self->whole == whole)
    return;

  self->whole = whole;
  /* What is shown without them lacks nothing, and goes by itself. */
  if (whole)
    renew_pages (self);
}

/**
 * parvis_record_list_get_query:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): what it shows
 */
ParvisQuery *
parvis_record_list_get_query (ParvisRecordList *self)
{
  g_return_val_if_fail (PARVIS_IS_RECORD_LIST (self), NULL);

  return self->query;
}

/**
 * parvis_record_list_set_query:
 * @self: a list
 * @query: (transfer none): what to show, which does not change any more
 *
 * Starts reading; what the list shows stays until that is done. The newest query wins.
 */
void
parvis_record_list_set_query (ParvisRecordList *self,
                              ParvisQuery      *query)
{
  g_return_if_fail (PARVIS_IS_RECORD_LIST (self));
  g_return_if_fail (PARVIS_IS_QUERY (query));

  if (!g_set_object (&self->query, query))
    return;

  self->fresh = FALSE;
  dex_clear (&self->load);
  set_loading (self, FALSE);
  dex_future_disown (parvis_record_list_load (self));
}

/**
 * parvis_record_list_get_loading:
 * @self: a list
 *
 * Returns: whether it is being read
 */
gboolean
parvis_record_list_get_loading (ParvisRecordList *self)
{
  g_return_val_if_fail (PARVIS_IS_RECORD_LIST (self), FALSE);

  return self->loading;
}

/**
 * parvis_record_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why it could not be read the last time; what it shows is of
 *   before
 */
const GError *
parvis_record_list_get_error (ParvisRecordList *self)
{
  g_return_val_if_fail (PARVIS_IS_RECORD_LIST (self), NULL);

  return self->error;
}

/**
 * parvis_record_list_get_key:
 * @self: a list
 * @position: in it
 *
 * Returns: the key of the record there, 0 beyond the end
 */
gint64
parvis_record_list_get_key (ParvisRecordList *self,
                            guint             position)
{
  g_return_val_if_fail (PARVIS_IS_RECORD_LIST (self), 0);

  return position < self->keys->len ? get_key (self->keys, position) : 0;
}

/**
 * parvis_record_list_find:
 * @self: a list
 * @key: of a record
 *
 * Returns: where it is in the list, %G_MAXUINT if it is not
 */
guint
parvis_record_list_find (ParvisRecordList *self,
                         gint64            key)
{
  g_return_val_if_fail (PARVIS_IS_RECORD_LIST (self), G_MAXUINT);

  for (guint i = 0; i < self->keys->len; i++)
    if (get_key (self->keys, i) == key)
      return i;

  return G_MAXUINT;
}

/**
 * parvis_record_list_load:
 * @self: a list with a query
 *
 * Reads again what its query finds: of a new query the first rows at once, then all. A list does
 * so by itself whenever its store changes.
 *
 * Returns: (transfer full): resolves once all keys are there; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_record_list_load (ParvisRecordList *self)
{
  g_return_val_if_fail (PARVIS_IS_RECORD_LIST (self), NULL);
  g_return_val_if_fail (self->query != NULL, NULL);

  if (self->loading)
    return dex_ref (self->load);

  self->stale = FALSE;
  set_loading (self, TRUE);
  dex_clear (&self->load);
  self->load = start_loading (self, self->fresh ? G_MAXUINT : FIRST_WINDOW);

  return dex_ref (self->load);
}
