#include "config.h"

#include <string.h>

#include "weez-reply.h"

#include "weez-error.h"
#include "weez-kind-private.h"
#include "weez-listing.h"

/* What the service says about a list, beside the list. */
static const WeezField listing_fields[] = {
  WEEZ_FIELD (WeezListing, server_time,     "server_time"),
  WEEZ_FIELD (WeezListing, last_update,     "last_update"),
  WEEZ_FIELD (WeezListing, count,           "count"),
  WEEZ_FIELD (WeezListing, counter,         "counter"),
  WEEZ_FIELD (WeezListing, counter_deleted, "counter_deleted"),
  WEEZ_FIELD (WeezListing, counter_total,   "counter_total"),
};

void
weez_reply_free (WeezReply *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->known, weez_known_unref);
  g_clear_pointer (&self->secrets, weez_secrets_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static DexFuture *
not_understood (WeezReply  *self,
                const char *why,
                const char *where)
{
  g_autofree char *message = g_strdup_printf ("%s: %s: %s", self->what, why, where);

  return dex_future_new_for_error (weez_error_new (WEEZ_ERROR_NOT_UNDERSTOOD, 0, NULL, -1,
                                                   message));
}

/* The service has been seen to report failures under HTTP status 200. */
static GError *
find_failure (WeezReply *self,
              yyjson_val *root)
{
  g_autofree char *detail = NULL;
  g_autofree char *message = NULL;
  const char *said = NULL;
  gint64 number = 0;
  WeezError code = WEEZ_ERROR_SERVER;

  if (!weez_json_get_error (root, &said, &number))
    return NULL;

  if (weez_json_look_up (root, "error", NULL) == NULL &&
      weez_json_look_up (root, self->member, NULL) != NULL)
    return NULL;

  if (number >= 400 && number < 600)
    code = weez_error_for_status (number);
  else if (said != NULL && strstr (said, "access token is invalid") != NULL)
    code = WEEZ_ERROR_REFUSED;

  detail = weez_secrets_redact (self->secrets, said);
  message = g_strdup_printf ("%s: the service reports a failure", self->what);

  return weez_error_new (code, 0, detail, -1, message);
}

/* Leaves out the rows that somebody knows. The path of the id is in the table of the records. */
static void
cut_known (WeezReply  *self,
           GArray    **keys,
           GArray    **digests)
{
  g_autoptr(GTypeClass) klass = g_type_class_ref (self->type);
  g_autofree char *member = g_strndup (self->member, strcspn (self->member, "|"));
  g_autoptr(GBytes) left = weez_known_cut (self->known, self->body, member,
                                           WEEZ_RECORD_CLASS (klass)->fields[0].path, keys,
                                           digests);

  g_bytes_unref (self->body);
  self->body = g_steal_pointer (&left);
}

static DexFuture *
read_list (WeezReply   *self,
           yyjson_val  *root,
           yyjson_val  *node,
           GArray      *known,
           GArray      *digests,
           WeezReading *reading)
{
  g_autoptr(WeezListing) listing = weez_listing_new_empty (self->type);

  if (!yyjson_is_arr (node))
    return not_understood (self, "no array", self->member);

  for (guint i = 0; i < G_N_ELEMENTS (listing_fields); i++)
    {
      const WeezField *field = &listing_fields[i];
      yyjson_val *member = weez_json_look_up (root, field->path, NULL);

      if (member != NULL &&
          !weez_field_decode (field, member, G_STRUCT_MEMBER_P (listing, field->offset), reading))
        reading->n_odd++;
    }

  if (self->known != NULL)
    {
      listing->taken = weez_values_take_json (self->type, node, self->known, digests, reading);
      listing->known = g_array_ref (known);
    }
  else
    {
      g_ptr_array_unref (listing->records);
      listing->records = weez_records_new_from_json (self->type, node, reading);
    }
  listing->n_skipped = reading->n_skipped;
  listing->n_odd = reading->n_odd;

  return dex_future_new_take_object (g_steal_pointer (&listing));
}

static DexFuture *
read_record (WeezReply   *self,
             yyjson_val  *node,
             WeezReading *reading)
{
  WeezRecord *record;

  if (yyjson_is_arr (node))
    {
      gsize length = yyjson_arr_size (node);

      if (length == 0 && self->empty)
        return dex_future_new_take_object (g_object_new (self->type, NULL));
      if (length == 0)
        return dex_future_new_for_error (weez_error_new (WEEZ_ERROR_NOT_FOUND, 0, NULL, -1,
                                                         self->what));
      if (length == 1)
        node = yyjson_arr_get_first (node);
    }

  if (!yyjson_is_obj (node) ||
      (record = weez_record_new_from_json (self->type, node, reading)) == NULL)
    return not_understood (self, "no object", self->member);

  return dex_future_new_take_object (record);
}

static DexFuture *
read_text (WeezReply *self,
           yyjson_val *node)
{
  g_autofree char *text = weez_node_to_text (node);

  if (text == NULL || *text == '\0' || weez_node_overflows (node))
    return not_understood (self, "no text", self->member);

  return dex_future_new_take_string (g_steal_pointer (&text));
}

/**
 * weez_reply_job:
 * @data: a #WeezReply with its body
 *
 * Reads an answer whole or not at all. To be run in a worker.
 *
 * Returns: (transfer full): a #WeezListing, a #WeezRecord or a string, or %WEEZ_ERROR
 */
DexFuture *
weez_reply_job (gpointer data)
{
  WeezReply *self = data;
  WeezReading reading = { .zone = self->zone };
  g_autoptr(DexFuture) result = NULL;
  g_autoptr(GArray) known = NULL;
  g_autoptr(GArray) digests = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(yyjson_doc) document = NULL;
  yyjson_val *root;
  yyjson_val *node;

  if (self->known != NULL)
    cut_known (self, &known, &digests);

  if (!(document = weez_json_parse (self->body, self->what, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  root = yyjson_doc_get_root (document);
  if ((error = find_failure (self, root)) != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  if ((node = weez_json_look_up (root, self->member, NULL)) == NULL)
    return not_understood (self, "missing", self->member);

  switch (self->shape)
    {
    case WEEZ_REPLY_LIST:
      result = read_list (self, root, node, known, digests, &reading);
      break;

    case WEEZ_REPLY_RECORD:
      result = read_record (self, node, &reading);
      break;

    case WEEZ_REPLY_TEXT:
      result = read_text (self, node);
      break;

    default:
      g_assert_not_reached ();
    }

  if (reading.overflow != NULL)
    return not_understood (self, "a number does not fit", reading.overflow);

  if (reading.n_skipped > 0 || reading.n_odd > 0)
    g_debug ("%s: %u rows skipped, %u values odd", self->what, reading.n_skipped, reading.n_odd);

  return g_steal_pointer (&result);
}
