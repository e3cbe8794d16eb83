#pragma once

#include "parvis-background.h"
#include "parvis-demo.h"
#include "parvis-secret.h"
#include "parvis-session.h"

G_BEGIN_DECLS

void              parvis_session_enter          (ParvisSession     *self,
                                                WeezClient        *client,
                                                ParvisCredentials *credentials);
void              parvis_session_enter_demo     (ParvisSession     *self,
                                                ParvisDemo        *demo);
/* Null until the store is open. */
ParvisBackground *parvis_session_get_background (ParvisSession     *self);

G_END_DECLS
