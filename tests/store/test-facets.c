#include "demo-server.h"
#include "parvis-dossier.h"
#include "parvis-facets.h"
#include "parvis-feed-entry.h"
#include "parvis-note.h"
#include "parvis-record-list.h"
#include "parvis-sync.h"
#include "scripted-server.h"
#include "store-test.h"
#include "weez-answer.h"

/* Facets, counted another way: by looking at each participant. */

typedef struct
{
  DemoServer       *server;
  WeezClient       *client;
  char             *folder;
  ParvisStore      *store;
  ParvisRecordList *everybody;
  char             *id_event;
} Fixture;

static ParvisRecordList *
load (Fixture     *fixture,
      ParvisQuery *query)
{
  ParvisRecordList *list = parvis_record_list_new (fixture->store);
  g_autoptr(GError) error = NULL;

  parvis_record_list_set_whole (list, TRUE);
  parvis_record_list_set_query (list, query);
  await_boolean (parvis_record_list_load (list), &error);
  g_assert_no_error (error);

  return list;
}

static ParvisQuery *
new_query (Fixture *fixture)
{
  ParvisQuery *query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);

  parvis_query_set_event (query, fixture->id_event);

  return query;
}

static void
choose_event (Fixture *fixture)
{
  g_autoptr(ParvisQuery) query = parvis_query_new (WEEZ_TYPE_EVENT);
  g_autoptr(ParvisRecordList) events = load (fixture, query);
  gint64 most = -1;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (events)); i++)
    {
      g_autoptr(WeezEvent) event = g_list_model_get_item (G_LIST_MODEL (events), i);

      if (event->participants > most)
        {
          most = event->participants;
          g_set_str (&fixture->id_event, event->id);
        }
    }
  g_assert_cmpint (most, >, 50);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *token = NULL;
  g_autoptr(ParvisSync) job = NULL;
  g_autoptr(ParvisQuery) query = NULL;

  fixture->server = demo_server_new (3, 800, 0);
  g_assert_true (demo_server_start (fixture->server, 0, &error));
  fixture->client = weez_client_new (demo_server_get_url (fixture->server), &error);
  token = await_string (weez_client_sign_in (fixture->client, DEMO_USERNAME, DEMO_PASSWORD,
                                             DEMO_API_KEY), &error);
  g_assert_no_error (error);

  fixture->folder = store_test_make_folder ();
  fixture->store = store_test_open (fixture->folder, fixture->client);
  job = parvis_sync_new (fixture->store, fixture->client);
  parvis_sync_set_complete (job, TRUE);
  await_boolean (parvis_sync_run (job), &error);
  g_assert_no_error (error);

  choose_event (fixture);
  query = new_query (fixture);
  fixture->everybody = load (fixture, query);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->everybody);
  store_test_close (&fixture->store);
  store_test_remove_folder (&fixture->folder);
  g_clear_object (&fixture->client);
  demo_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  g_clear_pointer (&fixture->id_event, g_free);
}

/* What was noted, by the id of a participant. */
static GHashTable *labels;

/* What a facet is of somebody. */
static const char *
look (WeezParticipant *person,
      const char      *facet)
{
  if (g_str_equal (facet, PARVIS_FACET_STATUS))
    return person->deleted ? "deleted" : person->refund ? "refunded"
           : person->paid ? "paid" : "unpaid";
  if (g_str_equal (facet, PARVIS_FACET_ENTRY))
    return g_strcmp0 (person->control_status, "0") > 0 ? "scanned" : "not-scanned";
  if (g_str_equal (facet, PARVIS_FACET_TICKET))
    return person->id_ticket != NULL ? person->id_ticket : "";
  if (g_str_equal (facet, PARVIS_FACET_GATE))
    return person->scan_user_name != NULL ? person->scan_user_name : "";
  if (g_str_equal (facet, PARVIS_FACET_LABEL))
    return labels != NULL && g_hash_table_contains (labels, person->id)
           ? g_hash_table_lookup (labels, person->id) : "";
  if (g_str_equal (facet, PARVIS_FACET_ORIGIN))
    return person->origin != NULL ? person->origin : "";
  if (g_str_has_prefix (facet, PARVIS_FACET_ANSWER))
    for (guint i = 0; person->answers != NULL && i < person->answers->len; i++)
      {
        WeezAnswer *answer = g_ptr_array_index (person->answers, i);

        if (g_strcmp0 (answer->label, facet + strlen (PARVIS_FACET_ANSWER)) == 0)
          return answer->value != NULL ? answer->value : "";
      }

  return "";
}

static gboolean
lets_through (ParvisFilter    *filter,
              const char      *facet,
              WeezParticipant *person)
{
  g_auto(GStrv) values = parvis_filter_dup_values (filter, facet);
  const char *has = look (person, facet);
  gboolean any = FALSE;
  gboolean wanted = FALSE;

  for (guint i = 0; values[i] != NULL; i++)
    {
      gboolean same = g_str_equal (values[i], has);

      if (parvis_filter_get (filter, facet, values[i]) == PARVIS_FILTER_NOT)
        {
          if (same)
            return FALSE;
          continue;
        }
      any = TRUE;
      wanted = wanted || same;
    }

  return !any || wanted;
}

static guint
count_by_hand (Fixture      *fixture,
               ParvisFilter *filter,
               const char   *facet,
               const char   *value)
{
  g_auto(GStrv) asked = parvis_filter_dup_facets (filter);
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->everybody)); i++)
    {
      g_autoptr(WeezParticipant) person = g_list_model_get_item (G_LIST_MODEL (fixture->everybody),
                                                                 i);
      gboolean through = facet == NULL || g_str_equal (look (person, facet), value);

      for (guint j = 0; through && asked[j] != NULL; j++)
        if (facet == NULL || !g_str_equal (asked[j], facet))
          through = lets_through (filter, asked[j], person);
      count += through;
    }

  return count;
}

static ParvisFacets *
count (Fixture      *fixture,
       ParvisFilter *filter)
{
  g_autoptr(ParvisQuery) query = new_query (fixture);
  g_autoptr(GError) error = NULL;
  ParvisFacets *facets;

  parvis_query_set_facets (query, filter);
  facets = await_object (parvis_facets_count (fixture->store, query, NULL), &error);
  g_assert_no_error (error);

  return facets;
}

static void
check (Fixture      *fixture,
       ParvisFilter *filter)
{
  static const char * const names[] = {
    PARVIS_FACET_STATUS, PARVIS_FACET_ENTRY, PARVIS_FACET_TICKET, PARVIS_FACET_GATE,
    PARVIS_FACET_ORIGIN, PARVIS_FACET_LABEL,
  };
  g_autoptr(ParvisFacets) facets = count (fixture, filter);
  g_autoptr(ParvisQuery) query = new_query (fixture);
  g_autoptr(ParvisRecordList) list = NULL;

  parvis_query_set_facets (query, filter);
  list = load (fixture, query);
  g_assert_cmpuint (parvis_facets_get_total (facets), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (fixture->everybody)));
  g_assert_cmpuint (parvis_facets_get_matching (facets), ==,
                    count_by_hand (fixture, filter, NULL, NULL));
  g_assert_cmpuint (parvis_facets_get_matching (facets), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (list)));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GPtrArray *values = parvis_facets_get_values (facets, names[i]);

      g_assert_true (values != NULL || (labels == NULL && g_str_equal (names[i], "label")));
      for (guint j = 0; values != NULL && j < values->len; j++)
        {
          const ParvisFacetValue *value = values->pdata[j];

          g_assert_cmpuint (value->count, ==,
                            count_by_hand (fixture, filter, names[i], value->value));
        }
    }
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(ParvisFilter) none = parvis_filter_new ();
  g_autoptr(ParvisFilter) paid = parvis_filter_with (none, PARVIS_FACET_STATUS, "paid",
                                                     PARVIS_FILTER_ONLY);
  g_autoptr(ParvisFilter) two = parvis_filter_with (paid, PARVIS_FACET_STATUS, "unpaid",
                                                    PARVIS_FILTER_ONLY);
  g_autoptr(ParvisFilter) combined = parvis_filter_with (two, PARVIS_FACET_ENTRY, "scanned",
                                                         PARVIS_FILTER_ONLY);
  g_autoptr(ParvisFilter) negated = parvis_filter_with (combined, PARVIS_FACET_GATE, "Porte A",
                                                        PARVIS_FILTER_NOT);
  g_autoptr(ParvisFilter) nobody = parvis_filter_with (negated, PARVIS_FACET_TICKET, "'\"--",
                                                       PARVIS_FILTER_ONLY);
  ParvisFilter *filters[] = { none, paid, two, combined, negated, nobody };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    check (fixture, filters[i]);
}

static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(ParvisFilter) none = parvis_filter_new ();
  g_autoptr(ParvisFacets) facets = count (fixture, none);
  g_auto(GStrv) names = parvis_facets_dup_names (facets);
  guint n_answers = 0;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], PARVIS_FACET_ANSWER))
      {
        GPtrArray *values = parvis_facets_get_values (facets, names[i]);
        const ParvisFacetValue *first = values->pdata[0];
        g_autoptr(ParvisFilter) filter = parvis_filter_with (none, names[i], first->value,
                                                             PARVIS_FILTER_NOT);

        n_answers++;
        g_assert_cmpuint (first->count, ==,
                          count_by_hand (fixture, none, names[i], first->value));
        check (fixture, filter);
      }
  g_assert_cmpuint (n_answers, >, 0);
}

static void
test_text (void)
{
  g_autoptr(ParvisFilter) none = parvis_filter_new ();
  g_autoptr(ParvisFilter) one = parvis_filter_with (none, PARVIS_FACET_ANSWER "T'ai\"lle ?",
                                                    "=HYPERLINK(\"é\")", PARVIS_FILTER_NOT);
  g_autoptr(ParvisFilter) two = parvis_filter_with (one, PARVIS_FACET_STATUS, "paid",
                                                    PARVIS_FILTER_ONLY);
  g_autoptr(ParvisFilter) back = NULL;
  g_autoptr(ParvisFilter) odd = parvis_filter_new_from_text ("[('nothing', 'x', true)]");
  g_autoptr(ParvisFilter) broken = parvis_filter_new_from_text ("[('status'");
  g_autofree char *text = parvis_filter_to_text (two);
  g_autofree char *again = NULL;

  back = parvis_filter_new_from_text (text);
  again = parvis_filter_to_text (back);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpint (parvis_filter_get (back, PARVIS_FACET_ANSWER "T'ai\"lle ?",
                                      "=HYPERLINK(\"é\")"), ==, PARVIS_FILTER_NOT);
  g_assert_true (parvis_filter_is_empty (odd));
  g_assert_true (parvis_filter_is_empty (broken));
  g_clear_object (&back);
  back = parvis_filter_without (two, PARVIS_FACET_STATUS);
  g_assert_false (parvis_filter_has (back, PARVIS_FACET_STATUS));
}

/* Those whom a sort puts first and last have the smallest and the largest of it. */
static void
test_sorts (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const fields[] = { "ticket", "date", "status", "create_date", "email" };
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (fixture->everybody));

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr(ParvisQuery) up = new_query (fixture);
      g_autoptr(ParvisQuery) down = new_query (fixture);
      g_autoptr(ParvisRecordList) rising = NULL;
      g_autoptr(ParvisRecordList) falling = NULL;
      g_autoptr(WeezParticipant) first = NULL;
      g_autoptr(WeezParticipant) last = NULL;

      g_assert_true (parvis_query_set_sort (up, fields[i], FALSE));
      g_assert_true (parvis_query_set_sort (down, fields[i], TRUE));
      rising = load (fixture, up);
      falling = load (fixture, down);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rising)), ==, n_people);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (falling)), ==, n_people);

      if (!g_str_equal (fields[i], "create_date"))
        continue;
      first = g_list_model_get_item (G_LIST_MODEL (rising), 0);
      last = g_list_model_get_item (G_LIST_MODEL (falling), 0);
      for (guint j = 0; j < n_people; j++)
        {
          g_autoptr(WeezParticipant) person = g_list_model_get_item (G_LIST_MODEL (rising), j);

          g_assert_cmpint (g_date_time_compare (first->create_date, person->create_date), <=, 0);
          g_assert_cmpint (g_date_time_compare (person->create_date, last->create_date), <=, 0);
        }
    }
}

/* Each question that was answered can be sorted by, whether it has few answers or many. */
static void
test_questions (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(ParvisFilter) none = parvis_filter_new ();
  g_autoptr(ParvisFacets) facets = count (fixture, none);
  GPtrArray *questions = parvis_facets_get_questions (facets);
  g_auto(GStrv) names = parvis_facets_dup_names (facets);
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (fixture->everybody));
  guint n_texts = 0;

  g_assert_cmpuint (questions->len, >, 0);
  for (guint i = 0; i < questions->len; i++)
    {
      const char *question = g_ptr_array_index (questions, i);
      g_autoptr(ParvisQuery) query = new_query (fixture);
      g_autoptr(ParvisRecordList) falling = NULL;
      gboolean answered = TRUE;

      n_texts += !g_strv_contains ((const char * const *) names, question);
      g_assert_true (parvis_query_set_sort (query, question, TRUE));
      falling = load (fixture, query);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (falling)), ==, n_people);
      if (!g_str_has_prefix (question, PARVIS_FACET_ANSWER))
        continue;

      /* Those who answered stand before all who did not. */
      for (guint j = 0; j < n_people; j++)
        {
          g_autoptr(WeezParticipant) person = g_list_model_get_item (G_LIST_MODEL (falling), j);
          gboolean answers = *look (person, question) != '\0';

          g_assert_true (answered || !answers);
          g_assert_true (j > 0 || answers);
          answered = answers;
        }
    }
  g_assert_cmpuint (n_texts, >, 0);
}

/* A quotation mark in a question ends nothing, and its place is its own beside filters. */
static void
test_odd_question (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(ParvisQuery) query = new_query (fixture);
  g_autoptr(ParvisFilter) none = parvis_filter_new ();
  g_autoptr(ParvisFilter) paid = parvis_filter_with (none, PARVIS_FACET_STATUS, "paid",
                                                     PARVIS_FILTER_ONLY);
  g_autoptr(ParvisRecordList) list = NULL;

  g_assert_true (parvis_query_add_filter (query, "paid", "true", FALSE));
  parvis_query_set_facets (query, paid);
  g_assert_true (parvis_query_set_sort (query, PARVIS_FACET_ANSWER "L'\"âge\" ?", FALSE));
  list = load (fixture, query);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==,
                    count_by_hand (fixture, paid, NULL, NULL));
}

/* Of whom there may be two, the other one is there as well. */
static void
test_duplicates (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(ParvisFilter) none = parvis_filter_new ();
  g_autoptr(ParvisFilter) filter = parvis_filter_with (none, PARVIS_FACET_DUPLICATE, "yes",
                                                       PARVIS_FILTER_ONLY);
  g_autoptr(ParvisFilter) unnamed = parvis_filter_with (none, PARVIS_FACET_NAMED, "no",
                                                        PARVIS_FILTER_ONLY);
  g_autoptr(ParvisQuery) query = new_query (fixture);
  g_autoptr(ParvisQuery) nameless = new_query (fixture);
  g_autoptr(ParvisRecordList) list = NULL;
  g_autoptr(ParvisRecordList) blank = NULL;
  guint n_people;

  parvis_query_set_facets (query, filter);
  list = load (fixture, query);
  n_people = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_assert_cmpuint (n_people, >, 1);
  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr(WeezParticipant) person = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autoptr(WeezParticipant) before = i > 0 ? g_list_model_get_item (G_LIST_MODEL (list), i - 1)
                                                : NULL;
      g_autoptr(WeezParticipant) after = g_list_model_get_item (G_LIST_MODEL (list), i + 1);

      g_assert_false (person->deleted || person->refund);
      g_assert_true ((before != NULL &&
                      g_ascii_strcasecmp (before->last_name, person->last_name) == 0) ||
                     (after != NULL &&
                      g_ascii_strcasecmp (after->last_name, person->last_name) == 0) ||
                     !g_str_is_ascii (person->last_name));
    }

  parvis_query_set_facets (nameless, unnamed);
  blank = load (fixture, nameless);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (blank)), >, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (blank)); i++)
    {
      g_autoptr(WeezParticipant) person = g_list_model_get_item (G_LIST_MODEL (blank), i);

      g_assert_true (person->last_name == NULL || *person->last_name == '\0');
    }
}

static void
test_dossier (Fixture       *fixture,
              gconstpointer  data)
{
  guint n_companions = 0;

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr(WeezParticipant) person = g_list_model_get_item (G_LIST_MODEL (fixture->everybody),
                                                                 i);
      gint64 key = parvis_record_list_get_key (fixture->everybody, i);
      g_autoptr(GError) error = NULL;
      g_autoptr(ParvisDossier) dossier = await_object (parvis_dossier_read (fixture->store, key),
                                                       &error);

      g_assert_no_error (error);
      g_assert_cmpuint (parvis_record_list_find (fixture->everybody, key), ==, i);
      for (guint j = 0; j < dossier->order->len; j++)
        {
          WeezParticipant *other = g_ptr_array_index (dossier->order, j);

          n_companions++;
          g_assert_cmpstr (other->id_transaction, ==, person->id_transaction);
          g_assert_cmpstr (other->id, !=, person->id);
        }
      for (guint j = 0; j < dossier->changes->len; j++)
        g_assert_cmpstr (((ParvisFeedEntry *) dossier->changes->pdata[j])->id_participant, ==,
                         person->id);
    }
  g_assert_cmpuint (n_companions, >, 0);
  g_assert_cmpuint (parvis_record_list_find (fixture->everybody, -1), ==, G_MAXUINT);
}

static void
test_note (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const texts[][2] = {
    { "VIP", "Arrive\nen retard" }, { "", "x" }, { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *label = NULL;
      g_autofree char *note = NULL;
      g_autoptr(GError) error = NULL;

      await_boolean (parvis_note_write (fixture->store, "42", texts[i][0], texts[i][1]), &error);
      g_assert_no_error (error);
      parvis_note_read (fixture->store, "42", &label, &note);
      g_assert_cmpstr (label, ==, texts[i][0]);
      g_assert_cmpstr (note, ==, texts[i][1]);
    }
}

static void
note_label (Fixture    *fixture,
            guint       position,
            const char *label)
{
  g_autoptr(WeezParticipant) person =
    g_list_model_get_item (G_LIST_MODEL (fixture->everybody), position);
  g_autoptr(GError) error = NULL;

  await_boolean (parvis_note_write (fixture->store, person->id, label, "Arrive en retard"),
                 &error);
  g_assert_no_error (error);
  g_hash_table_insert (labels, g_strdup (person->id), g_strdup (label));
}

static void
test_labels (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(ParvisFilter) everybody = parvis_filter_new ();
  g_autoptr(ParvisFilter) vip = NULL;
  g_autoptr(ParvisFilter) either = NULL;
  g_autoptr(ParvisFilter) others = NULL;
  g_autoptr(ParvisFilter) paid = NULL;
  g_autoptr(ParvisFilter) kept = NULL;
  g_autofree char *text = NULL;
  g_autoptr(ParvisFacets) facets = count (fixture, everybody);
  guint n_people = parvis_facets_get_total (facets);

  g_assert_null (parvis_facets_get_values (facets, PARVIS_FACET_LABEL));

  labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < 12; i++)
    note_label (fixture, i, i % 3 == 0 ? "VIP" : i % 3 == 1 ? "Presse \"d'ici\"" : "");
  check (fixture, everybody);

  vip = parvis_filter_with (everybody, PARVIS_FACET_LABEL, "VIP", PARVIS_FILTER_ONLY);
  check (fixture, vip);
  either = parvis_filter_with (vip, PARVIS_FACET_LABEL, "Presse \"d'ici\"", PARVIS_FILTER_ONLY);
  check (fixture, either);
  others = parvis_filter_with (everybody, PARVIS_FACET_LABEL, "VIP", PARVIS_FILTER_NOT);
  check (fixture, others);
  paid = parvis_filter_with (either, PARVIS_FACET_STATUS, "paid", PARVIS_FILTER_ONLY);
  check (fixture, paid);

  /* As a view keeps it. */
  text = parvis_filter_to_text (either);
  kept = parvis_filter_new_from_text (text);
  g_assert_cmpuint (count_by_hand (fixture, kept, NULL, NULL), ==, 8);
  check (fixture, kept);

  g_clear_object (&facets);
  facets = count (fixture, others);
  g_assert_cmpuint (parvis_facets_get_matching (facets), ==, n_people - 4);

  g_clear_pointer (&labels, g_hash_table_unref);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(ParvisQuery) query = new_query (fixture);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (await_object (parvis_facets_count (fixture->store, query, cancellable), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/facets/counts", test_counts },
    { "/facets/answers", test_answers },
    { "/facets/sorts", test_sorts },
    { "/facets/questions", test_questions },
    { "/facets/odd-question", test_odd_question },
    { "/facets/duplicates", test_duplicates },
    { "/facets/dossier", test_dossier },
    { "/facets/note", test_note },
    { "/facets/labels", test_labels },
    { "/facets/cancelled", test_cancelled },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/facets/text", test_text);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
