#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli-arguments.h"
#include "cli-command.h"
#include "cli-store.h"
#include "cli-ticket-tree.h"
#include "parvis-feed-entry.h"
#include "parvis-ticket-tree.h"
#include "weez-column.h"

#define PAGE_SIZE 500

/* The words of one command line: there is one a run. */
static char *id_event;
static char **where;
static char *sort;
static gboolean descending;
static char *since;

static CliStatus
open_with_event (CliSession *session)
{
  char *ids[] = { id_event, NULL };
  CliStatus status = cli_store_open (session);

  return status != CLI_OK || id_event == NULL ? status : cli_store_check_events (session, ids);
}

/* ---- status ---- */

static CliStatus
run_status (CliSession  *session,
            char       **parameters)
{
  CliStatus status = cli_store_open (session);

  return status != CLI_OK ? status : cli_store_status (session, NULL);
}

const CliCommand cli_command_status = {
  .name = "status",
  .summary = N_("Count what is kept on this computer, event by event"),
  .open = TRUE,
  .run = run_status,
};

/* ---- find ---- */

static const GOptionEntry find_options[] = {
  { "event", 0, 0, G_OPTION_ARG_STRING, &id_event, N_("Only in this event"), N_("ID") },
  G_OPTION_ENTRY_NULL
};

static const CliColumn found_columns[] = {
  { "id_participant", N_("Number") },
  { "owner.last_name", N_("Last name") },
  { "owner.first_name", N_("First name") },
  { "owner.email", N_("E-mail") },
  { CLI_EVENT_NAME, N_("Event") },
  { "id_ticket", N_("Ticket") },
  { "barcode", N_("Barcode") },
  { "paid", N_("Paid") },
  { "control_status.scan_date", N_("Scanned") },
  { NULL }
};

static gboolean
check_find (CliSession  *session,
            char       **parameters)
{
  g_autofree char *text = g_strstrip (g_strdup (parameters[0]));

  if (*text == '\0' || !g_utf8_validate (text, -1, NULL))
    {
      g_printerr (_("There is nothing to look for in these words.\n"));
      return FALSE;
    }

  return id_event == NULL || cli_check_id (id_event);
}

static CliStatus
run_find (CliSession  *session,
          char       **parameters)
{
  g_autoptr(ParvisQuery) query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);
  CliStatus status = open_with_event (session);

  if (status != CLI_OK)
    return status;

  parvis_query_set_text (query, parameters[0]);
  parvis_query_set_event (query, id_event);

  return cli_store_output (session, query, found_columns);
}

const CliCommand cli_command_find = {
  .name = "find",
  .parameters = N_("TEXT"),
  .n_parameters = 1,
  .summary = N_("Find participants by name, e-mail, number or answer"),
  .options = find_options,
  .open = TRUE,
  .check = check_find,
  .run = run_find,
};

/* ---- list ---- */

static const GOptionEntry list_options[] = {
  { "event", 0, 0, G_OPTION_ARG_STRING, &id_event, N_("Of this event"), N_("ID") },
  { "where", 0, 0, G_OPTION_ARG_STRING_ARRAY, &where,
    N_("Only those with this value, or with any other for “!=”"), N_("FIELD=VALUE…") },
  { "sort", 0, 0, G_OPTION_ARG_STRING, &sort,
    N_("In the order of this field, from the end with “-” before it"), N_("FIELD") },
  { "descending", 0, 0, G_OPTION_ARG_NONE, &descending, N_("From the end"), NULL },
  G_OPTION_ENTRY_NULL
};

typedef struct
{
  const char      *name;
  GType          (*type) (void);
  const CliColumn *columns;
  gboolean         of_event;
} Listable;

static const Listable listables[] = {
  { "participants", weez_participant_get_type, cli_participant_columns, TRUE },
  { "events", weez_event_get_type, cli_event_columns, FALSE },
  { "dates", weez_event_date_get_type, cli_date_columns, TRUE },
  /* A tree, in an order of its own. */
  { "tickets", NULL, NULL, TRUE },
};

static ParvisQuery *list_query;

static void
say_fields (GType       type,
            const char *field)
{
  g_auto(GStrv) names = weez_record_type_dup_columns (type);
  g_autofree char *known = g_strjoinv (", ", names);

  g_printerr (_("There is no field “%s”; there are %s.\n"), field, known);
}

static const WeezField *
find_field (GType       type,
            const char *name)
{
  const WeezField *field = cli_find_field (type, name);
  g_autofree char *member = g_strdelimit (g_strdup (name), "-", '_');
  const WeezColumn *columns;
  guint n_columns;

  columns = weez_record_type_get_columns (type, &n_columns);
  for (guint i = 0; field == NULL && i < n_columns; i++)
    if (g_str_equal (columns[i].name, member))
      field = columns[i].field;

  return field;
}

/* A time is kept as seconds. */
static gboolean
read_value (CliSession  *session,
            GType        type,
            const char  *name,
            const char  *text,
            char       **value)
{
  const WeezField *field = find_field (type, name);
  g_autoptr(GDateTime) time = NULL;

  if (field == NULL || field->kind != &weez_kind_time || *text == '\0')
    {
      *value = g_strdup (text);
      return TRUE;
    }

  if (!cli_parse_time (text, "--where", weez_client_get_zone (session->client), &time))
    return FALSE;

  *value = g_strdup_printf ("%" G_GINT64_FORMAT, g_date_time_to_unix (time));

  return TRUE;
}

static gboolean
add_filter (CliSession  *session,
            ParvisQuery *query,
            const char  *text)
{
  GType type = parvis_query_get_item_type (query);
  const char *sign = strchr (text, '=');
  gboolean negated = sign != NULL && sign > text && sign[-1] == '!';
  g_autofree char *field = NULL;
  g_autofree char *value = NULL;

  if (sign == NULL || sign - negated == text || !g_utf8_validate (text, -1, NULL))
    {
      g_printerr (_("“%s” is not a field and a value; write them as in “paid=true”.\n"), text);
      return FALSE;
    }

  field = g_strndup (text, (gsize) (sign - negated - text));
  if (!read_value (session, type, field, sign + 1, &value))
    return FALSE;

  if (!parvis_query_add_filter (query, field, value, negated))
    {
      say_fields (type, field);
      return FALSE;
    }

  return TRUE;
}

static const Listable *
find_listable (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (listables); i++)
    if (g_str_equal (listables[i].name, name))
      return &listables[i];

  return NULL;
}

static gboolean
check_order (ParvisQuery *query)
{
  gboolean from_end = sort != NULL && *sort == '-';
  const char *field = sort != NULL ? sort + from_end : NULL;

  if (parvis_query_set_sort (query, field, from_end != descending))
    return TRUE;

  say_fields (parvis_query_get_item_type (query), field);

  return FALSE;
}

static gboolean
check_list (CliSession  *session,
            char       **parameters)
{
  const Listable *listable = find_listable (parameters[0]);
  g_autoptr(ParvisQuery) query = NULL;

  if (listable == NULL)
    {
      g_printerr (_("“%s” cannot be listed; there are participants, events, dates and "
                    "tickets.\n"), parameters[0]);
      return FALSE;
    }

  if (listable->of_event && id_event == NULL)
    {
      g_printerr (_("list %s needs --event.\n"), listable->name);
      return FALSE;
    }

  if (id_event != NULL && !cli_check_id (id_event))
    return FALSE;

  if (listable->type == NULL)
    {
      if (where == NULL && sort == NULL && !descending)
        return TRUE;
      g_printerr (_("Tickets are listed as they are, without --where or --sort.\n"));
      return FALSE;
    }

  query = parvis_query_new (listable->type ());
  parvis_query_set_event (query, id_event);
  for (guint i = 0; where != NULL && where[i] != NULL; i++)
    if (!add_filter (session, query, where[i]))
      return FALSE;
  if (!check_order (query))
    return FALSE;

  list_query = g_steal_pointer (&query);

  return TRUE;
}

static CliStatus
list_tickets (CliSession *session)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezListing) listing =
    cli_await_object (parvis_ticket_tree_list (session->store, id_event), &error);

  return listing != NULL ? cli_output_tickets (session, listing)
                         : cli_fail (error, PARVIS_TASK_READ);
}

static CliStatus
run_list (CliSession  *session,
          char       **parameters)
{
  const Listable *listable = find_listable (parameters[0]);
  g_autoptr(ParvisQuery) query = g_steal_pointer (&list_query);
  CliStatus status = open_with_event (session);

  if (status != CLI_OK)
    return status;

  return query != NULL ? cli_store_output (session, query, listable->columns)
                       : list_tickets (session);
}

const CliCommand cli_command_list = {
  .name = "list",
  .parameters = N_("WHAT"),
  .n_parameters = 1,
  .summary = N_("List participants, events, dates or tickets kept on this computer"),
  .options = list_options,
  .open = TRUE,
  .check = check_list,
  .run = run_list,
};

/* ---- changes ---- */

static const GOptionEntry changes_options[] = {
  { "since", 0, 0, G_OPTION_ARG_STRING, &since, N_("Seen after this time"), N_("TIME") },
  { "event", 0, 0, G_OPTION_ARG_STRING, &id_event, N_("Only in this event"), N_("ID") },
  G_OPTION_ENTRY_NULL
};

static const CliColumn changes_columns[] = {
  { "time", N_("Seen") },
  { "event", N_("Event") },
  { "id_participant", N_("Participant") },
  { "kind", N_("Change") },
  { "was", N_("Was") },
  { "now", N_("Is now") },
  { NULL }
};

static GDateTime *since_time;

typedef struct
{
  CliSession *session;
  GDateTime  *since;
  gint64      place;
} Feed;

static gboolean
check_changes (CliSession  *session,
               char       **parameters)
{
  return (id_event == NULL || cli_check_id (id_event)) &&
         cli_parse_time (since, "--since", weez_client_get_zone (session->client), &since_time);
}

static void
first_change (CliPages *pages)
{
  ((Feed *) pages->data)->place = 0;
}

static GPtrArray *
next_changes (CliPages  *pages,
              GError   **error)
{
  Feed *feed = pages->data;
  g_autoptr(WeezListing) listing =
    cli_await_object (parvis_feed_entry_list (feed->session->store, id_event, feed->since,
                                              feed->place, PAGE_SIZE), error);
  GPtrArray *records = listing != NULL ? listing->records : NULL;

  if (records == NULL)
    return NULL;

  if (records->len > 0)
    feed->place = PARVIS_FEED_ENTRY (g_ptr_array_index (records, records->len - 1))->place;

  return g_ptr_array_ref (records);
}

static CliStatus
run_changes (CliSession  *session,
             char       **parameters)
{
  g_autoptr(GDateTime) from = g_steal_pointer (&since_time);
  Feed feed = { .session = session, .since = from };
  CliPages pages = {
    .type = PARVIS_TYPE_FEED_ENTRY,
    .first = first_change,
    .next = next_changes,
    .data = &feed,
  };
  CliStatus status = open_with_event (session);

  return status != CLI_OK ? status : cli_output_pages (session, &pages, changes_columns);
}

const CliCommand cli_command_changes = {
  .name = "changes",
  .summary = N_("Tell what happened to participants, the newest last"),
  .options = changes_options,
  .open = TRUE,
  .check = check_changes,
  .run = run_changes,
};
