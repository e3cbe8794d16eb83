#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "parvis-table.h"

#include "weez-answer.h"

static ParvisTable *
make_table (GType type)
{
  ParvisTable *self = g_new0 (ParvisTable, 1);
  g_autoptr(GString) list = g_string_new (NULL);
  g_autoptr(GString) sources = g_string_new (NULL);
  g_autoptr(GString) singles = g_string_new (NULL);
  g_autoptr(GString) places = g_string_new (NULL);

  self->type = type;
  self->columns = weez_record_type_get_columns (type, &self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *comma = i > 0 ? ", " : "";

      g_string_append_printf (list, "%s\"%s\"", comma, self->columns[i].name);
      if (parvis_table_has_answers (self, i))
        g_string_append_printf (sources, "%slabelled (\"%s\")", comma, self->columns[i].name);
      else
        g_string_append_printf (sources, "%s\"%s\"", comma, self->columns[i].name);
      if (weez_column_is_list (&self->columns[i]))
        g_string_append_printf (singles, "%sNULL", comma);
      else
        g_string_append_printf (singles, "%s\"%s\"", comma, self->columns[i].name);
      g_string_append_printf (places, "%s?%u", comma, i + 1);
    }
  self->list = g_string_free_and_steal (g_steal_pointer (&list));
  self->sources = g_string_free_and_steal (g_steal_pointer (&sources));
  self->singles = g_string_free_and_steal (g_steal_pointer (&singles));
  self->places = g_string_free_and_steal (g_steal_pointer (&places));

  return self;
}

/**
 * parvis_table_get:
 * @type: a type of records
 *
 * Returns: (transfer none): what SQL needs to know of it. May be called from any thread
 */
const ParvisTable *
parvis_table_get (GType type)
{
  static GMutex mutex;
  static GHashTable *tables;
  ParvisTable *table;

  g_mutex_lock (&mutex);

  if (tables == NULL)
    tables = g_hash_table_new (NULL, NULL);
  if ((table = g_hash_table_lookup (tables, GSIZE_TO_POINTER (type))) == NULL)
    g_hash_table_insert (tables, GSIZE_TO_POINTER (type), table = make_table (type));

  g_mutex_unlock (&mutex);

  return table;
}

/**
 * parvis_table_has_answers:
 * @self: a table
 * @column: the index of one of its columns
 *
 * Returns: whether the column has lists of answers, which are kept by parvis_labels_pack()
 */
gboolean
parvis_table_has_answers (const ParvisTable *self,
                          guint              column)
{
  return weez_column_is_list (&self->columns[column]) &&
         self->columns[column].field->type () == WEEZ_TYPE_ANSWER;
}

/**
 * parvis_table_find:
 * @self: a table
 * @name: a column
 *
 * Returns: its index, or %G_MAXUINT if there is none. Only what is found here reaches SQL
 */
guint
parvis_table_find (const ParvisTable *self,
                   const char        *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->columns[i].name, name))
      return i;

  return G_MAXUINT;
}

/**
 * parvis_table_save:
 * @self: a table
 * @record: (transfer none): a record of its type
 *
 * Returns: (transfer full): a value for each column, which may point into @record; to be freed by
 *   parvis_table_free_values()
 */
WeezValue *
parvis_table_save (const ParvisTable *self,
                   WeezRecord        *record)
{
  WeezValue *values = g_new (WeezValue, self->n_columns);

  for (guint i = 0; i < self->n_columns; i++)
    weez_record_save_column (record, &self->columns[i], &values[i]);

  return values;
}

static void
read_value (ParvisStatement *statement,
            int              column,
            WeezValue       *value)
{
  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      weez_value_set_integer (value, sqlite3_column_int64 (statement, column));
      break;

    case SQLITE_FLOAT:
      value->type = WEEZ_VALUE_REAL;
      value->real = sqlite3_column_double (statement, column);
      break;

    case SQLITE_TEXT:
      value->type = WEEZ_VALUE_TEXT;
      value->text = (const char *) sqlite3_column_text (statement, column);
      break;

    default:
      break;
    }
}

/**
 * parvis_table_read:
 * @self: a table
 * @statement: at a row that selects the table's list
 * @first: where the list begins in the row, from 0
 *
 * Returns: (transfer full): a value for each column, with texts of their own; to be freed by
 *   parvis_table_free_values()
 */
WeezValue *
parvis_table_read (const ParvisTable *self,
                   ParvisStatement   *statement,
                   int                first)
{
  WeezValue *values = g_new0 (WeezValue, self->n_columns);

  for (guint i = 0; i < self->n_columns; i++)
    {
      read_value (statement, first + (int) i, &values[i]);
      if (values[i].type == WEEZ_VALUE_TEXT)
        values[i].text = values[i].owned = g_strdup (values[i].text);
    }

  return values;
}

/**
 * parvis_table_load:
 * @self: a table
 * @statement: at a row that selects the table's list
 * @first: where the list begins in the row, from 0
 * @zone: of the times whose record names none
 *
 * Returns: (transfer full): the record of the row
 */
WeezRecord *
parvis_table_load (const ParvisTable *self,
                   ParvisStatement   *statement,
                   int                first,
                   GTimeZone         *zone)
{
  g_autofree WeezValue *values = g_new0 (WeezValue, self->n_columns);

  /* The texts are SQLite's until the next step, which is long enough. */
  for (guint i = 0; i < self->n_columns; i++)
    read_value (statement, first + (int) i, &values[i]);

  return weez_record_load (self->type, values, zone);
}

/**
 * parvis_table_bind:
 * @self: a table
 * @statement: with places for all columns, one after the other
 * @first: the number of the first place, from 1
 * @values: must stay as they are until the statement has run
 */
void
parvis_table_bind (const ParvisTable *self,
                   ParvisStatement   *statement,
                   int                first,
                   const WeezValue   *values)
{
  for (guint i = 0; i < self->n_columns; i++)
    parvis_statement_bind_value (statement, first + (int) i, &values[i]);
}

void
parvis_table_free_values (const ParvisTable *self,
                          WeezValue         *values)
{
  if (values == NULL)
    return;

  for (guint i = 0; i < self->n_columns; i++)
    g_free (values[i].owned);
  g_free (values);
}

static guint64
hash_bytes (guint64       hash,
            gconstpointer data,
            gsize         length)
{
  const guint8 *bytes = data;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);

  return hash;
}

/**
 * parvis_table_hash:
 * @self: a table
 * @values: one for each column
 *
 * Returns: a number that tells whether two rows are the same, never a security
 */
gint64
parvis_table_hash (const ParvisTable *self,
                   const WeezValue   *values)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = 0; i < self->n_columns; i++)
    {
      guint8 type = values[i].type;

      hash = hash_bytes (hash, &type, 1);
      if (type == WEEZ_VALUE_INTEGER)
        hash = hash_bytes (hash, &values[i].integer, sizeof (gint64));
      else if (type == WEEZ_VALUE_REAL)
        hash = hash_bytes (hash, &values[i].real, sizeof (double));
      else if (type == WEEZ_VALUE_TEXT)
        hash = hash_bytes (hash, values[i].text, strlen (values[i].text) + 1);
    }

  return (gint64) hash;
}
