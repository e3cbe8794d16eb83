#include "config.h"

#include "parvis-splice.h"

static gboolean
holds_at (GListModel *model,
          guint       position,
          gpointer    item)
{
  g_autoptr(GObject) there = g_list_model_get_item (model, position);

  return there == item;
}

/**
 * parvis_splice:
 * @store: a list
 * @items: (transfer none): what it has to hold
 *
 * Announces only the stretch that differs, so that selection and scroll survive.
 *
 * Returns: whether anything differs
 */
gboolean
parvis_splice (GListStore *store,
               GPtrArray  *items)
{
  GListModel *model = G_LIST_MODEL (store);
  guint old = g_list_model_get_n_items (model);
  guint head = 0;
  guint tail = 0;

  while (head < MIN (old, items->len) && holds_at (model, head, g_ptr_array_index (items, head)))
    head++;
  while (tail < MIN (old, items->len) - head &&
         holds_at (model, old - 1 - tail, g_ptr_array_index (items, items->len - 1 - tail)))
    tail++;

  if (old == items->len && head == old)
    return FALSE;

  g_list_store_splice (store, head, old - head - tail, items->pdata + head,
                       items->len - head - tail);

  return TRUE;
}
