#include "config.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "cli-arguments.h"
#include "cli-command.h"
#include "cli-store.h"
#include "cli-table.h"
#include "parvis-check.h"
#include "parvis-event-status.h"
#include "parvis-store-error.h"
#include "parvis-sync.h"

/* What is said to be gone is gone once so many complete listings miss it. */
#define LISTINGS_TO_GO 2

static char **events;
static gboolean full;
static gboolean accept_drop;
static gboolean without_answers;

static const GOptionEntry sync_options[] = {
  { "event", 0, 0, G_OPTION_ARG_STRING_ARRAY, &events, N_("Only these events"), N_("ID…") },
  { "full", 0, 0, G_OPTION_ARG_NONE, &full, N_("List everything anew"), NULL },
  { "accept-drop", 0, 0, G_OPTION_ARG_NONE, &accept_drop,
    N_("Participants of these events that the service does not list any more are gone"), NULL },
  { "without-answers", 0, 0, G_OPTION_ARG_NONE, &without_answers,
    N_("Leave out form answers and buyers"), NULL },
  G_OPTION_ENTRY_NULL
};

static gboolean
check_sync (CliSession  *session,
            char       **parameters)
{
  if (accept_drop && events == NULL)
    {
      g_printerr (_("--accept-drop needs at least one --event.\n"));
      return FALSE;
    }

  return cli_check_ids (events, "--event");
}

/* ---- progress ---- */

#define CLEAR_LINE "\r\033[K"
/* A line that is too long ends at the border. */
#define NO_WRAP    "\033[?7l"
#define WRAP       "\033[?7h"

static void
sentence_cb (ParvisSync *sync)
{
  guint width;
  g_autofree char *plain = cli_dup_plain (parvis_sync_get_sentence (sync), &width);

  if (width > 0)
    g_printerr (CLEAR_LINE NO_WRAP "%s" WRAP, plain);
  else
    g_printerr (CLEAR_LINE);
}

/* ---- the run ---- */

/* Waits for the end of a sync that was stopped: what is being written is written. */
static void
wait_for_end (ParvisSync *sync)
{
  while (parvis_sync_get_step (sync) != PARVIS_SYNC_IDLE)
    g_main_context_iteration (NULL, TRUE);
}

static CliStatus
run_once (CliSession *session,
          gboolean    complete)
{
  g_autoptr(ParvisSync) sync = parvis_sync_new (session->store, session->client);
  g_autoptr(GError) error = NULL;
  CliStatus status;

  parvis_sync_set_events (sync, (const char * const *) events);
  parvis_sync_set_complete (sync, complete);
  parvis_sync_set_answers (sync, !without_answers);
  if (isatty (STDERR_FILENO))
    g_signal_connect (sync, "notify::sentence", G_CALLBACK (sentence_cb), NULL);

  if (!cli_await_or_stop (parvis_sync_run (sync), &error))
    {
      wait_for_end (sync);
      return cli_fail (error, PARVIS_TASK_READ);
    }

  status = cli_say_skipped (parvis_sync_get_n_skipped (sync));
  if (parvis_sync_get_problem (sync) != NULL)
    {
      cli_fail (parvis_sync_get_problem (sync), PARVIS_TASK_READ);
      status = CLI_PARTIAL;
    }

  return status;
}

/* A listing without many of an event's participants is kept beside them until somebody says which
 * is right. */
static CliStatus
ask_about_drops (CliSession *session)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezListing) listing =
    cli_await_object (parvis_event_status_list (session->store, (const char * const *) events),
                      &error);
  CliStatus status = CLI_OK;

  if (listing == NULL)
    return cli_fail (error, PARVIS_TASK_READ);

  for (guint i = 0; i < listing->records->len; i++)
    {
      ParvisEventStatus *event = g_ptr_array_index (listing->records, i);

      if (event->dropped == 0)
        continue;

      /* Translators: how many participants, then the number of an event, twice. */
      g_printerr (ngettext ("The service does not list %d participant of event %s any more, over "
                            "a fifth of them: all were kept. If that is right, run “parvis-cli "
                            "sync --event %s --accept-drop”.\n",
                            "The service does not list %d participants of event %s any more, over "
                            "a fifth of them: all were kept. If that is right, run “parvis-cli "
                            "sync --event %s --accept-drop”.\n",
                            (gulong) event->dropped),
                  (int) event->dropped, event->id, event->id);
      status = CLI_PARTIAL;
    }

  return status;
}

static CliStatus
run_all (CliSession *session)
{
  g_autoptr(GError) error = NULL;
  CliStatus status = CLI_OK;

  if (!accept_drop)
    return run_once (session, full);

  if (!cli_await (parvis_event_status_accept (session->store, (const char * const *) events),
                  &error))
    return cli_fail (error, PARVIS_TASK_READ);

  for (guint i = 0; status == CLI_OK && i < LISTINGS_TO_GO; i++)
    status = run_once (session, TRUE);

  return status;
}

/* Once a week, after all has been said. Whoever ends the program leaves it for the next time. */
static CliStatus
look_through (CliSession *session)
{
  g_autoptr(GError) error = NULL;

  if (cli_await_or_stop (parvis_check_weekly (session->store,
                                              g_get_real_time () / G_USEC_PER_SEC), &error) ||
      !g_error_matches (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_DAMAGED))
    return CLI_OK;

  return cli_fail (error, PARVIS_TASK_READ);
}

static CliStatus
run_sync (CliSession  *session,
          char       **parameters)
{
  CliStatus status = cli_store_open (session);
  CliStatus asked;
  CliStatus written = CLI_OK;
  CliStatus looked;

  if (status != CLI_OK)
    return status;

  /* It has been said why. */
  if (!parvis_store_is_writable (session->store, NULL))
    return CLI_FAILED;

  status = run_all (session);
  if (status != CLI_OK && status != CLI_PARTIAL)
    return status;

  if ((asked = cli_store_check_events (session, events)) != CLI_OK ||
      (asked = ask_about_drops (session)) != CLI_OK)
    status = asked;

  if (session->format == CLI_FORMAT_JSON)
    written = cli_store_status (session, events);
  looked = look_through (session);

  return looked != CLI_OK ? looked : written != CLI_OK ? written : status;
}

const CliCommand cli_command_sync = {
  .name = "sync",
  .summary = N_("Read the account and keep it on this computer"),
  .options = sync_options,
  .check = check_sync,
  .run = run_sync,
};
