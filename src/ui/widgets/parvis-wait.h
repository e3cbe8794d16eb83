#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A spinner that leaves half a second to what is fast: a flash of it would only disturb. */

#define PARVIS_TYPE_WAIT (parvis_wait_get_type ())
G_DECLARE_FINAL_TYPE (ParvisWait, parvis_wait, PARVIS, WAIT, AdwBin)

G_END_DECLS
