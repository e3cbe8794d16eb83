#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WeezError:
 * @WEEZ_ERROR_OFFLINE: this computer has no network
 * @WEEZ_ERROR_UNREACHABLE: the service did not answer, or not in time
 * @WEEZ_ERROR_TLS: the service could not prove who it is
 * @WEEZ_ERROR_REFUSED: login, API key or access token refused (401, 403)
 * @WEEZ_ERROR_NOT_FOUND: no such thing (404, or an empty array in place of an object)
 * @WEEZ_ERROR_BUSY: too many requests or the service is closed for a while (429, 503);
 *   see weez_error_get_retry_after()
 * @WEEZ_ERROR_SERVER: the service failed (5xx, or a 200 that carries an error)
 * @WEEZ_ERROR_NOT_UNDERSTOOD: the answer is cut, is not JSON, or not of the documented shape
 * @WEEZ_ERROR_TOO_LARGE: the answer is over the size that Parvis reads
 * @WEEZ_ERROR_CANCELLED: nobody waits for the answer any more
 *
 * What can become of a request. A message is for the log: it names the method and the status,
 * never a value that was sent. What the service itself said is in weez_error_get_detail().
 */
typedef enum
{
  WEEZ_ERROR_OFFLINE,
  WEEZ_ERROR_UNREACHABLE,
  WEEZ_ERROR_TLS,
  WEEZ_ERROR_REFUSED,
  WEEZ_ERROR_NOT_FOUND,
  WEEZ_ERROR_BUSY,
  WEEZ_ERROR_SERVER,
  WEEZ_ERROR_NOT_UNDERSTOOD,
  WEEZ_ERROR_TOO_LARGE,
  WEEZ_ERROR_CANCELLED,
} WeezError;

#define WEEZ_ERROR (weez_error_quark ())
GQuark weez_error_quark (void);

GError     *weez_error_new             (WeezError     code,
                                        guint         status,
                                        const char   *detail,
                                        gint64        retry_after,
                                        const char   *message) G_GNUC_WARN_UNUSED_RESULT;
WeezError   weez_error_for_status      (guint         status);
const char *weez_error_get_detail      (const GError *error);
guint       weez_error_get_status      (const GError *error);
gint64      weez_error_get_retry_after (const GError *error);
gboolean    weez_error_get_web_page    (const GError *error);
void        weez_error_set_web_page    (GError       *error);

G_END_DECLS
