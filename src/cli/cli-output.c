#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli-output.h"

#include "cli-table.h"

CliStatus
cli_write_failed (const GError *error)
{
  /* Whoever read the output has seen enough, as `head` does. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    return CLI_FAILED;

  return cli_fail (error, PARVIS_TASK_READ);
}

CliStatus
cli_output_text (CliSession *session,
                 const char *text)
{
  g_autoptr(GError) error = NULL;

  if (!g_output_stream_write_all (session->output, text, strlen (text), NULL, NULL, &error))
    return cli_write_failed (error);

  return CLI_OK;
}

/* The table of fields knows what each column is, so that no list here has to. */
const WeezField *
cli_find_field (GType       type,
                const char *path)
{
  g_autoptr(GTypeClass) type_class = g_type_class_ref (type);
  WeezRecordClass *klass = WEEZ_RECORD_CLASS (type_class);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const WeezField *field = &klass->fields[i];
      gsize length = strcspn (field->path, "|");
      const WeezField *found = NULL;

      if (field->kind == &weez_kind_record)
        {
          if (length == 0)
            found = cli_find_field (field->type (), path);
          else if (strncmp (path, field->path, length) == 0 && path[length] == '.')
            found = cli_find_field (field->type (), path + length + 1);
        }
      else if (length > 0 && strlen (path) == length && strncmp (path, field->path, length) == 0)
        found = field;

      if (found != NULL)
        return found;
    }

  return NULL;
}

gboolean
cli_field_is_figure (const WeezField *field)
{
  return field->kind == &weez_kind_count || field->kind == &weez_kind_money ||
         field->kind == &weez_kind_number;
}

/* One value as a person reads it. */
char *
cli_dup_cell (WeezRecord *record,
              const char *path)
{
  const WeezField *field = cli_find_field (G_OBJECT_TYPE (record), path);
  g_autofree char *text = weez_record_dup_column (record, path);

  if (text == NULL)
    return NULL;

  if (field->kind == &weez_kind_time)
    {
      g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

      return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : NULL;
    }

  /* Amounts stand under one another with their points. */
  if (field->kind == &weez_kind_money && strchr (text, '.') == NULL)
    return g_strconcat (text, ".00", NULL);

  if (field->kind == &weez_kind_flag)
    return g_strdup (g_str_equal (text, "true") ? _("yes") : _("no"));

  return g_steal_pointer (&text);
}

void
cli_say_empty (void)
{
  g_printerr (_("There is nothing to show.\n"));
}

/* The sentence for rows that could not be read, and the program's end. */
CliStatus
cli_say_skipped (guint n_skipped)
{
  if (n_skipped == 0)
    return CLI_OK;

  g_printerr (ngettext ("%u row of the answer has no number and is left out.\n",
                        "%u rows of the answer have no number and are left out.\n",
                        n_skipped), n_skipped);

  return CLI_PARTIAL;
}

CliStatus
cli_output_skipped (WeezListing *listing)
{
  return cli_say_skipped (listing->n_skipped);
}

static CliStatus
output_table (CliSession      *session,
              WeezListing     *listing,
              const CliColumn *columns)
{
  g_autoptr(CliTable) table = NULL;
  g_autofree char *text = NULL;
  guint n_columns = 0;

  if (listing->records->len == 0)
    {
      cli_say_empty ();
      return CLI_OK;
    }

  while (columns[n_columns].path != NULL)
    n_columns++;
  table = cli_table_new (n_columns);

  for (guint i = 0; i < n_columns; i++)
    cli_table_add (table, _(columns[i].title),
                   cli_field_is_figure (cli_find_field (listing->item_type, columns[i].path)));

  for (guint i = 0; i < listing->records->len; i++)
    for (guint j = 0; j < n_columns; j++)
      {
        g_autofree char *cell = cli_dup_cell (g_ptr_array_index (listing->records, i),
                                              columns[j].path);

        cli_table_add (table, cell,
                       cli_field_is_figure (cli_find_field (listing->item_type,
                                                            columns[j].path)));
      }

  text = cli_table_to_text (table);

  return cli_output_text (session, text);
}

gboolean
cli_write_header (ParvisCsv  *csv,
                  char      **paths,
                  GError    **error)
{
  for (guint i = 0; paths[i] != NULL; i++)
    parvis_csv_add_text (csv, paths[i]);

  return parvis_csv_end_row (csv, NULL, error);
}

gboolean
cli_write_row (ParvisCsv   *csv,
               WeezRecord  *record,
               char       **paths,
               GError     **error)
{
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *text = weez_record_dup_column (record, paths[i]);

      if (cli_field_is_figure (cli_find_field (G_OBJECT_TYPE (record), paths[i])))
        parvis_csv_add_number (csv, text);
      else
        parvis_csv_add_text (csv, text);
    }

  return parvis_csv_end_row (csv, NULL, error);
}

static gboolean
write_csv_rows (ParvisCsv  *csv,
                GType       type,
                GPtrArray  *records,
                GError    **error)
{
  g_auto(GStrv) paths = weez_record_type_dup_columns (type);

  if (!cli_write_header (csv, paths, error))
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    if (!cli_write_row (csv, g_ptr_array_index (records, i), paths, error))
      return FALSE;

  return TRUE;
}

static CliStatus
output_csv (CliSession *session,
            GType       type,
            GPtrArray  *records)
{
  g_autoptr(GOutputStream) buffered = g_buffered_output_stream_new (session->output);
  g_autoptr(ParvisCsv) csv = parvis_csv_new (buffered);
  g_autoptr(GError) error = NULL;

  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (buffered), FALSE);

  if (!write_csv_rows (csv, type, records, &error) ||
      !g_output_stream_flush (buffered, NULL, &error))
    return cli_write_failed (error);

  return CLI_OK;
}

CliStatus
cli_output_listing (CliSession      *session,
                    WeezListing     *listing,
                    const CliColumn *columns)
{
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  switch (session->format)
    {
    case CLI_FORMAT_JSON:
      json = weez_listing_to_json (listing);
      text = g_strconcat (json, "\n", NULL);
      return cli_output_text (session, text);

    case CLI_FORMAT_CSV:
      return output_csv (session, listing->item_type, listing->records);

    case CLI_FORMAT_ICS:
    case CLI_FORMAT_TABLE:
    default:
      return output_table (session, listing, columns);
    }
}

/* Takes @future, which resolves to a listing. */
CliStatus
cli_output_list (CliSession      *session,
                 DexFuture       *future,
                 const CliColumn *columns)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezListing) listing = cli_await_object (future, &error);
  CliStatus status;

  if (listing == NULL)
    return cli_fail (error, PARVIS_TASK_READ);

  status = cli_output_listing (session, listing, columns);

  return status != CLI_OK ? status : cli_output_skipped (listing);
}

static CliStatus
output_record_table (CliSession      *session,
                     WeezRecord      *record,
                     const CliColumn *columns)
{
  g_autoptr(CliTable) table = cli_table_new (2);
  g_autofree char *text = NULL;

  for (guint i = 0; columns[i].path != NULL; i++)
    {
      g_autofree char *cell = cli_dup_cell (record, columns[i].path);

      if (cell == NULL || *cell == '\0')
        continue;

      cli_table_add (table, _(columns[i].title), FALSE);
      cli_table_add (table, cell, FALSE);
    }

  text = cli_table_to_text (table);
  if (*text == '\0')
    cli_say_empty ();

  return cli_output_text (session, text);
}

/* Takes @future, which resolves to a record. */
CliStatus
cli_output_record (CliSession      *session,
                   DexFuture       *future,
                   const CliColumn *columns)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezRecord) record = cli_await_object (future, &error);
  g_autoptr(GPtrArray) records = NULL;
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  if (record == NULL)
    return cli_fail (error, PARVIS_TASK_READ);

  switch (session->format)
    {
    case CLI_FORMAT_JSON:
      json = weez_record_to_json (record);
      text = g_strconcat (json, "\n", NULL);
      return cli_output_text (session, text);

    case CLI_FORMAT_CSV:
      records = g_ptr_array_new ();
      g_ptr_array_add (records, record);
      return output_csv (session, G_OBJECT_TYPE (record), records);

    case CLI_FORMAT_ICS:
    case CLI_FORMAT_TABLE:
    default:
      return output_record_table (session, record, columns);
    }
}
