#include "history-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "demo-stream.h"
#include "history-answer.h"

#define OVERLAP (24 * 60 * 60)

typedef struct
{
  HistoryFault  fault;
  char         *path;
  guint         times;
} Order;

struct _HistoryServer
{
  GObject        parent_instance;

  guint64        seed;
  GThread       *thread;
  GMainContext  *context;
  GMainLoop     *loop;
  SoupServer    *server;       /* of the thread */
  GCancellable  *stop;
  DemoStreams    streams;      /* of the thread */
  char          *url;

  /* Everything below is guarded by this. */
  GMutex         mutex;
  HistoryWorld  *world;
  guint          largest_page;
  gint64         overlap;
  guint          fault_rate;
  guint32        faults;
  gboolean       calm;
  GArray        *orders;
  GHashTable    *n_asked;      /* line -> how often */
  GPtrArray     *log;
  GPtrArray     *paths;        /* of the log */
};

G_DEFINE_FINAL_TYPE (HistoryServer, history_server, G_TYPE_OBJECT)

static void
clear_order (gpointer data)
{
  Order *order = data;

  g_free (order->path);
}

/* Each has a stream of its own, so that the order in which they come does not matter. */
static DemoRandom
get_random (HistoryServer *self,
            const char    *line)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_asked, line));

  g_hash_table_insert (self->n_asked, g_strdup (line), GUINT_TO_POINTER (n + 1));

  return demo_random (demo_mix (self->seed, g_str_hash (line)), n);
}

static HistoryFault
take_order (HistoryServer *self,
            const char    *path)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      Order *order = &g_array_index (self->orders, Order, i);
      HistoryFault fault = order->fault;

      if (!history_path_is_under (path, order->path))
        continue;

      if (--order->times == 0)
        g_array_remove_index (self->orders, i);
      return fault;
    }

  return HISTORY_N_FAULTS;
}

/* One of those that are wanted and that this path can have. */
static HistoryFault
draw_fault (HistoryServer *self,
            const char    *path,
            DemoRandom    *random)
{
  HistoryFault candidates[HISTORY_N_FAULTS];
  guint n = 0;

  if (!demo_random_odds (random, self->fault_rate))
    return HISTORY_N_FAULTS;

  for (guint i = 0; i < HISTORY_N_FAULTS; i++)
    if ((self->faults & (1u << i)) != 0 &&
        (i <= HISTORY_FAULT_EMPTY_LIE || g_str_equal (path, "/participant/list")))
      candidates[n++] = i;

  return n > 0 ? candidates[demo_random_below (random, n)] : HISTORY_N_FAULTS;
}

static HistoryFault
choose_fault (HistoryServer *self,
              const char    *path,
              DemoRandom    *random)
{
  HistoryFault drawn = draw_fault (self, path, random);
  HistoryFault ordered;

  if (self->calm)
    return HISTORY_N_FAULTS;

  ordered = take_order (self, path);

  return ordered != HISTORY_N_FAULTS ? ordered : drawn;
}

G_STATIC_ASSERT (HISTORY_FAULT_HTTP_500 == 0 && HISTORY_FAULT_HTTP_404 == 4);

static void
set_body (DemoReply  *reply,
          const char *body,
          gsize       length)
{
  demo_reply_set_text (reply, g_string_new_len (body, (gssize) length));
}

/* TRUE when the answer must go out by a stream instead. */
static gboolean
spoil (DemoReply      *reply,
       HistoryFault    fault,
       DemoStreamMode *mode)
{
  static const guint statuses[] = { 500, 502, 503, 429, 404 };
  g_autoptr(GBytes) whole = g_bytes_ref (reply->body);

  if (fault < G_N_ELEMENTS (statuses))
    {
      demo_reply_set_error (reply, statuses[fault], "Fault",
                            demo_reply_get_phrase (statuses[fault]));
      reply->retry_after = fault == HISTORY_FAULT_HTTP_429 ? 1 : 0;
    }
  else if (fault == HISTORY_FAULT_MALFORMED)
    {
      set_body (reply, g_bytes_get_data (whole, NULL), g_bytes_get_size (whole) * 3 / 4);
    }
  else if (fault == HISTORY_FAULT_EMPTY_BODY)
    {
      set_body (reply, "", 0);
    }
  else if (fault == HISTORY_FAULT_ERROR_200)
    {
      demo_reply_set_error (reply, 200, "Fault", "Something went wrong");
    }

  *mode = fault == HISTORY_FAULT_RESET ? DEMO_STREAM_RESET : DEMO_STREAM_CUT;

  return fault == HISTORY_FAULT_RESET || fault == HISTORY_FAULT_CUT;
}

static void
append_log (HistoryServer *self,
            const char    *line,
            const char    *path,
            HistoryFault   fault)
{
  g_ptr_array_add (self->log,
                   fault == HISTORY_N_FAULTS
                     ? g_strdup (line)
                     : g_strdup_printf ("%s (%s)", line, history_fault_get_name (fault)));
  g_ptr_array_add (self->paths, g_strdup (path));
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *hash,
            gpointer           data)
{
  HistoryServer *self = data;
  g_autoptr(DemoQuery) query = demo_query_new (message);
  g_autoptr(GString) line = g_string_new (NULL);
  g_auto(DemoReply) reply = { 0 };
  g_autofree char *bare = g_strdup (path);
  HistoryQuestion question = { .path = bare, .query = query };
  DemoStreamMode mode;
  gboolean streamed;

  if (bare[0] != '\0' && g_str_has_suffix (bare + 1, "/"))
    bare[strlen (bare) - 1] = '\0';
  g_string_append_printf (line, "%s ", soup_server_message_get_method (message));
  demo_query_append_printable (line, bare);
  demo_query_append_log (query, line);

  g_mutex_lock (&self->mutex);
  question.largest_page = self->largest_page;
  question.overlap = self->overlap;
  question.random = get_random (self, line->str);
  question.fault = choose_fault (self, bare, &question.random);
  append_log (self, line->str, bare, question.fault);
  if (question.fault == HISTORY_FAULT_STEP)
    history_world_small_step (self->world);
  history_answer (self->world, &question, &reply);
  g_mutex_unlock (&self->mutex);

  streamed = spoil (&reply, question.fault, &mode);
  if (streamed)
    demo_stream_start (message, mode, reply.body, self->stop, &self->streams);
  else
    demo_reply_send (&reply, message);
}

static gpointer
thread_func (gpointer data)
{
  HistoryServer *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);

  /* What is still being sent ends now. */
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
start (HistoryServer *self)
{
  g_autoptr(GError) error = NULL;
  GSList *uris;

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->stop = g_cancellable_new ();

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("server-header", "nginx", NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_main_context_pop_thread_default (self->context);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d/", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  self->thread = g_thread_new ("history-server", thread_func, self);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

static void
history_server_dispose (GObject *object)
{
  HistoryServer *self = HISTORY_SERVER (object);
  g_autoptr(GSource) source = NULL;

  if (self->thread != NULL)
    {
      /* Not a plain quit, which is lost when the loop doesn't run yet. */
      source = g_idle_source_new ();
      g_source_set_priority (source, G_PRIORITY_HIGH);
      g_source_set_callback (source, quit_cb, self->loop, NULL);
      g_source_attach (source, self->context);
      g_thread_join (g_steal_pointer (&self->thread));
    }

  G_OBJECT_CLASS (history_server_parent_class)->dispose (object);
}

static void
history_server_finalize (GObject *object)
{
  HistoryServer *self = HISTORY_SERVER (object);

  g_clear_object (&self->stop);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->world, history_world_free);
  g_clear_pointer (&self->orders, g_array_unref);
  g_clear_pointer (&self->n_asked, g_hash_table_unref);
  g_clear_pointer (&self->log, g_ptr_array_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->url, g_free);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (history_server_parent_class)->finalize (object);
}

static void
history_server_class_init (HistoryServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = history_server_dispose;
  object_class->finalize = history_server_finalize;
}

static void
history_server_init (HistoryServer *self)
{
  g_mutex_init (&self->mutex);
  self->overlap = OVERLAP;
  self->orders = g_array_new (FALSE, FALSE, sizeof (Order));
  g_array_set_clear_func (self->orders, clear_order);
  self->n_asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->log = g_ptr_array_new_with_free_func (g_free);
  self->paths = g_ptr_array_new_with_free_func (g_free);
}

HistoryServer *
history_server_new (guint64 seed)
{
  HistoryServer *self = g_object_new (HISTORY_TYPE_SERVER, NULL);

  self->seed = seed;
  self->world = history_world_new (seed);
  start (self);

  return self;
}

const char *
history_server_get_url (HistoryServer *self)
{
  return self->url;
}

guint64
history_server_get_seed (HistoryServer *self)
{
  return self->seed;
}

guint
history_server_step (HistoryServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return history_world_step (self->world);
}

gint64
history_server_get_time (HistoryServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->world->now;
}

void
history_server_advance (HistoryServer *self,
                        gint64         seconds)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->world->now += seconds;
}

void
history_server_set_largest_page (HistoryServer *self,
                                 guint          rows)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->largest_page = rows;
}

void
history_server_set_overlap (HistoryServer *self,
                            gint64         seconds)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->overlap = seconds;
}

void
history_server_set_fault_rate (HistoryServer *self,
                               guint          per_mille,
                               guint32        faults)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->fault_rate = per_mille;
  self->faults = faults;
}

void
history_server_add_fault (HistoryServer *self,
                          HistoryFault   fault,
                          const char    *path,
                          guint          times)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Order order = { fault, g_strdup (path), times };

  g_assert_cmpuint (times, >, 0);
  g_array_append_val (self->orders, order);
}

void
history_server_set_calm (HistoryServer *self,
                         gboolean       calm)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->calm = calm;
}

char *
history_server_dup_truth (HistoryServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return history_world_dup_truth (self->world);
}

char *
history_server_dup_answers (HistoryServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return history_world_dup_answers (self->world);
}

char *
history_server_dup_gone (HistoryServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return history_world_dup_gone (self->world);
}

char *
history_server_dup_events (HistoryServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return history_world_dup_events (self->world);
}

char **
history_server_dup_event_ids (HistoryServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->world->events->len; i++)
    {
      HistoryEvent *event = g_ptr_array_index (self->world->events, i);

      g_strv_builder_take (ids, g_strdup_printf ("%u", event->id));
    }

  return g_strv_builder_end (ids);
}

guint
history_server_count_requests (HistoryServer *self,
                               const char    *path)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint n = 0;

  for (guint i = 0; i < self->paths->len; i++)
    n += history_path_is_under (g_ptr_array_index (self->paths, i), path);

  return n;
}

char **
history_server_dup_log (HistoryServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < self->log->len; i++)
    g_strv_builder_add (lines, g_ptr_array_index (self->log, i));

  return g_strv_builder_end (lines);
}

void
history_server_clear_log (HistoryServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_ptr_array_set_size (self->log, 0);
  g_ptr_array_set_size (self->paths, 0);
}
