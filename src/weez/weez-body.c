#include "config.h"

#include "weez-body.h"

#define CHUNK (64 * 1024)

/**
 * weez_body_read:
 * @stream: what a host sends
 * @most: no more bytes are kept in memory
 * @too_large: (out): whether there are more, which is no error of the stream
 * @cancellable: (nullable): ends it
 * @error: return location for an error of the stream
 *
 * Waits in this thread for all of a body.
 *
 * Returns: (transfer full) (nullable): all of it, null where it is too large or broke off
 */
GBytes *
weez_body_read (GInputStream  *stream,
                gsize          most,
                gboolean      *too_large,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr(GByteArray) body = g_byte_array_new ();

  *too_large = FALSE;
  for (;;)
    {
      g_autoptr(GBytes) chunk = g_input_stream_read_bytes (stream, CHUNK, cancellable, error);

      if (chunk == NULL)
        return NULL;
      if (g_bytes_get_size (chunk) == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&body));
      if (body->len + g_bytes_get_size (chunk) > most)
        {
          *too_large = TRUE;
          return NULL;
        }

      g_byte_array_append (body, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
    }
}
