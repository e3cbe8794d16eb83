#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli-arguments.h"

#define MAX_ID 64

static gboolean
is_id (const char *text)
{
  gsize length = strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-");

  return length > 0 && length <= MAX_ID && text[length] == '\0';
}

gboolean
cli_check_id (const char *id)
{
  if (!is_id (id))
    g_printerr (_("“%s” is not a number or name of the Weezevent service.\n"), id);

  return is_id (id);
}

gboolean
cli_check_ids (char       **ids,
               const char  *option)
{
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!is_id (ids[i]))
      {
        g_printerr (_("“%s” is not a number that %s can have.\n"), ids[i], option);
        return FALSE;
      }

  return TRUE;
}

static gboolean
looks_like_time (const char *text)
{
  static const char pattern[] = "0000-00-00";

  for (guint i = 0; pattern[i] != '\0'; i++)
    if (pattern[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != pattern[i])
      return FALSE;

  return TRUE;
}

/* "2026-11-24", "2026-11-24 09:30:00" and ISO 8601; in @zone where the text names none. */
gboolean
cli_parse_time (const char  *text,
                const char  *option,
                GTimeZone   *zone,
                GDateTime  **time)
{
  if (text == NULL)
    return TRUE;

  if (looks_like_time (text))
    {
      g_autofree char *iso = g_strconcat (text, text[10] == '\0' ? "T00:00:00" : "", NULL);

      if (iso[10] == ' ')
        iso[10] = 'T';

      *time = g_date_time_new_from_iso8601 (iso, zone);
    }

  if (*time == NULL)
    g_printerr (_("“%s” is not a time that %s can have; write it as in "
                  "“2026-11-24” or “2026-11-24 09:30:00”.\n"), text, option);

  return *time != NULL;
}

gboolean
cli_parse_date_tickets (char     **texts,
                        GVariant **pairs)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ss)"));

  if (texts == NULL)
    return TRUE;

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (texts[i], ":", 2);

      if (g_strv_length (pair) != 2 || !is_id (pair[0]) || !is_id (pair[1]))
        {
          g_printerr (_("“%s” is not a date and a ticket; write them as in “138:44272”.\n"),
                      texts[i]);
          return FALSE;
        }

      g_variant_builder_add (&builder, "(ss)", pair[0], pair[1]);
    }

  *pairs = g_variant_ref_sink (g_variant_builder_end (&builder));

  return TRUE;
}

gboolean
cli_check_positive (gint64      number,
                    const char *option)
{
  if (number == WEEZ_UNKNOWN || number >= 1)
    return TRUE;

  g_printerr (_("%s must be a number from 1 on.\n"), option);

  return FALSE;
}
