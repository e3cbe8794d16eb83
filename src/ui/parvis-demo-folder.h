#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_DEMO_FOLDER (parvis_demo_folder_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDemoFolder, parvis_demo_folder, PARVIS, DEMO_FOLDER, GObject)

ParvisDemoFolder *parvis_demo_folder_new      (const char        *parent,
                                               GError           **error);
const char       *parvis_demo_folder_get_path (ParvisDemoFolder  *self);

G_END_DECLS
