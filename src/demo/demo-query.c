#include "demo-query.h"

#include <string.h>

#include "demo-time.h"

typedef struct
{
  char *name;
  char *value;
} Pair;

struct _DemoQuery
{
  GArray *pairs;
};

static void
clear_pair (gpointer data)
{
  Pair *pair = data;

  g_free (pair->name);
  g_free (pair->value);
}

static char *
decode (const char *text,
        gsize       length)
{
  g_autoptr(GString) decoded = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '+')
        {
          g_string_append_c (decoded, ' ');
        }
      else if (text[i] == '%' && i + 2 < length &&
               g_ascii_isxdigit (text[i + 1]) && g_ascii_isxdigit (text[i + 2]))
        {
          char byte =
            (char) (g_ascii_xdigit_value (text[i + 1]) << 4 | g_ascii_xdigit_value (text[i + 2]));

          if (byte != '\0')
            g_string_append_c (decoded, byte);
          i += 2;
        }
      else if (text[i] != '\0')
        {
          g_string_append_c (decoded, text[i]);
        }
    }

  return g_utf8_make_valid (decoded->str, (gssize) decoded->len);
}

static void
add_pair (DemoQuery *self,
          char      *name,
          char      *value)
{
  Pair pair = { name, value };

  g_array_append_val (self->pairs, pair);
}

static void
add_encoded (DemoQuery  *self,
             const char *text,
             gsize       length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *next = memchr (text, '&', (gsize) (end - text));
      const char *stop = next != NULL ? next : end;
      const char *equals = memchr (text, '=', (gsize) (stop - text));

      /* An empty pair is normal: the document's own example begins with "&". */
      if (stop > text)
        add_pair (self,
                  decode (text, (gsize) ((equals != NULL ? equals : stop) - text)),
                  equals != NULL
                    ? decode (equals + 1, (gsize) (stop - equals - 1))
                    : g_strdup (""));
      text = stop + 1;
    }
}

static void
add_multipart (DemoQuery          *self,
               SoupMessageHeaders *headers,
               GBytes             *body)
{
  g_autoptr(SoupMultipart) multipart = soup_multipart_new_from_message (headers, body);

  for (int i = 0; multipart != NULL && i < soup_multipart_get_length (multipart); i++)
    {
      g_autoptr(GHashTable) parameters = NULL;
      g_autofree char *disposition = NULL;
      SoupMessageHeaders *part_headers;
      GBytes *part_body;
      const char *name;
      gsize length;
      const char *data;

      if (!soup_multipart_get_part (multipart, i, &part_headers, &part_body) ||
          !soup_message_headers_get_content_disposition (part_headers, &disposition, &parameters) ||
          (name = g_hash_table_lookup (parameters, "name")) == NULL)
        continue;

      data = g_bytes_get_data (part_body, &length);
      add_pair (self, g_utf8_make_valid (name, -1),
                g_utf8_make_valid (data != NULL ? data : "", (gssize) length));
    }
}

DemoQuery *
demo_query_new (SoupServerMessage *message)
{
  DemoQuery *self = g_new0 (DemoQuery, 1);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr(GBytes) body = NULL;

  self->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_array_set_clear_func (self->pairs, clear_pair);

  if (query != NULL)
    add_encoded (self, query, strlen (query));

  body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  if (type != NULL && g_ascii_strcasecmp (type, "multipart/form-data") == 0)
    {
      add_multipart (self, headers, body);
    }
  else if (type == NULL || g_ascii_strcasecmp (type, "application/x-www-form-urlencoded") == 0)
    {
      gsize length;
      const char *data = g_bytes_get_data (body, &length);

      if (data != NULL)
        add_encoded (self, data, length);
    }

  return self;
}

void
demo_query_free (DemoQuery *self)
{
  g_array_unref (self->pairs);
  g_free (self);
}

/* The last one counts, as in PHP. */
const char *
demo_query_get (DemoQuery  *self,
                const char *name)
{
  for (guint i = self->pairs->len; i > 0; i--)
    {
      Pair *pair = &g_array_index (self->pairs, Pair, i - 1);

      if (g_str_equal (pair->name, name))
        return pair->value;
    }

  return NULL;
}

gboolean
demo_query_has_scalar (DemoQuery  *self,
                       const char *name)
{
  return demo_query_get (self, name) != NULL;
}

gboolean
demo_query_flag (DemoQuery  *self,
                 const char *name,
                 gboolean    otherwise)
{
  const char *value = demo_query_get (self, name);

  if (value == NULL || *value == '\0')
    return otherwise;

  return !g_str_equal (value, "0") && g_ascii_strcasecmp (value, "false") != 0;
}

guint
demo_query_uint (DemoQuery  *self,
                 const char *name,
                 guint       otherwise)
{
  const char *value = demo_query_get (self, name);
  guint64 number;

  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT, &number, NULL))
    return otherwise;

  return (guint) number;
}

gboolean
demo_query_time (DemoQuery  *self,
                 const char *name,
                 gboolean    end_of_day,
                 gint64     *moment)
{
  const char *value = demo_query_get (self, name);

  return value != NULL && demo_time_parse (value, end_of_day, moment);
}

/* name=1, name[]=1, name[0]=1, and a comma list within one of them. NULL when there is none. */
char **
demo_query_dup_values (DemoQuery  *self,
                       const char *name)
{
  g_autoptr(GStrvBuilder) values = g_strv_builder_new ();
  gsize length = strlen (name);
  gboolean found = FALSE;

  for (guint i = 0; i < self->pairs->len; i++)
    {
      Pair *pair = &g_array_index (self->pairs, Pair, i);
      g_auto(GStrv) parts = NULL;

      if (strncmp (pair->name, name, length) != 0 ||
          (pair->name[length] != '\0' && pair->name[length] != '['))
        continue;

      found = TRUE;
      parts = g_strsplit (pair->value, ",", -1);
      for (guint part = 0; parts[part] != NULL; part++)
        if (*g_strstrip (parts[part]) != '\0')
          g_strv_builder_add (values, parts[part]);
    }

  return found ? g_strv_builder_end (values) : NULL;
}

/* name[KEY][]=VALUE as "KEY", "VALUE", "KEY", "VALUE"... NULL when there is none. */
char **
demo_query_dup_tuples (DemoQuery  *self,
                       const char *name)
{
  g_autoptr(GStrvBuilder) tuples = g_strv_builder_new ();
  gsize length = strlen (name);
  gboolean found = FALSE;

  for (guint i = 0; i < self->pairs->len; i++)
    {
      Pair *pair = &g_array_index (self->pairs, Pair, i);
      g_autofree char *key = NULL;
      g_auto(GStrv) parts = NULL;
      const char *stop;

      if (strncmp (pair->name, name, length) != 0 || pair->name[length] != '[' ||
          (stop = strchr (pair->name + length, ']')) == NULL)
        continue;

      found = TRUE;
      key = g_strndup (pair->name + length + 1, (gsize) (stop - pair->name) - length - 1);
      parts = g_strsplit (pair->value, ",", -1);
      for (guint part = 0; parts[part] != NULL; part++)
        g_strv_builder_add_many (tuples, key, g_strstrip (parts[part]), NULL);
    }

  return found ? g_strv_builder_end (tuples) : NULL;
}

void
demo_query_remove (DemoQuery  *self,
                   const char *name)
{
  for (guint i = self->pairs->len; i > 0; i--)
    if (g_str_equal (g_array_index (self->pairs, Pair, i - 1).name, name))
      g_array_remove_index (self->pairs, i - 1);
}

static gboolean
is_secret (const char *name)
{
  static const char * const secrets[] = { "api_key", "access_token", "username", "password" };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      gsize length = strlen (secrets[i]);

      if (g_ascii_strncasecmp (name, secrets[i], length) == 0 &&
          (name[length] == '\0' || name[length] == '['))
        return TRUE;
    }

  return FALSE;
}

/* A line stays a line. */
void
demo_query_append_printable (GString    *line,
                             const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (g_ascii_iscntrl (*text))
        g_string_append_printf (line, "%%%02X", (guint) *text);
      else
        g_string_append_c (line, *text);
    }
}

void
demo_query_append_log (DemoQuery *self,
                       GString   *line)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      Pair *pair = &g_array_index (self->pairs, Pair, i);

      g_string_append_c (line, i == 0 ? '?' : '&');
      demo_query_append_printable (line, pair->name);
      g_string_append_c (line, '=');
      demo_query_append_printable (line, is_secret (pair->name) ? "…" : pair->value);
    }
}
