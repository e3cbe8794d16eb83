#include "config.h"

#include <string.h>

#include "parvis-help-text.h"

static const char page_text[] =
  "<?xml version='1.0'?>\n"
  "<page xmlns='http://projectmallard.org/1.0/' type='topic' id='trial'>\n"
  "  <info>\n"
  "    <link type='guide' xref='index'/><link type='seealso' xref='people'/>\n"
  "    <title type='sort'>4</title><desc>A\n trial</desc>\n"
  "  </info>\n"
  "  <title>Trial &amp; error</title>\n"
  "  <p>Press\n <keyseq><key>Ctrl</key><key>K</key></keyseq>, <key>A</key> or <key>B</key>.</p>\n"
  "  <section id='one'><title>One</title>\n"
  "    <note><p>1 &lt; 2, <gui>R &amp; B</gui>\302\240!</p></note>\n"
  "    <list><item><p>Item</p></item></list>\n"
  "    <steps><item><p>First</p></item><item><p><em>Second</em></p></item></steps>\n"
  "    <table><tr><td><p>Left</p></td><td><p><code>right</code></p></td></tr></table>\n"
  "  </section>\n"
  "</page>\n";

static void
assert_block (ParvisHelpText *text,
              guint           position,
              ParvisHelpKind  kind,
              guint           number,
              const char     *markup,
              const char     *second)
{
  const ParvisHelpBlock *block;

  g_assert_cmpuint (position, <, text->blocks->len);
  block = g_ptr_array_index (text->blocks, position);
  g_assert_cmpuint (block->kind, ==, kind);
  g_assert_cmpuint (block->number, ==, number);
  g_assert_cmpstr (block->markup, ==, markup);
  g_assert_cmpstr (block->second, ==, second);
}

static void
test_page (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisHelpText) text = parvis_help_text_parse ("trial", page_text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text->title, ==, "Trial &amp; error");
  g_assert_cmpstr (text->description, ==, "A trial");
  g_assert_cmpstr (text->place, ==, "4");
  g_assert_cmpuint (text->guides->len, ==, 1);
  g_assert_cmpuint (text->links->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (text->links, 0), ==, "people");

  g_assert_cmpuint (text->blocks->len, ==, 7);
  assert_block (text, 0, PARVIS_HELP_PARAGRAPH, 0,
                "Press <b>Ctrl</b>+<b>K</b>, <b>A</b> or <b>B</b>.", NULL);
  assert_block (text, 1, PARVIS_HELP_HEADING, 0, "One", NULL);
  assert_block (text, 2, PARVIS_HELP_NOTE, 0, "1 &lt; 2, <b>R &amp; B</b>\302\240!", NULL);
  assert_block (text, 3, PARVIS_HELP_ITEM, 0, "Item", NULL);
  assert_block (text, 4, PARVIS_HELP_STEP, 1, "First", NULL);
  assert_block (text, 5, PARVIS_HELP_STEP, 2, "<i>Second</i>", NULL);
  assert_block (text, 6, PARVIS_HELP_ROW, 0, "Left", "<tt>right</tt>");
}

static void
test_broken (void)
{
  gsize start = strstr (page_text, "<page") - page_text;

  for (gsize length = start + 1; length < strlen (page_text) - strlen ("\n"); length += 7)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (parvis_help_text_parse ("trial", page_text, length, &error));
      g_assert_nonnull (error);
    }
}

static void
test_list (void)
{
  g_autoptr(GPtrArray) below = parvis_help_text_load_below ("index");
  g_autoptr(GError) error = NULL;
  ParvisHelpText *first;

  g_assert_cmpuint (below->len, ==, 7);
  first = g_ptr_array_index (below, 0);
  g_assert_cmpstr (first->name, ==, "first-steps");
  g_assert_null (parvis_help_text_load ("no-such-page", &error));
  g_assert_error (error, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/help/page", test_page);
  g_test_add_func ("/help/broken", test_broken);
  g_test_add_func ("/help/list", test_list);

  return g_test_run ();
}
