#include "demo-reply.h"

#include "demo-json.h"

/* Smaller bodies only grow. */
#define WORTH_COMPRESSING 256

/* Takes the text. */
void
demo_reply_set_text (DemoReply *self,
                     GString   *text)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_string_free_to_bytes (text);
}

void
demo_reply_set_error (DemoReply  *self,
                      guint       status,
                      const char *type,
                      const char *message)
{
  GString *text = g_string_new (NULL);

  demo_json_open (text, NULL, '{');
  demo_json_open (text, "error", '{');
  demo_json_string (text, "message", message);
  demo_json_string (text, "type", type);
  demo_json_int (text, "code", status);
  demo_json_close (text, '}');
  demo_json_close (text, '}');

  self->status = status;
  demo_reply_set_text (self, text);
}

/* libsoup knows no name for the youngest of them. */
const char *
demo_reply_get_phrase (guint status)
{
  return status == 429 ? "Too Many Requests" : soup_status_get_phrase (status);
}

GBytes *
demo_reply_gzip (GBytes *body,
                 int     level)
{
  g_autoptr(GConverter) compressor =
    G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, level));

  return g_converter_convert_bytes (compressor, body, NULL);
}

static gboolean
accepts_gzip (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *accepted = soup_message_headers_get_list (headers, "Accept-Encoding");

  return accepted != NULL && soup_header_contains (accepted, "gzip");
}

static void
append_retry (DemoReply          *self,
              SoupMessageHeaders *headers)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) then = g_date_time_add_seconds (now, self->retry_after);
  g_autofree char *value = self->retry_date
    ? soup_date_time_to_string (then, SOUP_DATE_HTTP)
    : g_strdup_printf ("%u", self->retry_after);

  soup_message_headers_replace (headers, "Retry-After", value);
}

void
demo_reply_send (DemoReply         *self,
                 SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gboolean gzipped = self->gzipped;
  g_autoptr(GBytes) body = g_bytes_ref (self->body);

  if (!gzipped && g_bytes_get_size (body) >= WORTH_COMPRESSING && accepts_gzip (message))
    {
      GBytes *smaller = demo_reply_gzip (body, 1);

      g_bytes_unref (body);
      body = smaller;
      gzipped = TRUE;
    }

  soup_server_message_set_status (message, self->status, demo_reply_get_phrase (self->status));
  soup_message_headers_set_content_type (headers,
                                         self->type != NULL ? self->type : "application/json",
                                         NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-cache");
  if (gzipped)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  if (self->retry_after > 0)
    append_retry (self, headers);
  if (self->location != NULL)
    soup_message_headers_replace (headers, "Location", self->location);
  if (self->status == 407)
    soup_message_headers_replace (headers, "Proxy-Authenticate", "Basic realm=\"proxy\"");

  if (g_bytes_get_size (body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

void
demo_reply_clear (DemoReply *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->location, g_free);
}
