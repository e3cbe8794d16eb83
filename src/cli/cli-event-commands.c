#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli-arguments.h"
#include "cli-command.h"
#include "cli-output.h"
#include "cli-ticket-tree.h"

/* ---- events ---- */

static gboolean closed;
static gboolean without_sales;
static gboolean no_unpublished;

static const GOptionEntry events_options[] = {
  { "closed", 0, 0, G_OPTION_ARG_NONE, &closed, N_("With closed events"), NULL },
  { "without-sales", 0, 0, G_OPTION_ARG_NONE, &without_sales,
    N_("With events that have sold nothing yet"), NULL },
  { "no-unpublished", 0, 0, G_OPTION_ARG_NONE, &no_unpublished,
    N_("Without events that are not published"), NULL },
  G_OPTION_ENTRY_NULL
};

const CliColumn cli_event_columns[] = {
  { "id", N_("Number") },
  { "name", N_("Name") },
  { "date.start", N_("Start") },
  { "date.end", N_("End") },
  { "participants", N_("Participants") },
  { "sales_status.libelle_status", N_("Sales") },
  { NULL }
};

static CliStatus
run_events (CliSession  *session,
            char       **parameters)
{
  g_autoptr(WeezEventsQuery) query = weez_events_query_new ();

  query->include_closed = closed;
  query->include_without_sales = without_sales;
  query->include_not_published = !no_unpublished;

  return cli_output_list (session, weez_client_list_events (session->client, query),
                          cli_event_columns);
}

const CliCommand cli_command_events = {
  .name = "events",
  .summary = N_("List your events"),
  .options = events_options,
  .run = run_events,
};

/* ---- dates and tickets ---- */

static char **events;
static gboolean passed;

static const GOptionEntry dates_options[] = {
  { "event", 0, 0, G_OPTION_ARG_STRING_ARRAY, &events, N_("Of these events"), N_("ID…") },
  { "passed", 0, 0, G_OPTION_ARG_NONE, &passed, N_("With dates that have passed"), NULL },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry tickets_options[] = {
  { "event", 0, 0, G_OPTION_ARG_STRING_ARRAY, &events, N_("Of these events"), N_("ID…") },
  G_OPTION_ENTRY_NULL
};

const CliColumn cli_date_columns[] = {
  { "id", N_("Number") },
  { "id_event", N_("Event") },
  { "date", N_("Date") },
  { "tickets", N_("Tickets") },
  { NULL }
};

static gboolean
check_events (const char *command)
{
  if (events == NULL)
    {
      g_printerr (_("%s needs at least one --event.\n"), command);
      return FALSE;
    }

  return cli_check_ids (events, "--event");
}

static CliStatus
run_dates (CliSession  *session,
           char       **parameters)
{
  return cli_output_list (session,
                          weez_client_list_dates (session->client, (const char * const *) events,
                                                  passed),
                          cli_date_columns);
}

static CliStatus
run_tickets (CliSession  *session,
             char       **parameters)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezListing) listing = NULL;
  CliStatus status;

  listing = cli_await_object (weez_client_list_tickets (session->client,
                                                        (const char * const *) events), &error);
  if (listing == NULL)
    return cli_fail (error, PARVIS_TASK_READ);

  status = cli_output_tickets (session, listing);

  return status != CLI_OK ? status : cli_output_skipped (listing);
}

static gboolean
check_dates (CliSession  *session,
             char       **parameters)
{
  return check_events ("dates");
}

static gboolean
check_tickets (CliSession  *session,
               char       **parameters)
{
  return check_events ("tickets");
}

const CliCommand cli_command_dates = {
  .name = "dates",
  .summary = N_("List the dates of events that have several"),
  .options = dates_options,
  .check = check_dates,
  .run = run_dates,
};

const CliCommand cli_command_tickets = {
  .name = "tickets",
  .summary = N_("List the tickets of events, with their categories"),
  .options = tickets_options,
  .check = check_tickets,
  .run = run_tickets,
};

/* ---- stats ---- */

static char *date;

static const GOptionEntry stats_options[] = {
  { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_("For this date only"), N_("ID") },
  G_OPTION_ENTRY_NULL
};

static const CliColumn stats_columns[] = {
  { "total", N_("Tickets") },
  { "scanned", N_("Scanned") },
  { "in", N_("Inside") },
  { "out", N_("Gone out") },
  { NULL }
};

static gboolean
check_stats (CliSession  *session,
             char       **parameters)
{
  return cli_check_id (parameters[0]) && (date == NULL || cli_check_id (date));
}

static CliStatus
run_stats (CliSession  *session,
           char       **parameters)
{
  return cli_output_record (session,
                            weez_client_get_ticket_stats (session->client, parameters[0], date),
                            stats_columns);
}

const CliCommand cli_command_stats = {
  .name = "stats",
  .parameters = N_("TICKET"),
  .n_parameters = 1,
  .summary = N_("Show how many holders of a ticket were scanned"),
  .options = stats_options,
  .check = check_stats,
  .run = run_stats,
};
