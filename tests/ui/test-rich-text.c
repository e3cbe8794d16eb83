#include <string.h>

#include "parvis-rich-text.h"
#include "parvis-safe-link.h"
#include "rich-text-check.h"

/* What is evil in these must neither show nor be a link. */
static const char * const hostile[] = {
  "ok<script>EVIL</script>ok",
  "ok<script a=\"</script>\">EVIL</script >ok",
  "ok<script>EVIL<b>EVIL</b>",
  "ok<style>EVIL</style>ok",
  "ok<style a=\"</style>\">EVIL</style >ok",
  "ok<style>EVIL<b>EVIL</b>",
  "ok<head>EVIL</head>ok",
  "ok<head a=\"</head>\">EVIL</head >ok",
  "ok<head>EVIL<b>EVIL</b>",
  "ok<title>EVIL</title>ok",
  "ok<title a=\"</title>\">EVIL</title >ok",
  "ok<title>EVIL<b>EVIL</b>",
  "ok<iframe>EVIL</iframe>ok",
  "ok<iframe a=\"</iframe>\">EVIL</iframe >ok",
  "ok<iframe>EVIL<b>EVIL</b>",
  "ok<object>EVIL</object>ok",
  "ok<object a=\"</object>\">EVIL</object >ok",
  "ok<object>EVIL<b>EVIL</b>",
  "ok<svg>EVIL</svg>ok",
  "ok<svg a=\"</svg>\">EVIL</svg >ok",
  "ok<svg>EVIL<b>EVIL</b>",
  "ok<math>EVIL</math>ok",
  "ok<math a=\"</math>\">EVIL</math >ok",
  "ok<math>EVIL<b>EVIL</b>",
  "ok<template>EVIL</template>ok",
  "ok<template a=\"</template>\">EVIL</template >ok",
  "ok<template>EVIL<b>EVIL</b>",
  "ok<textarea>EVIL</textarea>ok",
  "ok<textarea a=\"</textarea>\">EVIL</textarea >ok",
  "ok<textarea>EVIL<b>EVIL</b>",
  "ok<select>EVIL</select>ok",
  "ok<select a=\"</select>\">EVIL</select >ok",
  "ok<select>EVIL<b>EVIL</b>",
  "ok<noscript>EVIL</noscript>ok",
  "ok<noscript a=\"</noscript>\">EVIL</noscript >ok",
  "ok<noscript>EVIL<b>EVIL</b>",
  "ok<video>EVIL</video>ok",
  "ok<video a=\"</video>\">EVIL</video >ok",
  "ok<video>EVIL<b>EVIL</b>",
  "ok<audio>EVIL</audio>ok",
  "ok<audio a=\"</audio>\">EVIL</audio >ok",
  "ok<audio>EVIL<b>EVIL</b>",
  "ok<canvas>EVIL</canvas>ok",
  "ok<canvas a=\"</canvas>\">EVIL</canvas >ok",
  "ok<canvas>EVIL<b>EVIL</b>",
  "ok<SCRIPT>EVIL</SCRIPT>ok",
  "ok<SCRIPT a=\"</SCRIPT>\">EVIL</SCRIPT >ok",
  "ok<SCRIPT>EVIL<b>EVIL</b>",
  "ok<sTyLe>EVIL</sTyLe>ok",
  "ok<sTyLe a=\"</sTyLe>\">EVIL</sTyLe >ok",
  "ok<sTyLe>EVIL<b>EVIL</b>",
  "ok<a href='javascript:EVIL'>ok</a>ok",
  "ok<a href='JaVaScRiPt:EVIL'>ok</a>ok",
  "ok<a href='java\tscript:EVIL'>ok</a>ok",
  "ok<a href='&#106;avascript:EVIL'>ok</a>ok",
  "ok<a href='&#x6A;avascript:EVIL'>ok</a>ok",
  "ok<a href=' javascript:EVIL'>ok</a>ok",
  "ok<a href='\x01javascript:EVIL'>ok</a>ok",
  "ok<a href='data:text/html,EVIL'>ok</a>ok",
  "ok<a href='vbscript:EVIL'>ok</a>ok",
  "ok<a href='file:///etc/EVIL'>ok</a>ok",
  "ok<a href='ftp://EVIL/'>ok</a>ok",
  "ok<a href='about:EVIL'>ok</a>ok",
  "ok<a href='blob:https://EVIL/'>ok</a>ok",
  "ok<a href='//EVIL/'>ok</a>ok",
  "ok<a href='/EVIL'>ok</a>ok",
  "ok<a href='EVIL'>ok</a>ok",
  "ok<a href='#EVIL'>ok</a>ok",
  "ok<a href='?EVIL'>ok</a>ok",
  "ok<a href='ssh://EVIL'>ok</a>ok",
  "ok<a href='smb://EVIL/'>ok</a>ok",
  "ok<a href='x-scheme:EVIL'>ok</a>ok",
  "ok<a href='https:EVIL'>ok</a>ok",
  "ok<a href='https:///EVIL'>ok</a>ok",
  "ok<a href='http://'>ok</a>ok",
  "ok<a href='https://a@EVIL.example/'>ok</a>ok",
  "ok<a href='https://a:b@EVIL.example/'>ok</a>ok",
  "ok<a href='https://EVIL example/'>ok</a>ok",
  "ok<a href='https://EVIL\nexample/'>ok</a>ok",
  "ok<a href='https://EVIL\xe2\x80\xae.example/'>ok</a>ok",
  "ok<a href='https://[EVIL]/'>ok</a>ok",
  "ok<a href='https://EVIL%00.example/'>ok</a>ok",
  "ok<a href='https://EVIL%2f.example/'>ok</a>ok",
  "ok<a href='https://EV\"IL/'>ok</a>ok",
  "ok<a href='mailto:'>ok</a>ok",
  "ok<a href='mailto:EVIL'>ok</a>ok",
  "ok<a href='mailto:a@EVIL@b'>ok</a>ok",
  "ok<a href='mailto:a@b,EVIL'>ok</a>ok",
  "ok<a href='tel:EVIL'>ok</a>ok",
  "ok<a href='tel:1'>ok</a>ok",
  "ok<a href='geo:EVIL'>ok</a>ok",
  "ok<a href='geo:91,EVIL'>ok</a>ok",
  "ok<a href='geo:1,181EVIL'>ok</a>ok",
  "ok<a href='https://EVIL\\.example/'>ok</a>ok",
  "ok<a href='https://EVIL<.example/'>ok</a>ok",
  "ok<a href='https://-EVIL{}.example/'>ok</a>ok",
  "ok<!-- EVIL -->ok",
  "ok<!-- EVIL",
  "ok<!--EVIL--->ok",
  "ok<img src=x onerror=EVIL>ok",
  "ok<img alt=\"EVIL\">ok",
  "ok<p onclick=\"EVIL\">ok</p>",
  "ok<p style=\"background:url(EVIL)\">ok</p>",
  "ok<input value=EVIL>ok",
  "ok<meta content=EVIL>ok",
  "ok<link href=EVIL>ok",
  "ok<base href=EVIL>ok",
  "ok<? EVIL ?>ok",
  "ok<!DOCTYPE EVIL>ok",
  "ok<embed src=EVIL>ok",
  "ok<b title=\"EVIL\">ok",
  "ok<b title='EVIL",
  "ok<b title=\"EVIL",
  "ok<EVIL>ok",
  "ok</EVIL>ok",
  "ok<a href=\"https://x.example/\" title=\"EVIL\">ok</a>",
  "ok<script>EVIL",
  "ok<style>EVIL</styl>",
  "ok<script>EVIL</scriptx>EVIL",
  "ok<title>EVIL<title>EVIL",
};

static void
test_hostile (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (hostile), >=, 120);

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *problem = rich_text_check (hostile[i], &text);
      g_autoptr(GPtrArray) blocks = parvis_rich_text_new (hostile[i]);

      g_test_message ("%s", hostile[i]);
      g_assert_cmpstr (problem, ==, NULL);
      g_assert_true (g_str_has_prefix (text, "ok"));
      for (guint j = 0; j < blocks->len; j++)
        {
          const ParvisRichBlock *block = g_ptr_array_index (blocks, j);
          g_autofree char *lower = g_ascii_strdown (block->markup, -1);

          g_assert_null (strstr (lower, "evil"));
        }
    }
}

/* As "kind depth number|markup", a block a line. */
static char *
describe (const char *html)
{
  static const char * const kinds[] = { "p", "h", "li", "q" };
  g_autoptr(GPtrArray) blocks = parvis_rich_text_new (html);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const ParvisRichBlock *block = g_ptr_array_index (blocks, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", kinds[block->kind]);
      if (block->kind == PARVIS_RICH_ITEM)
        g_string_append_printf (text, "%u.%u", block->depth, block->number);
      g_string_append_printf (text, "|%s", block->markup);
    }

  return g_string_free_and_steal (text);
}

static const struct
{
  const char *html;
  const char *blocks;
} pages[] = {
  { NULL, "" },
  { " \n ", "" },
  { "un &amp; deux", "p|un &amp; deux" },
  { "<p>\r\n\t<strong>Le Rideau</strong> vous  invite&nbsp;!</p>\r\n",
    "p|<b>Le Rideau</b> vous invite\302\240!" },
  { "<p>un<p>deux<br>trois</p>", "p|un\np|deux\ntrois" },
  { "<b>a<i>b</b>c</i>d", "p|<b>a</b><b><i>b</i></b><i>c</i>d" },
  { "<ul><li>a<li><p>b</p><ol><li>c</li><li>d</li></ol></ul>e",
    "li1.0|a\nli1.0|b\nli2.1|c\nli2.2|d\np|e" },
  { "<h2>Titre</h2>texte", "h|Titre\np|texte" },
  { "<blockquote><p>a</p>b</blockquote>c", "q|a\nq|b\np|c" },
  { "<a href=\"https://www.example.org/x?a=1&amp;b=2\">ici</a>!",
    "p|<a href=\"https://www.example.org/x?a=1&amp;b=2\">ici</a>"
    "<small> (www.example.org)</small>!" },
  { "<a href='https://evil.example/'>https://bank.example</a>",
    "p|<a href=\"https://evil.example/\">https://bank.example</a>"
    "<small> (evil.example)</small>" },
  { "<a href=https://x.example>x.example</a>", "p|<a href=\"https://x.example\">x.example</a>" },
  { "<a href='mailto:a@b.example?body=x'>a@b.example</a>",
    "p|<a href=\"mailto:a@b.example\">a@b.example</a>" },
  { "<a href='https://x.example/'></a>", "p|<a href=\"https://x.example/\">x.example</a>" },
  { "<a href='https://x.example/'>a<p>b</a>",
    "p|<a href=\"https://x.example/\">a</a><small> (x.example)</small>\np|b" },
  { "a < b <3 &lt;i&gt;", "p|a &lt; b &lt;3 &lt;i&gt;" },
  { "<td>a</td><td>b</td>", "p|a b" },
};

static void
test_pages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *blocks = describe (pages[i].html);

      g_assert_cmpstr (blocks, ==, pages[i].blocks);
    }
}

static const struct
{
  const char *text;
  const char *link;
  const char *target;
} links[] = {
  /* What is an address of the web, and as it is shown. */
  { " HTTPS://Example.ORG/A?b#c ", "https://example.org/A?b#c", "example.org" },
  { "http://h:8080/é", "http://h:8080/%C3%A9", "h" },
  { "https://192.0.2.1/", "https://192.0.2.1/", "192.0.2.1" },
  { "https://h.example/?q=a@b", "https://h.example/?q=a@b", "h.example" },
  { "https://h.example/a%20b", "https://h.example/a%20b", "h.example" },
  { "https://h.example", "https://h.example", "h.example" },
  { "https://h.example?x=https://bank.example/", "https://h.example?x=https://bank.example/",
    "h.example" },
  { "https://bank.example.evil.example/", "https://bank.example.evil.example/",
    "bank.example.evil.example" },
  { "https://evil.example/https://bank.example/", "https://evil.example/https://bank.example/",
    "evil.example" },
  { "https://evil.example/#@bank.example", "https://evil.example/#@bank.example", "evil.example" },
  /* Letters that look like others show as what they are. */
  { "https://p\303\251age.example/", "https://xn--page-bpa.example/", "xn--page-bpa.example" },
  { "https://\320\260pple.example/", "https://xn--pple-43d.example/", "xn--pple-43d.example" },
  { "https://p%C3%A9age.example/", "https://xn--page-bpa.example/", "xn--page-bpa.example" },
  { "https://xn--pple-43d.example/", "https://xn--pple-43d.example/", "xn--pple-43d.example" },
  { "https://\357\275\205vil.example/", "https://evil.example/", "evil.example" },
  { "https://evil\343\200\202example/", "https://evil.example/", "evil.example" },
  /* Whose host is not what it seems. */
  { "https://user@h.example/", NULL, NULL },
  { "https://bank.example:443@evil.example/", NULL, NULL },
  { "https://bank.example%40evil.example/", NULL, NULL },
  { "https://bank.example\\@evil.example/", NULL, NULL },
  { "https://bank.example%2f@evil.example/", NULL, NULL },
  { "https://bank.example%23.evil.example/", NULL, NULL },
  { "https://bank.example\342\210\225x.evil.example/",
    "https://bank.xn--examplex-4f7d.evil.example/", "bank.xn--examplex-4f7d.evil.example" },
  { "https://h:port/", NULL, NULL },
  { "https://h.example:99999/", NULL, NULL },
  { "https://[::1]/", NULL, NULL },
  { "https:///h.example", NULL, NULL },
  { "https:h.example", NULL, NULL },
  { "https://", NULL, NULL },
  { "//h.example/", NULL, NULL },
  /* What is not seen, or turns the direction of what is. */
  { "https://example.org/a b", NULL, NULL },
  { "https://h.example/\n", "https://h.example/", "h.example" },
  { "https://h.exa\nmple/", NULL, NULL },
  { "https://h.example/\r\nX: y", NULL, NULL },
  { "https://h.example/\001", NULL, NULL },
  { "https://h.example/\177", NULL, NULL },
  { "https://h.example\342\200\256/", NULL, NULL },
  { "https://h.example/\342\200\256gpj", "https://h.example/%E2%80%AEgpj", "h.example" },
  { "https://h.example/\342\200\213x", "https://h.example/%E2%80%8Bx", "h.example" },
  { "https://h.example/\377", NULL, NULL },
  { "https://h.example/\"onclick=x", NULL, NULL },
  { "https://h.example/<b>", NULL, NULL },
  /* Other ways to lead somewhere. */
  { "javascript:alert(1)", NULL, NULL },
  { "java\nscript:alert(1)", NULL, NULL },
  { "data:text/html,x", NULL, NULL },
  { "file:///etc/passwd", NULL, NULL },
  { "ftp://h.example/", NULL, NULL },
  { "help:parvis", NULL, NULL },
  { "view-source:https://h.example/", NULL, NULL },
  { "httpsx://h.example/", NULL, NULL },
  /* To people and places. */
  { "mailto:l.o+x@h.example?attach=/etc/passwd", "mailto:l.o+x@h.example", "l.o+x@h.example" },
  { "MAILTO:a@b.example#x", "mailto:a@b.example", "a@b.example" },
  { "mailto:a%40b@c", NULL, NULL },
  { "mailto:a@b%0abcc:c@d", NULL, NULL },
  { "mailto:a@b.example,c@d.example", NULL, NULL },
  { "mailto:@b.example", NULL, NULL },
  { "tel:+33 2 61 91 00 42", NULL, NULL },
  { "tel:+33-2-61-91-00-42", "tel:+33261910042", "+33261910042" },
  { "tel:12;phone-context=x", NULL, NULL },
  { "tel:*#06#", NULL, NULL },
  { "tel:123456789012345678901", NULL, NULL },
  { "geo:47.2184,-1.5536?z=12", "geo:47.218400,-1.553600", "47.218400, -1.553600" },
  { "geo:47.2184,-1.5536;crs=x", "geo:47.218400,-1.553600", "47.218400, -1.553600" },
  { "geo:nan,nan", NULL, NULL },
  { "geo:1e999,0", NULL, NULL },
  { "geo:47.2184", NULL, NULL },
  { "", NULL, NULL },
  { NULL, NULL, NULL },
};

static void
test_links (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (links), >=, 50);

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *target = NULL;
      g_autofree char *link = parvis_safe_link_new (links[i].text, &target);

      g_test_message ("%s", links[i].text);
      g_assert_cmpstr (link, ==, links[i].link);
      g_assert_cmpstr (target, ==, links[i].target);
    }
}

/* Whatever its size, it takes no time and gives no more than a person reads. */
static void
test_huge (void)
{
  static const char * const parts[] = {
    "a", "<b>", "<ul><li>", "<a href='https://x.example/", "<a href=\"", "<!--", "<script>", "&",
    "&amp;", "<", "</", "e\314\201", "\314\201", "<p>x", "<br>", "<blockquote>", "<a b=c ",
    "<a href='https://x.example/'>y</a>", "\360\237\230\200", "\377",
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(GString) html = g_string_new (NULL);
      g_autofree char *problem = NULL;

      while (html->len < 1024 * 1024)
        g_string_append (html, parts[i]);
      problem = rich_text_check (html->str, NULL);
      g_assert_cmpstr (problem, ==, NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rich-text/hostile", test_hostile);
  g_test_add_func ("/rich-text/pages", test_pages);
  g_test_add_func ("/rich-text/links", test_links);
  g_test_add_func ("/rich-text/huge", test_huge);

  return g_test_run ();
}
