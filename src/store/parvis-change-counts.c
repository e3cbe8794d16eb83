#include "config.h"

#include <sqlite3.h>
#include <stdio.h>

#include "parvis-change-counts.h"

#include "parvis-setting.h"
#include "parvis-reading.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"

G_DEFINE_FINAL_TYPE (ParvisChangeCounts, parvis_change_counts, G_TYPE_OBJECT)

static void
parvis_change_counts_finalize (GObject *object)
{
  g_clear_pointer (&PARVIS_CHANGE_COUNTS (object)->looked_at, g_date_time_unref);

  G_OBJECT_CLASS (parvis_change_counts_parent_class)->finalize (object);
}

static void
parvis_change_counts_class_init (ParvisChangeCountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_change_counts_finalize;
}

static void
parvis_change_counts_init (ParvisChangeCounts *self)
{
}

static char *
dup_name (const char *id_event)
{
  return g_strconcat ("looked.", id_event, NULL);
}

/* A place in the feed and a time. */
static gboolean
read_look (ParvisDatabase  *database,
           ParvisReading   *reading,
           GError         **error)
{
  ParvisChangeCounts *counts = reading->result;
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT value FROM user_setting WHERE name = ?1", error);
  g_autofree char *name = dup_name (reading->question);
  gboolean has_row = FALSE;
  gint64 after, time;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, name);
  if (!parvis_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row &&
      sscanf ((const char *) sqlite3_column_text (statement, 0),
              "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &after, &time) == 2)
    {
      g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (time);

      counts->after = after;
      if (moment != NULL)
        counts->looked_at = g_date_time_to_timezone (moment, reading->zone);
    }

  return TRUE;
}

static const char counts_sql[] =
  "SELECT kind, count (*), max (seq) FROM change"
  " WHERE event = (SELECT key FROM event WHERE id = ?1) AND seq > ?2 GROUP BY kind";

static gboolean
read_counts (ParvisDatabase  *database,
             gpointer         data,
             GError         **error)
{
  ParvisReading *reading = data;
  ParvisChangeCounts *counts = reading->result;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, counts_sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL || !read_look (database, reading, error))
    return FALSE;

  counts->last = counts->after;
  parvis_statement_bind_text (statement, 1, reading->question);
  parvis_statement_bind_int (statement, 2, counts->after);

  while (parvis_statement_step (statement, &has_row, error))
    {
      gint64 kind;

      if (!has_row)
        return TRUE;

      kind = sqlite3_column_int64 (statement, 0);
      if (kind >= PARVIS_CHANGE_NEW && kind <= PARVIS_CHANGE_SCANNED)
        counts->counts[kind] = sqlite3_column_int64 (statement, 1);
      counts->last = MAX (counts->last, sqlite3_column_int64 (statement, 2));
    }

  return FALSE;
}

/**
 * parvis_change_counts_read:
 * @store: an open store
 * @id_event: the event
 *
 * Returns: (transfer full): resolves to a #ParvisChangeCounts; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_change_counts_read (ParvisStore *store,
                           const char  *id_event)
{
  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  return parvis_reading_run (store, read_counts, g_object_new (PARVIS_TYPE_CHANGE_COUNTS, NULL),
                             g_strdup (id_event), g_free);
}

/**
 * parvis_change_counts_look:
 * @store: an open store
 * @id_event: the event
 * @counts: (transfer none): what somebody saw of it
 *
 * What comes after that is what changed since then.
 *
 * Returns: (transfer full): resolves once it is kept; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_change_counts_look (ParvisStore        *store,
                           const char         *id_event,
                           ParvisChangeCounts *counts)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (PARVIS_IS_CHANGE_COUNTS (counts), NULL);

  name = dup_name (id_event);
  value = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, counts->last,
                           g_get_real_time () / G_USEC_PER_SEC);

  return parvis_setting_write (store, name, value);
}
