#include "config.h"

#include "weez-column.h"

#include <string.h>

#include "weez-json.h"
#include "weez-kind-private.h"

static void
add_columns (GArray             *columns,
             GType               type,
             const char         *prefix,
             const WeezField   **outer,
             guint               n_outer)
{
  g_autoptr(GTypeClass) type_class = g_type_class_ref (type);
  WeezRecordClass *klass = WEEZ_RECORD_CLASS (type_class);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const WeezField *field = &klass->fields[i];
      WeezColumn column = { .field = field, .n_outer = n_outer };

      if (field->kind == &weez_kind_record)
        {
          const char *own = *field->path != '\0' ? field->name : NULL;
          g_autofree char *inner = own != NULL ? g_strconcat (prefix, own, "_", NULL)
                                               : g_strdup (prefix);

          g_assert (n_outer < WEEZ_COLUMN_MAX_DEPTH);
          outer[n_outer] = field;
          add_columns (columns, field->type (), inner, outer, n_outer + 1);
          continue;
        }

      column.name = g_strconcat (prefix, field->name, NULL);
      for (guint j = 0; j < n_outer; j++)
        column.outer[j] = outer[j];
      g_array_append_val (columns, column);
    }
}

/**
 * weez_record_type_get_columns:
 * @type: a type of records
 * @n_columns: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_columns): each single value of such a record, in the
 *   order of the field tables. May be called from any thread.
 */
const WeezColumn *
weez_record_type_get_columns (GType  type,
                              guint *n_columns)
{
  static GMutex mutex;
  static GQuark quark;
  GArray *columns;

  g_mutex_lock (&mutex);

  if (quark == 0)
    quark = g_quark_from_static_string ("weez-columns");

  if ((columns = g_type_get_qdata (type, quark)) == NULL)
    {
      const WeezField *outer[WEEZ_COLUMN_MAX_DEPTH];

      columns = g_array_new (FALSE, FALSE, sizeof (WeezColumn));
      add_columns (columns, type, "", outer, 0);
      /* For the life of the type, which is that of the program. */
      g_type_set_qdata (type, quark, columns);
    }

  g_mutex_unlock (&mutex);

  *n_columns = columns->len;

  return (const WeezColumn *) columns->data;
}

/**
 * weez_column_is_list:
 * @self: a column
 *
 * Returns: whether it holds records in their turn, which a table keeps as JSON
 */
gboolean
weez_column_is_list (const WeezColumn *self)
{
  return self->field->kind == &weez_kind_list;
}

/* Whether the answer that a record was read from told a value, if only that there is none. */
static gboolean
is_said (WeezRecord       *record,
         const WeezColumn *column)
{
  for (guint i = 0; i < column->n_outer; i++)
    {
      WeezRecord *inner = *(WeezRecord **) G_STRUCT_MEMBER_P (record, column->outer[i]->offset);

      if (inner == NULL)
        return weez_record_says (record, column->outer[i]);
      record = inner;
    }

  return weez_record_says (record, column->field);
}

static gpointer
find_slot (WeezRecord       *record,
           const WeezColumn *column,
           gboolean          make)
{
  for (guint i = 0; i < column->n_outer; i++)
    {
      WeezRecord **inner = G_STRUCT_MEMBER_P (record, column->outer[i]->offset);

      if (*inner == NULL && make)
        *inner = g_object_new (column->outer[i]->type (), NULL);
      if ((record = *inner) == NULL)
        return NULL;
    }

  return G_STRUCT_MEMBER_P (record, column->field->offset);
}

/**
 * weez_record_save_column:
 * @self: a record
 * @column: one of its type's
 * @value: (out caller-allocates): what it holds; its text may be that of @self
 */
void
weez_record_save_column (WeezRecord       *self,
                         const WeezColumn *column,
                         WeezValue        *value)
{
  gpointer slot = find_slot (self, column, FALSE);

  *value = (WeezValue) { .unsaid = !is_said (self, column) };
  if (slot != NULL && column->field->kind->is_set (slot))
    column->field->kind->save (column->field, slot, value);
  else if (slot != NULL && column->field->kind == &weez_kind_flag)
    weez_value_set_integer (value, FALSE);
}

/**
 * weez_column_each_text:
 * @list: what weez_record_save_column() gives for a list
 * @place: of a column of the records in it
 * @func: called for each of the records that has a text there, in their order
 * @data: for @func
 *
 * Reads a single value of records without making them.
 */
void
weez_column_each_text (const char   *list,
                       guint         place,
                       WeezTextFunc  func,
                       gpointer      data)
{
  g_autoptr(yyjson_doc) document = yyjson_read (list, strlen (list), 0);
  yyjson_val *record;
  yyjson_arr_iter iter;

  yyjson_arr_iter_init (yyjson_doc_get_root (document), &iter);
  while ((record = yyjson_arr_iter_next (&iter)) != NULL)
    {
      const char *text = yyjson_get_str (yyjson_arr_get (record, place));

      if (text != NULL)
        func (text, data);
    }
}

/* ---- rows of an answer, read without making records ---- */

/* A record that is not there, or cannot be, has no values. */
static WeezValue *
leave_out (WeezValue *values,
           GType      type,
           gboolean   unsaid)
{
  guint n_columns;

  weez_record_type_get_columns (type, &n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      weez_value_clear (&values[i]);
      values[i].unsaid = unsaid;
    }

  return values + n_columns;
}

static gboolean read_values (WeezValue   **place,
                             GType         type,
                             yyjson_val   *node,
                             WeezReading  *reading);

/* As a record that is a member of another one; see record_decode(). */
static void
read_inner (WeezValue       **place,
            const WeezField  *field,
            yyjson_val       *member,
            gboolean          is_said,
            WeezReading      *reading)
{
  WeezValue *first = *place;

  if (yyjson_is_obj (member) && read_values (place, field->type (), member, reading))
    return;

  if (member != NULL && !yyjson_is_obj (member) &&
      !(yyjson_is_arr (member) && yyjson_arr_size (member) == 0))
    {
      reading->n_odd++;
      is_said = FALSE;
    }
  *place = leave_out (first, field->type (), !is_said);
}

/* @data: where the next value has its place. */
static gboolean
read_member (const WeezField *field,
             yyjson_val      *member,
             gboolean         is_said,
             WeezReading     *reading,
             gpointer         data)
{
  WeezValue **place = data;
  WeezValue *value = *place;

  if (field->kind == &weez_kind_record)
    {
      read_inner (place, field, member, is_said, reading);
      return TRUE;
    }

  (*place)++;
  *value = (WeezValue) { .unsaid = !is_said };
  if (member != NULL && !field->kind->read (field, member, value, reading))
    {
      reading->n_odd++;
      value->unsaid = TRUE;
    }
  if (value->type == WEEZ_VALUE_NONE && field->kind == &weez_kind_flag)
    weez_value_set_integer (value, FALSE);

  return value->type != WEEZ_VALUE_NONE;
}

static gboolean
read_values (WeezValue   **place,
             GType         type,
             yyjson_val   *node,
             WeezReading  *reading)
{
  g_autoptr(GTypeClass) type_class = g_type_class_ref (type);

  return weez_record_class_read (WEEZ_RECORD_CLASS (type_class), node, reading, read_member,
                                 place);
}

/* Gives the values that weez_record_save_column() would have of weez_record_new_from_json(). Their
 * texts may stay those of @node. FALSE for a row that is skipped; @values is as it was then. */
gboolean
weez_values_read (WeezValue   *values,
                  GType        type,
                  yyjson_val  *node,
                  WeezReading *reading)
{
  WeezValue *place = values;

  if (!yyjson_is_obj (node))
    {
      reading->n_skipped++;
      return FALSE;
    }

  if (read_values (&place, type, node, reading))
    return TRUE;

  leave_out (values, type, FALSE);

  return FALSE;
}

/* As they are read, the rows are taken; @digests are of them, or empty. */
GObject *
weez_values_take_json (GType         type,
                       yyjson_val   *array,
                       WeezKnown    *taker,
                       const GArray *digests,
                       WeezReading  *reading)
{
  GObject *page = weez_known_begin (taker);
  g_autofree WeezValue *values = NULL;
  guint n_columns;
  yyjson_arr_iter iter = yyjson_arr_iter_with (array);
  yyjson_val *node;

  weez_record_type_get_columns (type, &n_columns);
  values = g_new0 (WeezValue, n_columns);

  for (guint i = 0; reading->overflow == NULL && (node = yyjson_arr_iter_next (&iter)) != NULL; i++)
    if (weez_values_read (values, type, node, reading))
      {
        weez_known_take (taker, page, values,
                         i < digests->len ? g_array_index (digests, gint64, i) : 0);
        leave_out (values, type, FALSE);
      }

  return page;
}

/* Where a record names the zone of its times; that of the whole answer otherwise. */
static GTimeZone *
find_zone (GType            type,
           const WeezValue *values,
           GTimeZone       *zone)
{
  g_autoptr(GTypeClass) type_class = g_type_class_ref (type);
  const char *path = WEEZ_RECORD_CLASS (type_class)->zone_path;
  GTimeZone *named = NULL;
  const WeezColumn *columns;
  guint n_columns;

  if (path != NULL)
    {
      columns = weez_record_type_get_columns (type, &n_columns);
      for (guint i = 0; i < n_columns && named == NULL; i++)
        if (values[i].type == WEEZ_VALUE_TEXT && g_str_equal (columns[i].field->path, path))
          named = g_time_zone_new_identifier (values[i].text);
    }

  return named != NULL ? named : g_time_zone_ref (zone);
}

/**
 * weez_record_load:
 * @type: a type of records
 * @values: (array): one for each column of @type, none where it is not known or not wanted
 * @zone: of the times whose record names none
 *
 * Makes again what weez_record_save_column() gave the values of.
 *
 * Returns: (transfer full): a record
 */
WeezRecord *
weez_record_load (GType            type,
                  const WeezValue *values,
                  GTimeZone       *zone)
{
  WeezRecord *self = g_object_new (type, NULL);
  g_autoptr(GTimeZone) own_zone = find_zone (type, values, zone);
  const WeezColumn *columns;
  guint n_columns;

  columns = weez_record_type_get_columns (type, &n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      const WeezColumn *column = &columns[i];
      gboolean embedded = column->n_outer > 0 && *column->outer[column->n_outer - 1]->path == '\0';
      gpointer slot;

      if (values[i].type == WEEZ_VALUE_NONE && !embedded)
        continue;

      slot = find_slot (self, column, TRUE);
      if (values[i].type != WEEZ_VALUE_NONE)
        column->field->kind->load (column->field, &values[i], slot, own_zone);
    }

  return self;
}

/**
 * weez_record_equal:
 * @a: (nullable): a record
 * @b: (nullable): another one
 *
 * Returns: whether both hold the same
 */
gboolean
weez_record_equal (WeezRecord *a,
                   WeezRecord *b)
{
  const WeezColumn *columns;
  guint n_columns;
  gboolean equal = TRUE;

  if (a == NULL || b == NULL || G_OBJECT_TYPE (a) != G_OBJECT_TYPE (b))
    return a == b;

  columns = weez_record_type_get_columns (G_OBJECT_TYPE (a), &n_columns);
  for (guint i = 0; i < n_columns && equal; i++)
    {
      g_auto(WeezValue) left = { 0 };
      g_auto(WeezValue) right = { 0 };

      weez_record_save_column (a, &columns[i], &left);
      weez_record_save_column (b, &columns[i], &right);
      equal = weez_value_equal (&left, &right);
    }

  return equal;
}
