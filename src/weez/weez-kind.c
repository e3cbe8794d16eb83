#include "config.h"

#include <string.h>

#include "weez-kind-private.h"

#define MAX_ID_LENGTH 64

/* ---- what the kinds have in common ---- */

/* The largest numbers stand for what is not known. */
gboolean
weez_node_overflows (yyjson_val *node)
{
  if (yyjson_is_uint (node))
    return yyjson_get_uint (node) >= G_MAXINT64;
  if (yyjson_is_sint (node))
    return yyjson_get_sint (node) == G_MININT64;

  return yyjson_is_raw (node);
}

gboolean
weez_reading_refuse (const WeezField *field,
                     WeezReading     *reading)
{
  reading->overflow = field->path;

  return FALSE;
}

/* 7448370, "7448370" and true are all texts; the service writes one thing in several ways. The
 * text is in @buffer, in @node or constant. */
const char *
weez_node_get_text (yyjson_val *node,
                    char        buffer[WEEZ_NODE_BUFFER_SIZE])
{
  if (yyjson_is_str (node))
    return yyjson_get_str (node);
  if (yyjson_is_raw (node))
    return yyjson_get_raw (node);
  if (yyjson_is_bool (node))
    return yyjson_get_bool (node) ? "true" : "false";
  if (yyjson_is_real (node))
    return g_ascii_formatd (buffer, WEEZ_NODE_BUFFER_SIZE, "%.15g", yyjson_get_real (node));

  if (yyjson_is_uint (node))
    g_snprintf (buffer, WEEZ_NODE_BUFFER_SIZE, "%" G_GUINT64_FORMAT, yyjson_get_uint (node));
  else if (yyjson_is_sint (node))
    g_snprintf (buffer, WEEZ_NODE_BUFFER_SIZE, "%" G_GINT64_FORMAT, yyjson_get_sint (node));
  else
    return NULL;

  return buffer;
}

char *
weez_node_to_text (yyjson_val *node)
{
  char buffer[WEEZ_NODE_BUFFER_SIZE];

  return g_strdup (weez_node_get_text (node, buffer));
}

/* Spaces of every kind count as nothing around and inside numbers and dates. */
char *
weez_text_without_spaces (const char *text)
{
  GString *bare;

  if (g_str_is_ascii (text) && strpbrk (text, " \t\n\v\f\r") == NULL)
    return g_strdup (text);

  bare = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (bare, g_utf8_get_char (p));

  return g_string_free_and_steal (bare);
}

void
weez_kind_write_text (const WeezField *field,
                      gconstpointer    slot,
                      WeezWriter      *writer)
{
  g_autofree char *text = field->kind->to_text (field, slot);

  weez_writer_literal (writer, text != NULL ? text : "null");
}

void
weez_kind_add_text (const WeezField *field,
                    gconstpointer    slot,
                    WeezRequest     *request)
{
  g_autofree char *text = field->kind->to_text (field, slot);

  if (text != NULL)
    weez_request_add (request, field->path, text);
}

gboolean
weez_field_decode (const WeezField *field,
                   yyjson_val      *node,
                   gpointer         slot,
                   WeezReading     *reading)
{
  g_auto(WeezValue) value = { 0 };

  if (field->kind->decode != NULL)
    return field->kind->decode (field, node, slot, reading);

  if (!field->kind->read (field, node, &value, reading))
    return FALSE;
  if (value.type != WEEZ_VALUE_NONE)
    field->kind->load (field, &value, slot, reading->zone);

  return TRUE;
}

/* The value of a kind that is a pointer, by way of what a record would have. */
gboolean
weez_kind_read_slot (const WeezField *field,
                     yyjson_val      *node,
                     WeezValue       *value,
                     WeezReading     *reading)
{
  gpointer slot = NULL;

  if (!field->kind->decode (field, node, &slot, reading))
    return FALSE;
  if (slot != NULL)
    field->kind->save (field, &slot, value);
  field->kind->clear (&slot);

  return TRUE;
}

/* A list that was kept as JSON is read like one that was just sent. */
void
weez_kind_load_json (const WeezField *field,
                     const WeezValue *value,
                     gpointer         slot,
                     GTimeZone       *zone)
{
  WeezReading reading = { .zone = zone };
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(yyjson_doc) document = NULL;

  if (value->type != WEEZ_VALUE_TEXT)
    return;

  bytes = g_bytes_new_static (value->text, strlen (value->text));
  if ((document = weez_json_parse (bytes, field->name, NULL)) != NULL)
    weez_field_decode (field, yyjson_doc_get_root (document), slot, &reading);
}

gboolean
weez_kind_pointer_is_set (gconstpointer slot)
{
  return WEEZ_READ_SLOT (gpointer, slot) != NULL;
}

void
weez_kind_get_boxed (const WeezField *field,
                     gconstpointer    slot,
                     GValue          *value)
{
  g_value_set_boxed (value, WEEZ_READ_SLOT (gpointer, slot));
}

/* ---- char *: text, ids ---- */

/* What an id may be made of: nothing that means anything in a path, a file name or SQL. */
gboolean
weez_text_is_id (const char *text)
{
  gsize length = strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-");

  return length > 0 && length <= MAX_ID_LENGTH && text[length] == '\0';
}

static GParamSpec *
string_pspec (const WeezField *field)
{
  return g_param_spec_string (field->name, NULL, NULL, NULL,
                              G_PARAM_READABLE);
}

static gboolean
string_read (const WeezField *field,
             yyjson_val      *node,
             WeezValue       *value,
             WeezReading     *reading)
{
  char buffer[WEEZ_NODE_BUFFER_SIZE];
  const char *text = weez_node_get_text (node, buffer);

  if (text == NULL)
    return FALSE;

  if (weez_node_overflows (node))
    return weez_reading_refuse (field, reading);

  if (field->flags & WEEZ_ID)
    {
      if (*text == '\0')
        return TRUE;
      if (!weez_text_is_id (text))
        return FALSE;
    }

  if (text == buffer)
    weez_value_take_text (value, g_strdup (text));
  else
    weez_value_set_text (value, text);

  return TRUE;
}

static void
string_get (const WeezField *field,
            gconstpointer    slot,
            GValue          *value)
{
  g_value_set_string (value, WEEZ_READ_SLOT (char *, slot));
}

static void
string_write (const WeezField *field,
              gconstpointer    slot,
              WeezWriter      *writer)
{
  weez_writer_string (writer, WEEZ_READ_SLOT (char *, slot));
}

static char *
string_to_text (const WeezField *field,
                gconstpointer    slot)
{
  return g_strdup (WEEZ_READ_SLOT (char *, slot));
}

static void
string_add (const WeezField *field,
            gconstpointer    slot,
            WeezRequest     *request)
{
  const char *text = WEEZ_READ_SLOT (char *, slot);

  if (text != NULL && *text != '\0')
    weez_request_add (request, field->path, text);
}

static void
string_save (const WeezField *field,
             gconstpointer    slot,
             WeezValue       *value)
{
  weez_value_set_text (value, WEEZ_READ_SLOT (char *, slot));
}

static void
string_load (const WeezField *field,
             const WeezValue *value,
             gpointer         slot,
             GTimeZone       *zone)
{
  if (value->type == WEEZ_VALUE_TEXT)
    WEEZ_SLOT (char *, slot) = g_strdup (value->text);
}

static void
string_clear (gpointer slot)
{
  g_clear_pointer ((char **) slot, g_free);
}

const WeezKind weez_kind_string = {
  .pspec = string_pspec,
  .read = string_read,
  .get = string_get,
  .is_set = weez_kind_pointer_is_set,
  .write = string_write,
  .to_text = string_to_text,
  .add = string_add,
  .save = string_save,
  .load = string_load,
  .clear = string_clear,
};

/* ---- gboolean: flags ---- */

static GParamSpec *
flag_pspec (const WeezField *field)
{
  return g_param_spec_boolean (field->name, NULL, NULL, FALSE,
                               G_PARAM_READABLE);
}

static gboolean
is_any_of (const char         *text,
           const char * const *words)
{
  for (; *words != NULL; words++)
    if (g_ascii_strcasecmp (text, *words) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
flag_read (const WeezField *field,
           yyjson_val      *node,
           WeezValue       *value,
           WeezReading     *reading)
{
  static const char * const yes[] = { "1", "true", "yes", "on", NULL };
  static const char * const no[] = { "", "0", "false", "no", "off", "null", NULL };
  char buffer[WEEZ_NODE_BUFFER_SIZE];
  const char *text;
  g_autofree char *bare = NULL;
  gboolean is_set = yyjson_get_bool (node);

  if (!yyjson_is_bool (node))
    {
      if ((text = weez_node_get_text (node, buffer)) == NULL)
        return FALSE;

      bare = weez_text_without_spaces (text);
      is_set = is_any_of (bare, yes);
      if (!is_set && !is_any_of (bare, no))
        return FALSE;
    }

  weez_value_set_integer (value, is_set);

  return TRUE;
}

static void
flag_get (const WeezField *field,
          gconstpointer    slot,
          GValue          *value)
{
  g_value_set_boolean (value, WEEZ_READ_SLOT (gboolean, slot));
}

static gboolean
flag_is_set (gconstpointer slot)
{
  return WEEZ_READ_SLOT (gboolean, slot);
}

static char *
flag_to_text (const WeezField *field,
              gconstpointer    slot)
{
  return g_strdup (flag_is_set (slot) ? "true" : "false");
}

static void
flag_add (const WeezField *field,
          gconstpointer    slot,
          WeezRequest     *request)
{
  /* "false" is a true string to PHP; 0 is not. */
  if (flag_is_set (slot))
    weez_request_add (request, field->path, "1");
  else if (field->flags & WEEZ_ALWAYS)
    weez_request_add (request, field->path, "0");
}

static void
flag_save (const WeezField *field,
           gconstpointer    slot,
           WeezValue       *value)
{
  weez_value_set_integer (value, flag_is_set (slot));
}

static void
flag_load (const WeezField *field,
           const WeezValue *value,
           gpointer         slot,
           GTimeZone       *zone)
{
  WEEZ_SLOT (gboolean, slot) = value->type == WEEZ_VALUE_INTEGER && value->integer != 0;
}

const WeezKind weez_kind_flag = {
  .pspec = flag_pspec,
  .read = flag_read,
  .get = flag_get,
  .is_set = flag_is_set,
  .write = weez_kind_write_text,
  .to_text = flag_to_text,
  .add = flag_add,
  .save = flag_save,
  .load = flag_load,
};
