#include "raw-page.h"

#include <json-glib/json-glib.h>
#include <string.h>

const RawColumn raw_columns[RAW_N_COLUMNS] = {
  { "id_participant",        RAW_INTEGER,  NULL,             "id_participant" },
  { "id_event",              RAW_INTEGER,  NULL,             "id_event" },
  { "id_date",               RAW_INTEGER,  NULL,             "id_date" },
  { "id_ticket",             RAW_TEXT,     NULL,             "id_ticket" },
  { "barcode",               RAW_TEXT,     NULL,             "barcode" },
  { "id_weez_ticket",        RAW_TEXT,     NULL,             "id_weez_ticket" },
  { "deleted",               RAW_INTEGER,  NULL,             "deleted" },
  { "refund",                RAW_TEXT,     NULL,             "refund" },
  { "comment",               RAW_TEXT,     NULL,             "comment" },
  { "create_date",           RAW_TEXT,     NULL,             "create_date" },
  { "origin",                RAW_TEXT,     NULL,             "origin" },
  { "id_transaction",        RAW_INTEGER,  NULL,             "id_transaction" },
  { "paid",                  RAW_INTEGER,  NULL,             "paid" },
  { "code_member",           RAW_TEXT,     NULL,             "code_member" },
  { "transaction_reference", RAW_TEXT,     NULL,             "transaction_reference" },
  { "scan_status",           RAW_INTEGER,  "control_status", "status" },
  { "scan_date",             RAW_TEXT,     "control_status", "scan_date" },
  { "scan_user",             RAW_INTEGER,  "control_status", "scan_user" },
  { "scan_user_name",        RAW_TEXT,     "control_status", "scan_user_name" },
  { "promo_code",            RAW_TEXT,     NULL,             "promo_code" },
  { "first_name",            RAW_TEXT,     "owner",          "first_name" },
  { "last_name",             RAW_TEXT,     "owner",          "last_name" },
  { "email",                 RAW_TEXT,     "owner",          "email" },
  { "owner_comment",         RAW_TEXT,     "owner",          "comment" },
  { "custom_field",          RAW_TEXT,     "owner",          "custom_field" },
  { "buyer_id",              RAW_INTEGER,  "buyer",          "id_acheteur" },
  { "buyer_first",           RAW_TEXT,     "buyer",          "acheteur_first_name" },
  { "buyer_last",            RAW_TEXT,     "buyer",          "acheteur_last_name" },
  { "buyer_email",           RAW_TEXT,     "buyer",          "email_acheteur" },
  { "answers",               RAW_ANSWERS,  NULL,             "answers" },
  { "buyer_answers",         RAW_ANSWERS,  "buyer",          "answers" },
  { "upselling",             RAW_ADD_ONS,  NULL,             "upselling" },
  { "sort_key",              RAW_SORT_KEY, "owner",          NULL },
  { "row_hash",              RAW_HASH,     NULL,             NULL },
};

gboolean
raw_kind_is_text (RawKind kind)
{
  return kind != RAW_INTEGER && kind != RAW_HASH;
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gint64
get_integer (JsonObject *object,
             const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return 0;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_strtoll (json_node_get_string (node), NULL, 10);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);

  return json_node_get_int (node);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return "";

  return json_node_get_string (node);
}

/* One line each. */
static void
write_list (GString    *text,
            RawKind     kind,
            JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                  : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);

      if (kind == RAW_ANSWERS)
        g_string_append_printf (text, "%s\t%s\n", get_text (item, "label"),
                                get_text (item, "value"));
      else
        g_string_append_printf (text, "%s\t%s\t%" G_GINT64_FORMAT "\t%.2f\n",
                                get_text (item, "barcode"),
                                get_text (get_object (item, "sub_product"), "name"),
                                get_integer (item, "quantity"),
                                json_object_get_double_member_with_default (item, "paid_price", 0));
    }
}

static gint64
hash_row (const RawRow *row)
{
  guint64 hash = G_GUINT64_CONSTANT (1469598103934665603);

  for (guint i = 0; i < RAW_N_COLUMNS - 1; i++)
    {
      if (raw_kind_is_text (raw_columns[i].kind))
        for (const char *p = row->values[i].text; *p != '\0'; p++)
          hash = (hash ^ (guchar) *p) * G_GUINT64_CONSTANT (1099511628211);
      hash ^= raw_kind_is_text (raw_columns[i].kind) ? 0xff : (guint64) row->values[i].integer;
      hash *= G_GUINT64_CONSTANT (1099511628211);
    }

  return (gint64) hash;
}

static void
read_row (RawPage    *self,
          JsonObject *object,
          GString    *scratch)
{
  RawRow row;

  for (guint i = 0; i < RAW_N_COLUMNS; i++)
    {
      const RawColumn *column = &raw_columns[i];
      JsonObject *place = column->object != NULL ? get_object (object, column->object) : object;

      if (column->kind == RAW_INTEGER)
        {
          row.values[i].integer = get_integer (place, column->member);
          continue;
        }
      if (column->kind == RAW_HASH)
        {
          row.values[i].integer = hash_row (&row);
          continue;
        }

      g_string_truncate (scratch, 0);
      if (column->kind == RAW_TEXT)
        g_string_append (scratch, get_text (place, column->member));
      else if (column->kind == RAW_SORT_KEY)
        g_string_append_printf (scratch, "%s\037%s", get_text (place, "last_name"),
                                get_text (place, "first_name"));
      else
        write_list (scratch, column->kind, place, column->member);
      if (column->kind == RAW_SORT_KEY)
        g_string_ascii_down (scratch);
      row.values[i].text = g_string_chunk_insert_len (self->texts, scratch->str, scratch->len);
    }

  g_array_append_val (self->rows, row);
}

RawPage *
raw_page_parse (GBytes  *bytes,
                GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GString) scratch = g_string_new (NULL);
  g_autoptr(RawPage) self = g_new0 (RawPage, 1);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  JsonArray *people;

  self->texts = g_string_chunk_new (256 * 1024);
  self->rows = g_array_new (FALSE, FALSE, sizeof (RawRow));

  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, text, (gssize) size, error))
    return NULL;

  people = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                         "participants");
  for (guint i = 0; i < json_array_get_length (people); i++)
    read_row (self, json_array_get_object_element (people, i), scratch);

  return g_steal_pointer (&self);
}

void
raw_page_free (RawPage *self)
{
  g_string_chunk_free (self->texts);
  g_array_unref (self->rows);
  g_free (self);
}
