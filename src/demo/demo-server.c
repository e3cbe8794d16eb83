#include "demo-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "demo-access.h"
#include "demo-fault.h"
#include "demo-organizer.h"
#include "demo-picture.h"
#include "demo-router.h"
#include "demo-stream.h"
#include "demo-time.h"

#define MAX_LOG_LINES  20000
#define FROZEN_MINUTE  (20 * 60 + 30)
#define N_OTHER_EVENTS 3
#define PICTURES       "/pictures/"

struct _DemoServer
{
  GObject         parent_instance;

  guint           seed;
  guint           participants;
  double          speed;

  GThread        *thread;
  GMainContext   *context;
  GMainLoop      *loop;
  SoupServer     *server;      /* of the thread */
  GCancellable   *stop;
  DemoStreams     streams;     /* of the thread */
  char           *url;

  /* Everything below is guarded by this. */
  GMutex          mutex;
  gboolean        document;
  DemoFault      *fault;
  DemoAccess      access;
  DemoOrganizer  *organizers[DEMO_N_LOGINS];   /* made when first asked for */
  gint64          fixed_now;   /* 0 when the clock runs */
  gboolean        anchored;    /* by the caller */
  gint64          clock_start; /* of the demo */
  gint64          clock_base;  /* the monotonic time at that moment */
  GPtrArray      *log;
  DemoLogFunc     log_func;
  gpointer        log_data;
};

G_DEFINE_FINAL_TYPE (DemoServer, demo_server, G_TYPE_OBJECT)

static gint64
get_now (DemoServer *self)
{
  g_autoptr(GDateTime) now = NULL;
  double passed;

  if (self->fixed_now != 0)
    return self->fixed_now;

  if (self->clock_start == 0)
    {
      now = g_date_time_new_now_utc ();
      self->clock_start = g_date_time_to_unix (now);
      self->clock_base = g_get_monotonic_time ();

      /* A clock that stands does so in the evening of today: the same seed, the same bytes. */
      if (self->speed <= 0)
        self->fixed_now = self->clock_start =
          demo_time_at (demo_time_midnight (now), 0, FROZEN_MINUTE, NULL);
    }

  passed = (double) (g_get_monotonic_time () - self->clock_base) / G_USEC_PER_SEC;

  return self->clock_start + (gint64) (passed * MAX (self->speed, 0));
}

/* With the lock held. */
static DemoOrganizer *
get_organizer (DemoServer *self,
               guint       who)
{
  DemoOrganizer **organizer = &self->organizers[who];
  gint64 now = get_now (self);

  if (*organizer != NULL)
    demo_organizer_advance (*organizer, now);
  else if (who == 0)
    *organizer = demo_organizer_new (self->seed, self->participants, 0, now);
  else
    *organizer = demo_organizer_new (self->seed + who, MAX (self->participants, 600) / 6,
                                     N_OTHER_EVENTS, now);
  (*organizer)->url = self->url;

  return *organizer;
}

static void
free_organizers (DemoServer *self)
{
  for (guint i = 0; i < DEMO_N_LOGINS; i++)
    g_clear_pointer (&self->organizers[i], demo_organizer_free);
}

static void
append_log (DemoServer        *self,
            SoupServerMessage *message,
            const char        *path,
            DemoQuery         *query)
{
  GString *line = g_string_new (NULL);
  DemoLogFunc func;
  gpointer data;

  g_string_append_printf (line, "%s ", soup_server_message_get_method (message));
  demo_query_append_printable (line, path);
  demo_query_append_log (query, line);

  g_mutex_lock (&self->mutex);
  if (self->log->len >= MAX_LOG_LINES)
    g_ptr_array_remove_range (self->log, 0, MAX_LOG_LINES / 10);
  g_ptr_array_add (self->log, g_strdup (line->str));
  func = self->log_func;
  data = self->log_data;
  g_mutex_unlock (&self->mutex);

  if (func != NULL)
    func (line->str, data);
  g_string_free (line, TRUE);
}

static void
answer (DemoServer        *self,
        SoupServerMessage *message,
        const char        *path,
        DemoQuery         *query)
{
  g_auto(DemoReply) reply = { 0 };
  DemoStreamMode mode = DEMO_STREAM_CUT;
  gboolean streamed = FALSE;
  gboolean strikes;

  g_mutex_lock (&self->mutex);
  strikes = self->fault != NULL && demo_fault_strikes (self->fault, path);
  if (strikes && demo_fault_is_repeat (self->fault))
    demo_query_remove (query, "page");

  demo_router_answer (self->document ? NULL : get_organizer (self, demo_access_who (query)),
                      &self->access,
                      soup_server_message_get_method (message), path, query, &reply);
  if (strikes)
    streamed = demo_fault_spoil (self->fault, &reply, soup_server_message_get_uri (message), &mode);
  g_mutex_unlock (&self->mutex);

  if (streamed)
    demo_stream_start (message, mode, reply.body, self->stop, &self->streams);
  else
    demo_reply_send (&reply, message);
}

static void
answer_picture (SoupServerMessage *message,
                const char        *name)
{
  g_auto(DemoReply) reply = { .status = 200, .type = "image/png" };

  reply.body = demo_picture_new ((guint) g_ascii_strtoull (name, NULL, 10));
  demo_reply_send (&reply, message);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *hash,
            gpointer           data)
{
  DemoServer *self = data;
  g_autoptr(DemoQuery) query = demo_query_new (message);

  append_log (self, message, path, query);
  /* A picture is none of the service's business, nor of its faults. */
  if (g_str_has_prefix (path, PICTURES))
    answer_picture (message, path + strlen (PICTURES));
  else
    answer (self, message, path, query);
}

static gpointer
thread_func (gpointer data)
{
  DemoServer *self = data;

  g_main_context_push_thread_default (self->context);

  g_mutex_lock (&self->mutex);
  get_organizer (self, 0);
  g_mutex_unlock (&self->mutex);

  g_main_loop_run (self->loop);

  /* What is still being sent ends now, whatever its fault. */
  g_cancellable_cancel (self->stop);
  while (self->streams.n_streams > 0)
    g_main_context_iteration (self->context, TRUE);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  while (g_main_context_iteration (self->context, FALSE))
    ;

  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static void
demo_server_dispose (GObject *object)
{
  demo_server_stop (DEMO_SERVER (object));

  G_OBJECT_CLASS (demo_server_parent_class)->dispose (object);
}

static void
demo_server_finalize (GObject *object)
{
  DemoServer *self = DEMO_SERVER (object);

  free_organizers (self);
  g_clear_pointer (&self->fault, demo_fault_free);
  g_ptr_array_unref (self->log);
  g_free (self->url);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (demo_server_parent_class)->finalize (object);
}

static void
demo_server_class_init (DemoServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = demo_server_dispose;
  object_class->finalize = demo_server_finalize;
}

static void
demo_server_init (DemoServer *self)
{
  g_mutex_init (&self->mutex);
  self->log = g_ptr_array_new_with_free_func (g_free);
}

/* About how many participants in all, 0 for the usual; speed 1 is real time, 0 stands. */
DemoServer *
demo_server_new (guint  seed,
                 guint  participants,
                 double speed)
{
  DemoServer *self = g_object_new (DEMO_TYPE_SERVER, NULL);

  self->seed = seed;
  self->participants = participants;
  self->speed = speed;
  self->access.seed = seed;

  return self;
}

/* Answer with the document's own examples. */
void
demo_server_set_document (DemoServer *self,
                          gboolean    document)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->document = document;
}

/* "KIND[:EVERY][@/path-prefix]", or NULL for none. */
void
demo_server_set_fault (DemoServer *self,
                       const char *fault)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_clear_pointer (&self->fault, demo_fault_free);
  if (fault != NULL && (self->fault = demo_fault_new (fault)) == NULL)
    g_critical ("There is no fault \"%s\"", fault);
}

/* Of the requests whose answers a fault holds up, the most that were there at once. */
int
demo_server_get_at_once (DemoServer *self)
{
  return g_atomic_int_get (&self->streams.most_held);
}

/* The clock stands at this moment; the season lies around the first one given. */
void
demo_server_set_now (DemoServer *self,
                     GDateTime  *now)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  /* A season that lies around another day is none that anyone has asked for. */
  if (!self->anchored)
    free_organizers (self);
  self->anchored = TRUE;
  self->fixed_now = g_date_time_to_unix (now);
}

void
demo_server_set_log_func (DemoServer  *self,
                          DemoLogFunc  func,
                          gpointer     data)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->log_func = func;
  self->log_data = data;
}

/* On loopback only; port 0 is any free one. Answers from a thread of its own. */
gboolean
demo_server_start (DemoServer  *self,
                   guint        port,
                   GError     **error)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(SoupServer) server = NULL;
  GSList *uris;
  gboolean listening;

  g_return_val_if_fail (self->thread == NULL, FALSE);

  g_main_context_push_thread_default (context);
  server = soup_server_new ("server-header", "nginx", NULL);
  listening = soup_server_listen_local (server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error);
  g_main_context_pop_thread_default (context);
  if (!listening)
    return FALSE;

  uris = soup_server_get_uris (server);
  g_free (self->url);
  self->url = g_strdup_printf ("http://127.0.0.1:%d/", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  soup_server_add_handler (server, NULL, request_cb, self, NULL);
  self->server = g_steal_pointer (&server);
  self->context = g_steal_pointer (&context);
  self->loop = g_main_loop_new (self->context, FALSE);
  self->stop = g_cancellable_new ();
  self->thread = g_thread_new ("demo-server", thread_func, self);

  return TRUE;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

void
demo_server_stop (DemoServer *self)
{
  g_autoptr(GSource) source = NULL;

  if (self->thread == NULL)
    return;

  /* Not a plain quit, which is lost when the loop doesn't run yet. */
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);

  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_object (&self->stop);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

/* NULL before the first start. */
const char *
demo_server_get_url (DemoServer *self)
{
  return self->url;
}

/* A line for each request, decoded, without secrets: "GET /dates?id_event[]=11122&page=1". */
char **
demo_server_dup_log (DemoServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < self->log->len; i++)
    g_strv_builder_add (lines, g_ptr_array_index (self->log, i));

  return g_strv_builder_end (lines);
}

void
demo_server_clear_log (DemoServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_ptr_array_set_size (self->log, 0);
}

/* Every token given so far is dead. */
void
demo_server_revoke (DemoServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->access.generation++;
}

/* n tickets more, now. */
void
demo_server_sell (DemoServer *self,
                  guint       n)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  DemoOrganizer *organizer = get_organizer (self, 0);

  demo_rows_sell (organizer->rows, n, organizer->now);
}

/* n participants more are in, now. */
void
demo_server_scan (DemoServer *self,
                  guint       n)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  DemoOrganizer *organizer = get_organizer (self, 0);

  demo_rows_scan (organizer->rows, n, organizer->now);
}
