#include "scripted-server.h"
#include "weez-client.h"

/* What the client does with its budget, and after a refusal. */

#define SETTINGS "{\"settings\": {\"sync_interval\": \"120\"}}"

typedef struct
{
  ScriptedServer *server;
  WeezClient     *client;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = scripted_server_new ();
  fixture->client = weez_client_new (scripted_server_get_url (fixture->server), NULL);
  weez_client_set_credentials (fixture->client, "key", "token");
  scripted_server_answer (fixture->server, 200, SETTINGS);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
}

static GError *
ask (Fixture *fixture)
{
  g_autoptr(DexFuture) future = weez_client_get_scan_settings (fixture->client);
  GError *error = NULL;

  await (future, &error);

  return error;
}

static void
assert_asked (Fixture *fixture,
              guint    n_asked,
              int      code)
{
  guint before = scripted_server_get_n_asked (fixture->server);
  g_autoptr(GError) error = ask (fixture);

  if (code >= 0)
    g_assert_error (error, WEEZ_ERROR, code);
  else
    g_assert_no_error (error);
  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, before + n_asked);
}

/* After a refusal nothing signed is sent on loopback either, until there are new secrets. */
static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  const char *body = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezListing) listing = NULL;
  g_autofree char *token = NULL;

  scripted_server_answer (fixture->server, body != NULL ? 200 : 403, body != NULL ? body : "{}");
  assert_asked (fixture, 1, WEEZ_ERROR_REFUSED);

  scripted_server_answer (fixture->server, 200, SETTINGS);
  for (guint i = 0; i < 20; i++)
    assert_asked (fixture, 0, WEEZ_ERROR_REFUSED);

  scripted_server_answer (fixture->server, 200, "{\"event_categories\": []}");
  listing = await_object (weez_client_list_event_categories (fixture->client), &error);
  g_assert_no_error (error);

  /* A wrong password changes nothing, and neither does it stop the next try. */
  for (guint i = 0; i < 2; i++)
    {
      scripted_server_answer (fixture->server, 403, "{}");
      g_assert_null (await_string (weez_client_sign_in (fixture->client, "me", "no", "key"),
                                   &error));
      g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_REFUSED);
      g_clear_error (&error);
      scripted_server_answer (fixture->server, 200, SETTINGS);
      assert_asked (fixture, 0, WEEZ_ERROR_REFUSED);
    }

  scripted_server_answer (fixture->server, 200, "{\"accessToken\": \"new\"}");
  token = await_string (weez_client_sign_in (fixture->client, "me", "yes", "key"), &error);
  g_assert_no_error (error);
  scripted_server_answer (fixture->server, 200, SETTINGS);
  assert_asked (fixture, 1, -1);

  scripted_server_answer (fixture->server, 401, "{}");
  assert_asked (fixture, 1, WEEZ_ERROR_REFUSED);
  assert_asked (fixture, 0, WEEZ_ERROR_REFUSED);
  weez_client_set_credentials (fixture->client, "key", "other");
  scripted_server_answer (fixture->server, 200, SETTINGS);
  assert_asked (fixture, 1, -1);
}

/* An answer to old secrets says nothing about the new ones. */
static void
test_late_refusal (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(DexFuture) future = NULL;
  g_autoptr(GError) error = NULL;

  scripted_server_answer (fixture->server, 403, "{}");
  future = weez_client_get_scan_settings (fixture->client);
  weez_client_set_credentials (fixture->client, "key", "new");
  g_assert_null (await (future, &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_REFUSED);

  scripted_server_answer (fixture->server, 200, SETTINGS);
  assert_asked (fixture, 1, -1);
}

static void
test_no_budget (Fixture       *fixture,
                gconstpointer  data)
{
  scripted_server_set_header (fixture->server, "Retry-After", "600");
  for (guint i = 0; i < 20; i++)
    {
      scripted_server_answer (fixture->server, 429, "{}");
      assert_asked (fixture, 1, WEEZ_ERROR_BUSY);
      scripted_server_answer (fixture->server, 500, "{}");
      assert_asked (fixture, 1, WEEZ_ERROR_SERVER);
    }

  scripted_server_answer (fixture->server, 200, SETTINGS);
  for (guint i = 0; i < 200; i++)
    assert_asked (fixture, 1, -1);
}

static void
test_budget (Fixture       *fixture,
             gconstpointer  data)
{
  WeezLimiter *limiter = weez_client_get_limiter (fixture->client);
  guint n_asked;
  g_autoptr(GError) error = NULL;

  weez_limiter_set_budget (limiter, 120, 4000, 1);
  scripted_server_answer (fixture->server, 500, "{}");
  assert_asked (fixture, 1, WEEZ_ERROR_SERVER);
  scripted_server_answer (fixture->server, 200, "{\"error\": \"maintenance\"}");
  assert_asked (fixture, 0, WEEZ_ERROR_BUSY);

  /* A failure that an answer in good order carries counts like one that is none. */
  weez_limiter_forgive (limiter);
  assert_asked (fixture, 1, WEEZ_ERROR_SERVER);
  assert_asked (fixture, 0, WEEZ_ERROR_BUSY);
  error = ask (fixture);
  g_assert_cmpint (weez_error_get_retry_after (error), >=, 47);
  g_clear_error (&error);

  scripted_server_answer (fixture->server, 200, SETTINGS);
  weez_limiter_forgive (limiter);
  assert_asked (fixture, 1, -1);

  scripted_server_set_header (fixture->server, "Retry-After", "600");
  scripted_server_answer (fixture->server, 429, "{}");
  assert_asked (fixture, 1, WEEZ_ERROR_BUSY);
  weez_limiter_forgive (limiter);
  n_asked = scripted_server_get_n_asked (fixture->server);
  g_assert_null (await_string (weez_client_sign_in (fixture->client, "me", "yes", "key"), &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_BUSY);
  g_assert_cmpint (weez_error_get_retry_after (error), >, 500);
  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, n_asked);
}

static DexFuture *
pass_on (DexFuture *completed,
         gpointer   user_data)
{
  return dex_ref (completed);
}

/* At whatever moment a call is dropped, its place is free for the next. */
static void
test_dropped_calls (Fixture       *fixture,
                    gconstpointer  data)
{
  weez_limiter_set_budget (weez_client_get_limiter (fixture->client), 100000, 0, 1);

  for (guint n_turns = 0; n_turns < 40; n_turns++)
    {
      DexFuture *calls[3];

      for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
        calls[i] = dex_future_finally (weez_client_get_scan_settings (fixture->client), pass_on,
                                       NULL, NULL);
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
        dex_unref (calls[(i + n_turns) % G_N_ELEMENTS (calls)]);

      {
        g_autoptr(GError) error = ask (fixture);

        g_assert_no_error (error);
      }
    }
}

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("/budget/stop", NULL, test_stop);
  ADD ("/budget/stop-in-answer", "{\"error\": {\"message\": \"\", \"code\": 403}}", test_stop);
  ADD ("/budget/late-refusal", NULL, test_late_refusal);
  ADD ("/budget/none", NULL, test_no_budget);
  ADD ("/budget/one", NULL, test_budget);
  ADD ("/budget/dropped-calls", NULL, test_dropped_calls);

  return g_test_run ();
}
