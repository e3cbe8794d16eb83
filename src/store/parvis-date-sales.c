#include "config.h"

#include <sqlite3.h>

#include "parvis-date-sales.h"

#include "parvis-reading.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "weez-listing.h"

G_DEFINE_FINAL_TYPE (ParvisDateSales, parvis_date_sales, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (ParvisDateSales, id,      "id"),
  WEEZ_FIELD (ParvisDateSales, date,    "date"),
  WEEZ_FIELD (ParvisDateSales, tickets, "tickets"),
  WEEZ_FIELD (ParvisDateSales, people,  "people"),
  WEEZ_FIELD (ParvisDateSales, scanned, "scanned"),
};

static void
parvis_date_sales_class_init (ParvisDateSalesClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
parvis_date_sales_init (ParvisDateSales *self)
{
}

/* Names cannot hold the character that joins them. */
static const char list_sql[] =
  "WITH e AS (SELECT key FROM event WHERE id = ?1),"
  " people AS (SELECT id_date, count (*) AS n, sum (scan_date NOT NULL) AS scanned"
  "  FROM participant WHERE event = (SELECT key FROM e) AND NOT deleted AND gone = 0 AND paid"
  "  GROUP BY id_date)"
  "SELECT d.id, d.date, ifnull (p.n, 0), ifnull (p.scanned, 0),"
  " (SELECT group_concat (name, char (30)) FROM (SELECT t.name AS name"
  "  FROM json_each (ifnull (d.tickets, '[]')) AS j JOIN ticket AS t ON t.id = j.value"
  "  WHERE t.event = (SELECT key FROM e) AND t.name NOT NULL ORDER BY t.position))"
  " FROM event_date AS d LEFT JOIN people AS p ON p.id_date = d.id"
  " WHERE d.id_event = ?1 AND d.gone = 0 ORDER BY d.date, d.key";

static ParvisDateSales *
new_date (ParvisStatement *statement,
          GTimeZone       *zone)
{
  ParvisDateSales *date = g_object_new (PARVIS_TYPE_DATE_SALES, NULL);
  const char *tickets = (const char *) sqlite3_column_text (statement, 4);
  g_autoptr(GDateTime) moment = NULL;

  date->id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  if (sqlite3_column_type (statement, 1) != SQLITE_NULL)
    moment = g_date_time_new_from_unix_utc (sqlite3_column_int64 (statement, 1));
  date->date = moment != NULL ? g_date_time_to_timezone (moment, zone) : NULL;
  date->people = sqlite3_column_int64 (statement, 2);
  date->scanned = sqlite3_column_int64 (statement, 3);
  date->tickets = g_strsplit (tickets != NULL ? tickets : "", "\036", -1);

  return date;
}

static gboolean
read_list (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  ParvisReading *reading = data;
  WeezListing *listing = reading->result;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, list_sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, reading->question);
  while (parvis_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_ptr_array_add (listing->records, new_date (statement, reading->zone));
    }

  return FALSE;
}

/**
 * parvis_date_sales_list:
 * @store: an open store
 * @id_event: the event
 *
 * Returns: (transfer full): resolves to a #WeezListing of #ParvisDateSales, the earliest first;
 *   rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_date_sales_list (ParvisStore *store,
                        const char  *id_event)
{
  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  return parvis_reading_run (store, read_list, weez_listing_new_empty (PARVIS_TYPE_DATE_SALES),
                             g_strdup (id_event), g_free);
}
