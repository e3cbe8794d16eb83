#pragma once

#include "parvis-secret.h"
#include "parvis-session.h"

G_BEGIN_DECLS

void parvis_session_enter (ParvisSession     *self,
                           WeezClient        *client,
                           ParvisCredentials *credentials);

G_END_DECLS
