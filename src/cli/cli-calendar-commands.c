#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli-arguments.h"
#include "cli-command.h"
#include "cli-output.h"
#include "parvis-ics.h"

/* ---- details ---- */

static const CliColumn details_columns[] = {
  { "id", N_("Number") },
  { "title", N_("Title") },
  { "category.name", N_("Category") },
  { "period.start", N_("Start") },
  { "period.end", N_("End") },
  { "period.timezone", N_("Time zone") },
  { "sale_period.start", N_("On sale from") },
  { "sale_period.end", N_("On sale until") },
  { "price.min", N_("Lowest price") },
  { "price.max", N_("Highest price") },
  { "venue.name", N_("Venue") },
  { "venue.address", N_("Address") },
  { "venue.zip_code", N_("Postal code") },
  { "venue.city", N_("City") },
  { "venue.country.name", N_("Country") },
  { "organizer.organization_name", N_("Organizer") },
  { "organizer.email", N_("E-mail") },
  { "organizer.phone", N_("Phone") },
  { "organizer.website", N_("Web site") },
  { "site_url", N_("Page of the event") },
  { "extras.minisite_url", N_("Ticket shop") },
  { NULL }
};

static gboolean
check_details (CliSession  *session,
               char       **parameters)
{
  return cli_check_id (parameters[0]);
}

static CliStatus
run_details (CliSession  *session,
             char       **parameters)
{
  DexFuture *details = weez_client_get_event_details (session->client, parameters[0]);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(WeezEventDetails) event = NULL;
  g_autofree char *calendar = NULL;

  if (session->format != CLI_FORMAT_ICS)
    return cli_output_record (session, details, details_columns);

  if ((event = cli_await_object (details, &error)) == NULL)
    return cli_fail (error, PARVIS_TASK_READ);
  calendar = parvis_ics_from_details (event, now);

  return cli_output_text (session, calendar);
}

const CliCommand cli_command_details = {
  .name = "details",
  .parameters = N_("EVENT"),
  .n_parameters = 1,
  .summary = N_("Show what the public page of an event tells"),
  .calendar = TRUE,
  .check = check_details,
  .run = run_details,
};

/* ---- search ---- */

static char *date;
static char *from;
static char *to;
static char *category;
static char *city;
static char *zip;
static char *country;
static char *province;
static char *organizer;
static gint64 max = WEEZ_UNKNOWN;
static gboolean full;

static GDateTime *day;
static GDateTime *first_day;
static GDateTime *last_day;

static const GOptionEntry search_options[] = {
  { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_("On this day"), N_("DAY") },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("From this day on"), N_("DAY") },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Up to this day"), N_("DAY") },
  { "category", 0, 0, G_OPTION_ARG_STRING, &category,
    N_("Of the category with this number"), N_("N") },
  { "city", 0, 0, G_OPTION_ARG_STRING, &city, N_("In this city"), N_("CITY") },
  { "zip", 0, 0, G_OPTION_ARG_STRING, &zip, N_("With this postal code"), N_("CODE") },
  { "country", 0, 0, G_OPTION_ARG_STRING, &country,
    N_("In this country, as in FR"), N_("COUNTRY") },
  { "province", 0, 0, G_OPTION_ARG_STRING, &province, N_("In this province"), N_("PROVINCE") },
  { "organizer", 0, 0, G_OPTION_ARG_STRING, &organizer,
    N_("Of the organizer with this name"), N_("NAME") },
  { "max", 0, 0, G_OPTION_ARG_INT64, &max, N_("At most N events"), N_("N") },
  { "full", 0, 0, G_OPTION_ARG_NONE, &full, N_("Ask for all that is known of each"), NULL },
  G_OPTION_ENTRY_NULL
};

static const CliColumn search_columns[] = {
  { "id", N_("Number") },
  { "title", N_("Title") },
  { "period.start", N_("Start") },
  { "period.end", N_("End") },
  { "venue.city", N_("City") },
  { "venue.name", N_("Venue") },
  { "category.name", N_("Category") },
  { "price.min", N_("Lowest price") },
  { NULL }
};

static gboolean
check_search (CliSession  *session,
              char       **parameters)
{
  GTimeZone *zone = weez_client_get_zone (session->client);

  return cli_parse_time (date, "--date", zone, &day) &&
         cli_parse_time (from, "--from", zone, &first_day) &&
         cli_parse_time (to, "--to", zone, &last_day) &&
         (category == NULL || cli_check_id (category)) && cli_check_positive (max, "--max");
}

static CliStatus
output_calendar (CliSession *session,
                 DexFuture  *future)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezListing) listing = cli_await_object (future, &error);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *calendar = NULL;
  CliStatus status;

  if (listing == NULL)
    return cli_fail (error, PARVIS_TASK_READ);

  calendar = parvis_ics_from_events (listing->records, now);
  status = cli_output_text (session, calendar);

  return status != CLI_OK ? status : cli_output_skipped (listing);
}

static CliStatus
run_search (CliSession  *session,
            char       **parameters)
{
  g_autoptr(WeezSearchQuery) query = weez_search_query_new ();

  query->date = g_steal_pointer (&day);
  query->date_start = g_steal_pointer (&first_day);
  query->date_end = g_steal_pointer (&last_day);
  query->category = g_steal_pointer (&category);
  query->city = g_steal_pointer (&city);
  query->zip_code = g_steal_pointer (&zip);
  query->country = g_steal_pointer (&country);
  query->province = g_steal_pointer (&province);
  query->organizer = g_steal_pointer (&organizer);
  query->max_result = max;
  query->full = full;

  if (session->format == CLI_FORMAT_ICS)
    return output_calendar (session, weez_client_search_events (session->client, query));

  return cli_output_list (session, weez_client_search_events (session->client, query),
                          search_columns);
}

const CliCommand cli_command_search = {
  .name = "search",
  .summary = N_("Search the public calendar, of all organizers"),
  .options = search_options,
  .calendar = TRUE,
  .check = check_search,
  .run = run_search,
};

/* ---- categories ---- */

static const CliColumn categories_columns[] = {
  { "id", N_("Number") },
  { "name", N_("Name") },
  { "name_other", N_("Other name") },
  { NULL }
};

static CliStatus
run_categories (CliSession  *session,
                char       **parameters)
{
  return cli_output_list (session, weez_client_list_event_categories (session->client),
                          categories_columns);
}

const CliCommand cli_command_categories = {
  .name = "categories",
  .summary = N_("List the categories of the public calendar"),
  .open = TRUE,
  .run = run_categories,
};
