#include "raw-store.h"

#include <sqlite3.h>

struct _RawStore
{
  sqlite3      *database;
  sqlite3_stmt *upsert;
};

static void
check (RawStore *self,
       int       result)
{
  if (result != SQLITE_OK && result != SQLITE_DONE)
    g_error ("raw-store: %s", sqlite3_errmsg (self->database));
}

static void
execute (RawStore   *self,
         const char *sql)
{
  check (self, sqlite3_exec (self->database, sql, NULL, NULL, NULL));
}

static void
create_table (RawStore *self)
{
  g_autoptr(GString) sql = g_string_new ("CREATE TABLE participant(");

  for (guint i = 0; i < RAW_N_COLUMNS; i++)
    g_string_append_printf (sql, "%s%s %s", i > 0 ? "," : "", raw_columns[i].name,
                            i == 0 ? "INTEGER PRIMARY KEY"
                                   : raw_kind_is_text (raw_columns[i].kind) ? "TEXT" : "INTEGER");
  g_string_append (sql, ");"
                        "CREATE INDEX participant_event ON participant(id_event);"
                        "CREATE INDEX participant_ticket ON participant(id_ticket);"
                        "CREATE INDEX participant_barcode ON participant(barcode);"
                        "CREATE INDEX participant_sort_key ON participant(sort_key);");
  execute (self, sql->str);
}

static void
prepare_upsert (RawStore *self)
{
  g_autoptr(GString) sql = g_string_new ("INSERT INTO participant VALUES(");

  for (guint i = 0; i < RAW_N_COLUMNS; i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? "," : "", i + 1);
  g_string_append (sql, ") ON CONFLICT(id_participant) DO UPDATE SET ");
  for (guint i = 1; i < RAW_N_COLUMNS; i++)
    g_string_append_printf (sql, "%s%s=excluded.%s", i > 1 ? "," : "", raw_columns[i].name,
                            raw_columns[i].name);
  g_string_append (sql, " WHERE row_hash IS NOT excluded.row_hash");

  check (self, sqlite3_prepare_v3 (self->database, sql->str, -1, SQLITE_PREPARE_PERSISTENT,
                                   &self->upsert, NULL));
}

RawStore *
raw_store_open (const char *path)
{
  RawStore *self = g_new0 (RawStore, 1);

  check (self, sqlite3_open (path, &self->database));
  execute (self, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                 "PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;"
                 "PRAGMA wal_autocheckpoint=4000; PRAGMA mmap_size=2000000000");
  create_table (self);
  prepare_upsert (self);

  return self;
}

/* One transaction. */
void
raw_store_write (RawStore      *self,
                 const RawPage *page)
{
  execute (self, "BEGIN IMMEDIATE");
  for (guint i = 0; i < page->rows->len; i++)
    {
      const RawRow *row = &g_array_index (page->rows, RawRow, i);

      for (guint column = 0; column < RAW_N_COLUMNS; column++)
        check (self, raw_kind_is_text (raw_columns[column].kind)
                       ? sqlite3_bind_text (self->upsert, (int) column + 1,
                                            row->values[column].text, -1, SQLITE_STATIC)
                       : sqlite3_bind_int64 (self->upsert, (int) column + 1,
                                             row->values[column].integer));
      check (self, sqlite3_step (self->upsert));
      sqlite3_reset (self->upsert);
    }
  execute (self, "COMMIT");
}

/* In bulk, after the last page. */
void
raw_store_index (RawStore *self)
{
  execute (self, "CREATE VIRTUAL TABLE search USING fts5("
                 "first_name, last_name, email, barcode, transaction_reference,"
                 "content='participant', content_rowid='id_participant',"
                 "tokenize='unicode61 remove_diacritics 2', prefix='2 3');"
                 "INSERT INTO search(search) VALUES('rebuild')");
}

void
raw_store_close (RawStore *self)
{
  sqlite3_finalize (self->upsert);
  sqlite3_close (self->database);
  g_free (self);
}
