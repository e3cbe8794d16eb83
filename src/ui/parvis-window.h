#pragma once

#include <adwaita.h>

#include "parvis-session.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_WINDOW (parvis_window_get_type ())
G_DECLARE_FINAL_TYPE (ParvisWindow, parvis_window, PARVIS, WINDOW, AdwApplicationWindow)

ParvisWindow *parvis_window_new       (GtkApplication *application,
                                       ParvisSession  *session);
void          parvis_window_show      (ParvisWindow   *self,
                                       const char     *target);
ParvisEvent  *parvis_window_get_event (ParvisWindow   *self);

const char   *parvis_window_get_help_page (ParvisWindow *self);

G_END_DECLS
