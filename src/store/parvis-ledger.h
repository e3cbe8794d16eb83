#pragma once

#include "weez-client.h"

G_BEGIN_DECLS

void parvis_ledger_share (WeezClient *client,
                          const char *username);

G_END_DECLS
