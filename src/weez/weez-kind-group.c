#include "config.h"

#include <string.h>

#include "weez-column.h"
#include "weez-kind-private.h"

/* Bytes that hold most lists as JSON. */
#define LIST_SIZE 256

/* ---- what groups have in common ---- */

/* JSON, so that what was read comes back as it was. */
static void
save_json (const WeezField *field,
           gconstpointer    slot,
           WeezValue       *value)
{
  g_autoptr(GString) text = g_string_new (NULL);
  WeezWriter writer = { .text = text, .compact = TRUE };

  field->kind->write (field, slot, &writer);
  weez_value_take_text (value, g_string_free_and_steal (g_steal_pointer (&text)));
}

/* ---- char **: lists of texts ---- */

static GParamSpec *
strings_pspec (const WeezField *field)
{
  return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_STRV,
                             G_PARAM_READABLE);
}

static gboolean
strings_decode (const WeezField *field,
                yyjson_val      *node,
                gpointer         slot,
                WeezReading     *reading)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  yyjson_arr_iter iter;
  yyjson_val *element;

  if (!yyjson_arr_iter_init (node, &iter))
    return FALSE;

  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    {
      char *text = weez_node_to_text (element);

      if (text != NULL)
        g_strv_builder_take (builder, text);
      else
        reading->n_odd++;
    }

  WEEZ_SLOT (char **, slot) = g_strv_builder_end (builder);

  return TRUE;
}

static void
strings_write (const WeezField *field,
               gconstpointer    slot,
               WeezWriter      *writer)
{
  char **strings = WEEZ_READ_SLOT (char **, slot);

  weez_writer_open (writer, '[');
  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    {
      weez_writer_item (writer);
      weez_writer_string (writer, strings[i]);
    }
  weez_writer_close (writer, ']');
}

static char *
strings_to_text (const WeezField *field,
                 gconstpointer    slot)
{
  return weez_kind_pointer_is_set (slot) ? g_strjoinv (" ", WEEZ_READ_SLOT (char **, slot)) : NULL;
}

static void
strings_add (const WeezField *field,
             gconstpointer    slot,
             WeezRequest     *request)
{
  weez_request_add_array (request, field->path,
                          (const char * const *) WEEZ_READ_SLOT (char **, slot));
}

static void
strings_clear (gpointer slot)
{
  g_clear_pointer ((char ***) slot, g_strfreev);
}

const WeezKind weez_kind_strings = {
  .pspec = strings_pspec,
  .read = weez_kind_read_slot,
  .decode = strings_decode,
  .get = weez_kind_get_boxed,
  .is_set = weez_kind_pointer_is_set,
  .write = strings_write,
  .to_text = strings_to_text,
  .add = strings_add,
  .save = save_json,
  .load = weez_kind_load_json,
  .clear = strings_clear,
};

/* ---- GVariant *: pairs of texts, in their order ---- */

static GParamSpec *
pairs_pspec (const WeezField *field)
{
  return g_param_spec_variant (field->name, NULL, NULL, G_VARIANT_TYPE ("a(ss)"), NULL,
                               G_PARAM_READABLE);
}

static gboolean
pairs_decode (const WeezField *field,
              yyjson_val      *node,
              gpointer         slot,
              WeezReading     *reading)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ss)"));
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (!yyjson_obj_iter_init (node, &iter))
    return FALSE;

  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      const char *name = yyjson_get_str (key);
      yyjson_val *member = yyjson_obj_iter_get_val (key);
      g_autofree char *text = weez_node_to_text (member);

      if (weez_json_get (node, name, yyjson_get_len (key)) != member)
        continue;

      if (text != NULL)
        g_variant_builder_add (&builder, "(ss)", name, text);
      else
        reading->n_odd += !yyjson_is_null (member);
    }

  WEEZ_SLOT (GVariant *, slot) = g_variant_ref_sink (g_variant_builder_end (&builder));

  return TRUE;
}

static void
pairs_get (const WeezField *field,
           gconstpointer    slot,
           GValue          *value)
{
  g_value_set_variant (value, WEEZ_READ_SLOT (GVariant *, slot));
}

/* As members of the object that is being written. */
static void
pairs_write (const WeezField *field,
             gconstpointer    slot,
             WeezWriter      *writer)
{
  GVariantIter iter;
  const char *name;
  const char *text;

  if (!weez_kind_pointer_is_set (slot))
    return;

  g_variant_iter_init (&iter, WEEZ_READ_SLOT (GVariant *, slot));
  while (g_variant_iter_next (&iter, "(&s&s)", &name, &text))
    {
      weez_writer_member (writer, name);
      weez_writer_string (writer, text);
    }
}

static char *
pairs_to_text (const WeezField *field,
               gconstpointer    slot)
{
  g_autoptr(GString) joined = g_string_new (NULL);
  GVariantIter iter;
  const char *name;
  const char *text;

  if (!weez_kind_pointer_is_set (slot))
    return NULL;

  g_variant_iter_init (&iter, WEEZ_READ_SLOT (GVariant *, slot));
  while (g_variant_iter_next (&iter, "(&s&s)", &name, &text))
    g_string_append_printf (joined, "%s%s=%s", joined->len > 0 ? " " : "", name, text);

  return g_strdup (joined->str);
}

static void
pairs_add (const WeezField *field,
           gconstpointer    slot,
           WeezRequest     *request)
{
  GVariantIter iter;
  const char *first;
  const char *second;

  if (!weez_kind_pointer_is_set (slot))
    return;

  g_variant_iter_init (&iter, WEEZ_READ_SLOT (GVariant *, slot));
  while (g_variant_iter_next (&iter, "(&s&s)", &first, &second))
    {
      g_autofree char *name = g_strdup_printf ("%s[%s][]", field->path, first);

      weez_request_add (request, name, second);
    }
}

/* Unlike in an answer, alone: an object of its own. */
static void
pairs_save (const WeezField *field,
            gconstpointer    slot,
            WeezValue       *value)
{
  g_autoptr(GString) text = g_string_new (NULL);
  WeezWriter writer = { .text = text, .compact = TRUE };

  weez_writer_open (&writer, '{');
  pairs_write (field, slot, &writer);
  weez_writer_close (&writer, '}');
  weez_value_take_text (value, g_string_free_and_steal (g_steal_pointer (&text)));
}

static void
pairs_clear (gpointer slot)
{
  g_clear_pointer ((GVariant **) slot, g_variant_unref);
}

const WeezKind weez_kind_pairs = {
  .pspec = pairs_pspec,
  .read = weez_kind_read_slot,
  .decode = pairs_decode,
  .get = pairs_get,
  .is_set = weez_kind_pointer_is_set,
  .write = pairs_write,
  .to_text = pairs_to_text,
  .add = pairs_add,
  .save = pairs_save,
  .load = weez_kind_load_json,
  .clear = pairs_clear,
};

/* ---- records in records ---- */

static GParamSpec *
record_pspec (const WeezField *field)
{
  return g_param_spec_object (field->name, NULL, NULL, field->type (),
                              G_PARAM_READABLE);
}

static gboolean
record_decode (const WeezField *field,
               yyjson_val      *node,
               gpointer         slot,
               WeezReading     *reading)
{
  /* PHP writes an empty object as an empty array. */
  if (yyjson_is_arr (node) && yyjson_arr_size (node) == 0)
    return TRUE;

  if (!yyjson_is_obj (node))
    return FALSE;

  WEEZ_SLOT (WeezRecord *, slot) = weez_record_new_from_json (field->type (), node, reading);

  return TRUE;
}

static void
record_get (const WeezField *field,
            gconstpointer    slot,
            GValue          *value)
{
  g_value_set_object (value, WEEZ_READ_SLOT (GObject *, slot));
}

static void
record_write (const WeezField *field,
              gconstpointer    slot,
              WeezWriter      *writer)
{
  if (weez_kind_pointer_is_set (slot))
    weez_record_write (WEEZ_READ_SLOT (WeezRecord *, slot), writer);
  else
    weez_writer_literal (writer, "null");
}

static void
record_clear (gpointer slot)
{
  g_clear_object ((GObject **) slot);
}

const WeezKind weez_kind_record = {
  .pspec = record_pspec,
  .decode = record_decode,
  .get = record_get,
  .is_set = weez_kind_pointer_is_set,
  .write = record_write,
  .clear = record_clear,
};

/* ---- GPtrArray *: lists of records ---- */

static GParamSpec *
list_pspec (const WeezField *field)
{
  return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_PTR_ARRAY,
                             G_PARAM_READABLE);
}

static gboolean
list_decode (const WeezField *field,
             yyjson_val      *node,
             gpointer         slot,
             WeezReading     *reading)
{
  if (!yyjson_is_arr (node))
    return FALSE;

  WEEZ_SLOT (GPtrArray *, slot) = weez_records_new_from_json (field->type (), node, reading);

  return TRUE;
}

static void
list_write (const WeezField *field,
            gconstpointer    slot,
            WeezWriter      *writer)
{
  weez_records_write (WEEZ_READ_SLOT (GPtrArray *, slot), writer);
}

/* ---- as a table keeps them: each record as the values of its columns, without their names ---- */

static void
write_value (WeezWriter      *writer,
             const WeezValue *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  weez_writer_item (writer);
  switch (value->type)
    {
    case WEEZ_VALUE_INTEGER:
      g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, value->integer);
      weez_writer_literal (writer, number);
      break;

    case WEEZ_VALUE_REAL:
      weez_writer_literal (writer, g_ascii_dtostr (number, sizeof number, value->real));
      break;

    case WEEZ_VALUE_TEXT:
      weez_writer_string (writer, value->text);
      break;

    case WEEZ_VALUE_NONE:
    default:
      weez_writer_literal (writer, "null");
      break;
    }
}

/* Leaves @values empty. */
static void
write_row (WeezWriter *writer,
           WeezValue  *values,
           guint       n_values)
{
  weez_writer_item (writer);
  weez_writer_open (writer, '[');
  for (guint i = 0; i < n_values; i++)
    {
      write_value (writer, &values[i]);
      weez_value_clear (&values[i]);
    }
  weez_writer_close (writer, ']');
}

static void
list_save (const WeezField *field,
           gconstpointer    slot,
           WeezValue       *value)
{
  GPtrArray *records = WEEZ_READ_SLOT (GPtrArray *, slot);
  g_autoptr(GString) text = g_string_new (NULL);
  WeezWriter writer = { .text = text, .compact = TRUE };
  g_autofree WeezValue *values = NULL;
  const WeezColumn *columns;
  guint n_columns;

  columns = weez_record_type_get_columns (field->type (), &n_columns);
  values = g_new0 (WeezValue, n_columns);
  weez_writer_open (&writer, '[');
  for (guint i = 0; i < records->len; i++)
    {
      for (guint j = 0; j < n_columns; j++)
        weez_record_save_column (g_ptr_array_index (records, i), &columns[j], &values[j]);
      write_row (&writer, values, n_columns);
    }
  weez_writer_close (&writer, ']');

  weez_value_take_text (value, g_string_free_and_steal (g_steal_pointer (&text)));
}

/* What list_decode() and list_save() would come to. */
static gboolean
list_read (const WeezField *field,
           yyjson_val      *node,
           WeezValue       *value,
           WeezReading     *reading)
{
  g_autoptr(GString) text = NULL;
  g_autofree WeezValue *values = NULL;
  WeezWriter writer = { .compact = TRUE };
  guint n_columns;
  yyjson_arr_iter iter;
  yyjson_val *row;

  if (!yyjson_arr_iter_init (node, &iter))
    return FALSE;

  weez_record_type_get_columns (field->type (), &n_columns);
  values = g_new0 (WeezValue, n_columns);
  text = writer.text = g_string_sized_new (LIST_SIZE);
  weez_writer_open (&writer, '[');
  while (reading->overflow == NULL && (row = yyjson_arr_iter_next (&iter)) != NULL)
    if (weez_values_read (values, field->type (), row, reading))
      write_row (&writer, values, n_columns);
  weez_writer_close (&writer, ']');

  weez_value_take_text (value, g_string_free_and_steal (g_steal_pointer (&text)));

  return TRUE;
}

static void
read_value (yyjson_val *node,
            WeezValue  *value)
{
  if (yyjson_is_sint (node) || (yyjson_is_uint (node) && yyjson_get_uint (node) <= G_MAXINT64))
    weez_value_set_integer (value, yyjson_get_sint (node));
  else if (yyjson_is_num (node))
    {
      value->type = WEEZ_VALUE_REAL;
      value->real = yyjson_get_num (node);
    }
  else if (yyjson_is_str (node))
    {
      value->type = WEEZ_VALUE_TEXT;
      value->text = yyjson_get_str (node);
    }
}

static WeezRecord *
load_row (GType       type,
          yyjson_val *row,
          GTimeZone  *zone)
{
  g_autofree WeezValue *values = NULL;
  guint n_columns;
  yyjson_arr_iter iter;

  weez_record_type_get_columns (type, &n_columns);
  values = g_new0 (WeezValue, n_columns);
  yyjson_arr_iter_init (row, &iter);
  for (guint i = 0; i < n_columns && yyjson_arr_iter_has_next (&iter); i++)
    read_value (yyjson_arr_iter_next (&iter), &values[i]);

  return weez_record_load (type, values, zone);
}

static void
list_load (const WeezField *field,
           const WeezValue *value,
           gpointer         slot,
           GTimeZone       *zone)
{
  g_autoptr(yyjson_doc) document = NULL;
  GPtrArray *records;
  yyjson_val *row;
  yyjson_arr_iter iter;

  if (value->type != WEEZ_VALUE_TEXT ||
      (document = yyjson_read (value->text, strlen (value->text), 0)) == NULL ||
      !yyjson_arr_iter_init (yyjson_doc_get_root (document), &iter))
    return;

  records = g_ptr_array_new_with_free_func (g_object_unref);
  while ((row = yyjson_arr_iter_next (&iter)) != NULL)
    if (yyjson_is_arr (row))
      g_ptr_array_add (records, load_row (field->type (), row, zone));
  WEEZ_SLOT (GPtrArray *, slot) = records;
}

static char *
list_to_text (const WeezField *field,
              gconstpointer    slot)
{
  g_autoptr(GString) text = g_string_new (NULL);
  WeezWriter writer = { .text = text, .compact = TRUE };

  if (!weez_kind_pointer_is_set (slot))
    return NULL;

  list_write (field, slot, &writer);

  return g_strdup (text->str);
}

static void
list_clear (gpointer slot)
{
  g_clear_pointer ((GPtrArray **) slot, g_ptr_array_unref);
}

const WeezKind weez_kind_list = {
  .pspec = list_pspec,
  .read = list_read,
  .decode = list_decode,
  .get = weez_kind_get_boxed,
  .is_set = weez_kind_pointer_is_set,
  .write = list_write,
  .save = list_save,
  .load = list_load,
  .to_text = list_to_text,
  .clear = list_clear,
};
