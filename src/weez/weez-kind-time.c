#include "config.h"

#include <string.h>

#include "weez-kind-private.h"

static gboolean
read_digits (const char **p,
             guint        n_digits,
             int         *number)
{
  *number = 0;
  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (**p))
        return FALSE;
      *number = *number * 10 + (*(*p)++ - '0');
    }

  return TRUE;
}

static gboolean
read_offset (const char **p,
             GTimeZone   *zone,
             GTimeZone  **offset)
{
  gboolean west = **p == '-';
  int hours = 0;
  int minutes = 0;

  if (**p == 'Z' || **p == 'z')
    {
      (*p)++;
      *offset = g_time_zone_new_utc ();
      return TRUE;
    }

  if (**p != '+' && **p != '-')
    {
      *offset = g_time_zone_ref (zone);
      return **p == '\0';
    }

  (*p)++;
  if (!read_digits (p, 2, &hours))
    return FALSE;
  if (**p == ':')
    (*p)++;
  if (**p != '\0' && !read_digits (p, 2, &minutes))
    return FALSE;
  if (hours > 14 || minutes > 59)
    return FALSE;

  *offset = g_time_zone_new_offset ((west ? -1 : 1) * (hours * 60 + minutes) * 60);

  return TRUE;
}

/* Whether there are no spaces but the one between day and time. */
static gboolean
is_bare (const char *text)
{
  gsize length = strlen (text);

  return g_str_is_ascii (text) && length > 0 &&
         g_ascii_isdigit (text[0]) && !g_ascii_isspace (text[length - 1]);
}

static char *
make_bare (const char *text)
{
  g_autoptr(GString) bare = g_string_new (text);

  g_string_replace (bare, "\u00a0", " ", 0);
  g_string_replace (bare, "\u202f", " ", 0);
  g_strstrip (bare->str);

  return g_string_free_and_steal (g_steal_pointer (&bare));
}

/* "2014-01-23 12:41:55" in @zone, "2013-01-29T13:00:00+0000", "2013-05-27T18:02:16+02:00", and the
 * days "2013-01-10" and "0000-00-00 00:00:00", the latter being no moment at all. The result is in
 * @zone. FALSE for anything else. */
gboolean
weez_time_from_text (const char  *text,
                     GTimeZone   *zone,
                     GDateTime  **time)
{
  g_autofree char *bare = is_bare (text) ? NULL : make_bare (text);
  g_autoptr(GTimeZone) offset = NULL;
  g_autoptr(GDateTime) read = NULL;
  const char *p = bare != NULL ? bare : text;
  int year, month, day;
  int hour = 0, minute = 0, second = 0;

  if (*p == '\0')
    return TRUE;

  if (!read_digits (&p, 4, &year) || *p++ != '-' ||
      !read_digits (&p, 2, &month) || *p++ != '-' ||
      !read_digits (&p, 2, &day))
    return FALSE;

  if (*p == 'T' || *p == ' ')
    {
      p++;
      if (!read_digits (&p, 2, &hour) || *p++ != ':' || !read_digits (&p, 2, &minute))
        return FALSE;
      if (*p == ':' && (p++, !read_digits (&p, 2, &second)))
        return FALSE;
      if (*p == '.')
        while (g_ascii_isdigit (*++p))
          ;
    }

  if (!read_offset (&p, zone, &offset) || *p != '\0')
    return FALSE;

  if (year == 0 && month == 0 && day == 0)
    return TRUE;

  read = g_date_time_new (offset, year, month, day, hour, minute, second);
  if (read == NULL)
    return FALSE;

  *time = offset == zone ? g_steal_pointer (&read) : g_date_time_to_timezone (read, zone);

  return TRUE;
}

char *
weez_time_to_text (GDateTime *time)
{
  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z");
}

static GParamSpec *
time_pspec (const WeezField *field)
{
  return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_DATE_TIME,
                             G_PARAM_READABLE);
}

static gboolean
time_read (const WeezField *field,
           yyjson_val      *node,
           WeezValue       *value,
           WeezReading     *reading)
{
  g_autoptr(GDateTime) time = NULL;

  if (!yyjson_is_str (node) ||
      !weez_time_from_text (yyjson_get_str (node), reading->zone, &time))
    return FALSE;

  if (time != NULL)
    weez_value_set_integer (value, g_date_time_to_unix (time));

  return TRUE;
}

static void
time_write (const WeezField *field,
            gconstpointer    slot,
            WeezWriter      *writer)
{
  g_autofree char *text = field->kind->to_text (field, slot);

  weez_writer_string (writer, text);
}

static char *
time_to_text (const WeezField *field,
              gconstpointer    slot)
{
  GDateTime *time = WEEZ_READ_SLOT (GDateTime *, slot);

  return time != NULL ? weez_time_to_text (time) : NULL;
}

static void
time_add (const WeezField *field,
          gconstpointer    slot,
          WeezRequest     *request)
{
  g_autoptr(GDateTime) local = NULL;
  g_autofree char *text = NULL;

  if (!weez_kind_pointer_is_set (slot))
    return;

  /* A day is the same day everywhere; a moment is told in the service's own zone. */
  if (field->flags & WEEZ_DAY)
    text = g_date_time_format (WEEZ_READ_SLOT (GDateTime *, slot), "%Y-%m-%d");
  else
    {
      local = g_date_time_to_timezone (WEEZ_READ_SLOT (GDateTime *, slot), request->zone);
      text = g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
    }

  weez_request_add (request, field->path, text);
}

static void
time_save (const WeezField *field,
           gconstpointer    slot,
           WeezValue       *value)
{
  weez_value_set_integer (value, g_date_time_to_unix (WEEZ_READ_SLOT (GDateTime *, slot)));
}

static void
time_load (const WeezField *field,
           const WeezValue *value,
           gpointer         slot,
           GTimeZone       *zone)
{
  g_autoptr(GDateTime) time = NULL;

  if (value->type == WEEZ_VALUE_INTEGER &&
      (time = g_date_time_new_from_unix_utc (value->integer)) != NULL)
    WEEZ_SLOT (GDateTime *, slot) = g_date_time_to_timezone (time, zone);
}

static void
time_clear (gpointer slot)
{
  g_clear_pointer ((GDateTime **) slot, g_date_time_unref);
}

const WeezKind weez_kind_time = {
  .pspec = time_pspec,
  .read = time_read,
  .get = weez_kind_get_boxed,
  .is_set = weez_kind_pointer_is_set,
  .write = time_write,
  .to_text = time_to_text,
  .add = time_add,
  .save = time_save,
  .load = time_load,
  .clear = time_clear,
};
