#include "store-check.h"

#include <sqlite3.h>
#include <string.h>

#include "parvis-table.h"

/* As another program would read it, without Parvis' own function. */
#define LABEL \
  "CASE json_type (value, '$[0]') WHEN 'integer'" \
  " THEN (SELECT text ->> '$' FROM label WHERE key = value ->> 0)" \
  " ELSE " PARVIS_ANSWER_LABEL " END"
#define ANSWERS \
  "id || ifnull ((SELECT group_concat ('|' || " LABEL " || '=' ||" \
  " ifnull (" PARVIS_ANSWER_VALUE ", ''), '') FROM json_each (answers)), '')"

#define SCANNED "(control_status IS NOT NULL AND control_status NOT IN ('', '0'))"

static const char rows_sql[] =
  "SELECT " STORE_CHECK_ROW " FROM participant WHERE gone = 0 ORDER BY id";
static const char answers_sql[] =
  "SELECT " ANSWERS " FROM participant WHERE gone = 0 ORDER BY id";
static const char all_answers_sql[] = "SELECT " ANSWERS " FROM participant ORDER BY id";

static const char events_sql[] =
  "SELECT id || '|' || name FROM event WHERE gone = 0"
  " UNION ALL SELECT event.id || ' category ' || below.id || '|' || ifnull (above.id, '0') || '|'"
  "  || below.name FROM category AS below JOIN event ON event.key = below.event"
  "  LEFT JOIN category AS above ON above.key = below.parent"
  " UNION ALL SELECT event.id || ' ticket ' || ticket.id || '|' || ifnull (category.id, '0')"
  "  || '|' || ticket.name FROM ticket JOIN event ON event.key = ticket.event"
  "  LEFT JOIN category ON category.key = ticket.category WHERE ticket.gone = 0"
  " ORDER BY 1";

/* All six counts of each cell, wherever they do not say the same. */
static const char daily_sql[] =
  "WITH is_ AS (SELECT event, ifnull (id_ticket, '') AS ticket, count (*) AS a,"
  "  sum (NOT (deleted OR gone) AND paid) AS b, sum (deleted OR gone) AS c, sum (NOT paid) AS d,"
  "  sum (refund != 0) AS e, sum (" SCANNED ") AS f FROM participant GROUP BY 1, 2),"
  " told AS (SELECT event, id_ticket AS ticket, sum (participants) AS a, sum (active) AS b,"
  "  sum (deleted) AS c, sum (unpaid) AS d, sum (refunded) AS e, sum (scanned) AS f FROM daily"
  "  GROUP BY 1, 2)"
  " SELECT printf ('%d/%s: counted %d %d %d %d %d %d, daily %d %d %d %d %d %d', event, ticket,"
  "  is_.a, is_.b, is_.c, is_.d, is_.e, is_.f,"
  "  told.a, told.b, told.c, told.d, told.e, told.f)"
  " FROM is_ FULL JOIN told USING (event, ticket) WHERE (is_.a, is_.b, is_.c, is_.d, is_.e, is_.f)"
  " IS NOT (told.a, told.b, told.c, told.d, told.e, told.f)";

static sqlite3 *
open_file (const char *path)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (handle, 5000);

  return handle;
}

/* The first column of each row. */
char **
store_check_dup_lines (const char *path,
                       const char *sql)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  sqlite3 *handle = open_file (path);
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);

  if (result != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (handle), sql);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      const char *line = (const char *) sqlite3_column_text (statement, 0);

      g_strv_builder_add (lines, line != NULL ? line : "");
    }
  g_assert_cmpint (result, ==, SQLITE_DONE);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);

  return g_strv_builder_end (lines);
}

gint64
store_check_read_number (const char *path,
                         const char *sql)
{
  g_auto(GStrv) lines = store_check_dup_lines (path, sql);

  return lines[0] != NULL ? g_ascii_strtoll (lines[0], NULL, 10) : 0;
}

/* Both sorted: the first line that only one has. */
static char *
compare_lines (const char  *what,
               char       **held,
               char       **true_lines)
{
  guint i = 0;

  while (held[i] != NULL && true_lines[i] != NULL && g_str_equal (held[i], true_lines[i]))
    i++;
  if (held[i] == NULL && true_lines[i] == NULL)
    return NULL;

  return g_strdup_printf ("%s: \"%s\" is held in place of \"%s\"", what,
                          held[i] != NULL ? held[i] : "nothing",
                          true_lines[i] != NULL ? true_lines[i] : "nothing");
}

static char **
split_lines (const char *text)
{
  char **lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  if (n > 0 && *lines[n - 1] == '\0')
    g_clear_pointer (&lines[n - 1], g_free);

  return lines;
}

/* What must hold at any moment, whatever the service said. */
char *
store_check_soundness (const char *path)
{
  g_auto(GStrv) integrity = store_check_dup_lines (path, "PRAGMA integrity_check");
  g_auto(GStrv) daily = store_check_dup_lines (path, daily_sql);

  if (g_strcmp0 (integrity[0], "ok") != 0 || integrity[1] != NULL)
    return g_strdup_printf ("integrity: %s", integrity[0]);
  if (daily[0] != NULL)
    return g_strdup_printf ("sums: %s", daily[0]);

  return NULL;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

/* As events_sql writes them. An event without any ticket or category says nothing about them, so
 * that those it had are kept: @silent gets it. */
static char **
dup_true_events (HistoryServer *server,
                 GHashTable    *silent)
{
  g_autofree char *text = history_server_dup_events (server);
  g_auto(GStrv) lines = split_lines (text);
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();
  g_autofree char *event = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "  "))
        {
          g_hash_table_remove (silent, event);
          g_ptr_array_add (sorted, g_strconcat (event, lines[i] + 1, NULL));
          continue;
        }
      g_free (event);
      event = g_strndup (lines[i], (gsize) (strchr (lines[i], '|') - lines[i]));
      g_hash_table_add (silent, g_strdup (event));
      g_ptr_array_add (sorted, g_strdup (lines[i]));
    }
  g_ptr_array_sort (sorted, compare_texts);
  g_ptr_array_add (sorted, NULL);

  return (char **) g_ptr_array_steal (sorted, NULL);
}

static char *
check_events (const char    *path,
              HistoryServer *server)
{
  g_autoptr(GHashTable) silent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) true_lines = dup_true_events (server, silent);
  g_auto(GStrv) all = store_check_dup_lines (path, events_sql);
  g_autoptr(GStrvBuilder) held = g_strv_builder_new ();
  g_auto(GStrv) lines = NULL;

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_autofree char *event = g_strndup (all[i], strcspn (all[i], " |"));

      if (all[i][strlen (event)] == '|' || !g_hash_table_contains (silent, event))
        g_strv_builder_add (held, all[i]);
    }
  lines = g_strv_builder_end (held);

  return compare_lines ("events", lines, true_lines);
}

/* The store is what the service holds, and what it holds no more is marked. */
char *
store_check_truth (const char    *path,
                   HistoryServer *server)
{
  g_autofree char *truth = history_server_dup_truth (server);
  g_autofree char *answers = history_server_dup_answers (server);
  g_autofree char *gone = history_server_dup_gone (server);
  g_auto(GStrv) true_rows = split_lines (truth);
  g_auto(GStrv) true_answers = split_lines (answers);
  g_auto(GStrv) rows = store_check_dup_lines (path, rows_sql);
  g_auto(GStrv) held_answers = store_check_dup_lines (path, answers_sql);
  g_auto(GStrv) marked =
    store_check_dup_lines (path, "SELECT 'gone ' || id FROM participant WHERE gone != 0");
  g_auto(GStrv) true_gone = split_lines (gone);
  char *problem = NULL;

  if ((problem = compare_lines ("participants", rows, true_rows)) != NULL ||
      (problem = compare_lines ("answers", held_answers, true_answers)) != NULL ||
      (problem = check_events (path, server)) != NULL)
    return problem;

  for (guint i = 0; marked[i] != NULL; i++)
    if (!g_strv_contains ((const char * const *) true_gone, marked[i]))
      return g_strdup_printf ("%s, which the service never had", marked[i]);

  return NULL;
}

/* A row without what it ends with, the scan. */
static char *
dup_without_scan (const char *row)
{
  return g_strndup (row, (gsize) (strrchr (row, '|') - row));
}

static GHashTable *
index_by_id (char **lines)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    g_hash_table_insert (index, g_strndup (lines[i], strcspn (lines[i], "|")), lines[i]);

  return index;
}

/* What a reading of changes must bring: all but scans, and those of @overlooked, whose return no
 * time of change tells. */
char *
store_check_changes (const char    *path,
                     HistoryServer *server,
                     GHashTable    *overlooked)
{
  g_autofree char *truth = history_server_dup_truth (server);
  g_autofree char *true_answers = history_server_dup_answers (server);
  g_auto(GStrv) true_rows = split_lines (truth);
  g_auto(GStrv) true_lines = split_lines (true_answers);
  g_auto(GStrv) rows = store_check_dup_lines (path, STORE_CHECK_ROWS);
  g_auto(GStrv) answers = store_check_dup_lines (path, all_answers_sql);
  g_autoptr(GHashTable) rows_by_id = index_by_id (rows);
  g_autoptr(GHashTable) answers_by_id = index_by_id (answers);

  for (guint i = 0; true_rows[i] != NULL; i++)
    {
      g_autofree char *id = g_strndup (true_rows[i], strcspn (true_rows[i], "|"));
      const char *row = g_hash_table_lookup (rows_by_id, id);
      const char *line = g_hash_table_lookup (answers_by_id, id);
      g_autofree char *held = row != NULL ? dup_without_scan (row) : NULL;
      g_autofree char *wanted = dup_without_scan (true_rows[i]);

      if (g_hash_table_contains (overlooked, id))
        continue;
      if (g_strcmp0 (held, wanted) != 0)
        return g_strdup_printf ("changes: \"%s\" is held in place of \"%s\"",
                                held != NULL ? held : "nothing", wanted);
      if (g_strcmp0 (line, true_lines[i]) != 0)
        return g_strdup_printf ("changes: answers \"%s\" are held in place of \"%s\"", line,
                                true_lines[i]);
    }

  return NULL;
}

/* All columns that do not tell in which order things came. */
static char **
dup_whole_rows (const char *path)
{
  g_auto(GStrv) names =
    store_check_dup_lines (path, "SELECT name FROM pragma_table_info ('participant') WHERE name"
                           " NOT IN ('key', 'event', 'ord', 'first_seen') ORDER BY cid");
  g_autoptr(GString) sql = g_string_new ("SELECT id");

  g_assert_nonnull (names[0]);
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (sql, " || ' %s=' || quote (\"%s\")", names[i], names[i]);
  g_string_append (sql, " FROM participant WHERE gone = 0 ORDER BY id");

  return store_check_dup_lines (path, sql->str);
}

/* Both hold the same participants. */
char *
store_check_equal (const char *path,
                   const char *other)
{
  g_auto(GStrv) rows = dup_whole_rows (path);
  g_auto(GStrv) other_rows = dup_whole_rows (other);

  return compare_lines ("undisturbed", rows, other_rows);
}
