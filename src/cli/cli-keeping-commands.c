#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli-arguments.h"
#include "cli-command.h"
#include "cli-store.h"
#include "parvis-check.h"
#include "parvis-eraser.h"

/* ---- check-store ---- */

static const char *
word_for (gboolean well)
{
  return well ? _("OK:") : _("Wrong:");
}

static char *
dup_sentence (ParvisCheck *check)
{
  if (g_str_equal (check->name, "integrity"))
    return check->well
           ? g_strdup (_("the file is whole."))
           : g_strdup_printf (ngettext ("the file has %d fault.", "the file has %d faults.",
                                        (gulong) check->found), (int) check->found);

  if (g_str_equal (check->name, "foreign-keys"))
    return g_strdup_printf (ngettext ("%d row belongs to nothing.", "%d rows belong to nothing.",
                                      (gulong) check->found), (int) check->found);

  if (g_str_equal (check->name, "counts"))
    return g_strdup_printf (check->well
                            ? ngettext ("the daily counts are those of %d participant.",
                                        "the daily counts are those of %d participants.",
                                        (gulong) check->found)
                            : ngettext ("the daily counts are not those of %d participant.",
                                        "the daily counts are not those of %d participants.",
                                        (gulong) check->found), (int) check->found);

  if (g_str_equal (check->name, "unindexed"))
    return g_strdup_printf (ngettext ("%d participant is still to be made findable.",
                                      "%d participants are still to be made findable.",
                                      (gulong) check->found), (int) check->found);

  return g_strdup_printf (ngettext ("the search knows %d participant.",
                                    "the search knows %d participants.",
                                    (gulong) check->found), (int) check->found);
}

static CliStatus
output_sentences (CliSession  *session,
                  WeezListing *listing)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < listing->records->len; i++)
    {
      ParvisCheck *check = g_ptr_array_index (listing->records, i);
      g_autofree char *sentence = dup_sentence (check);

      g_string_append_printf (text, "%s %s\n", word_for (check->well), sentence);
    }

  return cli_output_text (session, text->str);
}

static CliStatus
run_check_store (CliSession  *session,
                 char       **parameters)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezListing) listing = NULL;
  CliStatus status = cli_store_open (session);

  if (status != CLI_OK)
    return status;

  listing = cli_await_object (parvis_check_list (session->store), &error);
  if (listing == NULL)
    return cli_fail (error, PARVIS_TASK_READ);

  if (session->format == CLI_FORMAT_TABLE)
    status = output_sentences (session, listing);
  else
    status = cli_output_listing (session, listing, NULL);

  for (guint i = 0; status == CLI_OK && i < listing->records->len; i++)
    if (!PARVIS_CHECK (g_ptr_array_index (listing->records, i))->well)
      status = CLI_FAILED;

  /* What is there now is well; what was there was not. */
  return parvis_store_get_set_aside (session->store) != NULL ? CLI_FAILED : status;
}

const CliCommand cli_command_check_store = {
  .name = "check-store",
  .summary = N_("Look whether what is kept on this computer is whole"),
  .open = TRUE,
  .run = run_check_store,
};

/* ---- wipe ---- */

static char *id_event;
static gboolean yes;

static const GOptionEntry wipe_options[] = {
  { "event", 0, 0, G_OPTION_ARG_STRING, &id_event, N_("Only what is kept of this event"),
    N_("ID") },
  { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_("Do not ask"), NULL },
  G_OPTION_ENTRY_NULL
};

static gboolean
check_wipe (CliSession  *session,
            char       **parameters)
{
  if (!yes && !isatty (STDIN_FILENO))
    {
      g_printerr (_("wipe needs --yes where nobody can be asked.\n"));
      return FALSE;
    }

  return id_event == NULL || cli_check_id (id_event);
}

static gboolean
is_meant (void)
{
  char answer[64];

  if (yes)
    return TRUE;

  if (id_event != NULL)
    g_printerr (_("Remove all that is kept of event %s on this computer, with your notes?"),
                id_event);
  else
    g_printerr (_("Remove all that is kept of this account on this computer, with your notes?"));
  g_printerr (" %s ", _("[y/N]"));

  if (fgets (answer, sizeof answer, stdin) != NULL && rpmatch (answer) == 1)
    return TRUE;

  g_printerr (_("Nothing was removed.\n"));

  return FALSE;
}

static CliStatus
wipe_account (CliSession *session)
{
  g_autoptr(GError) error = NULL;
  CliStatus status = cli_store_find (session);
  guint n_files;

  if (status != CLI_OK)
    return status;

  if (!is_meant ())
    return CLI_FAILED;

  if (!parvis_eraser_erase_store (session->store, &n_files, &error))
    return cli_fail (error, PARVIS_TASK_READ);

  return CLI_OK;
}

static CliStatus
wipe_event (CliSession *session)
{
  g_autoptr(GError) error = NULL;
  char *ids[] = { id_event, NULL };
  CliStatus status = cli_store_open (session);

  if (status != CLI_OK || (status = cli_store_check_events (session, ids)) != CLI_OK)
    return status;

  /* It has been said why. */
  if (!parvis_store_is_writable (session->store, NULL))
    return CLI_FAILED;

  if (!is_meant ())
    return CLI_FAILED;

  /* A sync would write it again from what it has read. */
  if (!parvis_store_lock_sync (session->store, &error) ||
      !cli_await (parvis_eraser_erase_event (session->store, id_event), &error))
    return cli_fail (error, PARVIS_TASK_READ);

  return CLI_OK;
}

static CliStatus
run_wipe (CliSession  *session,
          char       **parameters)
{
  return id_event != NULL ? wipe_event (session) : wipe_account (session);
}

const CliCommand cli_command_wipe = {
  .name = "wipe",
  .summary = N_("Remove what is kept on this computer; the service keeps its own"),
  .options = wipe_options,
  .open = TRUE,
  .check = check_wipe,
  .run = run_wipe,
};
