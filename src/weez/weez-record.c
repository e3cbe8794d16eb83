#include "config.h"

#include <string.h>

#include "weez-kind-private.h"

#define MAX_DEPTH 4

#define MAX_FIELDS 64

typedef struct
{
  guint64 unsaid;   /* a bit for each field of the class that an answer did not tell */
} WeezRecordPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (WeezRecord, weez_record, G_TYPE_OBJECT)

static gpointer
slot_of (WeezRecord      *self,
         const WeezField *field)
{
  return G_STRUCT_MEMBER_P (self, field->offset);
}

static gsize
get_index (WeezRecord      *self,
           const WeezField *field)
{
  return (gsize) (field - WEEZ_RECORD_GET_CLASS (self)->fields);
}

/* A path without the other spellings. */
static gsize
path_length (const char *path)
{
  return strcspn (path, "|");
}

static gboolean
is_embedded (const WeezField *field)
{
  return field->kind == &weez_kind_record && *field->path == '\0';
}

/* Where a record names the zone of its times, that one. */
static GTimeZone *
find_zone (WeezRecordClass *klass,
           yyjson_val      *node)
{
  yyjson_val *name;

  if (klass->zone_path == NULL ||
      !yyjson_is_str (name = weez_json_look_up (node, klass->zone_path, NULL)))
    return NULL;

  return g_time_zone_new_identifier (yyjson_get_str (name));
}

/* Goes through the members of an object. FALSE, counted in @reading, for one without what it must
 * have; FALSE with @reading->overflow set where a number does not fit. */
gboolean
weez_record_class_read (WeezRecordClass *klass,
                        yyjson_val      *node,
                        WeezReading     *reading,
                        WeezMemberFunc   func,
                        gpointer         data)
{
  g_autoptr(GTimeZone) zone = find_zone (klass, node);
  GTimeZone *outer_zone = reading->zone;
  gboolean complete = TRUE;

  if (zone != NULL)
    reading->zone = zone;

  for (guint i = 0; i < klass->n_fields && complete; i++)
    {
      const WeezField *field = &klass->fields[i];
      gboolean is_said;
      yyjson_val *member = weez_json_look_up (node, field->path, &is_said);
      gboolean is_set = func (field, member, is_said, reading, data);

      complete = reading->overflow == NULL && (is_set || !(field->flags & WEEZ_REQUIRED));
    }

  reading->zone = outer_zone;
  reading->n_skipped += !complete && reading->overflow == NULL;

  return complete;
}

static gboolean
decode_member (const WeezField *field,
               yyjson_val      *member,
               gboolean         is_said,
               WeezReading     *reading,
               gpointer         data)
{
  WeezRecord *self = data;
  WeezRecordPrivate *private = weez_record_get_instance_private (self);
  gpointer slot = slot_of (self, field);

  if (member != NULL && !weez_field_decode (field, member, slot, reading))
    {
      reading->n_odd++;
      is_said = FALSE;
    }
  private->unsaid |= (guint64) !is_said << get_index (self, field);

  return field->kind->is_set (slot);
}

/* NULL as weez_record_class_read(). */
WeezRecord *
weez_record_new_from_json (GType        type,
                           yyjson_val  *node,
                           WeezReading *reading)
{
  g_autoptr(WeezRecord) self = g_object_new (type, NULL);

  if (!weez_record_class_read (WEEZ_RECORD_GET_CLASS (self), node, reading, decode_member, self))
    return NULL;

  return g_steal_pointer (&self);
}

/* NULL, counted in @reading, for what is no object or lacks what a record must have. */
static WeezRecord *
read_row (GType        type,
          yyjson_val  *node,
          WeezReading *reading)
{
  if (yyjson_is_obj (node))
    return weez_record_new_from_json (type, node, reading);

  reading->n_skipped++;

  return NULL;
}

GPtrArray *
weez_records_new_from_json (GType        type,
                            yyjson_val  *array,
                            WeezReading *reading)
{
  GPtrArray *records = g_ptr_array_new_full ((guint) yyjson_arr_size (array), g_object_unref);
  yyjson_arr_iter iter = yyjson_arr_iter_with (array);
  yyjson_val *node;

  while (reading->overflow == NULL && (node = yyjson_arr_iter_next (&iter)) != NULL)
    {
      WeezRecord *record = read_row (type, node, reading);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }

  return records;
}

/* Whether an answer told a field, if only that it is empty: what makes no sense tells nothing. */
gboolean
weez_record_says (WeezRecord      *self,
                  const WeezField *field)
{
  WeezRecordPrivate *private = weez_record_get_instance_private (self);

  return (private->unsaid >> get_index (self, field) & 1) == 0;
}

/* The objects that are open while a record is written: fields with a common start of their paths
 * stand together in the table. */
typedef struct
{
  char  *steps[MAX_DEPTH];
  guint  n_steps;
} OpenPath;

static void
close_path (OpenPath   *open,
            guint       n_steps,
            WeezWriter *writer)
{
  while (open->n_steps > n_steps)
    {
      weez_writer_close (writer, '}');
      g_free (open->steps[--open->n_steps]);
    }
}

static void
write_fields (WeezRecord *self,
              OpenPath   *open,
              WeezWriter *writer)
{
  WeezRecordClass *klass = WEEZ_RECORD_GET_CLASS (self);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const WeezField *field = &klass->fields[i];
      gpointer slot = slot_of (self, field);
      g_autofree char *path = g_strndup (field->path, path_length (field->path));
      g_auto(GStrv) steps = g_strsplit (path, ".", -1);
      guint n_outer = g_strv_length (steps);
      guint n_common = 0;

      n_outer -= n_outer > 0;

      if ((field->flags & WEEZ_EXTRA) && !field->kind->is_set (slot))
        continue;

      while (n_common < open->n_steps && n_common < n_outer &&
             g_str_equal (open->steps[n_common], steps[n_common]))
        n_common++;

      close_path (open, n_common, writer);
      while (open->n_steps < n_outer)
        {
          open->steps[open->n_steps] = g_strdup (steps[open->n_steps]);
          weez_writer_member (writer, steps[open->n_steps]);
          weez_writer_open (writer, '{');
          open->n_steps++;
        }

      if (is_embedded (field))
        write_fields (*(WeezRecord **) slot, open, writer);
      else
        {
          if (*path != '\0')
            weez_writer_member (writer, steps[n_outer]);
          field->kind->write (field, slot, writer);
        }
    }
}

void
weez_record_write (WeezRecord *self,
                   WeezWriter *writer)
{
  OpenPath open = { .n_steps = 0 };

  weez_writer_open (writer, '{');
  write_fields (self, &open, writer);
  close_path (&open, 0, writer);
  weez_writer_close (writer, '}');
}

void
weez_records_write (GPtrArray  *records,
                    WeezWriter *writer)
{
  weez_writer_open (writer, '[');
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      weez_writer_item (writer);
      weez_record_write (g_ptr_array_index (records, i), writer);
    }
  weez_writer_close (writer, ']');
}

static void
weez_record_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  const WeezField *field = &WEEZ_RECORD_GET_CLASS (object)->fields[prop_id - 1];

  field->kind->get (field, slot_of (WEEZ_RECORD (object), field), value);
}

static void
weez_record_constructed (GObject *object)
{
  WeezRecordClass *klass = WEEZ_RECORD_GET_CLASS (object);

  G_OBJECT_CLASS (weez_record_parent_class)->constructed (object);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].kind->preset != NULL)
      klass->fields[i].kind->preset (slot_of (WEEZ_RECORD (object), &klass->fields[i]));
}

static void
weez_record_finalize (GObject *object)
{
  WeezRecordClass *klass = WEEZ_RECORD_GET_CLASS (object);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].kind->clear != NULL)
      klass->fields[i].kind->clear (slot_of (WEEZ_RECORD (object), &klass->fields[i]));

  G_OBJECT_CLASS (weez_record_parent_class)->finalize (object);
}

static void
weez_record_class_init (WeezRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = weez_record_constructed;
  G_OBJECT_CLASS (klass)->finalize = weez_record_finalize;
}

static void
weez_record_init (WeezRecord *self)
{
}

/**
 * weez_record_class_set_fields:
 * @klass: a class that is being initialized
 * @fields: its table, which stays
 * @n_fields: its length
 *
 * Gives a class its fields, each of them also a read-only property.
 */
void
weez_record_class_set_fields (WeezRecordClass *klass,
                              const WeezField *fields,
                              guint            n_fields)
{
  g_assert (n_fields <= MAX_FIELDS);

  klass->fields = fields;
  klass->n_fields = n_fields;

  /* GObject takes this method from every subclass, so it cannot be inherited. */
  G_OBJECT_CLASS (klass)->get_property = weez_record_get_property;

  for (guint i = 0; i < n_fields; i++)
    g_object_class_install_property (G_OBJECT_CLASS (klass), i + 1,
                                     fields[i].kind->pspec (&fields[i]));
}

/**
 * weez_record_to_json:
 * @self: a record
 *
 * Writes the record with the document's own names and nesting and with normal types: ids are
 * strings, flags true or false, amounts and counts numbers, times ISO 8601 with an offset, and
 * what is not known is null.
 *
 * Returns: (transfer full): an object, indented, without a line end
 */
char *
weez_record_to_json (WeezRecord *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  WeezWriter writer = { .text = text };

  g_return_val_if_fail (WEEZ_IS_RECORD (self), NULL);

  weez_record_write (self, &writer);

  return g_strdup (text->str);
}

static void
add_columns (GType         type,
             const char   *prefix,
             GStrvBuilder *columns)
{
  g_autoptr(GTypeClass) type_class = g_type_class_ref (type);
  WeezRecordClass *klass = WEEZ_RECORD_CLASS (type_class);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const WeezField *field = &klass->fields[i];
      g_autofree char *path = g_strndup (field->path, path_length (field->path));
      g_autofree char *whole = g_strconcat (prefix, path, NULL);

      if (field->kind == &weez_kind_record)
        {
          g_autofree char *inner = g_strconcat (whole, *path != '\0' ? "." : "", NULL);

          add_columns (field->type (), inner, columns);
        }
      else if (*path != '\0')
        g_strv_builder_add (columns, whole);
    }
}

/**
 * weez_record_type_dup_columns:
 * @type: a type of records
 *
 * Returns: (transfer full): the path of each single value, as in "venue.city", in table order
 */
char **
weez_record_type_dup_columns (GType type)
{
  g_autoptr(GStrvBuilder) columns = g_strv_builder_new ();

  g_return_val_if_fail (g_type_is_a (type, WEEZ_TYPE_RECORD), NULL);

  add_columns (type, "", columns);

  return g_strv_builder_end (columns);
}

/**
 * weez_record_dup_column:
 * @self: a record
 * @column: one of weez_record_type_dup_columns()
 *
 * Returns: (transfer full) (nullable): the value as text that a program reads: neither translated
 *   nor in the user's locale; lists as JSON
 */
char *
weez_record_dup_column (WeezRecord *self,
                        const char *column)
{
  WeezRecordClass *klass;

  g_return_val_if_fail (WEEZ_IS_RECORD (self), NULL);

  klass = WEEZ_RECORD_GET_CLASS (self);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const WeezField *field = &klass->fields[i];
      gsize length = path_length (field->path);

      if (field->kind == &weez_kind_record)
        {
          WeezRecord *inner = *(WeezRecord **) slot_of (self, field);
          char *text = NULL;

          if (inner == NULL || strncmp (column, field->path, length) != 0)
            continue;
          if (length == 0)
            text = weez_record_dup_column (inner, column);
          else if (column[length] == '.')
            text = weez_record_dup_column (inner, column + length + 1);
          if (text != NULL)
            return text;
        }
      else if (length > 0 && strlen (column) == length &&
               strncmp (column, field->path, length) == 0)
        return field->kind->to_text (field, slot_of (self, field));
    }

  return NULL;
}
