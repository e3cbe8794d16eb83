#pragma once

#include "weez-client.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_DEMO (parvis_demo_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDemo, parvis_demo, PARVIS, DEMO, GObject)

DexFuture  *parvis_demo_start      (void) G_GNUC_WARN_UNUSED_RESULT;
WeezClient *parvis_demo_get_client (ParvisDemo *self);
const char *parvis_demo_get_folder (ParvisDemo *self);

G_END_DECLS
