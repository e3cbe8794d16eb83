#include "rich-text-check.h"

#include <string.h>
#include <time.h>

#include "parvis-rich-text.h"

/* What must be so of every description, whoever wrote it. */

#define MAX_BYTES (600 * 1024)
/* Under the sanitizers too; what reads a text twice for each of its signs needs hours. */
#define MAX_SECONDS 5

static gboolean
is_safe (const char *link)
{
  static const char * const schemes[] = { "https://", "http://", "mailto:", "tel:", "geo:" };

  for (const char *p = link; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || (guchar) *p >= 0x7f || strchr ("\"<>\\^`{|}", *p) != NULL)
      return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (link, schemes[i]))
      return TRUE;

  return FALSE;
}

static void
start_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  gboolean right;

  if (g_str_equal (element, "a"))
    right = names[0] != NULL && names[1] == NULL && g_str_equal (names[0], "href") &&
            is_safe (values[0]);
  else
    right = names[0] == NULL &&
            (g_str_equal (element, "b") || g_str_equal (element, "i") ||
             g_str_equal (element, "small") || g_str_equal (element, "block"));

  if (!right)
    g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "<%s> is not allowed",
                 element);
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c != '\n' && g_unichar_iscntrl (c)) || (c >= 0x202a && c <= 0x202e) ||
          (c >= 0x2066 && c <= 0x2069) || (c >= 0xe0000 && c <= 0xe0fff))
        g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "U+%04X shows", c);
      if (error != NULL && *error != NULL)
        return;
    }

  g_string_append_len (user_data, text, length);
}

static char *
check_block (const ParvisRichBlock *block,
             GString               *text)
{
  static const GMarkupParser parser = { .start_element = start_cb, .text = text_cb };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, text, NULL);
  g_autofree char *whole = g_strconcat ("<block>", block->markup, "</block>", NULL);
  g_autoptr(GError) error = NULL;

  if (*block->markup == '\0' || block->depth > 6)
    return g_strdup ("an empty block, or one too deep");
  if (!g_markup_parse_context_parse (context, whole, -1, &error) ||
      !g_markup_parse_context_end_parse (context, &error))
    return g_strdup (error->message);

  return NULL;
}

/* Of this thread alone, so that a busy machine does not count. */
static double
get_cpu_seconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

/* What is wrong with what becomes of @html, or NULL; @text is all of it, a block a line. */
char *
rich_text_check (const char  *html,
                 char       **text)
{
  double start = get_cpu_seconds ();
  g_autoptr(GPtrArray) blocks = parvis_rich_text_new (html);
  double took = get_cpu_seconds () - start;
  g_autoptr(GString) all = g_string_new (NULL);
  gsize size = 0;

  if (took > MAX_SECONDS)
    return g_strdup_printf ("it took %.1f s", took);
  if (blocks->len > 400)
    return g_strdup ("too many blocks");

  for (guint i = 0; i < blocks->len; i++)
    {
      const ParvisRichBlock *block = g_ptr_array_index (blocks, i);
      char *problem = check_block (block, all);

      if (problem != NULL)
        return problem;
      size += strlen (block->markup);
      g_string_append_c (all, '\n');
    }
  if (size > MAX_BYTES)
    return g_strdup ("too much markup");

  if (text != NULL)
    *text = g_string_free_and_steal (g_steal_pointer (&all));

  return NULL;
}
