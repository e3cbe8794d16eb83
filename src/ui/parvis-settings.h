#pragma once

#include <gio/gio.h>

#include "parvis-account.h"

G_BEGIN_DECLS

GSettings *parvis_settings_get              (void);
gboolean   parvis_settings_get_boolean      (const char     *key);
gboolean   parvis_settings_is_last_account  (const char     *api_url,
                                             const char     *username);
void       parvis_settings_set_last_account (ParvisAccount  *account);
void       parvis_settings_get_place        (ParvisAccount  *account,
                                             char          **id_event,
                                             char          **view);
void       parvis_settings_set_place        (ParvisAccount  *account,
                                             const char     *id_event,
                                             const char     *view);
char      *parvis_settings_dup_search_store (void);
void       parvis_settings_set_search_store (ParvisAccount  *account);

G_END_DECLS
