#pragma once

#include <adwaita.h>

#include "parvis-session.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_MAIN_PAGE (parvis_main_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisMainPage, parvis_main_page, PARVIS, MAIN_PAGE, AdwBreakpointBin)

ParvisMainPage *parvis_main_page_new        (ParvisSession   *session);
void            parvis_main_page_find       (ParvisMainPage  *self);
void            parvis_main_page_go         (ParvisMainPage  *self);
void            parvis_main_page_refresh    (ParvisMainPage  *self);
void            parvis_main_page_show_view  (ParvisMainPage  *self,
                                             const char      *view);
void            parvis_main_page_show_place (ParvisMainPage  *self,
                                             const char      *place);
void            parvis_main_page_show       (ParvisMainPage  *self,
                                             const char      *target);
ParvisEvent    *parvis_main_page_get_event  (ParvisMainPage  *self);

const char     *parvis_main_page_get_help_page  (ParvisMainPage *self);
void            parvis_main_page_toggle_sidebar (ParvisMainPage *self);

G_END_DECLS
