#include "config.h"

#include <gio/gio.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "cli-command.h"

#define PROGRAM "parvis-cli"

static const CliCommand * const commands[] = {
  &cli_command_sign_in,
  &cli_command_events,
  &cli_command_dates,
  &cli_command_tickets,
  &cli_command_stats,
  &cli_command_participants,
  &cli_command_answers,
  &cli_command_scan_settings,
  &cli_command_scan_user,
  &cli_command_details,
  &cli_command_search,
  &cli_command_categories,
  &cli_command_sync,
  &cli_command_status,
  &cli_command_find,
  &cli_command_list,
  &cli_command_changes,
  &cli_command_check_store,
  &cli_command_wipe,
};

static char *account;
static char *api_url;
static char *credentials_file;
static char *format;
static char *store_folder;
static gboolean version;
static char **parameters;

static const GOptionEntry global_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &account,
    N_("Use the account with that login, in place of the one kept last"), N_("NAME") },
  { "api-url", 0, 0, G_OPTION_ARG_STRING, &api_url,
    N_("Where the service is, instead of api.weezevent.com"), N_("URL") },
  { "credentials", 0, 0, G_OPTION_ARG_FILENAME, &credentials_file,
    N_("Keep the account in FILE instead of the keyring"), N_("FILE") },
  { "format", 0, 0, G_OPTION_ARG_STRING, &format,
    N_("What to write: table, json, csv or, of the public calendar, ics"), N_("FORMAT") },
  { "store", 0, 0, G_OPTION_ARG_FILENAME, &store_folder,
    N_("Keep what is read in DIR instead of your own data folder"), N_("DIR") },
  { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_("Show the version"), NULL },
  { G_OPTION_REMAINING, 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING_ARRAY, &parameters,
    NULL, NULL },
  G_OPTION_ENTRY_NULL
};

static const CliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];

  return NULL;
}

static gboolean
takes_next (const char *argument)
{
  return g_str_equal (argument, "--account") || g_str_equal (argument, "--api-url") ||
         g_str_equal (argument, "--credentials") || g_str_equal (argument, "--format") ||
         g_str_equal (argument, "--store");
}

/* The first word that is neither an option nor an option's value. */
static guint
find_word (char **arguments)
{
  guint i = 1;

  while (arguments[i] != NULL && *arguments[i] == '-')
    i += takes_next (arguments[i]) && arguments[i + 1] != NULL ? 2 : 1;

  return i;
}

static const GOptionEntry *
find_option (const GOptionEntry *options,
             const char         *argument)
{
  gsize length = strcspn (argument, "=");

  for (guint i = 0; options != NULL && options[i].long_name != NULL; i++)
    if (length > 2 && strlen (options[i].long_name) == length - 2 &&
        strncmp (argument + 2, options[i].long_name, length - 2) == 0)
      return &options[i];

  return NULL;
}

/* `--event 1 2` is `--event 1 --event 2` where nothing else could follow an option. */
static char **
expand_arrays (const CliCommand  *command,
               char             **arguments)
{
  g_autoptr(GStrvBuilder) expanded = g_strv_builder_new ();
  g_autofree char *array = NULL;
  gboolean needs_value = FALSE;
  guint n_words = 0;

  g_strv_builder_add (expanded, arguments[0]);

  for (guint i = 1; arguments[i] != NULL; i++)
    {
      const GOptionEntry *option = NULL;

      if (needs_value)
        needs_value = FALSE;
      else if (*arguments[i] == '-')
        {
          option = find_option (command->options, arguments[i]);
          if (option == NULL)
            option = find_option (global_options, arguments[i]);
          needs_value = option != NULL && option->arg != G_OPTION_ARG_NONE &&
                        strchr (arguments[i], '=') == NULL;

          g_clear_pointer (&array, g_free);
          if (option != NULL && option->arg == G_OPTION_ARG_STRING_ARRAY)
            array = g_strndup (arguments[i], strcspn (arguments[i], "="));
        }
      else if (array != NULL && n_words >= command->n_parameters)
        g_strv_builder_add (expanded, array);
      else
        n_words++;

      g_strv_builder_add (expanded, arguments[i]);
    }

  return g_strv_builder_end (expanded);
}

static char *
dup_description (void)
{
  g_autoptr(GString) text = g_string_new (_("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %-14s %s", commands[i]->name, _(commands[i]->summary));

  g_string_append_printf (text, "\n\n%s\n\n%s",
                          _("“parvis-cli COMMAND --help” shows the options of a command."),
                          _("The program ends with 0 if all went well, 1 after an error, 2 if "
                            "the command line is wrong, 3 if the service refused or nobody is "
                            "signed in, 4 if the service cannot be reached and 5 if a part of "
                            "the answer was left out."));

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static GOptionContext *
new_context (const CliCommand *command)
{
  const char *words = command == NULL ? _("COMMAND …") :
                      command->parameters != NULL ? _(command->parameters) : NULL;
  GOptionContext *context = g_option_context_new (words);

  if (command == NULL)
    {
      g_autofree char *description = dup_description ();

      g_option_context_set_summary (context, _("Read your Weezevent account from the console."));
      g_option_context_set_description (context, description);
    }
  else
    {
      g_autofree char *name = g_strconcat (PROGRAM " ", command->name, NULL);

      g_set_prgname (name);
      g_option_context_set_summary (context, _(command->summary));
      if (command->options != NULL)
        g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
    }

  g_option_context_add_main_entries (context, global_options, GETTEXT_PACKAGE);

  return context;
}

static gboolean
parse (const CliCommand  *command,
       char            ***arguments)
{
  g_autoptr(GOptionContext) context = new_context (command);
  g_autoptr(GError) error = NULL;

  if (g_option_context_parse_strv (context, arguments, &error))
    return TRUE;

  /* The value may be a secret that somebody put where none belongs. */
  if (g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    error->message[strcspn (error->message, "=")] = '\0';
  g_printerr ("%s\n", error->message);

  return FALSE;
}

static gboolean
read_format (const CliCommand *command,
             CliSession       *session)
{
  static const char * const names[] = {
    [CLI_FORMAT_TABLE] = "table", [CLI_FORMAT_JSON] = "json", [CLI_FORMAT_CSV] = "csv",
    [CLI_FORMAT_ICS] = "ics",
  };

  if (format == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (format, names[i]))
      {
        if (i == CLI_FORMAT_ICS && !command->calendar)
          {
            g_printerr (_("%s has nothing for a calendar.\n"), command->name);
            return FALSE;
          }
        session->format = i;
        return TRUE;
      }

  g_printerr (_("“%s” is not a format; there are table, json, csv and ics.\n"), format);

  return FALSE;
}

static CliStatus
run (const CliCommand *command)
{
  g_autoptr(CliSession) session = g_new0 (CliSession, 1);
  guint n_parameters = parameters != NULL ? g_strv_length (parameters) : 0;
  const char *variable = g_getenv ("PARVIS_API_URL");
  CliStatus status;

  if (n_parameters != command->n_parameters)
    {
      if (n_parameters < command->n_parameters)
        g_printerr (_("%s needs %s.\n"), command->name, _(command->parameters));
      else
        g_printerr (_("There are too many words after %s.\n"), command->name);
      return CLI_USAGE;
    }

  if (!read_format (command, session))
    return CLI_USAGE;

  if (api_url == NULL && variable != NULL && *variable != '\0')
    api_url = g_strdup (variable);
  session->account = g_steal_pointer (&account);
  session->api_url = g_steal_pointer (&api_url);
  session->credentials_file = g_steal_pointer (&credentials_file);
  session->store_folder = g_steal_pointer (&store_folder);
  session->output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  if ((status = cli_session_open (session)) != CLI_OK)
    return status;

  if (command->check != NULL && !command->check (session, parameters))
    return CLI_USAGE;

  if (!command->open && (status = cli_session_use (session)) != CLI_OK)
    return status;

  return command->run (session, parameters);
}

static int
run_command_line (const CliCommand *command,
                  const char       *word,
                  char           ***arguments)
{
  if (!parse (command, arguments))
    return CLI_USAGE;

  if (version)
    {
      g_print (PROGRAM " %s\n", PARVIS_VERSION);
      return CLI_OK;
    }

  if (command != NULL)
    return run (command);

  if (word != NULL)
    g_printerr (_("There is no command “%s”; “parvis-cli --help” lists them.\n"), word);
  else
    g_printerr (_("A command is missing; “parvis-cli --help” lists them.\n"));

  return CLI_USAGE;
}

/**
 * cli_command_main:
 * @arguments: the command line
 *
 * Global options may stand before or after the command.
 *
 * Returns: what the program ends with
 */
int
cli_command_main (char **arguments)
{
  g_auto(GStrv) left = g_strdupv (arguments);
  g_autofree char *word = NULL;
  const CliCommand *command = NULL;
  guint position;
  int status;

  g_set_prgname (PROGRAM);
  if (left[0] == NULL)
    return CLI_USAGE;

  position = find_word (left);
  word = g_strdup (left[position]);

  if (word != NULL && (command = find_command (word)) != NULL)
    {
      char **expanded;

      g_free (left[position]);
      memmove (left + position, left + position + 1,
               (g_strv_length (left + position + 1) + 1) * sizeof (char *));
      expanded = expand_arrays (command, left);
      g_strfreev (left);
      left = expanded;
    }

  status = run_command_line (command, word, &left);

  g_clear_pointer (&api_url, g_free);
  g_clear_pointer (&credentials_file, g_free);
  g_clear_pointer (&format, g_free);
  g_clear_pointer (&store_folder, g_free);
  g_clear_pointer (&parameters, g_strfreev);

  return status;
}
