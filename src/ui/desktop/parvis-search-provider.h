#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_SEARCH_PROVIDER (parvis_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSearchProvider, parvis_search_provider, PARVIS, SEARCH_PROVIDER,
                      GObject)

/* Answers the search of GNOME Shell from what is kept of the account that is signed in, and opens
 * what somebody chooses by the action "app.show". It never asks the service or the keyring. */

ParvisSearchProvider *parvis_search_provider_new      (GApplication          *application);
gboolean              parvis_search_provider_export   (ParvisSearchProvider  *self,
                                                       GDBusConnection       *bus,
                                                       const char            *path,
                                                       GError               **error);
void                  parvis_search_provider_unexport (ParvisSearchProvider  *self);

G_END_DECLS
