#include <string.h>

#include "demo-server.h"
#include "scripted-server.h"
#include "weez-client.h"

/* The document's own example answers, served byte for byte and read whole. */

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

  fixture->server = demo_server_new (1, 0, 0);
  demo_server_set_document (fixture->server, TRUE);
  demo_server_start (fixture->server, 0, &error);
  g_assert_no_error (error);
  fixture->client = weez_client_new (demo_server_get_url (fixture->server), &error);
  g_assert_no_error (error);

  token = await_string (weez_client_sign_in (fixture->client, "_myusername_", "_password_",
                                             "_monapikey_"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "f4b6b917cee00f13d57e3c84f56656b9");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
}

static gpointer
read_object (DexFuture *future)
{
  g_autoptr(GError) error = NULL;
  gpointer object = await_object (future, &error);

  g_assert_no_error (error);

  return object;
}

static void
assert_time (GDateTime  *time,
             const char *expected)
{
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z");

  g_assert_cmpstr (text, ==, expected);
}

static void
test_events (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(WeezEventsQuery) query = weez_events_query_new ();
  g_autoptr(WeezListing) listing = read_object (weez_client_list_events (fixture->client, query));
  WeezEvent *first = g_ptr_array_index (listing->records, 0);
  WeezEvent *second = g_ptr_array_index (listing->records, 1);

  g_assert_cmpuint (listing->records->len, ==, 2);
  g_assert_cmpstr (first->id, ==, "13824");
  g_assert_cmpstr (first->name, ==, "Event 1");
  assert_time (first->start, "2011-10-10T00:00:00+02:00");
  g_assert_null (first->end);
  g_assert_cmpint (first->participants, ==, 0);
  g_assert_false (first->multiple_dates);
  g_assert_cmpint (weez_event_get_sales_status (first), ==, WEEZ_SALES_OPEN);
  g_assert_cmpstr (first->libelle_status, ==, "Vente en cours");
  g_assert_cmpint (second->participants, ==, 24);
  g_assert_true (second->multiple_dates);
  assert_time (second->start, "2011-11-27T00:00:00+01:00");
  g_assert_cmpint (weez_event_get_sales_status (second), ==, WEEZ_SALES_SOON);
  g_assert_cmpstr (second->libelle_status, ==, "Bientôt en vente");
}

static void
test_dates (Fixture       *fixture,
            gconstpointer  data)
{
  const char * const ids[] = { "11435", "10473", NULL };
  g_autoptr(WeezListing) listing = read_object (weez_client_list_dates (fixture->client, ids,
                                                                        FALSE));
  WeezEventDate *date = g_ptr_array_index (listing->records, 0);

  g_assert_cmpuint (listing->records->len, ==, 3);
  g_assert_cmpstr (date->id, ==, "138");
  g_assert_cmpstr (date->id_event, ==, "11435");
  assert_time (date->date, "2013-01-10T14:20:00+01:00");
  g_assert_cmpuint (g_strv_length (date->tickets), ==, 3);
  g_assert_cmpstr (date->tickets[2], ==, "75634");
  date = g_ptr_array_index (listing->records, 2);
  g_assert_cmpstr (date->id_event, ==, "10473");
}

static void
test_tickets (Fixture       *fixture,
              gconstpointer  data)
{
  const char * const ids[] = { "10473", NULL };
  g_autoptr(WeezListing) listing = read_object (weez_client_list_tickets (fixture->client, ids));
  WeezTicketCategory *event = g_ptr_array_index (listing->records, 0);
  WeezTicketCategory *category;
  WeezTicket *ticket;

  g_assert_cmpuint (listing->records->len, ==, 2);
  g_assert_cmpuint (listing->n_skipped, ==, 0);
  g_assert_cmpstr (event->id, ==, "11435");
  g_assert_cmpuint (event->tickets->len, ==, 2);
  ticket = g_ptr_array_index (event->tickets, 0);
  g_assert_cmpstr (ticket->name, ==, "my default price");
  g_assert_cmpint (ticket->price.cents, ==, 1000);
  g_assert_cmpint (ticket->participants, ==, 110);
  g_assert_cmpint (ticket->quota, ==, 400);
  g_assert_null (ticket->start_sale);
  assert_time (ticket->end_sale, "2013-01-29T14:00:00+01:00");
  ticket = g_ptr_array_index (event->tickets, 1);
  g_assert_cmpstr (ticket->id, ==, "ABCDE125632");

  category = g_ptr_array_index (event->categories, 0);
  g_assert_cmpstr (category->name, ==, "Categorie 1");
  ticket = g_ptr_array_index (category->tickets, 0);
  g_assert_cmpint (ticket->price.cents, ==, 999);
  g_assert_cmpint (ticket->quota, ==, 0);
  category = g_ptr_array_index (category->categories, 0);
  g_assert_cmpstr (category->id, ==, "11746");
  g_assert_cmpuint (category->tickets->len, ==, 2);

  event = g_ptr_array_index (listing->records, 1);
  category = g_ptr_array_index (event->categories, 0);
  g_assert_cmpstr (category->id, ==, "4654");
  ticket = g_ptr_array_index (category->tickets, 0);
  g_assert_cmpstr (ticket->id, ==, "42637");
  g_assert_cmpint (ticket->participants, ==, WEEZ_UNKNOWN);
  g_assert_cmpint (ticket->quota, ==, WEEZ_UNKNOWN);
  category = g_ptr_array_index (category->categories, 0);
  ticket = g_ptr_array_index (category->tickets, 0);
  g_assert_cmpstr (ticket->id, ==, "42638");
  category = g_ptr_array_index (event->categories, 1);
  ticket = g_ptr_array_index (category->tickets, 0);
  g_assert_cmpint (ticket->participants, ==, 1011);
  g_assert_cmpint (ticket->quota, ==, 1100);
}

static void
test_stats (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(WeezTicketStats) stats =
    read_object (weez_client_get_ticket_stats (fixture->client, "44272", "138"));

  g_assert_cmpint (stats->total, ==, 23);
  g_assert_cmpint (stats->scanned, ==, 18);
  g_assert_cmpint (stats->in, ==, 18);
  g_assert_cmpint (stats->out, ==, 0);
}

static void
test_participants (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(WeezParticipantsQuery) query = weez_participants_query_new ();
  g_autoptr(WeezListing) listing = read_object (weez_client_list_participants (fixture->client,
                                                                               query));
  WeezParticipant *first = g_ptr_array_index (listing->records, 0);
  WeezParticipant *second = g_ptr_array_index (listing->records, 1);
  WeezUpselling *upselling;

  g_assert_cmpuint (listing->records->len, ==, 2);
  g_assert_cmpuint (listing->n_odd, ==, 0);
  assert_time (listing->server_time, "2014-01-23T12:52:19+01:00");
  g_assert_cmpstr (first->id, ==, "7759645");
  g_assert_cmpstr (first->id_event, ==, "49015");
  g_assert_cmpstr (first->id_date, ==, "0");
  g_assert_cmpstr (first->id_ticket, ==, "198251");
  g_assert_cmpstr (first->barcode, ==, "7448370");
  g_assert_cmpstr (first->id_weez_ticket, ==, "T6E49015O5822");
  g_assert_false (first->deleted);
  g_assert_false (first->refund);
  g_assert_cmpstr (first->comment, ==, "");
  assert_time (first->create_date, "2014-01-23T12:41:55+01:00");
  g_assert_cmpstr (first->origin, ==, "saisir");
  g_assert_cmpstr (first->id_transaction, ==, "2029446");
  g_assert_true (first->paid);
  g_assert_cmpstr (first->code_member, ==, "CODEMEMBER");
  g_assert_cmpstr (first->transaction_reference, ==, "C15E265226O63029");
  g_assert_cmpstr (first->control_status, ==, "0");
  g_assert_null (first->scan_date);
  g_assert_cmpstr (first->scan_user, ==, "0");
  g_assert_cmpstr (first->scan_user_name, ==, "");
  g_assert_cmpstr (first->owner_origin, ==, "saisir");
  g_assert_cmpuint (first->upselling->len, ==, 2);
  upselling = g_ptr_array_index (first->upselling, 0);
  g_assert_cmpstr (upselling->barcode, ==, "33212392186194");
  g_assert_cmpstr (upselling->category_name, ==, "CASHLESS");
  g_assert_cmpstr (upselling->id_product, ==, "1131");
  g_assert_cmpstr (upselling->product_name, ==, "Préchargement cashless");
  g_assert_cmpstr (upselling->sub_product_reference, ==, "PCP001");
  g_assert_cmpint (upselling->sub_product_price.cents, ==, 1050);
  g_assert_cmpint (upselling->quantity, ==, 1);
  g_assert_cmpint (upselling->paid_price.cents, ==, 1050);
  g_assert_false (upselling->deleted);
  upselling = g_ptr_array_index (first->upselling, 1);
  g_assert_cmpint (upselling->paid_price.cents, ==, 1500);

  g_assert_true (second->refund);
  g_assert_cmpstr (second->promo_code, ==, "MY-PROMO-CODE-123");
  g_assert_null (second->upselling);
}

static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(WeezListing) listing = read_object (weez_client_list_answers (fixture->client,
                                                                          "2291148"));
  WeezAnswer *answer = g_ptr_array_index (listing->records, 0);

  g_assert_cmpuint (listing->records->len, ==, 2);
  g_assert_true (g_str_has_prefix (answer->label, "Etes-vous accompagné par un enfant"));
  g_assert_cmpstr (answer->value, ==, "Oui");
}

static void
test_scan (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(WeezScanSettings) settings =
    read_object (weez_client_get_scan_settings (fixture->client));
  g_autoptr(GError) error = NULL;
  g_autofree char *id = await_string (weez_client_set_scan_user (fixture->client, "foo"), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "1789");
  g_assert_cmpuint (g_variant_n_children (settings->values), ==, 7);
  g_assert_cmpstr (weez_scan_settings_get (settings, "test"), ==, "test");
  g_assert_cmpstr (weez_scan_settings_get (settings, "sync_interval"), ==, "120");
  g_assert_cmpstr (weez_scan_settings_get (settings, "scan_device"), ==, "");
  g_assert_cmpstr (weez_scan_settings_get (settings, "scan_vibration"), ==, "0");
}

static void
test_details (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(WeezEventDetails) details =
    read_object (weez_client_get_event_details (fixture->client, "36799"));
  WeezPublicEvent *event = details->event;
  WeezPeriod *period = g_ptr_array_index (details->dates, 1);

  g_assert_cmpstr (event->id, ==, "36799");
  g_assert_cmpstr (event->title, ==, "API API API");
  g_assert_cmpstr (event->site_url, ==, "");
  g_assert_true (g_str_has_prefix (event->image, "http://weezevent.dev/uploads/"));
  g_assert_cmpstr (event->id_category, ==, "14");
  g_assert_cmpstr (event->category_name, ==, "Soirée clubbing");
  assert_time (event->start, "2013-06-27T09:00:00+02:00");
  assert_time (event->end, "2013-06-30T09:00:59+02:00");
  g_assert_cmpint (event->price_min.cents, ==, 14200);
  g_assert_cmpint (event->price_max.cents, ==, 14200);
  g_assert_cmpstr (event->venue->city, ==, "PARIS");
  g_assert_cmpstr (event->venue->zip_code, ==, "75018");
  g_assert_cmpstr (event->venue->country_code, ==, "FR");
  g_assert_false (weez_venue_has_coordinates (event->venue));
  g_assert_cmpstr (event->minisite_url, ==, "http://weezevent.dev/api-api-api");
  assert_time (details->sale_start, "2013-06-27T09:00:00+02:00");
  assert_time (details->sale_end, "2013-06-30T09:00:00+02:00");
  g_assert_cmpuint (details->dates->len, ==, 2);
  assert_time (period->start, "2013-06-30T09:00:00+02:00");
  g_assert_null (period->end);
  g_assert_cmpstr (details->organizer->first_name, ==, "Savic");
  g_assert_cmpstr (details->organizer->zip_code, ==, "H1Y 2G5");
  g_assert_cmpstr (details->organizer->city, ==, "Montréal");
  g_assert_cmpstr (details->organizer->country_code, ==, "CA");
  g_assert_cmpstr (details->organizer->phone, ==, "0141414141");
  g_assert_cmpstr (details->organizer->email, ==, "y.savic@weezevent.com");
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(WeezSearchQuery) query = weez_search_query_new ();
  g_autoptr(WeezListing) listing = read_object (weez_client_search_events (fixture->client,
                                                                           query));
  WeezPublicEvent *event = g_ptr_array_index (listing->records, 0);

  g_assert_cmpuint (listing->records->len, ==, 1);
  g_assert_cmpint (listing->count, ==, 1);
  assert_time (listing->last_update, "2013-05-27T17:56:50+02:00");
  g_assert_cmpstr (event->id, ==, "19988");
  g_assert_cmpstr (event->title, ==, "Inscription NODE 2012/2013");
  g_assert_nonnull (strstr (event->description, "<strong>"));
  g_assert_cmpint (event->price_min.cents, ==, 0);
  g_assert_cmpint (event->price_max.cents, ==, 100000);
  g_assert_null (event->venue->country_code);
  g_assert_cmpstr (event->venue->city, ==, "");
}

static void
test_categories (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(WeezListing) listing =
    read_object (weez_client_list_event_categories (fixture->client));
  WeezEventCategory *category = g_ptr_array_index (listing->records, 0);

  /* The document goes on with {"etc": "..."}. */
  g_assert_cmpuint (listing->records->len, ==, 1);
  g_assert_cmpuint (listing->n_skipped, ==, 1);
  g_assert_cmpstr (category->id, ==, "14");
  g_assert_cmpstr (category->name, ==, "Soirée clubbing");
  g_assert_cmpstr (category->name_other, ==, "Soirée clubbing");
}

#define ADD(path, func) \
  g_test_add ("/document/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("events", test_events);
  ADD ("dates", test_dates);
  ADD ("tickets", test_tickets);
  ADD ("stats", test_stats);
  ADD ("participants", test_participants);
  ADD ("answers", test_answers);
  ADD ("scan", test_scan);
  ADD ("details", test_details);
  ADD ("search", test_search);
  ADD ("categories", test_categories);

  return g_test_run ();
}
