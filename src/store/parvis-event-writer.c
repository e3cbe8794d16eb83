#include "config.h"

#include <sqlite3.h>

#include "parvis-event-writer.h"

#include "parvis-event-key.h"
#include "parvis-statement.h"
#include "parvis-table.h"

/* Absent from so many answers in a row, an event is gone. */
#define ANSWERS_TO_GO 2

/* Prepares "INSERT INTO name (columns, more) VALUES (...) ON CONFLICT (unique) DO UPDATE SET ...";
 * the places of @more follow after those of the table, and then one for each column that tells
 * whether it stays as it was. */
static ParvisStatement *
prepare_upsert (ParvisDatabase     *database,
                const ParvisTable  *table,
                const char         *name,
                const char         *unique,
                const char * const *more,
                GError            **error)
{
  g_autoptr(GString) names = g_string_new (table->list);
  g_autoptr(GString) places = g_string_new (table->places);
  g_autoptr(GString) changes = g_string_new (NULL);
  g_autofree char *sql = NULL;

  for (guint i = 0; i < table->n_columns; i++)
    {
      const char *column = table->columns[i].name;

      g_string_append_printf (changes, "%s\"%s\" = iif (?%u, %s.\"%s\", excluded.\"%s\")",
                              i > 0 ? ", " : "", column,
                              table->n_columns + g_strv_length ((char **) more) + i + 1,
                              name, column, column);
    }
  for (guint i = 0; more[i] != NULL; i++)
    {
      g_string_append_printf (names, ", %s", more[i]);
      g_string_append_printf (places, ", ?%u", table->n_columns + i + 1);
      g_string_append_printf (changes, ", %s = excluded.%s", more[i], more[i]);
    }

  sql = g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s",
                         name, names->str, places->str, unique, changes->str);

  return parvis_database_prepare (database, sql, error);
}

/* What the answer left out of a record that is held stays as it was. */
static gboolean
run_with_record (ParvisStatement    *statement,
                 const ParvisTable  *table,
                 WeezRecord         *record,
                 const gint64       *more,
                 guint               n_more,
                 GError            **error)
{
  WeezValue *values = parvis_table_save (table, record);
  gboolean done;

  parvis_table_bind (table, statement, 1, values);
  for (guint i = 0; i < n_more; i++)
    parvis_statement_bind_int (statement, (int) (table->n_columns + i + 1), more[i]);
  for (guint i = 0; i < table->n_columns; i++)
    parvis_statement_bind_int (statement, (int) (table->n_columns + n_more + i + 1),
                               values[i].unsaid);
  done = parvis_statement_run (statement, error);
  parvis_table_free_values (table, values);

  return done;
}

static gboolean
run_with_event (ParvisDatabase  *database,
                const char      *sql,
                gint64           event,
                gint64           second,
                GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  if (sqlite3_bind_parameter_count (statement) > 1)
    parvis_statement_bind_int (statement, 2, second);

  return parvis_statement_run (statement, error);
}

/**
 * parvis_event_writer_events:
 * @database: in a transaction
 * @listing: the answer of `GET /events`
 * @now: in seconds since 1970
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * An event that is not in two answers in a row is marked gone; an empty answer says nothing.
 *
 * Returns: whether it was written
 */
gboolean
parvis_event_writer_events (ParvisDatabase  *database,
                            WeezListing     *listing,
                            gint64           now,
                            GError         **error)
{
  static const char * const more[] = { "position", "gone", "missed", NULL };
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_EVENT);
  g_autoptr(ParvisStatement) statement = NULL;
  g_autoptr(ParvisStatement) missed = NULL;

  if (listing->records->len == 0)
    return TRUE;

  missed = parvis_database_prepare (database, "UPDATE event SET missed = missed + 1,"
                                    " gone = iif (missed + 1 >= ?2 AND gone = 0, ?1, gone)",
                                    error);
  if (missed == NULL)
    return FALSE;
  parvis_statement_bind_int (missed, 1, now);
  parvis_statement_bind_int (missed, 2, ANSWERS_TO_GO);
  if (!parvis_statement_run (missed, error) ||
      !(statement = prepare_upsert (database, table, "event", "id", more, error)))
    return FALSE;

  for (guint i = 0; i < listing->records->len; i++)
    {
      gint64 values[] = { i, 0, 0 };

      if (!run_with_record (statement, table, g_ptr_array_index (listing->records, i),
                            values, G_N_ELEMENTS (values), error))
        return FALSE;
    }

  return TRUE;
}

/* One tree of tickets on its way into the tables. */
typedef struct
{
  ParvisDatabase    *database;
  const ParvisTable *table;
  ParvisStatement   *category;
  ParvisStatement   *ticket;
  gint64             event;
  gint64             position;
} Tree;

static gboolean
write_tickets (Tree       *tree,
               GPtrArray  *tickets,
               gint64      category,
               GError    **error)
{
  for (guint i = 0; tickets != NULL && i < tickets->len; i++)
    {
      gint64 values[] = { tree->event, category, tree->position++, 0 };

      if (!run_with_record (tree->ticket, tree->table, g_ptr_array_index (tickets, i),
                            values, G_N_ELEMENTS (values), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_categories (Tree       *tree,
                  GPtrArray  *categories,
                  gint64      parent,
                  GError    **error)
{
  for (guint i = 0; categories != NULL && i < categories->len; i++)
    {
      WeezTicketCategory *category = g_ptr_array_index (categories, i);
      gint64 key;

      parvis_statement_bind_int (tree->category, 1, tree->event);
      parvis_statement_bind_text (tree->category, 2, category->id);
      parvis_statement_bind_text (tree->category, 3, category->name);
      parvis_statement_bind_int (tree->category, 4, parent);
      parvis_statement_bind_int (tree->category, 5, tree->position++);
      if (!parvis_statement_run (tree->category, error))
        return FALSE;

      key = sqlite3_last_insert_rowid (parvis_database_get_handle (tree->database));
      if (!write_categories (tree, category->categories, key, error) ||
          !write_tickets (tree, category->tickets, key, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * parvis_event_writer_tickets:
 * @database: in a transaction
 * @tree: an event's tickets, as `GET /tickets` gives them
 * @now: in seconds since 1970
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Tickets that the tree no longer has are marked gone: participants may still hold them. An empty
 * tree says nothing.
 *
 * Returns: whether it was written
 */
gboolean
parvis_event_writer_tickets (ParvisDatabase      *database,
                             WeezTicketCategory  *tree,
                             gint64               now,
                             GError             **error)
{
  static const char * const more[] = { "event", "category", "position", "gone", NULL };
  g_autoptr(ParvisStatement) category = NULL;
  g_autoptr(ParvisStatement) ticket = NULL;
  Tree writing = { .database = database, .table = parvis_table_get (WEEZ_TYPE_TICKET) };

  if ((tree->tickets == NULL || tree->tickets->len == 0) &&
      (tree->categories == NULL || tree->categories->len == 0))
    return TRUE;

  if (!parvis_event_key_find (database, tree->id, &writing.event, error))
    return FALSE;
  if (writing.event == 0)
    return TRUE;

  category = parvis_database_prepare (database, "INSERT INTO category"
                                      " (event, id, name, parent, position)"
                                      " VALUES (?1, ?2, ?3, ?4, ?5)", error);
  if (category == NULL ||
      !(ticket = prepare_upsert (database, writing.table, "ticket", "event, id", more, error)) ||
      !run_with_event (database, "DELETE FROM category WHERE event = ?1", writing.event, 0,
                       error) ||
      !run_with_event (database, "UPDATE ticket SET gone = ?2 WHERE event = ?1 AND gone = 0",
                       writing.event, now, error))
    return FALSE;

  writing.category = category;
  writing.ticket = ticket;

  return write_categories (&writing, tree->categories, 0, error) &&
         write_tickets (&writing, tree->tickets, 0, error);
}

/**
 * parvis_event_writer_dates:
 * @database: in a transaction
 * @listing: the answer of `GET /dates`
 * @now: in seconds since 1970
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Dates stay until their event answers without them; an event without any says nothing.
 *
 * Returns: whether it was written
 */
gboolean
parvis_event_writer_dates (ParvisDatabase  *database,
                           WeezListing     *listing,
                           gint64           now,
                           GError         **error)
{
  static const char * const more[] = { "gone", NULL };
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_EVENT_DATE);
  g_autoptr(ParvisStatement) statement =
    prepare_upsert (database, table, "event_date", "id", more, error);
  g_autoptr(ParvisStatement) mark =
    parvis_database_prepare (database, "UPDATE event_date SET gone = ?2"
                             " WHERE id_event = ?1 AND gone = 0", NULL);

  if (statement == NULL || mark == NULL)
    return FALSE;

  for (guint i = 0; i < listing->records->len; i++)
    {
      WeezEventDate *date = g_ptr_array_index (listing->records, i);

      parvis_statement_bind_text (mark, 1, date->id_event);
      parvis_statement_bind_int (mark, 2, now);
      if (!parvis_statement_run (mark, error))
        return FALSE;
    }

  for (guint i = 0; i < listing->records->len; i++)
    {
      gint64 values[] = { 0 };

      if (!run_with_record (statement, table, g_ptr_array_index (listing->records, i),
                            values, G_N_ELEMENTS (values), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * parvis_event_writer_details:
 * @database: in a transaction
 * @id_event: the event
 * @details: (nullable): the answer of `GET /event/:id/details`; null for an event without a page
 * @now: in seconds since 1970
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it was written
 */
gboolean
parvis_event_writer_details (ParvisDatabase    *database,
                             const char        *id_event,
                             WeezEventDetails  *details,
                             gint64             now,
                             GError           **error)
{
  static const char * const more[] = { "key", "fetched", NULL };
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_EVENT_DETAILS);
  g_autoptr(ParvisStatement) statement = NULL;
  gint64 values[2] = { 0, now };

  if (!parvis_event_key_find (database, id_event, &values[0], error))
    return FALSE;
  if (values[0] == 0)
    return TRUE;

  /* An event that lost its page keeps the last one; that it was asked for is remembered. */
  if (details == NULL)
    return run_with_event (database, "INSERT INTO event_details (key, fetched) VALUES (?1, ?2)"
                           " ON CONFLICT (key) DO UPDATE SET fetched = excluded.fetched",
                           values[0], now, error);

  statement = prepare_upsert (database, table, "event_details", "key", more, error);

  return statement != NULL && run_with_record (statement, table, WEEZ_RECORD (details), values,
                                               G_N_ELEMENTS (values), error);
}

/**
 * parvis_event_writer_settings:
 * @database: in a transaction
 * @settings: the answer of `GET /scan/settings`
 * @now: in seconds since 1970
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it was written
 */
gboolean
parvis_event_writer_settings (ParvisDatabase    *database,
                              WeezScanSettings  *settings,
                              gint64             now,
                              GError           **error)
{
  static const char * const more[] = { "key", "fetched", NULL };
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_SCAN_SETTINGS);
  g_autoptr(ParvisStatement) statement =
    prepare_upsert (database, table, "scan_settings", "key", more, error);
  gint64 values[] = { 1, now };

  return statement != NULL && run_with_record (statement, table, WEEZ_RECORD (settings), values,
                                               G_N_ELEMENTS (values), error);
}

/**
 * parvis_event_writer_categories:
 * @database: in a transaction
 * @listing: the answer of `GET /event/categories/`
 * @now: in seconds since 1970
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it was written
 */
gboolean
parvis_event_writer_categories (ParvisDatabase  *database,
                                WeezListing     *listing,
                                gint64           now,
                                GError         **error)
{
  static const char * const more[] = { "fetched", NULL };
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_EVENT_CATEGORY);
  g_autoptr(ParvisStatement) statement =
    prepare_upsert (database, table, "event_category", "id", more, error);

  for (guint i = 0; statement != NULL && i < listing->records->len; i++)
    if (!run_with_record (statement, table, g_ptr_array_index (listing->records, i), &now, 1,
                          error))
      return FALSE;

  return statement != NULL;
}

/**
 * parvis_event_writer_sample:
 * @database: in a transaction
 * @id_event: the event
 * @id_ticket: one of its tickets
 * @id_date: (nullable): one of its dates
 * @stats: the answer of `GET /tickets/:id/stats`
 * @now: in seconds since 1970
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * What is as it was lengthens the last sample; what differs, or comes after a long time in which
 * nobody asked, begins another. Of one second, the last is kept.
 *
 * Returns: whether it was written
 */
gboolean
parvis_event_writer_sample (ParvisDatabase   *database,
                            const char       *id_event,
                            const char       *id_ticket,
                            const char       *id_date,
                            WeezTicketStats  *stats,
                            gint64            now,
                            GError          **error)
{
  static const char sql[] =
    "INSERT INTO sample"
    " (event, id_ticket, id_date, time, total, scanned, \"in\", \"out\", until)"
    " SELECT ?1, ?2, ?3, ifnull ((SELECT time FROM (SELECT * FROM sample WHERE event = ?1"
    "  AND id_ticket = ?2 AND id_date = ?3 ORDER BY time DESC LIMIT 1)"
    "  WHERE (total, scanned, \"in\", \"out\") IS (?5, ?6, ?7, ?8)"
    "  AND ?4 BETWEEN time AND until + ?9), ?4), ?5, ?6, ?7, ?8, ?4"
    " WHERE 1 ON CONFLICT DO UPDATE SET total = excluded.total, scanned = excluded.scanned,"
    " \"in\" = excluded.\"in\", \"out\" = excluded.\"out\", until = excluded.until";
  g_autoptr(ParvisStatement) statement = NULL;
  gint64 event;
  const gint64 figures[] = { stats->total, stats->scanned, stats->in, stats->out };

  if (!parvis_event_key_find (database, id_event, &event, error) ||
      !(statement = parvis_database_prepare (database, sql, error)))
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  parvis_statement_bind_text (statement, 2, id_ticket);
  parvis_statement_bind_text (statement, 3, id_date != NULL ? id_date : "");
  parvis_statement_bind_int (statement, 4, now);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (figures[i] != WEEZ_UNKNOWN)
      parvis_statement_bind_int (statement, 5 + (int) i, figures[i]);
  parvis_statement_bind_int (statement, 9, PARVIS_SAMPLE_GAP);

  return parvis_statement_run (statement, error);
}
