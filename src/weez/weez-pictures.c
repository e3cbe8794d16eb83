#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "weez-pictures-private.h"

#include "weez-body.h"
#include "weez-fiber.h"
#include "weez-picture-host.h"
#include "weez-picture-rules.h"
#include "weez-worker.h"

#define N_AT_ONCE 3
#define IDLE_SECONDS 10
#define DEADLINE 30000   /* ms */
#define MAX_SIZE (5 * 1024 * 1024)

struct _WeezPictures
{
  GObject         parent_instance;
  WeezWorker     *worker;
  GSocketAddress *stand_in;
  GTlsDatabase   *authorities;
  guint           deadline;
};

G_DEFINE_FINAL_TYPE (WeezPictures, weez_pictures, G_TYPE_OBJECT)

G_DEFINE_QUARK (weez-picture-error-quark, weez_picture_error)

typedef struct
{
  WeezPictures *pictures;
  char         *url;
  gboolean      own;
  GCancellable *cancellable;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_object_unref (errand->pictures);
  g_free (errand->url);
  g_clear_object (&errand->cancellable);
  g_free (errand);
}

static GError *
picture_error (WeezPictureError  code,
               const char       *why)
{
  return g_error_new_literal (WEEZ_PICTURE_ERROR, code, why);
}

/* No cookies, cache, logger, sniffer, authentication, redirects or compression: each is a door that
 * no picture needs. A session of its own carries nothing from one host to the next. */
static SoupSession *
make_session (Errand *errand,
              GUri   *uri)
{
  g_autoptr(GSocketConnectable) host = NULL;
  SoupSession *session;

  if (!errand->own)
    host = weez_picture_host_new (g_uri_get_host (uri), errand->pictures->stand_in);
  session = soup_session_new_with_options ("remote-connectable", host,
                                           "max-conns", 1,
                                           "timeout", IDLE_SECONDS,
                                           "user-agent", "Parvis/" PARVIS_VERSION,
                                           NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  if (errand->own)
    soup_session_set_proxy_resolver (session, NULL);
  if (errand->pictures->authorities != NULL)
    soup_session_set_tls_database (session, errand->pictures->authorities);

  return session;
}

static SoupMessage *
make_message (GUri *uri)
{
  SoupMessage *message = soup_message_new_from_uri ("GET", uri);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_force_http1 (message, TRUE);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                "image/png, image/jpeg, image/webp, image/gif");

  return message;
}

static GBytes *
exchange (SoupSession   *session,
          SoupMessage   *message,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GInputStream) stream = soup_session_send (session, message, cancellable, error);
  gboolean too_large = FALSE;
  GBytes *body;

  if (stream == NULL)
    return NULL;
  if (soup_message_get_status (message) != SOUP_STATUS_OK)
    {
      g_propagate_error (error, picture_error (WEEZ_PICTURE_ERROR_NOT_ANSWERED,
                                               "the host gives no picture"));
      return NULL;
    }
  if (soup_message_headers_get_content_length (soup_message_get_response_headers (message)) >
      MAX_SIZE)
    {
      g_propagate_error (error, picture_error (WEEZ_PICTURE_ERROR_TOO_LARGE,
                                               "the picture says to be over 5 MiB"));
      return NULL;
    }

  body = weez_body_read (stream, MAX_SIZE, &too_large, cancellable, error);
  if (too_large)
    g_propagate_error (error, picture_error (WEEZ_PICTURE_ERROR_TOO_LARGE,
                                             "the picture is over 5 MiB"));

  return body;
}

static gboolean
late_cb (gpointer data)
{
  g_cancellable_cancel (data);

  return G_SOURCE_REMOVE;
}

/* The idle timeout of libsoup starts again with every byte; this one does not, nor does it count
 * the time before the errand's turn. */
static GSource *
start_clock (Errand *errand)
{
  GSource *clock = g_timeout_source_new (errand->pictures->deadline);

  g_source_set_callback (clock, late_cb, g_object_ref (errand->cancellable), g_object_unref);
  g_source_attach (clock, NULL);

  return clock;
}

static DexFuture *
fetch_job (gpointer data)
{
  Errand *errand = data;
  g_autoptr(GUri) uri = g_uri_parse (errand->url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr(SoupSession) session = make_session (errand, uri);
  g_autoptr(SoupMessage) message = make_message (uri);
  g_autoptr(GSource) clock = start_clock (errand);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = exchange (session, message, errand->cancellable, &error);

  g_source_destroy (clock);
  soup_session_abort (session);

  /* The text of a foreign error may hold the address. */
  if (bytes == NULL && error->domain != WEEZ_PICTURE_ERROR)
    return dex_future_new_for_error (picture_error (WEEZ_PICTURE_ERROR_NOT_ANSWERED,
                                                    "the host does not answer"));
  if (bytes == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!weez_pictures_is_picture (bytes))
    return dex_future_new_for_error (picture_error (WEEZ_PICTURE_ERROR_NOT_A_PICTURE,
                                                    "what came is no picture"));

  return dex_future_new_take_boxed (G_TYPE_BYTES, g_steal_pointer (&bytes));
}

static DexFuture *
fetch_fiber (gpointer      data,
             GCancellable *cancellable)
{
  Errand *errand = data;
  GError *error = NULL;
  GBytes *bytes;

  errand->cancellable = g_object_ref (cancellable);
  bytes = dex_await_boxed (weez_worker_run (errand->pictures->worker, fetch_job, errand, NULL),
                           &error);
  if (bytes == NULL)
    return dex_future_new_for_error (error);

  return dex_future_new_take_boxed (G_TYPE_BYTES, bytes);
}

static void
weez_pictures_finalize (GObject *object)
{
  WeezPictures *self = WEEZ_PICTURES (object);

  g_clear_object (&self->worker);
  g_clear_object (&self->stand_in);
  g_clear_object (&self->authorities);

  G_OBJECT_CLASS (weez_pictures_parent_class)->finalize (object);
}

static void
weez_pictures_class_init (WeezPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = weez_pictures_finalize;
}

static void
weez_pictures_init (WeezPictures *self)
{
  self->worker = weez_worker_new (N_AT_ONCE);
  self->deadline = DEADLINE;
}

WeezPictures *
weez_pictures_new (void)
{
  return g_object_new (WEEZ_TYPE_PICTURES, NULL);
}

/* What a test has connected to in place of an allowed address, once that was looked at. */
void
weez_pictures_set_stand_in (WeezPictures   *self,
                            GSocketAddress *address,
                            GTlsDatabase   *authorities)
{
  g_set_object (&self->stand_in, address);
  g_set_object (&self->authorities, authorities);
}

void
weez_pictures_set_deadline (WeezPictures *self,
                            guint         milliseconds)
{
  self->deadline = milliseconds;
}

/**
 * weez_pictures_is_picture:
 * @bytes: what came
 *
 * Returns: whether it begins as a PNG, JPEG, WebP or GIF does, whatever its host calls it
 */
gboolean
weez_pictures_is_picture (GBytes *bytes)
{
  static const struct { const char *magic; gsize length; } kinds[] = {
    { "\x89PNG\r\n\x1a\n", 8 }, { "\xff\xd8\xff", 3 }, { "GIF87a", 6 }, { "GIF89a", 6 },
  };
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (size > kinds[i].length && memcmp (data, kinds[i].magic, kinds[i].length) == 0)
      return TRUE;

  return size > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0;
}

/**
 * weez_pictures_fetch:
 * @self: the way to all hosts of pictures
 * @url: as the service tells it
 * @own_origin: (nullable): where the service is, see weez_picture_rules_dup_url()
 *
 * At most three are fetched at a time.
 *
 * Returns: (transfer full): resolves to what is in the file, as #GBytes, or rejects with
 *   %WEEZ_PICTURE_ERROR. Chain it: dropping the chain cancels it
 */
DexFuture *
weez_pictures_fetch (WeezPictures *self,
                     const char   *url,
                     const char   *own_origin)
{
  g_autofree char *asked = weez_picture_rules_dup_url (url, own_origin);
  g_autofree char *foreign = weez_picture_rules_dup_url (url, NULL);
  Errand *errand;

  g_return_val_if_fail (WEEZ_IS_PICTURES (self), NULL);

  if (asked == NULL)
    return dex_future_new_for_error (picture_error (WEEZ_PICTURE_ERROR_NOT_ALLOWED,
                                                    "the picture's address is not allowed"));

  errand = g_new0 (Errand, 1);
  errand->pictures = g_object_ref (self);
  errand->own = foreign == NULL;
  errand->url = g_steal_pointer (&asked);

  return weez_fiber_spawn (fetch_fiber, errand, errand_free);
}
