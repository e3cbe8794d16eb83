#include "config.h"

#include "weez-listing.h"

#include "weez-kind-private.h"

static GType
weez_listing_get_item_type (GListModel *model)
{
  return WEEZ_LISTING (model)->item_type;
}

static guint
weez_listing_get_n_items (GListModel *model)
{
  return WEEZ_LISTING (model)->records->len;
}

static gpointer
weez_listing_get_item (GListModel *model,
                       guint       position)
{
  WeezListing *self = WEEZ_LISTING (model);

  if (position >= self->records->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->records, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = weez_listing_get_item_type;
  iface->get_n_items = weez_listing_get_n_items;
  iface->get_item = weez_listing_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WeezListing, weez_listing, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
weez_listing_finalize (GObject *object)
{
  WeezListing *self = WEEZ_LISTING (object);

  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->known, g_array_unref);
  g_clear_object (&self->taken);
  g_clear_pointer (&self->server_time, g_date_time_unref);
  g_clear_pointer (&self->last_update, g_date_time_unref);

  G_OBJECT_CLASS (weez_listing_parent_class)->finalize (object);
}

static void
weez_listing_class_init (WeezListingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = weez_listing_finalize;
}

static void
weez_listing_init (WeezListing *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->count = WEEZ_UNKNOWN;
  self->counter = WEEZ_UNKNOWN;
  self->counter_deleted = WEEZ_UNKNOWN;
  self->counter_total = WEEZ_UNKNOWN;
}

/**
 * weez_listing_new_empty:
 * @item_type: a type of records
 *
 * Returns: (transfer full): a listing of nothing
 */
WeezListing *
weez_listing_new_empty (GType item_type)
{
  WeezListing *self = g_object_new (WEEZ_TYPE_LISTING, NULL);

  self->item_type = item_type;

  return self;
}

/**
 * weez_listing_to_json:
 * @self: a listing
 *
 * Returns: (transfer full): a bare array of what weez_record_to_json() writes
 */
char *
weez_listing_to_json (WeezListing *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  WeezWriter writer = { .text = text };

  g_return_val_if_fail (WEEZ_IS_LISTING (self), NULL);

  weez_records_write (self->records, &writer);

  return g_strdup (text->str);
}
