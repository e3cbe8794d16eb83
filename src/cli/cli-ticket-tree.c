#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli-ticket-tree.h"

#include "cli-output.h"
#include "cli-table.h"
#include "parvis-csv.h"

static const CliColumn columns[] = {
  { "id", N_("Number") },
  { "name", N_("Name") },
  { "price", N_("Price") },
  { "participants", N_("Sold") },
  { "quota", N_("Quota") },
  { "start_sale", N_("On sale from") },
  { "end_sale", N_("On sale until") },
};

static gboolean
is_figure (guint column)
{
  return cli_field_is_figure (cli_find_field (WEEZ_TYPE_TICKET, columns[column].path));
}

static void
add_row (CliTable   *table,
         WeezRecord *record,
         guint       depth)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *text = NULL;

      if (WEEZ_IS_TICKET (record) || i < 2)
        text = cli_dup_cell (record, columns[i].path);

      if (i == 1)
        {
          g_autofree char *indented = g_strdup_printf ("%*s%s", (int) depth * 2, "",
                                                       text != NULL ? text : "");

          cli_table_add (table, indented, FALSE);
        }
      else
        cli_table_add (table, text, is_figure (i));
    }
}

static void
add_branch (CliTable           *table,
            WeezTicketCategory *category,
            guint               depth)
{
  add_row (table, WEEZ_RECORD (category), depth);

  for (guint i = 0; category->tickets != NULL && i < category->tickets->len; i++)
    add_row (table, g_ptr_array_index (category->tickets, i), depth + 1);

  for (guint i = 0; category->categories != NULL && i < category->categories->len; i++)
    add_branch (table, g_ptr_array_index (category->categories, i), depth + 1);
}

static CliStatus
output_table (CliSession  *session,
              WeezListing *listing)
{
  g_autoptr(CliTable) table = cli_table_new (G_N_ELEMENTS (columns));
  g_autofree char *text = NULL;

  if (listing->records->len == 0)
    {
      cli_say_empty ();
      return CLI_OK;
    }

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    cli_table_add (table, _(columns[i].title), is_figure (i));
  for (guint i = 0; i < listing->records->len; i++)
    add_branch (table, g_ptr_array_index (listing->records, i), 0);

  text = cli_table_to_text (table);

  return cli_output_text (session, text);
}

/* Tickets with the names of all that they are in, which a flat table has no other place for. */
static gboolean
write_branch (ParvisCsv           *csv,
              WeezTicketCategory  *event,
              WeezTicketCategory  *category,
              const char          *place,
              char               **paths,
              GError             **error)
{
  for (guint i = 0; category->tickets != NULL && i < category->tickets->len; i++)
    {
      WeezRecord *ticket = g_ptr_array_index (category->tickets, i);

      parvis_csv_add_text (csv, event->id);
      parvis_csv_add_text (csv, event->name);
      parvis_csv_add_text (csv, place);

      for (guint j = 0; paths[j] != NULL; j++)
        {
          g_autofree char *text = weez_record_dup_column (ticket, paths[j]);

          if (cli_field_is_figure (cli_find_field (WEEZ_TYPE_TICKET, paths[j])))
            parvis_csv_add_number (csv, text);
          else
            parvis_csv_add_text (csv, text);
        }

      if (!parvis_csv_end_row (csv, NULL, error))
        return FALSE;
    }

  for (guint i = 0; category->categories != NULL && i < category->categories->len; i++)
    {
      WeezTicketCategory *inner = g_ptr_array_index (category->categories, i);
      g_autofree char *inner_place = g_strconcat (place != NULL ? place : "",
                                                  place != NULL ? " > " : "",
                                                  inner->name != NULL ? inner->name : "", NULL);

      if (!write_branch (csv, event, inner, inner_place, paths, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_tickets (ParvisCsv    *csv,
               WeezListing  *listing,
               GError      **error)
{
  g_auto(GStrv) paths = weez_record_type_dup_columns (WEEZ_TYPE_TICKET);

  parvis_csv_add_text (csv, "event.id");
  parvis_csv_add_text (csv, "event.name");
  parvis_csv_add_text (csv, "categories");
  for (guint i = 0; paths[i] != NULL; i++)
    parvis_csv_add_text (csv, paths[i]);

  if (!parvis_csv_end_row (csv, NULL, error))
    return FALSE;

  for (guint i = 0; i < listing->records->len; i++)
    {
      WeezTicketCategory *event = g_ptr_array_index (listing->records, i);

      if (!write_branch (csv, event, event, NULL, paths, error))
        return FALSE;
    }

  return TRUE;
}

static CliStatus
output_csv (CliSession  *session,
            WeezListing *listing)
{
  g_autoptr(ParvisCsv) csv = parvis_csv_new (session->output);
  g_autoptr(GError) error = NULL;

  return write_tickets (csv, listing, &error) ? CLI_OK : cli_write_failed (error);
}

/* A tree: indented for people, one row for each ticket in a flat file. */
CliStatus
cli_output_tickets (CliSession  *session,
                    WeezListing *listing)
{
  switch (session->format)
    {
    case CLI_FORMAT_JSON:
      return cli_output_listing (session, listing, columns);

    case CLI_FORMAT_CSV:
      return output_csv (session, listing);

    case CLI_FORMAT_ICS:
    case CLI_FORMAT_TABLE:
    default:
      return output_table (session, listing);
    }
}
