#include "config.h"

#include "parvis-rich-text.h"

#include <string.h>

#include "parvis-safe-link.h"
#include "parvis-text.h"

/* What a description may cost, whoever wrote it. */
#define MAX_HTML (256 * 1024)
#define MAX_TEXT (48 * 1024)
#define MAX_BLOCK (6 * 1024)
#define MAX_BLOCKS 400
#define MAX_DEPTH 6
#define MAX_MARKS 4
#define MAX_LINKS 200

#define NAME "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
#define SPACE " \t\r\n\f"

typedef struct
{
  GPtrArray      *blocks;
  GString        *markup;       /* of the block that is being read */
  GString        *run;          /* text of one style, not in markup yet */
  guint           size;         /* of all text so far */
  guint           n_links;
  guint           n_marks;      /* combining ones in a row */
  gboolean        shows;        /* the block has something to be seen */
  gboolean        wants_space;
  gboolean        full;

  ParvisRichKind  kind;
  guint           quotes;
  guint           bold;
  guint           italic;
  guint           depth;
  guint           numbers[MAX_DEPTH + 1];  /* of the next item; 0 in a list without numbers */
  guint           number;
  char           *link;
  char           *target;
  GString        *link_text;
} Reader;

static void
block_free (gpointer data)
{
  ParvisRichBlock *block = data;

  g_free (block->markup);
  g_free (block);
}

/* ---- writing ---- */

static void
end_run (Reader *self)
{
  g_autofree char *text = NULL;

  if (self->run->len == 0)
    return;

  text = g_markup_escape_text (self->run->str, self->run->len);
  g_string_append_printf (self->markup, "%s%s%s%s%s",
                          self->bold > 0 ? "<b>" : "", self->italic > 0 ? "<i>" : "", text,
                          self->italic > 0 ? "</i>" : "", self->bold > 0 ? "</b>" : "");
  g_string_truncate (self->run, 0);
}

static void
append_char (Reader   *self,
             gunichar  c)
{
  if (self->wants_space && self->shows)
    g_string_append_c (self->run, ' ');
  self->wants_space = FALSE;
  self->shows = TRUE;
  g_string_append_unichar (self->run, c);
  if (self->link != NULL)
    g_string_append_unichar (self->link_text, c);
  self->size++;
  self->full = self->size >= MAX_TEXT;
}

/* Where a link leads stands behind it, whatever its text says. */
static void
end_link (Reader *self)
{
  g_autofree char *text = NULL;

  if (self->link == NULL)
    return;

  end_run (self);
  text = g_markup_escape_text (self->target, -1);
  if (self->link_text->len == 0)
    g_string_append_printf (self->markup, "%s</a>", text);
  else if (g_str_equal (self->link_text->str, self->target))
    g_string_append (self->markup, "</a>");
  else
    g_string_append_printf (self->markup, "</a><small> (%s)</small>", text);
  self->shows = TRUE;
  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->target, g_free);
}

static void
end_block (Reader *self)
{
  ParvisRichBlock *block;

  end_link (self);
  end_run (self);
  self->wants_space = FALSE;
  if (self->shows && self->blocks->len < MAX_BLOCKS)
    {
      block = g_new0 (ParvisRichBlock, 1);
      block->kind = self->kind;
      block->depth = self->kind == PARVIS_RICH_ITEM ? MAX (self->depth, 1) : 0;
      block->number = self->kind == PARVIS_RICH_ITEM ? self->number : 0;
      block->markup = g_strchomp (g_strdup (self->markup->str));
      g_ptr_array_add (self->blocks, block);
      self->full |= self->blocks->len == MAX_BLOCKS;
    }

  g_string_truncate (self->markup, 0);
  self->shows = FALSE;
  self->number = 0;
  self->kind = self->quotes > 0 ? PARVIS_RICH_QUOTE : PARVIS_RICH_PARAGRAPH;
}

static gboolean
is_hidden (gunichar c)
{
  /* Controls, marks that turn the direction of what follows, and characters that nobody sees. */
  return (g_unichar_iscntrl (c) && !g_unichar_isspace (c)) || c == 0xad || c == 0x61c ||
         c == 0x200b || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
         (c >= 0xe0000 && c <= 0xe0fff);
}

static void
read_char (Reader   *self,
           gunichar  c)
{
  if (is_hidden (c))
    return;

  if (c != 0xa0 && c != 0x202f && g_unichar_isspace (c))
    {
      self->wants_space = TRUE;
      return;
    }

  self->n_marks = g_unichar_ismark (c) ? self->n_marks + 1 : 0;
  if (self->n_marks > MAX_MARKS)
    return;

  /* A very long line would take its time to be laid out. */
  if (self->markup->len + self->run->len > MAX_BLOCK)
    end_block (self);
  append_char (self, c);
}

static void
break_line (Reader *self)
{
  if (!self->shows)
    return;

  end_run (self);
  self->wants_space = FALSE;
  if (!g_str_has_suffix (self->markup->str, "\n\n"))
    g_string_append_c (self->markup, '\n');
}

/* ---- reading ---- */

typedef struct
{
  char      name[16];
  gboolean  closes;
  char     *href;
} Tag;

static const char *
read_value (const char  *p,
            const char **start,
            gsize       *length)
{
  if (*p == '"' || *p == '\'')
    {
      const char *end = strchr (p + 1, *p);

      *start = p + 1;
      *length = end != NULL ? (gsize) (end - p - 1) : strlen (p + 1);

      return end != NULL ? end + 1 : p + 1 + *length;
    }

  *start = p;
  *length = strcspn (p, SPACE ">");

  return p + *length;
}

static char *
decode (const char *text,
        gsize       length)
{
  g_autofree char *raw = g_strndup (text, MIN (length, 4096));
  GString *plain = g_string_new (NULL);
  const char *p = raw;

  while (*p != '\0')
    {
      gunichar c;
      const char *after = *p == '&' ? parvis_text_read_entity (p, &c) : NULL;

      if (after != NULL)
        g_string_append_unichar (plain, c);
      else
        g_string_append_c (plain, *p);
      p = after != NULL ? after : p + 1;
    }

  return g_string_free_and_steal (plain);
}

/* Reads the tag at @p; gives what follows it. Each byte is looked at once. */
static const char *
read_tag (const char *p,
          Tag        *tag)
{
  gsize length;

  tag->closes = p[1] == '/';
  p += tag->closes ? 2 : 1;
  length = strspn (p, NAME);
  for (gsize i = 0; i < MIN (length, sizeof tag->name - 1); i++)
    tag->name[i] = g_ascii_tolower (p[i]);
  if (length >= sizeof tag->name)
    tag->name[0] = '\0';
  p += length;

  while (*p != '\0' && *p != '>')
    {
      const char *name = p += strspn (p, SPACE "/");
      gsize name_length = strcspn (p, SPACE "/=>");
      const char *value;

      p += name_length;
      p += strspn (p, SPACE);
      if (*p != '=')
        continue;

      p++;
      p = read_value (p + strspn (p, SPACE), &value, &length);
      if (tag->href == NULL && name_length == 4 && g_ascii_strncasecmp (name, "href", 4) == 0)
        tag->href = decode (value, length);
    }

  return *p == '>' ? p + 1 : p;
}

/* Passes over all that belongs to an element whose content is no text. */
static const char *
skip_element (const char *p,
              const char *name)
{
  gsize length = strlen (name);

  while ((p = strchr (p, '<')) != NULL)
    {
      if (p[1] == '/' && g_ascii_strncasecmp (p + 2, name, length) == 0 &&
          !g_ascii_isalnum (p[2 + length]))
        {
          Tag tag = { 0 };

          p = read_tag (p, &tag);
          g_free (tag.href);
          return p;
        }
      p++;
    }

  return "";
}

static void
start_list (Reader  *self,
            gboolean numbered)
{
  end_block (self);
  self->depth = MIN (self->depth + 1, MAX_DEPTH);
  self->numbers[self->depth] = numbered ? 1 : 0;
}

static void
start_item (Reader *self)
{
  end_block (self);
  self->kind = PARVIS_RICH_ITEM;
  if (self->numbers[self->depth] > 0)
    self->number = self->numbers[self->depth]++;
}

static void
change (guint    *count,
        gboolean  closes)
{
  if (!closes)
    *count = MIN (*count + 1, 100);
  else if (*count > 0)
    (*count)--;
}

static void
start_link (Reader     *self,
            const char *href)
{
  char *link;
  char *target;

  end_link (self);
  if (href == NULL || self->n_links == MAX_LINKS ||
      (link = parvis_safe_link_new (href, &target)) == NULL)
    return;

  end_run (self);
  if (self->wants_space && self->shows)
    g_string_append_c (self->markup, ' ');
  self->wants_space = FALSE;
  self->link = link;
  self->target = target;
  g_string_truncate (self->link_text, 0);
  self->n_links++;
  link = g_markup_escape_text (self->link, -1);
  g_string_append_printf (self->markup, "<a href=\"%s\">", link);
  g_free (link);
}

static gboolean
is_one_of (const char *name,
           const char *names)
{
  const char *found = *name != '\0' ? strstr (names, name) : NULL;

  while (found != NULL && (found[-1] != ' ' || found[strlen (name)] != ' '))
    found = strstr (found + 1, name);

  return found != NULL;
}

static void
apply_tag (Reader *self,
           Tag    *tag)
{
  const char *name = tag->name;

  if (is_one_of (name, " b strong th ") || is_one_of (name, " i em cite "))
    {
      end_run (self);
      change (is_one_of (name, " b strong th ") ? &self->bold : &self->italic, tag->closes);
    }
  else if (is_one_of (name, " a ") && tag->closes)
    end_link (self);
  else if (is_one_of (name, " a "))
    start_link (self, tag->href);
  else if (is_one_of (name, " ul ol menu dir ") && tag->closes)
    {
      end_block (self);
      self->depth -= self->depth > 0 ? 1 : 0;
    }
  else if (is_one_of (name, " ul ol menu dir "))
    start_list (self, name[0] == 'o');
  else if (is_one_of (name, " li ") && !tag->closes)
    start_item (self);
  else if (is_one_of (name, " h1 h2 h3 h4 h5 h6 "))
    {
      end_block (self);
      if (!tag->closes)
        self->kind = PARVIS_RICH_HEADING;
    }
  else if (is_one_of (name, " blockquote "))
    {
      change (&self->quotes, tag->closes);
      end_block (self);
    }
  /* Editors put paragraphs into items: the item stays one. */
  else if (is_one_of (name, " p div section article header footer main aside nav figure figcaption"
                            " table tr hr pre address dl dt dd form fieldset li "))
    {
      if (self->kind != PARVIS_RICH_ITEM || self->shows)
        end_block (self);
    }
  else if (is_one_of (name, " br "))
    break_line (self);
  else if (is_one_of (name, " td "))
    self->wants_space = TRUE;
}

/* Reads what begins with "<" at @p; gives what follows it. */
static const char *
read_markup (Reader     *self,
             const char *p)
{
  static const char hidden[] =
    " script style head title iframe object embed applet svg math template textarea select option"
    " noscript noembed noframes video audio canvas map xmp plaintext ";
  Tag tag = { 0 };

  if (g_str_has_prefix (p, "<!--"))
    {
      p = strstr (p + 4, "-->");
      return p != NULL ? p + 3 : "";
    }

  p = read_tag (p, &tag);
  if (!tag.closes && is_one_of (tag.name, hidden) && !g_str_equal (tag.name, "embed"))
    p = skip_element (p, tag.name);
  else
    apply_tag (self, &tag);
  g_free (tag.href);

  return p;
}

/**
 * parvis_rich_text_new:
 * @html: (nullable): what an organizer wrote for the web
 *
 * Keeps paragraphs, lists, emphasis and links that are safe, and shows where each of them leads.
 * Time, depth and size are bounded, whatever @html is.
 *
 * Returns: (transfer full) (element-type ParvisRichBlock): what is to be shown, from top to bottom
 */
GPtrArray *
parvis_rich_text_new (const char *html)
{
  gsize length = html != NULL ? strnlen (html, MAX_HTML) : 0;
  g_autofree char *valid = g_utf8_make_valid (html != NULL ? html : "", (gssize) length);
  Reader self = { .markup = g_string_new (NULL), .run = g_string_new (NULL),
                  .link_text = g_string_new (NULL) };
  const char *p = valid;

  self.blocks = g_ptr_array_new_with_free_func (block_free);
  while (*p != '\0' && !self.full)
    {
      gunichar c;
      const char *after = *p == '&' ? parvis_text_read_entity (p, &c) : NULL;

      if (*p == '<' && (g_ascii_isalpha (p[1]) || strchr ("/!?", p[1] != '\0' ? p[1] : ' ')))
        p = read_markup (&self, p);
      else
        {
          read_char (&self, after != NULL ? c : g_utf8_get_char (p));
          p = after != NULL ? after : g_utf8_next_char (p);
        }
    }

  if (*p != '\0' && self.full)
    append_char (&self, 0x2026);
  end_block (&self);
  g_string_free (self.markup, TRUE);
  g_string_free (self.run, TRUE);
  g_string_free (self.link_text, TRUE);

  return self.blocks;
}
