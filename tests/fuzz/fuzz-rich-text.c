#include <gio/gio.h>
#include <string.h>

#include "rich-text-check.h"

/* Descriptions that nobody would write, made of those that somebody did. How long it goes on:
 * PARVIS_FUZZ_SECONDS, else 3; from which number: PARVIS_FUZZ_SEED, else chance. What is found goes
 * into a file, to be added to the corpus. */

#define MAX_SIZE 20000

static const char * const pieces[] = {
  "<", ">", "</", "/>", "<a href=", "<a href='https://a.example/", "'>", "\"", "'", "&", "&lt;",
  "&#x202e;", "&#0;", "&amp;lt;", "<b>", "</b>", "<i>", "</i>", "<ul>", "</ul>", "<ol>", "<li>",
  "<p>", "</p>", "<br>", "<!--", "-->", "<script>", "</script>", "<style>", "</style", "<h1>",
  "</h1>", "<blockquote>", "javascript:alert(1)", "mailto:", "tel:", "geo:1,2", "\xe2\x80\xae",
  "\xf3\xa0\x81\x81", "\xff", "\xc3", "e\xcc\x81\xcc\x81\xcc\x81", " ", "\n", "\t", "=", "</a>",
  "<svg", "<![CDATA[", "]]>", "<?", "?>", "http://x@y/", "://", "%00", "%", "</small>", "<td>",
};

static GPtrArray *
read_corpus (const char *folder)
{
  GPtrArray *corpus = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *text;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_ptr_array_add (corpus, text);
    }

  return corpus;
}

static const char *
choose (GRand     *random,
        GPtrArray *corpus)
{
  return g_ptr_array_index (corpus, g_rand_int_range (random, 0, (int) corpus->len));
}

static void
change (GRand     *random,
        GPtrArray *corpus,
        GString   *text)
{
  gsize place = text->len > 0 ? (gsize) g_rand_int_range (random, 0, (int) text->len) : 0;
  gsize length = (gsize) g_rand_int_range (random, 1, 40);
  const char *piece = pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))];

  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
      g_string_erase (text, place, MIN (length, text->len - place));
      break;
    case 1:
      if (text->len > 0)
        text->str[place] = (char) g_rand_int_range (random, 1, 256);
      break;
    case 2:
      for (int n = g_rand_int_range (random, 1, 60); n > 0; n--)
        g_string_insert (text, place, piece);
      break;
    case 3:
      g_string_insert (text, place, choose (random, corpus));
      break;
    default:
      g_string_insert (text, place, piece);
      break;
    }
  g_string_truncate (text, MIN (text->len, MAX_SIZE));
}

static void
report (const char *text,
        const char *problem)
{
  g_autofree char *name = g_strdup_printf ("fuzz-rich-text-%08x.html", g_str_hash (text));
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, name, NULL);

  g_file_set_contents (path, text, -1, NULL);
  g_error ("%s: %s", path, problem);
}

static void
test_fuzz (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fuzz", "rich-text", NULL);
  const char *seconds = g_getenv ("PARVIS_FUZZ_SECONDS");
  const char *chosen = g_getenv ("PARVIS_FUZZ_SEED");
  guint32 seed = chosen != NULL ? (guint32) g_ascii_strtoull (chosen, NULL, 10) : g_random_int ();
  gint64 end = g_get_monotonic_time () +
               (gint64) ((seconds != NULL ? g_ascii_strtod (seconds, NULL) : 3) * G_USEC_PER_SEC);
  g_autoptr(GPtrArray) corpus = read_corpus (folder);
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  guint n_texts = 0;

  g_assert_cmpuint (corpus->len, >, 10);
  for (guint i = 0; i < corpus->len; i++)
    {
      g_autofree char *problem = rich_text_check (g_ptr_array_index (corpus, i), NULL);

      if (problem != NULL)
        report (g_ptr_array_index (corpus, i), problem);
    }

  while (g_get_monotonic_time () < end)
    {
      g_autoptr(GString) text = g_string_new (choose (random, corpus));

      for (int n = g_rand_int_range (random, 1, 30); n > 0; n--)
        {
          g_autofree char *problem = NULL;

          change (random, corpus, text);
          if ((problem = rich_text_check (text->str, NULL)) != NULL)
            report (text->str, problem);
          n_texts++;
        }
    }

  g_test_message ("%u texts from %u", n_texts, seed);
  g_assert_cmpuint (n_texts, >, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rich-text/fuzz", test_fuzz);

  return g_test_run ();
}
