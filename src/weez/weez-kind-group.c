#include "config.h"

#include "weez-kind-private.h"

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
  .decode = list_decode,
  .get = weez_kind_get_boxed,
  .is_set = weez_kind_pointer_is_set,
  .write = list_write,
  .save = save_json,
  .load = weez_kind_load_json,
  .to_text = list_to_text,
  .clear = list_clear,
};
