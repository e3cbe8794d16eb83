#include "demo-server.h"
#include "scripted-server.h"
#include "weez-answer.h"
#include "weez-client.h"
#include "weez-column.h"

/* What a table keeps of a record is the whole of it. */

typedef struct
{
  DemoServer *server;
  WeezClient *client;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *token = NULL;

  fixture->server = demo_server_new (3, 300, 0);
  demo_server_start (fixture->server, 0, &error);
  g_assert_no_error (error);
  fixture->client = weez_client_new (demo_server_get_url (fixture->server), &error);
  g_assert_no_error (error);
  token = await_string (weez_client_sign_in (fixture->client, DEMO_USERNAME, DEMO_PASSWORD,
                                             DEMO_API_KEY), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
}

static WeezRecord *
save_and_load (WeezRecord *record,
               GTimeZone  *zone)
{
  guint n_columns;
  const WeezColumn *columns = weez_record_type_get_columns (G_OBJECT_TYPE (record), &n_columns);
  WeezValue *values = g_new0 (WeezValue, n_columns);
  WeezRecord *loaded;

  for (guint i = 0; i < n_columns; i++)
    weez_record_save_column (record, &columns[i], &values[i]);

  loaded = weez_record_load (G_OBJECT_TYPE (record), values, zone);

  for (guint i = 0; i < n_columns; i++)
    weez_value_clear (&values[i]);
  g_free (values);

  return loaded;
}

static void
assert_round_trip (Fixture    *fixture,
                   WeezRecord *record)
{
  g_autoptr(WeezRecord) loaded = save_and_load (record, weez_client_get_zone (fixture->client));
  g_autofree char *before = weez_record_to_json (record);
  g_autofree char *after = weez_record_to_json (loaded);

  g_assert_cmpstr (after, ==, before);
}

static WeezListing *
list (DexFuture *future)
{
  g_autoptr(GError) error = NULL;
  WeezListing *listing = await_object (future, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (listing->records->len, >, 0);

  return listing;
}

static void
assert_all (Fixture     *fixture,
            WeezListing *listing)
{
  for (guint i = 0; i < listing->records->len; i++)
    assert_round_trip (fixture, g_ptr_array_index (listing->records, i));
}

static void
test_events (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(WeezEventsQuery) query = weez_events_query_new ();
  g_autoptr(WeezListing) events = NULL;
  guint n_details = 0;

  query->include_not_published = query->include_closed = query->include_without_sales = TRUE;
  events = list (weez_client_list_events (fixture->client, query));
  assert_all (fixture, events);

  for (guint i = 0; i < events->records->len; i++)
    {
      const char *id = ((WeezEvent *) g_ptr_array_index (events->records, i))->id;
      const char *ids[] = { id, NULL };
      g_autoptr(WeezListing) tickets = list (weez_client_list_tickets (fixture->client, ids));
      g_autoptr(GObject) details =
        await_object (weez_client_get_event_details (fixture->client, id), NULL);

      assert_all (fixture, tickets);
      if (details != NULL)
        {
          assert_round_trip (fixture, WEEZ_RECORD (details));
          n_details++;
        }
    }
  g_assert_cmpuint (n_details, >, 3);
}

static void
test_participants (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(WeezParticipantsQuery) query = weez_participants_query_new ();
  g_autoptr(WeezListing) participants = NULL;
  g_autoptr(WeezListing) short_ones = NULL;

  query->include_deleted = query->include_unpaid = query->moderation = query->full = TRUE;
  participants = list (weez_client_list_participants (fixture->client, query));
  assert_all (fixture, participants);

  query->full = query->moderation = FALSE;
  short_ones = list (weez_client_list_participants (fixture->client, query));
  assert_all (fixture, short_ones);
}

static void
test_others (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(WeezSearchQuery) query = weez_search_query_new ();
  g_autoptr(WeezListing) categories = list (weez_client_list_event_categories (fixture->client));
  g_autoptr(WeezListing) found = list (weez_client_search_events (fixture->client, query));
  g_autoptr(WeezRecord) settings =
    await_object (weez_client_get_scan_settings (fixture->client), NULL);

  assert_all (fixture, categories);
  assert_all (fixture, found);
  g_assert_nonnull (settings);
  assert_round_trip (fixture, settings);
}

static void
test_names (void)
{
  static const struct
  {
    GType     (*type) (void);
    const char *name;
  } expected[] = {
    { weez_participant_get_type, "control_status" },
    { weez_participant_get_type, "buyer_last_name" },
    { weez_participant_get_type, "buyer_answers" },
    { weez_event_details_get_type, "title" },
    { weez_event_details_get_type, "venue_country_code" },
    { weez_event_details_get_type, "organizer_email" },
    { weez_event_details_get_type, "sale_end" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      guint n_columns;
      guint n_found = 0;
      const WeezColumn *columns = weez_record_type_get_columns (expected[i].type (), &n_columns);

      for (guint j = 0; j < n_columns; j++)
        n_found += g_str_equal (columns[j].name, expected[i].name);
      g_assert_cmpuint (n_found, ==, 1);
    }
}

/* What is not known stays so, and is no record of nothing. */
static void
test_unknown (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(WeezRecord) empty = g_object_new (WEEZ_TYPE_PARTICIPANT, NULL);
  g_autoptr(WeezRecord) loaded = save_and_load (empty, zone);
  WeezParticipant *participant = WEEZ_PARTICIPANT (loaded);

  g_assert_null (participant->id);
  g_assert_null (participant->buyer);
  g_assert_null (participant->answers);
  g_assert_null (participant->create_date);
  g_assert_false (participant->paid);
}

/* A list is kept as rows of values; what somebody else made of it harms nobody. */
static void
test_kept_lists (void)
{
  static const struct
  {
    const char *kept;
    int         n_answers;  /* -1 for no list */
    const char *label;
    const char *value;
  } expected[] = {
    { "[]", 0 },
    { "[[\"Club\",\"Nord\"]]", 1, "Club", "Nord" },
    { "[[\"Club\",null],[\"Rue\",\"Haute\"]]", 2, "Club", NULL },
    { "[[\"Club\"]]", 1, "Club", NULL },
    { "[[\"Club\",\"Nord\",\"Sud\",4]]", 1, "Club", "Nord" },
    { "[[{},[1]],7,\"x\",[\"Rue\",9]]", 2, NULL, NULL },
    { "[[]]", 1, NULL, NULL },
    { "", -1 },
    { "[[\"Club\"", -1 },
    { "{\"label\":\"Club\"}", -1 },
    { "null", -1 },
  };
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  guint n_columns;
  const WeezColumn *columns = weez_record_type_get_columns (WEEZ_TYPE_PARTICIPANT, &n_columns);
  g_autofree WeezValue *values = g_new0 (WeezValue, n_columns);
  guint column = 0;

  while (!g_str_equal (columns[column].name, "answers"))
    column++;

  values[column].type = WEEZ_VALUE_TEXT;
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(WeezRecord) loaded = NULL;
      GPtrArray *answers;

      values[column].text = expected[i].kept;
      loaded = weez_record_load (WEEZ_TYPE_PARTICIPANT, values, zone);
      answers = WEEZ_PARTICIPANT (loaded)->answers;
      g_assert_cmpint (answers != NULL ? (int) answers->len : -1, ==, expected[i].n_answers);
      if (answers == NULL || answers->len == 0)
        continue;

      g_assert_cmpstr (WEEZ_ANSWER (answers->pdata[0])->label, ==, expected[i].label);
      g_assert_cmpstr (WEEZ_ANSWER (answers->pdata[0])->value, ==, expected[i].value);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add ("/column/events", Fixture, NULL, set_up, test_events, tear_down);
  g_test_add ("/column/participants", Fixture, NULL, set_up, test_participants, tear_down);
  g_test_add ("/column/others", Fixture, NULL, set_up, test_others, tear_down);
  g_test_add_func ("/column/names", test_names);
  g_test_add_func ("/column/unknown", test_unknown);
  g_test_add_func ("/column/kept-lists", test_kept_lists);

  return g_test_run ();
}
