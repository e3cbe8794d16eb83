#include "config.h"

#include <sqlite3.h>

#include "parvis-participant-writer.h"

#include "parvis-change.h"
#include "parvis-daily-count.h"
#include "parvis-fold.h"
#include "parvis-indexer.h"
#include "parvis-labels.h"
#include "parvis-participant-values.h"
#include "parvis-places.h"
#include "parvis-statement.h"
#include "parvis-table.h"
#include "weez-participant.h"

/* Absent from so many complete listings in a row, a participant is gone. */
#define LISTINGS_TO_GO 2

struct _ParvisParticipantWriter
{
  ParvisDatabase    *database;
  const ParvisTable *table;
  GTimeZone         *zone;
  gint64             now;
  gint64             next_key;
  char              *id_event;      /* of the row before, and its event's key */
  gint64             event;
  gboolean           expects_new;   /* whether the row before was of somebody new */
  ParvisDaily       *daily;
  GHashTable        *labels;
  GString           *packed;

  ParvisStatement   *find;
  ParvisStatement   *read;
  ParvisStatement   *insert;
  ParvisStatement   *update;
  ParvisStatement   *touch;
  ParvisStatement   *mark;
  ParvisStatement   *tell;
  ParvisStatement   *find_event;
};

/* What the store holds of a participant. */
typedef struct
{
  gint64     key;
  gint64     event;
  gint64     hash;
  gint64     digest;
  gint64     gone;
  gint64     missed;
  gint64     ord;
  WeezValue *values;
} Known;

static gboolean
prepare_all (ParvisParticipantWriter  *self,
             GError                  **error)
{
  const char *list = self->table->list;
  const char *sources = self->table->sources;
  const char *places = self->table->places;
  guint n = self->table->n_columns;
  g_autofree char *read = g_strdup_printf ("SELECT event, gone, missed, ord, %s FROM participant "
                                           "WHERE key = ?1", sources);
  g_autofree char *insert =
    g_strdup_printf ("INSERT INTO participant (%s, key, event, ord, sort_key, hash, digest, "
                     "first_seen, gone, missed) VALUES (%s, ?%u, ?%u, ?%u, ?%u, ?%u, ?%u, ?%u, 0, "
                     "0) ON CONFLICT (id) DO NOTHING", list, places, n + 1, n + 2, n + 3, n + 4,
                     n + 5, n + 6, n + 7);
  g_autofree char *update =
    g_strdup_printf ("UPDATE participant SET (%s) = (%s), event = ?%u, ord = ?%u, sort_key = ?%u, "
                     "hash = ?%u, digest = ?%u, gone = 0, missed = 0 WHERE key = ?%u",
                     list, places, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6);
  const struct
  {
    ParvisStatement **statement;
    const char       *sql;
  } all[] = {
    { &self->find, "SELECT key, event, hash, gone, missed, digest FROM participant"
                   " WHERE id = ?1" },
    { &self->read, read },
    { &self->insert, insert },
    { &self->update, update },
    { &self->touch, "UPDATE participant SET gone = 0, missed = 0, digest = ?2 WHERE key = ?1" },
    { &self->mark, "UPDATE participant SET gone = ?2, missed = ?3 WHERE key = ?1" },
    { &self->tell, "INSERT INTO change (time, event, participant, kind, was, now) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6)" },
    { &self->find_event, "SELECT key FROM event WHERE id = ?1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if ((*all[i].statement = parvis_database_prepare (self->database, all[i].sql, error)) == NULL)
      return FALSE;

  return TRUE;
}

/* Above all that there are, and above those that were there and are indexed. */
static gboolean
find_next_key (ParvisParticipantWriter  *self,
               GError                  **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (self->database, "SELECT max (value, ifnull ((SELECT max (key) FROM"
                             " participant), 0)) + 1 FROM meta WHERE name = 'indexed'", error);

  if (statement == NULL || !parvis_statement_step (statement, NULL, error))
    return FALSE;

  self->next_key = sqlite3_column_int64 (statement, 0);

  return TRUE;
}

/**
 * parvis_participant_writer_new:
 * @database: in a transaction
 * @zone: the account's, for the day of an order
 * @now: what the changes are stamped with, in seconds since 1970
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): a writer for this transaction
 */
ParvisParticipantWriter *
parvis_participant_writer_new (ParvisDatabase  *database,
                               GTimeZone       *zone,
                               gint64           now,
                               GError         **error)
{
  g_autoptr(ParvisParticipantWriter) self = g_new0 (ParvisParticipantWriter, 1);

  self->database = database;
  self->zone = g_time_zone_ref (zone);
  self->now = now;
  self->daily = parvis_daily_new ();
  self->labels = parvis_labels_new ();
  self->packed = g_string_new (NULL);
  self->table = parvis_table_get (WEEZ_TYPE_PARTICIPANT);

  if (!prepare_all (self, error) || !find_next_key (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
parvis_participant_writer_free (ParvisParticipantWriter *self)
{
  ParvisStatement **statements[] = {
    &self->find, &self->read, &self->insert, &self->update, &self->touch, &self->mark,
    &self->tell, &self->find_event,
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    g_clear_pointer (statements[i], parvis_statement_release);
  g_clear_pointer (&self->daily, parvis_daily_free);
  g_hash_table_unref (self->labels);
  g_string_free (self->packed, TRUE);
  g_free (self->id_event);
  g_time_zone_unref (self->zone);
  g_free (self);
}

void
parvis_page_outcome_clear (ParvisPageOutcome *self)
{
  g_clear_pointer (&self->keys, g_array_unref);
}

static gint64
get_day (ParvisParticipantWriter *self,
         const WeezValue         *values)
{
  return parvis_participant_get_day (values, self->zone);
}

static gboolean
tell (ParvisParticipantWriter  *self,
      gint64                    event,
      const char               *participant,
      ParvisChangeKind          kind,
      const char               *was,
      const char               *now,
      GError                  **error)
{
  parvis_statement_bind_int (self->tell, 1, self->now);
  parvis_statement_bind_int (self->tell, 2, event);
  parvis_statement_bind_text (self->tell, 3, participant);
  parvis_statement_bind_int (self->tell, 4, kind);
  parvis_statement_bind_text (self->tell, 5, was);
  parvis_statement_bind_text (self->tell, 6, now);

  return parvis_statement_run (self->tell, error);
}

static gboolean
becomes (const WeezValue         *old,
         const WeezValue         *values,
         ParvisParticipantColumn  flag)
{
  return parvis_participant_flag (values, flag) && !parvis_participant_flag (old, flag);
}

static gboolean
is_same (const WeezValue         *old,
         const WeezValue         *values,
         ParvisParticipantColumn  column)
{
  return weez_value_equal (parvis_participant_value (old, column),
                           parvis_participant_value (values, column));
}

static gboolean
tell_changes (ParvisParticipantWriter  *self,
              const Known              *known,
              const WeezValue          *values,
              gint64                    event,
              GError                  **error)
{
  const WeezValue *old = known->values;
  const char *id = parvis_participant_text (values, PARVIS_PARTICIPANT_ID);
  const char *ticket = parvis_participant_text (values, PARVIS_PARTICIPANT_ID_TICKET);
  const char *old_ticket = parvis_participant_text (old, PARVIS_PARTICIPANT_ID_TICKET);
  gboolean deleted = parvis_participant_flag (values, PARVIS_PARTICIPANT_DELETED);
  gboolean was_deleted = known->gone != 0 ||
                         parvis_participant_flag (old, PARVIS_PARTICIPANT_DELETED);
  gboolean scanned = parvis_participant_is_scanned (values) &&
                     !(is_same (old, values, PARVIS_PARTICIPANT_CONTROL_STATUS) &&
                       is_same (old, values, PARVIS_PARTICIPANT_SCAN_DATE));

  if (deleted != was_deleted &&
      !tell (self, event, id, deleted ? PARVIS_CHANGE_DELETED : PARVIS_CHANGE_RESTORED,
             NULL, NULL, error))
    return FALSE;
  if (becomes (old, values, PARVIS_PARTICIPANT_REFUND) &&
      !tell (self, event, id, PARVIS_CHANGE_REFUNDED, NULL, NULL, error))
    return FALSE;
  if (becomes (old, values, PARVIS_PARTICIPANT_PAID) &&
      !tell (self, event, id, PARVIS_CHANGE_PAID, NULL, NULL, error))
    return FALSE;
  if (g_strcmp0 (ticket, old_ticket) != 0 &&
      !tell (self, event, id, PARVIS_CHANGE_MOVED, old_ticket, ticket, error))
    return FALSE;
  if (scanned && !tell (self, event, id, PARVIS_CHANGE_SCANNED,
                        parvis_participant_text (old, PARVIS_PARTICIPANT_CONTROL_STATUS),
                        parvis_participant_text (values, PARVIS_PARTICIPANT_CONTROL_STATUS),
                        error))
    return FALSE;
  if (parvis_participant_is_corrected (old, values) &&
      !tell (self, event, id, PARVIS_CHANGE_CORRECTED, NULL, NULL, error))
    return FALSE;

  return TRUE;
}

static gboolean
bind_values (ParvisParticipantWriter  *self,
             ParvisStatement          *statement,
             const WeezValue          *values,
             GError                  **error)
{
  parvis_table_bind (self->table, statement, 1, values);
  for (guint i = 0; i < self->table->n_columns; i++)
    {
      if (values[i].type != WEEZ_VALUE_TEXT || !parvis_table_has_answers (self->table, i))
        continue;

      if (!parvis_labels_pack (self->database, self->labels, values[i].text, self->packed, error))
        return FALSE;
      sqlite3_bind_text (statement, (int) i + 1, self->packed->str, (int) self->packed->len,
                         SQLITE_TRANSIENT);
    }

  return TRUE;
}

/* @done: gets whether nobody with the row's id was there. */
static gboolean
insert (ParvisParticipantWriter  *self,
        ParvisPreparedRow        *row,
        gint64                    event,
        gboolean                  feed,
        gboolean                 *done,
        GError                  **error)
{
  const WeezValue *values = row->values;
  int n = (int) self->table->n_columns;
  gint64 key = self->next_key;
  gint64 ord;

  if (!parvis_place_choose (self->database, row->place, 0, &ord, error))
    return FALSE;

  if (!bind_values (self, self->insert, values, error))
    return FALSE;
  parvis_statement_bind_int (self->insert, n + 1, key);
  parvis_statement_bind_int (self->insert, n + 2, event);
  parvis_statement_bind_int (self->insert, n + 3, ord);
  sqlite3_bind_blob (self->insert, n + 4, row->sort_key, (int) row->sort_key_size, SQLITE_STATIC);
  parvis_statement_bind_int (self->insert, n + 5, row->hash);
  parvis_statement_bind_int (self->insert, n + 6, row->digest);
  parvis_statement_bind_int (self->insert, n + 7, self->now);
  if (!parvis_statement_run (self->insert, error))
    return FALSE;

  *done = sqlite3_changes (parvis_database_get_handle (self->database)) > 0;
  if (!*done)
    return TRUE;

  self->next_key++;
  parvis_daily_count (self->daily, event, values, row->day, FALSE, 1);

  return !feed ||
         tell (self, event, parvis_participant_text (values, PARVIS_PARTICIPANT_ID),
               PARVIS_CHANGE_NEW, NULL,
               parvis_participant_text (values, PARVIS_PARTICIPANT_ID_TICKET), error);
}

static gboolean
update (ParvisParticipantWriter  *self,
        const Known              *known,
        ParvisPreparedRow        *row,
        gint64                    event,
        gint64                    hash,
        gboolean                  feed,
        GError                  **error)
{
  const WeezValue *values = row->values;
  /* Not the row's own, since a short answer may not have told the name. */
  g_autoptr(GBytes) sort_key =
    parvis_fold_sort_key (parvis_participant_text (values, PARVIS_PARTICIPANT_LAST_NAME),
                          parvis_participant_text (values, PARVIS_PARTICIPANT_FIRST_NAME));
  int n = (int) self->table->n_columns;
  gint64 ord;

  if (!parvis_place_choose (self->database, parvis_fold_ord (sort_key), known->ord, &ord, error))
    return FALSE;

  if (ord != known->ord || event != known->event ||
      parvis_participant_is_found_anew (known->values, values))
    {
      if (!parvis_indexer_remove (self->database, known->key, error) ||
          !parvis_indexer_queue (self->database, known->key, error))
        return FALSE;
    }

  if (!bind_values (self, self->update, values, error))
    return FALSE;
  parvis_statement_bind_int (self->update, n + 1, event);
  parvis_statement_bind_int (self->update, n + 2, ord);
  sqlite3_bind_blob (self->update, n + 3, g_bytes_get_data (sort_key, NULL),
                     (int) g_bytes_get_size (sort_key), SQLITE_STATIC);
  parvis_statement_bind_int (self->update, n + 4, hash);
  parvis_statement_bind_int (self->update, n + 5, row->digest);
  parvis_statement_bind_int (self->update, n + 6, known->key);
  if (!parvis_statement_run (self->update, error))
    return FALSE;

  parvis_daily_count (self->daily, known->event, known->values, get_day (self, known->values),
                      known->gone != 0, -1);
  parvis_daily_count (self->daily, event, values, get_day (self, values), FALSE, 1);

  return !feed || tell_changes (self, known, values, event, error);
}

/* Reads what is held of a participant, with all of its values. */
static gboolean
read_known (ParvisParticipantWriter  *self,
            gint64                    key,
            Known                    *known,
            GError                  **error)
{
  gboolean found = FALSE;

  parvis_statement_bind_int (self->read, 1, key);
  if (!parvis_statement_step (self->read, &found, error))
    return FALSE;

  known->key = key;
  if (found)
    {
      known->event = sqlite3_column_int64 (self->read, 0);
      known->gone = sqlite3_column_int64 (self->read, 1);
      known->missed = sqlite3_column_int64 (self->read, 2);
      known->ord = sqlite3_column_int64 (self->read, 3);
      known->values = parvis_table_read (self->table, self->read, 4);
    }
  sqlite3_reset (self->read);

  return TRUE;
}

static gboolean
find_known (ParvisParticipantWriter  *self,
            const char               *id,
            Known                    *known,
            GError                  **error)
{
  gboolean found = FALSE;

  parvis_statement_bind_text (self->find, 1, id);
  if (!parvis_statement_step (self->find, &found, error))
    return FALSE;

  if (found)
    {
      known->key = sqlite3_column_int64 (self->find, 0);
      known->event = sqlite3_column_int64 (self->find, 1);
      known->hash = sqlite3_column_int64 (self->find, 2);
      known->gone = sqlite3_column_int64 (self->find, 3);
      known->missed = sqlite3_column_int64 (self->find, 4);
      known->digest = sqlite3_column_int64 (self->find, 5);
    }
  sqlite3_reset (self->find);

  return TRUE;
}

/* The key of the event that a row names; @fallback where it names none; 0 where it is foreign. */
static gboolean
find_event (ParvisParticipantWriter  *self,
            const char               *id,
            gint64                    fallback,
            gint64                   *event,
            GError                  **error)
{
  gboolean found = FALSE;

  if (id == NULL || (self->id_event != NULL && g_str_equal (id, self->id_event)))
    {
      *event = id != NULL ? self->event : fallback;
      return TRUE;
    }

  parvis_statement_bind_text (self->find_event, 1, id);
  if (!parvis_statement_step (self->find_event, &found, error))
    return FALSE;

  self->event = *event = found ? sqlite3_column_int64 (self->find_event, 0) : 0;
  sqlite3_reset (self->find_event);
  g_set_str (&self->id_event, id);

  return TRUE;
}

static gboolean
is_empty (const WeezValue *value)
{
  return value->type == WEEZ_VALUE_NONE ||
         (value->type == WEEZ_VALUE_TEXT && *value->text == '\0');
}

/* What a row leaves out stays as it was. A row without an event and a ticket is known to come with
 * nothing but a buyer and answers: there, what is empty is left out as well. */
static void
keep_unsaid (ParvisParticipantWriter *self,
             const Known             *known,
             ParvisPreparedRow       *row)
{
  WeezValue *values = row->values;
  gboolean is_bare = parvis_participant_text (values, PARVIS_PARTICIPANT_ID_EVENT) == NULL &&
                     parvis_participant_text (values, PARVIS_PARTICIPANT_ID_TICKET) == NULL;

  for (guint i = 0; i < self->table->n_columns; i++)
    if (values[i].unsaid || (is_bare && is_empty (&values[i])))
      {
        values[i] = known->values[i];
        values[i].owned = NULL;
        if (values[i].type == WEEZ_VALUE_TEXT)
          values[i].text = values[i].owned = g_strdup (known->values[i].text);
      }
}

/* Who is listed is not missed, even if nothing else is new. */
static gboolean
touch (ParvisParticipantWriter  *self,
       const Known              *known,
       gint64                    digest,
       GError                  **error)
{
  if (known->missed == 0 && known->digest == digest)
    return TRUE;

  parvis_statement_bind_int (self->touch, 1, known->key);
  parvis_statement_bind_int (self->touch, 2, digest);

  return parvis_statement_run (self->touch, error);
}

static gboolean
apply_known (ParvisParticipantWriter  *self,
             Known                    *known,
             ParvisPreparedRow        *row,
             gint64                    event,
             gboolean                  feed,
             GError                  **error)
{
  gint64 hash = row->hash;
  gint64 known_hash = known->hash;

  if (hash == known_hash && event == known->event && known->gone == 0)
    return touch (self, known, row->digest, error);

  if (!read_known (self, known->key, known, error))
    return FALSE;

  keep_unsaid (self, known, row);
  hash = parvis_table_hash (self->table, row->values);
  if (hash == known_hash && event == known->event && known->gone == 0)
    return touch (self, known, row->digest, error);

  return update (self, known, row, event, hash, feed, error);
}

/* A row of another event comes with that event's own listing. */
static gboolean
is_asked_for (gint64 own_event,
              gint64 event)
{
  return own_event != 0 && (event == 0 || own_event == event);
}

static gboolean
apply_new (ParvisParticipantWriter  *self,
           ParvisPreparedRow        *row,
           gint64                    event,
           gboolean                  feed,
           ParvisPageOutcome        *outcome,
           GError                  **error)
{
  gint64 key = self->next_key;

  if (!insert (self, row, event, feed, &self->expects_new, error))
    return FALSE;

  if (self->expects_new)
    {
      g_array_append_val (outcome->keys, key);
      outcome->n_new++;
    }

  return TRUE;
}

static gboolean
apply_row (ParvisParticipantWriter  *self,
           ParvisPreparedRow        *row,
           gint64                    event,
           gboolean                  feed,
           ParvisPageOutcome        *outcome,
           GError                  **error)
{
  const char *id = parvis_participant_text (row->values, PARVIS_PARTICIPANT_ID);
  const char *id_event = parvis_participant_text (row->values, PARVIS_PARTICIPANT_ID_EVENT);
  Known known = { 0 };
  gint64 own_event;
  gboolean done;

  /* Somebody new nearly always follows somebody new: nobody is looked for first. */
  if (self->expects_new)
    {
      if (!find_event (self, id_event, event, &own_event, error))
        return FALSE;
      if (is_asked_for (own_event, event))
        {
          if (!apply_new (self, row, own_event, feed, outcome, error))
            return FALSE;
          if (self->expects_new)
            return TRUE;
        }
    }

  if (!find_known (self, id, &known, error) ||
      !find_event (self, id_event, event != 0 ? event : known.event, &own_event, error))
    return FALSE;

  if (!is_asked_for (own_event, event))
    {
      outcome->n_foreign++;
      return TRUE;
    }

  if (known.key == 0)
    return apply_new (self, row, own_event, feed, outcome, error);

  g_array_append_val (outcome->keys, known.key);
  done = apply_known (self, &known, row, own_event, feed, error);
  parvis_table_free_values (self->table, known.values);

  return done;
}

/**
 * parvis_participant_writer_apply:
 * @self: a writer
 * @rows: (element-type ParvisPreparedRow): a page
 * @event: key of the event whose participants were asked for, 0 if of several
 * @feed: whether changes are told; those of a first listing are none
 * @outcome: (out caller-allocates): what became of it
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * A participant that stands twice on the page is taken once, as it stands last. What its row does
 * not say is kept.
 *
 * Returns: whether the page was written
 */
gboolean
parvis_participant_writer_apply (ParvisParticipantWriter  *self,
                                 GPtrArray                *rows,
                                 gint64                    event,
                                 gboolean                  feed,
                                 ParvisPageOutcome        *outcome,
                                 GError                  **error)
{
  *outcome = (ParvisPageOutcome) { .keys = g_array_new (FALSE, FALSE, sizeof (gint64)) };

  for (guint i = 0; i < rows->len; i++)
    {
      ParvisPreparedRow *row = g_ptr_array_index (rows, i);

      if (!row->is_repeated && !apply_row (self, row, event, feed, outcome, error))
        return FALSE;
    }

  outcome->n_fresh = outcome->keys->len;

  return TRUE;
}

/**
 * parvis_participant_writer_missed:
 * @self: a writer
 * @key: of a participant that a complete listing does not have
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * After the second time in a row the participant is marked gone. Nothing is removed.
 *
 * Returns: whether it was written
 */
gboolean
parvis_participant_writer_missed (ParvisParticipantWriter  *self,
                                  gint64                    key,
                                  GError                  **error)
{
  Known known = { 0 };
  gboolean done = FALSE;

  if (!read_known (self, key, &known, error))
    return FALSE;
  if (known.values == NULL || known.gone != 0)
    {
      parvis_table_free_values (self->table, known.values);
      return TRUE;
    }

  known.missed++;
  if (known.missed >= LISTINGS_TO_GO)
    {
      gint64 day = get_day (self, known.values);

      parvis_daily_count (self->daily, known.event, known.values, day, FALSE, -1);
      parvis_daily_count (self->daily, known.event, known.values, day, TRUE, 1);
      known.gone = self->now;
    }

  parvis_statement_bind_int (self->mark, 1, key);
  parvis_statement_bind_int (self->mark, 2, known.gone);
  parvis_statement_bind_int (self->mark, 3, known.missed);
  done = parvis_statement_run (self->mark, error) &&
         (known.gone == 0 || parvis_participant_flag (known.values, PARVIS_PARTICIPANT_DELETED) ||
          tell (self, known.event, parvis_participant_text (known.values, PARVIS_PARTICIPANT_ID),
                PARVIS_CHANGE_DELETED, NULL, NULL, error));
  parvis_table_free_values (self->table, known.values);

  return done;
}

/**
 * parvis_participant_writer_finish:
 * @self: a writer
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Writes the daily counts; to be called once, before the transaction is committed.
 *
 * Returns: whether they were written
 */
gboolean
parvis_participant_writer_finish (ParvisParticipantWriter  *self,
                                  GError                  **error)
{
  return parvis_daily_write (self->daily, self->database, error);
}
