#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * WeezPictureError:
 * @WEEZ_PICTURE_ERROR_NOT_ALLOWED: the address, or where its name leads, is not to be asked
 * @WEEZ_PICTURE_ERROR_NOT_ANSWERED: there was no whole answer, or not in time
 * @WEEZ_PICTURE_ERROR_TOO_LARGE: it is over 5 MiB
 * @WEEZ_PICTURE_ERROR_NOT_A_PICTURE: it is no PNG, JPEG, WebP or GIF
 *
 * Why there is no picture.
 */
typedef enum
{
  WEEZ_PICTURE_ERROR_NOT_ALLOWED,
  WEEZ_PICTURE_ERROR_NOT_ANSWERED,
  WEEZ_PICTURE_ERROR_TOO_LARGE,
  WEEZ_PICTURE_ERROR_NOT_A_PICTURE,
} WeezPictureError;

#define WEEZ_PICTURE_ERROR (weez_picture_error_quark ())
GQuark weez_picture_error_quark (void);

#define WEEZ_TYPE_PICTURES (weez_pictures_get_type ())
G_DECLARE_FINAL_TYPE (WeezPictures, weez_pictures, WEEZ, PICTURES, GObject)

/* Asks the hosts of pictures, which are none of the service's: nothing of an account is sent to
 * them, nor told to the next one. */

WeezPictures *weez_pictures_new        (void);
DexFuture    *weez_pictures_fetch      (WeezPictures *self,
                                        const char   *url,
                                        const char   *own_origin) G_GNUC_WARN_UNUSED_RESULT;
gboolean      weez_pictures_is_picture (GBytes       *bytes);

G_END_DECLS
