#pragma once

#include "parvis-store-private.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_LOOK (parvis_look_get_type ())
G_DECLARE_FINAL_TYPE (ParvisLook, parvis_look, PARVIS, LOOK, GObject)

ParvisLook *parvis_look_new   (const char      *path);
void        parvis_look_enter (ParvisLook      *self);
void        parvis_look_leave (ParvisLook      *self);
DexFuture  *parvis_look_run   (ParvisLook      *self,
                               ParvisStoreFunc  func,
                               gpointer         data,
                               GDestroyNotify   destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture  *parvis_look_end   (ParvisLook      *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
