#include "config.h"

#include <string.h>

#include "parvis-prepared-row.h"

#include "parvis-fold.h"
#include "parvis-obstack.h"
#include "parvis-participant-values.h"
#include "weez-participant.h"

/**
 * parvis_prepared_row_clear:
 * @self: a row
 *
 * Its memory stays that of its page.
 */
void
parvis_prepared_row_clear (ParvisPreparedRow *self)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_PARTICIPANT);

  /* What was kept of an earlier row is not of this piece. */
  for (guint i = 0; i < table->n_columns; i++)
    g_free (self->values[i].owned);
}

static gsize
measure_texts (const ParvisTable *table,
               const WeezValue   *values)
{
  gsize size = 0;

  for (guint i = 0; i < table->n_columns; i++)
    if (values[i].type == WEEZ_VALUE_TEXT)
      size += strlen (values[i].text) + 1;

  return size;
}

/* A row of one piece: the values, their texts and the sort key follow it. */
static ParvisPreparedRow *
pack (const ParvisTable *table,
      const WeezValue   *values,
      GBytes            *sort_key,
      struct obstack    *memory)
{
  gsize key_size = g_bytes_get_size (sort_key);
  ParvisPreparedRow *self = obstack_alloc (memory, sizeof (ParvisPreparedRow) +
                                                   table->n_columns * sizeof (WeezValue) +
                                                   measure_texts (table, values) + key_size);
  char *end;

  *self = (ParvisPreparedRow) { .values = (WeezValue *) (self + 1), .sort_key_size = key_size };
  end = (char *) (self->values + table->n_columns);
  for (guint i = 0; i < table->n_columns; i++)
    {
      self->values[i] = values[i];
      self->values[i].owned = NULL;
      if (values[i].type == WEEZ_VALUE_TEXT)
        {
          self->values[i].text = end;
          end = g_stpcpy (end, values[i].text) + 1;
        }
    }
  self->sort_key = memcpy (end, g_bytes_get_data (sort_key, NULL), key_size);

  return self;
}

/**
 * parvis_prepared_row_new:
 * @values: (transfer none): of a participant, as the service sent it
 * @digest: of the text that it was read from, 0 where it is not known
 * @zone: the account's, for the day of an order
 * @memory: where to put it
 *
 * Takes its time, and may be called in any thread.
 *
 * Returns: (transfer none): the row, ready to be written
 */
ParvisPreparedRow *
parvis_prepared_row_new (const WeezValue *values,
                         gint64           digest,
                         GTimeZone       *zone,
                         struct obstack  *memory)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_PARTICIPANT);
  g_autoptr(GBytes) sort_key =
    parvis_fold_sort_key (parvis_participant_text (values, PARVIS_PARTICIPANT_LAST_NAME),
                          parvis_participant_text (values, PARVIS_PARTICIPANT_FIRST_NAME));
  ParvisPreparedRow *self = pack (table, values, sort_key, memory);

  self->hash = parvis_table_hash (table, self->values);
  self->digest = digest;
  self->day = parvis_participant_get_day (self->values, zone);
  self->place = parvis_fold_ord (sort_key);

  return self;
}
