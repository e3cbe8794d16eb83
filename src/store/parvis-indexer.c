#include "config.h"

#include "parvis-indexer.h"

typedef struct
{
  ParvisStatement *terms;
  ParvisStatement *code;
  ParvisStatement *word;
} Statements;

static gboolean
write_terms (const Statements        *statements,
             const ParvisIndexBatch  *batch,
             GError                 **error)
{
  for (guint i = 0; i < batch->entries->len; i++)
    {
      const ParvisIndexEntry *entry = &g_array_index (batch->entries, ParvisIndexEntry, i);

      if (entry->left_out)
        continue;

      parvis_statement_bind_int (statements->terms, 1, entry->ord);
      parvis_statement_bind_text (statements->terms, 2, entry->terms);
      if (!parvis_statement_run (statements->terms, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_codes (const Statements        *statements,
             const ParvisIndexBatch  *batch,
             GError                 **error)
{
  for (guint i = 0; i < batch->codes->len; i++)
    {
      const ParvisIndexCode *code = &g_array_index (batch->codes, ParvisIndexCode, i);
      const ParvisIndexEntry *entry = &g_array_index (batch->entries, ParvisIndexEntry,
                                                      code->entry);

      if (entry->left_out)
        continue;

      parvis_statement_bind_text (statements->code, 1, code->value);
      parvis_statement_bind_int (statements->code, 2, entry->ord);
      if (!parvis_statement_run (statements->code, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_words (const Statements        *statements,
             const ParvisIndexBatch  *batch,
             GError                 **error)
{
  GHashTableIter iter;
  gpointer word;
  gpointer start;

  g_hash_table_iter_init (&iter, batch->words);
  while (g_hash_table_iter_next (&iter, &word, &start))
    {
      parvis_statement_bind_text (statements->word, 1, word);
      parvis_statement_bind_int (statements->word, 2, GPOINTER_TO_SIZE (start));
      if (!parvis_statement_run (statements->word, error))
        return FALSE;
    }

  return TRUE;
}

/* All but those that are left out. */
static gboolean
write_batch (ParvisDatabase          *database,
             const ParvisIndexBatch  *batch,
             GError                 **error)
{
  Statements statements;
  const struct
  {
    ParvisStatement **statement;
    const char       *sql;
  } all[] = {
    { &statements.terms, "INSERT INTO search (rowid, terms) VALUES (?1, ?2)" },
    { &statements.code, "INSERT OR IGNORE INTO code (value, ord) VALUES (?1, ?2)" },
    { &statements.word, "INSERT INTO word (word, start) VALUES (?1, ?2) ON CONFLICT (word)"
                        " DO UPDATE SET start = excluded.start WHERE excluded.start < start" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if ((*all[i].statement = parvis_database_prepare (database, all[i].sql, error)) == NULL)
      return FALSE;

  return write_terms (&statements, batch, error) && write_codes (&statements, batch, error) &&
         write_words (&statements, batch, error);
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

/* Those that are known already need not be written, which takes longer than to look. */
static gboolean
forget_words (ParvisDatabase    *database,
              ParvisIndexBatch  *batch,
              GError           **error)
{
  g_autoptr(ParvisStatement) look =
    parvis_database_prepare (database, "SELECT 1 FROM word WHERE word = ?1 AND start <= ?2",
                             error);
  GHashTableIter iter;
  gpointer word;
  gpointer start;

  if (look == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, batch->words);
  while (g_hash_table_iter_next (&iter, &word, &start))
    {
      gboolean known = FALSE;

      parvis_statement_bind_text (look, 1, word);
      parvis_statement_bind_int (look, 2, GPOINTER_TO_SIZE (start));
      if (!parvis_statement_step (look, &known, error))
        return FALSE;

      sqlite3_reset (look);
      if (known)
        g_hash_table_iter_remove (&iter);
    }

  return TRUE;
}

/* Of those above @after whose keys are in a table, the lowest. */
static ParvisIndexBatch *
read_batch (ParvisDatabase  *database,
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
  g_autoptr(ParvisIndexBatch) batch = parvis_index_batch_new ();
  g_autoptr(GString) buffer = g_string_new (NULL);
  gboolean has_row = FALSE;

  if (rows == NULL)
    return NULL;

  parvis_statement_bind_int (rows, 1, after);
  parvis_statement_bind_int (rows, 2, max_rows);
  while (parvis_statement_step (rows, &has_row, error))
    {
      if (!has_row)
        {
          parvis_index_batch_sort (batch);
          return forget_words (database, batch, error) ? g_steal_pointer (&batch) : NULL;
        }

      parvis_index_row_read (row, rows, 2);
      parvis_index_batch_add (batch, sqlite3_column_int64 (rows, 0),
                              sqlite3_column_int64 (rows, 1), row, buffer);
    }

  return NULL;
}

/* How often somebody who is new was altered before they were indexed. */
static gboolean
read_altered (ParvisDatabase  *database,
              gint64          *altered,
              GError         **error)
{
  return parvis_database_read_number (database, "SELECT ifnull ((SELECT value FROM meta"
                                      " WHERE name = 'altered'), 0)", altered, error);
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
 * Returns: (transfer full) (nullable): those with the lowest keys
 */
ParvisIndexBatch *
parvis_indexer_read (ParvisDatabase  *database,
                     gint64           after,
                     guint            max_rows,
                     GError         **error)
{
  ParvisIndexBatch *batch;
  gint64 altered;

  /* Before anybody is read, so that whoever is altered meanwhile counts as altered later. */
  if (!read_altered (database, &altered, error) ||
      (after < 0 && !read_indexed (database, &after, error)) ||
      !(batch = read_batch (database, "participant", after, max_rows, error)))
    return NULL;

  batch->after = after;
  batch->altered = altered;

  return batch;
}

/* ---- writing ---- */

/* Whether all are as they were when they were read: another process may have been here, or a later
 * page. Nobody is new among them, since new keys are above all others. */
static gboolean
are_current (ParvisDatabase          *database,
             const ParvisIndexBatch  *batch,
             gint64                   indexed,
             gboolean                *current,
             GError                 **error)
{
  gint64 altered;

  if (!read_altered (database, &altered, error))
    return FALSE;

  *current = indexed == batch->after && altered == batch->altered;

  return TRUE;
}

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

/* Leaves those out who are indexed already, or who have changed, which then wait by name. */
static gboolean
leave_out (ParvisDatabase    *database,
           ParvisIndexBatch  *batch,
           gint64             indexed,
           GError           **error)
{
  g_autoptr(ParvisStatement) look =
    parvis_database_prepare (database, "SELECT 1 FROM participant WHERE key = ?1 AND hash = ?2"
                             " AND ord = ?3", error);

  if (look == NULL)
    return FALSE;

  for (guint i = 0; i < batch->entries->len; i++)
    {
      ParvisIndexEntry *entry = &g_array_index (batch->entries, ParvisIndexEntry, i);
      gboolean current = FALSE;

      /* Another process was faster. */
      entry->left_out = entry->key <= indexed;
      if (entry->left_out)
        continue;

      if (!is_current (look, entry, &current, error) ||
          (!current && !parvis_indexer_queue (database, entry->key, error)))
        return FALSE;
      entry->left_out = !current;
    }

  return TRUE;
}

/* Everybody up to the last one at hand is indexed or, where they are not at hand, waits by name. */
static gboolean
advance (ParvisDatabase          *database,
         const ParvisIndexBatch  *batch,
         gint64                   indexed,
         GError                 **error)
{
  gint64 n_new = 0;

  for (guint i = 0; i < batch->entries->len; i++)
    n_new += g_array_index (batch->entries, ParvisIndexEntry, i).key > indexed;

  if (batch->last <= indexed)
    return TRUE;
  if (n_new < batch->last - indexed &&
      !run_with_keys (database, "INSERT OR IGNORE INTO unindexed (key) SELECT key FROM participant"
                      " WHERE key > ?1 AND key <= ?2", indexed, batch->last, error))
    return FALSE;

  for (guint i = 0; n_new < batch->last - indexed && i < batch->entries->len; i++)
    {
      const ParvisIndexEntry *entry = &g_array_index (batch->entries, ParvisIndexEntry, i);

      if (entry->key > indexed &&
          !run_with_keys (database, "DELETE FROM unindexed WHERE key = ?1", entry->key, 0, error))
        return FALSE;
    }

  return write_indexed (database, batch->last, error);
}

/**
 * parvis_indexer_add:
 * @database: in a transaction
 * @batch: of new participants
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Makes participants findable who were read before. Those that have changed meanwhile wait for
 * parvis_indexer_run().
 *
 * Returns: whether it could
 */
gboolean
parvis_indexer_add (ParvisDatabase    *database,
                    ParvisIndexBatch  *batch,
                    GError           **error)
{
  gint64 indexed;
  gboolean current;

  return read_indexed (database, &indexed, error) &&
         are_current (database, batch, indexed, &current, error) &&
         advance (database, batch, indexed, error) &&
         (current || leave_out (database, batch, indexed, error)) &&
         write_batch (database, batch, error);
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
  g_autoptr(ParvisIndexBatch) changed = read_batch (database, "unindexed", 0, max_rows, error);
  g_autoptr(ParvisIndexBatch) new = NULL;

  if (changed == NULL)
    return FALSE;

  *n_done = changed->entries->len;
  if (*n_done > 0)
    return write_batch (database, changed, error) &&
           run_with_keys (database, "DELETE FROM unindexed WHERE key <= ?1", changed->last, 0,
                          error);

  new = parvis_indexer_read (database, -1, max_rows, error);
  *n_done = new != NULL ? new->entries->len : 0;

  return new != NULL && parvis_indexer_add (database, new, error);
}

/* Whether somebody waits to be indexed, by name or being new. */
static gboolean
is_waiting (ParvisDatabase  *database,
            gint64           key,
            gboolean        *waiting,
            gboolean        *is_new,
            GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT value < ?1, EXISTS (SELECT 1 FROM unindexed"
                             " WHERE key = ?1) FROM meta WHERE name = 'indexed'", error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, key);
  if (!parvis_statement_step (statement, NULL, error))
    return FALSE;

  *is_new = sqlite3_column_int (statement, 0) != 0;
  *waiting = *is_new || sqlite3_column_int (statement, 1) != 0;

  return TRUE;
}

/* Batches in which new people were read before no longer hold. */
static gboolean
count_altered (ParvisDatabase  *database,
               GError         **error)
{
  return parvis_database_execute (database, "INSERT INTO meta (name, value) VALUES ('altered', 1)"
                                  " ON CONFLICT (name) DO UPDATE SET value = value + 1", error);
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
  gboolean waiting;
  gboolean is_new;
  gboolean found = FALSE;

  if (!is_waiting (database, key, &waiting, &is_new, error))
    return FALSE;
  if (waiting)
    return !is_new || count_altered (database, error);

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

  return run_with_ord (database, "DELETE FROM search WHERE rowid = ?1", row->ord, NULL, error);
}
