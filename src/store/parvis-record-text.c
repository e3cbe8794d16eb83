#include "config.h"

#include "parvis-record-text.h"

#include "parvis-store-private.h"
#include "weez-fiber.h"

/* So many at a time: a search that somebody types meanwhile goes in between. */
#define KEYS_A_JOB 2000

typedef struct
{
  ParvisStore          *store;
  GType                 type;
  GArray               *keys;
  guint                 next;
  ParvisRecordTextFunc  func;
  gpointer              data;
  GDestroyNotify        destroy;
  GString              *text;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  if (reading->destroy != NULL)
    reading->destroy (reading->data);
  g_object_unref (reading->store);
  g_array_unref (reading->keys);
  g_string_free (reading->text, TRUE);
  g_free (reading);
}

static gboolean
read_some (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  Reading *reading = data;
  guint end = MIN (reading->keys->len, reading->next + KEYS_A_JOB);
  g_autoptr(ParvisStatement) statement =
    parvis_store_prepare_record (database, reading->type, error);

  if (statement == NULL)
    return FALSE;

  for (; reading->next < end; reading->next++)
    {
      g_autoptr(WeezRecord) record = NULL;

      if (!parvis_store_load_record (statement, reading->type,
                                     g_array_index (reading->keys, gint64, reading->next),
                                     parvis_store_get_zone (reading->store), &record, error))
        return FALSE;
      if (record != NULL)
        reading->func (record, reading->text, reading->data);
    }

  return TRUE;
}

static DexFuture *
read_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Reading *reading = data;
  g_autoptr(GError) error = NULL;

  while (reading->next < reading->keys->len)
    if (g_cancellable_set_error_if_cancelled (cancellable, &error) ||
        !dex_await (parvis_store_read (reading->store, read_some, reading, NULL), &error))
      return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_for_string (reading->text->str);
}

/**
 * parvis_record_text_read:
 * @store: an open store
 * @type: of the records
 * @keys: (element-type gint64) (transfer none): their keys, which do not change any more
 * @func: says something of each, in the order of the keys; not of those that are not there
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data, in this thread
 *
 * Returns: (transfer full): resolves to the text; rejects with %PARVIS_STORE_ERROR. Dropping it
 *   cancels.
 */
DexFuture *
parvis_record_text_read (ParvisStore          *store,
                         GType                 type,
                         GArray               *keys,
                         ParvisRecordTextFunc  func,
                         gpointer              data,
                         GDestroyNotify        destroy)
{
  Reading *reading;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (keys != NULL && func != NULL, NULL);

  reading = g_new0 (Reading, 1);
  reading->store = g_object_ref (store);
  reading->type = type;
  reading->keys = g_array_ref (keys);
  reading->func = func;
  reading->data = data;
  reading->destroy = destroy;
  reading->text = g_string_new (NULL);

  return weez_fiber_spawn (read_fiber, reading, reading_free);
}
