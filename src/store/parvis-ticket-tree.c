#include "config.h"

#include <sqlite3.h>

#include "parvis-ticket-tree.h"

#include "parvis-reading.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "parvis-table.h"
#include "weez-column.h"
#include "weez-listing.h"
#include "weez-ticket-category.h"
#include "weez-ticket.h"

static WeezTicketCategory *
new_category (ParvisStatement *statement,
              int              id,
              int              name)
{
  WeezTicketCategory *category = g_object_new (WEEZ_TYPE_TICKET_CATEGORY, NULL);

  category->id = g_strdup ((const char *) sqlite3_column_text (statement, id));
  category->name = g_strdup ((const char *) sqlite3_column_text (statement, name));

  return category;
}

/* Takes @record. */
static void
add (GPtrArray **records,
     gpointer    record)
{
  if (*records == NULL)
    *records = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (*records, record);
}

/* A category is written before those in it, so that its parent is always there already. */
static gboolean
read_categories (ParvisDatabase  *database,
                 gint64           event,
                 GHashTable      *categories,
                 GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT key, parent, id, name FROM category"
                             " WHERE event = ?1 ORDER BY position", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  while (parvis_statement_step (statement, &has_row, error))
    {
      gint64 key;
      gint64 parent;
      WeezTicketCategory *outer;
      WeezTicketCategory *category;

      if (!has_row)
        return TRUE;

      key = sqlite3_column_int64 (statement, 0);
      parent = sqlite3_column_int64 (statement, 1);
      outer = g_hash_table_lookup (categories, &parent);
      if (outer == NULL)
        continue;

      category = new_category (statement, 2, 3);
      add (&outer->categories, category);
      g_hash_table_insert (categories, g_memdup2 (&key, sizeof key), category);
    }

  return FALSE;
}

static gboolean
read_tickets (ParvisDatabase  *database,
              gint64           event,
              GHashTable      *categories,
              GTimeZone       *zone,
              GError         **error)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_TICKET);
  g_autofree char *sql = g_strdup_printf ("SELECT category, %s FROM ticket WHERE event = ?1"
                                          " AND gone = 0 ORDER BY position", table->list);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  while (parvis_statement_step (statement, &has_row, error))
    {
      gint64 key;
      WeezTicketCategory *category;

      if (!has_row)
        return TRUE;

      key = sqlite3_column_int64 (statement, 0);
      category = g_hash_table_lookup (categories, &key);
      if (category != NULL)
        add (&category->tickets, parvis_table_load (table, statement, 1, zone));
    }

  return FALSE;
}

static gboolean
fill (WeezTicketCategory  *tree,
      ParvisDatabase      *database,
      gint64               event,
      GTimeZone           *zone,
      GError             **error)
{
  g_autoptr(GHashTable) categories = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                            NULL);
  gint64 top = 0;

  g_hash_table_insert (categories, g_memdup2 (&top, sizeof top), tree);

  return read_categories (database, event, categories, error) &&
         read_tickets (database, event, categories, zone, error);
}

/**
 * parvis_ticket_tree_read:
 * @database: a store
 * @event: key of an event
 * @zone: (transfer none): the account's
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the top of its tree, without an id or a name, and with
 *   nothing below where no ticket is held; null on error
 */
WeezTicketCategory *
parvis_ticket_tree_read (ParvisDatabase  *database,
                         gint64           event,
                         GTimeZone       *zone,
                         GError         **error)
{
  g_autoptr(WeezTicketCategory) tree = g_object_new (WEEZ_TYPE_TICKET_CATEGORY, NULL);

  return fill (tree, database, event, zone, error) ? g_steal_pointer (&tree) : NULL;
}

static guint
count (GPtrArray *records)
{
  return records != NULL ? records->len : 0;
}

/**
 * parvis_ticket_tree_equal:
 * @a: (nullable): a tree
 * @b: (nullable): another one
 *
 * Returns: whether both hold the same tickets in the same categories and order
 */
gboolean
parvis_ticket_tree_equal (WeezTicketCategory *a,
                          WeezTicketCategory *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  if (g_strcmp0 (a->id, b->id) != 0 || g_strcmp0 (a->name, b->name) != 0 ||
      count (a->tickets) != count (b->tickets) || count (a->categories) != count (b->categories))
    return FALSE;

  for (guint i = 0; i < count (a->tickets); i++)
    if (!weez_record_equal (g_ptr_array_index (a->tickets, i), g_ptr_array_index (b->tickets, i)))
      return FALSE;

  for (guint i = 0; i < count (a->categories); i++)
    if (!parvis_ticket_tree_equal (g_ptr_array_index (a->categories, i),
                                   g_ptr_array_index (b->categories, i)))
      return FALSE;

  return TRUE;
}

static gboolean
read_tree (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  ParvisReading *reading = data;
  WeezListing *listing = reading->result;
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT key, id, name FROM event WHERE id = ?1", error);
  g_autoptr(WeezTicketCategory) tree = NULL;
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, reading->question);
  if (!parvis_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  tree = new_category (statement, 1, 2);
  if (!fill (tree, database, sqlite3_column_int64 (statement, 0), reading->zone, error))
    return FALSE;

  if (tree->categories != NULL || tree->tickets != NULL)
    g_ptr_array_add (listing->records, g_steal_pointer (&tree));

  return TRUE;
}

/**
 * parvis_ticket_tree_list:
 * @store: an open store
 * @id_event: the event
 *
 * Returns: (transfer full): resolves to a #WeezListing as weez_client_list_tickets() gives it, with
 *   the tree of this event, or with nothing if no ticket is held; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_ticket_tree_list (ParvisStore *store,
                         const char  *id_event)
{
  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  return parvis_reading_run (store, read_tree, weez_listing_new_empty (WEEZ_TYPE_TICKET_CATEGORY),
                             g_strdup (id_event), g_free);
}
