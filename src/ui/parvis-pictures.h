#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_PICTURES (parvis_pictures_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPictures, parvis_pictures, PARVIS, PICTURES, GObject)

/* The pictures that an account shows: out of memory, a folder or the network, in that order. What
 * one account has seen is kept for no other, and goes with it. */

void            parvis_pictures_set_account (GtkWidget      *window,
                                             const char     *name);
ParvisPictures *parvis_pictures_get_for     (GtkWidget      *widget);
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
