#include <string.h>

#include "weez-known.h"

/* Knows the rows whose id begins with "7", and remembers whom it was asked about. */
static void
know_cb (const char * const *ids,
         const gint64       *digests,
         gint64             *keys,
         guint               n_rows,
         gpointer            data)
{
  GString *asked = data;

  for (guint i = 0; i < n_rows; i++)
    {
      g_assert_cmpint (digests[i], !=, 0);
      g_string_append_printf (asked, "%s ", ids[i]);
      if (*ids[i] == '7')
        keys[i] = g_ascii_strtoll (ids[i], NULL, 10);
    }
}

static GObject *
begin_cb (gpointer data)
{
  return g_object_new (G_TYPE_OBJECT, NULL);
}

/* Keeps in mind what it got. */
static void
take_cb (GObject         *page,
         const WeezValue *values,
         gint64           digest)
{
  g_autofree char *text = g_strdup_printf ("%s %" G_GINT64_FORMAT, values[0].text, digest);

  g_object_set_data_full (page, "last", g_steal_pointer (&text), g_free);
}

static WeezKnown *
make_known (GString *asked)
{
  return weez_known_new (know_cb, begin_cb, take_cb, asked, NULL);
}

static const struct
{
  const char *body;
  const char *left;     /* NULL where it stays as it is */
  const char *asked;
} cases[] = {
  { "{\"p\":[{\"id\":7},{\"id\":8},{\"id\":\"72\"}],\"t\":1}", "{\"p\":[{\"id\":8}],\"t\":1}",
    "7 8 72 " },
  { " {\"a\":{\"p\":[{\"id\":9}]}, \"p\" : [ {\"id\": 7 } , {\"x\":\"]}\",\"id\":73}\n] }",
    " {\"a\":{\"p\":[{\"id\":9}]}, \"p\" : [ ] }", "7 73 " },
  { "{\"b\":\"\\\"p\\\":[\",\"p\":[{\"id\":8,\"b\":{\"id\":7}},{\"id\":9}]}",
    "{\"b\":\"\\\"p\\\":[\",\"p\":[{\"id\":8,\"b\":{\"id\":7}},{\"id\":9}]}", "8 9 " },
  { "{\"p\":[{\"b\":\"\\\"id\\\":7\",\"id\":8},{\"id\":7}]}",
    "{\"p\":[{\"b\":\"\\\"id\\\":7\",\"id\":8}]}", "8 7 " },
  /* No id, or one that is not as plain as an id is. */
  { "{\"p\":[{\"x\":1},{\"id\":\"\\u0037\"},{\"id\":null}]}", NULL, "  null " },
  { "{\"p\":[{},{\"id\":71}]}", "{\"p\":[{}]}", " 71 " },
  /* Not such an answer, or none at all. */
  { "{\"p\":[]}", NULL, "" }, { "{\"p\":[{\"id\":7},8]}", NULL, "" }, { "[{\"id\":7}]", NULL, "" },
  { "{\"p\":[{\"id\":7}", NULL, "" }, { "{\"p\":[{\"id\":7},", NULL, "" }, { "{\"p\":", NULL, "" },
  { "{\"p\":[{\"id\":\"7", NULL, "" }, { "{\"p\"", NULL, "" }, { "{\"p", NULL, "" },
  { "{", NULL, "" }, { "", NULL, "" }, { "<html>", NULL, "" }, { "{\"p\":[{\"id\":7\\", NULL, "" },
  { "{\"p\":[{\"id\":7}{\"id\":8}]}", NULL, "" }, { "{\"p\":[{\"id\":7}]", NULL, "7 " },
  { "{\"x\" 1,\"p\":[{\"id\":7}]}", NULL, "" }, { "{\"p\":{\"id\":7}}", NULL, "" },
};

static void
test_cut (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) asked = g_string_new (NULL);
      g_autoptr(WeezKnown) known = make_known (asked);
      /* Nothing behind the end is read. */
      g_autoptr(GBytes) body = g_bytes_new (cases[i].body, strlen (cases[i].body));
      g_autoptr(GArray) keys = NULL;
      g_autoptr(GArray) digests = NULL;
      g_autoptr(GBytes) left = weez_known_cut (known, body, "p", "id", &keys, &digests);
      gsize length;
      const char *data = g_bytes_get_data (left, &length);
      g_autofree char *text = g_strndup (data != NULL ? data : "", length);

      g_assert_cmpstr (asked->str, ==, cases[i].asked);
      if (g_str_equal (cases[i].body, "{\"p\":[{\"id\":7}]"))
        g_assert_cmpstr (text, ==, "{\"p\":[]");
      else
        g_assert_cmpstr (text, ==, cases[i].left != NULL ? cases[i].left : cases[i].body);
    }
}

static gint64
get_digest (const char *row)
{
  g_autoptr(GString) asked = g_string_new (NULL);
  g_autoptr(WeezKnown) known = make_known (asked);
  g_autofree char *text = g_strdup_printf ("{\"p\":[%s]}", row);
  g_autoptr(GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr(GArray) keys = NULL;
  g_autoptr(GArray) digests = NULL;
  g_autoptr(GBytes) left = weez_known_cut (known, body, "p", "id", &keys, &digests);

  g_assert_cmpuint (digests->len, ==, 1);
  g_assert_cmpuint (keys->len, ==, 0);

  return g_array_index (digests, gint64, 0);
}

/* Each byte of a row counts. */
static void
test_digest (void)
{
  static const char row[] = "{\"id\":8,\"name\":\"Anne Martin\",\"paid\":true}";
  gint64 digest = get_digest (row);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  g_assert_cmpint (get_digest (row), ==, digest);
  for (gsize i = 16; i < 27; i++)
    for (char c = 'a'; c <= 'z'; c++)
      {
        g_autofree char *other = g_strdup (row);
        gint64 one;

        if (other[i] == c)
          continue;
        other[i] = c;
        one = get_digest (other);
        g_assert_cmpint (one, !=, digest);
        g_assert_true (g_hash_table_add (seen, g_memdup2 (&one, sizeof one)));
      }
}

/* Each answer's rows go to what was begun for it. */
static void
test_taken (void)
{
  g_autoptr(GString) asked = g_string_new (NULL);
  g_autoptr(WeezKnown) known = make_known (asked);
  WeezValue id = { .type = WEEZ_VALUE_TEXT };
  g_autoptr(GObject) page = weez_known_begin (known);
  g_autoptr(GObject) other = weez_known_begin (known);

  weez_value_set_text (&id, "81");
  weez_known_take (known, page, &id, 5);
  weez_value_set_text (&id, "82");
  weez_known_take (known, other, &id, 0);

  g_assert_cmpstr (g_object_get_data (page, "last"), ==, "81 5");
  g_assert_cmpstr (g_object_get_data (other, "last"), ==, "82 0");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/known/cut", test_cut);
  g_test_add_func ("/known/digest", test_digest);
  g_test_add_func ("/known/taken", test_taken);

  return g_test_run ();
}
