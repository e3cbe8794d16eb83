#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_PICTURES (parvis_pictures_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPictures, parvis_pictures, PARVIS, PICTURES, GObject)

/* All pictures of the program: out of its memory, its folder or the network, in that order. */

ParvisPictures *parvis_pictures_get_default (void);
void            parvis_pictures_add_origin  (ParvisPictures *self,
                                             const char     *origin);
void            parvis_pictures_forget      (ParvisPictures *self);
GdkTexture     *parvis_pictures_peek        (ParvisPictures *self,
                                             const char     *url,
                                             int             width,
                                             int             height);
DexFuture      *parvis_pictures_load        (ParvisPictures *self,
                                             const char     *url,
                                             int             width,
                                             int             height) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
