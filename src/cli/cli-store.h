#pragma once

#include "cli-pages.h"
#include "parvis-query.h"

G_BEGIN_DECLS

/* The column of a table of participants that has the name of the event of each. */
#define CLI_EVENT_NAME "event"

/* What is kept of the account on this computer: all of it works without a network. */

CliStatus cli_store_find         (CliSession      *session);
CliStatus cli_store_open         (CliSession      *session);
CliStatus cli_store_check_events (CliSession      *session,
                                  char           **id_events);
CliStatus cli_store_output       (CliSession      *session,
                                  ParvisQuery     *query,
                                  const CliColumn *columns);
CliStatus cli_store_status       (CliSession      *session,
                                  char           **id_events);

G_END_DECLS
