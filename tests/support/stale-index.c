#include "stale-index.h"

#include <sqlite3.h>

/* Each on a connection of its own, which reads the schema anew. */
static void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_total_changes (handle), ==, 1);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

/* While the index says that it is of no row, none is put into it. */
void
stale_index_make (const char *path)
{
  run_sql (path, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' WHERE 0'"
           " WHERE name = 'change_event'");
  run_sql (path, "INSERT INTO change (time, event, participant, kind) VALUES (1, 1, 'nobody', 0)");
  run_sql (path, "PRAGMA writable_schema = ON; UPDATE sqlite_schema"
           " SET sql = replace (sql, ' WHERE 0', '') WHERE name = 'change_event'");
}

void
stale_index_due (const char *path)
{
  run_sql (path, "UPDATE meta SET value = 1 WHERE name = 'checked'");
}
