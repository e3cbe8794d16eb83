#include "demo-stream.h"

#include <string.h>
#include <sys/socket.h>

#define SLOW_MILLISECONDS 30000
#define LATE_MILLISECONDS 100
#define ENDLESS_ROW  "{\"id_participant\":7759645,\"barcode\":\"7448370\",\"deleted\":\"0\"},"

typedef struct
{
  SoupServerMessage *message;
  GIOStream         *connection;
  GSocket           *socket;
  DemoStreamMode     mode;
  GBytes            *body;
  GBytes            *pending;
  gsize              sent;
  GCancellable      *stop;
  DemoStreams       *streams;
  gboolean           held;
} Stream;

static void write_next (Stream *stream);

static void
let_go (Stream *stream)
{
  if (stream->held)
    stream->streams->n_held--;
  stream->held = FALSE;
}

static void
finish (Stream *stream)
{
  let_go (stream);
  if (stream->connection != NULL)
    g_io_stream_close (stream->connection, NULL, NULL);

  stream->streams->n_streams--;
  g_clear_object (&stream->connection);
  g_clear_object (&stream->socket);
  g_bytes_unref (stream->body);
  g_clear_pointer (&stream->pending, g_bytes_unref);
  g_object_unref (stream->stop);
  g_free (stream);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  Stream *stream = data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL))
    finish (stream);
  else
    write_next (stream);
}

static void
write_bytes (Stream *stream,
             GBytes *bytes)
{
  gsize length;
  const void *data;

  g_clear_pointer (&stream->pending, g_bytes_unref);
  stream->pending = bytes;
  data = g_bytes_get_data (bytes, &length);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream->connection), data, length,
                                   G_PRIORITY_DEFAULT, stream->stop, written_cb, stream);
}

static void
wait_then (Stream      *stream,
           guint        milliseconds,
           GSourceFunc  callback)
{
  g_autoptr(GSource) timer = g_timeout_source_new (milliseconds);
  g_autoptr(GSource) stop = g_cancellable_source_new (stream->stop);

  g_source_add_child_source (timer, stop);
  g_source_set_dummy_callback (stop);
  g_source_set_callback (timer, callback, stream, NULL);
  g_source_attach (timer, g_main_context_get_thread_default ());
}

static gboolean
trickle_cb (gpointer data)
{
  Stream *stream = data;

  if (g_cancellable_is_cancelled (stream->stop) || stream->sent >= g_bytes_get_size (stream->body))
    finish (stream);
  else
    write_bytes (stream, g_bytes_new_from_bytes (stream->body, stream->sent++, 1));

  return G_SOURCE_REMOVE;
}

static gboolean
slow_cb (gpointer data)
{
  Stream *stream = data;
  g_autofree char *head = NULL;
  GByteArray *whole;
  gsize length;
  const void *body = g_bytes_get_data (stream->body, &length);

  let_go (stream);
  if (g_cancellable_is_cancelled (stream->stop))
    {
      finish (stream);
      return G_SOURCE_REMOVE;
    }

  head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n",
                          length);
  whole = g_byte_array_new ();
  g_byte_array_append (whole, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (whole, body, (guint) length);
  stream->sent = length;
  write_bytes (stream, g_byte_array_free_to_bytes (whole));

  return G_SOURCE_REMOVE;
}

static GBytes *
make_endless_chunk (void)
{
  GString *rows = g_string_new (NULL);

  while (rows->len < 64 * 1024)
    g_string_append (rows, ENDLESS_ROW);

  return g_string_free_to_bytes (rows);
}

/* After the head, and after each write. */
static void
write_next (Stream *stream)
{
  gsize length = g_bytes_get_size (stream->body);

  switch (stream->mode)
    {
    case DEMO_STREAM_CUT:
    case DEMO_STREAM_CUT_QUIET:
    case DEMO_STREAM_CUT_CLOSE:
      if (stream->sent > 0)
        {
          finish (stream);
        }
      else
        {
          stream->sent = MAX (length * 2 / 3, 1);
          write_bytes (stream, g_bytes_new_from_bytes (stream->body, 0, stream->sent));
        }
      break;

    case DEMO_STREAM_ENDLESS:
      write_bytes (stream, make_endless_chunk ());
      break;

    case DEMO_STREAM_TRICKLE:
      wait_then (stream, 1000, trickle_cb);
      break;

    case DEMO_STREAM_SLOW:
    case DEMO_STREAM_LATE:
    case DEMO_STREAM_RESET:
    default:
      finish (stream);
      break;
    }
}

static void
write_head (Stream *stream)
{
  GString *head = g_string_new ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
  gboolean has_length = stream->mode == DEMO_STREAM_CUT ||
                        stream->mode == DEMO_STREAM_CUT_QUIET ||
                        stream->mode == DEMO_STREAM_TRICKLE;

  if (has_length)
    g_string_append_printf (head, "Content-Length: %" G_GSIZE_FORMAT "\r\n",
                            g_bytes_get_size (stream->body));
  if (!has_length || stream->mode == DEMO_STREAM_CUT_QUIET)
    g_string_append (head, "Connection: close\r\n");
  g_string_append (head, "\r\n");
  if (stream->mode == DEMO_STREAM_ENDLESS)
    g_string_append (head, "{\"participants\":[");

  write_bytes (stream, g_string_free_to_bytes (head));
}

/* With nothing left to send the kernel answers a close without lingering by a reset. */
static void
reset (Stream *stream)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  if (stream->socket != NULL)
    setsockopt (g_socket_get_fd (stream->socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);

  finish (stream);
}

static gboolean
take_over_cb (gpointer data)
{
  Stream *stream = data;

  stream->connection = soup_server_message_steal_connection (stream->message);
  g_clear_object (&stream->message);

  if (stream->connection == NULL)
    finish (stream);
  else if (stream->mode == DEMO_STREAM_RESET)
    reset (stream);
  else if (stream->mode == DEMO_STREAM_SLOW)
    wait_then (stream, SLOW_MILLISECONDS, slow_cb);
  else if (stream->mode == DEMO_STREAM_LATE)
    wait_then (stream, LATE_MILLISECONDS, slow_cb);
  else
    write_head (stream);

  return G_SOURCE_REMOVE;
}

/* The connection is taken a moment later: within the handler the server still works on it. */
void
demo_stream_start (SoupServerMessage *message,
                   DemoStreamMode     mode,
                   GBytes            *body,
                   GCancellable      *stop,
                   DemoStreams       *streams)
{
  Stream *stream = g_new0 (Stream, 1);
  g_autoptr(GSource) source = g_idle_source_new ();

  stream->message = g_object_ref (message);
  g_set_object (&stream->socket, soup_server_message_get_socket (message));
  stream->mode = mode;
  stream->body = g_bytes_ref (body);
  stream->stop = g_object_ref (stop);
  stream->streams = streams;
  streams->n_streams++;
  stream->held = mode == DEMO_STREAM_SLOW || mode == DEMO_STREAM_LATE;
  if (stream->held)
    {
      streams->n_held++;
      g_atomic_int_set (&streams->most_held, MAX (streams->most_held, (int) streams->n_held));
    }

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_pause (message);

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, take_over_cb, stream, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}
