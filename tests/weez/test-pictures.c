#include <string.h>

#include "weez-pictures-private.h"

#include "scripted-server.h"

/* Pictures are fetched from a host that a resolver of the test's own leads to, which says and does
 * what no host should. */

#define HOST "pictures.example"
#define PUBLIC "93.184.216.34"
#define PNG "\x89PNG\r\n\x1a\n and what follows"
#define PNG_LENGTH (sizeof PNG - 1)

/* ---- a resolver ---- */

#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver   parent_instance;
  const char *answers[4];   /* one for each time, with commas between addresses */
  int         n_asked;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static GList *
test_resolver_lookup (GResolver     *resolver,
                      const char    *name,
                      GCancellable  *cancellable,
                      GError       **error)
{
  TestResolver *self = TEST_RESOLVER (resolver);
  guint turn = g_atomic_int_add (&self->n_asked, 1);
  const char *answer = self->answers[MIN (turn, G_N_ELEMENTS (self->answers) - 1)];
  g_auto(GStrv) texts = g_strsplit (answer, ",", -1);
  GList *addresses = NULL;

  g_assert_cmpstr (name, ==, HOST);
  for (guint i = 0; texts[i] != NULL; i++)
    addresses = g_list_append (addresses, g_inet_address_new_from_string (texts[i]));

  return addresses;
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  G_RESOLVER_CLASS (klass)->lookup_by_name = test_resolver_lookup;
}

static void
test_resolver_init (TestResolver *self)
{
}

/* ---- a host ---- */

typedef struct
{
  GSocketService  *service;
  GSocketAddress  *address;
  GTlsCertificate *certificate;   /* NULL for none */
  char            *url;
  TestResolver    *resolver;
  WeezPictures    *pictures;
  GMutex           mutex;
  char            *heard;         /* the last request; guarded */
  guint            n_heard;       /* guarded */
} Fixture;

#define ANSWER(headers) "HTTP/1.1 200 OK\r\n" headers "\r\n"
#define TELL(stream, text) \
  g_output_stream_write_all (stream, text, sizeof (text) - 1, NULL, NULL, NULL)

static void
drip (GOutputStream *out,
      const char    *text)
{
  while (g_output_stream_write_all (out, text, strlen (text), NULL, NULL, NULL))
    g_usleep (20000);
}

static void
tell_endless (GOutputStream *out)
{
  g_autofree char *part = g_strnfill (0x10000, 'x');
  g_autofree char *chunk = g_strconcat ("10000\r\n", part, "\r\n", NULL);

  TELL (out, ANSWER ("Transfer-Encoding: chunked\r\n") "8\r\n\x89PNG\r\n\x1a\n\r\n");
  while (g_output_stream_write_all (out, chunk, strlen (chunk), NULL, NULL, NULL))
    ;
}

static void
answer (const char    *path,
        GOutputStream *out)
{
  if (g_str_equal (path, "/good.png"))
    TELL (out, ANSWER ("Set-Cookie: a=b; Path=/\r\nContent-Type: text/html\r\n"
                       "Content-Length: 25\r\n") PNG);
  else if (g_str_equal (path, "/jpeg"))
    TELL (out, ANSWER ("Content-Length: 5\r\n") "\xff\xd8\xff\xe0\x01");
  else if (g_str_equal (path, "/webp"))
    TELL (out, ANSWER ("Content-Length: 13\r\n") "RIFF\x05\x01\x01\x01WEBPV");
  else if (g_str_equal (path, "/gif"))
    TELL (out, ANSWER ("Content-Length: 7\r\n") "GIF89a!");
  else if (g_str_equal (path, "/svg"))
    TELL (out, ANSWER ("Content-Type: image/png\r\nContent-Length: 6\r\n") "<svg/>");
  else if (g_str_equal (path, "/html"))
    TELL (out, ANSWER ("Content-Type: image/png\r\nContent-Length: 14\r\n") "<!doctype html");
  else if (g_str_equal (path, "/bmp"))
    TELL (out, ANSWER ("Content-Type: image/png\r\nContent-Length: 8\r\n") "BM123456");
  else if (g_str_equal (path, "/nothing"))
    TELL (out, ANSWER ("Content-Type: image/png\r\nContent-Length: 0\r\n"));
  else if (g_str_equal (path, "/gzip"))
    TELL (out, ANSWER ("Content-Encoding: gzip\r\nContent-Length: 6\r\n") "\x1f\x8b\x08 PN");
  else if (g_str_equal (path, "/says-large"))
    TELL (out, ANSWER ("Content-Length: 5242881\r\n") PNG);
  else if (g_str_equal (path, "/endless"))
    tell_endless (out);
  else if (g_str_equal (path, "/says-more"))
    TELL (out, ANSWER ("Content-Length: 5000\r\n") PNG);
  else if (g_str_equal (path, "/cut"))
    TELL (out, "HTTP/1.1 200 OK\r\nContent-Le");
  else if (g_str_equal (path, "/redirect"))
    TELL (out, "HTTP/1.1 302 Found\r\nLocation: /good.png\r\nContent-Length: 25\r\n\r\n" PNG);
  else if (g_str_equal (path, "/missing"))
    TELL (out, "HTTP/1.1 404 Not Found\r\nContent-Length: 25\r\n\r\n" PNG);
  else if (g_str_equal (path, "/password"))
    TELL (out, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
               "Content-Length: 0\r\n\r\n");
  else if (g_str_equal (path, "/slow-body"))
    {
      TELL (out, ANSWER ("Content-Length: 5000000\r\n") PNG);
      drip (out, "x");
    }
  else if (g_str_equal (path, "/slow-header"))
    drip (out, "HTTP/1.1 100 Continue\r\n\r\n");
}

static gboolean
serve_cb (GThreadedSocketService *service,
          GSocketConnection      *connection,
          GObject                *source,
          Fixture                *fixture)
{
  g_autoptr(GIOStream) stream = g_object_ref (G_IO_STREAM (connection));
  g_autoptr(GString) request = g_string_new (NULL);
  g_auto(GStrv) words = NULL;
  char byte;

  if (fixture->certificate != NULL)
    {
      g_object_unref (stream);
      stream = g_tls_server_connection_new (G_IO_STREAM (connection), fixture->certificate, NULL);
    }

  while (strstr (request->str, "\r\n\r\n") == NULL &&
         g_input_stream_read (g_io_stream_get_input_stream (stream), &byte, 1, NULL, NULL) == 1)
    g_string_append_c (request, byte);
  if (request->len == 0)
    return TRUE;

  g_mutex_lock (&fixture->mutex);
  g_set_str (&fixture->heard, request->str);
  fixture->n_heard++;
  g_mutex_unlock (&fixture->mutex);

  words = g_strsplit (request->str, " ", 3);
  answer (words[1], g_io_stream_get_output_stream (stream));
  g_io_stream_close (stream, NULL, NULL);

  return TRUE;
}

static void
start (Fixture    *fixture,
       const char *certificate)
{
  g_autoptr(GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (here, 0);
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  if (certificate != NULL)
    {
      path = g_test_build_filename (G_TEST_DIST, "fixtures", certificate, NULL);
      fixture->certificate = g_tls_certificate_new_from_file (path, &error);
      g_assert_no_error (error);
    }

  g_mutex_init (&fixture->mutex);
  fixture->service = g_threaded_socket_service_new (-1);
  g_socket_listener_add_address (G_SOCKET_LISTENER (fixture->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &fixture->address, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->service, "run", G_CALLBACK (serve_cb), fixture);
  g_socket_service_start (fixture->service);

  fixture->url = g_strdup_printf (
    "http://127.0.0.1:%u", g_inet_socket_address_get_port (
                             G_INET_SOCKET_ADDRESS (fixture->address)));
  fixture->pictures = weez_pictures_new ();
  fixture->resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->resolver->answers); i++)
    fixture->resolver->answers[i] = PUBLIC;
  g_resolver_set_default (G_RESOLVER (fixture->resolver));
}

/* On this computer, as the demo organizer's. */
static void
set_up_own (Fixture       *fixture,
            gconstpointer  data)
{
  start (fixture, NULL);
}

/* Far away, as all others. */
static void
set_up_far (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "pictures.pem", NULL);
  g_autoptr(GTlsDatabase) authorities = NULL;
  g_autoptr(GError) error = NULL;

  start (fixture, data);
  authorities = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  weez_pictures_set_stand_in (fixture->pictures, fixture->address, authorities);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_socket_service_stop (fixture->service);
  g_socket_listener_close (G_SOCKET_LISTENER (fixture->service));
  /* Its threads end with what they are telling. */
  g_clear_object (&fixture->pictures);
  g_clear_object (&fixture->service);
  g_clear_object (&fixture->address);
  g_clear_object (&fixture->certificate);
  g_clear_object (&fixture->resolver);
  g_clear_pointer (&fixture->url, g_free);
  g_clear_pointer (&fixture->heard, g_free);
  g_mutex_clear (&fixture->mutex);
}

static GBytes *
fetch (Fixture     *fixture,
       const char  *path,
       GError     **error)
{
  gboolean far = fixture->certificate != NULL;
  g_autofree char *url = g_strconcat (far ? "https://" HOST : fixture->url, path, NULL);
  g_autoptr(DexFuture) future = weez_pictures_fetch (fixture->pictures, url,
                                                     far ? NULL : fixture->url);
  const GValue *value = await (future, error);

  return value != NULL ? g_value_dup_boxed (value) : NULL;
}

static void
assert_fetched (Fixture    *fixture,
                const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = fetch (fixture, path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
}

static void
assert_refused (Fixture          *fixture,
                const char       *path,
                WeezPictureError  code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = fetch (fixture, path, &error);

  if (bytes != NULL || !g_error_matches (error, WEEZ_PICTURE_ERROR, code))
    g_error ("%s: %s", path, error != NULL ? error->message : "fetched");
  g_assert_null (strstr (error->message, HOST));
}

static void
test_kinds (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = fetch (fixture, "/good.png", &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), PNG, PNG_LENGTH);
  assert_fetched (fixture, "/jpeg");
  assert_fetched (fixture, "/webp");
  assert_fetched (fixture, "/gif");

  assert_refused (fixture, "/svg", WEEZ_PICTURE_ERROR_NOT_A_PICTURE);
  assert_refused (fixture, "/html", WEEZ_PICTURE_ERROR_NOT_A_PICTURE);
  assert_refused (fixture, "/bmp", WEEZ_PICTURE_ERROR_NOT_A_PICTURE);
  assert_refused (fixture, "/nothing", WEEZ_PICTURE_ERROR_NOT_A_PICTURE);
  assert_refused (fixture, "/gzip", WEEZ_PICTURE_ERROR_NOT_A_PICTURE);
}

static void
test_sizes (Fixture       *fixture,
            gconstpointer  data)
{
  assert_refused (fixture, "/says-large", WEEZ_PICTURE_ERROR_TOO_LARGE);
  assert_refused (fixture, "/endless", WEEZ_PICTURE_ERROR_TOO_LARGE);
  assert_refused (fixture, "/says-more", WEEZ_PICTURE_ERROR_NOT_ANSWERED);
  assert_refused (fixture, "/cut", WEEZ_PICTURE_ERROR_NOT_ANSWERED);
}

/* What is not a picture is not followed, and nobody is asked for a password. */
static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  assert_refused (fixture, "/redirect", WEEZ_PICTURE_ERROR_NOT_ANSWERED);
  assert_refused (fixture, "/missing", WEEZ_PICTURE_ERROR_NOT_ANSWERED);
  assert_refused (fixture, "/password", WEEZ_PICTURE_ERROR_NOT_ANSWERED);
  g_assert_cmpuint (fixture->n_heard, ==, 3);
}

static void
test_slow (Fixture       *fixture,
           gconstpointer  data)
{
  weez_pictures_set_deadline (fixture->pictures, 200);
  assert_refused (fixture, "/slow-body", WEEZ_PICTURE_ERROR_NOT_ANSWERED);
  assert_refused (fixture, "/slow-header", WEEZ_PICTURE_ERROR_NOT_ANSWERED);
}

static DexFuture *
pass_on (DexFuture *completed,
         gpointer   user_data)
{
  return dex_ref (completed);
}

/* Who goes away does not keep a thread from the next one. */
static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *url = g_strconcat (fixture->url, "/slow-body", NULL);
  DexFuture *dropped[12];

  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    dropped[i] = dex_future_finally (weez_pictures_fetch (fixture->pictures, url, fixture->url),
                                     pass_on, NULL, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    dex_unref (dropped[i]);

  assert_fetched (fixture, "/good.png");
}

/* Nothing is told to a host but what is asked for, and nothing it says is told to it again. */
static void
test_discretion (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char * const lines[] = {
    "cookie", "referer", "authorization", "origin", "accept-language", "accept-encoding", "from",
  };

  assert_fetched (fixture, "/good.png");
  assert_fetched (fixture, "/good.png");
  g_assert_cmpuint (fixture->n_heard, ==, 2);
  g_assert_true (g_str_has_prefix (fixture->heard, "GET /good.png HTTP/1.1\r\n"));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = g_strdup_printf ("\n%s:", lines[i]);
      g_autofree char *heard = g_ascii_strdown (fixture->heard, -1);

      g_assert_null (strstr (heard, line));
    }
}

static void
test_far (Fixture       *fixture,
          gconstpointer  data)
{
  assert_fetched (fixture, "/good.png");
  g_assert_cmpint (fixture->resolver->n_asked, ==, 1);
  g_assert_cmpuint (fixture->n_heard, ==, 1);
}

static void
test_not_trusted (Fixture       *fixture,
                  gconstpointer  data)
{
  assert_refused (fixture, "/good.png", WEEZ_PICTURE_ERROR_NOT_ANSWERED);
  g_assert_cmpuint (fixture->n_heard, ==, 0);
}

/* A name that leads into this network is not followed, however it says so. */
static void
test_private (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const answers[] = {
    "127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1",
    "::ffff:127.0.0.1", "fe80::1", "fd00::1", "2002:7f00:1::1", "64:ff9b::7f00:1",
    "127.0.0.1,10.0.0.1,::1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (fixture->resolver->answers); j++)
        fixture->resolver->answers[j] = answers[i];
      assert_refused (fixture, "/good.png", WEEZ_PICTURE_ERROR_NOT_ALLOWED);
    }
  g_assert_cmpuint (fixture->n_heard, ==, 0);
}

/* Of several addresses only those that may be are connected to. */
static void
test_mixed (Fixture       *fixture,
            gconstpointer  data)
{
  fixture->resolver->answers[0] = "127.0.0.1," PUBLIC ",::1";
  assert_fetched (fixture, "/good.png");
  g_assert_cmpuint (fixture->n_heard, ==, 1);
}

/* Public when it is looked at and private when it is connected to: it is asked for once only. */
static void
test_rebinding (Fixture       *fixture,
                gconstpointer  data)
{
  for (guint i = 1; i < G_N_ELEMENTS (fixture->resolver->answers); i++)
    fixture->resolver->answers[i] = "127.0.0.1";

  assert_fetched (fixture, "/good.png");
  g_assert_cmpint (fixture->resolver->n_asked, ==, 1);
  g_assert_cmpuint (fixture->n_heard, ==, 1);

  assert_refused (fixture, "/good.png", WEEZ_PICTURE_ERROR_NOT_ALLOWED);
  g_assert_cmpint (fixture->resolver->n_asked, ==, 2);
  g_assert_cmpuint (fixture->n_heard, ==, 1);
}

/* The rules are those of picture-rules; here they are asked. */
static void
test_addresses (Fixture       *fixture,
                gconstpointer  data)
{
  static const char * const urls[] = {
    NULL, "", "ftp://" HOST "/good.png", "https://" HOST ":8443/good.png", "https://127.0.0.1/",
    "http://127.0.0.1:1/good.png",
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr(DexFuture) future = weez_pictures_fetch (fixture->pictures, urls[i],
                                                         fixture->url);
      g_autoptr(GError) error = NULL;

      g_assert_null (await (future, &error));
      g_assert_error (error, WEEZ_PICTURE_ERROR, WEEZ_PICTURE_ERROR_NOT_ALLOWED);
    }
  g_assert_cmpint (fixture->resolver->n_asked, ==, 0);
  g_assert_cmpuint (fixture->n_heard, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

#define OWN(path, func) g_test_add (path, Fixture, NULL, set_up_own, func, tear_down)
#define FAR(path, pem, func) g_test_add (path, Fixture, pem, set_up_far, func, tear_down)
  OWN ("/pictures/kinds", test_kinds);
  OWN ("/pictures/sizes", test_sizes);
  OWN ("/pictures/answers", test_answers);
  OWN ("/pictures/slow", test_slow);
  OWN ("/pictures/dropped", test_dropped);
  OWN ("/pictures/discretion", test_discretion);
  OWN ("/pictures/addresses", test_addresses);
  FAR ("/pictures/far", "pictures.pem", test_far);
  FAR ("/pictures/not-trusted", "not-trusted.pem", test_not_trusted);
  FAR ("/pictures/private", "pictures.pem", test_private);
  FAR ("/pictures/mixed", "pictures.pem", test_mixed);
  FAR ("/pictures/rebinding", "pictures.pem", test_rebinding);

  return g_test_run ();
}
