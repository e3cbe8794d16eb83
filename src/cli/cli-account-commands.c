#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cli-command.h"
#include "cli-output.h"
#include "cli-secret-input.h"
#include "cli-table.h"
#include "parvis-csv.h"
#include "parvis-ledger.h"

/* ---- sign-in ---- */

static char *username;

static const GOptionEntry sign_in_options[] = {
  { "username", 0, 0, G_OPTION_ARG_STRING, &username,
    N_("Login of the organizer or partner"), N_("NAME") },
  G_OPTION_ENTRY_NULL
};

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static gboolean
check_sign_in (CliSession  *session,
               char       **parameters)
{
  if (username == NULL || *username == '\0')
    {
      g_printerr (_("sign-in needs --username.\n"));
      return FALSE;
    }
  if (session->account != NULL && !g_str_equal (session->account, username))
    {
      g_printerr (_("sign-in keeps the account of --username; --account is for the commands after "
                    "it.\n"));
      return FALSE;
    }

  return TRUE;
}

/* Whether the token can be kept is known before the password is asked for. @kept is null where
 * nothing is kept yet. */
static CliStatus
look_for_place (CliSession         *session,
                ParvisCredentials **kept)
{
  g_autofree char *folder = NULL;

  if (session->credentials_file == NULL)
    {
      g_autoptr(GError) error = NULL;
      const char *url = weez_client_get_base_url (session->client);

      *kept = cli_await_object (parvis_secret_load (url, NULL), &error);
      if (*kept != NULL ||
          g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
          g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
        return CLI_OK;

      g_printerr (_("The keyring of this computer does not answer; use --credentials FILE.\n"));
      return CLI_FAILED;
    }

  folder = g_path_get_dirname (session->credentials_file);
  if (g_access (folder, W_OK | X_OK) != 0)
    {
      g_printerr (_("No file can be written in “%s”.\n"), folder);
      return CLI_FAILED;
    }

  if (!g_file_test (session->credentials_file, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return CLI_OK;

  return cli_session_load (session, kept);
}

static CliStatus
sign_in (CliSession *session,
         const char *password,
         const char *api_key)
{
  g_autoptr(ParvisCredentials) credentials = NULL;
  g_autoptr(GError) error = NULL;
  char *token;
  CliStatus status;

  parvis_ledger_share (session->client, username);
  token = cli_await_string (weez_client_sign_in (session->client, username, password, api_key),
                            &error);
  if (token == NULL)
    return cli_fail (error, PARVIS_TASK_SIGN_IN);

  credentials = parvis_credentials_new (weez_client_get_base_url (session->client), username,
                                        api_key, token);
  wipe (token);

  status = cli_session_keep (session, credentials);
  if (status == CLI_OK)
    g_printerr (_("You are signed in.\n"));

  return status;
}

static CliStatus
run_sign_in (CliSession  *session,
             char       **parameters)
{
  g_autoptr(ParvisCredentials) kept = NULL;
  char *password = NULL;
  char *api_key = NULL;
  CliStatus status = look_for_place (session, &kept);

  if (status != CLI_OK)
    return status;

  password = cli_read_secret (_("Password: "));
  if (password != NULL && session->credentials_file != NULL && kept != NULL)
    api_key = g_strdup (parvis_credentials_get_api_key (kept));
  if (password != NULL && api_key == NULL)
    api_key = cli_read_secret (_("API key: "));

  if (password == NULL || *password == '\0' || api_key == NULL || *api_key == '\0')
    {
      g_printerr (_("A password and an API key are needed, a line for each.\n"));
      status = CLI_USAGE;
    }
  else
    status = sign_in (session, password, api_key);

  wipe (password);
  wipe (api_key);

  return status;
}

const CliCommand cli_command_sign_in = {
  .name = "sign-in",
  .summary = N_("Sign in, and keep the key and the token that the service gives"),
  .options = sign_in_options,
  .open = TRUE,
  .check = check_sign_in,
  .run = run_sign_in,
};

/* ---- scan-settings ---- */

static CliStatus
output_settings_csv (CliSession *session,
                     GVariant   *values)
{
  g_autoptr(ParvisCsv) csv = parvis_csv_new (session->output);
  g_autoptr(GError) error = NULL;
  GVariantIter iter;
  const char *name;
  const char *text;

  parvis_csv_add_text (csv, "name");
  parvis_csv_add_text (csv, "value");
  if (!parvis_csv_end_row (csv, NULL, &error))
    return cli_write_failed (error);

  g_variant_iter_init (&iter, values);
  while (g_variant_iter_next (&iter, "(&s&s)", &name, &text))
    {
      parvis_csv_add_text (csv, name);
      parvis_csv_add_text (csv, text);
      if (!parvis_csv_end_row (csv, NULL, &error))
        return cli_write_failed (error);
    }

  return CLI_OK;
}

static CliStatus
output_settings_table (CliSession *session,
                       GVariant   *values)
{
  g_autoptr(CliTable) table = cli_table_new (2);
  g_autofree char *output = NULL;
  GVariantIter iter;
  const char *name;
  const char *text;

  g_variant_iter_init (&iter, values);
  if (g_variant_n_children (values) == 0)
    cli_say_empty ();

  while (g_variant_iter_next (&iter, "(&s&s)", &name, &text))
    {
      cli_table_add (table, name, FALSE);
      cli_table_add (table, text, FALSE);
    }

  output = cli_table_to_text (table);

  return cli_output_text (session, output);
}

static CliStatus
run_scan_settings (CliSession  *session,
                   char       **parameters)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezScanSettings) settings = NULL;
  g_autoptr(GVariant) values = NULL;
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  settings = cli_await_object (weez_client_get_scan_settings (session->client), &error);
  if (settings == NULL)
    return cli_fail (error, PARVIS_TASK_READ);

  if (settings->values != NULL)
    values = g_variant_ref (settings->values);
  else
    values = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("(ss)"), NULL, 0));

  switch (session->format)
    {
    case CLI_FORMAT_JSON:
      json = weez_record_to_json (WEEZ_RECORD (settings));
      text = g_strconcat (json, "\n", NULL);
      return cli_output_text (session, text);

    case CLI_FORMAT_CSV:
      return output_settings_csv (session, values);

    case CLI_FORMAT_ICS:
    case CLI_FORMAT_TABLE:
    default:
      return output_settings_table (session, values);
    }
}

const CliCommand cli_command_scan_settings = {
  .name = "scan-settings",
  .summary = N_("Show the settings of the control application"),
  .run = run_scan_settings,
};

/* ---- scan-user ---- */

static CliStatus
output_scan_user (CliSession *session,
                  const char *id)
{
  /* The one record that is any object of texts. */
  g_autoptr(WeezScanSettings) answer = NULL;
  g_autoptr(ParvisCsv) csv = NULL;
  g_autoptr(CliTable) table = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  switch (session->format)
    {
    case CLI_FORMAT_JSON:
      answer = g_object_new (WEEZ_TYPE_SCAN_SETTINGS, NULL);
      answer->values = g_variant_ref_sink (g_variant_new_parsed ("[('id', %s)]", id));
      json = weez_record_to_json (WEEZ_RECORD (answer));
      text = g_strconcat (json, "\n", NULL);
      return cli_output_text (session, text);

    case CLI_FORMAT_CSV:
      csv = parvis_csv_new (session->output);
      parvis_csv_add_text (csv, "id");
      if (!parvis_csv_end_row (csv, NULL, &error))
        return cli_write_failed (error);
      parvis_csv_add_text (csv, id);
      return parvis_csv_end_row (csv, NULL, &error) ? CLI_OK : cli_write_failed (error);

    case CLI_FORMAT_ICS:
    case CLI_FORMAT_TABLE:
    default:
      table = cli_table_new (2);
      cli_table_add (table, _("Number"), FALSE);
      cli_table_add (table, id, FALSE);
      text = cli_table_to_text (table);
      return cli_output_text (session, text);
    }
}

static gboolean
check_scan_user (CliSession  *session,
                 char       **parameters)
{
  if (*parameters[0] == '\0')
    g_printerr (_("The control point needs a name.\n"));

  return *parameters[0] != '\0';
}

static CliStatus
run_scan_user (CliSession  *session,
               char       **parameters)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = cli_await_string (weez_client_set_scan_user (session->client,
                                                                     parameters[0]), &error);

  if (id == NULL)
    return cli_fail (error, PARVIS_TASK_READ);

  return output_scan_user (session, id);
}

const CliCommand cli_command_scan_user = {
  .name = "scan-user",
  .parameters = N_("NAME"),
  .n_parameters = 1,
  .summary = N_("Give this control point a name at the service"),
  .check = check_scan_user,
  .run = run_scan_user,
};
