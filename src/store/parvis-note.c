#include "config.h"

#include <sqlite3.h>

#include "parvis-note.h"

#include "parvis-statement.h"
#include "parvis-store-private.h"

typedef struct
{
  char *id_participant;
  char *label;
  char *note;
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->id_participant);
  g_free (note->label);
  g_free (note->note);
  g_free (note);
}

static gboolean
write_note (ParvisDatabase  *database,
            gpointer         data,
            GError         **error)
{
  const Note *note = data;
  gboolean empty = *note->label == '\0' && *note->note == '\0';
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, empty
                             ? "DELETE FROM user_note WHERE id_participant = ?1"
                             : "INSERT OR REPLACE INTO user_note (id_participant, label, note,"
                               " changed) VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, note->id_participant);
  if (!empty)
    {
      parvis_statement_bind_text (statement, 2, note->label);
      parvis_statement_bind_text (statement, 3, note->note);
      parvis_statement_bind_int (statement, 4, g_get_real_time () / G_USEC_PER_SEC);
    }

  return parvis_statement_run (statement, error);
}

/**
 * parvis_note_read:
 * @store: an open store
 * @id_participant: of whom
 * @label: (out) (transfer full): a few words, "" for none
 * @note: (out) (transfer full): a text, "" for none
 *
 * Reads by key, in the thread that opened the store.
 */
void
parvis_note_read (ParvisStore  *store,
                  const char   *id_participant,
                  char        **label,
                  char        **note)
{
  g_autoptr(ParvisStatement) statement = NULL;
  gboolean has_row = FALSE;

  g_return_if_fail (PARVIS_IS_STORE (store));

  if (parvis_store_get_reader (store) != NULL)
    statement = parvis_database_prepare (parvis_store_get_reader (store),
                                         "SELECT ifnull (label, ''), ifnull (note, '')"
                                         " FROM user_note WHERE id_participant = ?1", NULL);
  if (statement != NULL)
    {
      parvis_statement_bind_text (statement, 1, id_participant);
      if (!parvis_statement_step (statement, &has_row, NULL))
        has_row = FALSE;
    }

  *label = g_strdup (has_row ? (const char *) sqlite3_column_text (statement, 0) : "");
  *note = g_strdup (has_row ? (const char *) sqlite3_column_text (statement, 1) : "");
}

/**
 * parvis_note_write:
 * @store: an open store
 * @id_participant: of whom
 * @label: a few words, "" for none
 * @note: a text, "" for none
 *
 * Returns: (transfer full): resolves once it is kept; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_note_write (ParvisStore *store,
                   const char  *id_participant,
                   const char  *label,
                   const char  *note)
{
  Note *written;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_participant != NULL && label != NULL && note != NULL, NULL);

  written = g_new0 (Note, 1);
  written->id_participant = g_strdup (id_participant);
  written->label = g_strdup (label);
  written->note = g_strdup (note);

  return parvis_store_write (store, write_note, written, note_free);
}

/* ---- of many at once ---- */

typedef struct
{
  GArray    *keys;
  char      *label;
  GPtrArray *before;
} Marking;

static void
marking_free (gpointer data)
{
  Marking *marking = data;

  g_array_unref (marking->keys);
  g_ptr_array_unref (marking->before);
  g_free (marking->label);
  g_free (marking);
}

static gboolean
mark_one (ParvisDatabase  *database,
          Marking         *marking,
          gint64           key,
          GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT participant.id, ifnull (label, ''),"
                             " ifnull (note, '') FROM participant LEFT JOIN user_note"
                             " ON id_participant = participant.id WHERE key = ?1", error);
  gboolean has_row = FALSE;
  Note *before;
  Note after;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, key);
  if (!parvis_statement_step (statement, &has_row, error) || !has_row)
    return !has_row && (error == NULL || *error == NULL);

  before = g_new0 (Note, 1);
  before->id_participant = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  before->label = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  before->note = g_strdup ((const char *) sqlite3_column_text (statement, 2));
  g_ptr_array_add (marking->before, before);
  after = *before;
  after.label = marking->label;

  return write_note (database, &after, error);
}

static gboolean
mark_all (ParvisDatabase  *database,
          gpointer         data,
          GError         **error)
{
  Marking *marking = data;

  g_ptr_array_set_size (marking->before, 0);
  for (guint i = 0; i < marking->keys->len; i++)
    if (!mark_one (database, marking, g_array_index (marking->keys, gint64, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
restore_all (ParvisDatabase  *database,
             gpointer         data,
             GError         **error)
{
  GPtrArray *before = data;

  for (guint i = 0; i < before->len; i++)
    if (!write_note (database, g_ptr_array_index (before, i), error))
      return FALSE;

  return TRUE;
}

/**
 * parvis_note_list_new:
 *
 * Returns: (transfer full): a list for parvis_note_mark() to fill
 */
GPtrArray *
parvis_note_list_new (void)
{
  return g_ptr_array_new_with_free_func (note_free);
}

/**
 * parvis_note_mark:
 * @store: an open store
 * @keys: (element-type gint64) (transfer none): of participants
 * @label: a few words, "" for none
 * @before: a list, which gets what all of them had; nobody reads it before this has ended
 *
 * Gives all of them the same label, or none of them. What else is noted stays.
 *
 * Returns: (transfer full): resolves once it is kept; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_note_mark (ParvisStore *store,
                  GArray      *keys,
                  const char  *label,
                  GPtrArray   *before)
{
  Marking *marking;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (keys != NULL && label != NULL && before != NULL, NULL);

  marking = g_new0 (Marking, 1);
  marking->keys = g_array_ref (keys);
  marking->label = g_strdup (label);
  marking->before = g_ptr_array_ref (before);

  return parvis_store_write (store, mark_all, marking, marking_free);
}

/**
 * parvis_note_restore:
 * @store: an open store
 * @before: (transfer none): what parvis_note_mark() put there
 *
 * Returns: (transfer full): resolves once it is as it was; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_note_restore (ParvisStore *store,
                     GPtrArray   *before)
{
  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);

  return parvis_store_write (store, restore_all, g_ptr_array_ref (before),
                             (GDestroyNotify) g_ptr_array_unref);
}
