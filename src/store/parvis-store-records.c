#include "config.h"

#include <sqlite3.h>

#include "parvis-store-private.h"

#include "parvis-statement.h"
#include "parvis-table.h"
#include "weez-client.h"

/* Reads by key, which take no time, in the thread that opened the store. */

static const struct
{
  GType      (*type) (void);
  const char *name;
} tables[] = {
  { weez_event_get_type, "event" },
  { weez_event_details_get_type, "event_details" },
  { weez_event_date_get_type, "event_date" },
  { weez_ticket_get_type, "ticket" },
  { weez_participant_get_type, "participant" },
  { weez_scan_settings_get_type, "scan_settings" },
  { weez_event_category_get_type, "event_category" },
};

static const char *
find_table_name (GType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (tables[i].type () == type)
      return tables[i].name;

  g_return_val_if_reached (NULL);
}

static ParvisStatement *
prepare (ParvisDatabase  *database,
         GType            type,
         const char      *columns,
         GError         **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s%s FROM %s WHERE key = ?1", columns,
                     type == WEEZ_TYPE_PARTICIPANT ? ", gone" : "", find_table_name (type));

  return parvis_database_prepare (database, sql, error);
}

/**
 * parvis_store_prepare_record:
 * @database: a connection of this thread
 * @type: of records
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): a statement for parvis_store_load_record()
 */
ParvisStatement *
parvis_store_prepare_record (ParvisDatabase  *database,
                             GType            type,
                             GError         **error)
{
  return prepare (database, type, parvis_table_get (type)->sources, error);
}

/**
 * parvis_store_load_record:
 * @statement: what parvis_store_prepare_record() gave
 * @type: the same type
 * @key: of the record
 * @zone: of the times whose record names none
 * @record: (out) (transfer full) (nullable): the record, null if there is none
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * A participant whom the service does not list any more is a deleted one.
 *
 * Returns: whether it could be looked for
 */
gboolean
parvis_store_load_record (ParvisStatement  *statement,
                          GType             type,
                          gint64            key,
                          GTimeZone        *zone,
                          WeezRecord      **record,
                          GError          **error)
{
  const ParvisTable *table = parvis_table_get (type);
  gboolean has_row = FALSE;
  gboolean done;

  *record = NULL;
  parvis_statement_bind_int (statement, 1, key);
  done = parvis_statement_step (statement, &has_row, error);
  if (done && has_row)
    *record = parvis_table_load (table, statement, 0, zone);
  if (*record != NULL && type == WEEZ_TYPE_PARTICIPANT &&
      sqlite3_column_int (statement, (int) table->n_columns) != 0)
    WEEZ_PARTICIPANT (*record)->deleted = TRUE;
  sqlite3_reset (statement);

  return done;
}

static void
unref_record (gpointer data)
{
  g_clear_object ((WeezRecord **) &data);
}

static GPtrArray *
get_records (ParvisStore  *self,
             GType         type,
             const char   *columns,
             const gint64 *keys,
             guint         n_keys)
{
  GPtrArray *records = g_ptr_array_new_full (n_keys, unref_record);
  ParvisDatabase *reader = parvis_store_get_reader (self);
  g_autoptr(ParvisStatement) statement = NULL;
  gboolean begun = FALSE;

  if (reader != NULL && (statement = prepare (reader, type, columns, NULL)) != NULL)
    begun = parvis_database_begin_read (reader, NULL);

  for (guint i = 0; i < n_keys; i++)
    {
      WeezRecord *record = NULL;

      /* What cannot be read is not there. */
      if (statement != NULL)
        parvis_store_load_record (statement, type, keys[i], parvis_store_get_zone (self), &record,
                                  NULL);
      g_ptr_array_add (records, record);
    }

  if (begun)
    parvis_database_commit (reader, NULL);

  return records;
}

/**
 * parvis_store_get_records:
 * @self: an open store
 * @type: of the records
 * @keys: (array length=n_keys): their keys
 * @n_keys: how many
 *
 * A participant whom the service does not list any more is a deleted one.
 *
 * Returns: (transfer full): an array with a record for each key, null where there is none
 */
GPtrArray *
parvis_store_get_records (ParvisStore  *self,
                          GType         type,
                          const gint64 *keys,
                          guint         n_keys)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  return get_records (self, type, parvis_table_get (type)->sources, keys, n_keys);
}

/**
 * parvis_store_get_rows:
 * @self: an open store
 * @type: of the records
 * @keys: (array length=n_keys): their keys
 * @n_keys: how many
 *
 * The same without the lists within the records, as answers and add-ons are: no row of a list
 * shows them, and reading their JSON takes longer than everything else.
 *
 * Returns: (transfer full): an array with a record for each key, null where there is none
 */
GPtrArray *
parvis_store_get_rows (ParvisStore  *self,
                       GType         type,
                       const gint64 *keys,
                       guint         n_keys)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  return get_records (self, type, parvis_table_get (type)->singles, keys, n_keys);
}

/**
 * parvis_store_get_record:
 * @self: an open store
 * @type: of the record
 * @key: its key
 *
 * Returns: (transfer full) (nullable): the record
 */
WeezRecord *
parvis_store_get_record (ParvisStore *self,
                         GType        type,
                         gint64       key)
{
  g_autoptr(GPtrArray) records = parvis_store_get_records (self, type, &key, 1);
  WeezRecord *record = g_ptr_array_index (records, 0);

  return record != NULL ? g_object_ref (record) : NULL;
}

/**
 * parvis_store_get_setting:
 * @self: an open store
 * @name: as in "answers"
 *
 * Returns: (transfer full) (nullable): what was chosen for this account
 */
char *
parvis_store_get_setting (ParvisStore *self,
                          const char  *name)
{
  g_autoptr(ParvisStatement) statement = NULL;
  gboolean has_row = FALSE;

  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  if (parvis_store_get_reader (self) == NULL ||
      !(statement = parvis_database_prepare (parvis_store_get_reader (self),
                                             "SELECT value FROM user_setting WHERE name = ?1",
                                             NULL)))
    return NULL;

  parvis_statement_bind_text (statement, 1, name);
  if (!parvis_statement_step (statement, &has_row, NULL) || !has_row)
    return NULL;

  return g_strdup ((const char *) sqlite3_column_text (statement, 0));
}
