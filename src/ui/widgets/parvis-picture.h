#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_PICTURE (parvis_picture_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPicture, parvis_picture, PARVIS, PICTURE, GtkWidget)

/* A picture of an event, fetched while it can be seen and if people want that; a calm surface until
 * then, and where there is none to be had. It says nothing that is not said beside it, so a screen
 * reader passes it by. Properties: "url" (string, as the service tells it), "setting" (string, key
 * of the choice whether such pictures are fetched; where they are not, there is no widget to be
 * seen), "size" (int, the width it asks for), "ratio" (double, of its width to its height),
 * "keeps-place" (boolean, whether it is there without a picture, so that rows stand in line),
 * "grows" (boolean, whether it takes the width that there is, in place of just its size). */

GdkTexture *parvis_picture_get_texture (ParvisPicture *self);

G_END_DECLS
