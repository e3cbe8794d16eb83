#pragma once

#include "parvis-failure.h"
#include "parvis-secret.h"
#include "parvis-store.h"
#include "weez-client.h"

G_BEGIN_DECLS

/* What the program ends with. */
typedef enum
{
  CLI_OK,
  CLI_FAILED,
  CLI_USAGE,
  CLI_REFUSED,
  CLI_UNREACHABLE,
  CLI_PARTIAL,
} CliStatus;

typedef enum
{
  CLI_FORMAT_TABLE,
  CLI_FORMAT_JSON,
  CLI_FORMAT_CSV,
  CLI_FORMAT_ICS,
} CliFormat;

/* One run of the program. */
typedef struct
{
  char          *account;           /* a login; null for the one kept last */
  char          *api_url;
  char          *credentials_file;
  char          *store_folder;
  CliFormat      format;
  WeezClient    *client;
  GOutputStream *output;
  ParvisStore   *store;
} CliSession;

void       cli_session_free    (CliSession         *self);
CliStatus  cli_session_open    (CliSession         *self);
CliStatus  cli_session_load    (CliSession         *self,
                                ParvisCredentials **credentials);
CliStatus  cli_session_use     (CliSession         *self);
char      *cli_session_dup_username (ParvisCredentials *credentials);
CliStatus  cli_session_keep    (CliSession         *self,
                                ParvisCredentials  *credentials);

gpointer   cli_await_object    (DexFuture          *future,
                                GError            **error);
char      *cli_await_string    (DexFuture          *future,
                                GError            **error);
gboolean   cli_await           (DexFuture          *future,
                                GError            **error);
gboolean   cli_await_or_stop   (DexFuture          *future,
                                GError            **error);
CliStatus  cli_fail            (const GError       *error,
                                ParvisTask          task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliSession, cli_session_free)

G_END_DECLS
