#pragma once

#include "parvis-store.h"
#include "weez-client.h"

G_BEGIN_DECLS

void parvis_ledger_share (ParvisStore *store,
                          WeezClient  *client);

G_END_DECLS
