#include "config.h"

#include "parvis-erased.h"

#include "parvis-daily-count.h"
#include "parvis-indexer.h"
#include "parvis-participant-values.h"
#include "parvis-participant-writer.h"
#include "parvis-prepared-page.h"
#include "parvis-statement.h"
#include "parvis-table.h"
#include "weez-participant.h"

/* If more wait to be found than these, they are being read, and found when that is done. */
#define MAX_INDEXED 5000

/* A row of the participants, with what the service does not say of it. */
typedef struct
{
  WeezRecord *record;
  gint64      event;
  gint64      first_seen;
  gint64      gone;
  gint64      missed;
  gint64      digest;
} Person;

/* A row of what lies beside them, as it was. */
typedef struct
{
  const char     *table;
  guint           n_values;
  sqlite3_value **values;
} Row;

struct _ParvisErased
{
  GObject    parent_instance;
  GTimeZone *zone;
  GArray    *people;
  GArray    *rows;
};

G_DEFINE_FINAL_TYPE (ParvisErased, parvis_erased, G_TYPE_OBJECT)

static const struct
{
  const char *table;
  const char *sql;
} beside[] = {
  { "user_note", "SELECT * FROM user_note WHERE id_participant = ?1" },
  { "change", "SELECT * FROM change WHERE participant = ?1 ORDER BY seq" },
};

static void
person_clear (gpointer data)
{
  g_object_unref (((Person *) data)->record);
}

static void
row_clear (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < row->n_values; i++)
    sqlite3_value_free (row->values[i]);
  g_free (row->values);
}

static void
parvis_erased_finalize (GObject *object)
{
  ParvisErased *self = PARVIS_ERASED (object);

  g_array_unref (self->people);
  g_array_unref (self->rows);
  g_time_zone_unref (self->zone);

  G_OBJECT_CLASS (parvis_erased_parent_class)->finalize (object);
}

static void
parvis_erased_class_init (ParvisErasedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_erased_finalize;
}

static void
parvis_erased_init (ParvisErased *self)
{
  self->people = g_array_new (FALSE, FALSE, sizeof (Person));
  g_array_set_clear_func (self->people, person_clear);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
}

ParvisErased *
parvis_erased_new (GTimeZone *zone)
{
  ParvisErased *self = g_object_new (PARVIS_TYPE_ERASED, NULL);

  self->zone = g_time_zone_ref (zone);

  return self;
}

/* ---- taken ---- */

static gboolean
add_person (ParvisErased    *self,
            ParvisDatabase  *database,
            const char      *id,
            GError         **error)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_PARTICIPANT);
  g_autofree char *sql = g_strdup_printf ("SELECT event, first_seen, gone, missed, digest, %s"
                                          " FROM participant WHERE id = ?1", table->sources);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);
  gboolean has_row = FALSE;
  Person person;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, id);
  if (!parvis_statement_step (statement, &has_row, error) || !has_row)
    return !has_row;

  person.event = sqlite3_column_int64 (statement, 0);
  person.first_seen = sqlite3_column_int64 (statement, 1);
  person.gone = sqlite3_column_int64 (statement, 2);
  person.missed = sqlite3_column_int64 (statement, 3);
  person.digest = sqlite3_column_int64 (statement, 4);
  person.record = parvis_table_load (table, statement, 5, self->zone);
  g_array_append_val (self->people, person);

  return TRUE;
}

static gboolean
add_rows (ParvisErased    *self,
          ParvisDatabase  *database,
          const char      *table,
          const char      *sql,
          const char      *id,
          GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, id);
  while (parvis_statement_step (statement, &has_row, error))
    {
      Row row = { .table = table };

      if (!has_row)
        return TRUE;

      row.n_values = (guint) sqlite3_column_count (statement);
      row.values = g_new0 (sqlite3_value *, row.n_values);
      for (guint i = 0; i < row.n_values; i++)
        row.values[i] = sqlite3_value_dup (sqlite3_column_value (statement, (int) i));
      g_array_append_val (self->rows, row);
    }

  return FALSE;
}

/**
 * parvis_erased_add:
 * @self: what is erased
 * @database: in the transaction that erases it
 * @id_participant: who is; nobody is no error
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether all that is held of them was read
 */
gboolean
parvis_erased_add (ParvisErased    *self,
                   ParvisDatabase  *database,
                   const char      *id_participant,
                   GError         **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    if (!add_rows (self, database, beside[i].table, beside[i].sql, id_participant, error))
      return FALSE;

  return add_person (self, database, id_participant, error);
}

/* ---- put back ---- */

static gboolean
is_held (ParvisDatabase  *database,
         const char      *id,
         gboolean        *held,
         GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT 1 FROM participant WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, id);

  return parvis_statement_step (statement, held, error);
}

/* What a writer does not know of somebody who is new to it. */
static gboolean
put_state_back (ParvisErased    *self,
                ParvisDatabase  *database,
                const Person    *person,
                ParvisDaily     *daily,
                GError         **error)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_PARTICIPANT);
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "UPDATE participant SET first_seen = ?2, gone = ?3,"
                             " missed = ?4, digest = ?5 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;

  if (person->gone != 0)
    {
      WeezValue *values = parvis_table_save (table, person->record);
      gint64 day = parvis_participant_get_day (values, self->zone);

      parvis_daily_count (daily, person->event, values, day, FALSE, -1);
      parvis_daily_count (daily, person->event, values, day, TRUE, 1);
      parvis_table_free_values (table, values);
    }

  parvis_statement_bind_text (statement, 1, WEEZ_PARTICIPANT (person->record)->id);
  parvis_statement_bind_int (statement, 2, person->first_seen);
  parvis_statement_bind_int (statement, 3, person->gone);
  parvis_statement_bind_int (statement, 4, person->missed);
  parvis_statement_bind_int (statement, 5, person->digest);

  return parvis_statement_run (statement, error);
}

/* Whoever was read again meanwhile is held as the service tells them now. */
static gboolean
put_person_back (ParvisErased             *self,
                 ParvisDatabase           *database,
                 ParvisParticipantWriter  *writer,
                 const Person             *person,
                 ParvisDaily              *daily,
                 GError                  **error)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_PARTICIPANT);
  g_autoptr(ParvisPreparedPage) page = NULL;
  g_auto(ParvisPageOutcome) outcome = { 0 };
  WeezValue *values;
  gboolean held = FALSE;

  if (!is_held (database, WEEZ_PARTICIPANT (person->record)->id, &held, error))
    return FALSE;
  if (held)
    return TRUE;

  page = parvis_prepared_page_new (self->zone);
  values = parvis_table_save (table, person->record);
  parvis_prepared_page_add (page, values, 0);
  parvis_table_free_values (table, values);
  if (!parvis_participant_writer_apply (writer, page->rows, person->event, FALSE, &outcome, error))
    return FALSE;

  return outcome.n_new == 0 || put_state_back (self, database, person, daily, error);
}

static gboolean
put_people_back (ParvisErased    *self,
                 ParvisDatabase  *database,
                 GError         **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(ParvisDaily) daily = parvis_daily_new ();
  g_autoptr(ParvisParticipantWriter) writer =
    parvis_participant_writer_new (database, self->zone, now, error);

  if (writer == NULL)
    return FALSE;

  for (guint i = 0; i < self->people->len; i++)
    if (!put_person_back (self, database, writer, &g_array_index (self->people, Person, i), daily,
                          error))
      return FALSE;

  return parvis_participant_writer_finish (writer, error) &&
         parvis_daily_write (daily, database, error);
}

static gboolean
put_row_back (ParvisDatabase  *database,
              const Row       *row,
              GError         **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(ParvisStatement) statement = NULL;

  g_string_append_printf (sql, "INSERT OR IGNORE INTO %s VALUES (", row->table);
  for (guint i = 0; i < row->n_values; i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", i + 1);
  g_string_append_c (sql, ')');
  if (!(statement = parvis_database_prepare (database, sql->str, error)))
    return FALSE;

  for (guint i = 0; i < row->n_values; i++)
    sqlite3_bind_value (statement, (int) i + 1, row->values[i]);
  if (!parvis_statement_run (statement, error))
    return FALSE;
  if (sqlite3_changes (sqlite3_db_handle (statement)) > 0 || g_str_equal (row->table, "user_note"))
    return TRUE;

  /* Another change has taken its number meanwhile: it comes after that one. */
  for (guint i = 1; i < row->n_values; i++)
    sqlite3_bind_value (statement, (int) i + 1, row->values[i]);
  sqlite3_bind_null (statement, 1);

  return parvis_statement_run (statement, error);
}

/**
 * parvis_erased_put_back:
 * @self: what was erased
 * @database: in a transaction
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether all of it is there again, and can be found
 */
gboolean
parvis_erased_put_back (ParvisErased    *self,
                        ParvisDatabase  *database,
                        GError         **error)
{
  guint n_indexed;

  if (!put_people_back (self, database, error))
    return FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    if (!put_row_back (database, &g_array_index (self->rows, Row, i), error))
      return FALSE;

  return parvis_indexer_run (database, MAX_INDEXED, &n_indexed, error);
}
