#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli-store.h"

#include "parvis-event-status.h"
#include "parvis-record-list.h"
#include "parvis-store-error.h"

#define PAGE_SIZE 500

/* ---- opening ---- */

/* Finds out whose store it is, without opening it. */
CliStatus
cli_store_find (CliSession *session)
{
  g_autoptr(ParvisCredentials) credentials = NULL;
  g_autofree char *username = NULL;
  CliStatus status = cli_session_load (session, &credentials);

  if (status != CLI_OK)
    return status;

  username = cli_session_dup_username (credentials);
  if (username == NULL)
    {
      g_printerr (_("No whole account is kept for this service; sign in first.\n"));
      return CLI_REFUSED;
    }

  session->store = parvis_store_new (session->store_folder,
                                     weez_client_get_base_url (session->client), username,
                                     weez_client_get_zone (session->client));

  return CLI_OK;
}

CliStatus
cli_store_open (CliSession *session)
{
  g_autoptr(GError) error = NULL;
  CliStatus status = cli_store_find (session);

  if (status != CLI_OK)
    return status;

  if (!cli_await (parvis_store_open (session->store), &error))
    return cli_fail (error, PARVIS_TASK_READ);

  if (parvis_store_get_set_aside (session->store) != NULL)
    g_printerr (_("What was kept of this account was damaged. It is set aside as “%s”; "
                  "“parvis-cli sync” reads the account again.\n"),
                parvis_store_get_set_aside (session->store));

  if (!parvis_store_is_writable (session->store, &error))
    cli_fail (error, PARVIS_TASK_READ);

  return CLI_OK;
}

/* CLI_FAILED if nothing is held of one of @id_events. */
CliStatus
cli_store_check_events (CliSession  *session,
                        char       **id_events)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezListing) listing = NULL;
  CliStatus status = CLI_OK;

  if (id_events == NULL)
    return CLI_OK;

  listing = cli_await_object (parvis_event_status_list (session->store,
                                                        (const char * const *) id_events),
                              &error);
  if (listing == NULL)
    return cli_fail (error, PARVIS_TASK_READ);

  for (guint i = 0; id_events[i] != NULL; i++)
    {
      gboolean held = FALSE;

      for (guint j = 0; j < listing->records->len; j++)
        {
          ParvisEventStatus *event = g_ptr_array_index (listing->records, j);

          held |= g_str_equal (event->id, id_events[i]);
        }

      if (!held)
        {
          g_printerr (_("Nothing is kept of an event with the number “%s”; “parvis-cli sync” "
                        "reads the account.\n"), id_events[i]);
          status = CLI_FAILED;
        }
    }

  return status;
}

/* ---- records ---- */

typedef struct
{
  CliSession       *session;
  ParvisRecordList *list;
  GType             type;
  guint             position;
  GHashTable       *names;
} Source;

static void
first_record (CliPages *pages)
{
  ((Source *) pages->data)->position = 0;
}

static GPtrArray *
next_records (CliPages  *pages,
              GError   **error)
{
  Source *source = pages->data;
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (source->list));
  guint n_keys = MIN (PAGE_SIZE, n_items - source->position);
  gint64 keys[PAGE_SIZE];

  for (guint i = 0; i < n_keys; i++)
    keys[i] = parvis_record_list_get_key (source->list, source->position + i);
  source->position += n_keys;

  return parvis_store_get_records (source->session->store, source->type, keys, n_keys);
}

static char *
dup_cell (CliPages   *pages,
          WeezRecord *record,
          const char *path)
{
  Source *source = pages->data;
  const char *event;

  if (!g_str_equal (path, CLI_EVENT_NAME))
    return cli_dup_cell (record, path);

  /* Some rows of the service name no event. */
  event = WEEZ_PARTICIPANT (record)->id_event;

  return event != NULL ? g_strdup (g_hash_table_lookup (source->names, event)) : NULL;
}

static CliStatus
read_names (Source *source)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezListing) listing =
    cli_await_object (parvis_event_status_list (source->session->store, NULL), &error);

  if (listing == NULL)
    return cli_fail (error, PARVIS_TASK_READ);

  for (guint i = 0; i < listing->records->len; i++)
    {
      ParvisEventStatus *event = g_ptr_array_index (listing->records, i);

      g_hash_table_insert (source->names, g_strdup (event->id), g_strdup (event->name));
    }

  return CLI_OK;
}

/* Writes what @query finds. */
CliStatus
cli_store_output (CliSession      *session,
                  ParvisQuery     *query,
                  const CliColumn *columns)
{
  g_autoptr(ParvisRecordList) list = parvis_record_list_new (session->store);
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GError) error = NULL;
  Source source = {
    .session = session,
    .list = list,
    .type = parvis_query_get_item_type (query),
    .names = names,
  };
  CliPages pages = {
    .type = source.type,
    .first = first_record,
    .next = next_records,
    .dup_cell = source.type == WEEZ_TYPE_PARTICIPANT ? dup_cell : NULL,
    .data = &source,
  };
  CliStatus status;

  parvis_record_list_set_query (list, query);
  if (!cli_await (parvis_record_list_load (list), &error))
    return cli_fail (error, PARVIS_TASK_READ);

  if (source.type == WEEZ_TYPE_PARTICIPANT && (status = read_names (&source)) != CLI_OK)
    return status;

  return cli_output_pages (session, &pages, columns);
}

/* ---- how well it is known ---- */

static const CliColumn status_columns[] = {
  { "id", N_("Number") },
  { "name", N_("Name") },
  { "participants", N_("Participants") },
  { "active", N_("Active") },
  { "deleted", N_("Deleted") },
  { "unpaid", N_("Unpaid") },
  { "refunded", N_("Refunded") },
  { "scanned", N_("Scanned") },
  { "last_sync", N_("Last sync") },
  { "complete", N_("Complete") },
  { NULL }
};

/* Writes a row for each of @id_events, for all if it is NULL. */
CliStatus
cli_store_status (CliSession  *session,
                  char       **id_events)
{
  return cli_output_list (session,
                          parvis_event_status_list (session->store,
                                                    (const char * const *) id_events),
                          status_columns);
}
