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
