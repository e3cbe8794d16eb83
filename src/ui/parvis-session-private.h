#pragma once

#include "parvis-demo.h"
#include "parvis-secret.h"
#include "parvis-session.h"

G_BEGIN_DECLS

void parvis_session_enter      (ParvisSession     *self,
                                WeezClient        *client,
                                ParvisCredentials *credentials);
void parvis_session_enter_demo (ParvisSession     *self,
                                ParvisDemo        *demo);

G_END_DECLS
