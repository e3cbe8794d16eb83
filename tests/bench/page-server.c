/* page-server [--changed=PERCENT] SIZE...: a service on 127.0.0.1 with one event of each size, that
 * costs next to nothing, so that what is measured is who asks. Prints its URL; ends on SIGTERM.
 *
 * Every row is written once, into a file that is mapped, and a page is a slice of it. Any login is
 * right. All rows of an event are always listed, deleted and unpaid ones too, with `full=1`. */

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>

#include "people.h"
#include "public-events.h"

/* Written at a time. */
#define BATCH (1024 * 1024)
#define DEFAULT_MAX 500
#define PUBLIC_EVENTS 2000

typedef struct
{
  guint id;
  guint first;
  guint n;
  guint n_of_ticket[PEOPLE_TICKETS];
} Event;

typedef struct
{
  SoupServer *server;
  GArray     *events;
  /* Where each row begins in the file; one more than there are rows. */
  GArray     *places;
  GBytes     *rows;
  GTimeZone  *zone;
  char       *public_events;
} PageServer;

typedef struct
{
  GArray     *ids;
  const char *last_update;
  guint64     page;
  guint64     max;
} Query;

static gboolean
flush_rows (int       file,
            GString  *text,
            GError  **error)
{
  gsize done = 0;

  while (done < text->len)
    {
      gssize n = write (file, text->str + done, text->len - done);

      if (n < 0)
        {
          g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                               g_strerror (errno));
          return FALSE;
        }
      done += n;
    }

  g_string_truncate (text, 0);
  return TRUE;
}

static gboolean
write_rows (PageServer *self,
            int         file,
            guint       changed,
            GError    **error)
{
  g_autoptr(GString) text = g_string_sized_new (BATCH + 4096);
  gsize place = 0;

  for (guint i = 0; i < self->events->len; i++)
    {
      Event *event = &g_array_index (self->events, Event, i);

      for (guint number = event->first; number < event->first + event->n; number++)
        {
          gsize before = text->len;

          g_array_append_val (self->places, place);
          people_write_row (text, number, event->id, changed);
          g_string_append_c (text, ',');
          place += text->len - before;
          event->n_of_ticket[people_get_ticket (number)]++;
          if (text->len >= BATCH && !flush_rows (file, text, error))
            return FALSE;
        }
    }
  g_array_append_val (self->places, place);

  return flush_rows (file, text, error);
}

/* The file has no name any more when this returns. */
static gboolean
make_rows (PageServer *self,
           guint       changed,
           GError    **error)
{
  g_autofree char *path = NULL;
  g_autofd int file = g_file_open_tmp ("parvis-pages-XXXXXX", &path, error);
  g_autoptr(GMappedFile) mapped = NULL;

  if (file < 0)
    return FALSE;

  g_unlink (path);
  if (!write_rows (self, file, changed, error))
    return FALSE;

  mapped = g_mapped_file_new_from_fd (file, FALSE, error);
  if (mapped == NULL)
    return FALSE;

  self->rows = g_mapped_file_get_bytes (mapped);
  return TRUE;
}

/* By hand, because names occur more than once. */
static void
read_query (char **words,
            Query *query)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      char *value = strchr (words[i], '=');

      if (value == NULL)
        continue;

      *value++ = '\0';
      if (g_str_has_prefix (words[i], "id_event"))
        {
          guint id = (guint) g_ascii_strtoull (value, NULL, 10);

          g_array_append_val (query->ids, id);
        }
      else if (g_str_equal (words[i], "last_update"))
        query->last_update = value;
      else if (g_str_equal (words[i], "page"))
        query->page = MAX (1, g_ascii_strtoull (value, NULL, 10));
      else if (g_str_equal (words[i], "max"))
        query->max = CLAMP (g_ascii_strtoull (value, NULL, 10), 1, G_MAXUINT);
    }
}

static void
append_copy (SoupMessageBody *body,
             const char      *text,
             gsize            length)
{
  soup_message_body_append (body, SOUP_MEMORY_COPY, text, length);
}

static void
append_rows (PageServer      *self,
             const Query     *query,
             SoupMessageBody *body)
{
  guint64 skip = (query->page - 1) * query->max, left = query->max;

  for (guint i = 0; i < query->ids->len; i++)
    {
      guint index = g_array_index (query->ids, guint, i) - PEOPLE_FIRST_EVENT;
      const Event *event;
      gsize begin, end;
      guint64 n;
      g_autoptr(GBytes) slice = NULL;

      if (index >= self->events->len)
        continue;
      event = &g_array_index (self->events, Event, index);
      if (skip >= event->n)
        {
          skip -= event->n;
          continue;
        }

      n = MIN (left, event->n - skip);
      if (n == 0)
        break;
      begin = g_array_index (self->places, gsize, event->first + skip);
      end = g_array_index (self->places, gsize, event->first + skip + n) - 1;
      if (left < query->max)
        append_copy (body, ",", 1);
      slice = g_bytes_new_from_bytes (self->rows, begin, end - begin);
      soup_message_body_append_bytes (body, slice);
      left -= n;
      skip = 0;
    }
}

static void
answer_participants (PageServer        *self,
                     SoupServerMessage *message)
{
  static const char opening[] = "{\"participants\":[";
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *decoded = g_uri_unescape_string (g_uri_get_query (uri) != NULL
                                                    ? g_uri_get_query (uri) : "", NULL);
  g_auto(GStrv) words = g_strsplit (decoded != NULL ? decoded : "", "&", -1);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  Query query = { ids, NULL, 1, DEFAULT_MAX };
  g_autoptr(GDateTime) now = g_date_time_new_now (self->zone);
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H:%M:%S");
  g_autoptr(GString) end = g_string_new (NULL);

  read_query (words, &query);
  people_write_end (end, time);

  append_copy (body, opening, sizeof opening - 1);
  /* Times of this form compare as text. */
  if (query.last_update == NULL || strcmp (query.last_update, PEOPLE_LAST_CHANGE) <= 0)
    append_rows (self, &query, body);
  append_copy (body, end->str, end->len);
  soup_message_body_complete (body);
}

static char *
dup_events (PageServer *self)
{
  g_autoptr(GString) text = g_string_new ("{\"events\":[");

  for (guint i = 0; i < self->events->len; i++)
    {
      const Event *event = &g_array_index (self->events, Event, i);

      g_string_append_printf (text, "%s{\"id\":%u,\"name\":\"Rendez-vous %u\",\"date\":{"
                              "\"start\":\"2026-06-%02u 20:00:00\",\"end\":\"\"},"
                              "\"participants\":%u,\"multiple_dates\":0,\"sales_status\":{"
                              "\"id_status\":3,\"libelle_status\":\"Vente termin\\u00e9e\"}}",
                              i > 0 ? "," : "", event->id, i + 1, i % 28 + 1, event->n);
    }
  g_string_append (text, "]}");

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
dup_tickets (PageServer *self)
{
  g_autoptr(GString) text = g_string_new ("{\"events\":[");

  for (guint i = 0; i < self->events->len; i++)
    {
      const Event *event = &g_array_index (self->events, Event, i);

      g_string_append_printf (text, "%s{\"id\":%u,\"name\":\"Rendez-vous %u\",\"categories\":[{"
                              "\"id\":%u,\"name\":\"Billets\",\"tickets\":[",
                              i > 0 ? "," : "", event->id, i + 1, 9000 + i);
      for (guint ticket = 0; ticket < PEOPLE_TICKETS; ticket++)
        {
          g_autofree char *id = people_dup_ticket (event->id, ticket);

          g_string_append_printf (text, "%s{\"id\":\"%s\",\"name\":\"Tarif %u\",\"price\":%u,"
                                  "\"participants\":%u,\"quotas\":0,\"start_sale\":null,"
                                  "\"end_sale\":null}", ticket > 0 ? "," : "", id, ticket + 1,
                                  10 + 5 * ticket, event->n_of_ticket[ticket]);
        }
      g_string_append (text, "]}]}");
    }
  g_string_append (text, "]}");

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
dup_answer (PageServer *self,
            const char *path)
{
  if (g_str_has_prefix (path, "/auth/access_token"))
    return g_strdup ("{\"accessToken\":\"f4b6b917cee00f13d57e3c84f56656b9\"}");
  if (g_str_equal (path, "/events"))
    return dup_events (self);
  if (g_str_equal (path, "/tickets"))
    return dup_tickets (self);
  if (g_str_equal (path, "/dates"))
    return g_strdup ("{\"dates\":[]}");
  if (g_str_equal (path, "/scan/settings"))
    return g_strdup ("{\"settings\":{}}");
  if (g_str_has_prefix (path, "/event/search"))
    return g_strdup (self->public_events);
  if (g_str_has_prefix (path, "/event/categories"))
    return g_strdup ("{\"last_update\":\"2026-01-01T12:00:00+01:00\",\"event_categories\":["
                     "{\"id\":\"14\",\"name\":\"Concert\",\"name_other\":\"Concert\"}]}");

  return NULL;
}

static void
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           data)
{
  PageServer *self = data;
  g_autofree char *answer = NULL;

  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "application/json", NULL);
  if (g_str_equal (path, "/participant/list"))
    {
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      answer_participants (self, message);
      return;
    }

  answer = dup_answer (self, path);
  soup_server_message_set_status (message, answer != NULL ? SOUP_STATUS_OK : SOUP_STATUS_NOT_FOUND,
                                  NULL);
  if (answer == NULL)
    answer = g_strdup ("{\"error\":{\"message\":\"Not found\",\"code\":404}}");
  append_copy (soup_server_message_get_response_body (message), answer, strlen (answer));
}

static gboolean
read_sizes (PageServer *self,
            char      **sizes)
{
  guint first = 0;

  for (guint i = 0; sizes[i] != NULL; i++)
    {
      guint64 n;
      Event event = { .id = PEOPLE_FIRST_EVENT + i, .first = first };

      if (!g_ascii_string_to_unsigned (sizes[i], 10, 0, 10000000 - first, &n, NULL))
        return FALSE;
      event.n = (guint) n;
      first += event.n;
      g_array_append_val (self->events, event);
    }

  return self->events->len > 0;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_CONTINUE;
}

static gboolean
serve (PageServer *self,
       guint       changed,
       GError    **error)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GSList *uris;
  g_autofree char *url = NULL;

  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  soup_server_add_handler (self->server, NULL, answer_cb, self, NULL);
  if (!make_rows (self, changed, error) ||
      !soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;

  uris = soup_server_get_uris (self->server);
  url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  printf ("%.*s\n", (int) strlen (url) - g_str_has_suffix (url, "/"), url);
  fflush (stdout);

  g_main_loop_run (loop);
  soup_server_disconnect (self->server);

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  int changed = 0;
  GOptionEntry entries[] = {
    { "changed", 0, 0, G_OPTION_ARG_INT, &changed,
      "How many of 100 people have been scanned, or not, unlike in the first place", "PERCENT" },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("SIZE...");
  g_autoptr(SoupServer) soup_server = soup_server_new (NULL, NULL);
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autofree char *public_events = public_events_dup_answer (PUBLIC_EVENTS);
  PageServer self = { soup_server, events, places, NULL, zone, public_events };
  g_autoptr(GError) error = NULL;
  gboolean served;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || !read_sizes (&self, argv + 1) ||
      changed < 0 || changed > 100)
    {
      g_printerr ("page-server: %s\n", error != NULL ? error->message
                                                     : "sizes of events are needed");
      return 2;
    }

  served = serve (&self, (guint) changed, &error);
  g_clear_pointer (&self.rows, g_bytes_unref);
  if (!served)
    g_printerr ("page-server: %s\n", error->message);

  return served ? 0 : 1;
}
