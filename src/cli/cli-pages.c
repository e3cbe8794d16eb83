#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli-pages.h"

#include "cli-table.h"
#include "parvis-csv.h"

/* One run through the pages. */
typedef struct
{
  CliPages        *pages;
  const CliColumn *columns;
  CliTable        *table;
  ParvisCsv       *csv;
  char           **paths;
  GOutputStream   *stream;
  gboolean         measuring;
  guint            n_records;
  guint            n_missing;
} Run;

typedef gboolean (*WritePage) (Run        *run,
                               GPtrArray  *records,
                               GError    **error);

/* Failures of the source and of the output are told apart by where they are. */
static CliStatus
go_through (Run       *run,
            WritePage  write)
{
  CliPages *pages = run->pages;

  run->n_records = run->n_missing = 0;
  pages->first (pages);

  for (;;)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) records = pages->next (pages, &error);
      guint n_there = 0;

      if (records == NULL)
        return cli_fail (error, PARVIS_TASK_READ);
      if (records->len == 0)
        return CLI_OK;

      for (guint i = 0; i < records->len; i++)
        n_there += g_ptr_array_index (records, i) != NULL;
      if (!write (run, records, &error))
        return cli_write_failed (error);
      run->n_records += n_there;
      run->n_missing += records->len - n_there;
    }
}

static gboolean
write_text (Run         *run,
            const char  *text,
            GError     **error)
{
  return g_output_stream_write_all (run->stream, text, strlen (text), NULL, NULL, error);
}

/* ---- JSON ---- */

/* As weez_listing_to_json() writes them. */
static gboolean
write_json_page (Run        *run,
                 GPtrArray  *records,
                 GError    **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean fresh = run->n_records == 0;

  for (guint i = 0; i < records->len; i++)
    {
      WeezRecord *record = g_ptr_array_index (records, i);
      g_autofree char *json = NULL;

      if (record == NULL)
        continue;

      json = weez_record_to_json (record);
      g_string_append (text, fresh ? "\n  " : ",\n  ");
      for (const char *p = json; *p != '\0'; p++)
        {
          g_string_append_c (text, *p);
          if (*p == '\n')
            g_string_append (text, "  ");
        }
      fresh = FALSE;
    }

  return write_text (run, text->str, error);
}

static CliStatus
output_json (Run *run)
{
  g_autoptr(GError) error = NULL;
  CliStatus status;

  if (!write_text (run, "[", &error))
    return cli_write_failed (error);

  if ((status = go_through (run, write_json_page)) != CLI_OK)
    return status;

  return write_text (run, run->n_records > 0 ? "\n]\n" : "]\n", &error) ? CLI_OK
                                                                        : cli_write_failed (error);
}

/* ---- CSV ---- */

static gboolean
write_csv_page (Run        *run,
                GPtrArray  *records,
                GError    **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      WeezRecord *record = g_ptr_array_index (records, i);

      if (record != NULL && !cli_write_row (run->csv, record, run->paths, error))
        return FALSE;
    }

  return TRUE;
}

static CliStatus
output_csv (Run *run)
{
  g_autoptr(ParvisCsv) csv = parvis_csv_new (run->stream);
  g_auto(GStrv) paths = weez_record_type_dup_columns (run->pages->type);
  g_autoptr(GError) error = NULL;

  run->csv = csv;
  run->paths = paths;

  return cli_write_header (csv, paths, &error) ? go_through (run, write_csv_page)
                                                   : cli_write_failed (error);
}

/* ---- a table ---- */

static gboolean
is_figure (Run  *run,
           guint column)
{
  const WeezField *field = cli_find_field (run->pages->type, run->columns[column].path);

  return field != NULL && cli_field_is_figure (field);
}

static gboolean
write_table_page (Run        *run,
                  GPtrArray  *records,
                  GError    **error)
{
  CliPages *pages = run->pages;
  g_autofree char *text = NULL;

  if (run->n_records == 0)
    for (guint i = 0; run->columns[i].path != NULL; i++)
      cli_table_add (run->table, _(run->columns[i].title), is_figure (run, i));

  for (guint i = 0; i < records->len; i++)
    for (guint j = 0; g_ptr_array_index (records, i) != NULL && run->columns[j].path != NULL; j++)
      {
        WeezRecord *record = g_ptr_array_index (records, i);
        const char *path = run->columns[j].path;
        g_autofree char *cell = pages->dup_cell != NULL ? pages->dup_cell (pages, record, path)
                                                        : cli_dup_cell (record, path);

        cli_table_add (run->table, cell, is_figure (run, j));
      }

  text = cli_table_take_text (run->table);

  return run->measuring || write_text (run, text, error);
}

static CliStatus
output_table (Run *run)
{
  g_autoptr(CliTable) table = NULL;
  guint n_columns = 0;
  CliStatus status;

  while (run->columns[n_columns].path != NULL)
    n_columns++;
  run->table = table = cli_table_new (n_columns);

  run->measuring = TRUE;
  if ((status = go_through (run, write_table_page)) != CLI_OK)
    return status;

  if (run->n_records == 0)
    {
      cli_say_empty ();
      return CLI_OK;
    }

  run->measuring = FALSE;

  return go_through (run, write_table_page);
}

/* Writes the records in the session's format as they come. */
CliStatus
cli_output_pages (CliSession      *session,
                  CliPages        *pages,
                  const CliColumn *columns)
{
  g_autoptr(GOutputStream) buffered = g_buffered_output_stream_new (session->output);
  g_autoptr(GError) error = NULL;
  Run run = { .pages = pages, .columns = columns, .stream = buffered };
  CliStatus status;

  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (buffered), FALSE);

  if (session->format == CLI_FORMAT_JSON)
    status = output_json (&run);
  else if (session->format == CLI_FORMAT_CSV)
    status = output_csv (&run);
  else
    status = output_table (&run);

  if (status == CLI_OK && !g_output_stream_flush (buffered, NULL, &error))
    status = cli_write_failed (error);

  if (status != CLI_OK || run.n_missing == 0)
    return status;

  g_printerr (ngettext ("%u row could not be read and is left out.\n",
                        "%u rows could not be read and are left out.\n", run.n_missing),
              run.n_missing);

  return CLI_PARTIAL;
}
