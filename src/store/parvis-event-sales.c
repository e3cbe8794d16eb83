#include "config.h"

#include <sqlite3.h>

#include "parvis-event-sales.h"

#include "parvis-sales.h"
#include "parvis-statement.h"

/* The few figures of its sales that every list of events shows. */

/* Without a feed yet, the day of the newest order is the newest that is known. */
static const char figures_sql[] =
  "SELECT ifnull ((SELECT sum (active) FROM daily WHERE event = ?1 AND day = ?2), 0),"
  " (SELECT time FROM change WHERE event = ?1 ORDER BY time DESC LIMIT 1),"
  " (SELECT max (day) FROM daily WHERE event = ?1),"
  " (SELECT value FROM user_setting WHERE name = 'edition.' || ?3)";

static const char stage_sql[] =
  "SELECT sum (active) FROM daily WHERE event = ?1 AND day <= ?2";

static GDateTime *
dup_moment (ParvisStatement *statement,
            GTimeZone       *zone)
{
  g_autoptr(GDateTime) moment = NULL;
  GDate date;

  if (sqlite3_column_type (statement, 1) != SQLITE_NULL)
    {
      moment = g_date_time_new_from_unix_utc (sqlite3_column_int64 (statement, 1));
      return moment != NULL ? g_date_time_to_timezone (moment, zone) : NULL;
    }
  if (!g_date_valid_julian ((guint32) sqlite3_column_int64 (statement, 2)))
    return NULL;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) sqlite3_column_int64 (statement, 2));

  return g_date_time_new (zone, g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date), 0, 0, 0);
}

static gboolean
read_figures (ParvisDatabase    *database,
              GTimeZone         *zone,
              gint64             today,
              ParvisEventState  *state,
              GError           **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, figures_sql, error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, state->key);
  parvis_statement_bind_int (statement, 2, today);
  parvis_statement_bind_text (statement, 3, state->record->id);
  if (!parvis_statement_step (statement, NULL, error))
    return FALSE;

  state->sold_today = sqlite3_column_int64 (statement, 0);
  state->changed_at = dup_moment (statement, zone);
  state->id_edition = g_strdup ((const char *) sqlite3_column_text (statement, 3));

  return TRUE;
}

static const ParvisEventState *
find_state (GPtrArray  *states,
            const char *id)
{
  for (guint i = 0; i < states->len; i++)
    {
      const ParvisEventState *state = g_ptr_array_index (states, i);

      if (g_strcmp0 (state->record->id, id) == 0)
        return state;
    }

  return NULL;
}

/* As many days before its own beginning. */
static gboolean
read_stage (ParvisDatabase    *database,
            GTimeZone         *zone,
            gint64             today,
            GPtrArray         *states,
            ParvisEventState  *state,
            GError           **error)
{
  const ParvisEventState *edition = find_state (states, state->id_edition);
  g_autoptr(ParvisStatement) statement = NULL;
  gint64 left;

  if (edition == NULL || state->record->start == NULL || edition->record->start == NULL)
    return TRUE;
  if ((statement = parvis_database_prepare (database, stage_sql, error)) == NULL)
    return FALSE;

  left = parvis_sales_day_of (state->record->start, zone) - today;
  parvis_statement_bind_int (statement, 1, edition->key);
  parvis_statement_bind_int (statement, 2,
                             parvis_sales_day_of (edition->record->start, zone) - left);
  if (!parvis_statement_step (statement, NULL, error))
    return FALSE;

  state->same_stage = sqlite3_column_int64 (statement, 0);

  return TRUE;
}

/**
 * parvis_event_sales_read:
 * @database: a store
 * @zone: (transfer none): the account's
 * @states: (element-type ParvisEventState): with keys and records; gets what is sold
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it could be read
 */
gboolean
parvis_event_sales_read (ParvisDatabase  *database,
                         GTimeZone       *zone,
                         GPtrArray       *states,
                         GError         **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  gint64 today = parvis_sales_day_of (now, zone);

  for (guint i = 0; i < states->len; i++)
    {
      ParvisEventState *state = g_ptr_array_index (states, i);

      state->same_stage = WEEZ_UNKNOWN;
      if (!read_figures (database, zone, today, state, error) ||
          (state->id_edition != NULL &&
           !read_stage (database, zone, today, states, state, error)))
        return FALSE;
    }

  return TRUE;
}
