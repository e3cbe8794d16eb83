#include "config.h"

#include "parvis-prepared-page.h"

#include "parvis-prepared-row.h"

G_DEFINE_FINAL_TYPE (ParvisPreparedPage, parvis_prepared_page, G_TYPE_OBJECT)

static void
parvis_prepared_page_finalize (GObject *object)
{
  ParvisPreparedPage *self = PARVIS_PREPARED_PAGE (object);

  g_ptr_array_unref (self->rows);
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
}

/**
 * parvis_prepared_page_new:
 * @listing: (transfer none): participants, as the service sent them
 * @zone: the account's
 *
 * Takes its time, and may be called in any thread.
 *
 * Returns: (transfer full): the page, ready to be written
 */
ParvisPreparedPage *
parvis_prepared_page_new (WeezListing *listing,
                          GTimeZone   *zone)
{
  ParvisPreparedPage *self = g_object_new (PARVIS_TYPE_PREPARED_PAGE, NULL);

  self->known = g_array_ref (listing->known);
  self->n_skipped = listing->n_skipped;
  if (listing->server_time != NULL)
    self->server_time = g_date_time_ref (listing->server_time);
  self->rows = parvis_prepared_rows_new (listing->records, listing->digests, zone);

  return self;
}
