#include "config.h"

#include "parvis-prepared-page.h"

#include "parvis-obstack.h"
#include "parvis-participant-values.h"
#include "parvis-prepared-row.h"

G_DEFINE_FINAL_TYPE (ParvisPreparedPage, parvis_prepared_page, G_TYPE_OBJECT)

static void
parvis_prepared_page_finalize (GObject *object)
{
  ParvisPreparedPage *self = PARVIS_PREPARED_PAGE (object);

  g_hash_table_unref (self->last);
  g_ptr_array_unref (self->rows);
  parvis_obstack_free (self->memory);
  g_time_zone_unref (self->zone);
  g_array_unref (self->known);
  g_clear_pointer (&self->server_time, g_date_time_unref);

  G_OBJECT_CLASS (parvis_prepared_page_parent_class)->finalize (object);
}

static void
parvis_prepared_page_class_init (ParvisPreparedPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_prepared_page_finalize;
}

static void
parvis_prepared_page_init (ParvisPreparedPage *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_prepared_row_clear);
  self->last = g_hash_table_new (g_str_hash, g_str_equal);
  self->known = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->memory = parvis_obstack_new ();
}

/**
 * parvis_prepared_page_new:
 * @zone: the account's, for the day of an order
 *
 * Returns: (transfer full): a page without rows
 */
ParvisPreparedPage *
parvis_prepared_page_new (GTimeZone *zone)
{
  ParvisPreparedPage *self = g_object_new (PARVIS_TYPE_PREPARED_PAGE, NULL);

  self->zone = g_time_zone_ref (zone);

  return self;
}

/**
 * parvis_prepared_page_add:
 * @self: a page
 * @values: (transfer none): of a participant, as the service sent it
 * @digest: of the text that it was read from, 0 where it is not known
 *
 * Takes its time, and may be called in any thread. Of a participant who comes twice, the last row
 * counts.
 */
void
parvis_prepared_page_add (ParvisPreparedPage *self,
                          const WeezValue    *values,
                          gint64              digest)
{
  ParvisPreparedRow *row = parvis_prepared_row_new (values, digest, self->zone, self->memory);
  const char *id = parvis_participant_text (row->values, PARVIS_PARTICIPANT_ID);
  ParvisPreparedRow *before = g_hash_table_lookup (self->last, id);

  if (before != NULL)
    before->is_repeated = TRUE;
  g_hash_table_insert (self->last, (gpointer) id, row);
  g_ptr_array_add (self->rows, row);
}
