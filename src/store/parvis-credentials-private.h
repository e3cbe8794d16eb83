#pragma once

#include "parvis-secret.h"

G_BEGIN_DECLS

char              *parvis_credentials_to_text       (ParvisCredentials  *self);
ParvisCredentials *parvis_credentials_new_from_text (const char         *text,
                                                     GError            **error);
void               parvis_wipe                      (char               *text);

G_END_DECLS
