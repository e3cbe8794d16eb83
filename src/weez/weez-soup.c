#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "weez-soup.h"

#include "weez-body.h"
#include "weez-error.h"
#include "weez-fiber.h"
#include "weez-json.h"
#include "weez-worker.h"

#define IDLE_SECONDS 20
#define MAX_CONNECTIONS 2
#define CONNECTION_IDLE_SECONDS 30
#define MAX_BODY (32 * 1024 * 1024)
#define MAX_ERROR_BODY (64 * 1024)

/* The only object that sees a URL with its secrets, and the only one that sees HTTP. */
struct _WeezSoup
{
  GObject      parent_instance;
  SoupSession *session;
  WeezWorker  *worker;
  char        *base_url;
  gboolean     local;
};

G_DEFINE_FINAL_TYPE (WeezSoup, weez_soup, G_TYPE_OBJECT)

typedef struct
{
  WeezSoup    *soup;
  WeezRequest *request;
  WeezSecrets *secrets;
  gboolean     late;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_object_unref (call->soup);
  weez_request_free (call->request);
  g_clear_pointer (&call->secrets, weez_secrets_unref);
  g_free (call);
}

static GError *
call_error (Call       *call,
            WeezError   code,
            const char *why)
{
  g_autofree char *message = g_strdup_printf ("%s %s: %s", call->request->method,
                                              call->request->path, why);

  return weez_error_new (code, 0, NULL, -1, message);
}

static void
wipe (gpointer data)
{
  GString *text = data;

  explicit_bzero (text->str, text->allocated_len);
  g_string_free (text, TRUE);
}

static SoupMessage *
call_dup_message (Call *call)
{
  g_autofree char *path = weez_request_dup_path (call->request);
  GString *parameters;
  SoupMessage *message;

  if (path == NULL)
    return NULL;

  /* Of a size that no secret is left behind by a move. */
  parameters = g_string_sized_new (call->request->parameters->len + 1024);
  if (call->secrets != NULL)
    weez_secrets_append (call->secrets, parameters);
  if (parameters->len > 0 && call->request->parameters->len > 0)
    g_string_append_c (parameters, '&');
  g_string_append_len (parameters, call->request->parameters->str, call->request->parameters->len);

  if (g_str_equal (call->request->method, "POST"))
    {
      g_autofree char *url = g_strconcat (call->soup->base_url, path + 1, NULL);
      g_autoptr(GBytes) form = g_bytes_new_with_free_func (parameters->str, parameters->len,
                                                           wipe, parameters);

      message = soup_message_new ("POST", url);
      if (message != NULL)
        soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded",
                                                  form);
    }
  else
    {
      GString *url = g_string_sized_new (strlen (call->soup->base_url) + strlen (path) +
                                         parameters->len + 2);

      g_string_append (url, call->soup->base_url);
      g_string_append (url, path + 1);
      if (parameters->len > 0)
        g_string_append_printf (url, "?%s", parameters->str);
      message = soup_message_new ("GET", url->str);
      wipe (url);
      wipe (parameters);
    }

  if (message == NULL)
    return NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_force_http1 (message, TRUE);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                "application/json");

  return message;
}

/* libsoup 3.6.5 finishes an asynchronous request twice if its answer breaks off or it is cancelled
 * before the answer, and then frees what is still in use. It does not so in a thread that waits. */
typedef struct
{
  SoupSession  *session;
  SoupMessage  *message;
  GCancellable *cancellable;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_object_unref (exchange->session);
  g_object_unref (exchange->message);
  g_object_unref (exchange->cancellable);
  g_free (exchange);
}

static DexFuture *
run_exchange (gpointer data)
{
  Exchange *exchange = data;
  g_autoptr(GInputStream) stream = NULL;
  gboolean too_large = FALSE;
  GBytes *body = NULL;
  GError *error = NULL;

  stream = soup_session_send (exchange->session, exchange->message, exchange->cancellable, &error);
  if (stream != NULL)
    body = weez_body_read (stream, MAX_BODY, &too_large, exchange->cancellable, &error);
  if (too_large)
    error = weez_error_new (WEEZ_ERROR_TOO_LARGE, 0, NULL, -1, "the answer is over 32 MiB");

  return body != NULL ? dex_future_new_take_boxed (G_TYPE_BYTES, body)
                      : dex_future_new_for_error (error);
}

static DexFuture *
send_message (WeezSoup     *self,
              SoupMessage  *message,
              GCancellable *cancellable)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->session = g_object_ref (self->session);
  exchange->message = g_object_ref (message);
  exchange->cancellable = g_object_ref (cancellable);

  return weez_worker_run (self->worker, run_exchange, exchange, exchange_free);
}

static WeezError
network_error (Call         *call,
               const GError *error)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  if (!call->soup->local &&
      (!g_network_monitor_get_network_available (monitor) ||
       g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
       g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE)))
    return WEEZ_ERROR_OFFLINE;

  return WEEZ_ERROR_UNREACHABLE;
}

/* The text of a foreign error may hold the URL, so only its kind goes on. */
static GError *
call_fail (Call         *call,
           SoupMessage  *message,
           const GError *error)
{
  gboolean answered = soup_message_get_status (message) != SOUP_STATUS_NONE;

  if (error->domain == WEEZ_ERROR)
    return call_error (call, error->code, error->message);

  if (call->late || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return call_error (call, WEEZ_ERROR_UNREACHABLE, "no whole answer in time");

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return call_error (call, WEEZ_ERROR_CANCELLED, "cancelled");

  if (error->domain == G_TLS_ERROR)
    return call_error (call, WEEZ_ERROR_TLS, "the certificate is not trusted");

  if ((answered && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
      g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
      g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING))
    return call_error (call, WEEZ_ERROR_NOT_UNDERSTOOD, "the answer is cut or garbled");

  return call_error (call, network_error (call, error), g_quark_to_string (error->domain));
}

/* A time is told by the service's own clock: the one of this computer may be wrong. */
static gint64
get_retry_after (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  const char *date = soup_message_headers_get_one (headers, "Date");
  g_autoptr(GDateTime) time = NULL;
  g_autoptr(GDateTime) now = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;
  gint64 seconds;

  if (text == NULL)
    return -1;

  if (g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &seconds, NULL))
    return seconds;

  if ((time = soup_date_time_new_from_http_string (text)) == NULL)
    return -1;

  if (now == NULL)
    now = g_date_time_new_now_utc ();

  return MAX (0, g_date_time_difference (time, now) / G_TIME_SPAN_SECOND);
}

static GError *
status_error (Call        *call,
              SoupMessage *message,
              GBytes      *body)
{
  guint status = soup_message_get_status (message);
  g_autofree char *words = NULL;
  g_autofree char *detail = NULL;
  const char *said = NULL;
  gint64 code = 0;

  if (g_bytes_get_size (body) <= MAX_ERROR_BODY)
    {
      g_autoptr(yyjson_doc) document = weez_json_parse (body, call->request->path, NULL);

      if (document != NULL &&
          weez_json_get_error (yyjson_doc_get_root (document), &said, &code))
        detail = weez_secrets_redact (call->secrets, said);
    }

  words = g_strdup_printf ("%s %s: HTTP status %u", call->request->method, call->request->path,
                           status);

  return weez_error_new (weez_error_for_status (status), status, detail,
                         get_retry_after (message), words);
}

typedef struct
{
  Call         *call;
  GCancellable *cancellable;
} Deadline;

static void
deadline_cb (gpointer data)
{
  Deadline *deadline = data;

  deadline->call->late = TRUE;
  g_cancellable_cancel (deadline->cancellable);
}

static DexFuture *
send_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Call *call = data;
  g_autoptr(SoupMessage) message = call_dup_message (call);
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  Deadline deadline = { call, cancellable };
  gint64 start = g_get_monotonic_time ();
  guint timer;

  if (message == NULL)
    return dex_future_new_for_error (call_error (call, WEEZ_ERROR_NOT_FOUND, "not an id"));

  /* The idle timeout of libsoup starts again with every byte; this one does not. */
  timer = g_timeout_add_seconds_once (call->request->deadline, deadline_cb, &deadline);
  body = dex_await_boxed (send_message (call->soup, message, cancellable), &error);
  if (!call->late)
    g_source_remove (timer);

  g_debug ("%s %s: %s %u, %u bytes, %" G_GINT64_FORMAT " ms",
           call->request->method, call->request->path,
           error != NULL ? g_quark_to_string (error->domain) : "HTTP",
           soup_message_get_status (message), body != NULL ? (guint) g_bytes_get_size (body) : 0,
           (g_get_monotonic_time () - start) / 1000);

  if (error != NULL)
    return dex_future_new_for_error (call_fail (call, message, error));

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    return dex_future_new_for_error (status_error (call, message, body));

  return dex_future_new_take_boxed (G_TYPE_BYTES, g_steal_pointer (&body));
}

static void
weez_soup_finalize (GObject *object)
{
  WeezSoup *self = WEEZ_SOUP (object);

  g_clear_object (&self->session);
  g_clear_object (&self->worker);
  g_clear_pointer (&self->base_url, g_free);

  G_OBJECT_CLASS (weez_soup_parent_class)->finalize (object);
}

static void
weez_soup_class_init (WeezSoupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = weez_soup_finalize;
}

static void
weez_soup_init (WeezSoup *self)
{
  self->worker = weez_worker_new (MAX_CONNECTIONS);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

/**
 * weez_soup_new:
 * @base_url: https, or http on this computer itself; without query, fragment or user
 * @error: return location for an error of the domain %WEEZ_ERROR
 *
 * HTTP/1.1 without cookies, cache, logger, sniffer or authentication: libsoup's logger and cache
 * keep whole URLs, and the others are doors that nothing here needs.
 *
 * Returns: (transfer full) (nullable): the way to one service
 */
WeezSoup *
weez_soup_new (const char  *base_url,
               GError     **error)
{
  g_autoptr(WeezSoup) self = NULL;
  g_autoptr(GUri) uri = g_uri_parse (base_url, G_URI_FLAGS_NONE, NULL);
  gboolean loopback;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      g_uri_get_userinfo (uri) != NULL)
    {
      g_propagate_error (error, weez_error_new (WEEZ_ERROR_UNREACHABLE, 0, NULL, -1,
                                                "the service's address is not valid"));
      return NULL;
    }

  loopback = is_loopback (g_uri_get_host (uri));
  if (!g_str_equal (g_uri_get_scheme (uri), "https") &&
      !(loopback && g_str_equal (g_uri_get_scheme (uri), "http")))
    {
      g_propagate_error (error, weez_error_new (WEEZ_ERROR_TLS, 0, NULL, -1,
                                                "the service's address is not https"));
      return NULL;
    }

  self = g_object_new (WEEZ_TYPE_SOUP, NULL);
  self->base_url = g_str_has_suffix (base_url, "/") ? g_strdup (base_url)
                                                    : g_strconcat (base_url, "/", NULL);
  self->local = loopback;
  self->session = soup_session_new_with_options ("max-conns-per-host", MAX_CONNECTIONS,
                                                 "idle-timeout", CONNECTION_IDLE_SECONDS,
                                                 "timeout", IDLE_SECONDS,
                                                 "user-agent", "Parvis/" PARVIS_VERSION,
                                                 NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  if (loopback)
    soup_session_set_proxy_resolver (self->session, NULL);

  return g_steal_pointer (&self);
}

const char *
weez_soup_get_base_url (WeezSoup *self)
{
  return self->base_url;
}

gboolean
weez_soup_is_local (WeezSoup *self)
{
  return self->local;
}

/**
 * weez_soup_send:
 * @self: the way to the service
 * @request: (transfer full): what to ask
 * @secrets: (nullable): sent with it, and cut out of the service's own words
 *
 * Returns: (transfer full): resolves to the whole body of a successful answer, as #GBytes, or
 *   rejects with %WEEZ_ERROR. Chain it: dropping the chain cancels it
 */
DexFuture *
weez_soup_send (WeezSoup    *self,
                WeezRequest *request,
                WeezSecrets *secrets)
{
  Call *call = g_new0 (Call, 1);

  call->soup = g_object_ref (self);
  call->request = request;
  call->secrets = secrets != NULL ? weez_secrets_ref (secrets) : NULL;

  return weez_fiber_spawn (send_fiber, call, call_free);
}
