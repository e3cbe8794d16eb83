#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli-arguments.h"
#include "cli-command.h"
#include "cli-output.h"

/* ---- participants ---- */

static char **events;
static char **tickets;
static char **date_tickets;
static char **transactions;
static char *since;
static char *until;
static gboolean deleted;
static gboolean unpaid;
static gboolean moderation;
static gboolean full;
static gboolean minimized;
static gboolean count;
static gboolean count_total;
static gboolean removed;
static gint64 max = WEEZ_UNKNOWN;
static gint64 page = WEEZ_UNKNOWN;

static const GOptionEntry participants_options[] = {
  { "event", 0, 0, G_OPTION_ARG_STRING_ARRAY, &events, N_("Of these events"), N_("ID…") },
  { "ticket", 0, 0, G_OPTION_ARG_STRING_ARRAY, &tickets, N_("With these tickets"), N_("ID…") },
  { "date-ticket", 0, 0, G_OPTION_ARG_STRING_ARRAY, &date_tickets,
    N_("With these tickets for these dates"), N_("DATE:TICKET…") },
  { "since", 0, 0, G_OPTION_ARG_STRING, &since, N_("Changed after this time"), N_("TIME") },
  { "until", 0, 0, G_OPTION_ARG_STRING, &until, N_("Changed before this time"), N_("TIME") },
  { "deleted", 0, 0, G_OPTION_ARG_NONE, &deleted, N_("With deleted participants"), NULL },
  { "unpaid", 0, 0, G_OPTION_ARG_NONE, &unpaid, N_("With participants who have not paid"), NULL },
  { "moderation", 0, 0, G_OPTION_ARG_NONE, &moderation, N_("With their moderation status"), NULL },
  { "full", 0, 0, G_OPTION_ARG_NONE, &full, N_("With form answers and buyers"), NULL },
  { "minimized", 0, 0, G_OPTION_ARG_NONE, &minimized, N_("Ask for a short answer"), NULL },
  { "count", 0, 0, G_OPTION_ARG_NONE, &count, N_("Count the active and the deleted"), NULL },
  { "count-total", 0, 0, G_OPTION_ARG_NONE, &count_total, N_("Count all of them"), NULL },
  { "removed", 0, 0, G_OPTION_ARG_NONE, &removed, N_("Only deleted participants"), NULL },
  { "max", 0, 0, G_OPTION_ARG_INT64, &max, N_("At most N in a page"), N_("N") },
  { "page", 0, 0, G_OPTION_ARG_INT64, &page, N_("The page, from 1 on"), N_("N") },
  { "transaction", 0, 0, G_OPTION_ARG_STRING_ARRAY, &transactions,
    N_("Of these transactions"), N_("REF…") },
  G_OPTION_ENTRY_NULL
};

const CliColumn cli_participant_columns[] = {
  { "id_participant", N_("Number") },
  { "owner.last_name", N_("Last name") },
  { "owner.first_name", N_("First name") },
  { "owner.email", N_("E-mail") },
  { "id_ticket", N_("Ticket") },
  { "barcode", N_("Barcode") },
  { "paid", N_("Paid") },
  { "control_status.scan_date", N_("Scanned") },
  { NULL }
};

static GVariant *pairs;
static GDateTime *since_time;
static GDateTime *until_time;

static gboolean
check_participants (CliSession  *session,
                    char       **parameters)
{
  GTimeZone *zone = weez_client_get_zone (session->client);

  return cli_check_ids (events, "--event") && cli_check_ids (tickets, "--ticket") &&
         cli_parse_date_tickets (date_tickets, &pairs) &&
         cli_parse_time (since, "--since", zone, &since_time) &&
         cli_parse_time (until, "--until", zone, &until_time) &&
         cli_check_positive (max, "--max") && cli_check_positive (page, "--page");
}

static WeezParticipantsQuery *
new_query (void)
{
  WeezParticipantsQuery *query = weez_participants_query_new ();

  query->id_event = g_steal_pointer (&events);
  query->id_ticket = g_steal_pointer (&tickets);
  query->date_ticket = g_steal_pointer (&pairs);
  query->transaction_reference = g_steal_pointer (&transactions);
  query->last_update = g_steal_pointer (&since_time);
  query->last_update_before = g_steal_pointer (&until_time);
  query->include_deleted = deleted;
  query->include_unpaid = unpaid;
  query->moderation = moderation;
  query->full = full;
  query->minimized = minimized;
  query->return_count = count;
  query->return_count_total = count_total;
  query->return_removed = removed;
  query->max = max;
  query->page = page;

  return query;
}

typedef struct
{
  const char *member;
  const char *title;
  gint64      number;
} Counter;

#define N_COUNTERS 3

static void
get_counters (WeezListing *listing,
              Counter      counters[N_COUNTERS])
{
  counters[0] = (Counter) { "counter", N_("active"), listing->counter };
  counters[1] = (Counter) { "counter_deleted", N_("deleted"), listing->counter_deleted };
  counters[2] = (Counter) { "counter_total", N_("in all"), listing->counter_total };
}

/* {"participants": [...], "counter": 42, ...} */
static CliStatus
output_counted_json (CliSession  *session,
                     WeezListing *listing)
{
  g_autofree char *json = weez_listing_to_json (listing);
  g_auto(GStrv) lines = g_strsplit (json, "\n", -1);
  g_autofree char *indented = g_strjoinv ("\n  ", lines);
  g_autoptr(GString) text = g_string_new (NULL);
  Counter counters[N_COUNTERS];

  get_counters (listing, counters);

  g_string_append_printf (text, "{\n  \"participants\": %s", indented);
  for (guint i = 0; i < N_COUNTERS; i++)
    if (counters[i].number != WEEZ_UNKNOWN)
      g_string_append_printf (text, ",\n  \"%s\": %" G_GINT64_FORMAT,
                              counters[i].member, counters[i].number);
    else
      g_string_append_printf (text, ",\n  \"%s\": null", counters[i].member);
  g_string_append (text, "\n}\n");

  return cli_output_text (session, text->str);
}

/* Beside the rows, whose form has no place for them. */
static void
say_counters (WeezListing *listing)
{
  g_autoptr(GString) text = g_string_new (NULL);
  Counter counters[N_COUNTERS];

  get_counters (listing, counters);

  for (guint i = 0; i < N_COUNTERS; i++)
    if (counters[i].number != WEEZ_UNKNOWN)
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", text->len > 0 ? ", " : "",
                              counters[i].number, _(counters[i].title));

  if (text->len > 0)
    g_printerr ("%s\n", text->str);
}

static CliStatus
run_participants (CliSession  *session,
                  char       **parameters)
{
  g_autoptr(WeezParticipantsQuery) query = new_query ();
  g_autoptr(WeezListing) listing = NULL;
  g_autoptr(GError) error = NULL;
  gboolean counted = count || count_total;
  CliStatus status;

  listing = cli_await_object (weez_client_list_participants (session->client, query), &error);
  if (listing == NULL)
    return cli_fail (error, PARVIS_TASK_READ);

  if (counted && session->format == CLI_FORMAT_JSON)
    status = output_counted_json (session, listing);
  else
    status = cli_output_listing (session, listing, cli_participant_columns);

  if (counted && session->format != CLI_FORMAT_JSON)
    say_counters (listing);

  return status != CLI_OK ? status : cli_output_skipped (listing);
}

const CliCommand cli_command_participants = {
  .name = "participants",
  .summary = N_("List the people who hold tickets"),
  .options = participants_options,
  .check = check_participants,
  .run = run_participants,
};

/* ---- answers ---- */

static const CliColumn answers_columns[] = {
  { "label", N_("Question") },
  { "value", N_("Answer") },
  { NULL }
};

static gboolean
check_answers (CliSession  *session,
               char       **parameters)
{
  return cli_check_id (parameters[0]);
}

static CliStatus
run_answers (CliSession  *session,
             char       **parameters)
{
  return cli_output_list (session, weez_client_list_answers (session->client, parameters[0]),
                          answers_columns);
}

const CliCommand cli_command_answers = {
  .name = "answers",
  .parameters = N_("PARTICIPANT"),
  .n_parameters = 1,
  .summary = N_("Show what a participant answered in the form"),
  .check = check_answers,
  .run = run_answers,
};
