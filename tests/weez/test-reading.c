#include <string.h>

#include "scripted-server.h"
#include "weez-client.h"

/* How answers are read: each case is an answer that the service is known to give, or that a broken
 * or hostile one could. */

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
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
}

static WeezListing *
list_events (Fixture    *fixture,
             const char *body,
             GError    **error)
{
  g_autoptr(WeezEventsQuery) query = weez_events_query_new ();

  /* A refusal stops what is signed until there are others. */
  weez_client_set_credentials (fixture->client, "key", "token");
  scripted_server_answer (fixture->server, 200, body);

  return await_object (weez_client_list_events (fixture->client, query), error);
}

static WeezListing *
list_participants (Fixture    *fixture,
                   const char *body)
{
  g_autoptr(WeezParticipantsQuery) query = weez_participants_query_new ();
  g_autoptr(GError) error = NULL;
  WeezListing *listing;

  scripted_server_answer (fixture->server, 200, body);
  listing = await_object (weez_client_list_participants (fixture->client, query), &error);
  g_assert_no_error (error);

  return listing;
}

static WeezListing *
list_tickets (Fixture    *fixture,
              const char *body)
{
  const char * const ids[] = { "1", NULL };
  g_autoptr(GError) error = NULL;
  WeezListing *listing;

  scripted_server_answer (fixture->server, 200, body);
  listing = await_object (weez_client_list_tickets (fixture->client, ids), &error);
  g_assert_no_error (error);

  return listing;
}

static char *
time_text (GDateTime *time)
{
  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z") : g_strdup ("none");
}

static void
test_ids (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezListing) listing =
    list_events (fixture,
                 "{\"events\": [{\"id\": 13824}, {\"id\": \"13825\"}, {\"id\": \"ABCDE125632\"},"
                 "{\"id\": \"63049045c39e21cc8d8e358def382cbb\"}, {\"name\": \"no id\"},"
                 "{\"id\": null}, {\"id\": \"\"}, {\"id\": \"../../etc\"}, {\"id\": {}}, 7]}",
                 &error);
  const char * const expected[] = { "13824", "13825", "ABCDE125632",
                                    "63049045c39e21cc8d8e358def382cbb" };

  g_assert_no_error (error);
  g_assert_cmpuint (listing->records->len, ==, G_N_ELEMENTS (expected));
  g_assert_cmpuint (listing->n_skipped, ==, 6);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(WeezEvent) event = g_list_model_get_item (G_LIST_MODEL (listing), i);

      g_assert_cmpstr (event->id, ==, expected[i]);
      g_assert_null (event->name);
      g_assert_cmpint (event->participants, ==, WEEZ_UNKNOWN);
    }
}

static void
test_flags (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *json; gboolean flag; guint n_odd; } cases[] = {
    { "true", TRUE, 0 }, { "1", TRUE, 0 }, { "\"1\"", TRUE, 0 }, { "\"true\"", TRUE, 0 },
    { "false", FALSE, 0 }, { "0", FALSE, 0 }, { "\"0\"", FALSE, 0 }, { "\"\"", FALSE, 0 },
    { "\"false\"", FALSE, 0 }, { "null", FALSE, 0 }, { "\"perhaps\"", FALSE, 1 },
    { "[]", FALSE, 1 }, { "{\"a\": 1}", FALSE, 1 }, { "true, \"deleted\": false", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"participants\": [{\"id_participant\": 1,"
                                               "\"deleted\": %s}]}", cases[i].json);
      g_autoptr(WeezListing) listing = list_participants (fixture, body);
      WeezParticipant *participant = g_ptr_array_index (listing->records, 0);

      g_test_message ("%s", cases[i].json);
      g_assert_cmpint (participant->deleted, ==, cases[i].flag);
      g_assert_cmpuint (listing->n_odd, ==, cases[i].n_odd);
    }
}

static void
test_prices (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { const char *json; gint64 cents; const char *text; } cases[] = {
    { "10", 1000, "10" }, { "9.99", 999, "9.99" }, { "\"9.99\"", 999, "9.99" },
    { "\"25,50\"", 2550, "25.50" }, { "10.50", 1050, "10.50" }, { "\"142.00\"", 14200, "142" },
    { "\"1 200,50\"", 120050, "1200.50" }, { "0", 0, "0" }, { "-0", 0, "0" },
    { "1e3", 100000, "1000" }, { "-5.25", -525, "-5.25" }, { "null", WEEZ_UNKNOWN, NULL },
    { "\"\"", WEEZ_UNKNOWN, NULL }, { "\"free\"", WEEZ_UNKNOWN, NULL },
    { "true", WEEZ_UNKNOWN, NULL }, { "[]", WEEZ_UNKNOWN, NULL },
    { "\"nan\"", WEEZ_UNKNOWN, NULL }, { "\"12.5 EUR\"", WEEZ_UNKNOWN, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"events\": [{\"tickets\": [{\"id\": 1,"
                                               "\"price\": %s}]}]}", cases[i].json);
      g_autoptr(WeezListing) listing = list_tickets (fixture, body);
      WeezTicketCategory *event = g_ptr_array_index (listing->records, 0);
      WeezTicket *ticket = g_ptr_array_index (event->tickets, 0);
      g_autofree char *text = weez_money_to_text (ticket->price);

      g_test_message ("%s", cases[i].json);
      g_assert_cmpint (ticket->price.cents, ==, cases[i].cents);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_times (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *json; const char *time; guint n_odd; } cases[] = {
    { "\"2014-01-23 12:41:55\"", "2014-01-23T12:41:55+01:00", 0 },
    { "\"2014-07-23 12:41:55\"", "2014-07-23T12:41:55+02:00", 0 },
    { "\"2014-01-23\\u00a012:41:55\"", "2014-01-23T12:41:55+01:00", 0 },
    { "\"2013-01-29T13:00:00+0000\"", "2013-01-29T14:00:00+01:00", 0 },
    { "\"2013-05-27T18:02:16+02:00\"", "2013-05-27T18:02:16+02:00", 0 },
    { "\"2026-08-23T10:00:00.000Z\"", "2026-08-23T12:00:00+02:00", 0 },
    { "\"2013-01-10\"", "2013-01-10T00:00:00+01:00", 0 },
    { "\"2014-03-30 02:30:00\"", "2014-03-30T03:00:00+02:00", 0 },
    { "\"0000-00-00 00:00:00\"", "none", 0 }, { "\"0000-00-00\"", "none", 0 },
    { "\"\"", "none", 0 }, { "\"  \"", "none", 0 }, { "null", "none", 0 },
    { "\"2014-13-01 00:00:00\"", "none", 1 }, { "\"2014-02-30 00:00:00\"", "none", 1 },
    { "\"tomorrow\"", "none", 1 }, { "\"2014-01-23 12:41:55 PM\"", "none", 1 },
    { "\"2014-01-23T12:00:00+99:00\"", "none", 1 }, { "20140123", "none", 1 },
    { "false", "none", 1 }, { "[]", "none", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"participants\": [{\"id_participant\": 1,"
                                               "\"create_date\": %s}]}", cases[i].json);
      g_autoptr(WeezListing) listing = list_participants (fixture, body);
      WeezParticipant *participant = g_ptr_array_index (listing->records, 0);
      g_autofree char *time = time_text (participant->create_date);

      g_test_message ("%s", cases[i].json);
      g_assert_cmpstr (time, ==, cases[i].time);
      g_assert_cmpuint (listing->n_odd, ==, cases[i].n_odd);
    }
}

static void
test_account_zone (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Brussels");
  g_autoptr(GTimeZone) far = g_time_zone_new_identifier ("America/Cayenne");
  g_autoptr(WeezListing) listing = NULL;
  g_autofree char *time = NULL;

  g_assert_cmpstr (g_time_zone_get_identifier (weez_client_get_zone (fixture->client)), ==,
                   "Europe/Paris");
  weez_client_set_zone (fixture->client, zone);
  weez_client_set_zone (fixture->client, far);

  listing = list_participants (fixture, "{\"participants\": [], "
                               "\"server_time\": \"2014-01-23 12:52:19\"}");
  time = time_text (listing->server_time);
  g_assert_cmpstr (time, ==, "2014-01-23T12:52:19-03:00");
}

static void
test_event_zone (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WeezEventDetails) details = NULL;
  g_autofree char *start = NULL;
  g_autofree char *date = NULL;
  g_autofree char *sale = NULL;

  scripted_server_answer (fixture->server, 200,
                          "{\"events\": {\"id\": \"7\", \"period\": {\"start\":"
                          "\"2026-07-01 20:00:00\", \"timezone\": \"America/Cayenne\"},"
                          "\"dates\": [{\"start\": \"2026-07-02 20:00:00\", \"end\": \"\"}],"
                          "\"sale_period\": {\"start\": \"2026-01-01 09:00:00\"}}}");
  details = await_object (weez_client_get_event_details (fixture->client, "7"), &error);
  g_assert_no_error (error);

  start = time_text (details->event->start);
  sale = time_text (details->sale_start);
  date = time_text (((WeezPeriod *) g_ptr_array_index (details->dates, 0))->start);
  g_assert_cmpstr (details->event->timezone, ==, "America/Cayenne");
  g_assert_cmpstr (start, ==, "2026-07-01T20:00:00-03:00");
  g_assert_cmpstr (date, ==, "2026-07-02T20:00:00-03:00");
  g_assert_cmpstr (sale, ==, "2026-01-01T09:00:00-03:00");
  g_assert_null (((WeezPeriod *) g_ptr_array_index (details->dates, 0))->end);
}

static void
test_unknown_zone (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(WeezEventDetails) details = NULL;
  g_autofree char *start = NULL;

  scripted_server_answer (fixture->server, 200,
                          "{\"events\": {\"period\": {\"start\": \"2026-07-01 20:00:00\","
                          "\"timezone\": \"Middle/Earth\"}}}");
  details = await_object (weez_client_get_event_details (fixture->client, "7"), NULL);
  start = time_text (details->event->start);
  g_assert_cmpstr (start, ==, "2026-07-01T20:00:00+02:00");
}

static void
test_tickets (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(WeezListing) listing =
    list_tickets (fixture,
                  "{\"events\": [{\"id\": 1, \"name\": \"Only categories\", \"categories\": ["
                  "{\"id\": \"5\", \"tickets\": [{\"id\": 42637, \"quotas\": \"110\"}],"
                  "\"categories\": [{\"id\": 6, \"categories\": [{\"tickets\": [{\"id\": \"deep\","
                  "\"group_size\": 4, \"quota\": 0}, {\"name\": \"no id\"}]}]}]}]},"
                  "{\"id\": \"2\", \"tickets\": [{\"id\": \"3\", \"quota\": 400, \"quotas\": 9}],"
                  "\"categories\": []}, {\"id\": 3}]}");
  WeezTicketCategory *category;
  WeezTicket *ticket;

  g_assert_cmpuint (listing->records->len, ==, 3);
  g_assert_cmpuint (listing->n_skipped, ==, 1);

  category = g_ptr_array_index (listing->records, 0);
  g_assert_null (category->tickets);
  category = g_ptr_array_index (category->categories, 0);
  ticket = g_ptr_array_index (category->tickets, 0);
  g_assert_cmpstr (ticket->id, ==, "42637");
  g_assert_cmpint (ticket->quota, ==, 110);
  g_assert_cmpint (ticket->participants, ==, WEEZ_UNKNOWN);
  g_assert_cmpint (ticket->group_size, ==, WEEZ_UNKNOWN);
  category = g_ptr_array_index (category->categories, 0);
  category = g_ptr_array_index (category->categories, 0);
  g_assert_null (category->id);
  ticket = g_ptr_array_index (category->tickets, 0);
  g_assert_cmpint (ticket->group_size, ==, 4);
  g_assert_cmpint (ticket->quota, ==, 0);

  category = g_ptr_array_index (listing->records, 1);
  g_assert_cmpuint (category->categories->len, ==, 0);
  ticket = g_ptr_array_index (category->tickets, 0);
  g_assert_cmpint (ticket->quota, ==, 400);
}

static void
test_sums (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct { const char *tickets; gint64 sold; gint64 quota; } cases[] = {
    { "", WEEZ_UNKNOWN, WEEZ_UNKNOWN },
    { "{\"id\": 1, \"participants\": 3, \"quota\": 10}", 7, 15 },
    { "{\"id\": 1, \"participants\": 3, \"quota\": 0}", 7, 0 },
    { "{\"id\": 1, \"participants\": 3}", 7, WEEZ_UNKNOWN },
    { "{\"id\": 1, \"quota\": 10}", WEEZ_UNKNOWN, 15 },
    { "{\"id\": 1, \"participants\": 9223372036854775806, \"quota\": 1}", WEEZ_UNKNOWN, 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *deep = *cases[i].tickets != '\0'
                         ? "{\"id\": 2, \"participants\": 4, \"quotas\": 5}" : "";
      g_autofree char *body =
        g_strdup_printf ("{\"events\": [{\"tickets\": [%s], \"categories\": ["
                         "{\"tickets\": [%s]}, {\"id\": 3}]}]}", cases[i].tickets, deep);
      g_autoptr(WeezListing) listing = list_tickets (fixture, body);
      gint64 sold;
      gint64 quota;

      weez_ticket_category_get_sums (g_ptr_array_index (listing->records, 0), &sold, &quota);
      g_assert_cmpint (sold, ==, cases[i].sold);
      g_assert_cmpint (quota, ==, cases[i].quota);
    }
}

static void
test_deep_tickets (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GString) body = g_string_new ("{\"events\": [{\"id\": 1");
  g_autoptr(WeezListing) listing = NULL;
  WeezTicketCategory *category;
  guint depth = 0;

  for (guint i = 0; i < 40; i++)
    g_string_append (body, ", \"categories\": [{\"id\": 2");
  g_string_append (body, ", \"tickets\": [{\"id\": 9}]");
  for (guint i = 0; i < 40; i++)
    g_string_append (body, "}]");
  g_string_append (body, "}]}");

  listing = list_tickets (fixture, body->str);
  category = g_ptr_array_index (listing->records, 0);
  while (category->categories != NULL)
    {
      category = g_ptr_array_index (category->categories, 0);
      depth++;
    }
  g_assert_cmpuint (depth, ==, 40);
  g_assert_cmpuint (category->tickets->len, ==, 1);
}

static void
test_bare_participant (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(WeezListing) listing =
    list_participants (fixture,
                       "{\"participants\": [{\"id_participant\": 9, \"surprise\": [1, {\"a\": 2}],"
                       "\"owner\": [], \"control_status\": [], \"buyer\": {\"id_acheteur\": 77,"
                       "\"email_acheteur\": \"b@parvis.example\", \"acheteur_last_name\": \"Bé\","
                       "\"answers\": [{\"label\": \"Ville\", \"value\": null}]},"
                       "\"answers\": [{\"label\": \"T\", \"value\": 3}]}, {}]}");
  WeezParticipant *participant = g_ptr_array_index (listing->records, 0);
  WeezAnswer *answer;

  g_assert_cmpuint (listing->n_skipped, ==, 1);
  g_assert_cmpuint (listing->n_odd, ==, 0);
  g_assert_null (participant->id_event);
  g_assert_null (participant->id_ticket);
  g_assert_null (participant->first_name);
  g_assert_null (participant->upselling);
  g_assert_cmpstr (participant->buyer->id, ==, "77");
  g_assert_cmpstr (participant->buyer->last_name, ==, "Bé");
  answer = g_ptr_array_index (participant->buyer->answers, 0);
  g_assert_null (answer->value);
  answer = g_ptr_array_index (participant->answers, 0);
  g_assert_cmpstr (answer->value, ==, "3");
}

static void
test_minimized (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(WeezListing) listing =
    list_participants (fixture, "{\"p\": [{\"id_participant\": 9, \"bc\": \"7448370\"}],"
                       "\"counter\": \"12\", \"counter_deleted\": 3, \"counter_total\": 15}");
  WeezParticipant *participant = g_ptr_array_index (listing->records, 0);

  g_assert_cmpstr (participant->barcode, ==, "7448370");
  g_assert_cmpint (listing->counter, ==, 12);
  g_assert_cmpint (listing->counter_deleted, ==, 3);
  g_assert_cmpint (listing->counter_total, ==, 15);
  g_assert_cmpint (listing->count, ==, WEEZ_UNKNOWN);
}

static void
test_details_shapes (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(WeezEventDetails) details = NULL;
  g_autoptr(GError) error = NULL;

  scripted_server_answer (fixture->server, 200, "{\"events\": []}");
  g_assert_null (await_object (weez_client_get_event_details (fixture->client, "7"), &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_NOT_FOUND);
  g_clear_error (&error);

  scripted_server_answer (fixture->server, 200,
                          "{\"events\": {\"id\": 7, \"venue\": [], \"organizer\": [],"
                          "\"period\": [], \"category\": null, \"extras\": []}}");
  details = await_object (weez_client_get_event_details (fixture->client, "7"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (details->event->id, ==, "7");
  g_assert_null (details->event->venue);
  g_assert_null (details->event->start);
  g_assert_null (details->organizer);
  g_clear_object (&details);

  scripted_server_answer (fixture->server, 200,
                          "{\"events\": {\"venue\": {\"zip_code\": 75018, \"country\": {\"code\":"
                          "null}, \"coordinates\": {\"long\": \"0.0000000\", \"lat\":"
                          "\"0.0000000\"}}, \"price\": {\"min\": \"0.00\", \"max\": 1000}}}");
  details = await_object (weez_client_get_event_details (fixture->client, "7"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (details->event->venue->zip_code, ==, "75018");
  g_assert_null (details->event->venue->country_code);
  g_assert_false (weez_venue_has_coordinates (details->event->venue));
  g_assert_cmpint (details->event->price_max.cents, ==, 100000);
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(WeezScanSettings) settings = NULL;
  g_autofree char *json = NULL;

  scripted_server_answer (fixture->server, 200,
                          "{\"settings\": {\"sync_interval\": \"120\", \"scan_sound\": 0}}");
  settings = await_object (weez_client_get_scan_settings (fixture->client), NULL);
  json = weez_record_to_json (WEEZ_RECORD (settings));
  g_assert_cmpstr (weez_scan_settings_get (settings, "sync_interval"), ==, "120");
  g_assert_cmpstr (weez_scan_settings_get (settings, "scan_sound"), ==, "0");
  g_assert_null (weez_scan_settings_get (settings, "scan_mode"));
  g_assert_cmpstr (json, ==, "{\n  \"sync_interval\": \"120\",\n  \"scan_sound\": \"0\"\n}");
  g_clear_object (&settings);

  scripted_server_answer (fixture->server, 200, "{\"settings\": []}");
  settings = await_object (weez_client_get_scan_settings (fixture->client), NULL);
  g_assert_nonnull (settings);
  g_assert_null (weez_scan_settings_get (settings, "scan_mode"));
}

static void
test_json (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;
  g_autoptr(WeezListing) listing =
    list_events (fixture,
                 "{\"events\": [{\"id\": 13824,"
                 "\"name\": \"\\u00c9t\\u00e9 \\\"\\u009b\\r\\n\\t\\u0001\", \"date\":"
                 "{\"start\": \"2011-10-10 00:00:00\", \"end\": \"\"}, \"participants\": \"24\","
                 "\"multiple_dates\": 0, \"sales_status\": {\"id_status\": 1,"
                 "\"libelle_status\": \"Vente en cours\"}}]}", &error);

  g_assert_no_error (error);
  json = weez_listing_to_json (listing);
  g_assert_cmpstr (json, ==,
                   "[\n"
                   "  {\n"
                   "    \"id\": \"13824\",\n"
                   "    \"name\": \"Été \\\"\\u009b\\r\\n\\t\\u0001\",\n"
                   "    \"date\": {\n"
                   "      \"start\": \"2011-10-10T00:00:00+02:00\",\n"
                   "      \"end\": null\n"
                   "    },\n"
                   "    \"participants\": 24,\n"
                   "    \"multiple_dates\": false,\n"
                   "    \"sales_status\": {\n"
                   "      \"id_status\": \"1\",\n"
                   "      \"libelle_status\": \"Vente en cours\"\n"
                   "    }\n"
                   "  }\n"
                   "]");
}

static void
test_columns (Fixture       *fixture,
              gconstpointer  data)
{
  g_auto(GStrv) columns = weez_record_type_dup_columns (WEEZ_TYPE_EVENT_DETAILS);
  g_autoptr(WeezEventDetails) details = NULL;
  g_autofree char *city = NULL;
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;
  g_autofree char *dates = NULL;

  g_assert_true (g_strv_contains ((const char * const *) columns, "title"));
  g_assert_true (g_strv_contains ((const char * const *) columns, "venue.country.code"));
  g_assert_true (g_strv_contains ((const char * const *) columns, "organizer.location.city"));
  g_assert_true (g_strv_contains ((const char * const *) columns, "dates"));

  scripted_server_answer (fixture->server, 200,
                          "{\"events\": {\"title\": \"Gala\", \"venue\": {\"city\": \"PARIS\"},"
                          "\"dates\": [{\"start\": \"2013-06-27 09:00:00\", \"end\": \"\"}]}}");
  details = await_object (weez_client_get_event_details (fixture->client, "7"), NULL);
  title = weez_record_dup_column (WEEZ_RECORD (details), "title");
  city = weez_record_dup_column (WEEZ_RECORD (details), "venue.city");
  name = weez_record_dup_column (WEEZ_RECORD (details), "organizer.last_name");
  dates = weez_record_dup_column (WEEZ_RECORD (details), "dates");
  g_assert_cmpstr (title, ==, "Gala");
  g_assert_cmpstr (city, ==, "PARIS");
  g_assert_null (name);
  g_assert_cmpstr (dates, ==, "[{\"start\":\"2013-06-27T09:00:00+02:00\",\"end\":null}]");
}

static void
test_properties (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(WeezListing) listing =
    list_participants (fixture, "{\"participants\": [{\"id_participant\": 9, \"paid\": true,"
                       "\"owner\": {\"first_name\": \"Zoé\"}, \"buyer\": {\"id_acheteur\": 1}}]}");
  g_autofree char *first_name = NULL;
  g_autoptr(WeezBuyer) buyer = NULL;
  gboolean paid = FALSE;

  g_object_get (g_ptr_array_index (listing->records, 0), "first-name", &first_name,
                "paid", &paid, "buyer", &buyer, NULL);
  g_assert_cmpstr (first_name, ==, "Zoé");
  g_assert_true (paid);
  g_assert_cmpstr (buyer->id, ==, "1");
}

static void
test_refused_answers (Fixture       *fixture,
                      gconstpointer  data)
{
  static const struct { const char *body; WeezError code; } cases[] = {
    { "", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "  \n ", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": [{\"id\": 1}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": [{\"id\": 1}]} trailing", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": [{\"id\": 1}]}{}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": [{\"id\": 1},]}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{'events': []}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": NaN}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": [{\"name\": \"\xff\"}]}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "[]", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "42", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "null", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "\"events\"", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"hello\": 1}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": null}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": {}}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": \"none\"}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": [{\"id\": 1, \"participants\": 9223372036854775808}]}",
      WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": [{\"id\": 1, \"participants\": \"99999999999999999999\"}]}",
      WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": [{\"id\": 1, \"participants\": 1e999}]}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"events\": [{\"id\": 99999999999999999999}]}", WEEZ_ERROR_NOT_UNDERSTOOD },
    { "{\"error\": {\"message\": \"no\", \"type\": \"x\", \"code\": 12}}", WEEZ_ERROR_SERVER },
    { "{\"error\": {\"message\": \"no\", \"code\": 403}}", WEEZ_ERROR_REFUSED },
    { "{\"error\": {\"message\": \"no\", \"code\": \"404\"}}", WEEZ_ERROR_NOT_FOUND },
    { "{\"error\": {\"message\": \"Hm: The access token is invalid.\"}}", WEEZ_ERROR_REFUSED },
    { "{\"error\": \"maintenance\"}", WEEZ_ERROR_SERVER },
    { "{\"error\": \"maintenance\", \"events\": []}", WEEZ_ERROR_SERVER },
    { "{\"message\": \"slow down\", \"code\": 429}", WEEZ_ERROR_BUSY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(WeezListing) listing = list_events (fixture, cases[i].body, &error);

      g_test_message ("case %u", i);
      g_assert_null (listing);
      g_assert_error (error, WEEZ_ERROR, (int) cases[i].code);
      g_assert_false (weez_error_get_web_page (error));
    }
}

static void
test_no_failure (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char * const bodies[] = {
    "{\"events\": [], \"message\": \"hello\", \"code\": 200}",
    "{\"events\": [], \"error\": null}",
    "{\"events\": [], \"error\": false}",
    "\xef\xbb\xbf{\"events\": []}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(WeezListing) listing = list_events (fixture, bodies[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (listing)), ==, 0);
    }
}

/* Whatever an answer is cut to, it is refused: the last byte is the one that makes it whole. */
static void
test_every_cut (Fixture       *fixture,
                gconstpointer  data)
{
  const char *whole = "{\"events\": [{\"id\": 1, \"name\": \"\\u00c9t\\u00e9\", \"date\":"
                      "{\"start\": \"2011-10-10 00:00:00\"}, \"participants\": 1.0e1}]}";

  for (gsize length = 0; length < strlen (whole); length++)
    {
      g_autofree char *cut = g_strndup (whole, length);
      g_autoptr(GError) error = NULL;
      g_autoptr(WeezListing) listing = list_events (fixture, cut, &error);

      g_assert_null (listing);
      g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_NOT_UNDERSTOOD);
    }
}

static void
test_hostile_size (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GString) deep = g_string_new ("{\"events\": ");
  g_autoptr(GString) wide = g_string_new ("{\"events\": [0");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (list_events (fixture, deep->str, &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_NOT_UNDERSTOOD);
  g_clear_error (&error);

  for (guint i = 0; i < 2000000; i++)
    g_string_append (wide, ",0");
  g_string_append (wide, "]}");
  g_assert_null (list_events (fixture, wide->str, &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_NOT_UNDERSTOOD);
}

static void
test_web_page (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (list_events (fixture, "\n<!DOCTYPE html><title>Hotel</title>", &error));
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_NOT_UNDERSTOOD);
  g_assert_true (weez_error_get_web_page (error));
}

#define ADD(path, func) \
  g_test_add ("/reading/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("ids", test_ids);
  ADD ("flags", test_flags);
  ADD ("prices", test_prices);
  ADD ("times", test_times);
  ADD ("account-zone", test_account_zone);
  ADD ("event-zone", test_event_zone);
  ADD ("unknown-zone", test_unknown_zone);
  ADD ("tickets", test_tickets);
  ADD ("sums", test_sums);
  ADD ("deep-tickets", test_deep_tickets);
  ADD ("bare-participant", test_bare_participant);
  ADD ("minimized", test_minimized);
  ADD ("details-shapes", test_details_shapes);
  ADD ("settings", test_settings);
  ADD ("json", test_json);
  ADD ("columns", test_columns);
  ADD ("properties", test_properties);
  ADD ("refused-answers", test_refused_answers);
  ADD ("no-failure", test_no_failure);
  ADD ("every-cut", test_every_cut);
  ADD ("hostile-size", test_hostile_size);
  ADD ("web-page", test_web_page);

  return g_test_run ();
}
