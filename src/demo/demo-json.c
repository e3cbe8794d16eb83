#include "demo-json.h"

#include "demo-time.h"

static void
append_quoted (GString    *text,
               const char *value)
{
  g_string_append_c (text, '"');

  for (const char *at = value; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character == '"' || character == '\\')
        g_string_append_printf (text, "\\%c", (char) character);
      else if (character == '\n')
        g_string_append (text, "\\n");
      else if (character == '\r')
        g_string_append (text, "\\r");
      else if (character == '\t')
        g_string_append (text, "\\t");
      else if (character == '<' || character == '>' || character == '&')
        g_string_append_printf (text, "\\u%04X", character);
      else if (character >= 0x10000)
        g_string_append_printf (text, "\\u%04x\\u%04x",
                                0xd800 + ((character - 0x10000) >> 10),
                                0xdc00 + ((character - 0x10000) & 0x3ff));
      else if (character < 0x20 || character >= 0x7f)
        g_string_append_printf (text, "\\u%04x", character);
      else
        g_string_append_c (text, (char) character);
    }

  g_string_append_c (text, '"');
}

static void
begin_member (GString    *text,
              const char *name)
{
  char last = text->len > 0 ? text->str[text->len - 1] : '{';

  if (last != '{' && last != '[')
    g_string_append_c (text, ',');

  if (name != NULL)
    {
      append_quoted (text, name);
      g_string_append_c (text, ':');
    }
}

void
demo_json_open (GString    *text,
                const char *name,
                char        bracket)
{
  begin_member (text, name);
  g_string_append_c (text, bracket);
}

void
demo_json_close (GString *text,
                 char     bracket)
{
  g_string_append_c (text, bracket);
}

void
demo_json_string (GString    *text,
                  const char *name,
                  const char *value)
{
  begin_member (text, name);
  append_quoted (text, value);
}

void
demo_json_format (GString    *text,
                  const char *name,
                  const char *format,
                  ...)
{
  g_autofree char *value = NULL;
  va_list arguments;

  va_start (arguments, format);
  value = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  demo_json_string (text, name, value);
}

void
demo_json_int (GString    *text,
               const char *name,
               gint64      value)
{
  begin_member (text, name);
  g_string_append_printf (text, "%" G_GINT64_FORMAT, value);
}

void
demo_json_bool (GString    *text,
                const char *name,
                gboolean    value)
{
  begin_member (text, name);
  g_string_append (text, value ? "true" : "false");
}

void
demo_json_null (GString    *text,
                const char *name)
{
  begin_member (text, name);
  g_string_append (text, "null");
}

/* 10, 9.5 or 9.99: PHP writes no zeros at the end. */
void
demo_json_cents (GString    *text,
                 const char *name,
                 guint       cents)
{
  begin_member (text, name);
  if (cents % 100 == 0)
    g_string_append_printf (text, "%u", cents / 100);
  else if (cents % 10 == 0)
    g_string_append_printf (text, "%u.%u", cents / 100, cents % 100 / 10);
  else
    g_string_append_printf (text, "%u.%02u", cents / 100, cents % 100);
}

void
demo_json_time (GString    *text,
                const char *name,
                gint64      moment,
                const char *zone)
{
  begin_member (text, name);
  g_string_append_c (text, '"');
  demo_time_append (text, moment, zone);
  g_string_append_c (text, '"');
}

void
demo_json_iso (GString    *text,
               const char *name,
               gint64      moment,
               const char *zone)
{
  begin_member (text, name);
  g_string_append_c (text, '"');
  demo_time_append_iso (text, moment, zone);
  g_string_append_c (text, '"');
}
