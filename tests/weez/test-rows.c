#include <string.h>

#include "scripted-server.h"
#include "weez-event-details.h"
#include "weez-event.h"
#include "weez-kind.h"
#include "weez-listing.h"
#include "weez-participant.h"
#include "weez-public-event.h"
#include "weez-reply.h"
#include "weez-ticket-category.h"

/* Rows that are taken as they are read hold what the records of the same answer would. */

#define N_ANSWERS 200
#define N_ROWS 5

/* What the service has been seen to send, and what it might. */
static const char * const nodes[] = {
  "null", "0", "1", "-7", "12.5", "\"\"", "\"12\"", "\" 1 200 \"", "\"25,50\"", "true", "false",
  "\"no\"", "\"maybe\"", "\"Ann\\u00e9e\"", "[]", "{}", "[1, \"b\", null]", "{\"a\": 1, \"b\": []}",
  "\"2014-01-23 12:41:55\"", "\"0000-00-00 00:00:00\"", "\"2013-05-27T18:02:16+02:00\"",
  "\" 2013-05-27\\u00a018:02 \"", "\"2013-13-41\"", "\"\\u0000\"", "\"Europe/Paris\"",
  "\"America/New_York\"", "18446744073709551615",
};

static void add_members (GString         *text,
                         GRand           *random,
                         WeezRecordClass *klass,
                         const char      *outer,
                         guint            depth);

static void
add_members_of (GString *text,
                GRand   *random,
                GType    type,
                guint    depth)
{
  g_autoptr(GTypeClass) type_class = g_type_class_ref (type);

  add_members (text, random, WEEZ_RECORD_CLASS (type_class), "", depth);
}

static void
add_object (GString *text,
            GRand   *random,
            GType    type,
            guint    depth)
{
  g_string_append_c (text, '{');
  add_members_of (text, random, type, depth);
  g_string_append (text, "\"x\":0}");
}

static const char *
choose_node (GRand *random)
{
  /* The last one makes the service's whole answer unreadable. */
  guint n = G_N_ELEMENTS (nodes) - (g_rand_int_range (random, 0, 50) > 0);

  return nodes[g_rand_int_range (random, 0, (int) n)];
}

static void
add_value (GString         *text,
           GRand           *random,
           const WeezField *field,
           guint            depth)
{
  gboolean is_list = field->kind == &weez_kind_list;
  guint n_objects = is_list ? (guint) g_rand_int_range (random, 0, 4) : 1;

  if ((!is_list && field->kind != &weez_kind_record) || depth > 3 ||
      g_rand_int_range (random, 0, 5) == 0)
    {
      g_string_append (text, (field->flags & WEEZ_REQUIRED) && g_rand_int_range (random, 0, 9) > 0
                             ? "\"7\"" : choose_node (random));
      return;
    }

  g_string_append (text, is_list ? "[" : "");
  for (guint i = 0; i < n_objects; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      add_object (text, random, field->type (), depth + 1);
    }
  g_string_append (text, is_list ? "]" : "");
}

/* Every member once, in the order of the field table, some left out, some twice. */
static void
add_members (GString         *text,
             GRand           *random,
             WeezRecordClass *klass,
             const char      *outer,
             guint            depth)
{
  g_autoptr(GHashTable) opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize skip = strlen (outer);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const WeezField *field = &klass->fields[i];
      g_auto(GStrv) spellings = g_strsplit (field->path, "|", -1);
      const char *path;
      const char *dot;
      g_autofree char *name = NULL;

      /* The object itself; a record's members are among the others. */
      if (*field->path == '\0')
        {
          if (field->kind == &weez_kind_record && *outer == '\0')
            add_members_of (text, random, field->type (), depth);
          continue;
        }

      path = spellings[g_rand_int_range (random, 0, (int) g_strv_length (spellings))];
      if (!g_str_has_prefix (path, outer) || g_rand_int_range (random, 0, 6) == 0)
        continue;

      dot = strchr (path + skip, '.');
      name = dot != NULL ? g_strndup (path + skip, (gsize) (dot - path) - skip)
                         : g_strdup (path + skip);
      if (dot != NULL && !g_hash_table_add (opened, g_strdup (name)))
        continue;

      g_string_append_printf (text, "\"%s\":", name);
      if (dot != NULL && g_rand_int_range (random, 0, 6) > 0)
        {
          g_autofree char *inner = g_strconcat (outer, name, ".", NULL);

          g_string_append_c (text, '{');
          add_members (text, random, klass, inner, depth);
          g_string_append (text, "\"\":0}");
        }
      else
        add_value (text, random, field, depth);
      g_string_append_c (text, ',');

      /* Of a member that occurs twice, the last one counts. */
      i -= g_rand_int_range (random, 0, 20) == 0;
    }
}

static GBytes *
make_body (GRand *random,
           GType  type)
{
  g_autoptr(GString) text = g_string_new ("{\"rows\":[");

  for (guint i = 0; i < N_ROWS; i++)
    {
      if (g_rand_int_range (random, 0, 20) == 0)
        g_string_append (text, choose_node (random));
      else
        add_object (text, random, type, 0);
      g_string_append (text, i + 1 < N_ROWS ? "," : "]}");
    }

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static void
describe (GString         *text,
          const WeezValue *values,
          guint            n_values)
{
  for (guint i = 0; i < n_values; i++)
    {
      g_string_append_printf (text, "%u%s ", values[i].type, values[i].unsaid ? "-" : "");
      if (values[i].type == WEEZ_VALUE_INTEGER)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, values[i].integer);
      else if (values[i].type == WEEZ_VALUE_REAL)
        g_string_append_printf (text, "%.17g", values[i].real);
      else if (values[i].type == WEEZ_VALUE_TEXT)
        g_string_append (text, values[i].text);
      g_string_append_c (text, '\n');
    }
}

static void
know_cb (const char * const *ids,
         const gint64       *digests,
         gint64             *keys,
         guint               n_rows,
         gpointer            data)
{
}

static void
free_text (gpointer text)
{
  g_string_free (text, TRUE);
}

static GObject *
begin_cb (gpointer data)
{
  GObject *page = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data (page, "n-columns", data);
  g_object_set_data_full (page, "text", g_string_new (NULL), free_text);

  return page;
}

static void
take_cb (GObject         *page,
         const WeezValue *values,
         gint64           digest)
{
  describe (g_object_get_data (page, "text"), values,
            GPOINTER_TO_UINT (g_object_get_data (page, "n-columns")));
}

static DexFuture *
read_body (GBytes    *body,
           GType      type,
           WeezKnown *known)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  WeezReply reply = {
    .what = "rows", .shape = WEEZ_REPLY_LIST, .member = "rows", .type = type, .known = known,
    .zone = zone, .body = g_bytes_ref (body),
  };
  DexFuture *result = weez_reply_job (&reply);

  g_bytes_unref (reply.body);

  return result;
}

/* As they would have been taken. */
static char *
describe_records (WeezListing *listing)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_columns;
  const WeezColumn *columns = weez_record_type_get_columns (listing->item_type, &n_columns);

  for (guint i = 0; i < listing->records->len; i++)
    for (guint j = 0; j < n_columns; j++)
      {
        g_auto(WeezValue) value = { 0 };

        weez_record_save_column (g_ptr_array_index (listing->records, i), &columns[j], &value);
        describe (text, &value, 1);
      }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static guint
compare (GBytes *body,
         GType   type)
{
  g_autoptr(WeezListing) records = NULL;
  g_autoptr(WeezListing) rows = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) taken_error = NULL;
  g_autofree char *expected = NULL;
  guint n_columns;
  WeezKnown *known;

  weez_record_type_get_columns (type, &n_columns);
  known = weez_known_new (know_cb, begin_cb, take_cb, GUINT_TO_POINTER (n_columns), NULL);
  records = await_object (read_body (body, type, NULL), &error);
  rows = await_object (read_body (body, type, known), &taken_error);
  weez_known_unref (known);

  if (records == NULL)
    {
      g_assert_null (rows);
      g_assert_cmpstr (taken_error->message, ==, error->message);
      return 0;
    }

  g_assert_no_error (taken_error);
  expected = describe_records (records);
  g_assert_cmpstr (((GString *) g_object_get_data (rows->taken, "text"))->str, ==, expected);
  g_assert_cmpuint (rows->n_odd, ==, records->n_odd);
  g_assert_cmpuint (rows->n_skipped, ==, records->n_skipped);

  return records->records->len;
}

static void
test_same (gconstpointer data)
{
  GType type = GPOINTER_TO_SIZE (data);
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  guint n_records = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < N_ANSWERS; i++)
    {
      g_autoptr(GBytes) body = make_body (random, type);

      n_records += compare (body, type);
    }

  g_assert_cmpuint (n_records, >, N_ANSWERS / 8);
}

int
main (int    argc,
      char **argv)
{
  const GType types[] = {
    WEEZ_TYPE_PARTICIPANT, WEEZ_TYPE_EVENT, WEEZ_TYPE_EVENT_DETAILS, WEEZ_TYPE_TICKET_CATEGORY,
    WEEZ_TYPE_PUBLIC_EVENT,
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rows/same/%s", g_type_name (types[i]));

      g_test_add_data_func (path, GSIZE_TO_POINTER (types[i]), test_same);
    }

  return g_test_run ();
}
