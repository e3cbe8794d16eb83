#include <string.h>

#include "parvis-fold.h"

static const struct
{
  const char *text;
  const char *folded;
} folds[] = {
  { NULL, "" }, { "", "" }, { "  ", "" }, { "Hélène", "helene" }, { "HÉLÈNE", "helene" },
  { "He\u0301le\u0300ne", "helene" }, { "Jean-Pierre", "jean pierre" },
  { "Jean\u2010Pierre", "jean pierre" }, { "Jean\u2011Pierre", "jean pierre" },
  { "O'Brien", "o brien" }, { "O\u2019Brien", "o brien" }, { "O\u02bcBrien", "o brien" },
  { "O`Brien", "o brien" }, { "O\u00b4Brien", "o brien" }, { "d\u2018Arc", "d arc" },
  { "Łukasz", "lukasz" }, { "SØREN", "soren" }, { "Œuvre", "oeuvre" }, { "CŒUR", "coeur" },
  { "Æsir", "aesir" }, { "Groß", "gross" }, { "GROẞ", "gross" }, { "Đorđe", "dorde" },
  { "Ðór", "dor" }, { "Þórsson", "thorsson" }, { "ısparta", "isparta" }, { "İzmir", "izmir" },
  { "Ñandú", "nandu" }, { "Nguyễn", "nguyen" }, { "Kɔfi Ŋ", "kofi n" },
  { "ﬁn", "fin" }, { "Ｆｕｌｌ", "full" }, { "Наталья", "наталья" }, { "ΑΘΗΝΑ", "αθηνα" },
  { "so\u00adft", "soft" }, { "zero\u200bwidth", "zerowidth" }, { "a\u00a0b\u202fc", "a b c" },
  { "😀 joie 😀", "joie" }, { "\x01\x02z", "z" }, { "\u0301", "" },
  { "jean.dupont+x@a-b.fr", "jean dupont x a b fr" }, { "L'Haÿ-les-Roses", "l hay les roses" },
};

static void
test_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
    {
      g_autofree char *folded = parvis_fold_text (folds[i].text);
      g_autofree char *again = parvis_fold_text (folded);

      g_assert_cmpstr (folded, ==, folds[i].folded);
      g_assert_cmpstr (again, ==, folded);
    }
}

static void
test_joins (void)
{
  static const char * const cases[][2] = {
    { "jean pierre", "jeanpierre " }, { "de la tour", "delatour latour " },
    { "d artagnan", "dartagnan " }, { "le goff", "legoff " }, { "martin", "" }, { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) words = g_string_new (NULL);

      parvis_fold_append_joins (words, cases[i][0]);
      g_assert_cmpstr (words->str, ==, cases[i][1]);
    }
}

static void
test_codes (void)
{
  static const char * const cases[][2] = {
    { "ADH-0042", "adh0042" }, { " 7123 4567 ", "71234567" }, { "ÉTÉ-10", "ete10" }, { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = parvis_fold_code (cases[i][0]);

      g_assert_cmpstr (folded, ==, cases[i][1]);
    }
}

/* ---- order ---- */

static const char * const parts[] = {
  "", "a", "z", "é", "É", "E", "de ", "De-", "d’", "ð", "Þ", "ı", "i", "ß", "ss", "œ", "oe", "ø",
  "o", "ł", "l", "đ", "d", "ŋ", "ə", "ʒ", "7", "12", "٣", "α", "β", "ω", "б", "я", "א", "ب", "中",
  "文", "한", "あ", "ア", "𝔘", "😀", "\u0301", "martin", "Martin", "MARTIN", "martinez", " ", "-",
  "\u00ad", "\u02bc", "ch", "ñ", "å", "zz", "zʒ", "dð", "ê", "ü",
};

typedef struct
{
  char   *name;
  GBytes *sort_key;
  gint64  ord;
} Name;

static void
name_clear (gpointer data)
{
  Name *name = data;

  g_free (name->name);
  g_bytes_unref (name->sort_key);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_bytes_compare (((const Name *) a)->sort_key, ((const Name *) b)->sort_key);
}

/* Whatever a name is made of, its place never contradicts the order of the collator. */
static void
test_order (void)
{
  g_autoptr(GArray) names = g_array_new (FALSE, FALSE, sizeof (Name));

  g_array_set_clear_func (names, name_clear);
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      Name name;

      for (int n = g_test_rand_int_range (0, 7); n > 0; n--)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      name.sort_key = parvis_fold_sort_key (text->str, "Zoé");
      name.ord = parvis_fold_ord (name.sort_key);
      name.name = g_strdup (text->str);
      g_assert_cmpint (name.ord, >=, 0);
      g_assert_cmpint (name.ord, <, G_GINT64_CONSTANT (1) << 47);
      g_assert_cmpint (name.ord % (1 << PARVIS_FOLD_ORD_SHIFT), ==, 0);
      g_array_append_val (names, name);
    }

  g_array_sort (names, compare_names);
  for (guint i = 1; i < names->len; i++)
    {
      const Name *before = &g_array_index (names, Name, i - 1);
      const Name *name = &g_array_index (names, Name, i);

      if (before->ord > name->ord)
        g_error ("“%s” has a higher place than “%s”", before->name, name->name);
    }
}

static gint64
get_place (const char *last_name,
           const char *first_name)
{
  g_autoptr(GBytes) sort_key = parvis_fold_sort_key (last_name, first_name);

  return parvis_fold_ord (sort_key);
}

/* Names that differ early are told apart by their place alone, or a search would sort them all. */
static void
test_places (void)
{
  static const char * const different[][2] = {
    { "Martin", "Martinez" }, { "Durand", "Dupont" }, { "Лебедев", "Иванов" }, { "عمر", "علي" },
    { "王", "李" }, { "12", "13" }, { "Þór", "Þrúður" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (different); i++)
    g_assert_cmpint (get_place (different[i][0], NULL), !=, get_place (different[i][1], NULL));
  g_assert_cmpint (get_place ("Côté", "Zoé"), ==, get_place ("COTE", "zoe"));
}

/* Whoever looks for somebody does not begin with those who have no name. */
static void
test_nameless (void)
{
  static const char * const names[] = { "12", "Aa", "Zy", "Þór", "Ωmega", "王", "\U0001F3AD x" };
  g_autoptr(GBytes) nobody = parvis_fold_sort_key (NULL, "");
  g_autoptr(GBytes) signs = parvis_fold_sort_key ("-", "…");

  g_assert_true (g_bytes_equal (nobody, signs));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GBytes) somebody = parvis_fold_sort_key (names[i], NULL);

      g_assert_cmpint (g_bytes_compare (nobody, somebody), >, 0);
      g_assert_cmpint (get_place (NULL, NULL), >, get_place (names[i], NULL));
    }
}

/* A name as long as a book is one, and no more. */
static void
test_long (void)
{
  g_autofree char *long_name = g_strnfill (100000, 'z');
  g_autofree char *folded = parvis_fold_text (long_name);
  g_autoptr(GBytes) sort_key = parvis_fold_sort_key (long_name, long_name);
  g_autoptr(GBytes) shorter = parvis_fold_sort_key ("zz", NULL);

  g_assert_cmpuint (strlen (folded), ==, 100000);
  g_assert_cmpuint (g_bytes_get_size (sort_key), <=, 1024);
  g_assert_cmpint (g_bytes_compare (sort_key, shorter), >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fold/text", test_text);
  g_test_add_func ("/fold/joins", test_joins);
  g_test_add_func ("/fold/codes", test_codes);
  g_test_add_func ("/fold/order", test_order);
  g_test_add_func ("/fold/places", test_places);
  g_test_add_func ("/fold/nameless", test_nameless);
  g_test_add_func ("/fold/long", test_long);

  return g_test_run ();
}
