#include "config.h"

#include <string.h>

#include "weez-json.h"

#include "weez-error.h"

/* json-glib recurses over the nesting and spends some 150 bytes on each value: what a hostile
 * answer could ask of it is measured before it starts. */
#define MAX_DEPTH 256
#define MAX_VALUES 1000000

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
 * Returns: (transfer full) (nullable): the root, an object or an array
 */
JsonNode *
weez_json_parse (GBytes      *body,
                 const char  *what,
                 GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  const char *problem;
  gsize start = 0;

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

  json_parser_set_strict (parser, TRUE);

  /* The parser's own message may quote the answer, so it goes no further. */
  if (length > G_MAXSSIZE || !json_parser_load_from_data (parser, text, length, NULL))
    {
      g_propagate_error (error, not_understood (what, "the JSON is cut or malformed"));
      return NULL;
    }

  root = json_parser_get_root (parser);
  if (root == NULL || JSON_NODE_HOLDS_VALUE (root) || JSON_NODE_HOLDS_NULL (root))
    {
      g_propagate_error (error, not_understood (what, "the JSON is neither object nor array"));
      return NULL;
    }

  return json_node_ref (root);
}

static const char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static gint64
get_code (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "code");

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return 0;

  if (json_node_get_string (node) != NULL)
    return g_ascii_strtoll (json_node_get_string (node), NULL, 10);

  return json_node_get_int (node);
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
weez_json_get_error (JsonNode    *root,
                     const char **message,
                     gint64      *code)
{
  JsonObject *object;
  JsonNode *node;

  *message = NULL;
  *code = 0;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;

  object = json_node_get_object (root);
  node = json_object_get_member (object, "error");

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      *message = get_string (json_node_get_object (node), "message");
      *code = get_code (json_node_get_object (node));
      return TRUE;
    }

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    {
      *message = json_node_get_string (node);
      if (*message == NULL)
        *message = get_string (object, "message");
      *code = get_code (object);
      return *message != NULL || json_node_get_boolean (node) || json_node_get_int (node) != 0;
    }

  if (get_string (object, "message") != NULL && json_object_has_member (object, "code"))
    {
      *message = get_string (object, "message");
      *code = get_code (object);
      return TRUE;
    }

  return FALSE;
}

/* @empty: gets whether the way there ends at an empty value: PHP writes an empty object as an
 * empty array. */
static JsonNode *
look_up_spelling (JsonNode   *node,
                  const char *path,
                  gsize       length,
                  gboolean   *empty)
{
  char step[WEEZ_JSON_MAX_STEP];

  while (length > 0)
    {
      gsize step_length = 0;

      while (step_length < length && path[step_length] != '.')
        step_length++;

      memcpy (step, path, step_length);
      step[step_length] = '\0';

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          *empty = JSON_NODE_HOLDS_NULL (node) ||
                   (JSON_NODE_HOLDS_ARRAY (node) &&
                    json_array_get_length (json_node_get_array (node)) == 0);
          return NULL;
        }
      if ((node = json_object_get_member (json_node_get_object (node), step)) == NULL)
        return NULL;

      path += step_length;
      length -= step_length;
      if (length > 0)
        path++, length--;
    }

  return node;
}

/**
 * weez_json_look_up:
 * @node: any node
 * @path: names with "." between them; other spellings follow after "|"; "" is @node itself
 * @is_said: (out) (optional): whether there is anything, if only null or an empty object around it
 *
 * Returns: (transfer none) (nullable): the first spelling that is there and is not null
 */
JsonNode *
weez_json_look_up (JsonNode   *node,
                   const char *path,
                   gboolean   *is_said)
{
  gboolean said = FALSE;

  while (TRUE)
    {
      gsize length = strcspn (path, "|");
      gboolean empty = FALSE;
      JsonNode *found = look_up_spelling (node, path, length, &empty);

      said |= found != NULL || empty;
      if (is_said != NULL)
        *is_said = said;
      if (found != NULL && !JSON_NODE_HOLDS_NULL (found))
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

void
weez_writer_string (WeezWriter *self,
                    const char *string)
{
  if (string == NULL)
    {
      weez_writer_literal (self, "null");
      return;
    }

  g_string_append_c (self->text, '"');
  for (const char *p = string; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (self->text, "\\%c", *p);
      else if (*p == '\n')
        g_string_append (self->text, "\\n");
      else if (*p == '\r')
        g_string_append (self->text, "\\r");
      else if (*p == '\t')
        g_string_append (self->text, "\\t");
      else if ((guchar) *p < 0x20 || *p == 0x7f)
        g_string_append_printf (self->text, "\\u%04x", (guchar) *p);
      else if ((guchar) p[0] == 0xc2 && (guchar) p[1] >= 0x80 && (guchar) p[1] < 0xa0)
        /* U+0080 to U+009f: controls to a terminal. */
        g_string_append_printf (self->text, "\\u%04x", (guchar) *++p);
      else
        g_string_append_c (self->text, *p);
    }
  g_string_append_c (self->text, '"');
}
