/* raw-pipeline URL DATABASE [MAX]: the first sync as one would write it without further thought,
 * which is the reference for Parvis' own: a thread that fetches pages of MAX with libsoup, one that
 * parses them with json-glib, and one that writes them into SQLite, then an index for searching.
 *
 * Prints `people`, `visible_s` (all rows are written), `seconds` (and found), `people_per_s`,
 * `parse_s` and `write_s` (of their threads), one a line. */

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <malloc.h>
#include <stdio.h>

#include "raw-store.h"

#define DEFAULT_MAX 500
/* Pages between two threads. */
#define WAITING 3

typedef struct
{
  GMutex   mutex;
  GCond    changed;
  GQueue   items;
  gboolean ended;
} Belt;

typedef struct
{
  const char *url;
  guint       max;
  Belt        fetched;
  Belt        parsed;
  gint64      parse_time;
} Pipeline;

static void
belt_push (Belt     *self,
           gpointer  item)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (self->items.length >= WAITING)
    g_cond_wait (&self->changed, &self->mutex);
  g_queue_push_tail (&self->items, item);
  g_cond_broadcast (&self->changed);
}

/* Null after the last one. */
static gpointer
belt_pop (Belt *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (self->items.length == 0 && !self->ended)
    g_cond_wait (&self->changed, &self->mutex);
  g_cond_broadcast (&self->changed);

  return g_queue_pop_head (&self->items);
}

static void
belt_end (Belt *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->ended = TRUE;
  g_cond_broadcast (&self->changed);
}

static GBytes *
fetch (SoupSession *session,
       const char  *uri)
{
  g_autoptr(SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr(GError) error = NULL;
  GBytes *bytes = message != NULL ? soup_session_send_and_read (session, message, NULL, &error)
                                  : NULL;

  if (bytes == NULL || soup_message_get_status (message) != SOUP_STATUS_OK)
    g_error ("raw-pipeline: %s: %s", uri, error != NULL ? error->message : "no answer");

  return bytes;
}

static void
fetch_event (Pipeline    *self,
             SoupSession *session,
             JsonObject  *event)
{
  gint64 id = json_object_get_int_member (event, "id");
  gint64 n = json_object_get_int_member (event, "participants");

  for (gint64 page = 1; (page - 1) * self->max < n; page++)
    {
      g_autofree char *uri =
        g_strdup_printf ("%s/participant/list?id_event[]=%" G_GINT64_FORMAT
                         "&full=1&include_deleted=1&include_unpaid=1&max=%u&page=%" G_GINT64_FORMAT,
                         self->url, id, self->max, page);

      belt_push (&self->fetched, fetch (session, uri));
    }
}

static gpointer
fetch_thread (gpointer data)
{
  Pipeline *self = data;
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strdup_printf ("%s/events", self->url);
  g_autoptr(GBytes) bytes = fetch (session, uri);
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonArray *events;

  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                   (gssize) g_bytes_get_size (bytes), NULL))
    g_error ("raw-pipeline: %s: not JSON", uri);

  events = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                         "events");
  for (guint i = 0; i < json_array_get_length (events); i++)
    fetch_event (self, session, json_array_get_object_element (events, i));
  belt_end (&self->fetched);

  return NULL;
}

static gpointer
parse_thread (gpointer data)
{
  Pipeline *self = data;
  GBytes *item;

  while ((item = belt_pop (&self->fetched)) != NULL)
    {
      g_autoptr(GBytes) bytes = item;
      g_autoptr(GError) error = NULL;
      gint64 start = g_get_monotonic_time ();
      RawPage *page = raw_page_parse (bytes, &error);

      if (page == NULL)
        g_error ("raw-pipeline: %s", error->message);
      self->parse_time += g_get_monotonic_time () - start;
      belt_push (&self->parsed, page);
    }
  belt_end (&self->parsed);

  return NULL;
}

static void
run (Pipeline   *self,
     const char *path)
{
  gint64 start = g_get_monotonic_time (), write_time = 0, visible, end;
  g_autoptr(RawStore) store = raw_store_open (path);
  GThread *fetcher = g_thread_new ("fetch", fetch_thread, self);
  GThread *parser = g_thread_new ("parse", parse_thread, self);
  RawPage *item;
  guint people = 0;

  while ((item = belt_pop (&self->parsed)) != NULL)
    {
      g_autoptr(RawPage) page = item;
      gint64 begin = g_get_monotonic_time ();

      raw_store_write (store, page);
      people += page->rows->len;
      write_time += g_get_monotonic_time () - begin;
    }
  g_thread_join (fetcher);
  g_thread_join (parser);
  visible = g_get_monotonic_time ();
  raw_store_index (store);
  end = g_get_monotonic_time ();

  printf ("people %u\nvisible_s %.3f\nseconds %.3f\npeople_per_s %.0f\n"
          "parse_s %.3f\nwrite_s %.3f\n", people, (visible - start) / 1e6, (end - start) / 1e6,
          people / ((end - start) / 1e6), self->parse_time / 1e6, write_time / 1e6);
}

int
main (int    argc,
      char **argv)
{
  Pipeline self = { .max = DEFAULT_MAX };

  if (argc < 3)
    {
      g_printerr ("raw-pipeline: a URL and a new file are needed\n");
      return 2;
    }

  self.url = argv[1];
  if (argc > 3)
    self.max = MAX (1, (guint) g_ascii_strtoull (argv[3], NULL, 10));
  /* Else each page is given back to the system, and taken from it again. */
  mallopt (M_MMAP_THRESHOLD, 64 * 1024 * 1024);
  mallopt (M_TRIM_THRESHOLD, 256 * 1024 * 1024);
  run (&self, argv[2]);

  return 0;
}
