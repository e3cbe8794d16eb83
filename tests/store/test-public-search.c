#include <gio/gio.h>
#include <string.h>

#include "demo-server.h"
#include "parvis-public-kept.h"
#include "parvis-public-search.h"
#include "scripted-server.h"
#include "store-test.h"

#define ANSWER(rows) \
  "{\"last_update\": \"2026-11-20T17:56:50+01:00\", \"count\": 1, \"events\": [" rows "]}"
#define ROW(id, title) \
  "{\"id\": \"" id "\", \"title\": \"" title "\", \"description\": \"<p>é</p>\"," \
  " \"category\": {\"id\": \"13\", \"name\": \"Cours\"}, \"period\": {\"start\":" \
  " \"2026-12-05 20:00:00\", \"end\": \"2026-12-05 23:00:00\", \"timezone\":" \
  " \"America/Montreal\"}, \"price\": {\"min\": \"5.00\", \"max\": \"12.50\"}," \
  " \"venue\": {\"name\": \"Le Hangar\", \"city\": \"Nantes\"}}"

typedef struct
{
  ScriptedServer     *server;
  WeezClient         *client;
  char               *folder;
  ParvisStore        *store;
  ParvisPublicSearch *search;
} Fixture;

static void
connect_to (Fixture    *fixture,
            const char *url)
{
  g_autoptr(GError) error = NULL;

  fixture->client = weez_client_new (url, &error);
  g_assert_no_error (error);
  weez_client_set_credentials (fixture->client, "key", "token");
  weez_limiter_set_budget (weez_client_get_limiter (fixture->client), 100000, 100000, 1);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = scripted_server_new ();
  connect_to (fixture, scripted_server_get_url (fixture->server));
  fixture->folder = store_test_make_folder ();
  fixture->store = store_test_open (fixture->folder, fixture->client);
  fixture->search = parvis_public_search_new (fixture->store, fixture->client);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->search);
  store_test_close (&fixture->store);
  store_test_remove_folder (&fixture->folder);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
}

/* As if the program had been started again. */
static void
start_again (Fixture *fixture)
{
  g_clear_object (&fixture->search);
  store_test_close (&fixture->store);
  fixture->store = store_test_open (fixture->folder, fixture->client);
  fixture->search = parvis_public_search_new (fixture->store, fixture->client);
}

static void
search (Fixture    *fixture,
        const char *text)
{
  g_autoptr(GError) error = NULL;

  await_boolean (parvis_public_search_run (fixture->search, text), &error);
  g_assert_no_error (error);
  g_assert_false (parvis_public_search_get_searching (fixture->search));
  g_assert_null (parvis_public_search_get_failure (fixture->search));
}

static guint
count_events (Fixture *fixture)
{
  return g_list_model_get_n_items (parvis_public_search_get_events (fixture->search));
}

/* ---- what is asked ---- */

/* Each parameter as the service's document has it, in its order; the last one is the path. */
static const struct
{
  const char *kept;
  const char *sent;
} parameters[] = {
  { "date=2026-12-05", "date=2026-12-05" },
  { "date_start=2026-12-01", "date_start=2026-12-01" },
  { "date_end=2026-12-31", "date_end=2026-12-31" },
  { "category=13", "category=13" },
  { "city=Saint-%C3%89tienne", "city=Saint-Étienne" },
  { "zip_code=H1Y%202G5", "zip_code=H1Y 2G5" },
  { "country=FR", "country=FR" },
  { "province=%C3%8Ele-de-France", "province=Île-de-France" },
  { "organizer=L%27Entr%C3%A9e%20%26%20Cie", "organizer=L'Entrée & Cie" },
  { "max_result=20", "max_result=20" },
  { NULL, NULL },
};

#define FULL (1u << (G_N_ELEMENTS (parameters) - 1))

static void
assert_asks (Fixture *fixture,
             guint    chosen)
{
  const char *path = chosen & FULL ? "/event/search/full/?" : "/event/search/?";
  g_autoptr(GString) kept = g_string_new (path);
  g_autoptr(GString) sent = g_string_new ("GET ");
  guint n_asked = scripted_server_get_n_asked (fixture->server);

  g_string_append_printf (sent, "%sapi_key=key&access_token=token", path);
  for (guint i = 0; i < G_N_ELEMENTS (parameters) - 1; i++)
    if (chosen & 1u << i)
      {
        g_string_append_printf (kept, "%s%s", g_str_has_suffix (kept->str, "?") ? "" : "&",
                                parameters[i].kept);
        g_string_append_printf (sent, "&%s", parameters[i].sent);
      }

  search (fixture, kept->str);
  g_assert_cmpstr (scripted_server_get_asked (fixture->server), ==, sent->str);
  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, n_asked + 1);
}

/* Alone, by twos, all but one, and all. */
static void
test_parameters (Fixture       *fixture,
                 gconstpointer  data)
{
  scripted_server_answer (fixture->server, 200, ANSWER (""));

  assert_asks (fixture, 0);
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    for (guint j = i; j < G_N_ELEMENTS (parameters); j++)
      assert_asks (fixture, 1u << i | 1u << j);
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    assert_asks (fixture, (2 * FULL - 1) & ~(1u << i));
  assert_asks (fixture, 2 * FULL - 1);
}

static void
assert_days (const char *text,
             const char *now,
             const char *start,
             const char *end)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601 (now, NULL);
  ParvisPublicPeriod period;
  g_autoptr(WeezSearchQuery) query = parvis_public_query_from_text (text, moment, &period);
  g_autofree char *first = g_date_time_format (query->date_start, "%F");
  g_autofree char *last = g_date_time_format (query->date_end, "%F");
  g_autofree char *again = parvis_public_query_to_text (query, period);

  g_assert_cmpstr (first, ==, start);
  g_assert_cmpstr (last, ==, end);
  g_assert_true (g_str_has_suffix (again, strchr (text, '#')));
}

/* A search for this weekend means another one next week. */
static void
test_periods (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_iso8601 ("2026-11-25T12:00:00Z", NULL);
  g_autoptr(WeezSearchQuery) query = NULL;
  ParvisPublicPeriod period;

  assert_days ("/event/search/?city=x#weekend", "2026-11-25T12:00:00Z",
               "2026-11-28", "2026-11-29");
  assert_days ("/event/search/?date_start=2026-11-28&date_end=2026-11-29#weekend",
               "2026-11-30T00:00:00+01", "2026-12-05", "2026-12-06");
  assert_days ("/event/search/?#weekend", "2026-11-28T23:59:59+01", "2026-11-28", "2026-11-29");
  assert_days ("/event/search/?#weekend", "2026-11-29T23:59:59+01", "2026-11-29", "2026-11-29");
  assert_days ("/event/search/?#month", "2028-02-29T12:00:00Z", "2028-02-01", "2028-02-29");
  assert_days ("/event/search/?#month", "2026-12-31T23:30:00-05", "2026-12-01", "2026-12-31");

  query = parvis_public_query_from_text ("/event/search/?date=2026-12-05&max_result=-4&full=1",
                                         now, &period);
  g_assert_cmpint (period, ==, PARVIS_PUBLIC_DAY);
  g_assert_cmpint (query->max_result, ==, WEEZ_UNKNOWN);
  g_assert_false (query->full);
  g_clear_object (&query);
  query = parvis_public_query_from_text ("anything; at # all", now, &period);
  g_assert_cmpint (period, ==, PARVIS_PUBLIC_FROM_NOW);
}

/* ---- what is kept ---- */

static void
test_keeps_answer (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(WeezPublicEvent) event = NULL;
  g_autoptr(WeezPublicEvent) again = NULL;
  g_autofree char *start = NULL;
  g_autoptr(GError) error = NULL;
  guint n_asked;

  scripted_server_answer (fixture->server, 200, ANSWER (ROW ("1", "Un") "," ROW ("2", "Deux")));
  search (fixture, "/event/search/?city=Nantes");
  g_assert_cmpuint (count_events (fixture), ==, 2);
  g_assert_nonnull (parvis_public_search_get_found_at (fixture->search));

  start_again (fixture);
  scripted_server_answer (fixture->server, 503, "");
  n_asked = scripted_server_get_n_asked (fixture->server);
  await_boolean (parvis_public_search_open (fixture->search), &error);
  g_assert_no_error (error);
  /* Only the categories, which were never read. */
  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, n_asked + 1);
  g_assert_cmpstr (scripted_server_get_asked (fixture->server), ==, "GET /event/categories/?");
  g_assert_cmpstr (parvis_public_search_get_query (fixture->search), ==,
                   "/event/search/?city=Nantes");
  g_assert_cmpuint (count_events (fixture), ==, 2);
  g_assert_nonnull (parvis_public_search_get_found_at (fixture->search));

  event = g_list_model_get_item (parvis_public_search_get_events (fixture->search), 0);
  start = g_date_time_format_iso8601 (event->start);
  g_assert_cmpstr (event->title, ==, "Un");
  g_assert_cmpstr (start, ==, "2026-12-05T20:00:00-05");
  g_assert_cmpstr (event->description, ==, "<p>é</p>");
  g_assert_cmpint (event->price_max.cents, ==, 1250);
  g_assert_cmpstr (event->venue->city, ==, "Nantes");

  /* A failure leaves what is there, and says so. */
  await_boolean (parvis_public_search_run (fixture->search, "/event/search/?city=Nantes"), &error);
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_BUSY);
  g_assert_nonnull (parvis_public_search_get_failure (fixture->search));
  again = g_list_model_get_item (parvis_public_search_get_events (fixture->search), 0);
  g_assert_true (again == event);
  g_clear_error (&error);

  /* Another question has no answer yet, and must not show that of the last one. */
  await_boolean (parvis_public_search_run (fixture->search, "/event/search/?city=Brest"), &error);
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_BUSY);
  g_assert_cmpuint (count_events (fixture), ==, 0);
  g_assert_null (parvis_public_search_get_found_at (fixture->search));
}

static void
changed_cb (guint *n_changed)
{
  (*n_changed)++;
}

/* Nobody's lists look again because of it. */
static void
test_keeps_unseen (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(WeezSearchQuery) query = weez_search_query_new ();
  g_autoptr(WeezListing) listing = NULL;
  ParvisPublicKept *kept;
  guint n_changed = 0;

  scripted_server_answer (fixture->server, 200, ANSWER (ROW ("1", "Un")));
  listing = await_object (weez_client_search_events (fixture->client, query), NULL);
  g_assert_nonnull (listing);
  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (changed_cb), &n_changed);
  kept = parvis_public_kept_new (fixture->store, "question", listing);
  g_assert_true (await_boolean (parvis_public_kept_write (kept), NULL));
  g_assert_true (await_boolean (parvis_public_kept_read (kept), NULL));
  g_assert_true (kept->found);
  g_assert_cmpuint (kept->events->len, ==, 1);
  g_assert_cmpuint (n_changed, ==, 0);
  parvis_public_kept_unref (kept);

  search (fixture, "/event/search/?city=Nantes");
  g_assert_cmpuint (n_changed, ==, 1);
}

static void
test_empty_answer (Fixture       *fixture,
                   gconstpointer  data)
{
  scripted_server_answer (fixture->server, 200, ANSWER (ROW ("1", "Un")));
  search (fixture, "/event/search/?city=Nantes");
  scripted_server_answer (fixture->server, 200, ANSWER (""));
  search (fixture, "/event/search/?city=Nantes");
  g_assert_cmpuint (count_events (fixture), ==, 0);
  g_assert_nonnull (parvis_public_search_get_found_at (fixture->search));
}

/* Of two searches at once only the newer one is shown. */
static void
test_newest_wins (Fixture       *fixture,
                  gconstpointer  data)
{
  DexFuture *older;

  scripted_server_answer (fixture->server, 200, ANSWER (ROW ("1", "Un")));
  older = parvis_public_search_run (fixture->search, "/event/search/?city=Nantes");
  search (fixture, "/event/search/?city=Brest");
  await_boolean (older, NULL);
  g_assert_cmpstr (parvis_public_search_get_query (fixture->search), ==,
                   "/event/search/?city=Brest");
  g_assert_cmpuint (count_events (fixture), ==, 1);
}

static gboolean
is_kept (Fixture    *fixture,
         const char *query)
{
  ParvisPublicKept *kept = parvis_public_kept_new (fixture->store, query, NULL);
  g_autoptr(GError) error = NULL;
  gboolean found;

  await_boolean (parvis_public_kept_read (kept), &error);
  g_assert_no_error (error);
  found = kept->found;
  g_assert_true (!found || kept->events->len == 1);
  parvis_public_kept_unref (kept);

  return found;
}

static void
test_forgets_old_answers (Fixture       *fixture,
                          gconstpointer  data)
{
  scripted_server_answer (fixture->server, 200, ANSWER (ROW ("1", "Un")));
  for (guint i = 0; i < PARVIS_PUBLIC_MAX_SEARCHES + 2; i++)
    {
      g_autofree char *text = g_strdup_printf ("/event/search/?zip_code=%u", i);

      search (fixture, text);
    }

  g_assert_false (is_kept (fixture, "/event/search/?zip_code=0"));
  g_assert_false (is_kept (fixture, "/event/search/?zip_code=1"));
  g_assert_true (is_kept (fixture, "/event/search/?zip_code=2"));
  g_assert_true (is_kept (fixture, "/event/search/?zip_code=41"));
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  const char * const *names;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  scripted_server_answer (fixture->server, 200, ANSWER (""));
  search (fixture, "/event/search/?city=Nantes#weekend");
  await_boolean (parvis_public_search_keep (fixture->search, "Près d'ici"), &error);
  g_assert_no_error (error);
  search (fixture, "/event/search/?organizer=O");
  await_boolean (parvis_public_search_keep (fixture->search, "50 % & plus"), &error);
  g_assert_no_error (error);

  start_again (fixture);
  await_boolean (parvis_public_search_open (fixture->search), &error);
  g_assert_no_error (error);
  names = parvis_public_search_get_names (fixture->search);
  g_assert_cmpuint (g_strv_length ((char **) names), ==, 2);
  g_assert_cmpstr (names[0], ==, "50 % & plus");
  g_assert_cmpstr (names[1], ==, "Près d'ici");
  text = parvis_public_search_dup_kept (fixture->search, "Près d'ici");
  g_assert_true (g_str_has_suffix (text, "city=Nantes#weekend"));

  await_boolean (parvis_public_search_forget (fixture->search, "50 % & plus"), &error);
  g_assert_no_error (error);
  names = parvis_public_search_get_names (fixture->search);
  g_assert_cmpuint (g_strv_length ((char **) names), ==, 1);
  g_assert_null (parvis_public_search_dup_kept (fixture->search, "50 % & plus"));
}

static void
test_categories (Fixture       *fixture,
                 gconstpointer  data)
{
  GListModel *categories;
  g_autoptr(WeezEventCategory) category = NULL;
  g_autoptr(GError) error = NULL;

  /* Neither key nor token is needed, or sent. */
  weez_client_set_credentials (fixture->client, NULL, NULL);
  scripted_server_answer (fixture->server, 200, "{\"event_categories\": ["
                          "{\"id\": \"13\", \"name\": \"Cours\", \"name_other\": \"Class\"},"
                          "{\"id\": \"14\", \"name\": \"Bal\", \"name_other\": \"\"}]}");
  await_boolean (parvis_public_search_open (fixture->search), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (scripted_server_get_asked (fixture->server), ==, "GET /event/categories/?");
  categories = parvis_public_search_get_categories (fixture->search);
  g_assert_cmpuint (g_list_model_get_n_items (categories), ==, 2);

  start_again (fixture);
  scripted_server_answer (fixture->server, 503, "");
  await_boolean (parvis_public_search_open (fixture->search), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scripted_server_get_n_asked (fixture->server), ==, 1);
  categories = parvis_public_search_get_categories (fixture->search);
  category = g_list_model_get_item (categories, 0);
  g_assert_cmpstr (category->name_other, ==, "Class");
}

/* All that the demo service has, there and back. */
static void
test_many (void)
{
  g_autoptr(DemoServer) server = demo_server_new (1, 10, 0);
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  guint n_events;

  demo_server_start (server, 0, &error);
  g_assert_no_error (error);
  connect_to (&fixture, demo_server_get_url (server));
  await_boolean (weez_client_sign_in (fixture.client, DEMO_USERNAME, DEMO_PASSWORD, DEMO_API_KEY),
                 &error);
  g_assert_no_error (error);
  fixture.folder = store_test_make_folder ();
  fixture.store = store_test_open (fixture.folder, fixture.client);
  fixture.search = parvis_public_search_new (fixture.store, fixture.client);

  search (&fixture, "/event/search/?date_start=2020-01-01&date_end=2040-01-01");
  n_events = count_events (&fixture);
  g_assert_cmpuint (n_events, >, 2000);
  search (&fixture, "/event/search/?date_start=2020-01-01&date_end=2040-01-01&city=Nantes");
  g_assert_cmpuint (count_events (&fixture), >, 10);
  g_assert_cmpuint (count_events (&fixture), <, n_events / 4);

  g_clear_object (&fixture.search);
  store_test_close (&fixture.store);
  store_test_remove_folder (&fixture.folder);
  g_clear_object (&fixture.client);
  demo_server_stop (server);
}

#define ADD(path, test) g_test_add ("/public-search/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("parameters", test_parameters);
  g_test_add_func ("/public-search/periods", test_periods);
  ADD ("keeps-answer", test_keeps_answer);
  ADD ("keeps-unseen", test_keeps_unseen);
  ADD ("empty-answer", test_empty_answer);
  ADD ("newest-wins", test_newest_wins);
  ADD ("forgets-old-answers", test_forgets_old_answers);
  ADD ("names", test_names);
  ADD ("categories", test_categories);
  g_test_add_func ("/public-search/many", test_many);

  return g_test_run ();
}
