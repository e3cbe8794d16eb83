#include "demo-test.h"

#define HERE "event/categories/?a=1&b=c%20d"

static DemoTestAnswer *
fetch_faulty (DemoTest   *test,
              const char *fault)
{
  g_autoptr(SoupMessage) message = demo_test_message (test, "GET", HERE);

  demo_server_set_fault (test->server, fault);

  return demo_test_send (test, message);
}

static void
test_statuses (DemoTest      *test,
               gconstpointer  data)
{
  const guint statuses[] = { 400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504 };
  g_autoptr(DemoTestAnswer) with_date = fetch_faulty (test, "http-429-date");
  g_autoptr(DemoTestAnswer) proxy = NULL;
  g_autoptr(GDateTime) date = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *fault = g_strdup_printf ("http-%u", statuses[i]);
      g_autoptr(DemoTestAnswer) answer = fetch_faulty (test, fault);

      g_assert_cmpuint (answer->status, ==, statuses[i]);
      g_assert_cmpstr (answer->retry_after, ==, statuses[i] == 429 ||
                       statuses[i] == 503 ? "7" : NULL);
      g_assert_nonnull (strstr (demo_test_answer_text (answer), "\"error\":{\"message\":"));
    }

  g_assert_cmpuint (with_date->status, ==, 429);
  date = soup_date_time_new_from_http_string (with_date->retry_after);
  g_assert_nonnull (date);

  proxy = fetch_faulty (test, "proxy-407");
  g_assert_cmpuint (proxy->status, ==, 407);
}

static void
test_bodies (DemoTest      *test,
             gconstpointer  data)
{
  const struct { const char *fault; const char *sign; } faults[] = {
    { "error-200", "{\"error\":{\"message\":" },
    { "html", "<!DOCTYPE html>" },
    { "wrong-shape", "{\"hello\":1}" },
    { "overflow", "\"counter\":9223372036854775808," },
    { "deep", "[[[[[[[[" },
    { "invalid-utf8", "\xff" },
  };
  g_autoptr(DemoTestAnswer) empty = fetch_faulty (test, "empty");
  g_autoptr(DemoTestAnswer) malformed = fetch_faulty (test, "malformed");
  g_autoptr(DemoTestAnswer) bare = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(DemoTestAnswer) answer = fetch_faulty (test, faults[i].fault);

      g_assert_no_error (answer->error);
      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_nonnull (strstr (demo_test_answer_text (answer), faults[i].sign));
    }

  g_assert_cmpuint (empty->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (empty->body), ==, 0);
  g_assert_null (json_from_string (demo_test_answer_text (malformed), NULL));

  /* Every other time the wrong shape is an array. */
  demo_server_set_fault (test->server, "wrong-shape");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(SoupMessage) message = demo_test_message (test, "GET", HERE);

      g_clear_pointer (&bare, demo_test_answer_free);
      bare = demo_test_send (test, message);
    }
  g_assert_cmpstr (demo_test_answer_text (bare), ==, "[1,2,3]");
}

static void
test_counted_overflow (DemoTest      *test,
                       gconstpointer  data)
{
  g_autoptr(DemoTestAnswer) events = NULL;
  g_autoptr(DemoTestAnswer) stats = NULL;

  demo_server_set_fault (test->server, "overflow");
  events = demo_test_fetch (test, "events");
  stats = demo_test_fetch (test, "tickets/5211401/stats");

  g_assert_nonnull (strstr (demo_test_answer_text (events),
                            "\"participants\":9223372036854775808,"));
  g_assert_nonnull (strstr (demo_test_answer_text (stats), "\"total\":9223372036854775808,"));
}

static void
test_redirects (DemoTest      *test,
                gconstpointer  data)
{
  g_autoptr(DemoTestAnswer) other = fetch_faulty (test, "redirect");
  g_autoptr(DemoTestAnswer) same = fetch_faulty (test, "redirect-same");

  g_assert_cmpuint (other->status, ==, 302);
  g_assert_cmpstr (other->location, ==, "http://127.0.0.2:1/?a=1&b=c%20d");
  g_assert_cmpuint (same->status, ==, 302);
  g_assert_cmpstr (same->location, ==, "/event/categories/?a=1&b=c%20d");
}

/* libsoup sees the first two; the others it takes for whole, which is what they are for. */
static void
test_cuts (DemoTest      *test,
           gconstpointer  data)
{
  g_autoptr(DemoTestAnswer) whole = fetch_faulty (test, NULL);
  g_autoptr(DemoTestAnswer) cut = fetch_faulty (test, "cut");
  g_autoptr(DemoTestAnswer) reset = fetch_faulty (test, "reset@/event");
  g_autoptr(DemoTestAnswer) cut_quiet = fetch_faulty (test, "cut-quiet");
  g_autoptr(DemoTestAnswer) cut_close = fetch_faulty (test, "cut-close");
  g_autoptr(DemoTestAnswer) cut_gzip = fetch_faulty (test, "cut-gzip");

  g_assert_no_error (whole->error);
  g_assert_nonnull (cut->error);
  g_assert_nonnull (reset->error);

  g_assert_cmpuint (g_bytes_get_size (cut_quiet->body), <, g_bytes_get_size (whole->body));
  g_assert_cmpuint (g_bytes_get_size (cut_close->body), <, g_bytes_get_size (whole->body));
  g_assert_cmpuint (g_bytes_get_size (cut_close->body), >, 0);
  g_assert_cmpstr (cut_gzip->encoding, ==, "gzip");
  g_assert_cmpuint (g_bytes_get_size (cut_gzip->body), <, g_bytes_get_size (whole->body));
}

/* How many bytes come within the time, up to enough of them. */
static gsize
read_for (DemoTest   *test,
          const char *fault,
          double      seconds,
          gsize       enough)
{
  g_autoptr(SoupMessage) message = demo_test_message (test, "GET", HERE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GInputStream) stream = NULL;
  g_autofree char *buffer = g_malloc (64 * 1024);
  gint64 deadline = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  gsize total = 0;
  gssize n;

  demo_server_set_fault (test->server, fault);
  stream = soup_session_send (test->session, message, cancellable, NULL);
  while (stream != NULL && total < enough && g_get_monotonic_time () < deadline &&
         (n = g_input_stream_read (stream, buffer, 64 * 1024, cancellable, NULL)) > 0)
    total += (gsize) n;
  g_cancellable_cancel (cancellable);

  return total;
}

static void
test_endless (DemoTest      *test,
              gconstpointer  data)
{
  g_assert_cmpuint (read_for (test, "endless", 20, 20 * 1024 * 1024), >=, 20 * 1024 * 1024);
  /* Small on the way, large at home. */
  g_assert_cmpuint (read_for (test, "bomb", 60, 100 * 1024 * 1024), >=, 100 * 1024 * 1024);
  g_assert_cmpuint (read_for (test, "trickle", 2.5, 100), <, 5);
}

typedef struct
{
  GMainLoop *loop;
  gboolean   failed;
  gint64     ended;
} Waiter;

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  Waiter *waiter = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body =
    soup_session_send_and_read_finish (SOUP_SESSION (object), result, &error);

  waiter->failed = error != NULL;
  waiter->ended = g_get_monotonic_time ();
  g_main_loop_quit (waiter->loop);
}

static gboolean
stop_cb (gpointer data)
{
  demo_server_stop (data);

  return G_SOURCE_REMOVE;
}

/* What would take for ever ends when the server does. */
static void
test_stop (DemoTest      *test,
           gconstpointer  data)
{
  const char * const faults[] = { "slow", "trickle", "endless" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
      g_autoptr(SoupMessage) message = demo_test_message (test, "GET", HERE);
      Waiter waiter = { .loop = loop };
      gint64 start = g_get_monotonic_time ();

      demo_server_set_fault (test->server, faults[i]);
      soup_session_send_and_read_async (test->session, message, G_PRIORITY_DEFAULT, NULL, ended_cb,
                                        &waiter);
      g_timeout_add (300, stop_cb, test->server);
      g_main_loop_run (loop);

      g_assert_true (waiter.failed || i == 2);
      g_assert_cmpint (waiter.ended - start, <, 5 * G_USEC_PER_SEC);

      g_assert_true (demo_server_start (test->server, 0, NULL));
    }
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (object), result, NULL);

  g_assert_nonnull (body);
  g_assert_cmpuint (g_bytes_get_size (body), >, 0);
  (*(guint *) data)++;
}

/* A right answer, for which another request can be seen not to have waited. */
static void
test_late (DemoTest      *test,
           gconstpointer  data)
{
  guint n_answers = 0;

  g_assert_cmpint (demo_server_get_at_once (test->server), ==, 0);
  demo_server_set_fault (test->server, "late");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(SoupMessage) message = demo_test_message (test, "GET", HERE);

      soup_session_send_and_read_async (test->session, message, G_PRIORITY_DEFAULT, NULL,
                                        counted_cb, &n_answers);
    }
  while (n_answers < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (demo_server_get_at_once (test->server), ==, 2);
}

static void
test_every (DemoTest      *test,
            gconstpointer  data)
{
  demo_server_set_fault (test->server, "http-500:3@/event/cat");

  for (guint i = 1; i <= 9; i++)
    {
      g_autoptr(SoupMessage) message = demo_test_message (test, "GET", HERE);
      g_autoptr(DemoTestAnswer) answer = demo_test_send (test, message);
      g_autoptr(JsonNode) elsewhere = demo_test_get (test, "events");

      g_assert_cmpuint (answer->status, ==, i % 3 == 0 ? 500 : 200);
      g_assert_nonnull (elsewhere);
    }
}

static void
test_repeat_page (DemoTest      *test,
                  gconstpointer  data)
{
  g_autoptr(DemoTestAnswer) first = demo_test_fetch (test, "participant/list?max=5&page=1");
  g_autoptr(DemoTestAnswer) third = NULL;

  demo_server_set_fault (test->server, "repeat-page@/participant");
  third = demo_test_fetch (test, "participant/list?max=5&page=3");
  g_assert_cmpstr (demo_test_answer_text (third), ==, demo_test_answer_text (first));
}

static void
test_unknown (DemoTest      *test,
              gconstpointer  data)
{
  const char * const faults[] = { "no-such", "http-500:0", "http-500:x", "http-500@event", "" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_test_expect_message ("parvis-demo", G_LOG_LEVEL_CRITICAL, "There is no fault*");
      demo_server_set_fault (test->server, faults[i]);
      g_test_assert_expected_messages ();
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  DEMO_TEST ("/faults/statuses", test_statuses);
  DEMO_TEST ("/faults/bodies", test_bodies);
  DEMO_TEST ("/faults/counted-overflow", test_counted_overflow);
  DEMO_TEST ("/faults/redirects", test_redirects);
  DEMO_TEST ("/faults/cuts", test_cuts);
  DEMO_TEST ("/faults/endless", test_endless);
  DEMO_TEST ("/faults/stop", test_stop);
  DEMO_TEST ("/faults/late", test_late);
  DEMO_TEST ("/faults/every", test_every);
  DEMO_TEST ("/faults/repeat-page", test_repeat_page);
  DEMO_TEST ("/faults/unknown", test_unknown);

  return g_test_run ();
}
