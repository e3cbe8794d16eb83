#include <glib.h>
#include <string.h>

#include "parvis-sign-in-guard.h"
#include "parvis-text.h"

static void
test_html (void)
{
  static const struct { const char *html; const char *text; } cases[] = {
    { NULL, NULL },
    { "", NULL },
    { "<p> </p>", NULL },
    { "plain", "plain" },
    { "<p>One</p><p>Two</p>", "One\n\nTwo" },
    { "a<br>b<br/>c", "a\nb\nc" },
    { "<ul><li>x</li><li>y</li></ul>", "• x\n• y" },
    { "  a\n\t b  ", "a b" },
    { "&eacute;t&eacute; &amp; &lt;b&gt; &euro; &OElig;uvre", "été & <b> € Œuvre" },
    { "&#233;&#xE9;&#0;&#x110000;&#;", "éé&#0;&#x110000;&#;" },
    { "&unknown; &amp", "&unknown; &amp" },
    { "1 < 2 > 1", "1 < 2 > 1" },
    { "<script>alert('<p>')</script>kept<style>p{}</style>", "kept" },
    { "<!-- <b>no</b> -->yes", "yes" },
    { "<a href='x>y' title=\"a>b\">link</a>", "link" },
    { "cut <b", "cut" },
    { "cut <!-- off", "cut" },
    { "<script>never closed", NULL },
    { "a\xe2\x80\xae" "b\xe2\x81\xa6" "c\x07", "abc" },
    { "<P>Caps</P><DIV>too</DIV>", "Caps\n\ntoo" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = parvis_text_from_html (cases[i].html);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_hostile_html (void)
{
  g_autoptr(GString) deep = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autofree char *broken = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append (deep, "<div>x ");
  text = parvis_text_from_html (deep->str);
  g_assert_cmpuint (strlen (text), <=, 64 * 1024 + 16);
  g_assert_true (g_utf8_validate (text, -1, NULL));

  broken = parvis_text_from_html ("a\xff\xfe<b>\xc3</b>z");
  g_assert_true (g_utf8_validate (broken, -1, NULL));
  g_assert_true (g_str_has_prefix (broken, "a") && g_str_has_suffix (broken, "z"));
}

static void
test_matches (void)
{
  g_assert_true (parvis_text_matches ("Fête de l’Été", "ete FETE"));
  g_assert_true (parvis_text_matches ("Straße", "STRASSE"));
  g_assert_true (parvis_text_matches ("anything", ""));
  g_assert_true (parvis_text_matches (NULL, " "));
  g_assert_false (parvis_text_matches ("Fête", "fête nationale"));
  g_assert_false (parvis_text_matches (NULL, "x"));
}

/* Marks that turn the direction end with the text, and nothing else is added. */
static void
test_isolate (void)
{
  static const struct { const char *text; const char *isolated; } cases[] = {
    { "", "" },
    { "Élodie Le Gall", "Élodie Le Gall" },
    { "שרה", "שרה" },
    { "a\u202eb", "\u2068a\u202eb\u2069" },
    { "a\u2067b", "\u2068a\u2067b\u2069\u2069" },
    { "a\u2067b\u2069", "\u2068a\u2067b\u2069\u2069" },
    { "a\u2069\u202eb", "\u2068a\u202eb\u2069" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *isolated = parvis_text_isolate (cases[i].text);

      g_assert_cmpstr (isolated, ==, cases[i].isolated);
    }
}

static void
test_links (void)
{
  g_assert_true (parvis_text_is_link ("https://www.example.org/a?b=c"));
  g_assert_true (parvis_text_is_link ("http://example.org"));
  g_assert_false (parvis_text_is_link (NULL));
  g_assert_false (parvis_text_is_link (""));
  g_assert_false (parvis_text_is_link ("example.org"));
  g_assert_false (parvis_text_is_link ("https://"));
  g_assert_false (parvis_text_is_link ("javascript:alert(1)"));
  g_assert_false (parvis_text_is_link ("file:///etc/passwd"));
}

#define SECOND G_USEC_PER_SEC

static void
test_guard (void)
{
  g_autoptr(ParvisSignInGuard) guard = parvis_sign_in_guard_new ();
  gint64 now = 1000 * SECOND;

  parvis_sign_in_guard_refused (guard, now);
  parvis_sign_in_guard_refused (guard, now + 60 * SECOND);
  g_assert_cmpuint (parvis_sign_in_guard_get_wait (guard, now + 60 * SECOND), ==, 0);
  parvis_sign_in_guard_refused (guard, now + 120 * SECOND);
  g_assert_cmpuint (parvis_sign_in_guard_get_wait (guard, now + 120 * SECOND), ==, 28 * 60);

  /* The first one is forgotten after half an hour, the second a minute later. */
  g_assert_cmpuint (parvis_sign_in_guard_get_wait (guard, now + 1800 * SECOND), ==, 0);
  parvis_sign_in_guard_refused (guard, now + 1800 * SECOND);
  g_assert_cmpuint (parvis_sign_in_guard_get_wait (guard, now + 1800 * SECOND), ==, 60);
}

static void
test_guard_busy (void)
{
  g_autoptr(ParvisSignInGuard) guard = parvis_sign_in_guard_new ();

  parvis_sign_in_guard_busy (guard, 0, 90);
  g_assert_cmpuint (parvis_sign_in_guard_get_wait (guard, 0), ==, 90);
  g_assert_cmpuint (parvis_sign_in_guard_get_wait (guard, SECOND / 2), ==, 90);
  g_assert_cmpuint (parvis_sign_in_guard_get_wait (guard, 90 * SECOND), ==, 0);
  parvis_sign_in_guard_busy (guard, 0, -1);
  g_assert_cmpuint (parvis_sign_in_guard_get_wait (guard, 0), ==, 60);
  parvis_sign_in_guard_busy (guard, 0, G_MAXINT64);
  g_assert_cmpuint (parvis_sign_in_guard_get_wait (guard, 0), ==, 3600);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/html", test_html);
  g_test_add_func ("/text/hostile-html", test_hostile_html);
  g_test_add_func ("/text/matches", test_matches);
  g_test_add_func ("/text/isolate", test_isolate);
  g_test_add_func ("/text/links", test_links);
  g_test_add_func ("/sign-in-guard/refused", test_guard);
  g_test_add_func ("/sign-in-guard/busy", test_guard_busy);

  return g_test_run ();
}
