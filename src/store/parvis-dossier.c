#include "config.h"

#include <sqlite3.h>

#include "parvis-dossier.h"

#include "parvis-feed-entry.h"
#include "parvis-reading.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "parvis-table.h"
#include "weez-client.h"

#define MAX_ORDER 200
#define MAX_CHANGES 100

G_DEFINE_FINAL_TYPE (ParvisDossier, parvis_dossier, G_TYPE_OBJECT)

static void
parvis_dossier_finalize (GObject *object)
{
  ParvisDossier *self = PARVIS_DOSSIER (object);

  g_ptr_array_unref (self->order);
  g_array_unref (self->order_keys);
  g_ptr_array_unref (self->changes);

  G_OBJECT_CLASS (parvis_dossier_parent_class)->finalize (object);
}

static void
parvis_dossier_class_init (ParvisDossierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_dossier_finalize;
}

static void
parvis_dossier_init (ParvisDossier *self)
{
  self->order = g_ptr_array_new_with_free_func (g_object_unref);
  self->order_keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->changes = g_ptr_array_new_with_free_func (g_object_unref);
}

static gboolean
read_order (ParvisReading   *reading,
            ParvisDatabase  *database,
            GError         **error)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_PARTICIPANT);
  g_autofree char *sql =
    g_strdup_printf ("SELECT key, %s, gone FROM participant WHERE (event, id_transaction) ="
                     " (SELECT event, id_transaction FROM participant WHERE key = ?1)"
                     " AND key != ?1 ORDER BY sort_key, key LIMIT %d", table->sources, MAX_ORDER);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);
  ParvisDossier *self = reading->result;
  const gint64 *known = reading->question;
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, *known);
  while (parvis_statement_step (statement, &has_row, error))
    {
      WeezParticipant *person;
      gint64 key;

      if (!has_row)
        return TRUE;

      key = sqlite3_column_int64 (statement, 0);
      g_array_append_val (self->order_keys, key);
      person = WEEZ_PARTICIPANT (parvis_table_load (table, statement, 1, reading->zone));
      /* Whom the service does not list any more is deleted, as everywhere. */
      if (sqlite3_column_int (statement, 1 + (int) table->n_columns) != 0)
        person->deleted = TRUE;
      g_ptr_array_add (self->order, person);
    }

  return FALSE;
}

static gboolean
read_dossier (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  ParvisReading *reading = data;
  ParvisDossier *self = reading->result;
  const gint64 *key = reading->question;

  return read_order (reading, database, error) &&
         parvis_feed_entry_read (database, *key, MAX_CHANGES, reading->zone, self->changes, error);
}

/**
 * parvis_dossier_read:
 * @store: an open store
 * @key: of a participant
 *
 * Returns: (transfer full): resolves to a #ParvisDossier; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_dossier_read (ParvisStore *store,
                     gint64       key)
{
  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);

  return parvis_reading_run (store, read_dossier, g_object_new (PARVIS_TYPE_DOSSIER, NULL),
                             g_memdup2 (&key, sizeof key), g_free);
}
