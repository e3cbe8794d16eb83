#include "parvis-dossier.h"
#include "parvis-record-list.h"
#include "parvis-record-text.h"
#include "parvis-store-error.h"
#include "parvis-store-private.h"
#include "scripted-server.h"
#include "store-test.h"

/* Records by their keys: whom the service lists no longer, texts of many, and what fails. */

#define N_PEOPLE 4500

typedef struct
{
  ScriptedServer *server;
  WeezClient     *client;
  char           *folder;
  ParvisStore    *store;
} Fixture;

static gboolean
execute (ParvisDatabase  *database,
         gpointer         data,
         GError         **error)
{
  return parvis_database_execute (database, data, error);
}

static void
run (Fixture    *fixture,
     const char *sql)
{
  g_autoptr(GError) error = NULL;

  await_boolean (parvis_store_write (fixture->store, execute, (gpointer) sql, NULL), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->server = scripted_server_new ();
  fixture->client = weez_client_new (scripted_server_get_url (fixture->server), &error);
  g_assert_no_error (error);
  fixture->folder = store_test_make_folder ();
  fixture->store = store_test_open (fixture->folder, fixture->client);
  run (fixture,
       "INSERT INTO event (key, position, id, name) VALUES (1, 1, '70', 'Fest');"
       "INSERT INTO participant (key, event, ord, sort_key, hash, gone, missed, first_seen, id,"
       " id_transaction, last_name, paid)"
       " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4500)"
       " SELECT i, 1, i, '', 0, i = 2, 0, 0, 'p' || i, iif (i < 4, 'order', ''), 'N' || i, 1"
       " FROM n");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  store_test_close (&fixture->store);
  store_test_remove_folder (&fixture->folder);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
}

static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(WeezRecord) listed = parvis_store_get_record (fixture->store, WEEZ_TYPE_PARTICIPANT, 1);
  g_autoptr(WeezRecord) gone = parvis_store_get_record (fixture->store, WEEZ_TYPE_PARTICIPANT, 2);
  g_autoptr(ParvisDossier) dossier = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (WEEZ_PARTICIPANT (listed)->deleted);
  g_assert_true (WEEZ_PARTICIPANT (gone)->deleted);

  /* Likewise beside those of the same order. */
  dossier = await_object (parvis_dossier_read (fixture->store, 1), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dossier->order->len, ==, 2);
  for (guint i = 0; i < dossier->order->len; i++)
    {
      WeezParticipant *person = g_ptr_array_index (dossier->order, i);

      g_assert_cmpint (person->deleted, ==, g_str_equal (person->id, "p2"));
    }
}

/* A row of a list is the whole record but for the lists within it. */
static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  static const gint64 keys[] = { 1, 2, 9000 };
  g_autoptr(WeezRecord) whole = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  WeezParticipant *person;
  WeezParticipant *row;

  run (fixture, "UPDATE participant SET answers = '[[\"Club\",\"Nord\"]]',"
                " upselling = '[]', email = 'n1@example.org', buyer_email = 'b@example.org',"
                " buyer_answers = '[[\"Rue\",\"Haute\"]]' WHERE key = 1");
  whole = parvis_store_get_record (fixture->store, WEEZ_TYPE_PARTICIPANT, 1);
  rows = parvis_store_get_rows (fixture->store, WEEZ_TYPE_PARTICIPANT, keys, G_N_ELEMENTS (keys));
  person = WEEZ_PARTICIPANT (whole);
  row = g_ptr_array_index (rows, 0);

  g_assert_cmpuint (person->answers->len, ==, 1);
  g_assert_cmpuint (person->buyer->answers->len, ==, 1);
  g_assert_null (row->answers);
  g_assert_null (row->upselling);
  g_assert_null (row->buyer->answers);
  g_assert_cmpstr (row->email, ==, "n1@example.org");
  g_assert_cmpstr (row->buyer->email, ==, "b@example.org");
  g_assert_cmpstr (row->last_name, ==, person->last_name);
  g_assert_true (row->paid);
  g_assert_true (WEEZ_PARTICIPANT (g_ptr_array_index (rows, 1))->deleted);
  g_assert_null (g_ptr_array_index (rows, 2));
}

/* What the function is called with, seen by the test. */
typedef struct
{
  GThread *main;
  int      n_records;    /* atomic */
  int     *n_freed;
} Telling;

static void
tell (WeezRecord *record,
      GString    *text,
      gpointer    data)
{
  Telling *telling = data;

  g_assert_true (g_thread_self () != telling->main);
  g_atomic_int_inc (&telling->n_records);
  g_string_append_printf (text, "%s%s\n", WEEZ_PARTICIPANT (record)->last_name,
                          WEEZ_PARTICIPANT (record)->deleted ? " deleted" : "");
}

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  g_assert_true (g_thread_self () == telling->main);
  *telling->n_freed += telling->n_records;
  g_free (telling);
}

static Telling *
telling_new (int *n_freed)
{
  Telling *telling = g_new0 (Telling, 1);

  telling->main = g_thread_self ();
  telling->n_freed = n_freed;

  return telling;
}

/* From the last to the first, and one of them that is not there. */
static GArray *
new_keys (void)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 key = N_PEOPLE + 1; key > 0; key--)
    g_array_append_val (keys, key);

  return keys;
}

static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GArray) keys = new_keys ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  int n_freed = 0;

  text = await_string (parvis_record_text_read (fixture->store, WEEZ_TYPE_PARTICIPANT, keys, tell,
                                                telling_new (&n_freed), telling_free), &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N_PEOPLE + 1);
  g_assert_cmpstr (lines[0], ==, "N4500");
  g_assert_cmpstr (lines[N_PEOPLE - 2], ==, "N2 deleted");
  g_assert_cmpstr (lines[N_PEOPLE - 1], ==, "N1");

  while (n_freed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (n_freed, ==, N_PEOPLE);
}

static DexFuture *
pass_on (DexFuture *completed,
         gpointer   user_data)
{
  return dex_ref (completed);
}

/* Whom nobody waits for is not read to the end. */
static void
test_text_dropped (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GArray) keys = new_keys ();
  int n_freed = 0;
  Telling *telling = telling_new (&n_freed);
  DexFuture *reading =
    dex_future_finally (parvis_record_text_read (fixture->store, WEEZ_TYPE_PARTICIPANT, keys, tell,
                                                 telling, telling_free), pass_on, NULL, NULL);

  while (g_atomic_int_get (&telling->n_records) == 0)
    g_main_context_iteration (NULL, FALSE);
  dex_unref (reading);
  while (n_freed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (n_freed, <, N_PEOPLE);
}

static void
test_text_fails (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GArray) keys = new_keys ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  int n_freed = 0;

  run (fixture, "ALTER TABLE participant RENAME TO nobody");
  text = await_string (parvis_record_text_read (fixture->store, WEEZ_TYPE_PARTICIPANT, keys, tell,
                                                telling_new (&n_freed), telling_free), &error);
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED);
  g_assert_null (text);
}

/* What was shown stays, and the list says that it is old. */
static void
test_list_fails (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(ParvisRecordList) list = parvis_record_list_new (fixture->store);
  g_autoptr(ParvisQuery) query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);
  g_autoptr(GError) error = NULL;

  parvis_record_list_set_query (list, query);
  await_boolean (parvis_record_list_load (list), &error);
  g_assert_no_error (error);
  g_assert_null (parvis_record_list_get_error (list));

  run (fixture, "ALTER TABLE participant RENAME TO nobody");
  await_boolean (parvis_record_list_load (list), &error);
  g_assert_error (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED);
  g_assert_error (parvis_record_list_get_error (list), PARVIS_STORE_ERROR,
                  PARVIS_STORE_ERROR_FAILED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_PEOPLE);

  g_clear_error (&error);
  run (fixture, "ALTER TABLE nobody RENAME TO participant");
  await_boolean (parvis_record_list_load (list), &error);
  g_assert_no_error (error);
  g_assert_null (parvis_record_list_get_error (list));
}

static void
note_added_cb (GListModel *model,
               guint       position,
               guint       removed,
               guint       added,
               gpointer    data)
{
  g_assert_cmpuint (removed, ==, 0);
  g_assert_cmpuint (position + added, ==, g_list_model_get_n_items (model));
  g_array_append_val ((GArray *) data, added);
}

/* First what fills a window, fewer than GTK makes rows for, then everybody; and each of them, also
 * those that were looked at so long ago that they are read again. */
static void
test_list_window (Fixture       *fixture,
                  gconstpointer  data)
{
  static const guint steps[] = { 1, 97, 2011 };
  g_autoptr(GArray) added = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(ParvisRecordList) list = parvis_record_list_new (fixture->store);
  g_autoptr(ParvisQuery) query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);
  g_autoptr(GError) error = NULL;

  g_signal_connect (list, "items-changed", G_CALLBACK (note_added_cb), added);
  parvis_record_list_set_query (list, query);
  await_boolean (parvis_record_list_load (list), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (added->len, ==, 2);
  g_assert_cmpuint (g_array_index (added, guint, 0), <, 100);
  g_assert_cmpuint (g_array_index (added, guint, 0) + g_array_index (added, guint, 1), ==,
                    N_PEOPLE);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    for (guint j = 0; j < N_PEOPLE; j++)
      {
        guint position = j * steps[i] % N_PEOPLE;
        g_autoptr(WeezParticipant) person = g_list_model_get_item (G_LIST_MODEL (list), position);
        g_autofree char *id = g_strdup_printf ("p%u", position + 1);

        g_assert_cmpstr (person->id, ==, id);
      }
}

/* Keys have half their room in a list as long as all of them fit into it. */
static void
test_list_large_keys (Fixture       *fixture,
                      gconstpointer  data)
{
  static const gint64 large = G_GINT64_CONSTANT (8000000000) + N_PEOPLE;
  g_autoptr(ParvisRecordList) list = parvis_record_list_new (fixture->store);
  g_autoptr(ParvisQuery) query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);
  g_autoptr(WeezParticipant) first = NULL;
  g_autoptr(WeezParticipant) last = NULL;
  g_autoptr(GError) error = NULL;

  run (fixture, "UPDATE participant SET key = key + 8000000000 WHERE key > 4400");
  parvis_record_list_set_query (list, query);
  await_boolean (parvis_record_list_load (list), &error);
  g_assert_no_error (error);

  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  last = g_list_model_get_item (G_LIST_MODEL (list), N_PEOPLE - 1);
  g_assert_cmpstr (first->id, ==, "p1");
  g_assert_cmpstr (last->id, ==, "p4500");
  g_assert_cmpint (parvis_record_list_get_key (list, 0), ==, 1);
  g_assert_cmpint (parvis_record_list_get_key (list, N_PEOPLE - 1), ==, large);
  g_assert_cmpuint (parvis_record_list_find (list, large), ==, N_PEOPLE - 1);
}

/* Once nobody scrolls any more, what was scrolled past is let go, and what is looked at stays. */
static void
test_list_rests (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(ParvisRecordList) list = parvis_record_list_new (fixture->store);
  g_autoptr(ParvisQuery) query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);
  g_autoptr(GError) error = NULL;
  WeezRecord *passed = NULL;
  WeezRecord *seen = NULL;

  parvis_record_list_set_query (list, query);
  await_boolean (parvis_record_list_load (list), &error);
  g_assert_no_error (error);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr(WeezRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (i == N_PEOPLE - 800)
        g_set_weak_pointer (&passed, record);
      else if (i == N_PEOPLE - 400)
        g_set_weak_pointer (&seen, record);
    }
  g_assert_nonnull (passed);

  while (passed != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (seen);
  g_clear_weak_pointer (&seen);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/records/gone", test_gone },
    { "/records/rows", test_rows },
    { "/records/text", test_text },
    { "/records/text-dropped", test_text_dropped },
    { "/records/text-fails", test_text_fails },
    { "/records/list-fails", test_list_fails },
    { "/records/list-window", test_list_window },
    { "/records/list-large-keys", test_list_large_keys },
    { "/records/list-rests", test_list_rests },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
