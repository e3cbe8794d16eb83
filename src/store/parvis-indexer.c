#include "config.h"

#include <string.h>

#include "parvis-indexer.h"

#include "parvis-index-entry.h"

/* A code and whose it is; sorted before they are written, so that the table is walked through once
 * and not jumped about in. */
typedef struct
{
  const char *value;   /* of an entry */
  gint64      ord;
} Code;

typedef struct
{
  ParvisStatement *words;
  ParvisStatement *mails;
  ParvisStatement *code;
  ParvisStatement *word;
  GArray          *codes;
  GHashTable      *known;
  GString         *buffer;
} Batch;

static void
batch_clear (Batch *self)
{
  g_clear_pointer (&self->codes, g_array_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
  if (self->buffer != NULL)
    g_string_free (self->buffer, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static int
compare_codes (gconstpointer a,
               gconstpointer b)
{
  return strcmp (((const Code *) a)->value, ((const Code *) b)->value);
}

static gboolean
run_with_text (ParvisStatement  *statement,
               gint64            ord,
               const char       *text,
               GError          **error)
{
  parvis_statement_bind_int (statement, 1, ord);
  parvis_statement_bind_text (statement, 2, text);

  return parvis_statement_run (statement, error);
}

/* The bytes of a word's first @n_letters. */
static gsize
get_start (const char *word,
           gsize       length,
           guint       n_letters)
{
  const char *p = word;

  for (guint i = 0; i < n_letters && p < word + length; i++)
    p = g_utf8_next_char (p);

  return (gsize) (p - word);
}

/* The words that others may be meant by or begin with: see parvis-spelling.c and
 * parvis-name-words.c. */
static void
remember_words (Batch      *batch,
                const char *words,
                guint       n_letters)
{
  for (const char *p = words; *p != '\0';)
    {
      gsize length = strcspn (p, " ");
      gpointer known;

      if (length >= PARVIS_INDEX_MIN_WORD && parvis_index_is_plain (p, length))
        {
          gsize start = get_start (p, length, n_letters);

          g_string_truncate (batch->buffer, 0);
          g_string_append_len (batch->buffer, p, (gssize) length);
          if (!g_hash_table_lookup_extended (batch->known, batch->buffer->str, NULL, &known) ||
              GPOINTER_TO_SIZE (known) > start)
            g_hash_table_insert (batch->known, g_strndup (p, length), GSIZE_TO_POINTER (start));
        }
      p += length + (p[length] != '\0');
    }
}

static gboolean
index_entry (Batch                   *batch,
             const ParvisIndexEntry  *entry,
             GError                 **error)
{
  if (!run_with_text (batch->words, entry->ord, entry->terms, error) ||
      (*entry->pieces != '\0' && !run_with_text (batch->mails, entry->ord, entry->pieces, error)))
    return FALSE;

  for (guint i = 0; i < entry->n_codes; i++)
    {
      Code code = { entry->codes[i], entry->ord };

      g_array_append_val (batch->codes, code);
    }
  remember_words (batch, entry->names, PARVIS_INDEX_NAME_PREFIX);
  remember_words (batch, entry->answers, PARVIS_INDEX_ANSWER_PREFIX);

  return TRUE;
}

static gboolean
write_codes_and_words (Batch   *batch,
                       GError **error)
{
  GHashTableIter iter;
  gpointer word;
  gpointer start;

  g_array_sort (batch->codes, compare_codes);
  for (guint i = 0; i < batch->codes->len; i++)
    {
      const Code *code = &g_array_index (batch->codes, Code, i);

      parvis_statement_bind_text (batch->code, 1, code->value);
      parvis_statement_bind_int (batch->code, 2, code->ord);
      if (!parvis_statement_run (batch->code, error))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, batch->known);
  while (g_hash_table_iter_next (&iter, &word, &start))
    {
      parvis_statement_bind_text (batch->word, 1, word);
      parvis_statement_bind_int (batch->word, 2, GPOINTER_TO_SIZE (start));
      if (!parvis_statement_run (batch->word, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
prepare (ParvisDatabase  *database,
         Batch           *batch,
         GError         **error)
{
  const struct
  {
    ParvisStatement **statement;
    const char       *sql;
  } all[] = {
    { &batch->words, "INSERT INTO word_search (rowid, words) VALUES (?1, ?2)" },
    { &batch->mails, "INSERT INTO mail_search (rowid, mails) VALUES (?1, ?2)" },
    { &batch->code, "INSERT OR IGNORE INTO code (value, ord) VALUES (?1, ?2)" },
    { &batch->word, "INSERT INTO word (word, start) VALUES (?1, ?2) ON CONFLICT (word)"
                     " DO UPDATE SET start = excluded.start WHERE excluded.start < start" },
  };

  batch->codes = g_array_new (FALSE, FALSE, sizeof (Code));
  batch->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  batch->buffer = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if ((*all[i].statement = parvis_database_prepare (database, all[i].sql, error)) == NULL)
      return FALSE;

  return TRUE;
}

/* ---- who waits ---- */

static gboolean
read_indexed (ParvisDatabase  *database,
              gint64          *indexed,
              GError         **error)
{
  return parvis_database_read_number (database, "SELECT value FROM meta WHERE name = 'indexed'",
                                      indexed, error);
}

static gboolean
run_with_keys (ParvisDatabase  *database,
               const char      *sql,
               gint64           first,
               gint64           second,
               GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, first);
  if (sqlite3_bind_parameter_count (statement) > 1)
    parvis_statement_bind_int (statement, 2, second);

  return parvis_statement_run (statement, error);
}

static gboolean
write_indexed (ParvisDatabase  *database,
               gint64           indexed,
               GError         **error)
{
  return run_with_keys (database, "UPDATE meta SET value = ?1 WHERE name = 'indexed'", indexed, 0,
                        error);
}

/**
 * parvis_indexer_count:
 * @database: a connection of this thread
 * @n_new: (out): how many participants who are new wait to be indexed, at most
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Takes no time, however many they are.
 *
 * Returns: whether it could
 */
gboolean
parvis_indexer_count (ParvisDatabase  *database,
                      gint64          *n_new,
                      GError         **error)
{
  return parvis_database_read_number (database, "SELECT max (0, ifnull ((SELECT max (key) FROM"
                                      " participant), 0) - value) FROM meta"
                                      " WHERE name = 'indexed'", n_new, error);
}

/**
 * parvis_indexer_queue:
 * @database: in a transaction
 * @key: of a participant who is not in the index, see parvis_indexer_remove()
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it waits to be indexed
 */
gboolean
parvis_indexer_queue (ParvisDatabase  *database,
                      gint64           key,
                      GError         **error)
{
  return run_with_keys (database, "INSERT OR IGNORE INTO unindexed (key)"
                        " SELECT key FROM participant WHERE key = ?1"
                        " AND key <= (SELECT value FROM meta WHERE name = 'indexed')", key, 0,
                        error);
}

/* ---- reading them ---- */

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const ParvisIndexEntry *left = *(ParvisIndexEntry * const *) a;
  const ParvisIndexEntry *right = *(ParvisIndexEntry * const *) b;

  return (left->ord > right->ord) - (left->ord < right->ord);
}

/* Of those above @after whose keys are in a table, in the order of the keys. */
static GPtrArray *
read_entries (ParvisDatabase  *database,
              const char      *table,
              gint64           after,
              guint            max_rows,
              GError         **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT participant.key, participant.hash, " PARVIS_INDEX_ROW_COLUMNS
                     " FROM (SELECT key FROM %s WHERE key > ?1 ORDER BY key LIMIT ?2)"
                     " CROSS JOIN participant USING (key)", table);
  g_autoptr(ParvisStatement) rows = parvis_database_prepare (database, sql, error);
  g_autoptr(ParvisIndexRow) row = parvis_index_row_new ();
  g_autoptr(GPtrArray) entries = NULL;
  gboolean has_row = FALSE;

  if (rows == NULL)
    return NULL;

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_index_entry_free);
  parvis_statement_bind_int (rows, 1, after);
  parvis_statement_bind_int (rows, 2, max_rows);
  while (parvis_statement_step (rows, &has_row, error))
    {
      ParvisIndexEntry *entry;

      if (!has_row)
        return g_steal_pointer (&entries);

      parvis_index_row_read (row, rows, 2);
      entry = parvis_index_entry_new (row);
      entry->key = sqlite3_column_int64 (rows, 0);
      entry->hash = sqlite3_column_int64 (rows, 1);
      g_ptr_array_add (entries, entry);
    }

  return NULL;
}

/**
 * parvis_indexer_read:
 * @database: a connection of this thread
 * @after: only new participants whose keys are above it; below 0 for all who wait
 * @max_rows: at most so many
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Works out by what new participants are found, which takes as long as it takes to write it.
 *
 * Returns: (transfer full) (nullable) (element-type ParvisIndexEntry): in the order of their keys
 */
GPtrArray *
parvis_indexer_read (ParvisDatabase  *database,
                     gint64           after,
                     guint            max_rows,
                     GError         **error)
{
  if (after < 0 && !read_indexed (database, &after, error))
    return NULL;

  return read_entries (database, "participant", after, max_rows, error);
}

/* ---- writing ---- */

/* Whether somebody is as they were: another process may have been here, or a later page. */
static gboolean
is_current (ParvisStatement         *look,
            const ParvisIndexEntry  *entry,
            gboolean                *current,
            GError                 **error)
{
  parvis_statement_bind_int (look, 1, entry->key);
  parvis_statement_bind_int (look, 2, entry->hash);
  parvis_statement_bind_int (look, 3, entry->ord);
  if (!parvis_statement_step (look, current, error))
    return FALSE;
  sqlite3_reset (look);

  return TRUE;
}

/* Everybody up to the last one at hand is indexed or, where they are not at hand, waits by name. */
static gboolean
advance (ParvisDatabase  *database,
         GPtrArray       *entries,
         gint64           indexed,
         GError         **error)
{
  gint64 last = indexed;
  gint64 n_new = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const ParvisIndexEntry *entry = g_ptr_array_index (entries, i);

      last = MAX (last, entry->key);
      n_new += entry->key > indexed;
    }

  if (last == indexed)
    return TRUE;
  if (n_new < last - indexed &&
      !run_with_keys (database, "INSERT OR IGNORE INTO unindexed (key) SELECT key FROM participant"
                      " WHERE key > ?1 AND key <= ?2", indexed, last, error))
    return FALSE;

  for (guint i = 0; n_new < last - indexed && i < entries->len; i++)
    {
      const ParvisIndexEntry *entry = g_ptr_array_index (entries, i);

      if (entry->key > indexed &&
          !run_with_keys (database, "DELETE FROM unindexed WHERE key = ?1", entry->key, 0, error))
        return FALSE;
    }

  return write_indexed (database, last, error);
}

static gboolean
add_entries (ParvisDatabase  *database,
             GPtrArray       *entries,
             Batch           *batch,
             GError         **error)
{
  g_autoptr(ParvisStatement) look =
    parvis_database_prepare (database, "SELECT 1 FROM participant WHERE key = ?1 AND hash = ?2"
                             " AND ord = ?3", error);
  gint64 indexed;

  if (look == NULL || !read_indexed (database, &indexed, error) ||
      !advance (database, entries, indexed, error))
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      const ParvisIndexEntry *entry = g_ptr_array_index (entries, i);
      gboolean current = FALSE;

      /* Another process was faster. */
      if (entry->key <= indexed)
        continue;

      if (!is_current (look, entry, &current, error) ||
          !(current ? index_entry (batch, entry, error)
                    : parvis_indexer_queue (database, entry->key, error)))
        return FALSE;
    }

  return write_codes_and_words (batch, error);
}

/**
 * parvis_indexer_add:
 * @database: in a transaction
 * @entries: (element-type ParvisIndexEntry): of new participants; gets another order
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Makes participants findable who were read before. Those that have changed meanwhile wait for
 * parvis_indexer_run().
 *
 * Returns: whether it could
 */
gboolean
parvis_indexer_add (ParvisDatabase  *database,
                    GPtrArray       *entries,
                    GError         **error)
{
  g_auto(Batch) batch = { 0 };

  g_ptr_array_sort (entries, compare_entries);

  return prepare (database, &batch, error) && add_entries (database, entries, &batch, error);
}

/**
 * parvis_indexer_run:
 * @database: in a transaction
 * @max_rows: at most so many
 * @n_done: (out): how many it were; none means that all are indexed
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Makes participants that wait for it findable: first those who have changed.
 *
 * Returns: whether it could
 */
gboolean
parvis_indexer_run (ParvisDatabase  *database,
                    guint            max_rows,
                    guint           *n_done,
                    GError         **error)
{
  g_autoptr(GPtrArray) entries = read_entries (database, "unindexed", 0, max_rows, error);
  g_auto(Batch) batch = { 0 };
  gint64 last;

  if (entries == NULL)
    return FALSE;

  if (entries->len == 0)
    {
      g_ptr_array_unref (entries);
      entries = parvis_indexer_read (database, -1, max_rows, error);
      *n_done = entries != NULL ? entries->len : 0;
      return entries != NULL && parvis_indexer_add (database, entries, error);
    }

  *n_done = entries->len;
  last = ((ParvisIndexEntry *) g_ptr_array_index (entries, entries->len - 1))->key;
  g_ptr_array_sort (entries, compare_entries);
  if (!prepare (database, &batch, error))
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (!index_entry (&batch, g_ptr_array_index (entries, i), error))
      return FALSE;

  return write_codes_and_words (&batch, error) &&
         run_with_keys (database, "DELETE FROM unindexed WHERE key <= ?1", last, 0, error);
}

static gboolean
is_waiting (ParvisDatabase  *database,
            gint64           key,
            gboolean        *waiting,
            GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT 1 FROM unindexed WHERE key = ?1 UNION ALL"
                             " SELECT 1 FROM meta WHERE name = 'indexed' AND value < ?1", error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, key);

  return parvis_statement_step (statement, waiting, error);
}

static gboolean
run_with_ord (ParvisDatabase  *database,
              const char      *sql,
              gint64           ord,
              const char      *value,
              GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, ord);
  if (value != NULL)
    parvis_statement_bind_text (statement, 2, value);

  return parvis_statement_run (statement, error);
}

/**
 * parvis_indexer_remove:
 * @database: in a transaction
 * @key: of a participant, whose row is still as it was when it was indexed
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Makes a participant unfindable, before its row is changed or removed. Its words stay known.
 *
 * Returns: whether it could
 */
gboolean
parvis_indexer_remove (ParvisDatabase  *database,
                       gint64           key,
                       GError         **error)
{
  g_autoptr(ParvisStatement) read = NULL;
  g_autoptr(ParvisIndexRow) row = NULL;
  gboolean found = FALSE;

  if (!is_waiting (database, key, &found, error))
    return FALSE;
  if (found)
    return TRUE;

  read = parvis_database_prepare (database, "SELECT " PARVIS_INDEX_ROW_COLUMNS
                                  " FROM participant WHERE key = ?1", error);
  if (read == NULL)
    return FALSE;

  parvis_statement_bind_int (read, 1, key);
  if (!parvis_statement_step (read, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  row = parvis_index_row_new ();
  parvis_index_row_read (row, read, 0);
  for (guint i = 0; i < row->n_codes; i++)
    if (!run_with_ord (database, "DELETE FROM code WHERE ord = ?1 AND value = ?2", row->ord,
                       row->codes[i], error))
      return FALSE;

  return run_with_ord (database, "DELETE FROM word_search WHERE rowid = ?1", row->ord, NULL,
                       error) &&
         run_with_ord (database, "DELETE FROM mail_search WHERE rowid = ?1", row->ord, NULL, error);
}
