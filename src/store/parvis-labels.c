#include "config.h"

#include <string.h>

#include "parvis-labels.h"

#include "parvis-statement.h"

/* Thousands of people answer the same questions. In a list of answers, which is JSON as
 * weez_record_save_column() writes it, [["Town","Lyon"]], table `label` has the labels, and the
 * list their keys: [[7,"Lyon"]]. What is not of that form stays as it is. */

/* Shorter ones are no longer than a key. */
#define MIN_LENGTH 6
/* Longer ones are questions to one person, if any at all. */
#define MAX_LENGTH 300

typedef gboolean (* Translate) (const char  *label,
                                gsize        length,
                                GString     *translated,
                                gpointer     data,
                                GError     **error);

/* What follows a value of JSON within a list of values; NULL where there is none. */
static const char *
skip_value (const char *p)
{
  if (*p != '"')
    return p + strcspn (p, ",]");

  for (p++; *p != '\0' && *p != '"'; p++)
    if (*p == '\\' && p[1] != '\0')
      p++;

  return *p == '"' ? p + 1 : NULL;
}

/* The end of the list whose first value ends at @p. */
static const char *
skip_rest (const char *p)
{
  while (p != NULL && *p == ',')
    p = skip_value (p + 1);

  return p != NULL && *p == ']' ? p + 1 : NULL;
}

static gboolean
translate_list (const char  *list,
                Translate    translate,
                gpointer     data,
                GString     *translated,
                GError     **error)
{
  const char *p = list;
  const char *done = list;

  g_string_truncate (translated, 0);
  for (p += *p == '['; *p == '['; p += *p == ',')
    {
      const char *label = p + 1;
      const char *end = skip_value (label);
      const char *rest = end != NULL ? skip_rest (end) : NULL;

      if (rest == NULL)
        break;

      g_string_append_len (translated, done, label - done);
      if (!translate (label, (gsize) (end - label), translated, data, error))
        return FALSE;
      done = end;
      p = rest;
    }
  g_string_append (translated, done);

  return TRUE;
}

/* ---- reading ---- */

/* A key has one label for ever, so that a connection reads each once; that of a transaction that is
 * taken back is only known to the connection that writes. */
typedef struct
{
  ParvisDatabase *database;
  GHashTable     *known;   /* null for one that writes */
} Reader;

static void
reader_free (gpointer data)
{
  Reader *reader = data;

  g_clear_pointer (&reader->known, g_hash_table_unref);
  g_free (reader);
}

static gboolean
read_label (const char  *label,
            gsize        length,
            GString     *list,
            gpointer     data,
            GError     **error)
{
  Reader *reader = data;
  g_autoptr(ParvisStatement) statement = NULL;
  gint64 key;
  const char *text = NULL;
  gboolean has_row = FALSE;

  if (!g_ascii_isdigit (*label))
    {
      g_string_append_len (list, label, (gssize) length);
      return TRUE;
    }

  key = g_ascii_strtoll (label, NULL, 10);
  if (reader->known != NULL)
    text = g_hash_table_lookup (reader->known, GSIZE_TO_POINTER (key));
  if (text != NULL)
    {
      g_string_append (list, text);
      return TRUE;
    }

  statement = parvis_database_prepare (reader->database, "SELECT text FROM label WHERE key = ?1",
                                       error);
  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, key);
  if (!parvis_statement_step (statement, &has_row, error))
    return FALSE;

  text = has_row ? (const char *) sqlite3_column_text (statement, 0) : "null";
  g_string_append (list, text);
  if (has_row && reader->known != NULL)
    g_hash_table_insert (reader->known, GSIZE_TO_POINTER (key), g_strdup (text));

  return TRUE;
}

static void
unpack (sqlite3_context  *context,
        int               n_values,
        sqlite3_value   **values)
{
  const char *list = (const char *) sqlite3_value_text (values[0]);
  g_autoptr(GString) whole = NULL;

  if (list == NULL)
    return;

  whole = g_string_sized_new (strlen (list) + 64);
  if (translate_list (list, read_label, sqlite3_user_data (context), whole, NULL))
    sqlite3_result_text (context, whole->str, (int) whole->len, SQLITE_TRANSIENT);
  else
    sqlite3_result_error (context, "a label cannot be read", -1);
}

/**
 * parvis_labels_install:
 * @database: a connection
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Teaches it the function labelled(), which gives a list of answers with its labels.
 *
 * Returns: whether it could
 */
gboolean
parvis_labels_install (ParvisDatabase  *database,
                       GError         **error)
{
  sqlite3 *handle = parvis_database_get_handle (database);
  Reader *reader = g_new0 (Reader, 1);
  int result;

  reader->database = database;
  if (sqlite3_db_readonly (handle, "main") != 0)
    reader->known = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  /* It frees what it was given even where it fails. */
  result = sqlite3_create_function_v2 (handle, "labelled", 1, SQLITE_UTF8, reader, unpack, NULL,
                                       NULL, reader_free);
  if (result == SQLITE_OK)
    return TRUE;

  parvis_database_set_error (handle, result, error);

  return FALSE;
}

/* ---- writing ---- */

typedef struct
{
  ParvisDatabase *database;
  GHashTable     *known;   /* their keys as they are written */
} Writer;

static gboolean
run_with_text (ParvisDatabase  *database,
               const char      *sql,
               const char      *text,
               gint64          *key,
               GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, text);
  if (!parvis_statement_step (statement, &has_row, error))
    return FALSE;

  *key = has_row ? sqlite3_column_int64 (statement, 0) : 0;

  return TRUE;
}

static gboolean
write_label (const char  *label,
             gsize        length,
             GString     *list,
             gpointer     data,
             GError     **error)
{
  Writer *writer = data;
  g_autofree char *text = NULL;
  const char *known;
  char *written;
  gint64 key;

  if (*label != '"' || length < MIN_LENGTH || length > MAX_LENGTH)
    {
      g_string_append_len (list, label, (gssize) length);
      return TRUE;
    }

  text = g_strndup (label, length);
  if ((known = g_hash_table_lookup (writer->known, text)) != NULL)
    {
      g_string_append (list, known);
      return TRUE;
    }

  if (!run_with_text (writer->database, "SELECT key FROM label WHERE text = ?1", text, &key,
                      error) ||
      (key == 0 && !run_with_text (writer->database, "INSERT INTO label (text) VALUES (?1)"
                                   " RETURNING key", text, &key, error)))
    return FALSE;

  written = g_strdup_printf ("%" G_GINT64_FORMAT, key);
  g_string_append (list, written);
  g_hash_table_insert (writer->known, g_steal_pointer (&text), written);

  return TRUE;
}

/**
 * parvis_labels_new:
 *
 * Returns: (transfer full): labels that are known within one transaction: none yet
 */
GHashTable *
parvis_labels_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * parvis_labels_pack:
 * @database: in a transaction
 * @known: (inout): labels that are known within it
 * @list: answers as JSON
 * @packed: (out caller-allocates): the list as it is kept, which labelled() gives back
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether the labels could be kept
 */
gboolean
parvis_labels_pack (ParvisDatabase  *database,
                    GHashTable      *known,
                    const char      *list,
                    GString         *packed,
                    GError         **error)
{
  Writer writer = { database, known };

  return translate_list (list, write_label, &writer, packed, error);
}
