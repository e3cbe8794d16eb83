#include "config.h"

#include "parvis-text.h"

#include <string.h>

/* More text than anyone reads in a window. */
#define MAX_TEXT (64 * 1024)

/**
 * parvis_text_fold:
 * @text: any text
 *
 * Returns: (transfer full): @text without case and accents
 */
char *
parvis_text_fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autoptr(GString) bare = g_string_new (NULL);

  for (const char *p = apart; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_ismark (c))
        g_string_append_unichar (bare, c);
    }

  return g_utf8_casefold (bare->str, bare->len);
}

/**
 * parvis_text_matches:
 * @text: (nullable): where to look
 * @query: (nullable): words to find, in any order, whatever their case and accents
 *
 * Returns: whether all of the words are there
 */
gboolean
parvis_text_matches (const char *text,
                     const char *query)
{
  g_autofree char *folded_text = parvis_text_fold (text != NULL ? text : "");
  g_autofree char *folded_query = parvis_text_fold (query != NULL ? query : "");
  g_auto(GStrv) words = g_strsplit_set (folded_query, " \t\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded_text, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

#define FIRST_STRONG_ISOLATE 0x2068
#define POP_DIRECTIONAL_ISOLATE 0x2069

static gboolean
opens_isolate (gunichar c)
{
  return c >= 0x2066 && c <= FIRST_STRONG_ISOLATE;
}

static gboolean
turns (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= POP_DIRECTIONAL_ISOLATE);
}

/**
 * parvis_text_isolate:
 * @text: what somebody else wrote, to be put beside words of ours
 *
 * Marks may turn the direction of writing, also of what follows, until the end of the line.
 *
 * Returns: (transfer full): @text as it was written, where no mark in it reaches beyond it
 */
char *
parvis_text_isolate (const char *text)
{
  g_autoptr(GString) isolated = g_string_new (NULL);
  gboolean found = FALSE;
  guint depth = 0;

  g_string_append_unichar (isolated, FIRST_STRONG_ISOLATE);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      found |= turns (c);
      depth += opens_isolate (c);
      /* One too many would end this one. */
      if (c == POP_DIRECTIONAL_ISOLATE && depth == 0)
        continue;
      depth -= c == POP_DIRECTIONAL_ISOLATE;
      g_string_append_unichar (isolated, c);
    }
  for (guint i = 0; i <= depth; i++)
    g_string_append_unichar (isolated, POP_DIRECTIONAL_ISOLATE);

  return found ? g_string_free_and_steal (g_steal_pointer (&isolated)) : g_strdup (text);
}

/* The names of U+00A0 to U+00FF, in order. */
static const char latin[] =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr "
  "deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest "
  "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc "
  "Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute "
  "THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave "
  "iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc "
  "uuml yacute thorn yuml";

static const struct { const char *name; gunichar c; } entities[] = {
  { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' },
  { "OElig", 0x152 }, { "oelig", 0x153 }, { "ndash", 0x2013 }, { "mdash", 0x2014 },
  { "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "ldquo", 0x201c }, { "rdquo", 0x201d },
  { "bull", 0x2022 }, { "hellip", 0x2026 }, { "euro", 0x20ac }, { "trade", 0x2122 },
};

static gunichar
find_entity (const char *name)
{
  static char **latin_names;

  if (*name == '#')
    {
      gboolean hexadecimal = name[1] == 'x' || name[1] == 'X';
      guint64 c = g_ascii_strtoull (name + (hexadecimal ? 2 : 1), NULL, hexadecimal ? 16 : 10);

      return c <= G_MAXUINT32 && g_unichar_validate (c) ? c : 0;
    }

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_equal (entities[i].name, name))
      return entities[i].c;

  if (latin_names == NULL)
    latin_names = g_strsplit (latin, " ", -1);
  for (guint i = 0; latin_names[i] != NULL; i++)
    if (g_str_equal (latin_names[i], name))
      return 0xa0 + i;

  return 0;
}

/**
 * parvis_text_read_entity:
 * @p: where HTML has a "&"
 * @c: (out): the character that is meant
 *
 * Returns: (transfer none) (nullable): what follows "&name;", or null where it is no entity
 */
const char *
parvis_text_read_entity (const char *p,
                         gunichar   *c)
{
  gsize length = strspn (p + 1, "#0123456789"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  g_autofree char *name = NULL;

  if (length == 0 || length > 10 || p[1 + length] != ';')
    return NULL;

  name = g_strndup (p + 1, length);
  *c = find_entity (name);

  return *c != 0 ? p + length + 2 : NULL;
}

static void
trim_end (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
}

/* At most one empty line, and none at the start. */
static void
break_line (GString *text,
            guint    n_lines)
{
  guint there = 0;

  trim_end (text);
  if (text->len == 0)
    return;

  while (there < text->len && text->str[text->len - 1 - there] == '\n')
    there++;
  for (; there < n_lines; there++)
    g_string_append_c (text, '\n');
}

static void
append_char (GString  *text,
             gunichar  c)
{
  /* Controls, and marks that turn the direction of what follows, could fake other text. */
  if (c == 0xad || (g_unichar_iscntrl (c) && !g_unichar_isspace (c)) || turns (c))
    return;

  if (c != 0xa0 && c != 0x202f && g_unichar_isspace (c))
    {
      if (text->len > 0 && !strchr (" \n", text->str[text->len - 1]))
        g_string_append_c (text, ' ');
    }
  else
    g_string_append_unichar (text, c);
}

/* Where the tag that starts at @p ends; a quoted ">" doesn't end it. */
static const char *
find_tag_end (const char *p)
{
  char quote = '\0';

  for (; *p != '\0'; p++)
    {
      if (quote != '\0')
        quote = *p == quote ? '\0' : quote;
      else if (*p == '"' || *p == '\'')
        quote = *p;
      else if (*p == '>')
        return p + 1;
    }

  return p;
}

static const char *
skip_element (const char *p,
              const char *name)
{
  g_autofree char *end = g_strconcat ("</", name, NULL);
  gsize length = strlen (end);

  for (; *p != '\0'; p++)
    if (g_ascii_strncasecmp (p, end, length) == 0)
      return find_tag_end (p);

  return p;
}

static const char *
read_tag (const char *p,
          GString    *text)
{
  static const char * const paragraphs[] = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", NULL
  };
  static const char * const lines[] = { "br", "div", "tr", "li", "section", "article", NULL };
  static const char * const hidden[] = { "script", "style", "head", "title", NULL };
  gboolean closes = p[1] == '/';
  const char *start = p + (closes ? 2 : 1);
  gsize length = strspn (start, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
  g_autofree char *name = g_ascii_strdown (start, length);
  const char *after;

  if (strncmp (p, "<!--", 4) == 0)
    {
      after = strstr (p + 4, "-->");
      return after != NULL ? after + 3 : p + strlen (p);
    }

  after = find_tag_end (p);
  if (g_strv_contains (paragraphs, name))
    break_line (text, 2);
  else if (g_strv_contains (lines, name) && !(closes && g_str_equal (name, "li")))
    break_line (text, 1);
  if (!closes && g_str_equal (name, "li"))
    g_string_append (text, "• ");
  if (!closes && g_strv_contains (hidden, name))
    after = skip_element (after, name);

  return after;
}

/**
 * parvis_text_from_html:
 * @html: (nullable): what an organizer wrote for the web
 *
 * Keeps only the text of it: paragraphs, lines and lists, no links and no pictures.
 *
 * Returns: (transfer full) (nullable): plain text, or null if there is none
 */
char *
parvis_text_from_html (const char *html)
{
  g_autofree char *valid = html != NULL ? g_utf8_make_valid (html, -1) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  const char *p = valid != NULL ? valid : "";

  while (*p != '\0' && text->len < MAX_TEXT)
    {
      gunichar c;
      const char *after;

      if (*p == '<' && (g_ascii_isalpha (p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?'))
        p = read_tag (p, text);
      else if (*p == '&' && (after = parvis_text_read_entity (p, &c)) != NULL)
        {
          append_char (text, c);
          p = after;
        }
      else
        {
          append_char (text, g_utf8_get_char (p));
          p = g_utf8_next_char (p);
        }
    }

  g_strchomp (text->str);

  return *text->str != '\0' ? g_strdup (text->str) : NULL;
}

/**
 * parvis_text_is_link:
 * @text: (nullable): what should be an address
 *
 * Returns: whether it is one on the web, safe to be opened
 */
gboolean
parvis_text_is_link (const char *text)
{
  g_autoptr(GUri) uri = NULL;
  const char *scheme;

  if (text == NULL || (uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL)) == NULL)
    return FALSE;

  scheme = g_uri_get_scheme (uri);

  return (g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) &&
         g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
}
