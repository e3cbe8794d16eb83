#include "config.h"

#include <string.h>

#include "weez-json.h"

#include "weez-error.h"

/* Records are read by recursion, and a value takes 16 bytes: what a hostile answer could ask for is
 * measured before it starts. */
#define MAX_DEPTH 256
#define MAX_VALUES 1000000

/* Some programs begin every text with it. */
static const char byte_order_mark[] = "\xef\xbb\xbf";
#define BYTE_ORDER_MARK_SIZE (sizeof byte_order_mark - 1)

static GError *
not_understood (const char *what,
                const char *why)
{
  g_autofree char *message = g_strdup_printf ("%s: %s", what, why);

  return weez_error_new (WEEZ_ERROR_NOT_UNDERSTOOD, 0, NULL, -1, message);
}

static const char *
measure (const char *text,
         gsize       length)
{
  gboolean in_string = FALSE;
  guint depth = 0;
  guint n_values = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if (c == '[' || c == '{')
        {
          if (++depth > MAX_DEPTH)
            return "the JSON is nested too deeply";
          n_values++;
        }
      else if (c == ']' || c == '}')
        depth -= depth > 0;
      else if (c == ',')
        n_values++;

      if (n_values > MAX_VALUES)
        return "the JSON holds too many values";
    }

  return NULL;
}

/**
 * weez_json_parse:
 * @body: an answer
 * @what: the method, for the error's message
 * @error: return location for an error of the domain %WEEZ_ERROR
 *
 * Reads JSON strictly, to its end. To be called in a worker.
 *
 * Returns: (transfer full) (nullable): a document, whose root is an object or an array
 */
yyjson_doc *
weez_json_parse (GBytes      *body,
                 const char  *what,
                 GError     **error)
{
  g_autoptr(yyjson_doc) document = NULL;
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  const char *problem;
  gsize start = 0;

  if (length >= BYTE_ORDER_MARK_SIZE && memcmp (text, byte_order_mark, BYTE_ORDER_MARK_SIZE) == 0)
    {
      text += BYTE_ORDER_MARK_SIZE;
      length -= BYTE_ORDER_MARK_SIZE;
    }

  while (start < length && g_ascii_isspace (text[start]))
    start++;

  if (start == length)
    {
      g_propagate_error (error, not_understood (what, "the answer is empty"));
      return NULL;
    }

  if (text[start] == '<')
    {
      GError *web_page = not_understood (what, "a web page came in place of an answer");

      weez_error_set_web_page (web_page);
      g_propagate_error (error, web_page);
      return NULL;
    }

  if ((problem = measure (text, length)) != NULL)
    {
      g_propagate_error (error, not_understood (what, problem));
      return NULL;
    }

  /* A number that does not fit stays as it is written. */
  document = yyjson_read (text, length, YYJSON_READ_BIGNUM_AS_RAW);
  if (document == NULL)
    {
      g_propagate_error (error, not_understood (what, "the JSON is cut or malformed"));
      return NULL;
    }

  if (!yyjson_is_ctn (yyjson_doc_get_root (document)))
    {
      g_propagate_error (error, not_understood (what, "the JSON is neither object nor array"));
      return NULL;
    }

  return g_steal_pointer (&document);
}

/**
 * weez_json_get:
 * @object: any value
 * @name: of a member
 * @length: of @name, in bytes
 *
 * Returns: (transfer none) (nullable): the member; the last one, where there are several
 */
yyjson_val *
weez_json_get (yyjson_val *object,
               const char *name,
               gsize       length)
{
  yyjson_val *found = NULL;
  yyjson_val *key;
  yyjson_obj_iter iter;

  if (!yyjson_obj_iter_init (object, &iter))
    return NULL;

  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    if (yyjson_equals_strn (key, name, length))
      found = yyjson_obj_iter_get_val (key);

  return found;
}

static yyjson_val *
get_member (yyjson_val *object,
            const char *name)
{
  return weez_json_get (object, name, strlen (name));
}

static gint64
get_code (yyjson_val *object)
{
  yyjson_val *code = get_member (object, "code");

  if (yyjson_is_str (code))
    return g_ascii_strtoll (yyjson_get_str (code), NULL, 10);

  return yyjson_get_sint (code);
}

/**
 * weez_json_get_error:
 * @root: an answer
 * @message: (out) (nullable): what the service says
 * @code: (out): the number it gives, 0 where there is none
 *
 * Looks for the two forms in which the service reports a failure, whatever the HTTP status:
 * `{"error": {"message", "type", "code"}}` and the same members at the top.
 *
 * Returns: whether @root reports a failure
 */
gboolean
weez_json_get_error (yyjson_val  *root,
                     const char **message,
                     gint64      *code)
{
  yyjson_val *problem = get_member (root, "error");

  *message = NULL;
  *code = 0;

  if (yyjson_is_obj (problem))
    {
      *message = yyjson_get_str (get_member (problem, "message"));
      *code = get_code (problem);
      return TRUE;
    }

  if (yyjson_is_str (problem) || yyjson_is_bool (problem) || yyjson_is_num (problem))
    {
      *message = yyjson_get_str (problem);
      if (*message == NULL)
        *message = yyjson_get_str (get_member (root, "message"));
      *code = get_code (root);
      return *message != NULL || yyjson_get_bool (problem) || yyjson_get_num (problem) != 0;
    }

  if (yyjson_is_str (get_member (root, "message")) && get_member (root, "code") != NULL)
    {
      *message = yyjson_get_str (get_member (root, "message"));
      *code = get_code (root);
      return TRUE;
    }

  return FALSE;
}

/* @empty: gets whether the way there ends at an empty value: PHP writes an empty object as an
 * empty array. */
static yyjson_val *
look_up_spelling (yyjson_val *value,
                  const char *path,
                  gsize       length,
                  gboolean   *empty)
{
  while (length > 0)
    {
      const char *dot = memchr (path, '.', length);
      gsize step = dot != NULL ? (gsize) (dot - path) : length;

      if (!yyjson_is_obj (value))
        {
          *empty = yyjson_is_null (value) ||
                   (yyjson_is_arr (value) && yyjson_arr_size (value) == 0);
          return NULL;
        }
      if ((value = weez_json_get (value, path, step)) == NULL)
        return NULL;

      path += step;
      length -= step;
      if (length > 0)
        path++, length--;
    }

  return value;
}

/**
 * weez_json_look_up:
 * @value: any value
 * @path: names with "." between them; other spellings follow after "|"; "" is @value itself
 * @is_said: (out) (optional): whether there is anything, if only null or an empty object around it
 *
 * Returns: (transfer none) (nullable): the first spelling that is there and is not null
 */
yyjson_val *
weez_json_look_up (yyjson_val *value,
                   const char *path,
                   gboolean   *is_said)
{
  gboolean said = FALSE;

  while (TRUE)
    {
      gsize length = strcspn (path, "|");
      gboolean empty = FALSE;
      yyjson_val *found = look_up_spelling (value, path, length, &empty);

      said |= found != NULL || empty;
      if (is_said != NULL)
        *is_said = said;
      if (found != NULL && !yyjson_is_null (found))
        return found;
      if (path[length] == '\0')
        return NULL;

      path += length + 1;
    }
}

static void
break_line (WeezWriter *self)
{
  if (self->compact)
    return;

  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->text, "  ");
}

void
weez_writer_open (WeezWriter *self,
                  char        bracket)
{
  g_string_append_c (self->text, bracket);
  self->depth++;
  self->fresh = TRUE;
}

void
weez_writer_close (WeezWriter *self,
                   char        bracket)
{
  self->depth--;
  if (!self->fresh)
    break_line (self);
  g_string_append_c (self->text, bracket);
  self->fresh = FALSE;
}

/* To be called before each value of an array. */
void
weez_writer_item (WeezWriter *self)
{
  if (!self->fresh)
    g_string_append_c (self->text, ',');
  break_line (self);
  self->fresh = FALSE;
}

void
weez_writer_member (WeezWriter *self,
                    const char *name)
{
  weez_writer_item (self);
  weez_writer_string (self, name);
  g_string_append (self->text, self->compact ? ":" : ": ");
}

void
weez_writer_literal (WeezWriter *self,
                     const char *literal)
{
  g_string_append (self->text, literal);
}

/* U+0080 to U+009f, which are controls to a terminal. */
static gboolean
is_control (const char *p)
{
  return (guchar) p[0] == 0xc2 && (guchar) p[1] >= 0x80 && (guchar) p[1] < 0xa0;
}

static gboolean
is_plain (const char *p)
{
  return (guchar) *p >= 0x20 && *p != '"' && *p != '\\' && *p != 0x7f && !is_control (p);
}

void
weez_writer_string (WeezWriter *self,
                    const char *string)
{
  const char *p = string;

  if (string == NULL)
    {
      weez_writer_literal (self, "null");
      return;
    }

  g_string_append_c (self->text, '"');
  while (*p != '\0')
    {
      const char *plain = p;

      while (is_plain (p))
        p++;
      g_string_append_len (self->text, plain, p - plain);
      if (*p == '\0')
        break;

      if (*p == '"' || *p == '\\')
        g_string_append_printf (self->text, "\\%c", *p);
      else if (*p == '\n')
        g_string_append (self->text, "\\n");
      else if (*p == '\r')
        g_string_append (self->text, "\\r");
      else if (*p == '\t')
        g_string_append (self->text, "\\t");
      else if (is_control (p))
        g_string_append_printf (self->text, "\\u%04x", (guchar) *++p);
      else
        g_string_append_printf (self->text, "\\u%04x", (guchar) *p);
      p++;
    }
  g_string_append_c (self->text, '"');
}
