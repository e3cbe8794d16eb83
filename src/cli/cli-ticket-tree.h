#pragma once

#include "cli-session.h"

G_BEGIN_DECLS

CliStatus cli_output_tickets (CliSession  *session,
                              WeezListing *listing);

G_END_DECLS
