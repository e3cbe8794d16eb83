#pragma once

#include "cli-session.h"

G_BEGIN_DECLS

/* FALSE, once it has said what is wrong with the command line. */
typedef gboolean  (*CliCheck) (CliSession  *session,
                               char       **parameters);
typedef CliStatus (*CliRun)   (CliSession  *session,
                               char       **parameters);

/**
 * CliCommand:
 * @name: the word on the command line
 * @parameters: what follows the options, for the help, or NULL
 * @n_parameters: how many that are
 * @summary: a sentence for the help
 * @options: ends with G_OPTION_ENTRY_NULL, or NULL
 * @open: whether it needs no account
 * @calendar: whether it can write a calendar
 * @check: whether the command line makes sense, or NULL; before anything is sent
 * @run: what it does, with exactly @n_parameters parameters
 */
typedef struct
{
  const char         *name;
  const char         *parameters;
  guint               n_parameters;
  const char         *summary;
  const GOptionEntry *options;
  gboolean            open;
  gboolean            calendar;
  CliCheck            check;
  CliRun              run;
} CliCommand;

extern const CliCommand cli_command_answers;
extern const CliCommand cli_command_categories;
extern const CliCommand cli_command_changes;
extern const CliCommand cli_command_check_store;
extern const CliCommand cli_command_dates;
extern const CliCommand cli_command_details;
extern const CliCommand cli_command_events;
extern const CliCommand cli_command_find;
extern const CliCommand cli_command_list;
extern const CliCommand cli_command_participants;
extern const CliCommand cli_command_scan_settings;
extern const CliCommand cli_command_scan_user;
extern const CliCommand cli_command_search;
extern const CliCommand cli_command_sign_in;
extern const CliCommand cli_command_stats;
extern const CliCommand cli_command_status;
extern const CliCommand cli_command_sync;
extern const CliCommand cli_command_tickets;
extern const CliCommand cli_command_wipe;

int cli_command_main (char **arguments);

G_END_DECLS
