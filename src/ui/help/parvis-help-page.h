#pragma once

#include <adwaita.h>

#include "parvis-help-text.h"

G_BEGIN_DECLS

AdwNavigationPage *parvis_help_page_new (ParvisHelpText  *text,
                                         GtkWidget      **document);

G_END_DECLS
