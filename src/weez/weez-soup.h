#pragma once

#include <libdex.h>

#include "weez-request.h"
#include "weez-secrets.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_SOUP (weez_soup_get_type ())
G_DECLARE_FINAL_TYPE (WeezSoup, weez_soup, WEEZ, SOUP, GObject)

WeezSoup   *weez_soup_new          (const char   *base_url,
                                    GError      **error);
const char *weez_soup_get_base_url (WeezSoup     *self);
gboolean    weez_soup_is_local     (WeezSoup     *self);
DexFuture  *weez_soup_send         (WeezSoup     *self,
                                    WeezRequest  *request,
                                    WeezSecrets  *secrets) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
