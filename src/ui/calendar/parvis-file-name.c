#include "config.h"

#include "parvis-file-name.h"

#include <string.h>

#define MAX_LENGTH 80   /* bytes, which leaves room for a suffix and a number on any file system */

/* What is not seen, or turns the direction of what is. */
static gboolean
is_hidden (gunichar c)
{
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
      return TRUE;

    default:
      return FALSE;
    }
}

/**
 * parvis_file_name_new:
 * @title: (nullable): what something of the service is called
 * @otherwise: the name where there is nothing in @title that can be in one
 * @suffix: what the name ends with, as in ".ics"
 *
 * Makes a name of a file that means nothing else on any system, and is what it looks like.
 *
 * Returns: (transfer full): a name to propose
 */
char *
parvis_file_name_new (const char *title,
                      const char *otherwise,
                      const char *suffix)
{
  g_autofree char *valid = g_utf8_make_valid (title != NULL ? title : "", -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autoptr(GString) name = g_string_new (NULL);
  gsize end;

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = strchr ("/\\:*?\"<>|", *p) != NULL ? '-' : g_utf8_get_char (p);

      if (is_hidden (c) || (name->len == 0 && c < 0x80 && strchr (" .-_~", (char) c) != NULL))
        continue;
      if (name->len + g_unichar_to_utf8 (c, NULL) > MAX_LENGTH)
        break;
      g_string_append_unichar (name, c);
    }

  end = name->len;
  while (end > 0 && strchr (" .", name->str[end - 1]) != NULL)
    end--;
  g_string_truncate (name, end);

  return g_strconcat (name->len > 0 ? name->str : otherwise, suffix, NULL);
}
