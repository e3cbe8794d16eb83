#include "config.h"

#include "parvis-prepared-row.h"

#include "parvis-fold.h"
#include "parvis-participant-values.h"

static void
row_free (gpointer data)
{
  ParvisPreparedRow *self = data;

  parvis_table_free_values (parvis_table_get (WEEZ_TYPE_PARTICIPANT), self->values);
  g_bytes_unref (self->sort_key);
  g_clear_pointer (&self->found_by, parvis_index_row_free);
  g_object_unref (self->record);
  g_free (self);
}

static ParvisPreparedRow *
row_new (WeezParticipant *record,
         gint64           digest,
         GTimeZone       *zone)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_PARTICIPANT);
  ParvisPreparedRow *self = g_new0 (ParvisPreparedRow, 1);

  self->record = g_object_ref (record);
  self->values = parvis_table_save (table, WEEZ_RECORD (record));
  self->hash = parvis_table_hash (table, self->values);
  self->digest = digest;
  self->day = parvis_participant_get_day (self->values, zone);
  self->sort_key = parvis_fold_sort_key (record->last_name, record->first_name);
  self->place = parvis_fold_ord (record->last_name, record->first_name, 0);
  self->found_by = parvis_index_row_new ();
  parvis_index_row_fill (self->found_by, record);

  return self;
}

/**
 * parvis_prepared_rows_new:
 * @records: (element-type WeezParticipant): of a page
 * @digests: (nullable) (element-type gint64): one for each of them
 * @zone: the account's, for the day of an order
 *
 * Takes its time, and may be called in any thread.
 *
 * Returns: (transfer container) (element-type ParvisPreparedRow): as many rows
 */
GPtrArray *
parvis_prepared_rows_new (GPtrArray    *records,
                          const GArray *digests,
                          GTimeZone    *zone)
{
  GPtrArray *rows = g_ptr_array_new_full (records->len, row_free);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (rows, row_new (g_ptr_array_index (records, i),
                                    digests != NULL ? g_array_index (digests, gint64, i) : 0,
                                    zone));

  return rows;
}
