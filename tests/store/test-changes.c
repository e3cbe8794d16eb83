#include "parvis-change.h"
#include "parvis-listing.h"
#include "parvis-store-private.h"
#include "parvis-sync.h"
#include "scripted-server.h"
#include "store-check.h"
#include "store-test.h"

/* What becomes of each row, by a service that says just what it is told. */

typedef struct
{
  ScriptedServer *server;
  WeezClient     *client;
  char           *folder;
  ParvisStore    *store;
} Script;

static void
set_up (Script        *script,
        gconstpointer  data)
{
  script->server = scripted_server_new ();
  script->client = weez_client_new (scripted_server_get_url (script->server), NULL);
  weez_client_set_credentials (script->client, "key", "token");
  script->folder = store_test_make_folder ();
  script->store = store_test_open (script->folder, script->client);
}

static void
tear_down (Script        *script,
           gconstpointer  data)
{
  store_test_close (&script->store);
  store_test_remove_folder (&script->folder);
  g_clear_object (&script->client);
  g_clear_object (&script->server);
}

/* A row in full; @more may say a member again, and the last one counts. */
static char *
dup_row (guint       id,
         const char *more)
{
  return g_strdup_printf ("{\"id_participant\":%u,\"id_event\":1,\"id_ticket\":\"7\","
                          "\"barcode\":\"74%u\",\"deleted\":\"0\",\"refund\":\"\",\"paid\":true,"
                          "\"create_date\":\"2026-01-02 10:00:00\",\"control_status\":"
                          "{\"status\":\"0\"},\"owner\":{\"first_name\":\"Zoé\","
                          "\"last_name\":\"Nuñez\",\"email\":\"zoe@example.fr\"},"
                          "\"answers\":[{\"label\":\"Taille\",\"value\":\"M\"}]%s}",
                          id, id, more);
}

/* All answers in one, whatever is asked for. */
static void
say (Script     *script,
     const char *rows)
{
  g_autofree char *body =
    g_strdup_printf ("{\"events\":[{\"id\":1,\"name\":\"Gala\",\"participants\":0,\"date\":"
                     "{\"start\":\"2020-01-01 10:00:00\",\"end\":\"2020-01-01 12:00:00\"}}],"
                     "\"server_time\":\"2026-03-01 10:00:00\",\"participants\":[%s]}", rows);

  scripted_server_answer (script->server, 200, body);
}

static void
read_rows (Script   *script,
           gboolean  complete)
{
  g_autoptr(ParvisSync) reading = parvis_sync_new (script->store, script->client);
  g_autoptr(DexFuture) future = NULL;
  g_autoptr(GError) error = NULL;

  parvis_sync_set_complete (reading, complete);
  await (future = parvis_sync_run (reading), &error);
  g_assert_no_error (error);
}

static gint64
ask (Script     *script,
     const char *sql)
{
  return store_check_read_number (parvis_store_get_path (script->store), sql);
}

static void
test_change_kinds (Script        *script,
                   gconstpointer  data)
{
  static const struct
  {
    const char       *before;
    const char       *after;
    ParvisChangeKind  kind;
  } cases[] = {
    { ",\"paid\":false", "", PARVIS_CHANGE_PAID },
    { "", ",\"deleted\":\"1\"", PARVIS_CHANGE_DELETED },
    { ",\"deleted\":\"1\"", "", PARVIS_CHANGE_RESTORED },
    { "", ",\"refund\":\"1\"", PARVIS_CHANGE_REFUNDED },
    { "", ",\"id_ticket\":\"8\"", PARVIS_CHANGE_MOVED },
    { "", ",\"owner\":{\"first_name\":\"Zoé\",\"last_name\":\"Martin\"}", PARVIS_CHANGE_CORRECTED },
    { "", ",\"answers\":[{\"label\":\"Taille\",\"value\":\"L\"}]", PARVIS_CHANGE_CORRECTED },
    { "", ",\"control_status\":{\"status\":\"1\",\"scan_date\":\"2026-02-01 20:00:00\"}",
      PARVIS_CHANGE_SCANNED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = dup_row (100 + i, cases[i].before);
      g_autofree char *after = dup_row (100 + i, cases[i].after);
      g_auto(GStrv) changes = NULL;
      g_autofree char *told = NULL;
      gint64 last;

      say (script, before);
      read_rows (script, FALSE);
      last = ask (script, "SELECT ifnull (max (seq), 0) FROM change");
      /* The first listing of all is no news, a participant that comes later is. */
      g_assert_cmpint (last, ==, 2 * i);
      g_assert_cmpint (ask (script, "SELECT count (*) FROM change WHERE kind = 1"), ==, i);

      say (script, after);
      read_rows (script, FALSE);
      told = g_strdup_printf ("SELECT kind || ' ' || participant FROM change WHERE seq > %"
                              G_GINT64_FORMAT, last);
      changes = store_check_dup_lines (parvis_store_get_path (script->store), told);
      g_free (told);
      told = g_strdup_printf ("%d %u", cases[i].kind, 100 + i);
      g_assert_cmpuint (g_strv_length (changes), ==, 1);
      g_assert_cmpstr (changes[0], ==, told);

      /* The same again is none. */
      read_rows (script, FALSE);
      g_assert_cmpint (ask (script, "SELECT max (seq) FROM change"), ==, last + 1);
    }
}

static void
test_odd_rows (Script        *script,
               gconstpointer  data)
{
  g_autofree char *row = dup_row (1, "");
  g_autofree char *foreign = dup_row (2, ",\"id_event\":9");
  g_autofree char *rows =
    g_strconcat (row, ",", foreign, ",{\"id_participant\":3,\"answers\":[]}", NULL);

  say (script, rows);
  read_rows (script, TRUE);
  g_assert_cmpint (ask (script, "SELECT count (*) FROM participant"), ==, 2);
  g_assert_cmpint (ask (script, "SELECT count (*) FROM participant WHERE id = '3'"
                               " AND event = (SELECT key FROM event)"), ==, 1);
  g_assert_cmpint (ask (script, "SELECT count (*) FROM participant WHERE id = '2'"), ==, 0);
}

static char *
read_row (Script *script)
{
  g_auto(GStrv) rows =
    store_check_dup_lines (parvis_store_get_path (script->store),
                           "SELECT concat_ws ('|', id_ticket, barcode, deleted, refund, paid,"
                           " control_status, first_name, last_name, email, answers,"
                           " buyer_last_name, buyer_answers, create_date) FROM participant");

  g_assert_cmpuint (g_strv_length (rows), ==, 1);

  return g_strdup (rows[0]);
}

/* What a row does not say is not taken from anybody; what it says is empty is. */
static void
test_unsaid (Script        *script,
             gconstpointer  data)
{
  static const char * const bare[] = {
    "", ",\"answers\":[{\"label\":\"Taille\",\"value\":\"M\"}]", ",\"buyer\":{}",
    ",\"buyer\":{\"acheteur_last_name\":\"Roux\"}", ",\"id_event\":1,\"owner\":{}",
    ",\"owner\":{\"first_name\":\"\",\"last_name\":\"\",\"email\":\"\"}",
    ",\"owner\":[],\"id_ticket\":\"\"", ",\"id_event\":1,\"buyer\":false",
    ",\"id_event\":1,\"owner\":\"n/a\",\"paid\":[null],\"create_date\":\"hier\"",
    ",\"id_event\":1,\"control_status\":7,\"deleted\":{\"x\":1},\"answers\":\"aucune\"",
  };
  static const struct
  {
    const char *said;
    const char *sql;
  } cases[] = {
    { "\"promo_code\":null", "SELECT promo_code IS NULL FROM participant" },
    { "\"answers\":[]", "SELECT answers = '[]' FROM participant" },
    { "\"buyer\":[]", "SELECT buyer_last_name IS NULL AND buyer_answers IS NULL FROM participant" },
    { "\"owner\":{\"email\":\"\"}", "SELECT email = '' AND last_name = 'Nuñez' FROM participant" },
    { "\"owner\":[]", "SELECT first_name IS NULL AND last_name IS NULL FROM participant" },
    { "\"control_status\":[]", "SELECT control_status IS NULL FROM participant" },
    { "\"paid\":false", "SELECT NOT paid FROM participant" },
    { "\"create_date\":\"0000-00-00 00:00:00\"", "SELECT create_date IS NULL FROM participant" },
  };
  g_autofree char *whole =
    dup_row (1, ",\"promo_code\":\"ETE\",\"control_status\":{\"status\":\"1\",\"scan_date\":"
                "\"2026-02-01 20:00:00\"},\"buyer\":{\"id_acheteur\":\"5\","
                "\"acheteur_last_name\":\"Roux\",\"answers\":[{\"label\":\"Ville\",\"value\":"
                "\"Lyon\"}]}");
  g_autofree char *held = NULL;

  say (script, whole);
  read_rows (script, TRUE);
  held = read_row (script);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (bare); i++)
    {
      g_autofree char *row = g_strdup_printf ("{\"id_participant\":1%s}", bare[i / 2]);
      g_autofree char *now = NULL;

      say (script, row);
      read_rows (script, i % 2 == 0);
      now = read_row (script);
      g_assert_cmpstr (now, ==, held);
    }
  g_assert_cmpint (ask (script, "SELECT count (*) FROM change"), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *row = g_strdup_printf ("{\"id_participant\":1,\"id_event\":1,"
                                              "\"id_ticket\":\"7\",%s}", cases[i].said);

      say (script, row);
      read_rows (script, TRUE);
      g_assert_cmpint (ask (script, cases[i].sql), ==, 1);
      say (script, whole);
      read_rows (script, TRUE);
    }
}

/* The same of what surrounds the participants. */
static void
test_unsaid_of_events (Script        *script,
                       gconstpointer  data)
{
  static const char event[] =
    "{\"events\":[{\"id\":1%s,\"tickets\":[{\"id\":7%s}]}],\"participants\":[],"
    "\"server_time\":\"2026-03-01 10:00:00\"}";
  static const struct
  {
    const char *event;
    const char *ticket;
    const char *held;
  } answers[] = {
    { ",\"name\":\"Gala\",\"participants\":0,\"date\":{\"start\":\"2020-01-01 10:00:00\"}",
      ",\"name\":\"Plein\",\"price\":12,\"quotas\":50", "Gala|2020-01-01|Plein|1200|50" },
    { "", "", "Gala|2020-01-01|Plein|1200|50" },
    { ",\"date\":[]", ",\"quotas\":null", "Gala|Plein|1200" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *body = g_strdup_printf (event, answers[i].event, answers[i].ticket);
      g_auto(GStrv) lines = NULL;

      scripted_server_answer (script->server, 200, body);
      read_rows (script, TRUE);
      lines = store_check_dup_lines (parvis_store_get_path (script->store),
                                     "SELECT concat_ws ('|', event.name, date (event.start,"
                                     " 'unixepoch'), ticket.name, price, quota)"
                                     " FROM event JOIN ticket");
      g_assert_cmpstr (lines[0], ==, answers[i].held);
      g_assert_null (lines[1]);
    }
}

/* The row that stands last on a page is the newest. */
static void
test_double (Script        *script,
             gconstpointer  data)
{
  g_autofree char *old = dup_row (1, ",\"paid\":false");
  g_autofree char *new = dup_row (1, "");
  g_autofree char *rows = g_strconcat (old, ",", new, NULL);

  say (script, rows);
  read_rows (script, TRUE);
  g_assert_cmpint (ask (script, "SELECT count (*) FROM participant"), ==, 1);
  g_assert_cmpint (ask (script, "SELECT paid FROM participant"), ==, 1);
}

static char *
dup_rows (guint n)
{
  GString *rows = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *row = dup_row (i, "");

      g_string_append_printf (rows, "%s%s", i > 1 ? "," : "", row);
    }

  return g_string_free_and_steal (rows);
}

/* A service that knows no pages says everything at once, and again. */
static void
test_all_at_once (Script        *script,
                  gconstpointer  data)
{
  g_autoptr(ParvisSync) reading = parvis_sync_new (script->store, script->client);
  g_autoptr(DexFuture) future = NULL;
  g_autofree char *rows = dup_rows (30);
  g_autoptr(GError) error = NULL;

  say (script, rows);
  parvis_sync_set_page_size (reading, 10);
  await (future = parvis_sync_run (reading), &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask (script, "SELECT count (*) FROM participant"), ==, 30);
  g_assert_cmpint (ask (script, "SELECT completed_rows FROM event_sync"), ==, 30);
}

static const char gone_sql[] = "SELECT count (*) FROM participant WHERE gone != 0";

static void
test_gone (Script        *script,
           gconstpointer  data)
{
  g_autofree char *all = dup_rows (10);
  g_autofree char *fewer = dup_rows (8);

  say (script, all);
  read_rows (script, TRUE);

  /* Not one time and another, but twice in a row. */
  for (guint i = 0; i < 2; i++)
    {
      say (script, fewer);
      read_rows (script, TRUE);
      g_assert_cmpint (ask (script, gone_sql), ==, 0);
      g_assert_cmpint (ask (script, "SELECT dropped FROM event_sync"), ==, 0);
      say (script, all);
      read_rows (script, TRUE);
    }

  say (script, fewer);
  read_rows (script, TRUE);
  read_rows (script, TRUE);
  g_assert_cmpint (ask (script, gone_sql), ==, 2);
  g_assert_cmpint (ask (script, "SELECT count (*) FROM change WHERE kind = 4"), ==, 2);
  g_assert_cmpint (ask (script, "SELECT sum (deleted) FROM daily"), ==, 2);

  say (script, all);
  read_rows (script, FALSE);
  g_assert_cmpint (ask (script, gone_sql), ==, 0);
  g_assert_cmpint (ask (script, "SELECT count (*) FROM change WHERE kind = 5"), ==, 2);
}

static gboolean
forget_beginning (ParvisDatabase  *database,
                  gpointer         data,
                  GError         **error)
{
  return parvis_database_execute (database, "UPDATE event_sync SET started_at = 0", error);
}

/* Who is listed without answers is listed, too. */
static void
test_gone_without_answers (Script        *script,
                           gconstpointer  data)
{
  g_autofree char *all = dup_rows (10);
  g_autofree char *fewer = dup_rows (9);
  g_autofree char *bare = NULL;
  g_autoptr(GRegex) answers = g_regex_new (",\"answers\":\\[[^]]*\\]", 0, 0, NULL);

  bare = g_regex_replace_literal (answers, all, -1, 0, "", 0, NULL);
  say (script, all);
  read_rows (script, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(ParvisSync) reading = parvis_sync_new (script->store, script->client);
      g_autoptr(DexFuture) future = NULL;

      say (script, fewer);
      read_rows (script, TRUE);
      say (script, bare);
      parvis_sync_set_answers (reading, FALSE);
      parvis_sync_set_complete (reading, TRUE);
      await (future = parvis_sync_run (reading), NULL);
    }
  g_assert_cmpint (ask (script, gone_sql), ==, 0);
}

/* Once answers are asked for, everybody is listed again, and only once. */
static void
test_answers_later (Script        *script,
                    gconstpointer  data)
{
  static const struct
  {
    gboolean answers;
    gboolean lists;
  } syncs[] = { { FALSE, TRUE }, { FALSE, FALSE }, { TRUE, TRUE }, { TRUE, FALSE },
                { FALSE, FALSE }, { TRUE, FALSE } };
  g_autofree char *rows = dup_rows (3);

  say (script, rows);
  for (guint i = 0; i < G_N_ELEMENTS (syncs); i++)
    {
      g_autoptr(ParvisSync) reading = parvis_sync_new (script->store, script->client);
      g_autoptr(DexFuture) future = NULL;
      g_autoptr(DexFuture) forgetting = NULL;
      g_autoptr(GError) error = NULL;

      parvis_sync_set_answers (reading, syncs[i].answers);
      await (future = parvis_sync_run (reading), &error);
      g_assert_no_error (error);

      /* A complete listing writes anew when it was begun. */
      g_assert_cmpint (ask (script, "SELECT started_at > 0 FROM event_sync"), ==, syncs[i].lists);
      forgetting = parvis_store_write (script->store, forget_beginning, NULL, NULL);
      await (forgetting, &error);
      g_assert_no_error (error);
    }
}

static gboolean
accept (ParvisDatabase  *database,
        gpointer         data,
        GError         **error)
{
  return parvis_listing_accept (database, *(gint64 *) data, error);
}

static void
test_drop (Script        *script,
           gconstpointer  data)
{
  g_autofree char *all = dup_rows (10);
  g_autofree char *fewer = dup_rows (7);
  g_autofree char *fewest = dup_rows (4);
  g_autoptr(DexFuture) future = NULL;
  g_autoptr(GError) error = NULL;
  gint64 event;

  say (script, all);
  read_rows (script, TRUE);
  event = ask (script, "SELECT key FROM event");

  /* More than one in five: kept however often it comes. */
  say (script, fewer);
  for (guint i = 0; i < 4; i++)
    {
      read_rows (script, TRUE);
      g_assert_cmpint (ask (script, "SELECT dropped FROM event_sync"), ==, 3);
      g_assert_cmpint (ask (script, gone_sql), ==, 0);
    }

  await (future = parvis_store_write (script->store, accept, &event, NULL), &error);
  g_assert_no_error (error);
  read_rows (script, TRUE);
  g_assert_cmpint (ask (script, gone_sql), ==, 0);
  read_rows (script, TRUE);
  g_assert_cmpint (ask (script, gone_sql), ==, 3);

  /* It was said of these and of no others. */
  g_assert_cmpint (ask (script, "SELECT accepted FROM event_sync"), ==, 0);
  say (script, fewest);
  read_rows (script, TRUE);
  read_rows (script, TRUE);
  g_assert_cmpint (ask (script, "SELECT dropped FROM event_sync"), ==, 3);
  g_assert_cmpint (ask (script, gone_sql), ==, 3);
}

static void
test_refused (Script        *script,
              gconstpointer  data)
{
  g_autoptr(ParvisSync) reading = parvis_sync_new (script->store, script->client);
  g_autoptr(DexFuture) future = NULL;
  g_autoptr(GError) error = NULL;

  scripted_server_answer (script->server, 403,
                          "{\"error\":{\"message\":\"The access token is invalid\"}}");
  await (future = parvis_sync_run (reading), &error);
  g_assert_error (error, WEEZ_ERROR, WEEZ_ERROR_REFUSED);
  g_assert_cmpuint (scripted_server_get_n_asked (script->server), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void      (*run) (Script *, gconstpointer);
  } tests[] = {
    { "/changes/change-kinds", test_change_kinds },
    { "/changes/odd-rows", test_odd_rows },
    { "/changes/unsaid", test_unsaid },
    { "/changes/unsaid-of-events", test_unsaid_of_events },
    { "/changes/double", test_double },
    { "/changes/all-at-once", test_all_at_once },
    { "/changes/gone", test_gone },
    { "/changes/gone-without-answers", test_gone_without_answers },
    { "/changes/answers-later", test_answers_later },
    { "/changes/drop", test_drop },
    { "/changes/refused", test_refused },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Script, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
