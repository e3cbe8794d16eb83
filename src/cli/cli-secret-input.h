#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cli_read_secret (const char *prompt);

G_END_DECLS
