#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_CREDENTIALS (parvis_credentials_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCredentials, parvis_credentials, PARVIS, CREDENTIALS, GObject)

ParvisCredentials *parvis_credentials_new              (const char         *api_url,
                                                        const char         *username,
                                                        const char         *api_key,
                                                        const char         *access_token);
ParvisCredentials *parvis_credentials_new_from_file    (const char         *path,
                                                        GError            **error);
gboolean           parvis_credentials_save_to_file     (ParvisCredentials  *self,
                                                        const char         *path,
                                                        GError            **error);
const char        *parvis_credentials_get_api_url      (ParvisCredentials  *self);
const char        *parvis_credentials_get_username     (ParvisCredentials  *self);
const char        *parvis_credentials_get_api_key      (ParvisCredentials  *self);
const char        *parvis_credentials_get_access_token (ParvisCredentials  *self);

DexFuture         *parvis_secret_list                  (const char         *api_url)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *parvis_secret_load                  (const char         *api_url,
                                                        const char         *username)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *parvis_secret_save                  (ParvisCredentials  *credentials)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *parvis_secret_clear                 (const char         *api_url,
                                                        const char         *username)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
