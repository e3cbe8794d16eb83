#pragma once

#include <adwaita.h>

#include "parvis-session.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_SIGN_IN_PAGE (parvis_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSignInPage, parvis_sign_in_page, PARVIS, SIGN_IN_PAGE, AdwBin)

ParvisSignInPage *parvis_sign_in_page_new            (ParvisSession *session);
ParvisSignInPage *parvis_sign_in_page_new_for_dialog (ParvisSession *session,
                                                      const char    *username);

G_END_DECLS
